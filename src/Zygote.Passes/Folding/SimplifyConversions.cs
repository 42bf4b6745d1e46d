using System;
using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Conversions of constants, to the same type and there and back; part of <see cref="FoldConstants"/>.</summary>
static class SimplifyConversions
{
    public static Value? Of(Instruction i, List<Instruction> output)
    {
        var conversion = (Conversion)i.Payload!;
        var x = i.Operands[0];
        if (x is Constant c)
            return OfConstant(conversion, c);
        if (x.Type == i.Type && IsNoOp(conversion, x))
            return x;
        if (conversion.Checked
            || x is not Instruction { Opcode: Opcode.Convert, Payload: Conversion { Checked: false } first } inner)
            return null;
        var source = inner.Operands[0];

        // int -> long -> int keeps the low half; so do long -> nint -> long and the like where nint has 64 bits.
        if (i.Type == source.Type && IsFull(conversion.To) && IsWidening(source.Type, first.To))
            return source;

        // Every int is a double and every float too. (Not every int is a float, nor every long a double.)
        if (first.To == typeof(double) && !first.FromUnsigned
            && ((source.Type == typeof(int) && conversion.To == typeof(int))
                || (source.Type == typeof(float) && i.Type == typeof(float))))
            return source;

        // Truncation to 8 or 16 bits does not look at what a wider conversion did to the upper bits.
        return source.Type != i.Type && IsWidening(source.Type, first.To) && Bits(conversion.To) < 32
            ? output.Make(i, Opcode.Convert, conversion with { FromUnsigned = false }, source)
            : null;
    }

    static bool IsNoOp(Conversion conversion, Value x)
    {
        if (StackTypes.IsFloat(x.Type))
            return true;
        if (conversion.Checked)
            return conversion.FromUnsigned ? IsUnsigned(conversion.To) && IsFull(conversion.To)
                : !IsUnsigned(conversion.To) && (IsFull(conversion.To) || Storage.Holds(x, conversion.To));
        return IsFull(conversion.To) || (conversion.To != typeof(bool) && Storage.Holds(x, conversion.To));
    }

    static bool IsFull(Type to) => Bits(to) >= 32;

    static bool IsUnsigned(Type to) =>
        Type.GetTypeCode(to) is TypeCode.Byte or TypeCode.UInt16 or TypeCode.Char or TypeCode.UInt32 or TypeCode.UInt64
        || to == typeof(nuint);

    static bool IsWidening(Type source, Type to) =>
        (source == typeof(int) && (StackTypes.Of(to) == typeof(long) || StackTypes.Of(to) == typeof(nint)))
        || (source == typeof(long) && StackTypes.Of(to) == typeof(nint) && IntPtr.Size == 8)
        || (source == typeof(nint) && StackTypes.Of(to) == typeof(long));

    static int Bits(Type to) => Type.GetTypeCode(to) switch
    {
        TypeCode.SByte or TypeCode.Byte or TypeCode.Boolean => 8,
        TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char => 16,
        _ => 32,
    };

    static Constant? OfConstant(Conversion conversion, Constant c) => c.Content switch
    {
        int x => OfInteger(conversion, conversion.FromUnsigned ? (uint)x : x, x),
        long x => OfInteger(conversion, conversion.FromUnsigned ? (ulong)x : x, x),
        double x => OfFloat(conversion, x),
        float x => OfFloat(conversion, x),
        _ => null,
    };

    /// <param name="conversion">What to do.</param>
    /// <param name="value">The operand as a mathematical integer.</param>
    /// <param name="bits">The operand's bits, sign extended.</param>
    static Constant? OfInteger(Conversion conversion, Int128 value, long bits)
    {
        var (low, high) = Range(conversion.To);
        if (conversion.Checked && (value < low || value > high))
            return null;
        unchecked
        {
            return Type.GetTypeCode(conversion.To) switch
            {
                TypeCode.SByte => Constant.Of((int)(sbyte)bits),
                TypeCode.Byte => Constant.Of((int)(byte)bits),
                TypeCode.Int16 => Constant.Of((int)(short)bits),
                TypeCode.UInt16 or TypeCode.Char => Constant.Of((int)(ushort)bits),
                TypeCode.Int32 or TypeCode.UInt32 => Constant.Of((int)bits),

                // Whether a negative int is extended by zeros or by its sign is for the run time to say.
                TypeCode.Int64 => Constant.Of((long)value),
                TypeCode.UInt64 when value < 0 && bits >= int.MinValue => null,
                TypeCode.UInt64 => Constant.Of((long)(ulong)value),
                TypeCode.Double => IsExact(value) ? Constant.Of((double)(long)value) : null,
                TypeCode.Single => IsExact(value) ? Constant.Of((float)(long)value) : null,
                _ => IntPtr.Size == 8 && (conversion.To == typeof(nint) || (conversion.To == typeof(nuint) && value >= 0))
                    ? Constant.NativeInt((long)value) : null,
            };
        }
    }

    /// <summary>Exact in double, so that it does not matter in how many steps the rounding to float is done.</summary>
    static bool IsExact(Int128 value) => value >= -(1L << 53) && value <= 1L << 53;

    static Constant? OfFloat(Conversion conversion, double value)
    {
        if (conversion.To == typeof(double))
            return Constant.Of(value);
        if (conversion.To == typeof(float))
            return Constant.Of((float)value);

        // Out of range (and NaN) the result is up to the machine, or an exception.
        var whole = Math.Truncate(value);
        if (conversion.FromUnsigned || !(Math.Abs(whole) <= 1L << 53))
            return null;
        var (low, high) = Range(conversion.To);
        return (long)whole >= low && (long)whole <= high
            ? OfInteger(conversion, (long)whole, (long)whole)
            : null;
    }

    static (Int128 Low, Int128 High) Range(Type to) => Type.GetTypeCode(to) switch
    {
        TypeCode.SByte => (sbyte.MinValue, sbyte.MaxValue),
        TypeCode.Byte => (byte.MinValue, byte.MaxValue),
        TypeCode.Int16 => (short.MinValue, short.MaxValue),
        TypeCode.UInt16 or TypeCode.Char => (ushort.MinValue, ushort.MaxValue),
        TypeCode.Int32 => (int.MinValue, int.MaxValue),
        TypeCode.UInt32 => (uint.MinValue, uint.MaxValue),
        TypeCode.UInt64 => (ulong.MinValue, ulong.MaxValue),
        _ when to == typeof(nuint) => (0, ulong.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };
}
