using System;

using Xunit;

using Zygote.Testing;

using F = Zygote.SpecialFunctions;
using S = Zygote.SpecialFunctionsF;

namespace Zygote.Tests.SpecialFunctions;

public sealed class NoncentralTests
{
    [Fact]
    public void The_beta_distribution_agrees_with_the_table() =>
        ReferenceTable.Check("noncentral", "NoncentralBeta", 4, v => F.NoncentralBetaCdf(v[0], v[1], v[2], v[3]), 1e-13, 1e-11);

    [Fact]
    public void The_F_distribution_agrees_with_the_table() =>
        ReferenceTable.Check("noncentral", "NoncentralF", 4, v => F.NoncentralFCdf(v[0], v[1], v[2], v[3]), 1e-13, 1e-11);

    [Fact]
    public void Without_an_offset_they_are_the_central_ones()
    {
        Assert.Equal(F.BetaRegularized(2.5, 4, 0.3), F.NoncentralBetaCdf(2.5, 4, 0, 0.3));
        Assert.Equal(F.BetaRegularized(1.5, 3.5, 0.375), F.NoncentralFCdf(3, 7, 0, 1.4), 1e-15);
        var (_, _, byLambda, byX) = AD.Gradient<double, double, double, double>(F.NoncentralBetaCdf)(2.5, 4, 0, 0.3);
        Assert.Equal((F.BetaRegularized(3.5, 4, 0.3) - F.BetaRegularized(2.5, 4, 0.3)) / 2, byLambda, 1e-15);
        Assert.Equal(AD.Derivative(x => F.BetaRegularized(2.5, 4, x), 0.3), byX, 1e-14);
    }

    /// <summary>With b = 1 the average is a power times an exponential: <c>x^a exp(-λ/2 (1 - x))</c>.</summary>
    [Theory]
    [InlineData(2.5, 3, 0.3)]
    [InlineData(0.5, 40, 0.9)]
    [InlineData(7, 900, 0.01)]
    [InlineData(7, 9000, 0.9375)]
    public void With_one_as_the_second_parameter_they_are_elementary(double a, double lambda, double x)
    {
        var expected = Math.Pow(x, a) * Math.Exp(-0.5 * lambda * (1 - x));
        Assert.Equal(1, F.NoncentralBetaCdf(a, 1, lambda, x) / expected, 4e-13);
        var (byA, _, byLambda, byX) = AD.Gradient<double, double, double, double>(F.NoncentralBetaCdf)(a, 1, lambda, x);
        Assert.Equal(1, byA / (expected * Math.Log(x)), 4e-12);
        Assert.Equal(1, byLambda / (-0.5 * (1 - x) * expected), 4e-12);
        Assert.Equal(1, byX / ((a / x + 0.5 * lambda) * expected), 4e-12);
    }

    [Fact]
    public void The_ends_of_the_range_are_limits()
    {
        var beta = (double a, double b, double m, double x) => F.NoncentralBetaCdf(a, b, m, x);
        var f = (double d, double e, double m, double x) => F.NoncentralFCdf(d, e, m, x);
        Assert.Equal((0.0, 1.0, 0.0, 1.0), (beta(2, 3, 4, 0), beta(2, 3, 4, 1), f(2, 3, 4, 0), f(2, 3, 4, double.PositiveInfinity)));
        foreach (var value in new[] { beta(0, 3, 4, 0.5), beta(2, -1, 4, 0.5), beta(2, 3, -1, 0.5), beta(2, 3, 4, 1.5), beta(2, 3, double.NaN, 0.5), f(2, 3, 4, -1) })
            Assert.Equal(double.NaN, value);
        // The densities there: that of the first term, and the mean number of steps.
        Assert.Equal(3 * Math.Exp(-2), AD.Gradient(x => F.NoncentralBetaCdf(1, 3, 4, x), 0), 1e-15);
        Assert.Equal(4.0, AD.Gradient(x => F.NoncentralBetaCdf(2, 1, 4, x), 1));
        Assert.Equal(0, AD.Gradient(x => F.NoncentralBetaCdf(2, 3, 4, x), 1));
        Assert.Equal(Math.Exp(-2), AD.Gradient(x => F.NoncentralFCdf(2, 3, 4, x), 0), 1e-15);
    }

    [Fact]
    public void Rules_agree_with_differences_in_all_modes()
    {
        // The tables have derivatives by the other parameters, which take longer.
        RuleCheck.Verify((double m, double x) => F.NoncentralBetaCdf(2, 3.5, m, x), 1.5, 0.4);
        RuleCheck.Verify((double m, double x) => F.NoncentralFCdf(3, 7.5, m, x), 2.5, 1.25);
        Assert.Equal((float)F.NoncentralBetaCdf(2, 3.5f, 1.5f, 0.25f), S.NoncentralBetaCdf(2, 3.5f, 1.5f, 0.25f));
        Assert.Equal((float)F.NoncentralFCdf(2, 3.5f, 1.5f, 0.25f), S.NoncentralFCdf(2, 3.5f, 1.5f, 0.25f));
    }
}
