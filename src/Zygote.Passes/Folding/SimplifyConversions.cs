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
        int x => OfInteger(conversion, conversion.FromUnsigned ? (uint)x : x, isUnsigned: false),
        long x => OfInteger(conversion, x, conversion.FromUnsigned),
        double x => OfFloat(conversion, x),
        float x => OfFloat(conversion, x),
        _ => null,
    };

    /// <param name="conversion">What to do.</param>
    /// <param name="bits">The operand.</param>
    /// <param name="isUnsigned">It is what the bits are without a sign.</param>
    static Constant? OfInteger(Conversion conversion, long bits, bool isUnsigned)
    {
        var isNegative = bits < 0 && !isUnsigned;
        if (conversion.Checked && !IsInRange(bits, isNegative, conversion.To))
            return null;
        var isExact = isNegative ? bits >= -MaxExact : (ulong)bits <= MaxExact;
        unchecked
        {
            return Type.GetTypeCode(conversion.To) switch
            {
                TypeCode.SByte => Constant.Of((int)(sbyte)bits),
                TypeCode.Byte => Constant.Of((int)(byte)bits),
                TypeCode.Int16 => Constant.Of((int)(short)bits),
                TypeCode.UInt16 or TypeCode.Char => Constant.Of((int)(ushort)bits),
                TypeCode.Int32 or TypeCode.UInt32 => Constant.Of((int)bits),
                TypeCode.Int64 => Constant.Of(bits),

                // Whether a negative int is extended by zeros or by its sign is for the run time to say.
                TypeCode.UInt64 when isNegative && bits >= int.MinValue => null,
                TypeCode.UInt64 => Constant.Of(bits),
                TypeCode.Double => isExact ? Constant.Of((double)bits) : null,
                TypeCode.Single => isExact ? Constant.Of((float)bits) : null,
                _ => IntPtr.Size == 8 && (conversion.To == typeof(nint) || (conversion.To == typeof(nuint) && !isNegative))
                    ? Constant.NativeInt(bits) : null,
            };
        }
    }

    /// <summary>Up to here all are exact in double, so that it does not matter in how many steps the rounding to float is done.</summary>
    const long MaxExact = 1L << 53;

    static Constant? OfFloat(Conversion conversion, double value)
    {
        if (conversion.To == typeof(double))
            return Constant.Of(value);
        if (conversion.To == typeof(float))
            return Constant.Of((float)value);

        // Out of range (and NaN) the result is up to the machine, or an exception.
        var whole = Math.Truncate(value);
        if (conversion.FromUnsigned || !(Math.Abs(whole) <= MaxExact))
            return null;
        return IsInRange((long)whole, whole < 0, conversion.To) ? OfInteger(conversion, (long)whole, isUnsigned: false) : null;
    }

    static bool IsInRange(long bits, bool isNegative, Type to)
    {
        (long Low, ulong High) range = Type.GetTypeCode(to) switch
        {
            TypeCode.SByte => (sbyte.MinValue, (ulong)sbyte.MaxValue),
            TypeCode.Byte => (0, byte.MaxValue),
            TypeCode.Int16 => (short.MinValue, (ulong)short.MaxValue),
            TypeCode.UInt16 or TypeCode.Char => (0, ushort.MaxValue),
            TypeCode.Int32 => (int.MinValue, int.MaxValue),
            TypeCode.UInt32 => (0, uint.MaxValue),
            TypeCode.UInt64 => (0, ulong.MaxValue),
            _ when to == typeof(nuint) => (0, ulong.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        return isNegative ? bits >= range.Low : (ulong)bits <= range.High;
    }
}
