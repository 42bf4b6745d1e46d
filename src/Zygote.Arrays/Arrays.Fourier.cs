using System;
using System.Numerics;

using Zygote.Kernels;

namespace Zygote;

public static partial class Arrays
{
    /// <summary>Up to this length the sum takes less time than the calls and copies of a rule.</summary>
    const int SmallTransform = 8;

    /// <summary>The discrete Fourier transform, y[k] = sum of x[j] exp(-2 pi i j k / n), of any length.</summary>
    /// <remarks>
    /// n log n: passes of 4, 2, 3 and 5 (Stockham), and a convolution where n has other prime factors (Bluestein). By a
    /// rule: the pullback is the inverse transform without its scale. The sum itself, by loops, up to length 8. Errors are a
    /// few roundings of the largest element.
    /// </remarks>
    public static Complex[] Fft(Complex[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Length <= SmallTransform ? Direct(x, 2 * Math.PI) : FourierTransform(x, false, false);
    }

    /// <summary>
    /// The inverse of <see cref="Fft(Complex[])"/>: with the other sign in the exponent, and divided by the length.
    /// </summary>
    public static Complex[] InverseFft(Complex[] y)
    {
        ArgumentNullException.ThrowIfNull(y);
        if (y.Length > SmallTransform)
            return FourierTransform(y, true, true);
        var x = Direct(y, -2 * Math.PI);
        for (var i = 0; i < x.Length; i++)
            x[i] /= x.Length;
        return x;
    }

    /// <summary>
    /// The elements 0 to n / 2 of the transform of n real numbers; the others are their conjugates, backwards.
    /// </summary>
    /// <remarks>Half of the work of the complex one where n is even.</remarks>
    public static Complex[] RealFft(double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return RealFourierTransform(x);
    }

    /// <summary>
    /// The inverse of <see cref="RealFft(double[])"/>, to n real numbers. Imaginary parts of the first and, where n is even, of
    /// the last element have no meaning: they are not read, and their derivative is zero.
    /// </summary>
    /// <exception cref="ArgumentException">There are not n / 2 + 1 elements.</exception>
    public static double[] InverseRealFft(Complex[] y, int n)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Guard.SameLength("A transform back to n real numbers, from n / 2 + 1 complex ones,", n == 0 ? 0 : n / 2 + 1, y.Length);
        var x = ToRealFourierTransform(y, n);
        for (var i = 0; i < n; i++)
            x[i] /= n;
        return x;
    }

    static Complex[] Direct(Complex[] x, double turn)
    {
        var n = x.Length;
        var (y, roots) = (new Complex[n], new Complex[n]);
        for (var i = 0; i < n; i++)
        {
            var (sin, cos) = Math.SinCos(turn * i / n);
            roots[i] = new Complex(cos, -sin);
        }

        for (var k = 0; k < n; k++)
        {
            for (int j = 0, at = 0; j < n; j++)
            {
                y[k] += x[j] * roots[at];
                at += k;
                at = at >= n ? at - n : at;
            }
        }

        return y;
    }

    internal static Complex[] FourierTransform(Complex[] x, bool inverse, bool normalized) =>
        FourierPlan.Transform(x, inverse, normalized ? 1.0 / x.Length : 1);

    internal static Complex[] RealFourierTransform(double[] x) => FourierPlan.OfReal(x);

    internal static double[] ToRealFourierTransform(Complex[] y, int n) => FourierPlan.ToReal(y, n);
}
