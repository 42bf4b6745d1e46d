using System;
using System.Collections.Generic;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class TrigonometryTests
{
    /// <summary>Function, relative error of the value and of derivatives up to the third, size below which errors are absolute.</summary>
    static readonly Dictionary<string, (Func<double, double> F, double Value, double Derivative, double Floor)> Functions = new()
    {
        ["Sec"] = (F.Sec, 1e-15, 2e-15, 0),
        ["Csc"] = (F.Csc, 1e-15, 2e-15, 0),
        ["Cot"] = (F.Cot, 1e-15, 2e-15, 0),
        ["Asec"] = (F.Asec, 1e-15, 2e-15, 0),
        ["Acsc"] = (F.Acsc, 1e-15, 2e-15, 0),
        ["Acot"] = (F.Acot, 1e-15, 2e-15, 0),
        ["Sech"] = (F.Sech, 1e-15, 2e-15, 0),
        ["Csch"] = (F.Csch, 1e-15, 2e-15, 0),
        ["Coth"] = (F.Coth, 1e-15, 2e-15, 0),
        ["Asech"] = (F.Asech, 1e-15, 1e-14, 0),
        ["Acsch"] = (F.Acsch, 1e-15, 2e-15, 0),
        ["Acoth"] = (F.Acoth, 1e-15, 2e-15, 0),
        ["SinDegrees"] = (F.SinDegrees, 1e-15, 2e-15, 0),
        ["CosDegrees"] = (F.CosDegrees, 1e-15, 2e-15, 0),
        ["TanDegrees"] = (F.TanDegrees, 1e-15, 2e-15, 0),
        ["SecDegrees"] = (F.SecDegrees, 1e-15, 2e-15, 0),
        ["CscDegrees"] = (F.CscDegrees, 1e-15, 2e-15, 0),
        ["CotDegrees"] = (F.CotDegrees, 1e-15, 2e-15, 0),
        ["AsinDegrees"] = (F.AsinDegrees, 1e-15, 2e-15, 0),
        ["AcosDegrees"] = (F.AcosDegrees, 1e-15, 2e-15, 0),
        ["AtanDegrees"] = (F.AtanDegrees, 1e-15, 2e-15, 0),
        ["AsecDegrees"] = (F.AsecDegrees, 1e-15, 2e-15, 0),
        ["AcscDegrees"] = (F.AcscDegrees, 1e-15, 2e-15, 0),
        ["AcotDegrees"] = (F.AcotDegrees, 1e-15, 2e-15, 0),
        ["Sinc"] = (F.Sinc, 1e-15, 1e-14, 0),
        ["Cosc"] = (F.Cosc, 1e-15, 1e-14, 0),
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

    [Fact]
    public void Degrees_are_exact_where_the_result_is_a_simple_number()
    {
        Assert.Equal((0.5, 1.0, 0.0, -0.5, -1.0), (F.SinDegrees(30), F.SinDegrees(90), F.SinDegrees(180), F.SinDegrees(-30), F.SinDegrees(270)));
        Assert.Equal((0.5, 0.0, -1.0, -0.5, 1.0), (F.CosDegrees(60), F.CosDegrees(90), F.CosDegrees(180), F.CosDegrees(240), F.CosDegrees(-720)));
        Assert.Equal((1.0, 0.0, -1.0), (F.TanDegrees(45), F.TanDegrees(180), F.TanDegrees(135)));
        Assert.Equal((2.0, 1.0, 0.0), (F.CscDegrees(30), F.CotDegrees(45), F.CotDegrees(90)));
        Assert.Equal((90.0, 180.0, 45.0, 135.0), (F.AsinDegrees(1), F.AcosDegrees(-1), F.AtanDegrees(1), F.Atan2Degrees(1, -1)));
        Assert.Equal(Math.PI / 180, AD.Gradient(F.SinDegrees, 360), 1e-17);
    }

    [Fact]
    public void The_ends_of_the_range_are_limits()
    {
        const double Inf = double.PositiveInfinity;
        Assert.Equal((1.0, 0.0, 0.0, 0.0), (F.Sinc(0), F.Cosc(0), F.Sinc(Inf), F.Cosc(-Inf)));
        Assert.Equal((-Math.PI * Math.PI / 3, 0.0), (AD.NthDerivative(F.Sinc, 2)(0), AD.NthDerivative(F.Sinc, 3)(0)));
        Assert.Equal((0.0, 0.0, 1.0, Inf), (F.Sech(Inf), F.Csch(Inf), F.Coth(Inf), F.Asech(0)));
        Assert.Equal((0.0, Math.PI, Math.PI / 2), (F.Asec(1), F.Asec(-1), F.Acsc(1)));
        Assert.Equal((Inf, -Inf, double.NaN), (F.Acoth(1), F.Acoth(-1), F.Acoth(0.5)));
        Assert.Equal((double.NaN, double.NaN, double.NaN), (F.Asec(0.5), F.Acsc(-0.5), F.Asech(1.5)));
        Assert.Equal((0.0, Inf, double.NaN), (F.Hypot(0, 0, 0), F.Hypot(double.NaN, -Inf, 1), F.Hypot(1, double.NaN, 1)));
        Assert.Equal((0.0, 0.0, 0.0), AD.Gradient((double x, double y, double z) => F.Hypot(x, y, z), 0, 0, 0));
        foreach (var (f, _, _, _) in Functions.Values)
            Assert.Equal(double.NaN, f(double.NaN));
    }
}
