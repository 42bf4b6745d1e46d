using System;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class IncompleteTests
{
    [Fact]
    public void GammaP_agrees_with_the_table() =>
        ReferenceTable.Check("incomplete", "GammaP", 2, v => F.GammaP(v[0], v[1]), 1e-14, 1e-13);

    [Fact]
    public void GammaQ_agrees_with_the_table() =>
        ReferenceTable.Check("incomplete", "GammaQ", 2, v => F.GammaQ(v[0], v[1]), 1e-14, 1e-13);

    [Fact]
    public void The_upper_function_agrees_with_the_table() =>
        ReferenceTable.Check("incomplete", "UpperGamma", 2, v => F.Gamma(v[0], v[1]), 4e-15, 4e-13);

    [Fact]
    public void The_lower_function_agrees_with_the_table() =>
        ReferenceTable.Check("incomplete", "LowerGamma", 2, v => F.LowerGamma(v[0], v[1]), 2e-15, 4e-14);

    [Fact]
    public void The_logarithm_of_the_upper_function_agrees_with_the_table() =>
        ReferenceTable.Check("incomplete", "LogUpperIncompleteGamma", 2, v => F.LogUpperIncompleteGamma(v[0], v[1]), 4e-15, 4e-13, 0.1);

    [Fact]
    public void The_logarithm_of_the_upper_function_has_limits()
    {
        const double Inf = double.PositiveInfinity;
        var f = (double a, double x) => F.LogUpperIncompleteGamma(a, x);
        Assert.Equal((-Inf, 0.0, Inf, Inf), (f(2, Inf), f(2, 0), f(0, 0), f(-3, 0)));
        Assert.Equal((double.NaN, double.NaN, double.NaN), (f(2, -1), f(double.NaN, 1), f(1, double.NaN)));
        Assert.Equal(-1e5, f(1, 1e5)); // the exponential
        Assert.Equal((F.Digamma(2.5), 0.0), AD.Gradient(f, 2.5, 0.0));
        Assert.Equal((float)f(2.5, 900), Zygote.SpecialFunctionsF.LogUpperIncompleteGamma(2.5f, 900));
    }

    [Fact]
    public void The_regularised_beta_function_agrees_with_the_table() =>
        ReferenceTable.Check("incomplete", "BetaRegularized", 3, v => F.BetaRegularized(v[0], v[1], v[2]), 5e-14, 5e-13);

    public static TheoryData<double, double> Gammas => new()
    {
        { 0.01, 0.9 }, { 0.5, 1e-10 }, { 0.5, 0.3 }, { 1, 0.999 }, { 3, 0.5 }, { 3, 1e-100 }, { 20, 1e-6 }, { 20, 0.7 }, { 1000, 0.25 }, { 1e5, 0.6 },
    };

    [Theory]
    [MemberData(nameof(Gammas))]
    public void The_inverses_of_the_incomplete_gamma_functions_invert(double a, double p)
    {
        var x = F.GammaPInverse(a, p);
        Near(p, F.GammaP(a, x), 1e-13);
        Near(p, F.GammaQ(a, F.GammaQInverse(a, p)), 1e-13);
        Identity(v => F.GammaP(v[0], F.GammaPInverse(v[0], v[1])), a, p);
        Identity(v => F.GammaQ(v[0], F.GammaQInverse(v[0], v[1])), a, p);
    }

    public static TheoryData<double, double, double> Betas => new()
    {
        { 0.5, 0.5, 0.3 }, { 2, 3, 1e-9 }, { 2, 3, 0.999 }, { 0.01, 5, 0.97 }, { 30, 70, 0.5 }, { 500, 2, 0.1 }, { 5, 0.2, 0.4 },
    };

    [Theory]
    [MemberData(nameof(Betas))]
    public void The_inverse_of_the_incomplete_beta_function_inverts(double a, double b, double p)
    {
        Near(p, F.BetaRegularized(a, b, F.BetaRegularizedInverse(a, b, p)), 1e-13);
        Identity(v => F.BetaRegularized(v[0], v[1], F.BetaRegularizedInverse(v[0], v[1], v[2])), a, b, p);
    }

    /// <summary>The function gives back its last argument: the gradient is a unit vector, the second derivatives are zero.</summary>
    static void Identity(Func<double[], double> f, params double[] x)
    {
        var gradient = AD.Gradient(f)(x);
        var hessian = AD.Hessian(f)(x);
        for (var i = 0; i < x.Length; i++)
        {
            var scale = x[^1] / x[i];
            Assert.True(Math.Abs(gradient[i] - (i == x.Length - 1 ? 1 : 0)) <= 1e-10 * scale, $"{i}: {gradient[i]:R}");
            for (var j = 0; j < x.Length; j++)
                Assert.True(Math.Abs(hessian[i, j]) <= 1e-8 * scale / x[j], $"{i}, {j}: {hessian[i, j]:R}");
        }
    }

    static void Near(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), $"{actual:R} instead of {expected:R}");

    [Fact]
    public void The_ends_of_the_range_are_limits()
    {
        Assert.Equal(0, F.GammaP(2, 0));
        Assert.Equal(1, F.GammaP(2, double.PositiveInfinity));
        Assert.Equal(1, F.GammaQ(2, 0));
        Assert.Equal(0, F.GammaQ(2, double.PositiveInfinity));
        Assert.Equal(1, F.GammaP(0, 3));
        Assert.Equal(-0.219383934395520273677, AD.Gradient(a => F.GammaP(a, 1), 0), 1e-15); // minus E₁(1)
        Assert.True(double.IsNaN(F.GammaP(-1, 3)) && double.IsNaN(F.GammaP(1, -3)) && double.IsNaN(F.GammaP(double.NaN, 1)) && double.IsNaN(F.GammaQ(1, double.NaN)));
        Assert.Equal(0, F.GammaPInverse(2, 0));
        Assert.Equal(double.PositiveInfinity, F.GammaPInverse(2, 1));
        Assert.Equal(double.PositiveInfinity, F.GammaQInverse(2, 0));
        Assert.True(double.IsNaN(F.GammaPInverse(2, 1.5)));
        Assert.Equal(0, F.BetaRegularized(2, 3, 0));
        Assert.Equal(1, F.BetaRegularized(2, 3, 1));
        Assert.True(double.IsNaN(F.BetaRegularized(2, 3, 1.5)) && double.IsNaN(F.BetaRegularized(0, 3, 0.5)));
        Assert.Equal(1, F.BetaRegularizedInverse(2, 3, 1));
        Assert.Equal(0, F.Gamma(2, double.PositiveInfinity));
        Assert.Equal(1, F.Gamma(2, 0));
        Assert.Equal(0, AD.Gradient(x => F.GammaP(2, x), 0));
        Assert.Equal(1, AD.Gradient(x => F.GammaP(1, x), 0));
        Assert.Equal(3, AD.Gradient(x => F.BetaRegularized(1, 3, x), 0));
    }
}
