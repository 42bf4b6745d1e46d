using System;
using System.Collections.Generic;
using System.Reflection;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>
/// Members of the BCL that are flat: their results do not vary continuously with their arguments, or they only have effects.
/// Types are written as names, so that no assembly is loaded for the table; a test looks all of them up.
/// </summary>
static class ZeroDerivatives
{
    /// <summary>In place of names: every method, constructor and operator of the type.</summary>
    public const string AllMembers = "*";

    const string Roundings = "Ceiling Floor Round Sign Truncate ILogB";
    const string Predicates = "IsEvenInteger IsFinite IsInfinity IsInteger IsNaN IsNegative IsNegativeInfinity IsNormal " +
        "IsOddInteger IsPositive IsPositiveInfinity IsPow2 IsRealNumber IsSubnormal";
    const string Comparisons = "CompareTo Equals GetHashCode GetTypeCode ToString TryFormat Parse TryParse " +
        "op_Equality op_Inequality op_LessThan op_LessThanOrEqual op_GreaterThan op_GreaterThanOrEqual";
    const string Number = Roundings + " " + Predicates + " " + Comparisons + " ConvertToInteger ConvertToIntegerNative";

    static readonly Dictionary<string, string> ByType = new()
    {
        ["System.Math"] = Roundings + " DivRem BigMul",
        ["System.MathF"] = Roundings,
        ["System.Double"] = Number,
        ["System.Single"] = Number,
        ["System.Half"] = Number + " get_AdditiveIdentity get_E get_Epsilon get_MaxValue get_MinValue get_MultiplicativeIdentity " +
            "get_NaN get_NegativeInfinity get_NegativeOne get_NegativeZero get_One get_Pi get_PositiveInfinity get_Tau get_Zero",
        ["System.Boolean"] = AllMembers,
        ["System.Char"] = AllMembers,
        ["System.SByte"] = AllMembers,
        ["System.Byte"] = AllMembers,
        ["System.Int16"] = AllMembers,
        ["System.UInt16"] = AllMembers,
        ["System.Int32"] = AllMembers,
        ["System.UInt32"] = AllMembers,
        ["System.Int64"] = AllMembers,
        ["System.UInt64"] = AllMembers,
        ["System.IntPtr"] = AllMembers,
        ["System.UIntPtr"] = AllMembers,
        ["System.Int128"] = AllMembers,
        ["System.UInt128"] = AllMembers,
        ["System.Numerics.BigInteger"] = AllMembers,
        ["System.Decimal"] = AllMembers,
        ["System.Enum"] = AllMembers,
        ["System.Convert"] = "GetTypeCode IsDBNull ToBoolean ToByte ToChar ToDateTime ToDecimal ToInt16 ToInt32 ToInt64 ToSByte ToString " +
            "ToUInt16 ToUInt32 ToUInt64 ToBase64String FromBase64String ToHexString FromHexString",
        ["System.Numerics.BitOperations"] = AllMembers,
        ["System.Numerics.Complex"] = "Equals GetHashCode ToString TryFormat Parse TryParse op_Equality op_Inequality " +
            "IsComplexNumber IsEvenInteger IsFinite IsImaginaryNumber IsInfinity IsInteger IsNaN IsNegative IsNormal " +
            "IsOddInteger IsPositive IsRealNumber IsSubnormal",
        ["System.Numerics.TotalOrderIeee754Comparer`1"] = AllMembers,
        ["System.Nullable"] = "Compare Equals GetUnderlyingType",
        ["System.HashCode"] = AllMembers,

        ["System.String"] = AllMembers,
        ["System.Runtime.CompilerServices.DefaultInterpolatedStringHandler"] = AllMembers,
        ["System.Runtime.CompilerServices.FormattableStringFactory"] = AllMembers,
        ["System.FormattableString"] = AllMembers,
        ["System.MemoryExtensions+TryWriteInterpolatedStringHandler"] = AllMembers,
        ["System.MemoryExtensions"] = "BinarySearch CommonPrefixLength CompareTo Contains ContainsAny ContainsAnyExcept " +
            "ContainsAnyExceptInRange ContainsAnyInRange Count CountAny EndsWith Equals IndexOf IndexOfAny IndexOfAnyExcept " +
            "IndexOfAnyExceptInRange IndexOfAnyInRange IsWhiteSpace LastIndexOf LastIndexOfAny LastIndexOfAnyExcept " +
            "LastIndexOfAnyExceptInRange LastIndexOfAnyInRange Overlaps SequenceCompareTo SequenceEqual StartsWith TryWrite",
        ["System.Buffers.SearchValues`1"] = AllMembers,
        ["System.Buffers.Text.Utf8Formatter"] = AllMembers,
        ["System.Buffers.Text.Utf8Parser"] = AllMembers,
        ["System.CodeDom.Compiler.IndentedTextWriter"] = AllMembers,
        ["System.Version"] = AllMembers,
        ["System.Uri"] = AllMembers,

        ["System.Object"] = ".ctor GetType ToString Equals GetHashCode ReferenceEquals Finalize",
        ["System.ValueType"] = "Equals GetHashCode ToString",
        ["System.Delegate"] = "op_Equality op_Inequality Equals GetHashCode get_Method get_HasSingleTarget",
        ["System.MulticastDelegate"] = "op_Equality op_Inequality Equals GetHashCode",
        ["System.Type"] = AllMembers,
        ["System.RuntimeTypeHandle"] = AllMembers,
        ["System.Attribute"] = AllMembers,
        ["System.Runtime.CompilerServices.RuntimeHelpers"] = "InitializeArray EnsureSufficientExecutionStack GetHashCode " +
            "IsReferenceOrContainsReferences RunClassConstructor TryEnsureSufficientExecutionStack Equals",
        ["System.Array"] = "get_Length get_LongLength get_Rank GetLength GetLongLength GetLowerBound GetUpperBound " +
            "IndexOf LastIndexOf BinarySearch get_IsReadOnly get_IsFixedSize get_IsSynchronized",
        ["System.Collections.Generic.EqualityComparer`1"] = AllMembers,
        ["System.Collections.Generic.Comparer`1"] = AllMembers,
        ["System.StringComparer"] = AllMembers,

        ["System.Console"] = AllMembers,
        ["System.Environment"] = AllMembers,
        ["System.AppContext"] = AllMembers,
        ["System.GC"] = AllMembers,
        ["System.Runtime.GCSettings"] = AllMembers,
        ["System.Runtime.InteropServices.RuntimeInformation"] = AllMembers,
        ["System.OperatingSystem"] = AllMembers,
        ["System.TimeZoneInfo"] = AllMembers,
        ["System.Progress`1"] = AllMembers,
        ["System.Random"] = AllMembers,
        ["System.Guid"] = AllMembers,
        ["System.DateTime"] = AllMembers,
        ["System.DateTimeOffset"] = AllMembers,
        ["System.DateOnly"] = AllMembers,
        ["System.TimeOnly"] = AllMembers,
        ["System.TimeSpan"] = AllMembers,
        ["System.TimeProvider"] = AllMembers,
        ["System.Threading.Thread"] = "Sleep Yield SpinWait MemoryBarrier GetCurrentProcessorId get_CurrentThread " +
            "get_ManagedThreadId get_Name get_IsBackground get_IsThreadPoolThread get_IsAlive get_Priority get_ThreadState " +
            "get_CurrentCulture get_CurrentUICulture",
        ["System.Threading.Monitor"] = AllMembers,
        ["System.Threading.Lock"] = AllMembers,
        ["System.Threading.Lock+Scope"] = AllMembers,
        ["System.Threading.Interlocked"] = "Increment Decrement MemoryBarrier",
        ["System.Threading.CancellationToken"] = AllMembers,
        ["System.Threading.CancellationTokenSource"] = AllMembers,
        ["System.Threading.SpinWait"] = AllMembers,
        ["System.Threading.SpinLock"] = AllMembers,
        ["System.Threading.WaitHandle"] = AllMembers,
        ["System.Threading.EventWaitHandle"] = AllMembers,
        ["System.Threading.ManualResetEventSlim"] = AllMembers,
        ["System.Threading.SemaphoreSlim"] = AllMembers,
        ["System.Threading.ReaderWriterLockSlim"] = AllMembers,
        ["System.Security.Cryptography.RandomNumberGenerator"] = AllMembers,
    };

