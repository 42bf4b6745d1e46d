using System;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>The principal branch of Lambert's function: w exp(w) = x, w at least -1.</summary>
    /// <remarks>NaN below -1/e. The derivative is infinite at -1/e.</remarks>
    public static double LambertW0(double x) => Lambert.Principal(x);

    /// <summary>The lower branch of Lambert's function on [-1/e, 0): w exp(w) = x, w at most -1; -infinity at 0.</summary>
    public static double LambertWm1(double x) => Lambert.Lower(x);

    /// <summary>The dilogarithm Li2: minus the integral of log(1 - t) / t from 0 to x.</summary>
    /// <remarks>pi^2 / 6 at 1; above 1 the real part.</remarks>
    public static double Dilogarithm(double x) => Dilogarithms.Li2(x);

    /// <summary>The polylogarithm of a real order: the sum of <c>x^k / k^s</c> from 1 on, continued to all x up to 1.</summary>
    /// <remarks>
    /// zeta(s) at 1, or infinite. NaN above 1, where it is complex. The error is relative to the size of <c>log(-x)^s</c> far below 0. Costs
    /// 1 to 200 µs.
    /// </remarks>
    public static double Polylogarithm(double s, double x) => x * Polylogarithms.Value(0, 0, s, x);

    /// <summary>Spence's function: the dilogarithm of 1 - x. NaN for negative x.</summary>
    public static double Spence(double x) => x < 0 ? double.NaN : Dilogarithms.Complement(x);

    /// <summary>W + 1 for the branch 0 or -1, accurate near the branch point.</summary>
    internal static double LambertWPlus1(double x, int branch) => Lambert.PlusOne(x, branch);

    /// <summary>The n-th derivative of -log|1 - x| / x.</summary>
    internal static double LogRatio(double x, int n) => Dilogarithms.LogRatio(x, n);
}
