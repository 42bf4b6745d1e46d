using System;

namespace Zygote;

/// <summary>Spherical Bessel functions: closed forms upwards where that is stable, otherwise by those of half order.</summary>
static class SphericalValues
{
    public static double J(int n, double x)
    {
        if (n < 0)
            return CylinderValues.Parity(n) * Y(-n - 1, x);
        if (x < 0)
            return CylinderValues.Parity(n) * J(n, -x);
        if (n == 0)
            return x == 0 ? 1 : double.IsInfinity(x) ? 0 : Math.Sin(x) / x;
        if (CylinderJets.SeriesConverges(n + 0.5, x))
            return Series(n, x, -1);
        return CylinderValues.J(n + 0.5, x) * Math.Sqrt(Math.PI / 2) / Math.Sqrt(x);
    }

    public static double Y(int n, double x)
    {
        if (n < 0)
            return -CylinderValues.Parity(n) * J(-n - 1, x);
        if (x < 0)
            return -CylinderValues.Parity(n) * Y(n, -x);
        if (x == 0)
            return double.NegativeInfinity;
        if (double.IsInfinity(x))
            return 0;
        var (sin, cos) = Math.SinCos(x);
        double previous = sin / x, value = -cos / x;
        for (var k = 0; k < n && !double.IsInfinity(value); k++)
            (previous, value) = (value, (2 * k + 1) / x * value - previous);
        return value;
    }

    public static double I(int n, double x)
    {
        if (n < 0)
            return I(-n - 1, x) - 2 / Math.PI * CylinderValues.Parity(n) * K(-n - 1, x);
        if (x < 0)
            return CylinderValues.Parity(n) * I(n, -x);
        if (double.IsInfinity(x))
            return x;
        if (CylinderJets.SeriesConverges(n + 0.5, x))
            return Series(n, x, 1);
        if (n == 0 && x < 700)
            return Math.Sinh(x) / x;
        var half = Math.Exp(x / 2);
        return ModifiedValues.IScaled(n + 0.5, x) * Math.Sqrt(Math.PI / 2) / Math.Sqrt(x) * half * half;
    }

    public static double K(int n, double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0)
            return double.PositiveInfinity;
        if (double.IsInfinity(x))
            return 0;
        if (n < 0)
            n = -n - 1;
        double previous = 1 / x, value = 1 / x;
        for (var k = 0; k < n; k++)
            (previous, value) = (value, (2 * k + 1) / x * value + previous);
        var half = Math.Exp(-x / 2);
        return Math.PI / 2 * value * half * half;
    }

    /// <summary>DLMF 10.53.1: x^n / (2n + 1)!! and a series in x^2 / 2.</summary>
    static double Series(int n, double x, int sign)
    {
        double front = 1;
        for (var k = 1; k <= n; k++)
            front *= x / (2 * k + 1);
        double term = 1, sum = 1;
        for (var m = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); m++)
        {
            term *= sign * x * x / (2.0 * m * (2 * (n + m) + 1));
            sum += term;
        }
        return front * sum;
    }
}
