using System;

using MathNet.Numerics.Distributions;

using Xunit;

using Zygote.Testing;

using F = Zygote.SpecialFunctions;
using Special = global::MathNet.Numerics.SpecialFunctions;

namespace Zygote.Tests.MathNet;

public sealed class SpecialFunctionTests
{
    [Theory]
    [InlineData(-2.5)]
    [InlineData(-0.3)]
    [InlineData(0.0)]
    [InlineData(0.2)]
    [InlineData(1.4)]
    [InlineData(3.5)]
    public void The_error_function_has_its_density_as_derivative(double x)
    {
        var density = 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);
        Assert.Equal(density, AD.Derivative(Special.Erf, x), 14);
        Assert.Equal(-density, AD.Gradient(Special.Erfc, x), 14);
        Assert.Equal(-2 * x * density, AD.Derivative((double t) => AD.Gradient(Special.Erf, t), x), 13);
        Assert.Equal(
            Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), AD.Gradient((double t) => Normal.CDF(0, 1, t), x), 14);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(-0.8)]
    [InlineData(0.999)]
    public void The_inverse_error_function(double x)
    {
        var y = Special.ErfInv(x);
        Assert.Equal(1, AD.Gradient(Special.ErfInv, x) / (Math.Sqrt(Math.PI) / 2 * Math.Exp(y * y)), 12);
        Assert.Equal(1, AD.Gradient(Special.ErfcInv, 1 - x) / (-Math.Sqrt(Math.PI) / 2 * Math.Exp(y * y)), 12);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1.0)]
    [InlineData(2.6)]
    [InlineData(17.5)]
    [InlineData(-1.3)]
    public void Gamma_and_its_relatives(double x)
    {
        var digamma = Special.DiGamma(x);
        Assert.Equal(1, AD.Gradient(Special.Gamma, x) / (Special.Gamma(x) * digamma), 12);
        if (x > 0)
            Assert.Equal(digamma, AD.Gradient(Special.GammaLn, x), 12);
        // psi'(x + 1) = psi'(x) - 1 / x^2, and psi'(1) = pi^2 / 6
        Assert.Equal(
            AD.Gradient(Special.DiGamma, x) - (1 / (x * x)), AD.Gradient(Special.DiGamma, x + 1), 10);
        Assert.Equal(Math.PI * Math.PI / 6, AD.Gradient(Special.DiGamma, 1.0), 12);
        // psi''(1) = -2 zeta(3)
        Assert.Equal(-2.4041138063191886, AD.Derivative((double t) => AD.Gradient(Special.DiGamma, t), 1.0), 11);
    }

    [Fact]
    public void Functions_of_two_and_three_numbers()
    {
        RuleCheck.Verify((double a, double b) => Special.Beta(a, b), 1.3, 2.4);
        RuleCheck.Verify((double a, double b) => Special.BetaLn(a, b), 1.3, 2.4);
        RuleCheck.Verify((double x) => Special.GammaLowerRegularized(1.7, x), 2.2);
        RuleCheck.Verify((double m, double s, double x) => Normal.PDFLn(m, s, x), 0.3, 1.4, 0.9);
        RuleCheck.Verify((double m, double s, double x) => Normal.PDF(m, s, x), 0.3, 1.4, 0.9);
        RuleCheck.Verify((double m, double s, double x) => Normal.CDF(m, s, x), 0.3, 1.4, 0.9);
        RuleCheck.Verify((double x) => Special.Logistic(x) + Special.Expm1(x), 0.7);
    }

    [Fact]
    public void Bessel_functions_by_their_argument()
    {
        RuleCheck.Verify((double z) => Special.BesselJ(1, z), 2.3);
        RuleCheck.Verify((double z) => Special.BesselY(0, z), 2.3);
        RuleCheck.Verify((double z) => Special.BesselI(2, z), 1.3);
        RuleCheck.Verify((double z) => Special.BesselK(0.5, z), 1.3);
        Assert.Equal(-Special.BesselJ(1, 2.3), AD.Gradient((double z) => Special.BesselJ(0, z), 2.3), 14);
    }

    [Fact]
    public void The_order_of_a_Bessel_function_has_no_derivative_here() =>
        Assert.Equal(double.NaN, AD.Gradient((double n) => Special.BesselJ(n, 2.3), 1.0));

    public static TheoryData<string> Cylinders => [.. CylinderFunctions.Keys];

    static readonly System.Collections.Generic.Dictionary<string, (Func<double, double> Theirs, Func<double, double> Ours)> CylinderFunctions = new()
    {
        ["I0"] = (Special.BesselI0, F.BesselI0),
        ["I1"] = (Special.BesselI1, F.BesselI1),
        ["K0"] = (Special.BesselK0, F.BesselK0),
        ["K1"] = (Special.BesselK1, F.BesselK1),
        ["K0e"] = (Special.BesselK0e, F.BesselK0Scaled),
        ["K1e"] = (Special.BesselK1e, F.BesselK1Scaled),
        ["I0 - L0"] = (Special.BesselI0MStruveL0, x => F.BesselI0(x) - F.StruveL(0, x)),
        ["I1 - L1"] = (Special.BesselI1MStruveL1, x => F.BesselI1(x) - F.StruveL(1, x)),
        ["JScaled"] = (x => Special.BesselJScaled(1.5, x), x => F.BesselJ(1.5, x)),
        ["YScaled"] = (x => Special.BesselYScaled(1.5, x), x => F.BesselY(1.5, x)),
        ["IScaled"] = (x => Special.BesselIScaled(1.5, x), x => F.BesselIScaled(1.5, x)),
        ["KScaled"] = (x => Special.BesselKScaled(1.5, x), x => F.BesselKScaled(1.5, x)),
        ["SphericalJ"] = (x => Special.SphericalBesselJ(2, x), x => F.SphericalBesselJ(2, x)),
        ["SphericalY"] = (x => Special.SphericalBesselY(2, x), x => F.SphericalBesselY(2, x)),
        ["Ai"] = (Special.AiryAi, F.AiryAi),
        ["Ai'"] = (Special.AiryAiPrime, F.AiryAiPrime),
        ["Bi"] = (Special.AiryBi, F.AiryBi),
        ["Bi'"] = (Special.AiryBiPrime, F.AiryBiPrime),
        ["Ber"] = (Special.KelvinBer, F.KelvinBer),
        ["Bei"] = (Special.KelvinBei, F.KelvinBei),
        ["Ker"] = (Special.KelvinKer, F.KelvinKer),
        ["Kei"] = (Special.KelvinKei, F.KelvinKei),
        ["DiGammaInv"] = (Special.DiGammaInv, F.InverseDigamma),
    };

    [Theory]
    [MemberData(nameof(Cylinders))]
    public void Cylinder_functions_and_relatives(string name)
    {
        var (theirs, ours) = CylinderFunctions[name];
        foreach (var x in (double[])[0.37, 1.3, 4.2, 11])
        {
            if (x > 5 && name.Contains(" - ", StringComparison.Ordinal))
                continue; // a difference that cancels
            double first = AD.Derivative(ours, x), second = AD.NthDerivative(ours, 2)(x);
            Near(first, AD.Derivative(theirs, x), x);
            Near(first, AD.Gradient(theirs, x), x);
            Near(second, AD.Derivative((double t) => AD.Gradient(theirs, t), x), x);
            Near(second, AD.NthDerivative(theirs, 2)(x), x);
        }

        static void Near(double expected, double found, double x) =>
            Assert.True(Math.Abs(expected - found) <= 1e-9 * (1e-3 + Math.Abs(expected)), $"at {x}: {found} instead of {expected}");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(4.2)]
    public void Kelvin_functions_of_an_order(double x)
    {
        foreach (var f in (Func<double, double>[])[
            t => Special.KelvinBer(1.5, t), t => Special.KelvinBei(1.5, t), t => Special.KelvinKer(1.5, t), t => Special.KelvinKei(1.5, t),
            t => Special.KelvinBerPrime(1.5, t), t => Special.KelvinBeiPrime(1.5, t), t => Special.KelvinKerPrime(1.5, t), t => Special.KelvinKeiPrime(1.5, t)])
        {
            const double h = 1e-3;
            var difference = ((8 * (f(x + h) - f(x - h))) - f(x + (2 * h)) + f(x - (2 * h))) / (12 * h);
            Assert.Equal(difference, AD.Gradient(f, x), 1e-8 * (1 + Math.Abs(difference)));
            Assert.Equal(AD.Gradient(f, x), AD.Derivative(f, x), 1e-13 * (1 + Math.Abs(difference)));
        }
    }
}
