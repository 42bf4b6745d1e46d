using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Taylor series of functions whose derivative rules have branches, and of long series.</summary>
public sealed class TaylorRuleTests
{
    static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        ["Abs"] = x => Math.Abs((x * x) - 1) * x,
        ["CopySign"] = x => Math.CopySign(x * x, x - 0.5),
        ["Clamp"] = x => Math.Clamp(x * x * x, -0.5, x + 1.2),
        ["Max"] = x => Math.Max(x * x, x + 0.3) * x,
        ["Min"] = x => Math.Min(Math.Sin(x), x * x),
        ["MaxNumber"] = x => double.MaxNumber(x * x, x + 0.3),
        ["MinNative"] = x => double.MinNative(x * x, Math.Exp(x)),
        ["MaxMagnitude"] = x => Math.MaxMagnitude(x * x, x),
        ["MinMagnitudeNumber"] = x => double.MinMagnitudeNumber(x * x, -x),
        ["Hypot"] = x => double.Hypot(x * x, 1 - x),
        ["Atan2"] = x => Math.Atan2(x * x, 1 - x),
        ["RootN"] = x => double.RootN(2 + x, 3),
        ["Pow"] = x => Math.Pow(2 + x, Math.Sin(x)),
        ["PowBase"] = x => Math.Pow(0.7, x * x),
        ["PowZero"] = x => Math.Pow(0, 2 + x),
        ["Nested"] = x => Math.Max(Math.Abs(Math.Pow(3 + x, x)), double.Hypot(x, Math.Min(x, 0.1))),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    static double Nested(Func<double, double> f, int order, double x)
    {
        for (var k = 0; k < order; k++)
            f = AD.Derivative(f);
        return f(x);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rules_with_branches_agree_with_nesting(string name)
    {
        var f = Functions[name];
        foreach (var x in new[] { -1.6, -0.7, 0.0, 0.2, 0.9, 1.4 })
        {
            var series = AD.Taylor(f, 4)(x);
            var factorial = 1.0;
            for (var k = 0; k <= 4; k++)
            {
                factorial *= Math.Max(k, 1);
                Assert.Equal(Nested(f, k, x), series[k] * factorial, 1e-9 * Math.Max(1, Math.Abs(series[k] * factorial)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Long_series_agree_with_short_ones(string name)
    {
        var f = Functions[name];
        foreach (var x in new[] { -0.7, 0.2, 1.4 })
        {
            var shorter = AD.Taylor(f, 9)(x);
            var longer = AD.Taylor(f, 24)(x);
            for (var k = 0; k <= 9; k++)
                Assert.Equal(shorter[k], longer[k], 1e-11 * Math.Max(1, Math.Abs(shorter[k])));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Their_coefficients_have_gradients(string name)
    {
        // c_k'(x) = (k + 1) c_(k+1)(x), at small orders and at those in loops.
        var f = Functions[name];
        foreach (var x in new[] { -0.7, 0.2, 1.4 })
        {
            foreach (var order in new[] { 3, 14 })
            {
                var expected = AD.Taylor(f, order + 1)(x)[order + 1] * (order + 1);
                var gradient = AD.Gradient((double at) => AD.Taylor(f, order)(at)[order])(x);
                Assert.Equal(expected, gradient, 1e-9 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    [Fact]
    public void Kinks_are_as_at_first_order()
    {
        Assert.Equal([0.0, 0, 0, 0], AD.Taylor(Math.Abs, 3)(0));
        Assert.Equal([0.0, 1, 0, 0], AD.Taylor(x => Math.Max(0, x), 3)(0));
        Assert.Equal([0.0, 0, 0], AD.Taylor(x => Math.Max(x, 0), 2)(0));
        Assert.Equal([1.0, 1, 0], AD.Taylor(x => Math.Clamp(x, -1, 1), 2)(1));
        Assert.Equal([0.0, 0, 0], AD.Taylor(x => double.Hypot(x, 2 * x), 2)(0));
        Assert.All(AD.Taylor(Math.Abs, 1)(double.NaN), c => Assert.True(double.IsNaN(c)));
        Assert.Equal([2.0, 0, 0], AD.Taylor(x => Math.Max(double.NaN * x, 2), 2)(1), (a, b) => double.IsNaN(b) || a == b);
    }

    [Fact]
    public void Powers_of_bases_that_are_not_positive()
    {
        // A logarithm of a negative number, unless the exponent does not change.
        Assert.Equal([4.0, double.NaN, double.NaN], AD.Taylor(x => Math.Pow(-2, x), 2)(2));
        Assert.Equal([4.0, -4, 1, 0], AD.Taylor(x => Math.Pow(x - 4, 2 + (0 * x)), 3)(2));

        // t^(2 + t) = t^2 (1 + t log t + ...): the third derivative at 0 is infinite.
        Assert.Equal([0.0, 0, 1, double.NaN], AD.Taylor(x => Math.Pow(x, 2 + x), 3)(0));
        Assert.Equal([0.0, 0, 0, 0], AD.Taylor(x => Math.Pow(0 * x, 1 + x), 3)(0));
        Assert.Equal(double.NegativeInfinity, AD.Taylor(x => Math.Pow(0, x), 1)(0)[1]);
    }

    [Fact]
    public void Zero_wins_over_infinity_in_long_series()
    {
        // The square root of t^2 at 0: the slope of the root is infinite, that of the square is zero, and 0 * sqrt is 0.
        var series = AD.Taylor(x => x + (Math.Sqrt(x - x) * (Math.Exp(x) - Math.Exp(x))), 20)(0.5);
        Assert.Equal(0.5, series[0]);
        Assert.Equal(1, series[1]);
        Assert.All(series.Skip(2), c => Assert.Equal(0, c));
    }

    [Fact]
    public void Long_products_of_both_types()
    {
        // 1 / (1 - x) to the second power: c_k = k + 1.
        var doubles = AD.Taylor((double x) => 1 / (1 - x) * (1 / (1 - x)), 60)(0);
        var floats = AD.Taylor((float x) => 1 / (1 - x) * (1 / (1 - x)), 60)(0);
        for (var k = 0; k <= 60; k++)
        {
            Assert.Equal(k + 1, doubles[k], 1e-12 * k);
            Assert.Equal(k + 1, floats[k], 1e-4f * k);
        }

        var power = AD.Taylor((float x) => MathF.Pow(1 + x, x), 6)(0);
        var wide = AD.Taylor(x => Math.Pow(1 + x, x), 6)(0);
        for (var k = 0; k <= 6; k++)
            Assert.Equal(wide[k], power[k], 1e-5);
    }

    /// <summary>Cosine, sine, minus cosine, ...: numbered, and picky about the number.</summary>
    static double Circular(int n, double x) =>
        n < 0 ? throw new ArgumentOutOfRangeException(nameof(n)) : Math.Cos(x + n * Math.PI / 2);

    static class CircularRules
    {
        [DerivativeOf(typeof(TaylorRuleTests), nameof(Circular))]
        static double Circular(int n, double x, double y) =>
            n == 0 ? TaylorRuleTests.Circular(1, x) : (TaylorRuleTests.Circular(n + 1, x) - TaylorRuleTests.Circular(n - 1, x)) / 2;
    }

    // Series took all ways through a rule, also those whose calls were never meant to be made.
    [Fact]
    public void What_a_rule_calls_on_one_way_is_not_called_on_the_other()
    {
        const double x = 0.7;
        double[] expected = [Math.Cos(x), -Math.Sin(x), -Math.Cos(x) / 2, Math.Sin(x) / 6, Math.Cos(x) / 24];
        var series = AD.Taylor((double t) => Circular(0, t), 4)(x);
        for (var k = 0; k <= 4; k++)
            Assert.Equal(expected[k], series[k], 1e-14);
        Assert.Equal(Math.Cos(x), AD.NthDerivative(t => Circular(0, t), 4)(x), 1e-14);
    }
}
