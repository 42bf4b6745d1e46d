using System;

namespace Zygote;

/// <summary>Values of the exponential integrals.</summary>
static class ExpIntegrals
{
    /// <summary>From here on the asymptotic series of Ei has full accuracy.</summary>
    public const double Large = 40;

    const double Euler = 0.57721566490153286061;

    // The zeros of Ei and li, each as a sum of two numbers.
    const double EiZero = 0.3725074107813666, EiZeroLow = 1.3140183414386028e-17;
    const double LiZero = 1.451369234883381, LiZeroLow = -4.82713642696033e-17;

    public static double E(int n, double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0)
            return n > 1 ? 1.0 / (n - 1) : double.PositiveInfinity;
        if (n >= 1 && x <= 1)
            return Series(n, x);
        var half = Math.Exp(-x / 2);
        return EScaled(n, x) * half * half;
    }

    public static double EScaled(int n, double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0)
            return E(n, 0);
        if (double.IsInfinity(x))
            return 0;
        if (n < 1)
        {
            // DLMF 8.19.12, upwards in -n: all terms positive.
            var value = 1 / x;
            for (var k = 1; k <= -n; k++)
                value = (1 + k * value) / x;
            return value;
        }
        return x <= 1 ? Series(n, x) * Math.Exp(x) : Fraction(n, x);
    }

    /// <summary>DLMF 6.6.2 and 8.19.8.</summary>
    static double Series(int n, double x)
    {
        var harmonic = -Euler;
        for (var k = 1; k < n && k < 1000; k++)
            harmonic += 1.0 / k;
        double power = 1, sum = 0;
        for (var m = 0; m < 1000; m++)
        {
            if (m > 0)
                power *= -x / m;
            var term = m == n - 1 ? power * (harmonic - Math.Log(x)) : power / (n - 1 - m);
            sum += term;
            if (m > n - 1 && Math.Abs(term) < 1e-18 * Math.Abs(sum))
                break;
            if (Math.Abs(power) < 1e-40)
                break;
        }
        return sum;
    }

    /// <summary>The continued fraction DLMF 8.19.17 in its even form, by the modified Lentz algorithm.</summary>
    static double Fraction(int n, double x)
    {
        var b = x + n;
        var c = double.PositiveInfinity;
        var d = 1 / b;
        var value = d;
        for (var i = 1; i < 10_000; i++)
        {
            var a = -(double)i * (n - 1.0 + i);
            b += 2;
            d = 1 / (a * d + b);
            c = b + a / c;
            var factor = c * d;
            value *= factor;
            if (Math.Abs(factor - 1) < 1e-16)
                break;
        }
        return value;
    }

    /// <summary>
    /// d^k/dx^k of exp(x) E_n: the integral of (-s)^k exp(-x s) (1 + s)^(-n) over s > 0, all of one sign.
    /// </summary>
    public static double EScaledDerivative(int n, double x, int k)
    {
        if (k == 0)
            return EScaled(n, x);
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        var sign = k % 2 == 0 ? 1 : -1;
        if (x == 0 && n < k + 2)
            return sign * double.PositiveInfinity;
        if (double.IsInfinity(x))
            return 0;
        if (x == 0)
            return sign * OrderJet.Factorial(k) * OrderJet.Factorial(n - k - 2) / OrderJet.Factorial(n - 1);
        return sign * LogarithmicIntegral.Of(s => Math.Pow(s, k) * Math.Exp(-x * s - n * Elementary.LogP1(s)), (k + 1) / x);
    }

    public static double Ei(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x < 0)
            return -E(1, -x);
        if (x > Large)
        {
            var half = Math.Exp(x / 2);
            return double.IsInfinity(x) ? x : EiTail(x, 0) * half * half;
        }
        return Math.Abs(x - EiZero) < 0.1
            ? Quadrature.Between(t => Math.Exp(t) / t, EiZero, EiZeroLow, x)
            : EiSeries(x);
    }

    static double EiSeries(double x)
    {
        double power = 1, sum = 0;
        for (var k = 1; k < 1000; k++)
        {
            power *= x / k;
            sum += power / k;
            if (power < 1e-18 * sum)
                break;
        }
        return Euler + Math.Log(x) + sum;
    }

    public static double EiScaled(double x) =>
        x < 0 ? -EScaled(1, -x) : x > Large ? EiTail(x, 0) : Ei(x) * Math.Exp(-x);

    /// <summary>DLMF 6.12.2 term by term, up to its smallest term.</summary>
    public static double EiTail(double x, int derivative)
    {
        if (double.IsNaN(x))
            return x;
        double factorial = 1, sum = 0, last = double.PositiveInfinity;
        for (var k = 0; k < 1000; k++)
        {
            if (k > 0)
                factorial *= k / x;
            var term = factorial / x;
            for (var i = 0; i < derivative; i++)
                term *= -(k + 1.0 + i) / x;
            if (!(Math.Abs(term) < last))
                break;
            last = Math.Abs(term);
            sum += term;
            if (last <= 1e-18 * Math.Abs(sum))
                break;
        }
        return sum;
    }

    public static double Li(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0 || double.IsInfinity(x))
            return x;
        if (Math.Abs(x - LiZero) < 0.1)
            return Quadrature.Between(t => 1 / Math.Log(t), LiZero, LiZeroLow, x);

        // Far from 1 the exponential of the logarithm would have lost digits.
        return x is > 0.25 and < 4 ? Ei(Math.Log(x)) : EiScaled(Math.Log(x)) * x;
    }
}
