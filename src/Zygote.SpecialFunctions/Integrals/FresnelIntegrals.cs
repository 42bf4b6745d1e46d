using System;

namespace Zygote;

/// <summary>Values of the Fresnel integrals: power series, beyond them the auxiliary functions of DLMF 7.2(iv).</summary>
static class FresnelIntegrals
{
    const double Small = 1.6;

    public static double S(double x)
    {
        if (double.IsNaN(x))
            return x;
        var magnitude = Math.Abs(x);
        if (magnitude < Small)
            return Series(x, 3);
        var (sin, cos) = SinCos(magnitude);
        var value = 0.5 - Auxiliary(magnitude, 0) * cos - Auxiliary(magnitude, 1) * sin;
        return Math.CopySign(value, x);
    }

    public static double C(double x)
    {
        if (double.IsNaN(x))
            return x;
        var magnitude = Math.Abs(x);
        if (magnitude < Small)
            return Series(x, 1);
        var (sin, cos) = SinCos(magnitude);
        var value = 0.5 + Auxiliary(magnitude, 0) * sin - Auxiliary(magnitude, 1) * cos;
        return Math.CopySign(value, x);
    }

    /// <summary>Sine and cosine of pi x^2 / 2: the square as a sum of two numbers, each reduced exactly.</summary>
    public static (double Sin, double Cos) SinCos(double x)
    {
        var square = x * x;
        if (double.IsInfinity(square))
            return double.IsInfinity(x) ? (0, 0) : (0, 1);
        var low = Math.FusedMultiplyAdd(x, x, -square);
        var (sin, cos) = double.SinCosPi(square / 2);
        var (sinLow, cosLow) = double.SinCosPi(low / 2);
        return (sin * cosLow + cos * sinLow, cos * cosLow - sin * sinLow);
    }

    /// <summary>DLMF 7.6.4 and 7.6.6: every other term of the series in pi x^2 / 2, from the power of x on.</summary>
    static double Series(double x, int first)
    {
        var z = Math.PI / 2 * x * x;
        double term = first == 1 ? x : x * z, sum = term / first;
        for (int k = first + 4, m = first == 1 ? 2 : 3; m < 200; k += 4, m += 2)
        {
            term *= -z * z / (m * (m - 1));
            sum += term / k;
            if (Math.Abs(term) <= 1e-18 * Math.Abs(sum))
                break;
        }
        return sum;
    }

    /// <summary>DLMF 7.7.10 and 7.7.11.</summary>
    static double Auxiliary(double x, int power)
    {
        if (double.IsInfinity(x))
            return 0;
        var rate = Math.PI / 2 * x * x;
        var sum = power == 0
            ? LogarithmicIntegral.Of(t => Math.Exp(-rate * t) / (Math.Sqrt(t) * (1 + t * t)), 0.5 / rate)
            : LogarithmicIntegral.Of(t => Math.Sqrt(t) * Math.Exp(-rate * t) / (1 + t * t), 1.5 / rate);
        return sum / (Math.PI * Math.Sqrt(2));
    }
}
