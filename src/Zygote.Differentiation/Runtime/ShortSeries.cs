using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Zygote.Differentiation;

/// <summary>
/// Products of series of up to 12 coefficients, zeros behind the last. In code that has all coefficients of both factors as
/// variables the JIT has no registers left for the sums; here they are vectors.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
struct ShortSeries
{
    public const int Length = 12;

    public double C0;
    public double C1;
    public double C2;
    public double C3;
    public double C4;
    public double C5;
    public double C6;
    public double C7;
    public double C8;
    public double C9;
    public double C10;
    public double C11;

    /// <summary>All coefficients of the product.</summary>
    /// <inheritdoc cref="Coefficients.Product(double[], double[], double[])" path="/remarks"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static ShortSeries Product(
        double a0, double a1, double a2, double a3, double a4, double a5, double a6, double a7, double a8, double a9, double a10, double a11,
        double b0, double b1, double b2, double b3, double b4, double b5, double b6, double b7, double b8, double b9, double b10, double b11)
    {
        if (!Coefficients.IsDifferentiated && Avx.IsSupported && TryProduct(
                a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11,
                out var product))
        {
            return product;
        }

        return Sums(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11);
    }

    /// <summary>Apart: so many variables would keep all of them in memory.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static ShortSeries Sums(
        double a0, double a1, double a2, double a3, double a4, double a5, double a6, double a7, double a8, double a9, double a10, double a11,
        double b0, double b1, double b2, double b3, double b4, double b5, double b6, double b7, double b8, double b9, double b10, double b11) =>
        new()
        {
            C0 = S(a0, b0),
            C1 = S(a0, b1) + S(a1, b0),
            C2 = S(a0, b2) + (S(a1, b1) + S(a2, b0)),
            C3 = (S(a0, b3) + S(a1, b2)) + (S(a2, b1) + S(a3, b0)),
            C4 = (S(a0, b4) + S(a1, b3)) + (S(a2, b2) + (S(a3, b1) + S(a4, b0))),
            C5 = (S(a0, b5) + (S(a1, b4) + S(a2, b3))) + (S(a3, b2) + (S(a4, b1) + S(a5, b0))),
            C6 = (S(a0, b6) + (S(a1, b5) + S(a2, b4))) + ((S(a3, b3) + S(a4, b2)) + (S(a5, b1) + S(a6, b0))),
            C7 = ((S(a0, b7) + S(a1, b6)) + (S(a2, b5) + S(a3, b4))) + ((S(a4, b3) + S(a5, b2)) + (S(a6, b1) + S(a7, b0))),
            C8 = ((S(a0, b8) + S(a1, b7)) + (S(a2, b6) + S(a3, b5)))
                + ((S(a4, b4) + S(a5, b3)) + (S(a6, b2) + (S(a7, b1) + S(a8, b0)))),
            C9 = ((S(a0, b9) + S(a1, b8)) + (S(a2, b7) + (S(a3, b6) + S(a4, b5))))
                + ((S(a5, b4) + S(a6, b3)) + (S(a7, b2) + (S(a8, b1) + S(a9, b0)))),
            C10 = ((S(a0, b10) + S(a1, b9)) + (S(a2, b8) + (S(a3, b7) + S(a4, b6))))
                + ((S(a5, b5) + (S(a6, b4) + S(a7, b3))) + (S(a8, b2) + (S(a9, b1) + S(a10, b0)))),
            C11 = ((S(a0, b11) + (S(a1, b10) + S(a2, b9))) + (S(a3, b8) + (S(a4, b7) + S(a5, b6))))
                + ((S(a6, b5) + (S(a7, b4) + S(a8, b3))) + (S(a9, b2) + (S(a10, b1) + S(a11, b0)))),
        };

    static double S(double a, double b) => Calculus.ScaleTangent(a, b);

    /// <summary>Four coefficients at a time: the sum over j of a[j] times b, moved by j. False if there is a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryProduct(
        double a0, double a1, double a2, double a3, double a4, double a5, double a6, double a7, double a8, double a9, double a10, double a11,
        double b0, double b1, double b2, double b3, double b4, double b5, double b6, double b7, double b8, double b9, double b10, double b11,
        out ShortSeries product)
    {
        var low = Vector256.Create(b0, b1, b2, b3);
        var middle = Vector256.Create(b4, b5, b6, b7);
        var high = Vector256.Create(b8, b9, b10, b11);
        var sum0 = Times(a0, a1, a2, a3, Vector256<double>.Zero, low);
        var sum1 = Times(a0, a1, a2, a3, low, middle) + Times(a4, a5, a6, a7, Vector256<double>.Zero, low);
        var sum2 = Times(a0, a1, a2, a3, middle, high) + Times(a4, a5, a6, a7, low, middle)
            + Times(a8, a9, a10, a11, Vector256<double>.Zero, low);
        Unsafe.SkipInit(out product);
        ref var first = ref Unsafe.As<ShortSeries, Vector256<double>>(ref product);
        first = sum0;
        Unsafe.Add(ref first, 1) = sum1;
        Unsafe.Add(ref first, 2) = sum2;
        return Vector256.EqualsAll(sum0, sum0) && Vector256.EqualsAll(sum1, sum1) && Vector256.EqualsAll(sum2, sum2);
    }

    /// <summary>Four factors times the four numbers, and those moved up by one, two and three from the ones before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> Times(double a0, double a1, double a2, double a3, Vector256<double> before, Vector256<double> b)
    {
        var two = Avx.Permute2x128(before, b, 0x21);
        var one = Avx.Shuffle(two, b, 0b0101);
        var three = Avx.Shuffle(before, two, 0b0101);
        return ((Vector256.Create(a0) * b) + (Vector256.Create(a1) * one)) + ((Vector256.Create(a2) * two) + (Vector256.Create(a3) * three));
    }
}
