using System;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>What a value becomes on its way through a variable, field or parameter of an exact type.</summary>
static class Storage
{
    /// <summary>
    /// The value itself or the instruction, not placed yet, that makes of it what a variable of type
    /// <paramref name="exact"/> would hold: a byte variable keeps eight bits, a reference may change its static type.
    /// </summary>
    public static Value Through(Value value, Type exact, SourceSpan span)
    {
        var stack = StackTypes.Of(exact);
        if (value.Type == stack)
            return Holds(value, exact) ? value : Convert(value, exact, span);
        if (StackTypes.IsReference(stack) && StackTypes.IsReference(value.Type))
        {
            if (value is Constant { Content: null })
                return Constant.Zero(stack);
            return stack.IsAssignableFrom(value.Type)
                ? value
                : new Instruction(Opcode.UncheckedCast, stack, [value], stack, span) { Name = value.Name };
        }

        var numbers = (StackTypes.IsFloat(stack) || StackTypes.IsInteger(stack))
            && (StackTypes.IsFloat(value.Type) || StackTypes.IsInteger(value.Type));
        return numbers ? Convert(value, exact, span) : value;
    }

    /// <summary>True when <see cref="Through"/> is the identity on numbers: the value is known to fit.</summary>
    public static bool Holds(Value value, Type exact)
    {
        exact = Underlying(exact);
        if (Bits(exact) >= 32)
            return true;

        // Every language writes only 0 and 1 into a bool; a conversion would hide the comparison that made it.
        if (exact == typeof(bool))
            return true;
        return value switch
        {
            Constant { Content: int c } => Fits(c, exact),
            Instruction { Opcode: Opcode.Compare } => true,
            Instruction i => ExactType(i) is { } from && Contains(exact, from),
            _ => false,
        };
    }

    /// <summary>The exact type of what an instruction reads or makes, where that is known.</summary>
    static Type? ExactType(Instruction i) => i.Opcode switch
    {
        Opcode.Convert => ((Conversion)i.Payload!).To,
        Opcode.Load => Underlying(i.Operands[0].Type.GetElementType()!),
        Opcode.GetField => Underlying(((FieldInfo)i.Payload!).FieldType),
        Opcode.Call or Opcode.CallVirtual => i.Payload is MethodInfo m ? Underlying(m.ReturnType) : null,
        Opcode.CallFunction => Underlying(((Function)i.Payload!).ReturnType),
        _ => null,
    };

    static Instruction Convert(Value value, Type exact, SourceSpan span) =>
        new Instruction(Opcode.Convert, StackTypes.Of(exact), [value], new Conversion(Underlying(exact)), span)
        {
            Name = value.Name,
        };

    static Type Underlying(Type type) =>
        type.IsEnum ? Enum.GetUnderlyingType(type) : type.IsPointer || type.IsFunctionPointer ? typeof(nint) : type;

    static bool Fits(int c, Type exact) => Type.GetTypeCode(exact) switch
    {
        TypeCode.Byte => c is >= byte.MinValue and <= byte.MaxValue,
        TypeCode.SByte => c is >= sbyte.MinValue and <= sbyte.MaxValue,
        TypeCode.Int16 => c is >= short.MinValue and <= short.MaxValue,
        TypeCode.UInt16 or TypeCode.Char => c is >= ushort.MinValue and <= ushort.MaxValue,
        _ => true,
    };

    static bool Contains(Type outer, Type inner)
    {
        if (outer == inner || inner == typeof(bool))
            return true;
        var (wide, narrow) = (Bits(outer), Bits(inner));
        return IsSigned(outer)
            ? IsSigned(inner) ? narrow <= wide : narrow < wide
            : !IsSigned(inner) && narrow <= wide;
    }

    static bool IsSigned(Type type) => Type.GetTypeCode(type) is TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32;

    static int Bits(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 8,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 16,
        _ => 32,
    };
}
