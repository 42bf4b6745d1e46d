using System;
using System.Collections.Generic;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class TrigonometryTests
{
    /// <summary>Function, error of the value, error of its derivatives up to the third.</summary>
    static readonly Dictionary<string, (Func<double, double> F, double Value, double Derivative, double Floor)> Functions = new()
    {
        ["Sec"] = (F.Sec, 1e-15, 4e-15, 0),
        ["Csc"] = (F.Csc, 1e-15, 4e-15, 0),
        ["Cot"] = (F.Cot, 1e-15, 4e-15, 0),
        ["Asec"] = (F.Asec, 1e-15, 4e-15, 0),
        ["Acsc"] = (F.Acsc, 1e-15, 4e-15, 0),
        ["Acot"] = (F.Acot, 1e-15, 4e-15, 0),
        ["Sech"] = (F.Sech, 1e-15, 4e-15, 0),
        ["Csch"] = (F.Csch, 1e-15, 4e-15, 0),
        ["Coth"] = (F.Coth, 1e-15, 4e-15, 0),
        ["Asech"] = (F.Asech, 1e-15, 4e-15, 0),
        ["Acsch"] = (F.Acsch, 1e-15, 4e-15, 0),
        ["Acoth"] = (F.Acoth, 1e-15, 4e-15, 0),
        ["SinDegrees"] = (F.SinDegrees, 1e-15, 4e-15, 0),
        ["CosDegrees"] = (F.CosDegrees, 1e-15, 4e-15, 0),
        ["TanDegrees"] = (F.TanDegrees, 1e-15, 4e-15, 0),
        ["SecDegrees"] = (F.SecDegrees, 1e-15, 4e-15, 0),
        ["CscDegrees"] = (F.CscDegrees, 1e-15, 4e-15, 0),
        ["CotDegrees"] = (F.CotDegrees, 1e-15, 4e-15, 0),
        ["AsinDegrees"] = (F.AsinDegrees, 1e-15, 4e-15, 0),
        ["AcosDegrees"] = (F.AcosDegrees, 1e-15, 4e-15, 0),
        ["AtanDegrees"] = (F.AtanDegrees, 1e-15, 4e-15, 0),
        ["AsecDegrees"] = (F.AsecDegrees, 1e-15, 4e-15, 0),
        ["AcscDegrees"] = (F.AcscDegrees, 1e-15, 4e-15, 0),
        ["AcotDegrees"] = (F.AcotDegrees, 1e-15, 4e-15, 0),
        ["Sinc"] = (F.Sinc, 1e-15, 4e-15, 0),
        ["Cosc"] = (F.Cosc, 1e-15, 4e-15, 0),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_three_derivatives_agree_with_the_table(string name)
    {
        var (f, value, derivative, floor) = Functions[name];
        ReferenceTable.Check("trigonometry", name, f, value, derivative, floor);
    }

    [Fact]
    public void Hypot_of_three_agrees_with_the_table() =>
        ReferenceTable.Check("trigonometry", "Hypot", 3, v => F.Hypot(v[0], v[1], v[2]), 1e-15, 4e-15);
}
