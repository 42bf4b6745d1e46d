using System;
using System.Collections.Generic;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class GammaTests
{
    /// <summary>Function, error of the value, error of its derivatives up to the third, size below which errors are absolute.</summary>
    static readonly Dictionary<string, (Func<double, double> F, double Value, double Derivative, double Floor)> Functions = new()
    {
        ["Gamma"] = (F.Gamma, 1e-15, 4e-15, 0),
        ["ReciprocalGamma"] = (F.ReciprocalGamma, 1e-15, 2e-13, 0),
        ["LogGamma"] = (F.LogGamma, 1e-15, 4e-15, 0),
        ["LogAbsGamma"] = (F.LogAbsGamma, 1e-15, 3e-14, 1),
        ["LogFactorial"] = (F.LogFactorial, 1e-15, 4e-15, 0),
        ["Digamma"] = (F.Digamma, 2e-15, 3e-14, 0),
        ["Trigamma"] = (F.Trigamma, 1e-15, 3e-14, 0),
        ["Polygamma2"] = (x => F.Polygamma(2, x), 1e-15, 4e-15, 0),
        ["Polygamma5"] = (x => F.Polygamma(5, x), 1e-15, 4e-15, 0),
        ["Polygamma10"] = (x => F.Polygamma(10, x), 1e-15, 4e-15, 0),
        ["InverseDigamma"] = (F.InverseDigamma, 1e-15, 4e-15, 0),
        ["MultivariateLogGamma3"] = (x => F.MultivariateLogGamma(3, x), 1e-15, 4e-15, 0),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_three_derivatives_agree_with_the_table(string name)
    {
        var (f, value, derivative, floor) = Functions[name];
        ReferenceTable.Check("gamma", name, f, value, derivative, floor);
    }

    [Fact]
    public void Beta_agrees_with_the_table() =>
        ReferenceTable.Check("gamma", "Beta", 2, v => F.Beta(v[0], v[1]), 5e-14, 2e-13);

    [Fact]
    public void LogBeta_agrees_with_the_table() =>
        ReferenceTable.Check("gamma", "LogBeta", 2, v => F.LogBeta(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void LogAbsBeta_agrees_with_the_table() =>
        ReferenceTable.Check("gamma", "LogAbsBeta", 2, v => F.LogAbsBeta(v[0], v[1]), 1e-15, 1e-13);

    [Fact]
    public void Binomial_coefficients_agree_with_the_table() =>
        ReferenceTable.Check("gamma", "Binomial", 2, v => F.Binomial(v[0], v[1]), 1e-13, 2e-13);

    [Fact]
    public void Logarithms_of_binomial_coefficients_agree_with_the_table() =>
        ReferenceTable.Check("gamma", "LogAbsBinomial", 2, v => F.LogAbsBinomial(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void Poles_and_the_ends_of_the_range_are_as_documented()
    {
        const double Inf = double.PositiveInfinity;
        Assert.Equal((Inf, -Inf, Inf, double.NaN), (F.Gamma(0.0), F.Gamma(-0.0), F.Gamma(Inf), F.Gamma(-3.0)));
        Assert.Equal((Inf, 0.0, double.NaN), (F.Gamma(172.0), F.ReciprocalGamma(-3), F.Gamma(-Inf)));
        Assert.Equal((Inf, Inf, double.NaN, Inf), (F.LogGamma(0), F.LogAbsGamma(-3), F.LogGamma(-0.5), F.LogGamma(Inf)));
        Assert.Equal((-Inf, double.NaN, Inf), (F.Digamma(0), F.Digamma(-3), F.Digamma(Inf)));
        Assert.Equal((Inf, Inf, 0.0, double.NaN), (F.Trigamma(0), F.Trigamma(-3), F.Trigamma(Inf), F.Polygamma(2, -3)));
        Assert.Equal((0.0, Inf, double.NaN), (F.InverseDigamma(-Inf), F.InverseDigamma(Inf), F.InverseDigamma(double.NaN)));
        Assert.Equal((double.NaN, double.NaN), (F.Beta(-1, 2.5), F.LogBeta(-0.5, 2)));
        Assert.Equal(0, F.Beta(-0.5, -0.5));
        Assert.Equal(double.NaN, F.MultivariateLogGamma(3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.Polygamma(-1, 2));
        foreach (var f in new Func<double, double>[] { F.Gamma, F.ReciprocalGamma, F.LogGamma, F.LogAbsGamma, F.Digamma, F.Trigamma, F.LogFactorial })
            Assert.Equal(double.NaN, f(double.NaN));
    }

    [Fact]
    public void Factorials_are_exact()
    {
        double product = 1;
        for (var n = 1; n <= 22; n++)
        {
            product *= n;
            Assert.Equal(product, F.Gamma(n + 1));
        }
    }

    [Fact]
    public void A_reciprocal_gamma_function_has_a_slope_where_it_is_zero()
    {
        // 1/Γ near -n: (-1)^n n! (x + n).
        Assert.Equal(1.0, AD.Gradient(F.ReciprocalGamma, 0), 1e-15);
        Assert.Equal(-6.0, AD.Gradient(F.ReciprocalGamma, -3), 1e-14);
        // So have binomial coefficients: 3 choose k at k = 5 falls off as Γ does there, 3! / 5! times Γ(-1)'s reciprocal slope.
        var slope = AD.Gradient((double k) => F.Binomial(3.0, k), 5.0);
        Assert.Equal(0.05, slope, 1e-15);
    }

    [Fact]
    public void Binomial_coefficients_with_an_integer_are_polynomials()
    {
        Assert.Equal(10, F.Binomial(5.0, 2));
        Assert.Equal(6, F.Binomial(-3.0, 2));
        Assert.Equal(0, F.Binomial(5.0, -1));
        Assert.Equal(1, F.Binomial(5.0, 0));
        Assert.Equal(4.5, AD.Gradient((double n) => F.Binomial(n, 2), 5.0), 1e-14);
        Assert.Equal(0, AD.NthDerivative((double n) => F.Binomial(n, 2), 3)(5), 1e-14);
    }

    [Fact]
    public void The_fifth_derivative_of_the_logarithm_is_a_polygamma_function() =>
        Assert.Equal(F.Polygamma(4, 2.3), AD.NthDerivative(F.LogGamma, 5)(2.3));
}