    static readonly string[] Namespaces = ["System.Diagnostics", "System.Globalization", "System.IO", "System.Text"];

    // In these namespaces, but numbers pass through them.
    static readonly HashSet<string> Excepted = ["System.IO.BinaryWriter", "System.IO.BinaryReader"];

    public static bool Contains(MethodBase method)
    {
        if (!IsSystem(method.Module.Assembly) || method.DeclaringType is not { } type)
            return false;
        if (SystemTypes.IsException(type))
            return !HandlesExceptions(method);
        var name = type.FullNameOfDefinition();
        return ByType.TryGetValue(name, out var members)
            ? Names(members, method.Name)
            : Array.Exists(Namespaces, n => IsIn(type, n)) && !Excepted.Contains(name);
    }

    /// <summary>Another exception, which may carry a number, goes in or comes out: the inner one.</summary>
    static bool HandlesExceptions(MethodBase method) =>
        Array.Exists(method.GetParameters(), p => LeadsToException(p.ParameterType))
        || (method is MethodInfo m && LeadsToException(m.ReturnType));

    static bool LeadsToException(Type type) => SystemTypes.IsException(type)
        || (type.HasElementType && LeadsToException(type.GetElementType()!))
        || Array.Exists(type.GetGenericArguments(), LeadsToException);

    /// <summary>All type names and members of the table, for its test.</summary>
    public static IEnumerable<(string Type, string Members)> Rows
    {
        get
        {
            foreach (var (type, members) in ByType)
                yield return (type, members);
        }
    }

    /// <summary>The BCL: its rules are in our tables, and user rules are not looked for in it.</summary>
    public static bool IsSystem(Assembly assembly) => SystemTypes.IsSystem(assembly);

    public static bool Names(string members, string name)
    {
        if (members == AllMembers)
            return true;
        for (var start = 0; members.IndexOf(name, start, StringComparison.Ordinal) is var i and >= 0; start = i + 1)
        {
            var end = i + name.Length;
            if ((i == 0 || members[i - 1] == ' ') && (end == members.Length || members[end] == ' '))
                return true;
        }

        return false;
    }

    public static string FullNameOfDefinition(this Type type) =>
        (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name;

    static bool IsIn(Type type, string prefix) => type.Namespace is { } space
        && space.StartsWith(prefix, StringComparison.Ordinal)
        && (space.Length == prefix.Length || space[prefix.Length] == '.');
}
