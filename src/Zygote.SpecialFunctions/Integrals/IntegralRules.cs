using System;

using static Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>The integrands. What is removable at 0 is written by functions that have no division there.</summary>
static class IntegralRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ExpIntegralE1))]
    static double E1(double x, double y) => -Math.Exp(-x) / x;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ExpIntegralE))]
    static double E(int n, double x, double y) => -ExpIntegralE(n - 1, x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ExpIntegralE1Scaled))]
    static double E1Scaled(double x, double y) => ExpIntegralEScaledDerivative(1, x, 1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ExpIntegralEScaled))]
    static double EScaled(int n, double x, double y) => ExpIntegralEScaledDerivative(n, x, 1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ExpIntegralEScaledDerivative))]
    static double EScaledDerivative(int n, double x, int k, double y) => ExpIntegralEScaledDerivative(n, x, k + 1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ExpIntegralEi))]
    static double Ei(double x, double y) => Math.Exp(x / 2) / x * Math.Exp(x / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ExpIntegralEiScaled))]
    static double EiScaled(double x, double y) => x > ExpIntegrals.Large ? ExpIntegralEiTail(x, 1)
        : x < 0 ? ExpIntegralEScaledDerivative(1, -x, 1)
        : 1 / x - ExpIntegralEiScaled(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ExpIntegralEiTail))]
    static double EiTail(double x, int k, double y) => ExpIntegralEiTail(x, k + 1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.LogIntegral))]
    static double LogIntegral(double x, double y) => 1 / Math.Log(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.SinIntegral))]
    static double Si(double x, double y) => SphericalBesselJ(0, x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.CosIntegral))]
    static double Ci(double x, double y) => Math.Cos(x) / x;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.SinhIntegral))]
    static double Shi(double x, double y) => SphericalBesselI(0, x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.CoshIntegral))]
    static double Chi(double x, double y) => x < 700 ? Math.Cosh(x) / x : Math.Exp(x / 2) / x * Math.Exp(x / 2) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.FresnelS))]
    static double FresnelS(double x, double y) => SinHalfPiSquare(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.FresnelC))]
    static double FresnelC(double x, double y) => CosHalfPiSquare(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.SinHalfPiSquare))]
    static double Sin(double x, double y) => Math.PI * x * CosHalfPiSquare(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.CosHalfPiSquare))]
    static double Cos(double x, double y) => -Math.PI * x * SinHalfPiSquare(x);
}
