using System;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class ZetaTests
{
    [Fact]
    public void Zeta_and_three_derivatives_agree_with_the_table() => ReferenceTable.Check("zeta", "Zeta", F.Zeta, 1e-14, 2e-13);

    [Fact]
    public void Eta_and_three_derivatives_agree_with_the_table() => ReferenceTable.Check("zeta", "Eta", F.Eta, 1e-14, 4e-12);

    [Fact]
    public void Hurwitz_zeta_agrees_with_the_table() =>
        ReferenceTable.Check("zeta", "Hurwitz", 2, v => F.Zeta(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void Hurwitz_zeta_below_1_agrees_with_the_table() =>
        ReferenceTable.Check("zeta", "HurwitzContinued", 2, v => F.Zeta(v[0], v[1]), 1e-14, 4e-13);

    [Fact]
    public void Hurwitz_zeta_of_whole_numbers_is_a_polynomial_of_Bernoulli()
    {
        // zeta(0, q) = 1/2 - q, zeta(-1, q) = -(q^2 - q + 1/6) / 2, zeta(-2, q) = -(q^3 - 3/2 q^2 + q/2) / 3
        foreach (var q in (double[])[0.25, 1.5, 3.75, 100])
        {
            Assert.Equal(0.5 - q, F.Zeta(0, q), 1e-14 * q);
            Assert.Equal(-(q * q - q + 1 / 6.0) / 2, F.Zeta(-1, q), 1e-14 * q * q);
            Assert.Equal(-(q * q * q - 1.5 * q * q + q / 2) / 3, F.Zeta(-2, q), 1e-14 * q * q * q);
            Assert.Equal(-1, AD.Gradient((double t) => F.Zeta(0, t), q), 1e-14);
            Assert.Equal(0.5 - q, AD.Derivative((double t) => F.Zeta(-1, t), q), 1e-14 * q);
            Assert.Equal(-1, AD.Derivative((double t) => AD.Gradient((double u) => F.Zeta(-1, u), t), q), 1e-13);
            // zeta'(0, q) = log Gamma(q) - log(2 pi) / 2
            Assert.Equal(F.LogGamma(q) - Math.Log(2 * Math.PI) / 2, AD.Gradient((double s) => F.Zeta(s, q), 0.0), 1e-13 * (1 + q));
        }
    }

    [Fact]
    public void Polylogarithm_agrees_with_the_table() =>
        ReferenceTable.Check("zeta", "Polylogarithm", 2, v => F.Polylogarithm(v[0], v[1]), 1e-13, 1e-12);

    [Fact]
    public void Polylogarithms_of_whole_orders()
    {
        foreach (var x in (double[])[-20, -1, -0.6, -0.3, 0.2, 0.6, 0.99])
        {
            Assert.Equal(-Math.Log(1 - x), F.Polylogarithm(1, x), 1e-13);
            Assert.Equal(x / (1 - x), F.Polylogarithm(0, x), 1e-13 / (1 - x));
            Assert.Equal(F.Dilogarithm(x), F.Polylogarithm(2, x), 1e-13);
        }
        Assert.Equal((F.Zeta(2.5), double.PositiveInfinity, double.NaN), (F.Polylogarithm(2.5, 1), F.Polylogarithm(0.5, 1), F.Polylogarithm(2, 1.5)));
        Assert.Equal(-F.Eta(1.5), F.Polylogarithm(1.5, -1), 1e-14);
        Assert.Equal(Math.Pow(2, -2.5), AD.NthDerivative((double x) => F.Polylogarithm(2.5, x), 2)(0) / 2, 1e-15);
    }

    [Fact]
    public void Poles_and_the_ends_of_the_range_are_as_documented()
    {
        const double Inf = double.PositiveInfinity;
        Assert.Equal((Inf, 1.0, double.NaN, double.NaN), (F.Zeta(1), F.Zeta(Inf), F.Zeta(-Inf), F.Zeta(double.NaN)));
        Assert.Equal((double.NaN, Inf, 0.0), (F.Zeta(2, -1), F.Zeta(1, 2), F.Zeta(2, Inf)));
        Assert.Equal(Math.Log(2), F.Eta(1), 1e-15);
        Assert.Equal(0, F.Zeta(-4));
        Assert.Equal(-2.2593901995475253e198, F.Zeta(-189), 1e186); // -B(190)/190
        Assert.Throws<ArgumentOutOfRangeException>(() => F.ZetaDerivative(-1, 2));
    }
}
