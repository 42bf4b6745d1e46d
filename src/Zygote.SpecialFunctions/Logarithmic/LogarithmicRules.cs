using System;

using static Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>From w exp(w) = x, and the integrand of the dilogarithm.</summary>
static class LogarithmicRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.LambertW0))]
    static double W0(double x, double y) => Slope(x, y, LambertWPlus1(x, 0));

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.LambertWm1))]
    static double Wm1(double x, double y) => y / (x * LambertWPlus1(x, -1));

    [DerivativeOf(typeof(SpecialFunctions), nameof(LambertWPlus1))]
    static double WPlus1(double x, int branch, double y) => Slope(x, y - 1, y);

    /// <summary>1 / (exp(w) (1 + w)), where exp(w) = x / w unless that is 0 / 0.</summary>
    static double Slope(double x, double w, double wPlus1) =>
        w is > -0.1 and < 0.1 ? Math.Exp(-w) / wPlus1 : w / (x * wPlus1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.Dilogarithm))]
    static double Dilogarithm(double x, double y) => SpecialFunctions.LogRatio(x, 0);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.Polylogarithm))]
    static (double, double) Polylogarithm(double s, double x, double y) =>
        (x * Polylogarithms.Value(0, 1, s, x), Polylogarithms.Value(0, 0, s - 1, x));

    [DerivativeOf(typeof(Polylogarithms), nameof(Polylogarithms.Value))]
    static (double, double) PolylogarithmDerivatives(int j, int n, double s, double x, double y) =>
        (Polylogarithms.Value(j, n + 1, s, x), Polylogarithms.Value(j + 1, n, s, x));

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.Spence))]
    static double Spence(double x, double y) => x > 0.5 ? -SpecialFunctions.LogRatio(1 - x, 0) : Math.Log(x) / (1 - x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.LogRatio))]
    static double LogRatio(double x, int n, double y) => SpecialFunctions.LogRatio(x, n + 1);
}
