using System;

using Xunit;

using Zygote.Testing;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

/// <summary>All modes, second order, Taylor series and difference quotients, beside the tables.</summary>
public sealed class BesselAndIntegralRulesTests
{
    static void Verify(double x, params Func<double, double>[] functions)
    {
        foreach (var f in functions)
            RuleCheck.Verify(f, x);
    }

    static void Verify(double x, double y, params Func<double, double, double>[] functions)
    {
        foreach (var f in functions)
            RuleCheck.Verify(f, x, y);
    }

    [Fact]
    public void Of_Bessel_functions_by_the_argument()
    {
        Verify(
            1.7, F.BesselJ0, F.BesselJ1, F.BesselY0, F.BesselY1, F.BesselI0, F.BesselI1, F.BesselK0, F.BesselK1, F.BesselI0Scaled, F.BesselI1Scaled,
            F.BesselK0Scaled, F.BesselK1Scaled, F.Jinc);
        Verify(
            2.3, x => F.BesselJ(3, x), x => F.BesselY(2, x), x => F.BesselI(3, x), x => F.BesselK(2, x), x => F.BesselIScaled(2, x),
            x => F.BesselKScaled(3, x), x => F.SphericalBesselJ(2, x), x => F.SphericalBesselY(1, x), x => F.SphericalBesselI(2, x),
            x => F.SphericalBesselK(1, x));
    }

    [Fact]
    public void Of_Bessel_functions_by_order_and_argument() => Verify(
        1.3, 2.1, F.BesselJ, F.BesselY, F.BesselI, F.BesselK, F.BesselIScaled, F.BesselKScaled);

    [Fact]
    public void Of_Airy_functions()
    {
        Verify(0.6, F.AiryAi, F.AiryBi, F.AiryAiPrime, F.AiryBiPrime, F.AiryAiScaled, F.AiryBiScaled, F.AiryAiPrimeScaled, F.AiryBiPrimeScaled);
        Verify(-1.4, F.AiryAi, F.AiryBi, F.AiryAiPrime, F.AiryBiPrime);
    }

    [Fact]
    public void Of_integrals()
    {
        Verify(
            1.6, F.ExpIntegralE1, F.ExpIntegralE1Scaled, F.ExpIntegralEi, F.ExpIntegralEiScaled, F.SinIntegral, F.CosIntegral, F.SinhIntegral,
            F.CoshIntegral, F.LogIntegral, F.FresnelS, F.FresnelC, x => F.ExpIntegralE(3, x), x => F.ExpIntegralEScaled(2, x));
        Verify(0.4, F.LambertW0, F.Dilogarithm, F.Spence);
        Verify(-0.2, F.LambertWm1, F.Dilogarithm);
    }

    [Fact]
    public void Of_elliptic_functions()
    {
        Verify(0.4, F.EllipticK, F.EllipticE);
        Verify(0.7, -1.4, F.JacobiSn, F.JacobiCn, F.JacobiDn, F.JacobiAm);
        Verify(0.7, 1.6, F.JacobiSn, F.JacobiCn, F.JacobiDn, F.JacobiAm);
        Verify(1.6, 0.3, F.Polylogarithm);
        Verify(1.6, 0.8, F.Polylogarithm);
        Verify(1.6, -0.8, F.Polylogarithm);
        Verify(0.7, 0.4, F.EllipticE, F.EllipticF, F.JacobiSn, F.JacobiCn, F.JacobiDn, F.JacobiAm, F.CarlsonRC);
        Verify(0.3, 0.4, F.EllipticPi);
        RuleCheck.Verify((double n, double phi, double m) => F.EllipticPi(n, phi, m), 0.3, 0.7, 0.4);
        RuleCheck.Verify((double x, double y, double z) => F.CarlsonRF(x, y, z), 0.8, 1.4, 2.1);
        RuleCheck.Verify((double x, double y, double z) => F.CarlsonRD(x, y, z), 0.8, 1.4, 2.1);
        RuleCheck.Verify((double x, double y, double z) => F.CarlsonRG(x, y, z), 0.8, 1.4, 2.1);
        RuleCheck.Verify((double x, double y, double z, double p) => F.CarlsonRJ(x, y, z, p), 0.8, 1.4, 2.1, 1.1);
    }

    [Fact]
    public void Of_polynomials_and_the_rest()
    {
        Verify(
            0.6, x => F.LegendreP(4, x), x => F.LegendreP(4, 2, x), x => F.StruveH(1, x), x => F.StruveL(0, x), F.KelvinBer, F.KelvinBei,
            F.KelvinKer, F.KelvinKei);
        RuleCheck.Verify((double x) => F.Hypergeometric1F1(0.7, 1.9, x), 0.6);
        RuleCheck.Verify((double x) => F.Hypergeometric2F1(0.7, 0.4, 1.9, x), 0.6);
    }
}
