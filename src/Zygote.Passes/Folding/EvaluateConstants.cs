using System;
using System.Numerics;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Arithmetic on constants as the run time does it; null where it throws or machines differ.</summary>
static class EvaluateConstants
{
    public static Constant? Binary(Opcode opcode, Constant a, Constant b) => (a.Content, b.Content) switch
    {
        (int x, int y) => Integer<int, uint>(opcode, x, y, y) is { } r ? Constant.Of(r) : null,
        (long x, long y) when a.Type == typeof(long) =>
            Integer<long, ulong>(opcode, x, y, (int)y) is { } r ? Constant.Of(r) : null,
        (long x, int y) when a.Type == typeof(long) => Shift(opcode, x, y) is { } r ? Constant.Of(r) : null,
        (long x, long y) => Native(Integer<long, ulong>(opcode, x, y, (int)y)),
        (long x, int y) => Native(Shift(opcode, x, y)),
        (double x, double y) => Float(opcode, x, y) is { } r ? Constant.Of(r) : null,
        (float x, float y) => Float(opcode, x, y) is { } r ? Constant.Of(r) : null,
        _ => null,
    };

    public static Constant? Unary(Opcode opcode, Constant a) => (opcode, a.Content) switch
    {
        (Opcode.Neg, int x) => Constant.Of(unchecked(-x)),
        (Opcode.Neg, long x) => Same(a, unchecked(-x)),
        (Opcode.Neg, double x) => Constant.Of(-x),
        (Opcode.Neg, float x) => Constant.Of(-x),
        (Opcode.Not, int x) => Constant.Of(~x),
        (Opcode.Not, long x) => Same(a, ~x),
        _ => null,
    };

    public static bool? Compare(Comparison comparison, Constant a, Constant b) => (a.Content, b.Content) switch
    {
        (int x, int y) => Integers(comparison, x, y, (uint)x, (uint)y),
        (long x, long y) => Integers(comparison, x, y, (ulong)x, (ulong)y),
        (double x, double y) => Floats(comparison, x, y),
        (float x, float y) => Floats(comparison, x, y),
        (null, null) when StackTypes.IsReference(a.Type) && StackTypes.IsReference(b.Type) =>
            comparison is Comparison.Equal or Comparison.LessOrEqualUn or Comparison.GreaterOrEqualUn,
        _ => null,
    };

    static bool Integers<T, TU>(Comparison comparison, T x, T y, TU ux, TU uy)
        where T : IBinaryInteger<T>
        where TU : IBinaryInteger<TU> => comparison switch
        {
            Comparison.Equal => x == y,
            Comparison.NotEqual => x != y,
            Comparison.Less => x < y,
            Comparison.LessOrEqual => x <= y,
            Comparison.Greater => x > y,
            Comparison.GreaterOrEqual => x >= y,
            Comparison.LessUn => ux < uy,
            Comparison.LessOrEqualUn => ux <= uy,
            Comparison.GreaterUn => ux > uy,
            _ => ux >= uy,
        };

    static bool Floats<T>(Comparison comparison, T x, T y)
        where T : IFloatingPoint<T> => comparison switch
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

    static T? Float<T>(Opcode opcode, T x, T y)
        where T : struct, IFloatingPoint<T> => opcode switch
        {
            Opcode.Add => x + y,
            Opcode.Sub => x - y,
            Opcode.Mul => x * y,
            Opcode.Div => x / y,
            Opcode.Rem => x % y,
            _ => null,
        };

    static T? Integer<T, TU>(Opcode opcode, T x, T y, int count)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
        where TU : struct, IBinaryInteger<TU>
    {
        var (ux, uy) = (TU.CreateTruncating(x), TU.CreateTruncating(y));
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
                if (T.IsZero(y) || (y == -T.One && x == T.MinValue))
                    return null;
                return opcode == Opcode.Div ? x / y : x % y;
            case Opcode.DivUn or Opcode.RemUn:
                return TU.IsZero(uy) ? null : T.CreateTruncating(opcode == Opcode.DivUn ? ux / uy : ux % uy);
            case Opcode.AddChecked or Opcode.SubChecked or Opcode.MulChecked:
                return Checked(opcode, x, y);
            case Opcode.AddCheckedUn or Opcode.SubCheckedUn or Opcode.MulCheckedUn:
                return Checked(opcode, ux, uy) is { } r ? T.CreateTruncating(r) : null;
            default:
                return Shift(opcode, x, count);
        }
    }

    static T? Checked<T>(Opcode opcode, T x, T y)
        where T : struct, IBinaryInteger<T>
    {
        try
        {
            return opcode switch
            {
                Opcode.AddChecked or Opcode.AddCheckedUn => checked(x + y),
                Opcode.SubChecked or Opcode.SubCheckedUn => checked(x - y),
                _ => checked(x * y),
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Counts are masked to the width, as by the shift operators of C#.</summary>
    static T? Shift<T>(Opcode opcode, T x, int count)
        where T : struct, IBinaryInteger<T> => opcode switch
        {
            Opcode.Shl => x << count,
            Opcode.Shr => x >> count,
            Opcode.ShrUn => x >>> count,
            _ => null,
        };

    static Constant? Native(long? value) => value is { } v && IntPtr.Size == 8 ? Constant.NativeInt(v) : null;

    static Constant? Same(Constant like, long value) => like.Type == typeof(long) ? Constant.Of(value) : Native(value);
}
