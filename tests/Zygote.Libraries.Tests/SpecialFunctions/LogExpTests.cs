using System;
using System.Collections.Generic;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class LogExpTests
{
    /// <summary>Function, relative error of the value and of derivatives up to the third, size below which errors are absolute.</summary>
    static readonly Dictionary<string, (Func<double, double> F, double Value, double Derivative, double Floor)> Functions = new()
    {
        ["ExpM1"] = (F.ExpM1, 1e-15, 2e-15, 0),
        ["LogP1"] = (F.LogP1, 1e-15, 2e-15, 0),
        ["Xlogx"] = (F.Xlogx, 1e-15, 2e-15, 0),
        ["Xexpx"] = (F.Xexpx, 1e-15, 2e-15, 0),
        ["Logistic"] = (F.Logistic, 1e-15, 2e-15, 0),
        ["Logit"] = (F.Logit, 1e-15, 2e-15, 0),
        ["LogCosh"] = (F.LogCosh, 1e-15, 2e-15, 0),
        ["LogAbsSinh"] = (F.LogAbsSinh, 1e-15, 2e-15, 0),
        ["LogAbsTanh"] = (F.LogAbsTanh, 1e-15, 2e-15, 0),
        ["Log1pSquared"] = (F.Log1pSquared, 1e-15, 2e-15, 0),
        ["Log1pExp"] = (F.Log1pExp, 1e-15, 2e-15, 0),
        ["Log1mExp"] = (F.Log1mExp, 1e-15, 2e-15, 0),
        ["Log2mExp"] = (F.Log2mExp, 2e-15, 4e-14, 0),
        ["LogExpm1"] = (F.LogExpm1, 2e-15, 2e-15, 0),
        ["InverseSoftplus"] = (F.InverseSoftplus, 1e-15, 2e-15, 0),
        ["Log1pmx"] = (F.Log1pmx, 1e-15, 2e-15, 0),
        ["Logmxp1"] = (F.Logmxp1, 1e-15, 2e-15, 0),
        ["Cloglog"] = (F.Cloglog, 1e-15, 2e-15, 0),
        ["Cexpexp"] = (F.Cexpexp, 1e-15, 1e-14, 0),
        ["LogLogistic"] = (F.LogLogistic, 1e-15, 2e-15, 0),
        ["Log1mLogistic"] = (F.Log1mLogistic, 1e-15, 2e-15, 0),
        ["LogitExp"] = (F.LogitExp, 2e-15, 2e-15, 0),
        ["Logit1mExp"] = (F.Logit1mExp, 2e-15, 2e-15, 0),
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

    [Fact]
    public void The_ends_of_the_range_are_limits()
    {
        const double Inf = double.PositiveInfinity;
        Assert.Equal((0.0, 0.0, 0.0, 0.0), (F.Xlogx(0), F.Xlogy(0, 0), F.Xlog1py(0, -1), F.Xexpx(-Inf)));
        Assert.Equal((0.0, 0.0, double.NaN, double.NaN), (F.Xexpy(0, Inf), F.Xexpy(3, -Inf), F.Xexpy(0, double.NaN), F.Xlogy(0, double.NaN)));
        Assert.Equal((0.0, 1.0, -Inf, Inf), (F.Logistic(-Inf), F.Logistic(Inf), F.Logit(0), F.Logit(1)));
        Assert.Equal((-1.0, Inf, -Inf, Inf), (F.ExpM1(-Inf), F.ExpM1(Inf), F.LogP1(-1), F.LogP1(Inf)));
        Assert.Equal((Inf, -Inf, -Inf, 0.0), (F.LogCosh(Inf), F.LogAbsSinh(0), F.LogAbsTanh(0), F.LogAbsTanh(Inf)));
        Assert.Equal((0.0, Inf, 0.0, -Inf), (F.Log1pExp(-Inf), F.Log1pExp(Inf), F.Log1mExp(-Inf), F.Log1mExp(0)));
        Assert.Equal((Inf, -Inf, Inf), (F.LogExpm1(Inf), F.LogExpm1(0), F.Log1pSquared(-Inf)));
        Assert.Equal((-Inf, Inf, -Inf, -Inf), (F.LogAddExp(-Inf, -Inf), F.LogAddExp(Inf, Inf), F.LogSubExp(3, 3), F.LogSubExp(-Inf, -Inf)));
        Assert.Equal((-Inf, Inf, 0.0, 1.0), (F.Cloglog(0), F.Cloglog(1), F.Cexpexp(-Inf), F.Cexpexp(Inf)));
        Assert.Equal((double.NaN, double.NaN, double.NaN), (F.Log1mExp(0.1), F.LogExpm1(-0.1), F.Log1pmx(-1.5)));
        foreach (var (f, _, _, _) in Functions.Values)
            Assert.Equal(double.NaN, f(double.NaN));
    }

    [Fact]
    public void Where_a_factor_is_zero_the_mixed_derivative_is_not()
    {
        // x log y at x = 0: by x and y it is 1/y.
        var hessian = AD.Hessian(v => F.Xlogy(v[0], v[1]), [0.0, 4.0]);
        Assert.Equal((0.25, 0.0), (hessian[0, 1], hessian[1, 1]));
        var equal = AD.Hessian(v => F.LogAddExp(v[0], v[1]), [2.0, 2.0]);
        Assert.Equal((0.25, -0.25), (equal[0, 0], equal[0, 1]));
        Assert.Equal((0.5, 0.5), AD.Gradient((double x, double y) => F.LogAddExp(x, y), double.NegativeInfinity, double.NegativeInfinity));
    }

    [Fact]
    public void Derivatives_far_out_are_limits_and_not_NaN()
    {
        foreach (var x in new[] { 1e3, 1e200, double.PositiveInfinity })
        {
            for (var n = 1; n <= 3; n++)
            {
                Assert.Equal(0, AD.NthDerivative(F.Logistic, n)(x));
                Assert.Equal(n == 1 ? 1 : 0, AD.NthDerivative(F.Log1pExp, n)(x));
                Assert.Equal(n == 1 ? 1 : 0, AD.NthDerivative(F.LogExpm1, n)(x));
                Assert.Equal(n == 1 ? 1 : 0, AD.NthDerivative(F.LogCosh, n)(x));
                Assert.Equal(0, AD.NthDerivative(F.Log1mExp, n)(-x));
                Assert.Equal(0, AD.NthDerivative(F.Cexpexp, n)(x));
            }
        }
    }

    [Fact]
    public void LogSumExp_is_the_shifted_sum_and_softmax_its_gradient()
    {
        double[] x = [1000, 1001, 998.5];
        var sum = 1001 + Math.Log(Math.Exp(-1) + 1 + Math.Exp(-2.5));
        Assert.Equal(sum, F.LogSumExp(x), 1e-12);
        Assert.Equal(sum, F.LogSumExp(x.AsSpan()), 1e-12);
        var y = F.Softmax(x);
        var gradient = AD.Gradient((double[] v) => F.LogSumExp(v), x);
        var jacobian = AD.Jacobian(F.Softmax, x);
        var logarithms = AD.Jacobian(F.LogSoftmax, x);
        var hessian = AD.Hessian((double[] v) => F.LogSumExp(v), x);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var delta = i == j ? 1 : 0;
                Assert.Equal(y[i] * (delta - y[j]), jacobian[i, j], 1e-15);
                Assert.Equal(y[i] * (delta - y[j]), hessian[i, j], 1e-15);
                Assert.Equal(delta - y[j], logarithms[i, j], 1e-15);
            }

            Assert.Equal(y[i], gradient[i], 1e-15);
            Assert.Equal(Math.Log(y[i]), F.LogSoftmax(x)[i], 1e-12);
        }
    }

    [Fact]
    public void LogSumExp_of_nothing_and_of_infinities()
    {
        const double Inf = double.PositiveInfinity;
        Assert.Equal(-Inf, F.LogSumExp(Array.Empty<double>()));
        Assert.Equal(-Inf, F.LogSumExp([-Inf, -Inf]));
        Assert.Equal(Inf, F.LogSumExp([Inf, 1]));
        Assert.Equal(double.NaN, F.LogSumExp([double.NaN, 1]));
        Assert.Equal(3, F.LogSumExp([3]));
        Assert.Empty(F.Softmax([]));
        Assert.Equal([1.0], F.Softmax([3]));
        Assert.Equal([0.0, 1.0], AD.Gradient((double[] v) => F.LogSumExp(v), [-Inf, 2]));
        Assert.Equal([1.0, 0.0], AD.Gradient((double[] v) => F.LogSumExp(v), [Inf, 2]));
    }
}
