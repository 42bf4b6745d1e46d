using System;
using System.Collections.Generic;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class LogExpTests
{
    /// <summary>Function, error of the value, error of its derivatives up to the third.</summary>
    static readonly Dictionary<string, (Func<double, double> F, double Value, double Derivative, double Floor)> Functions = new()
    {
        ["ExpM1"] = (F.ExpM1, 1e-15, 4e-15, 0),
        ["LogP1"] = (F.LogP1, 1e-15, 4e-15, 0),
        ["Xlogx"] = (F.Xlogx, 1e-15, 4e-15, 0),
        ["Xexpx"] = (F.Xexpx, 1e-15, 4e-15, 0),
        ["Logistic"] = (F.Logistic, 1e-15, 4e-15, 0),
        ["Logit"] = (F.Logit, 1e-15, 4e-15, 0),
        ["LogCosh"] = (F.LogCosh, 1e-15, 4e-15, 0),
        ["LogAbsSinh"] = (F.LogAbsSinh, 1e-15, 4e-15, 0),
        ["LogAbsTanh"] = (F.LogAbsTanh, 1e-15, 4e-15, 0),
        ["Log1pSquared"] = (F.Log1pSquared, 1e-15, 4e-15, 0),
        ["Log1pExp"] = (F.Log1pExp, 1e-15, 4e-15, 0),
        ["Log1mExp"] = (F.Log1mExp, 1e-15, 4e-15, 0),
        ["Log2mExp"] = (F.Log2mExp, 1e-15, 4e-15, 0),
        ["LogExpm1"] = (F.LogExpm1, 1e-15, 4e-15, 0),
        ["InverseSoftplus"] = (F.InverseSoftplus, 1e-15, 4e-15, 0),
        ["Log1pmx"] = (F.Log1pmx, 1e-15, 4e-15, 0),
        ["Logmxp1"] = (F.Logmxp1, 1e-15, 4e-15, 0),
        ["Cloglog"] = (F.Cloglog, 1e-15, 4e-15, 0),
        ["Cexpexp"] = (F.Cexpexp, 1e-15, 4e-15, 0),
        ["LogLogistic"] = (F.LogLogistic, 1e-15, 4e-15, 0),
        ["Log1mLogistic"] = (F.Log1mLogistic, 1e-15, 4e-15, 0),
        ["LogitExp"] = (F.LogitExp, 1e-15, 4e-15, 0),
        ["Logit1mExp"] = (F.Logit1mExp, 1e-15, 4e-15, 0),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_three_derivatives_agree_with_the_table(string name)
    {
        var (f, value, derivative, floor) = Functions[name];
        ReferenceTable.Check("log-exp", name, f, value, derivative, floor);
    }

    [Fact]
    public void Xlogy_of_two_agrees_with_the_table() =>
        ReferenceTable.Check("log-exp", "Xlogy", 2, v => F.Xlogy(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void Xlog1py_of_two_agrees_with_the_table() =>
        ReferenceTable.Check("log-exp", "Xlog1py", 2, v => F.Xlog1py(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void Xexpy_of_two_agrees_with_the_table() =>
        ReferenceTable.Check("log-exp", "Xexpy", 2, v => F.Xexpy(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void LogAddExp_of_two_agrees_with_the_table() =>
        ReferenceTable.Check("log-exp", "LogAddExp", 2, v => F.LogAddExp(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void LogSubExp_of_two_agrees_with_the_table() =>
        ReferenceTable.Check("log-exp", "LogSubExp", 2, v => F.LogSubExp(v[0], v[1]), 1e-15, 4e-15);
}
