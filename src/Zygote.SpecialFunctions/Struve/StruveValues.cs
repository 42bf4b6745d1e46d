using System;

namespace Zygote;

/// <summary>
/// Power series DLMF 11.2.1 and 11.2.2; for larger arguments the distance from the Bessel functions, DLMF 11.5.2.
/// </summary>
static class StruveValues
{
    /// <summary>NaN and infinity as well, which the series returns.</summary>
    public static bool UsesSeries(int n, double x) =>
        n < 0 || !(x > 4 && x >= 1.3 * n && x * x > 9 * (n + 1.5)) || double.IsInfinity(x);

    public static double Integral(int n, double x, int k)
    {
        // Large orders peak late.
        double Integrand(double t) => Math.Pow(-t, k) * Math.Exp((n - 0.5) * Elementary.LogP1(t * t) - x * t);
        return LogarithmicIntegral.Of(Integrand, (1 + 2.0 * n + k) / x);
    }

    public static double L(int n, double x)
    {
        if (n < 0 || double.IsNaN(x))
            return double.NaN;
        if (x < 0)
            return n % 2 == 0 ? -L(n, -x) : L(n, -x);
        return x > 60 && x > n ? ModifiedValues.I(n, x) : Series(n, x, 1);
    }

    public static double Series(int n, double x, int sign)
    {
        if (n < 0 || double.IsNaN(x))
            return double.NaN;
        if (double.IsInfinity(x))
            return sign > 0 || n > 1 ? x : n == 0 ? 0 : 2 / Math.PI;
        var term = SpecialFunctions.StruveTerm(n, x) * x;
        var sum = term;
        for (var k = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum) && k < 2000; k++)
        {
            term *= sign * x * x / ((2.0 * k + 1) * (2.0 * (k + n) + 1));
            sum += term;
        }
        return sum;
    }
}
