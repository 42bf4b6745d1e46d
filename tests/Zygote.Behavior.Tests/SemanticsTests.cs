using System;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Kinks, strong zeros, stopped gradients, auxiliary results, higher derivatives.</summary>
public class SemanticsTests
{
    static void Both(double expected, Func<double, double> f, double x)
    {
        Assert.Equal(expected, AD.Gradient(f, x));
        Assert.Equal(expected, AD.Derivative(f, x));
        Assert.Equal(expected, AD.Pullback(f, x).Pullback(1));
        Assert.Equal(expected, AD.Pushforward(f, x, 1).Tangent);
        Assert.Equal(expected, AD.NthDerivative(f, 1)(x));
    }

    [Fact]
    public void Abs_at_zero() => Both(0, x => Math.Abs(x), 0);

    [Fact]
    public void Max_and_min_on_a_tie()
    {
        Assert.Equal((0.0, 1.0), AD.Gradient((double a, double b) => Math.Max(a, b), 2, 2));
        Assert.Equal((0.0, 1.0), AD.Gradient((double a, double b) => Math.Min(a, b), 2, 2));
        Assert.Equal((0.0, 1.0), AD.Gradient((double a, double b) => a > b ? a : b, 2, 2));
        Both(0, x => Math.Max(x, 0), 0);
        Both(1, x => Math.Max(0, x), 0);
        Both(0, x => Math.Min(x, 0), 0);
    }

    [Fact]
    public void Flat_functions()
    {
        Both(0, Math.Floor, 1.5);
        Both(0, Math.Ceiling, 1.5);
        Both(0, Math.Round, 2.0);
        Both(0, Math.Truncate, 1.5);
        Both(0, x => Math.Sign(x), 0.5);
    }

    [Fact]
    public void Strong_zero_in_the_other_branch()
    {
        Both(1, x => x > 0 ? Math.Sqrt(x) : x, 0);
        Both(0, x => 0 * Math.Sqrt(x), 0);
        Both(1, x => x + (0 * Math.Log(x)), 1);
        Assert.Equal((1.0, 0.0), AD.Gradient((double a, double b) => a + (0 * Math.Sqrt(b)), 1, 0));
        Both(0, x => Math.Max(Math.Sqrt(x), 1), 0);
    }

    [Fact]
    public void Strong_zero_for_norms_at_zero()
    {
        var g = AD.Gradient((double[] x) => Math.Sqrt((x[0] * x[0]) + (x[1] * x[1])) * 0, [0, 0]);
        Assert.Equal([0.0, 0], g);
    }

    /// <summary>In reverse the infinite slope comes first, and the zero of what was not chosen after it.</summary>
    [Fact]
    public void Infinite_slopes_of_limits_that_were_chosen()
    {
        Both(0, x => Math.Sqrt(Math.Max(x, 0)), -1);
        Both(0, x => Math.Sqrt(Math.Clamp(x, 0, 1)), -1);
        Both(0, x => Math.Acos(Math.Clamp(x, -1, 1)), 2);
        Both(0, x => Math.Log(Math.Min(x, 0)), 1);
        Both(0, x => 1 / Math.Sqrt(Math.Max(x, 0)), -1);
        Both(0, x => Math.Pow(Math.Max(x, 0), 0.5), -1);
        Both(0, x => Math.Sqrt(Math.MaxMagnitude(x, 0)), 0);
        Both(0, x => Math.Sqrt(Math.Floor(x)), 0.5);
        Both(0, x => MathF.Sqrt(MathF.Max((float)x, 0)), -1);
        Both(0, x => System.Numerics.Complex.Sqrt(new System.Numerics.Complex(Math.Max(x, 0), 0)).Real, -1);
        Assert.Equal([0.0, 0.5], AD.Gradient((double[] x) => x.Sum(y => Math.Sqrt(Math.Max(y, 0))), [-1.0, 1]));
        Assert.Equal(0, AD.Gradient(AD.Gradient((double x) => Math.Sqrt(Math.Max(x, 0))), -1));
    }

    /// <summary>As in the full truncation scheme of Heston's model.</summary>
    [Fact]
    public void A_variance_that_is_cut_off_at_zero_and_comes_back()
    {
        static double Value(double[] p)
        {
            var (v, log) = (0.04, 0.0);
            for (var t = 0; t < 30; t++)
            {
                var positive = Math.Max(v, 0);
                log += (Math.Sqrt(positive) * Math.Sin(t) * 0.2) - (0.5 * positive * 0.04);
                v += (p[0] * (p[1] - positive) * 0.04) + (p[2] * Math.Sqrt(positive) * Math.Cos(3 * t) * 0.2);
            }

            return log;
        }

        double[] point = [2, 0.04, 1.3]; // 13 of 30 are cut off
        var gradient = AD.Gradient(Value, point);
        var forward = AD.Jacobian(p => [Value(p)], point);
        for (var i = 0; i < point.Length; i++)
        {
            const double Step = 1e-7; // kinks are near
            var (above, below) = ((double[])point.Clone(), (double[])point.Clone());
            above[i] += Step;
            below[i] -= Step;
            Assert.Equal(forward[0, i], gradient[i], 1e-12 * Math.Abs(gradient[i]));
            Assert.Equal((Value(above) - Value(below)) / (2 * Step), gradient[i], 1e-4 * Math.Abs(gradient[i]));
        }
    }

