using System;

namespace Zygote.IR;

/// <summary>
/// Which types SSA values have. Like the evaluation stack, integers of up to 32 bits, booleans, characters and enumerations
/// on them are int; 64-bit ones are long; native integers are nint; spans and pointers are what <see cref="ExactTypes"/>
/// says. All other types stand for themselves.
/// </summary>
static class StackTypes
{
    public static Type Of(Type type)
    {
        if (type.IsPointer || type.IsFunctionPointer)
            return ExactTypes.Of(type) is { IsByRef: true } address ? address : typeof(nint);
        if (type.IsByRef || type.IsByRefLike)
            return ExactTypes.Of(type);
        if (!type.IsValueType)
            return type;
        if (type.IsEnum)
            type = Enum.GetUnderlyingType(type);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Char or TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16
                or TypeCode.Int32 or TypeCode.UInt32 => typeof(int),
            TypeCode.Int64 or TypeCode.UInt64 => typeof(long),
            TypeCode.Object when type != typeof(nint) => type == typeof(nuint) ? typeof(nint) : ExactTypes.Of(type),
            _ => type,
        };
    }

    public static bool IsFloat(Type type) => type == typeof(double) || type == typeof(float);

    public static bool IsInteger(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(nint);

    /// <summary>A struct that is a compound of fields, not a number.</summary>
    public static bool IsStruct(Type type) =>
        type.IsValueType && type != typeof(void) && !IsFloat(type) && !IsInteger(Of(type));

    public static bool IsReference(Type type) => !type.IsValueType && !type.IsByRef && !type.IsPointer;

    public static bool IsAddress(Type type) => type.IsByRef;
}
