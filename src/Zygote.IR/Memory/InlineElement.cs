using System;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Zygote.IR;

/// <summary>
/// An element of an inline array, as a field: so that whatever is done with each field of a struct is done with each element.
/// There is one object for each element.
/// </summary>
/// <remarks>
/// The number in a <see cref="Half"/> is such a field, too: a float, which the code that reads and writes it converts. All that is
/// differentiated are floats then, rounded where the program rounds.
/// </remarks>
sealed class InlineElement(Type array, FieldInfo declared, Type element, int index) : FieldInfo
{
    static readonly MethodInfo GetMethod = typeof(InlineElement).GetMethod(nameof(Get), BindingFlags.Static | BindingFlags.NonPublic)!;
    static readonly MethodInfo SetMethod = typeof(InlineElement).GetMethod(nameof(Set), BindingFlags.Static | BindingFlags.NonPublic)!;

    Func<object, int, object?>? _get;
    Action<object, int, object?>? _set;

    public int Index { get; } = index;

    /// <summary>The only one of a Half: it is not stored as what it is.</summary>
    public bool IsConverted { get; } = array == typeof(Half);

    public override Type DeclaringType { get; } = array;

    public override Type ReflectedType => DeclaringType;

    public override Type FieldType { get; } = element;

    public override string Name { get; } = $"[{index.ToString(CultureInfo.InvariantCulture)}]";

    public override FieldAttributes Attributes => declared.Attributes;

    public override Module Module => DeclaringType.Module;

    /// <summary>Negative, as no real one is.</summary>
    public override int MetadataToken => -1 - Index;

    public override RuntimeFieldHandle FieldHandle => throw new NotSupportedException();

    public override object? GetValue(object? obj) => IsConverted
        ? (float)(Half)obj!
        : (_get ??= Closed(GetMethod).CreateDelegate<Func<object, int, object?>>())(obj!, Index);

    public override object? GetValueDirect(TypedReference obj) => GetValue(TypedReference.ToObject(obj));

    public override void SetValue(object? obj, object? value, BindingFlags invokeAttr, Binder? binder, CultureInfo? culture)
    {
        if (IsConverted)
            Unsafe.Unbox<Half>(obj!) = (Half)(float)value!;
        else
            (_set ??= Closed(SetMethod).CreateDelegate<Action<object, int, object?>>())(obj!, Index, value);
    }

    public override object[] GetCustomAttributes(bool inherit) => declared.GetCustomAttributes(inherit);

    public override object[] GetCustomAttributes(Type attributeType, bool inherit) =>
        declared.GetCustomAttributes(attributeType, inherit);

    public override bool IsDefined(Type attributeType, bool inherit) => declared.IsDefined(attributeType, inherit);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => HashCode.Combine(DeclaringType, Index);

    MethodInfo Closed(MethodInfo method) => method.MakeGenericMethod(DeclaringType, FieldType);

    static object? Get<TArray, T>(object box, int index)
        where TArray : struct
        => InlineArrays.Element<TArray, T>(ref Unsafe.Unbox<TArray>(box), index);

    static void Set<TArray, T>(object box, int index, object? value)
        where TArray : struct
        => InlineArrays.Element<TArray, T>(ref Unsafe.Unbox<TArray>(box), index) = (T)value!;
}
