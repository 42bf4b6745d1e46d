using System;

using F = Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>Derivatives of the error function and its relatives. Source: NIST DLMF, chapter 7.</summary>
/// <remarks>
/// Differences such as <c>2x Erfcx(x) - 2/√π</c>, which cancel for large x, are functions of their own here, with rules that
/// lead to the next of the family; so the digits are kept. Where the inverses are large,
/// <c>exp(y²)</c> is <c>Erfcx(y)</c> over the argument: y itself has too few digits for it.
/// </remarks>
static class ErrorFunctionRules
{
    const double TwoOverSqrtPi = 1.12837916709551257390;
    const double Sqrt2 = 1.41421356237309504880;

    [DerivativeOf(typeof(Gaussians), nameof(Gaussians.ExpMinusSquare))]
    static double ExpMinusSquare(double x, double y) => -2 * x * y;

    [DerivativeOf(typeof(Gaussians), nameof(Gaussians.ExpMinusHalfSquare))]
    static double ExpMinusHalfSquare(double x, double y) => -x * y;

    [DerivativeOf(typeof(Gaussians), nameof(Gaussians.ExpSquare))]
    static double ExpSquare(double x, double y) => 2 * x * y;

    [DerivativeOf(typeof(Gaussians), nameof(Gaussians.ScaledErfcIntegral))]
    static double ScaledErfcIntegral(int n, double x, double y) => -2 * (n + 1) * Gaussians.ScaledErfcIntegral(n + 1, x);

    [DerivativeOf(typeof(DawsonDerivative), nameof(DawsonDerivative.Value))]
    static double DawsonDerivatives(int n, double x, double y) => DawsonDerivative.Value(n + 1, x);

    [DerivativeOf(typeof(F), nameof(F.Erf))]
    static double Erf(double x, double y) => TwoOverSqrtPi * Gaussians.ExpMinusSquare(x);

    [DerivativeOf(typeof(F), nameof(F.Erf))]
    static (double, double) Erf(double x, double y, double value) =>
        (-TwoOverSqrtPi * Gaussians.ExpMinusSquare(x), TwoOverSqrtPi * Gaussians.ExpMinusSquare(y));

    [DerivativeOf(typeof(F), nameof(F.Erfc))]
    static double Erfc(double x, double y) => -TwoOverSqrtPi * Gaussians.ExpMinusSquare(x);

    [DerivativeOf(typeof(F), nameof(F.Erfcx))]
    static double Erfcx(double x, double y) => -2 * Gaussians.ScaledErfcIntegral(1, x);

    [DerivativeOf(typeof(F), nameof(F.Erfi))]
    static double Erfi(double x, double y) => TwoOverSqrtPi * Gaussians.ExpSquare(x);

    [DerivativeOf(typeof(F), nameof(F.Dawson))]
    static double Dawson(double x, double y) => DawsonDerivative.Value(1, x);

    [DerivativeOf(typeof(F), nameof(F.ErfInverse))]
    static double ErfInverse(double x, double y) => Math.Abs(y) < 0.5
        ? Gaussians.ExpSquare(y) / TwoOverSqrtPi
        : F.Erfcx(Math.Abs(y)) / (TwoOverSqrtPi * (1 - Math.Abs(x)));

    [DerivativeOf(typeof(F), nameof(F.ErfcInverse))]
    static double ErfcInverse(double x, double y) => Math.Abs(y) < 0.5
        ? -Gaussians.ExpSquare(y) / TwoOverSqrtPi
        : -F.Erfcx(Math.Abs(y)) / (TwoOverSqrtPi * (y > 0 ? x : 2 - x));

    [DerivativeOf(typeof(F), nameof(F.LogErfc))]
    static double LogErfc(double x, double y) => x > 0
        ? -TwoOverSqrtPi / F.Erfcx(x)
        : -TwoOverSqrtPi * Gaussians.ExpMinusSquare(x) / F.Erfc(x);

    [DerivativeOf(typeof(F), nameof(F.LogErfcx))]
    static double LogErfcx(double x, double y) => x > 0
        ? -2 * Gaussians.ScaledErfcIntegral(1, x) / F.Erfcx(x)
        : 2 * x - TwoOverSqrtPi * Gaussians.ExpMinusSquare(x) / F.Erfc(x);

    [DerivativeOf(typeof(F), nameof(F.LogErf))]
    static double LogErf(double x, double y) => TwoOverSqrtPi * Gaussians.ExpMinusSquare(x) / F.Erf(x);

    /// <summary>Both factors may underflow: in a tail they are scaled, elsewhere the exponents are subtracted first.</summary>
    [DerivativeOf(typeof(F), nameof(F.LogErf))]
    static (double, double) LogErf(double x, double y, double value)
    {
        if (x > 0.5 && (y - x) * (y + x) > 1)
            return Tail(x, y);
        if (y < -0.5 && (y - x) * (y + x) < -1)
        {
            var (byNear, byFar) = Tail(-y, -x);
            return (-byFar, -byNear);
        }

        return (-TwoOverSqrtPi * Math.Exp(-x * x - value), TwoOverSqrtPi * Math.Exp(-y * y - value));
    }

    static (double, double) Tail(double x, double y)
    {
        var ratio = Math.Exp((x - y) * (x + y));
        var scale = TwoOverSqrtPi / (F.Erfcx(x) - ratio * F.Erfcx(y));
        return (-scale, scale * ratio);
    }

    [DerivativeOf(typeof(F), nameof(F.NormalPdf))]
    static double NormalPdf(double x, double y) => -x * y;

    [DerivativeOf(typeof(F), nameof(F.NormalCdf))]
    static double NormalCdf(double x, double y) => F.NormalPdf(x);

    [DerivativeOf(typeof(F), nameof(F.LogNormalCdf))]
    static double LogNormalCdf(double x, double y) => x < 0
        ? TwoOverSqrtPi / Sqrt2 / F.Erfcx(-x / Sqrt2)
        : F.NormalPdf(x) / F.NormalCdf(x);

    [DerivativeOf(typeof(F), nameof(F.NormalQuantile))]
    static double NormalQuantile(double p, double y) => Math.Abs(y) < 0.7
        ? 1 / F.NormalPdf(y)
        : F.Erfcx(Math.Abs(y) / Sqrt2) * (Sqrt2 / TwoOverSqrtPi) / (y < 0 ? p : 1 - p);
}
