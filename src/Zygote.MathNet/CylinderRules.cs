using System;

using S = global::MathNet.Numerics.SpecialFunctions;

namespace Zygote.MathNet;

/// <summary>
/// Cylinder functions and their relatives. Their code is a choice between series, expansions and recurrences, of which not all are
/// smooth or have code that can be differentiated. By a real order: NaN.
/// </summary>
/// <remarks>Source: NIST DLMF, 9.2, 10.6, 10.29, 10.51, 10.61, 11.4.</remarks>
static class CylinderRules
{
    [DerivativeOf(typeof(S), nameof(S.BesselI0))]
    static double BesselI0(double x, double y) => S.BesselI1(x);

    [DerivativeOf(typeof(S), nameof(S.BesselI1))]
    static double BesselI1(double x, double y) => (S.BesselI(0, x) + S.BesselI(2, x)) / 2;

    [DerivativeOf(typeof(S), nameof(S.BesselK0))]
    static double BesselK0(double x, double y) => -S.BesselK1(x);

    [DerivativeOf(typeof(S), nameof(S.BesselK1))]
    static double BesselK1(double x, double y) => -(S.BesselK(0, x) + S.BesselK(2, x)) / 2;

    /// <summary>Of the function: the value of MathNet 5.0 is another one up to 2.</summary>
    [DerivativeOf(typeof(S), nameof(S.BesselK0e))]
    static double BesselK0e(double x, double y) => x > 2 ? y - S.BesselK1e(x) : Math.Exp(x) * (S.BesselK0(x) - S.BesselK1(x));

    /// <inheritdoc cref="BesselK0e(double, double)"/>
    [DerivativeOf(typeof(S), nameof(S.BesselK1e))]
    static double BesselK1e(double x, double y) =>
        x > 2 ? y - S.BesselK0e(x) - (y / x) : Math.Exp(x) * (S.BesselK1(x) - S.BesselK0(x) - (S.BesselK1(x) / x));

    [DerivativeOf(typeof(S), nameof(S.BesselI0MStruveL0))]
    static double BesselI0MStruveL0(double x, double y) => S.BesselI1MStruveL1(x) - (2 / Math.PI);

    [DerivativeOf(typeof(S), nameof(S.BesselI1MStruveL1))]
    static double BesselI1MStruveL1(double x, double y) => x == 0 ? 0.5 : S.BesselI0MStruveL0(x) - (y / x);

    [DerivativeOf(typeof(S), nameof(S.BesselJScaled))]
    static (double, double) BesselJScaled(double n, double z, double y) => (double.NaN, (S.BesselJScaled(n - 1, z) - S.BesselJScaled(n + 1, z)) / 2);

    [DerivativeOf(typeof(S), nameof(S.BesselYScaled))]
    static (double, double) BesselYScaled(double n, double z, double y) => (double.NaN, (S.BesselYScaled(n - 1, z) - S.BesselYScaled(n + 1, z)) / 2);

    [DerivativeOf(typeof(S), nameof(S.BesselIScaled))]
    static (double, double) BesselIScaled(double n, double z, double y) => (double.NaN, ((S.BesselIScaled(n - 1, z) + S.BesselIScaled(n + 1, z)) / 2) - (Math.Sign(z) * y));

    [DerivativeOf(typeof(S), nameof(S.BesselKScaled))]
    static (double, double) BesselKScaled(double n, double z, double y) => (double.NaN, y - ((S.BesselKScaled(n - 1, z) + S.BesselKScaled(n + 1, z)) / 2));

    [DerivativeOf(typeof(S), nameof(S.SphericalBesselJ))]
    static (double, double) SphericalBesselJ(double n, double z, double y) => (double.NaN, ((n * S.SphericalBesselJ(n - 1, z)) - ((n + 1) * S.SphericalBesselJ(n + 1, z))) / ((2 * n) + 1));

    [DerivativeOf(typeof(S), nameof(S.SphericalBesselY))]
    static (double, double) SphericalBesselY(double n, double z, double y) => (double.NaN, ((n * S.SphericalBesselY(n - 1, z)) - ((n + 1) * S.SphericalBesselY(n + 1, z))) / ((2 * n) + 1));

