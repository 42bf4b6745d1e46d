using System;

using MathNet.Numerics;

namespace Zygote.MathNet;

/// <summary>
/// Functions whose code is an approximation: its derivative would be less accurate than the formula, the more so at higher
/// orders. Formulas from the DLMF.
/// </summary>
static class SpecialFunctionRules
{
    const double TwoOverRootPi = 1.1283791670955126;

    // 7.2.1
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.Erf))]
    static double Erf(double x, double y) => TwoOverRootPi * Math.Exp(-x * x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.Erfc))]
    static double Erfc(double x, double y) => -TwoOverRootPi * Math.Exp(-x * x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ErfInv))]
    static double ErfInv(double z, double y) => Math.Exp(y * y) / TwoOverRootPi;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ErfcInv))]
    static double ErfcInv(double z, double y) => -Math.Exp(y * y) / TwoOverRootPi;

    // 5.2.2
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.Gamma))]
    static double Gamma(double z, double y) => y * SpecialFunctions.DiGamma(z);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.GammaLn))]
    static double GammaLn(double z, double y) => SpecialFunctions.DiGamma(z);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.DiGamma))]
    static double DiGamma(double x, double y) => PolyGamma(1, x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.DiGammaInv))]
    static double DiGammaInv(double p, double y) => 1 / PolyGamma(1, y);

    /// <summary>
    /// The n-th derivative of DiGamma, n > 0: n! times a sum of powers 1 / (x + k)^(n + 1), of which the rest beyond 20 comes from
    /// the asymptotic expansion (5.15.1, 5.15.5 with 5.15.8 differentiated). Its cost grows with -x.
    /// </summary>
    static double PolyGamma(int n, double x)
    {
        if (x <= 0 && x == Math.Floor(x) || double.IsNaN(x))
            return double.NaN;
        if (x < -1e6)
            throw new NotSupportedException("The derivative of DiGamma is not computed below -1E6.");
        var factorial = 1.0; // (n - 1)!
        for (var k = 2; k < n; k++)
            factorial *= k;
        var sum = 0.0;
        for (; x < 20 + n; x++)
            sum += n * factorial / Math.Pow(x, n + 1);
        // (n - 1)! / x^n + n! / (2 x^(n + 1)) + sum of B[2k] (2k + n - 1)! / ((2k)! x^(2k + n))
        var power = factorial / Math.Pow(x, n);
        sum += power + (power * n / (2 * x));
        var term = power * n * (n + 1) / (2 * x * x); // (n + 1)! / 2! / x^(n + 2)
        for (var k = 0; k < Bernoulli.Length; k++)
        {
            sum += Bernoulli[k] * term;
            var m = 2.0 * (k + 1);
            term *= (m + n) * (m + n + 1) / ((m + 1) * (m + 2) * x * x);
        }

        return n % 2 == 0 ? -sum : sum;
    }

    /// <summary>B[2], B[4], ...</summary>
    static ReadOnlySpan<double> Bernoulli =>
        [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510];

    [DerivativeOf(typeof(SpecialFunctionRules), nameof(PolyGamma))]
    static double PolyGammaDerivative(int n, double x, double y) => PolyGamma(n + 1, x);

    // 10.6.1 and 10.29.1. The derivative by the order is not known in finite terms: NaN.
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselJ))]
    static (double, double) BesselJ(double n, double z, double y) =>
        (double.NaN, (SpecialFunctions.BesselJ(n - 1, z) - SpecialFunctions.BesselJ(n + 1, z)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselY))]
    static (double, double) BesselY(double n, double z, double y) =>
        (double.NaN, (SpecialFunctions.BesselY(n - 1, z) - SpecialFunctions.BesselY(n + 1, z)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselI))]
    static (double, double) BesselI(double n, double z, double y) =>
        (double.NaN, (SpecialFunctions.BesselI(n - 1, z) + SpecialFunctions.BesselI(n + 1, z)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselK))]
    static (double, double) BesselK(double n, double z, double y) =>
        (double.NaN, -(SpecialFunctions.BesselK(n - 1, z) + SpecialFunctions.BesselK(n + 1, z)) / 2);
}
