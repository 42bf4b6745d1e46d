using System;
using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

/// <summary>Sums over Taylor coefficients in arrays, for orders at which code without loops would be too long.</summary>
/// <remarks>Plain C#: derivative code that calls it is differentiated like any other.</remarks>
static class Coefficients
{
    /// <summary>The sum of <c>a[k - j] b[j]</c> for j from <paramref name="from"/> to <paramref name="to"/>.</summary>
    /// <remarks>Zero wins over infinity as in <see cref="Calculus.ScaleTangent(double, double)"/>; that is rare.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Convolve(double[] a, double[] b, int k, int from, int to)
    {
        var sum = 0.0;
        for (var j = from; j <= to; j++)
            sum += a[k - j] * b[j];
        if (!double.IsNaN(sum))
            return sum;
        sum = 0;
        for (var j = from; j <= to; j++)
            sum += Calculus.ScaleTangent(a[k - j], b[j]);
        return sum;
    }

    /// <inheritdoc cref="Convolve(double[], double[], int, int, int)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float Convolve(float[] a, float[] b, int k, int from, int to)
    {
        var sum = 0f;
        for (var j = from; j <= to; j++)
            sum += a[k - j] * b[j];
        if (!float.IsNaN(sum))
            return sum;
        sum = 0;
        for (var j = from; j <= to; j++)
            sum += Calculus.ScaleTangent(a[k - j], b[j]);
        return sum;
    }

    /// <summary>The power of a series with a constant exponent.</summary>
    /// <remarks>
    /// From x y' = p y x' where x does not begin with zero. There the binomial series of x = 0 + d is summed instead, whose
    /// terms past an exponent that is a whole number vanish.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double[] Power(double[] x, double p)
    {
        var y = new double[x.Length];
        y[0] = Math.Pow(x[0], p);
        if (x[0] != 0)
        {
            for (var k = 1; k < x.Length; k++)
            {
                var sum = 0.0;
                for (var j = 1; j <= k; j++)
                    sum += Calculus.ScaleTangent(x[j], ((p * j) - (k - j)) * y[k - j]);
                y[k] = sum / (k * x[0]);
            }

            return y;
        }

        var power = new double[x.Length]; // of d, to the exponent m
        power[0] = 1;
        var binomial = 1.0;
        for (var m = 1; m < x.Length; m++)
        {
            for (var k = x.Length - 1; k >= 0; k--)
            {
                var sum = 0.0;
                for (var j = 1; j <= k; j++)
                    sum += Calculus.ScaleTangent(x[j], power[k - j]);
                power[k] = sum;
            }

            binomial *= (p - (m - 1)) / m;
            if (binomial == 0)
                break;
            var factor = binomial * Math.Pow(0, p - m);
            for (var k = m; k < x.Length; k++)
                y[k] += Calculus.ScaleTangent(power[k], factor);
        }

        return y;
    }

    /// <summary>By the same in double precision.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float[] Power(float[] x, float p)
    {
        var wide = new double[x.Length];
        for (var k = 0; k < x.Length; k++)
            wide[k] = x[k];
        var power = Power(wide, (double)p);
        var y = new float[x.Length];
        for (var k = 0; k < x.Length; k++)
            y[k] = (float)power[k];
        return y;
    }
}
