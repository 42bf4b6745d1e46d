using System;

using F = Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>Derivatives of the combinations of logarithm and exponential, in forms that keep their digits too.</summary>
/// <remarks>
/// What is a condition here holds on open sets or where the formula has no value: a constant on a single point would be right
/// for this derivative and wrong for the next.
/// </remarks>
static class LogExpRules
{
    [DerivativeOf(typeof(F), nameof(F.ExpM1))]
    static double ExpM1(double x, double y) => Math.Exp(x);

    [DerivativeOf(typeof(F), nameof(F.LogP1))]
    static double LogP1(double x, double y) => 1 / (1 + x);

    [DerivativeOf(typeof(F), nameof(F.Xlogx))]
    static double Xlogx(double x, double y) => 1 + Math.Log(x);

    [DerivativeOf(typeof(F), nameof(F.Xlogy))]
    static (double, double) Xlogy(double x, double y, double value) => (Math.Log(y), x == 0 && y == 0 ? 0 : x / y);

    [DerivativeOf(typeof(F), nameof(F.Xlog1py))]
    static (double, double) Xlog1py(double x, double y, double value) =>
        (F.LogP1(y), x == 0 && y == -1 ? 0 : x / (1 + y));

    [DerivativeOf(typeof(F), nameof(F.Xexpx))]
    static double Xexpx(double x, double y) => Math.Exp(x) + y;

    [DerivativeOf(typeof(F), nameof(F.Xexpy))]
    static (double, double) Xexpy(double x, double y, double value) => (Math.Exp(y), value);

    [DerivativeOf(typeof(F), nameof(F.Logistic))]
    static double Logistic(double x, double y) => LogisticSlope(x);

    [DerivativeOf(typeof(LogExpRules), nameof(LogisticSlope))]
    static double LogisticSlope(double x, double y) => -y * TrigonometryRules.Tanh(0.5 * x);

    [DerivativeOf(typeof(F), nameof(F.Logit))]
    static double Logit(double p, double y) => 1 / (p * (1 - p));

    [DerivativeOf(typeof(F), nameof(F.LogCosh))]
    static double LogCosh(double x, double y) => TrigonometryRules.Tanh(x);

    [DerivativeOf(typeof(F), nameof(F.LogAbsSinh))]
    static double LogAbsSinh(double x, double y) => F.Coth(x);

    [DerivativeOf(typeof(F), nameof(F.LogAbsTanh))]
    static double LogAbsTanh(double x, double y) => 2 * F.Csch(2 * x);

    [DerivativeOf(typeof(F), nameof(F.Log1pSquared))]
    static double Log1pSquared(double x, double y) => Math.Abs(x) > 1 ? 2 / (x + 1 / x) : 2 * x / (1 + x * x);

    [DerivativeOf(typeof(F), nameof(F.Log1pExp))]
    static double Log1pExp(double x, double y) => F.Logistic(x);

    [DerivativeOf(typeof(F), nameof(F.Log1mExp))]
    static double Log1mExp(double x, double y) => OverExpM1(-x, -1);

    [DerivativeOf(typeof(F), nameof(F.Log2mExp))]
    static double Log2mExp(double x, double y)
    {
        var e = Math.Exp(x);
        return e / (e - 2);
    }

    [DerivativeOf(typeof(F), nameof(F.LogExpm1))]
    static double LogExpm1(double x, double y) => OverExpM1(-x, -1);

    [DerivativeOf(typeof(F), nameof(F.InverseSoftplus))]
    static double InverseSoftplus(double x, double y) => OverExpM1(-x, -1);

    [DerivativeOf(typeof(F), nameof(F.LogitExp))]
    static double LogitExp(double x, double y) => OverExpM1(x, -1);

    [DerivativeOf(typeof(F), nameof(F.Logit1mExp))]
    static double Logit1mExp(double x, double y) => OverExpM1(x, 1);

    /// <summary>Two forms: the derivative of the first cancels far out, the second does near 0.</summary>
    [DerivativeOf(typeof(F), nameof(F.Log1pmx))]
    static double Log1pmx(double x, double y) => Math.Abs(x) < 0.5 ? -x / (1 + x) : 1 / (1 + x) - 1;

    [DerivativeOf(typeof(F), nameof(F.Logmxp1))]
    static double Logmxp1(double x, double y) => Math.Abs(x - 1) < 0.5 ? (1 - x) / x : 1 / x - 1;

    /// <summary>Where both are infinite and equal, each takes half.</summary>
    [DerivativeOf(typeof(F), nameof(F.LogAddExp))]
    static (double, double) LogAddExp(double x, double y, double value) =>
        x == y && double.IsInfinity(x) ? (0.5, 0.5) : (F.Logistic(x - y), F.Logistic(y - x));

    [DerivativeOf(typeof(F), nameof(F.LogSubExp))]
    static (double, double) LogSubExp(double x, double y, double value) => (OverExpM1(y - x, -1), OverExpM1(x - y, -1));

    [DerivativeOf(typeof(F), nameof(F.Cloglog))]
    static double Cloglog(double p, double y) => -1 / ((1 - p) * F.LogP1(-p));

    /// <summary>From 7 on the result and all its derivatives are below the smallest number.</summary>
    [DerivativeOf(typeof(F), nameof(F.Cexpexp))]
    static double Cexpexp(double x, double y) => x > 7 ? 0 : Math.Exp(x - Math.Exp(x));

    [DerivativeOf(typeof(F), nameof(F.LogLogistic))]
    static double LogLogistic(double x, double y) => F.Logistic(-x);

    [DerivativeOf(typeof(F), nameof(F.Log1mLogistic))]
    static double Log1mLogistic(double x, double y) => -F.Logistic(x);

    /// <summary>The slope of the logistic function, <c>e^x / (1 + e^x)²</c>: even, and flat at 0.</summary>
    static double LogisticSlope(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return e / ((1 + e) * (1 + e));
    }

    /// <summary><c>sign / (e^x - 1)</c>; all its derivatives fall to 0 for large x instead of being infinity over infinity.</summary>
    static double OverExpM1(double x, double sign)
    {
        if (x > 1)
        {
            var e = Math.Exp(-x);
            return sign * e / (1 - e);
        }

        return sign / F.ExpM1(x);
    }
}
