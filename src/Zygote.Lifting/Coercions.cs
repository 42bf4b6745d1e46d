using System;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>Conversions that the common language makes without an instruction, and which types share their bits.</summary>
static class Coercions
{
    /// <summary>The value as the exact type <paramref name="type"/>; refuses what would reinterpret bits.</summary>
    public static Value To(Builder builder, Value value, Type type)
    {
        var stack = StackTypes.Of(type);
        if (value.Type == stack)
            return value;
        if (StackTypes.IsFloat(value.Type) && StackTypes.IsFloat(stack))
            return builder.Convert(stack, value);
        if (value.Type == typeof(int) && stack == typeof(nint))
            return builder.Convert(typeof(nint), value);
        if (value.Type.IsByRef && stack.IsByRef && SameBits(value.Type.GetElementType()!, stack.GetElementType()!))
            return value;
        if (StackTypes.IsReference(value.Type) && StackTypes.IsReference(stack))
            return Reference(builder, value, stack);
        if (stack.IsByRef && IsNullPointer(value))
            return Constant.Zero(stack);
        if (value.Type.IsByRef && type == typeof(void*))
            return value;
        throw value.Type.IsByRef || stack.IsByRef
            ? Refusals.AddressArithmetic(builder.Span)
            : Refusals.InvalidIL(builder.Span, $"{value.Type} where {type} is expected");
    }

    /// <summary>The number 0, as it is written for an address.</summary>
    public static bool IsNullPointer(Value value) => value switch
    {
        Instruction { Opcode: Opcode.Convert } i => IsNullPointer(i.Operands[0]),
        Constant { IsZero: true } => StackTypes.IsInteger(value.Type),
        _ => false,
    };

    /// <summary>
    /// A variable of a small type keeps only the bits that fit. This is said by a conversion, where the value may have more,
    /// so that whoever replaces the variable by its values need not think of it. A bool is 0 or 1 and has no more.
    /// </summary>
    public static Value Narrow(Builder builder, Value value, Type type)
    {
        var exact = type.IsEnum ? Enum.GetUnderlyingType(type) : type == typeof(char) ? typeof(ushort) : type;
        if (exact == typeof(bool) || Size(exact) >= 4 || value is Constant { Content: int c } && Fits(c, exact))
            return value;
        var known = value is not Instruction i ? null : i.Payload switch
        {
            Conversion conversion => conversion.To,
            MethodInfo method => method.ReturnType,
            FieldInfo field when i.Opcode == Opcode.GetField => field.FieldType,
            _ => i.Opcode == Opcode.Load ? i.Operands[0].Type.GetElementType() : null,
        };
        return known == type || known == exact ? value : builder.Convert(new Conversion(exact), value);
    }

    /// <summary>Whether memory of one type can be read and written as the other: same kind, same size.</summary>
    public static bool SameBits(Type a, Type b) =>
        a == b || (StackTypes.IsReference(a) && StackTypes.IsReference(b))
        || (StackTypes.Of(a) == StackTypes.Of(b) && !a.IsPointer && !b.IsPointer && Size(a) == Size(b));

    /// <summary>Small integers of the same size can still differ in how they are extended to 32 bits.</summary>
    public static bool SameExtension(Type a, Type b) =>
        a == b || Size(a) != Size(b) || Size(a) >= 4 || IsSigned(a) == IsSigned(b);

    /// <summary>The nearest type that holds values of both.</summary>
    public static Type? Join(Type a, Type b)
    {
        if (a == b)
            return a;
        if (StackTypes.IsFloat(a) && StackTypes.IsFloat(b))
            return typeof(double);
        if (StackTypes.IsReference(a) && StackTypes.IsReference(b))
            return CommonBase(a, b);
        if (a.IsByRef && b.IsByRef && SameBits(a.GetElementType()!, b.GetElementType()!))
            return a;
        return (a == typeof(nint) && b == typeof(int)) || (a == typeof(int) && b == typeof(nint)) ? typeof(nint) : null;
    }

    public static bool IsNull(Value value) => value is Constant { Content: null } && StackTypes.IsReference(value.Type);

    /// <summary>
    /// Certainly an object. Generic code compares a boxed T with null to learn whether T is a class; for a struct, what
    /// follows a "yes" must not be lifted: it is written for classes.
    /// </summary>
    public static bool IsNotNull(Value value) => value is Instruction i && i.Opcode switch
    {
        Opcode.Box => Nullable.GetUnderlyingType((Type)i.Payload!) is null,
        Opcode.NewObject or Opcode.NewArray or Opcode.NewDelegate => true,
        _ => false,
    };

    /// <summary>A reference known to be of the class, so that fields and methods of the class may be used on it.</summary>
    static Value Reference(Builder builder, Value value, Type type) =>
        IsNull(value) ? Constant.Zero(type) : type.IsAssignableFrom(value.Type) ? value : builder.UncheckedCast(type, value);

    static Type CommonBase(Type a, Type b)
    {
        if (b.IsAssignableFrom(a))
            return b;
        for (var type = a; type is not null; type = type.BaseType)
        {
            if (type.IsAssignableFrom(b))
                return type;
        }

        return typeof(object);
    }

    static int Size(Type type)
    {
        if (type.IsEnum)
            type = Enum.GetUnderlyingType(type);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
            TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
            TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
            _ => 8,
        };
    }

    static bool IsSigned(Type type) => Type.GetTypeCode(type) is TypeCode.SByte or TypeCode.Int16;

    static bool Fits(int value, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => value is >= 0 and <= byte.MaxValue,
        TypeCode.SByte => value is >= sbyte.MinValue and <= sbyte.MaxValue,
        TypeCode.UInt16 => value is >= 0 and <= ushort.MaxValue,
        _ => value is >= short.MinValue and <= short.MaxValue,
    };
}
