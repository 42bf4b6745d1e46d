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
        ["Gamma"] = (F.Gamma, 2e-15, 4e-15, 0),
        ["ReciprocalGamma"] = (F.ReciprocalGamma, 2e-15, 4e-15, 0),
        ["LogGamma"] = (F.LogGamma, 1e-15, 4e-15, 0),
        ["LogAbsGamma"] = (F.LogAbsGamma, 1e-15, 4e-15, 0),
        ["LogFactorial"] = (F.LogFactorial, 1e-15, 4e-15, 0),
        ["Digamma"] = (F.Digamma, 1e-15, 4e-15, 0),
        ["Trigamma"] = (F.Trigamma, 1e-15, 4e-15, 0),
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
        ReferenceTable.Check("gamma", "Beta", 2, v => F.Beta(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void LogBeta_agrees_with_the_table() =>
        ReferenceTable.Check("gamma", "LogBeta", 2, v => F.LogBeta(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void LogAbsBeta_agrees_with_the_table() =>
        ReferenceTable.Check("gamma", "LogAbsBeta", 2, v => F.LogAbsBeta(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void Binomial_coefficients_agree_with_the_table() =>
        ReferenceTable.Check("gamma", "Binomial", 2, v => F.Binomial(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void Logarithms_of_binomial_coefficients_agree_with_the_table() =>
        ReferenceTable.Check("gamma", "LogAbsBinomial", 2, v => F.LogAbsBinomial(v[0], v[1]), 1e-15, 4e-15);
}
