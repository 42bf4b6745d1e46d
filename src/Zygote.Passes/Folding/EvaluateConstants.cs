using System;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Arithmetic on constants as the run time does it; null where it throws or machines differ.</summary>
static class EvaluateConstants
{
    public static Constant? Binary(Opcode opcode, Constant a, Constant b) => (a.Content, b.Content) switch
    {
        (int x, int y) => Integer(opcode, x, y, 32) is { } r ? Constant.Of(unchecked((int)r)) : null,
        (long x, long y) => Long(a, Integer(opcode, x, y, 64)),
        (long x, int y) => Long(a, Shift(opcode, x, y, 64)),
        (double x, double y) => Float(opcode, x, y) is { } r ? Constant.Of(r) : null,

        // What is rounded to double first is rounded to float as if it were exact: double has more than twice the digits.
        (float x, float y) => Float(opcode, x, y) is { } r ? Constant.Of((float)r) : null,
        _ => null,
    };

    public static Constant? Unary(Opcode opcode, Constant a) => (opcode, a.Content) switch
    {
        (Opcode.Neg, int x) => Constant.Of(unchecked(-x)),
        (Opcode.Neg, long x) => Long(a, unchecked(-x)),
        (Opcode.Neg, double x) => Constant.Of(-x),
        (Opcode.Neg, float x) => Constant.Of(-x),
        (Opcode.Not, int x) => Constant.Of(~x),
        (Opcode.Not, long x) => Long(a, ~x),
        _ => null,
    };

    public static bool? Compare(Comparison comparison, Constant a, Constant b) => (a.Content, b.Content) switch
    {
        (int x, int y) => Integers(comparison, x, y),
        (long x, long y) => Integers(comparison, x, y),
        (double x, double y) => Floats(comparison, x, y),
        (float x, float y) => Floats(comparison, x, y),
        (null, null) when StackTypes.IsReference(a.Type) && StackTypes.IsReference(b.Type) =>
            comparison is Comparison.Equal or Comparison.LessOrEqualUn or Comparison.GreaterOrEqualUn,
        _ => null,
    };

    /// <summary>Of ints too: their order stays when the sign is extended, also that without signs.</summary>
    static bool Integers(Comparison comparison, long x, long y) => comparison switch
    {
        Comparison.Equal => x == y,
        Comparison.NotEqual => x != y,
        Comparison.Less => x < y,
        Comparison.LessOrEqual => x <= y,
        Comparison.Greater => x > y,
        Comparison.GreaterOrEqual => x >= y,
        Comparison.LessUn => (ulong)x < (ulong)y,
        Comparison.LessOrEqualUn => (ulong)x <= (ulong)y,
        Comparison.GreaterUn => (ulong)x > (ulong)y,
        _ => (ulong)x >= (ulong)y,
    };

    static bool Floats(Comparison comparison, double x, double y) => comparison switch
    {
        Comparison.Equal => x == y,
        Comparison.NotEqual => x != y,
        Comparison.Less => x < y,
        Comparison.LessOrEqual => x <= y,
        Comparison.Greater => x > y,
        Comparison.GreaterOrEqual => x >= y,

        // Unordered or: true when the opposite comparison is false.
        Comparison.LessUn => !(x >= y),
        Comparison.LessOrEqualUn => !(x > y),
        Comparison.GreaterUn => !(x <= y),
        _ => !(x < y),
    };

    static double? Float(Opcode opcode, double x, double y) => opcode switch
    {
        Opcode.Add => x + y,
        Opcode.Sub => x - y,
        Opcode.Mul => x * y,
        Opcode.Div => x / y,
        Opcode.Rem => x % y,
        _ => null,
    };

    /// <param name="opcode">What to do.</param>
    /// <param name="x">The first operand, its sign extended.</param>
    /// <param name="y">The second one.</param>
    /// <param name="width">Their bits; so many of the result count.</param>
    static long? Integer(Opcode opcode, long x, long y, int width)
    {
        var (ux, uy) = (Unsigned(x, width), Unsigned(y, width));
        switch (opcode)
        {
            case Opcode.Add:
                return unchecked(x + y);
            case Opcode.Sub:
                return unchecked(x - y);
            case Opcode.Mul:
                return unchecked(x * y);
            case Opcode.And:
                return x & y;
            case Opcode.Or:
                return x | y;
            case Opcode.Xor:
                return x ^ y;
            case Opcode.Div or Opcode.Rem:
                if (y == 0 || (y == -1 && x == (width == 32 ? int.MinValue : long.MinValue)))
                    return null;
                return opcode == Opcode.Div ? x / y : x % y;
            case Opcode.DivUn or Opcode.RemUn:
                return uy == 0 ? null : (long)(opcode == Opcode.DivUn ? ux / uy : ux % uy);
            case Opcode.AddChecked or Opcode.SubChecked or Opcode.MulChecked:
                return Checked(opcode, x, y) is { } r && (width == 64 || r == (int)r) ? r : null;
            case Opcode.AddCheckedUn or Opcode.SubCheckedUn or Opcode.MulCheckedUn:
                return Checked(opcode, ux, uy) is { } u && (width == 64 || u == (uint)u) ? (long)u : null;
            default:
                return Shift(opcode, x, (int)y, width);
        }
    }

    static ulong Unsigned(long x, int width) => width == 32 ? (uint)x : (ulong)x;

    static long? Checked(Opcode opcode, long x, long y)
    {
        try
        {
            return opcode switch
            {
                Opcode.AddChecked => checked(x + y),
                Opcode.SubChecked => checked(x - y),
                _ => checked(x * y),
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    static ulong? Checked(Opcode opcode, ulong x, ulong y)
    {
        try
        {
            return opcode switch
            {
                Opcode.AddCheckedUn => checked(x + y),
                Opcode.SubCheckedUn => checked(x - y),
                _ => checked(x * y),
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Counts are masked to the width, as by the shift operators of C#.</summary>
    static long? Shift(Opcode opcode, long x, int count, int width) => opcode switch
    {
        Opcode.Shl => x << (count & (width - 1)),
        Opcode.Shr => x >> (count & (width - 1)),
        Opcode.ShrUn => (long)(Unsigned(x, width) >> (count & (width - 1))),
        _ => null,
    };

    /// <summary>A long or a native integer, as the constant is.</summary>
    static Constant? Long(Constant like, long? value) =>
        value is not { } v ? null : like.Type == typeof(long) ? Constant.Of(v) : IntPtr.Size == 8 ? Constant.NativeInt(v) : null;
}