    [Fact]
    public void Norms_at_zero()
    {
        static double OfLoop(double[] x)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += x[i] * x[i];
            return Math.Sqrt(sum);
        }

        static double OfPositive(double[] x)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += Math.Max(x[i], 0);
            return Math.Sqrt(sum);
        }

        static float OfSingles(float[] x)
        {
            var sum = 0f;
            for (var i = 0; i < x.Length; i++)
                sum += x[i] * x[i];
            return MathF.Sqrt(sum);
        }

        Both(0, x => Math.Sqrt(x * x), 0);
        Both(0, x => Math.Sqrt(Math.Pow(x, 2) + Math.Pow(2 * x, 2)), 0);
        foreach (var n in new[] { 1, 3, 4, 37 })
        {
            Assert.Equal(new double[n], AD.Gradient(OfLoop, new double[n]));
            Assert.Equal(new double[n], AD.Gradient((Func<double[], double>)OfPositive, [.. Enumerable.Repeat(-1.0, n)]));
            Assert.Equal(new float[n], AD.Gradient(OfSingles, new float[n]));
        }

        var mixed = AD.Gradient((double[] x) => Math.Sqrt(x[0] * x[1]), [0, 4]);
        Assert.Equal([double.PositiveInfinity, 0], mixed);
    }

    /// <summary>
    /// Random expressions with x in one place, whose derivative is one product: in both orders it is zero if a factor is, and
    /// infinite or undefined only then.
    /// </summary>
    [Fact]
    public void Forward_and_reverse_agree_where_slopes_are_zero_infinite_or_undefined()
    {
        const int Unary = 14;
        double[] numbers = [0, 1, -1, 2, 0.5, double.PositiveInfinity];
        (int Operation, double Number)[] steps = [];
        var (zeros, infinite, undefined) = (0, 0, 0);

        double Value(double x)
        {
            foreach (var (operation, a) in steps)
            {
                x = operation switch
                {
                    0 => Math.Sqrt(x),
                    1 => Math.Abs(x),
                    2 => Math.Log(x),
                    3 => Math.Exp(-x),
                    4 => Math.Cbrt(x),
                    5 => Math.Max(x, 0),
                    6 => Math.Min(x, 1),
                    7 => Math.Floor(x),
                    8 => 1 / x,
                    9 => Math.Tanh(x),
                    10 => Math.Acos(Math.Clamp(x, -1, 1)),
                    11 => x * x,
                    12 => Math.Pow(x, 1.5),
                    13 => MathF.Sqrt(MathF.Max((float)x, 0)),
                    14 => x + a,
                    15 => a - x,
                    16 => x * a,
                    17 => a / x,
                    18 => Math.Max(a, x),
                    19 => Math.Atan2(x, a),
                    20 => double.Hypot(x, a),
                    _ => Math.Pow(x, a),
                };
            }

            return x;
        }

        var random = new Random(1);
        var (reverse, forward) = (AD.Gradient((double x) => Value(x)), AD.Derivative((double x) => Value(x)));
        for (var n = 0; n < 5000; n++)
        {
            steps = new (int, double)[random.Next(2, 7)];
            for (var i = 0; i < steps.Length; i++)
                steps[i] = (random.Next(2) == 0 ? random.Next(Unary) : random.Next(Unary, 22), numbers[random.Next(numbers.Length)]);
            var x = numbers[random.Next(numbers.Length)];
            if (double.IsNaN(Value(x)))
                continue;
            var (r, f) = (reverse(x), forward(x));
            Assert.True(r.Equals(f) || Math.Abs(r - f) <= 1e-6 * Math.Abs(f), $"{string.Join(' ', steps)} at {x}: {r} in reverse, {f} forward");
            zeros += r == 0 ? 1 : 0;
            infinite += double.IsInfinity(r) ? 1 : 0;
            undefined += double.IsNaN(r) ? 1 : 0;
        }

        Assert.InRange(zeros, 500, 4500);
        Assert.InRange(infinite, 20, 2000);
        Assert.InRange(undefined, 0, 500);
    }

    [Fact]
    public void Infinite_slope_is_honest() => Both(double.PositiveInfinity, Math.Sqrt, 0);

    [Fact]
    public void Powers_at_zero()
    {
        Both(0, x => Math.Pow(x, 2), 0);
        Both(1, x => Math.Pow(x, 1), 0);
        Both(0, x => Math.Pow(x, 0), 0);
        Both(0, x => x * x, 0);
        Both(-4, x => Math.Pow(x, 2), -2);
    }

    [Fact]
    public void Nan_does_not_spread_to_other_inputs()
    {
        var g = AD.Gradient((double[] x) => (x[0] * x[0]) + (x[1] > 0 ? Math.Log(x[1]) : 0), [3, -1]);
        Assert.Equal([6.0, 0], g);
    }

    [Fact]
    public void Stop_gradient()
    {
        Both(3, x => AD.StopGradient(x) * x, 3);
        Both(0, x => AD.StopGradient(x * x), 3);
        Both(9, x => AD.StopGradient(x) * AD.StopGradient(x) * x, 3);
        Assert.Equal([3.0, 0], AD.Gradient((double[] x) => AD.StopGradient(x)[1] * x[0], [2, 3]));
        Assert.Equal(9, AD.ValueAndGradient((double x) => AD.StopGradient(x) * x, 3).Value);
        Assert.Equal(5, AD.StopGradient(5));
    }

    [Fact]
    public void Stopped_function_values()
    {
        static double Normalized(double[] x)
        {
            var max = AD.StopGradient(x.Length > 1 ? Math.Max(x[0], x[1]) : x[0]);
            return Math.Exp(x[0] - max) / (Math.Exp(x[0] - max) + Math.Exp(x[1] - max));
        }

        Check.Vector(Normalized, [1, 2]);
    }

    [Fact]
    public void Auxiliary_results()
    {
        var (value, aux, g) = AD.ValueAndGradient((double x) => (x * x, "at " + x), 3.0);
        Assert.Equal((9.0, "at 3", 6.0), (value, aux, g));
        var (value2, aux2, g2) = AD.ValueAndGradient((double[] x) => (x[0] * x[1], new[] { x[0], 7.0 }), [2, 3]);
        Assert.Equal(6, value2);
        Assert.Equal([2.0, 7], aux2);
        Assert.Equal([3.0, 2], g2);
        var (value3, aux3, (ga, gb)) = AD.ValueAndGradient((double a, double b) => (a / b, (int)a), 6.0, 2.0);
        Assert.Equal((3.0, 6), (value3, aux3));
        Assert.Equal((0.5, -1.5), (ga, gb));
        // The auxiliary result does not contribute.
        Assert.Equal(1, AD.ValueAndGradient((double x) => (x, x * x), 5.0).Gradient);
    }

    [Fact]
    public void Auxiliary_number_that_is_shared_with_the_value() =>
        Assert.Equal((25.0, 5.0, 10.0), AD.ValueAndGradient(
            (double x) =>
            {
                var y = x;
                return (y * y, y);
            },
            5.0));

    [Fact]
    public void Higher_derivatives()
    {
        for (var n = 0; n <= 6; n++)
        {
            Check.Close([Math.Exp(0.5)], [AD.NthDerivative(Math.Exp, n)(0.5)], 1e-12);
            Check.Close([Math.Sin(0.3 + (n * Math.PI / 2))], [AD.NthDerivative(Math.Sin, n)(0.3)], 1e-12);
            Check.Close([Math.Pow(2, n) * Math.Exp(-1)], [AD.NthDerivative(x => Math.Exp(2 * x), n)(-0.5)], 1e-11);
            var expected = Math.Pow(-1, n) * Factorial(n) / Math.Pow(2, n + 1);
            Check.Close([expected], [AD.NthDerivative(x => 1 / x, n)(2)], 1e-12);
        }
    }

    [Fact]
    public void Higher_derivatives_of_polynomials()
    {
        static double Cube(double x) => x * x * x;
        Assert.Equal([8.0, 12, 12, 6, 0, 0], Enumerable.Range(0, 6).Select(n => AD.NthDerivative(Cube, n)(2)));
        static double Loop(double x)
        {
            var y = 1.0;
            for (var i = 0; i < 5; i++)
                y *= x;
            return y;
        }

        Assert.Equal([32.0, 80, 160, 240, 240, 120], Enumerable.Range(0, 6).Select(n => AD.NthDerivative(Loop, n)(2)));
    }

    [Fact]
    public void Higher_derivatives_through_control_flow_and_arrays()
    {
        static double F(double x)
        {
            var c = new double[4];
            for (var i = 0; i < c.Length; i++)
                c[i] = i == 0 ? x : c[i - 1] * x;
            return x > 0 ? c[3] : -c[3];
        }

        Assert.Equal(12 * 1.5 * 1.5, AD.NthDerivative(F, 2)(1.5), 11);
        Assert.Equal(24 * 1.5, AD.NthDerivative(F, 3)(-1.5), 11);
    }

    [Fact]
    public void Negative_order() => Assert.Throws<ArgumentOutOfRangeException>(() => AD.NthDerivative(Math.Sin, -1));

    static double Factorial(int n) => n == 0 ? 1 : n * Factorial(n - 1);
}
