using System;
using System.Reflection;
using System.Runtime.Intrinsics;
using Zygote.IR;

namespace Zygote.Rules;

/// <summary>Operations on vectors of the hardware that have no lanes to differentiate: those that are flat, and those that are refused.</summary>
static class VectorMembers
{
    const string Flat = "All AllWhereAllBitsSet Any AnyWhereAllBitsSet Ceiling ConvertToDouble ConvertToInt32 ConvertToInt32Native " +
        "ConvertToInt64 ConvertToInt64Native ConvertToSingle ConvertToUInt32 ConvertToUInt32Native ConvertToUInt64 " +
        "ConvertToUInt64Native Count CountWhereAllBitsSet Equals EqualsAll EqualsAny ExtractMostSignificantBits Floor GreaterThan " +
        "GreaterThanAll GreaterThanAny GreaterThanOrEqual GreaterThanOrEqualAll GreaterThanOrEqualAny IndexOf " +
        "IndexOfWhereAllBitsSet IsEvenInteger IsFinite IsInfinity IsInteger IsNaN IsNegative IsNegativeInfinity IsNormal " +
        "IsOddInteger IsPositive IsPositiveInfinity IsSubnormal IsZero LastIndexOf LastIndexOfWhereAllBitsSet LessThan " +
        "LessThanAll LessThanAny LessThanOrEqual LessThanOrEqualAll LessThanOrEqualAny None NoneWhereAllBitsSet Round Truncate " +
        "GetHashCode ToString op_Equality op_Inequality get_AllBitsSet get_SignSequence";

    const string Bits = "it takes a number apart into bits";
    const string BitsRemedy = "Use operations on whole numbers: comparisons with ConditionalSelect, Abs, CopySign, Negate.";
    const string Machine = "it is an instruction of one kind of processor";
    const string MachineRemedy = "Use the operation of Vector128, Vector256 or Vector512 that does the same, or give a rule with [PullbackOf].";

    /// <summary>The result does not vary continuously with the numbers.</summary>
    public static bool IsFlat(MethodBase method) => ZeroDerivatives.Names(Flat, method.Name);

    /// <summary>Null for operations that have code, and for methods that have nothing to do with vectors.</summary>
    public static DerivativeRule? Find(MethodBase method)
    {
        if (method.DeclaringType is not { } type || type.Assembly != typeof(Vector128).Assembly)
            return null;
        if (LaneCode.Concerns(method))
        {
            return IsFlat(method) ? new DerivativeRule(RuleKind.Zero)
                : method.ContainsGenericParameters || LaneCode.Find(method) is not null ? null
                : new DerivativeRule(RuleKind.Refused) { Reason = Bits, Remedy = BitsRemedy };
        }

        return type.Namespace is "System.Runtime.Intrinsics.X86" or "System.Runtime.Intrinsics.Arm" or "System.Runtime.Intrinsics.Wasm"
            && method.Name != "get_IsSupported" && LaneCode.Find(method) is null
            ? new DerivativeRule(RuleKind.Refused) { Reason = Machine, Remedy = MachineRemedy }
            : null;
    }
}