    [DerivativeOf(typeof(S), nameof(S.AiryAi))]
    static double AiryAi(double z, double y) => S.AiryAiPrime(z);

    [DerivativeOf(typeof(S), nameof(S.AiryAiPrime))]
    static double AiryAiPrime(double z, double y) => z * S.AiryAi(z);

    [DerivativeOf(typeof(S), nameof(S.AiryBi))]
    static double AiryBi(double z, double y) => S.AiryBiPrime(z);

    [DerivativeOf(typeof(S), nameof(S.AiryBiPrime))]
    static double AiryBiPrime(double z, double y) => z * S.AiryBi(z);

    [DerivativeOf(typeof(S), nameof(S.KelvinBer))]
    static double KelvinBer(double x, double y) => S.KelvinBerPrime(x);

    [DerivativeOf(typeof(S), nameof(S.KelvinBerPrime))]
    static double KelvinBerPrime(double x, double y) => x == 0 ? 0.0 : -S.KelvinBei(x) - (y / x);

    [DerivativeOf(typeof(S), nameof(S.KelvinBer))]
    static (double, double) KelvinBer(double nu, double x, double y) => (double.NaN, S.KelvinBerPrime(nu, x));

    [DerivativeOf(typeof(S), nameof(S.KelvinBerPrime))]
    static (double, double) KelvinBerPrime(double nu, double x, double y) =>
        (double.NaN, (nu * nu / (x * x) * S.KelvinBer(nu, x)) - S.KelvinBei(nu, x) - (y / x));

    [DerivativeOf(typeof(S), nameof(S.KelvinBei))]
    static double KelvinBei(double x, double y) => S.KelvinBeiPrime(x);

    [DerivativeOf(typeof(S), nameof(S.KelvinBeiPrime))]
    static double KelvinBeiPrime(double x, double y) => x == 0 ? 0.5 : S.KelvinBer(x) - (y / x);

    [DerivativeOf(typeof(S), nameof(S.KelvinBei))]
    static (double, double) KelvinBei(double nu, double x, double y) => (double.NaN, S.KelvinBeiPrime(nu, x));

    [DerivativeOf(typeof(S), nameof(S.KelvinBeiPrime))]
    static (double, double) KelvinBeiPrime(double nu, double x, double y) =>
        (double.NaN, (nu * nu / (x * x) * S.KelvinBei(nu, x)) + S.KelvinBer(nu, x) - (y / x));

    [DerivativeOf(typeof(S), nameof(S.KelvinKer))]
    static double KelvinKer(double x, double y) => S.KelvinKerPrime(x);

    [DerivativeOf(typeof(S), nameof(S.KelvinKerPrime))]
    static double KelvinKerPrime(double x, double y) => -S.KelvinKei(x) - (y / x);

    [DerivativeOf(typeof(S), nameof(S.KelvinKer))]
    static (double, double) KelvinKer(double nu, double x, double y) => (double.NaN, S.KelvinKerPrime(nu, x));

    [DerivativeOf(typeof(S), nameof(S.KelvinKerPrime))]
    static (double, double) KelvinKerPrime(double nu, double x, double y) =>
        (double.NaN, (nu * nu / (x * x) * S.KelvinKer(nu, x)) - S.KelvinKei(nu, x) - (y / x));

    [DerivativeOf(typeof(S), nameof(S.KelvinKei))]
    static double KelvinKei(double x, double y) => S.KelvinKeiPrime(x);

    [DerivativeOf(typeof(S), nameof(S.KelvinKeiPrime))]
    static double KelvinKeiPrime(double x, double y) => S.KelvinKer(x) - (y / x);

    [DerivativeOf(typeof(S), nameof(S.KelvinKei))]
    static (double, double) KelvinKei(double nu, double x, double y) => (double.NaN, S.KelvinKeiPrime(nu, x));

    [DerivativeOf(typeof(S), nameof(S.KelvinKeiPrime))]
    static (double, double) KelvinKeiPrime(double nu, double x, double y) =>
        (double.NaN, (nu * nu / (x * x) * S.KelvinKei(nu, x)) + S.KelvinKer(nu, x) - (y / x));
}
