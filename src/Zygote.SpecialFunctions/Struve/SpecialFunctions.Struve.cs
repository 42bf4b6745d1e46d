using System;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>The Struve function H of integer order 0 or more; NaN for negative orders.</summary>
    /// <param name="n">The order, a constant for differentiation.</param>
    /// <param name="x">Any real number; H(n, -x) = (-1)^(n+1) H(n, x).</param>
    /// <remarks>
    /// Differentiated as written here: for large x a sum of Y and of an integral of positive numbers, since the recurrences
    /// would subtract powers of x.
    /// </remarks>
    public static double StruveH(int n, double x)
    {
        if (x < 0)
            return n % 2 == 0 ? -StruveH(n, -x) : StruveH(n, -x);
        if (StruveValues.UsesSeries(n, x))
            return StruveSeries(n, x);
        var front = 2 / Math.PI;
        for (var k = 1; k <= n; k++)
            front *= x / (2 * k - 1);
        return BesselY(n, x) + front * StruveIntegral(n, x, 0);
    }

    internal static double StruveSeries(int n, double x) => StruveValues.Series(n, x, -1);

    /// <summary>The integral of (-t)^k (1 + t^2)^(n - 1/2) exp(-x t) over t > 0, DLMF 11.5.2.</summary>
    internal static double StruveIntegral(int n, double x, int k) => StruveValues.Integral(n, x, k);

    /// <summary>The modified Struve function L of integer order 0 or more; NaN for negative orders.</summary>
    /// <param name="n">The order, a constant for differentiation.</param>
    /// <param name="x">Any real number; L(n, -x) = (-1)^(n+1) L(n, x).</param>
    public static double StruveL(int n, double x) => StruveValues.L(n, x);

    /// <summary>(x/2)^n / (sqrt(pi) Gamma(n + 3/2)): what separates Struve's functions from Bessel's in the recurrences.</summary>
    internal static double StruveTerm(int n, double x)
    {
        var value = 2 / Math.PI;
        for (var k = 1; k <= n; k++)
            value *= x / (2 * k + 1);
        return value;
    }
}
