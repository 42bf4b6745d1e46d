using System;
using System.Collections.Generic;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class ErrorFunctionTests
{
    /// <summary>Function, relative error of the value and of derivatives up to the third, size below which errors are absolute.</summary>
    static readonly Dictionary<string, (Func<double, double> F, double Value, double Derivative, double Floor)> Functions = new()
    {
        ["Erf"] = (F.Erf, 1e-15, 2e-15, 0),
        ["Erfc"] = (F.Erfc, 1e-15, 2e-15, 0),
        ["Erfcx"] = (F.Erfcx, 1e-15, 2e-15, 0),
        ["Erfi"] = (F.Erfi, 1e-15, 2e-15, 0),
        ["Dawson"] = (F.Dawson, 1e-15, 1e-12, 0),
        ["LogErfc"] = (F.LogErfc, 2e-15, 2e-13, 0),
        ["LogErfcx"] = (F.LogErfcx, 2e-15, 4e-15, 0),
        ["LogErf"] = (F.LogErf, 1e-15, 2e-15, 0),
        ["ErfInverse"] = (F.ErfInverse, 1e-15, 2e-15, 0),
        ["ErfcInverse"] = (F.ErfcInverse, 1e-15, 2e-15, 0),
        ["NormalPdf"] = (F.NormalPdf, 1e-15, 1e-14, 0),
        ["NormalCdf"] = (F.NormalCdf, 1e-15, 1e-14, 0),
        ["LogNormalCdf"] = (F.LogNormalCdf, 1e-15, 3e-13, 0),
        ["NormalQuantile"] = (F.NormalQuantile, 1e-15, 2e-15, 0),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_three_derivatives_agree_with_the_table(string name)
    {
        var (f, value, derivative, floor) = Functions[name];
        ReferenceTable.Check("error", name, f, value, derivative, floor);
    }

    [Fact]
    public void Erf_of_two_agrees_with_the_table() =>
        ReferenceTable.Check("error", "Erf", 2, v => F.Erf(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void LogErf_of_two_agrees_with_the_table() =>
        ReferenceTable.Check("error", "LogErf", 2, v => F.LogErf(v[0], v[1]), 1e-15, 1e-12);

    [Fact]
    public void The_ends_of_the_range_are_limits()
    {
        const double Inf = double.PositiveInfinity;
        Assert.Equal((1.0, -1.0, 0.0, 2.0), (F.Erf(Inf), F.Erf(-Inf), F.Erfc(Inf), F.Erfc(-Inf)));
        Assert.Equal((0.0, Inf, Inf, -Inf), (F.Erfcx(Inf), F.Erfcx(-Inf), F.Erfi(Inf), F.Erfi(-Inf)));
        Assert.Equal((0.0, 0.0, Inf, -Inf), (F.Dawson(Inf), F.Dawson(-Inf), F.ErfInverse(1), F.ErfInverse(-1)));
        Assert.Equal((Inf, -Inf, -Inf, Inf), (F.ErfcInverse(0), F.ErfcInverse(2), F.NormalQuantile(0), F.NormalQuantile(1)));
        Assert.Equal((1.0, 0.0, 0.0), (F.NormalCdf(Inf), F.NormalCdf(-Inf), F.LogNormalCdf(Inf)));
        Assert.Equal((0.0, 0.0, -Inf), (F.NormalPdf(Inf), F.LogErf(Inf), F.LogErf(0)));
        foreach (var f in new Func<double, double>[]
        {
            F.Erf, F.Erfc, F.Erfcx, F.Erfi, F.Dawson, F.ErfInverse, F.ErfcInverse, F.LogErfc, F.LogErfcx, F.LogErf, F.NormalPdf,
            F.NormalCdf, F.LogNormalCdf, F.NormalQuantile,
        })
        {
            Assert.Equal(double.NaN, f(double.NaN));
        }

        Assert.Equal((double.NaN, double.NaN), (F.ErfInverse(1.1), F.ErfcInverse(-0.1)));
        Assert.Equal((double.NaN, double.NaN), (F.NormalQuantile(-0.1), F.NormalQuantile(1.1)));
    }

    [Fact]
    public void Derivatives_underflow_to_zero_and_not_to_nothing()
    {
        Assert.Equal(0, AD.Gradient(F.Erf, 1e200));
        Assert.Equal(0, AD.NthDerivative(F.Erfc, 2)(1e200));
        Assert.Equal(0, AD.NthDerivative(F.LogErfc, 2)(-40));
        Assert.Equal(-2.0, AD.NthDerivative(F.LogErfc, 2)(1e8), 1e-14);
        Assert.Equal(2.0, AD.NthDerivative(F.LogErfcx, 2)(-40), 1e-14);
        Assert.Equal(0, AD.NthDerivative(F.NormalCdf, 3)(1e200));
    }

    /// <summary>The functions of one variable far up the orders: by hand, <c>H[n]</c> times the Gaussian.</summary>
    [Fact]
    public void The_seventh_derivative_of_erf_is_a_hermite_polynomial()
    {
        const double X = 0.7;
        var hermite = 64 * Math.Pow(X, 6) - 480 * Math.Pow(X, 4) + 720 * X * X - 120;
        var expected = 2 / Math.Sqrt(Math.PI) * Math.Exp(-X * X) * hermite;
        Assert.Equal(expected, AD.NthDerivative(F.Erf, 7)(X), 1e-12 * Math.Abs(expected));
        Assert.Equal(expected, 5040 * AD.Taylor(F.Erf, 7, X)[7], 1e-12 * Math.Abs(expected));
    }
}
