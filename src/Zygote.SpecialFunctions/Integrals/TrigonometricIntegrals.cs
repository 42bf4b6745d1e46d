using System;

namespace Zygote;

/// <summary>Values of the sine and cosine integrals: power series, beyond them the auxiliary functions of DLMF 6.2(iii).</summary>
static class TrigonometricIntegrals
{
    const double Small = 4;
    const double Euler = 0.57721566490153286061;
    const double CiZero = 0.6165054856207163, CiZeroLow = -4.209920321433186e-17;
    const double ChiZero = 0.5238225713898644, ChiZeroLow = -2.6671382575502846e-17;

    public static double Si(double x)
    {
        if (x < 0)
            return -Si(-x);
        if (!(x > Small))
            return Odd(x, -1);
        if (double.IsInfinity(x))
            return Math.PI / 2;
        var (sin, cos) = Math.SinCos(x);
        return Math.PI / 2 - Auxiliary(x, 0) * cos - Auxiliary(x, 1) * sin;
    }

    public static double Ci(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x <= Small)
        {
            return Math.Abs(x - CiZero) < 0.2 ? Quadrature.Between(t => Math.Cos(t) / t, CiZero, CiZeroLow, x)
                : Euler + Math.Log(x) + Even(x, -1);
        }
        if (double.IsInfinity(x))
            return 0;
        var (sin, cos) = Math.SinCos(x);
        return Auxiliary(x, 0) * sin - Auxiliary(x, 1) * cos;
    }

    public static double Shi(double x)
    {
        if (x < 0)
            return -Shi(-x);
        return x > ExpIntegrals.Large ? Growing(x) : Odd(x, 1);
    }

    public static double Chi(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x > ExpIntegrals.Large)
            return Growing(x);
        return Math.Abs(x - ChiZero) < 0.2 ? Quadrature.Between(t => Math.Cosh(t) / t, ChiZero, ChiZeroLow, x)
            : Euler + Math.Log(x) + Even(x, 1);
    }

    /// <summary>Ei(x) / 2: E1(x) is negligible beside it.</summary>
    static double Growing(double x)
    {
        if (double.IsInfinity(x))
            return x;
        var half = Math.Exp(x / 2);
        return ExpIntegrals.EiTail(x, 0) / 2 * half * half;
    }

    /// <summary>DLMF 6.6.5.</summary>
    static double Odd(double x, int sign)
    {
        double power = x, sum = x;
        for (var k = 3; k < 500; k += 2)
        {
            power *= sign * x * x / (k * (k - 1));
            sum += power / k;
            if (Math.Abs(power) <= 1e-18 * Math.Abs(sum))
                break;
        }
        return sum;
    }

    /// <summary>DLMF 6.6.6 without the logarithm.</summary>
    static double Even(double x, int sign)
    {
        double power = 1, sum = 0;
        for (var k = 2; k < 500; k += 2)
        {
            power *= sign * x * x / (k * (k - 1));
            sum += power / k;
            if (Math.Abs(power) <= 1e-18 * Math.Abs(sum))
                break;
        }
        return sum;
    }

    /// <summary>DLMF 6.7.13 and 6.7.14: f for power 0, g for power 1.</summary>
    static double Auxiliary(double x, int power) => power == 0
        ? LogarithmicIntegral.Of(t => Math.Exp(-x * t) / (1 + t * t), 1 / x)
        : LogarithmicIntegral.Of(t => t * Math.Exp(-x * t) / (1 + t * t), 2 / x);
}
