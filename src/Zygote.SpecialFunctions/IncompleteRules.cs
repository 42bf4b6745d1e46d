using System;

using F = Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>
/// Derivatives of the incomplete functions by all arguments. The derivatives by parameters are functions of the same kind, with
/// the order as an argument; those by x are densities. So each rule leads to others of the family, at any order.
/// </summary>
static class IncompleteRules
{
    [DerivativeOf(typeof(F), nameof(F.GammaP))]
    static (double, double) GammaP(double a, double x, double y) =>
        (IncompleteGamma.Lower(1, a, x), GammaDensity.Value(0, a, x));

    [DerivativeOf(typeof(F), nameof(F.GammaQ))]
    static (double, double) GammaQ(double a, double x, double y) =>
        (-IncompleteGamma.Lower(1, a, x), -GammaDensity.Value(0, a, x));

    [DerivativeOf(typeof(IncompleteGamma), nameof(IncompleteGamma.Lower))]
    static (double, double) Lower(int n, double a, double x, double y) =>
        (IncompleteGamma.Lower(n + 1, a, x), GammaDensity.Value(n, a, x));

    /// <summary>By x: the derivative of order n by a of <c>((a - 1)/x - 1)</c> times the density.</summary>
    [DerivativeOf(typeof(GammaDensity), nameof(GammaDensity.Value))]
    static (double, double) Density(int n, double a, double x, double y)
    {
        var byX = ((a - 1) / x - 1) * y;
        if (n > 0)
            byX += n / x * GammaDensity.Value(n - 1, a, x);
        return (GammaDensity.Value(n + 1, a, x), byX);
    }

    [DerivativeOf(typeof(F), nameof(F.Gamma))]
    static (double, double) Gamma(double a, double x, double y) => Upper(0, a, x, y);

    [DerivativeOf(typeof(UpperGamma), nameof(UpperGamma.Value))]
    static (double, double) Upper(int n, double a, double x, double y)
    {
        var density = -Math.Pow(x, a - 1) * Math.Exp(-x);
        if (n > 0)
            density *= Math.Pow(Math.Log(x), n);
        return (UpperGamma.Value(n + 1, a, x), density);
    }

    [DerivativeOf(typeof(F), nameof(F.GammaPInverse))]
    static (double, double) GammaPInverse(double a, double p, double y)
    {
        var density = GammaDensity.Value(0, a, y);
        return (-IncompleteGamma.Lower(1, a, y) / density, 1 / density);
    }

    [DerivativeOf(typeof(F), nameof(F.GammaQInverse))]
    static (double, double) GammaQInverse(double a, double q, double y)
    {
        var density = GammaDensity.Value(0, a, y);
        return (-IncompleteGamma.Lower(1, a, y) / density, -1 / density);
    }

    [DerivativeOf(typeof(F), nameof(F.BetaRegularized))]
    static (double, double, double) BetaRegularized(double a, double b, double x, double y) => Regularized(0, 0, a, b, x, y);

    [DerivativeOf(typeof(RegularizedBeta), nameof(RegularizedBeta.Value))]
    static (double, double, double) Regularized(int i, int j, double a, double b, double x, double y) =>
        (RegularizedBeta.Value(i + 1, j, a, b, x), RegularizedBeta.Value(i, j + 1, a, b, x), BetaDensity.Value(i, j, a, b, x));

    /// <summary>By x: the derivative by a and b of <c>((a - 1)/x - (b - 1)/(1 - x))</c> times the density.</summary>
    [DerivativeOf(typeof(BetaDensity), nameof(BetaDensity.Value))]
    static (double, double, double) Density(int i, int j, double a, double b, double x, double y)
    {
        var byX = ((a - 1) / x - (b - 1) / (1 - x)) * y;
        if (i > 0)
            byX += i / x * BetaDensity.Value(i - 1, j, a, b, x);
        if (j > 0)
            byX -= j / (1 - x) * BetaDensity.Value(i, j - 1, a, b, x);
        return (BetaDensity.Value(i + 1, j, a, b, x), BetaDensity.Value(i, j + 1, a, b, x), byX);
    }

    [DerivativeOf(typeof(F), nameof(F.BetaRegularizedInverse))]
    static (double, double, double) BetaRegularizedInverse(double a, double b, double p, double y)
    {
        var density = BetaDensity.Value(0, 0, a, b, y);
        return (-RegularizedBeta.Value(1, 0, a, b, y) / density, -RegularizedBeta.Value(0, 1, a, b, y) / density, 1 / density);
    }
}
