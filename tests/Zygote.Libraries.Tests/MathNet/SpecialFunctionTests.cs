using System;

using MathNet.Numerics.Distributions;

using Xunit;

using Zygote.Testing;

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
}
