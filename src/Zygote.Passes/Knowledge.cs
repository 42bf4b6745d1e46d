using System;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Facts about single values that need no analysis of the function around them.</summary>
static class Knowledge
{
    /// <summary><see cref="Effects.Throws"/>, made precise with what is known of the operands.</summary>
    public static bool MayThrow(Instruction i)
    {
        if ((i.Effects & Effects.Throws) == 0)
            return false;
        switch (i.Opcode)
        {
            case Opcode.Div or Opcode.Rem:
                return i.Operands[1] is not Constant { Content: not (0 or -1 or 0L or -1L) };
            case Opcode.DivUn or Opcode.RemUn:
                return i.Operands[1] is not Constant { IsZero: false };
            case Opcode.FieldAddress:
                return !i.Operands[0].Type.IsByRef && !IsNotNull(i.Operands[0]);
            case Opcode.UnboxAddress:
                return i.Operands[0] is not Instruction { Opcode: Opcode.Box } box || !Equals(box.Payload, i.Payload);
            case Opcode.Length:
                return !IsNotNull(i.Operands[0]);
            case Opcode.NewArray:
                return !Array.TrueForAll(i.Operands, IsNotNegative);
            case Opcode.ElementAddress:
                return !IsInRange(i);
            case Opcode.NewDelegate:
                return i.Payload is DelegateTarget { OrNull: false, Method.IsStatic: false } && !IsNotNull(i.Operands[0]);
            case Opcode.StaticAddress:
                return ((FieldInfo)i.Payload!).DeclaringType?.TypeInitializer is not null;
            case Opcode.Call:
                return !IsObjectConstructor(i);
            default:
                return true;
        }
    }

    public static bool IsNotNull(Value value) => value switch
    {
        Constant c => c.Content is not null,
        Instruction { Opcode: Opcode.NewDelegate, Payload: DelegateTarget { OrNull: true } } made => IsNotNull(made.Operands[0]),
        Instruction { Opcode: Opcode.NewObject or Opcode.NewArray or Opcode.NewDelegate or Opcode.Token } => true,
        Instruction { Opcode: Opcode.Box } box => Nullable.GetUnderlyingType((Type)box.Payload!) is null,
        Instruction { Opcode: Opcode.UncheckedCast or Opcode.Cast } i => IsNotNull(i.Operands[0]),

        // The instance that hosts the lambdas of a class is made by its static constructor.
        Instruction { Opcode: Opcode.Load, Operands: [Instruction { Opcode: Opcode.StaticAddress } a] } =>
            ((FieldInfo)a.Payload!).Name == "<>9",
        _ => false,
    };

    public static bool IsNotNegative(Value value) => value switch
    {
        Constant { Content: int i } => i >= 0,
        Constant { Content: long l } => l >= 0,
        Instruction { Opcode: Opcode.Length } => true,
        Instruction { Opcode: Opcode.Convert, Payload: Conversion { FromUnsigned: false } c } i =>
            (c.To == typeof(int) || c.To == typeof(long) || c.To == typeof(nint))
            && i.Operands[0].Type == typeof(int) && IsNotNegative(i.Operands[0]),
        _ => false,
    };

    /// <summary>A constant index into an inline array, or an array that was made here with a known length.</summary>
    public static bool IsInRange(Instruction address) =>
        address.Operands is [var array, Constant index] && Number(index) is { } i && i >= 0 && i < Length(array);

    static long? Length(Value array) => array switch
    {
        { Type.IsByRef: true } => InlineArrays.LengthOf(array.Type.GetElementType()!),
        Instruction { Opcode: Opcode.NewArray, Operands: [Constant length] } => Number(length),
        _ => null,
    };

    public static long? Number(Value value) => value switch
    {
        Constant { Content: int i } => i,
        Constant { Content: long l } => l,
        _ => null,
    };

    /// <summary><c>object::.ctor()</c> does nothing; every chain of constructors ends in it.</summary>
    public static bool IsObjectConstructor(Instruction i) =>
        i.Opcode == Opcode.Call && i.Payload is ConstructorInfo c && c.DeclaringType == typeof(object);

    public static bool IsPure(Instruction i, Func<MethodBase, bool>? isPure) =>
        IsObjectConstructor(i)
        || (i.Opcode is Opcode.Call or Opcode.CallVirtual && isPure is not null && isPure((MethodBase)i.Payload!));

    /// <summary>The object itself: casts leave it as it is.</summary>
    public static Value WithoutCasts(Value value)
    {
        while (value is Instruction { Opcode: Opcode.Cast or Opcode.UncheckedCast } cast && !((Type)cast.Payload!).IsValueType)
            value = cast.Operands[0];
        return value;
    }

    /// <summary>Must be executed exactly as often as written.</summary>
    public static bool Writes(Instruction i, Func<MethodBase, bool>? isPure) =>
        (i.Effects & Effects.Writes) != 0 && !IsPure(i, isPure);

    /// <summary>The slot, object or array made in this function that an address points into, if that is known.</summary>
    public static Instruction? Allocation(Value address)
    {
        while (address is Instruction i)
        {
            switch (i.Opcode)
            {
                case Opcode.Slot or Opcode.NewObject or Opcode.NewArray:
                    return i;
                case Opcode.FieldAddress or Opcode.ElementAddress or Opcode.Cast or Opcode.UncheckedCast:
                    address = i.Operands[0];
                    break;
                default:
                    return null;
            }
        }

        return null;
    }
}
