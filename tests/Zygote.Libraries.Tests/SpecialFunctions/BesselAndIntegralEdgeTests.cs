using System;
using System.Numerics;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

/// <summary>Poles, ends of the range, symmetries and identities.</summary>
public sealed class BesselAndIntegralEdgeTests
{
    const double Infinity = double.PositiveInfinity;

    public static TheoryData<string, double, double> Limits() => new()
    {
        { "J0(0)", F.BesselJ0(0), 1 }, { "J1(0)", F.BesselJ1(0), 0 }, { "J0(inf)", F.BesselJ0(Infinity), 0 },
        { "J2(-2)", F.BesselJ(2, -2.0), F.BesselJ(2, 2.0) }, { "J3(-2)", F.BesselJ(3, -2.0), -F.BesselJ(3, 2.0) },
        { "J1/2(-2)", F.BesselJ(0.5, -2), double.NaN }, { "J-1/2(0)", F.BesselJ(-0.5, 0), Infinity }, { "J-1(0)", F.BesselJ(-1.0, 0), 0 },
        { "J1/2(0)", F.BesselJ(0.5, 0), 0 }, { "J(NaN)", F.BesselJ(0.5, double.NaN), double.NaN },
        { "J(nu NaN)", F.BesselJ(double.NaN, 1), double.NaN }, { "Y0(0)", F.BesselY0(0), -Infinity }, { "Y0(-1)", F.BesselY0(-1), double.NaN },
        { "Y1(inf)", F.BesselY1(Infinity), 0 }, { "I0(0)", F.BesselI0(0), 1 }, { "I0(inf)", F.BesselI0(Infinity), Infinity },
        { "I1(-inf)", F.BesselI1(-Infinity), -Infinity }, { "I3(-2)", F.BesselI(3, -2.0), -F.BesselI(3, 2.0) },
        { "I1/2(-2)", F.BesselI(0.5, -2), double.NaN }, { "I0Scaled(inf)", F.BesselI0Scaled(Infinity), 0 },
        { "I1Scaled(-3)", F.BesselI1Scaled(-3), -F.BesselI1Scaled(3) }, { "K0(0)", F.BesselK0(0), Infinity }, { "K0(-1)", F.BesselK0(-1), double.NaN },
        { "K1(inf)", F.BesselK1(Infinity), 0 }, { "K even", F.BesselK(-2.5, 1.5), F.BesselK(2.5, 1.5) }, { "dJ/dnu(2, 0)", F.BesselJOrderDerivative(2, 0), 0 },
        { "dJ/dnu(0, 0)", F.BesselJOrderDerivative(0, 0), -Infinity }, { "dJ/dnu(1, -2)", F.BesselJOrderDerivative(1, -2), double.NaN },
        { "dK/dnu(0)", F.BesselKOrderDerivative(0, 2), 0 }, { "j0(0)", F.SphericalBesselJ(0, 0), 1 }, { "j1(0)", F.SphericalBesselJ(1, 0), 0 },
        { "j1(-2)", F.SphericalBesselJ(1, -2), -F.SphericalBesselJ(1, 2) }, { "y0(0)", F.SphericalBesselY(0, 0), -Infinity },
        { "j-1", F.SphericalBesselJ(-1, 2), Math.Cos(2.0) / 2 }, { "i0(0)", F.SphericalBesselI(0, 0), 1 }, { "k0(0)", F.SphericalBesselK(0, 0), Infinity },
        { "k0(-1)", F.SphericalBesselK(0, -1), double.NaN }, { "jinc(0)", F.Jinc(0), 1 },
        { "Ai(inf)", F.AiryAi(Infinity), 0 }, { "Ai(-inf)", F.AiryAi(-Infinity), 0 }, { "Bi(inf)", F.AiryBi(Infinity), Infinity },
        { "Ai(NaN)", F.AiryAi(double.NaN), double.NaN }, { "AiScaled(-1)", F.AiryAiScaled(-1), double.NaN }, { "AiScaled(inf)", F.AiryAiScaled(Infinity), 0 },
        { "BiPrimeScaled(inf)", F.AiryBiPrimeScaled(Infinity), Infinity },
        { "E1(0)", F.ExpIntegralE1(0), Infinity }, { "E1(-1)", F.ExpIntegralE1(-1), double.NaN }, { "E1(inf)", F.ExpIntegralE1(Infinity), 0 },
        { "E3(0)", F.ExpIntegralE(3, 0), 0.5 }, { "E0(2)", F.ExpIntegralE(0, 2), Math.Exp(-2) / 2 }, { "Ei(0)", F.ExpIntegralEi(0), -Infinity },
        { "Ei(inf)", F.ExpIntegralEi(Infinity), Infinity }, { "Ei(-inf)", F.ExpIntegralEi(-Infinity), 0 }, { "li(0)", F.LogIntegral(0), 0 },
        { "li(1)", F.LogIntegral(1), -Infinity }, { "li(-1)", F.LogIntegral(-1), double.NaN }, { "Si(inf)", F.SinIntegral(Infinity), Math.PI / 2 },
        { "Si(-inf)", F.SinIntegral(-Infinity), -Math.PI / 2 }, { "Ci(0)", F.CosIntegral(0), -Infinity }, { "Ci(inf)", F.CosIntegral(Infinity), 0 },
        { "Ci(-1)", F.CosIntegral(-1), double.NaN }, { "Shi(-2)", F.SinhIntegral(-2), -F.SinhIntegral(2) }, { "Shi(-inf)", F.SinhIntegral(-Infinity), -Infinity },
        { "Chi(0)", F.CoshIntegral(0), -Infinity }, { "S(inf)", F.FresnelS(Infinity), 0.5 }, { "C(-inf)", F.FresnelC(-Infinity), -0.5 },
        { "C(-0.5)", F.FresnelC(-0.5), -F.FresnelC(0.5) }, { "S(NaN)", F.FresnelS(double.NaN), double.NaN },
        { "K(1)", F.EllipticK(1), Infinity }, { "K(0)", F.EllipticK(0), Math.PI / 2 }, { "K(2)", F.EllipticK(2), double.NaN }, { "E(1)", F.EllipticE(1), 1 },
        { "E(2)", F.EllipticE(2), double.NaN }, { "Pi(1, 0.5)", F.EllipticPi(1, 0.5), Infinity }, { "Pi(2, 0.5)", F.EllipticPi(2, 0.5), double.NaN },
        { "F(0)", F.EllipticF(0, 0.5), 0 }, { "F(3, 2)", F.EllipticF(3, 2), double.NaN }, { "F odd", F.EllipticF(-1.25, 0.5), -F.EllipticF(1.25, 0.5) },
        { "RF(0,0,1)", F.CarlsonRF(0, 0, 1), Infinity }, { "RF(-1,1,1)", F.CarlsonRF(-1, 1, 1), double.NaN }, { "RF(1,1,1)", F.CarlsonRF(1, 1, 1), 1 },
        { "RC(1,1)", F.CarlsonRC(1, 1), 1 }, { "RD(1,1,0)", F.CarlsonRD(1, 1, 0), Infinity }, { "RJ(1,1,1,1)", F.CarlsonRJ(1, 1, 1, 1), 1 },
        { "RG(4,4,4)", F.CarlsonRG(4, 4, 4), 2 }, { "RG(0,0,4)", F.CarlsonRG(0, 0, 4), 1 },
        { "sn(u,1)", F.JacobiSn(1, 1), Math.Tanh(1) }, { "sn(u,0)", F.JacobiSn(1, 0), Math.Sin(1) }, { "sn(u,2)", F.JacobiSn(1, 2), 0.672101903974327211837377 },
        { "W0(0)", F.LambertW0(0), 0 }, { "W0(-1)", F.LambertW0(-1), double.NaN }, { "W0(inf)", F.LambertW0(Infinity), Infinity },
        { "Wm1(0)", F.LambertWm1(0), -Infinity }, { "Wm1(1)", F.LambertWm1(1), double.NaN }, { "Li2(1)", F.Dilogarithm(1), Math.PI * Math.PI / 6 },
        { "Li2(0)", F.Dilogarithm(0), 0 }, { "Spence(1)", F.Spence(1), 0 }, { "Spence(-1)", F.Spence(-1), double.NaN },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Ends_and_symmetries_have_their_values(string what, double actual, double expected)
    {
        if (double.IsFinite(expected))
            Assert.True(Math.Abs(actual - expected) <= 1e-15 * Math.Abs(expected), $"{what}: {actual:R} instead of {expected:R}");
        else
            Assert.Equal(expected, actual);
    }

    [Fact]
    public void Huge_arguments_keep_the_phase()
    {
        // DLMF 10.17.2; sine and cosine of the platform are reduced exactly.
        const double x = 1e15;
        var envelope = Math.Sqrt(2 / (Math.PI * x));
        Assert.Equal(envelope * Math.Cos(x - Math.PI / 4), F.BesselJ0(x), envelope);
        Assert.True(Math.Abs(F.BesselJ0(x) - envelope * (Math.Cos(x) + Math.Sin(x)) / Math.Sqrt(2)) < 1e-15 * envelope);
        Assert.Equal(0.5, F.FresnelS(1e200), 1e-15);
    }

    [Theory]
    [InlineData(0.3, 0.5), InlineData(0.5, 3), InlineData(2.7, 9), InlineData(12.5, 4), InlineData(31.25, 40), InlineData(-0.4, 2)]
    public void Wronskians_hold_with_their_derivatives(double nu, double x)
    {
        // DLMF 10.5.2 and 10.28.2
        double W(double n, double z) => (F.BesselJ(n + 1, z) * F.BesselY(n, z) - F.BesselJ(n, z) * F.BesselY(n + 1, z)) * z * Math.PI / 2;
        double V(double n, double z) => (F.BesselI(n, z) * F.BesselK(n + 1, z) + F.BesselI(n + 1, z) * F.BesselK(n, z)) * z;
        foreach (var f in (Func<double, double, double>[])[W, V])
        {
            Assert.Equal(1, f(nu, x), 1e-12);
            var (byOrder, byX) = AD.Gradient(f)(nu, x);
            Assert.Equal(0, byOrder, 3e-12);
            Assert.Equal(0, byX, 1e-11);
        }
    }

    [Theory]
    [InlineData(0, 1.5), InlineData(1, 0.25), InlineData(5, 3.0), InlineData(2, 30.0)]
    public void Orders_that_are_integers_agree_with_real_orders(int n, double x)
    {
        (Func<double, double> OfInteger, Func<double, double> OfReal)[] pairs =
        [
            (z => F.BesselJ(n, z), z => F.BesselJ((double)n, z)), (z => F.BesselY(n, z), z => F.BesselY((double)n, z)),
            (z => F.BesselI(n, z), z => F.BesselI((double)n, z)), (z => F.BesselK(n, z), z => F.BesselK((double)n, z)),
            (z => F.BesselIScaled(n, z), z => F.BesselIScaled((double)n, z)), (z => F.BesselKScaled(n, z), z => F.BesselKScaled((double)n, z)),
        ];
        foreach (var (a, b) in pairs)
        {
            for (var k = 1; k <= 3; k++)
            {
                double expected = AD.NthDerivative(b, k)(x), actual = AD.NthDerivative(a, k)(x);
                Assert.True(Math.Abs(actual - expected) <= 1e-11 * (Math.Abs(expected) + Math.Abs(b(x))), $"{k} {actual:R} {expected:R}");
            }
        }
    }

    [Fact]
    public void Hankel_functions_are_the_two_together()
    {
        const double nu = 1.25, x = 3.5;
        Assert.Equal(new Complex(F.BesselJ(nu, x), F.BesselY(nu, x)), F.HankelH1(nu, x));
        Assert.Equal(Complex.Conjugate(F.HankelH1(nu, x)), F.HankelH2(nu, x));
        var scaled = F.HankelH1Scaled(nu, x) * Complex.Exp(new Complex(0, x));
        Assert.True(Complex.Abs(scaled - F.HankelH1(nu, x)) < 1e-15);

        var byX = AD.Pushforward((double z) => F.HankelH1(nu, z))(x, 1).Tangent;
        var expected = (F.HankelH1(nu - 1, x) - F.HankelH1(nu + 1, x)) / 2;
        Assert.True(Complex.Abs(byX - expected) < 1e-14);
        var byOrder = AD.Pushforward((double n) => F.HankelH2(n, x))(nu, 1).Tangent;
        Assert.True(Complex.Abs(byOrder - new Complex(F.BesselJOrderDerivative(nu, x), -F.BesselYOrderDerivative(nu, x))) < 1e-14);
    }

    [Fact]
    public void What_is_removable_at_0_has_all_derivatives_there()
    {
        // sin(x)/x, (1 - x^2/6 + x^4/120), its integral, and 2 J1(pi x)/(pi x) = 1 - (pi x)^2/8 + ...
        double[] sinc = AD.Taylor((double x) => F.SphericalBesselJ(0, x), order: 4)(0);
        Assert.Equal([1, 0, -1.0 / 6, 0, 1.0 / 120], sinc, (a, b) => Math.Abs(a - b) < 1e-15);
        double[] si = AD.Taylor((double x) => F.SinIntegral(x), order: 5)(0);
        Assert.Equal([0, 1, 0, -1.0 / 18, 0, 1.0 / 600], si, (a, b) => Math.Abs(a - b) < 1e-15);
        double[] jinc = AD.Taylor((double x) => F.Jinc(x), order: 2)(0);
        Assert.Equal([1, 0, -Math.PI * Math.PI / 8], jinc, (a, b) => Math.Abs(a - b) < 1e-14);
        double[] li2 = AD.Taylor((double x) => F.Dilogarithm(x), order: 4)(0);
        Assert.Equal([0, 1, 1.0 / 4, 1.0 / 9, 1.0 / 16], li2, (a, b) => Math.Abs(a - b) < 1e-15);
        double[] w = AD.Taylor((double x) => F.LambertW0(x), order: 4)(0);
        Assert.Equal([0, 1, -1, 1.5, -8.0 / 3], w, (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Equal(0.5, AD.Derivative((double x) => F.BesselJ(1.0, x))(0));
        Assert.Equal(0, AD.Derivative((double x) => F.BesselJ(1.5, x))(0));
    }

    [Fact]
    public void Third_derivatives_in_the_order_are_derivatives_of_the_second()
    {
        var expected = F.BesselJOrderDerivative(1.25, 2.5, 3);
        Assert.Equal(expected, AD.NthDerivative((double nu) => F.BesselJ(nu, 2.5), 3)(1.25), 1e-14);
        Assert.Equal(expected, AD.Gradient((double nu) => F.BesselJOrderDerivative(nu, 2.5, 2))(1.25), 1e-14);
        const double h = 1e-4;
        var difference = (F.BesselJOrderDerivative(1.25 + h, 2.5, 2) - F.BesselJOrderDerivative(1.25 - h, 2.5, 2)) / (2 * h);
        Assert.Equal(expected, difference, 1e-7);
    }

    [Fact]
    public void The_derivative_in_the_order_of_I_at_0_is_minus_K()
    {
        foreach (var x in (double[])[0.5, 3, 20, 100])
            Assert.Equal(1, F.BesselIOrderDerivative(0, x) / -F.BesselK0(x), 1e-13);
    }

    [Fact]
    public void Legendre_s_relation_holds_with_its_derivative()
    {
        // DLMF 19.7.1
        double Relation(double m) => F.EllipticE(m) * F.EllipticK(1 - m) + F.EllipticE(1 - m) * F.EllipticK(m) - F.EllipticK(m) * F.EllipticK(1 - m);
        Assert.Equal(Math.PI / 2, Relation(0.3), 1e-15);
        Assert.Equal(0, AD.Gradient(Relation)(0.3), 1e-14);
        Assert.Equal(0, AD.NthDerivative(Relation, 3)(0.3), 1e-11);
    }

    [Fact]
    public void The_amplitude_outside_of_the_parameters_from_0_to_1()
    {
        foreach (var (phi, m) in ((double, double)[])[(0.7, -2), (7, -0.5), (-12, -30), (0.6, 1.5), (-0.4, 4)])
        {
            double RoundTrip(double p, double q) => F.JacobiAm(F.EllipticF(p, q), q);
            Assert.Equal(phi, RoundTrip(phi, m), 1e-13);
            var (byPhi, byM) = AD.Gradient((double p, double q) => RoundTrip(p, q))(phi, m);
            Assert.Equal(1, byPhi, 1e-11);
            Assert.Equal(0, byM, 1e-11);
        }
    }

    [Fact]
    public void Jacobi_functions_invert_the_integral()
    {
        foreach (var m in (double[])[0.1, 0.9])
        {
            Assert.Equal(0.7, F.JacobiAm(F.EllipticF(0.7, m), m), 1e-15);
            double RoundTrip(double phi, double p) => F.JacobiAm(F.EllipticF(phi, p), p);
            var (byPhi, byM) = AD.Gradient(RoundTrip)(0.7, m);
            Assert.Equal(1, byPhi, 1e-14);
            Assert.Equal(0, byM, 1e-14);
        }
    }
}
