using System;
using System.Collections.Generic;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class ErrorFunctionTests
{
    /// <summary>Function, error of the value, error of its derivatives up to the third.</summary>
    static readonly Dictionary<string, (Func<double, double> F, double Value, double Derivative, double Floor)> Functions = new()
    {
        ["Erf"] = (F.Erf, 1e-15, 4e-15, 0),
        ["Erfc"] = (F.Erfc, 1e-15, 4e-15, 0),
        ["Erfcx"] = (F.Erfcx, 1e-15, 4e-15, 0),
        ["Erfi"] = (F.Erfi, 1e-15, 4e-15, 0),
        ["Dawson"] = (F.Dawson, 1e-15, 4e-15, 0),
        ["LogErfc"] = (F.LogErfc, 1e-15, 4e-15, 0),
        ["LogErfcx"] = (F.LogErfcx, 1e-15, 4e-15, 0),
        ["LogErf"] = (F.LogErf, 1e-15, 4e-15, 0),
        ["ErfInverse"] = (F.ErfInverse, 1e-15, 4e-15, 0),
        ["ErfcInverse"] = (F.ErfcInverse, 1e-15, 4e-15, 0),
        ["NormalPdf"] = (F.NormalPdf, 1e-15, 4e-15, 0),
        ["NormalCdf"] = (F.NormalCdf, 1e-15, 4e-15, 0),
        ["LogNormalCdf"] = (F.LogNormalCdf, 1e-15, 4e-15, 0),
        ["NormalQuantile"] = (F.NormalQuantile, 1e-15, 4e-15, 0),
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
        ReferenceTable.Check("error", "LogErf", 2, v => F.LogErf(v[0], v[1]), 1e-15, 4e-15);
}
