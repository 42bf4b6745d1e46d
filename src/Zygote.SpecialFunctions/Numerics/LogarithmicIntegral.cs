using System;

namespace Zygote;

/// <summary>Integrals over (0, infinity) by the trapezoidal rule in log t.</summary>
/// <remarks>
/// With exp(-x t), or poles off the negative axis, the integrand is analytic for |Im log t| up to pi / 2, and the error
/// exp(-pi^2 / step); with singularities on the negative axis only the strip is twice as wide.
/// </remarks>
static class LogarithmicIntegral
{
    public static double Of(Func<double, double> f, double peak, double step = 0.2)
    {
        // The logarithm of a subnormal or infinite start is still a start.
        var start = Math.Log(Math.Clamp(peak, 1e-300, 1e300));
        return Quadrature.Line(v =>
        {
            var t = Math.Exp(v);
            return t == 0 || double.IsInfinity(t) ? 0 : t * f(t);
        }, start, step);
    }
}
