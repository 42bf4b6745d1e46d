using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Hook, ShowGradient, IsDifferentiating and NestingLevel.</summary>
[Collection("console")]
public class HookTests
{
    public sealed record Neuron(double[] Weights, double Bias);

    struct Point
    {
        public double X;
        public float Y;
    }

    struct Mixed
    {
        public double[] Values;
        public double Scale;
    }

    [Fact]
    public void The_identity_is_differentiated_as_such()
    {
        Check.Scalar(x => AD.Hook(x * x, g => g) * x, 0.3, 2);
        Check.Scalar(x => AD.ShowGradient(x * x, "x") * x, 0.3, 2);
        Check.Vector(x => AD.Hook(x, g => g)[0] * x[1], [0.3, 2]);
    }

    [Fact]
    public void Numbers_are_mapped()
    {
        Assert.Equal(60, AD.Gradient((double x) => 3 * AD.Hook(x * x, g => 10 * g), 1.0));
        Assert.Equal(1f, AD.Gradient((float x) => 3 * AD.Hook(x, g => Math.Min(g, 1f)), 1f));
        Assert.Equal(6, AD.Derivative((double x) => 3 * AD.Hook(x * x, g => 10 * g), 1.0));
        Assert.Equal(2.0, AD.Hook(2.0, _ => throw new InvalidOperationException()));
    }

    [Fact]
    public void It_is_called_once_for_each_time_the_point_is_passed()
    {
        var seen = new List<double>();
        var g = AD.Gradient(
            (double x) =>
            {
                var y = x;
                for (var i = 0; i < 3; i++)
                {
                    y = AD.Hook(
                        y * x,
                        c =>
                        {
                            seen.Add(c);
                            return c;
                        });
                }

                return y;
            },
            2.0);
        Assert.Equal(32, g);
        Assert.Equal([1.0, 2, 4], seen);
    }

    [Fact]
    public void In_branches_and_callees()
    {
        Assert.Equal(20, AD.Gradient((double x) => x > 1 ? Hooked(x) : x, 2.0));
        Assert.Equal(1, AD.Gradient((double x) => x > 1 ? Hooked(x) : x, 0.5));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Hooked(double x) => AD.Hook(x * x, g => 5 * g);

    [Fact]
    public void Arrays_are_mapped_when_the_reverse_pass_comes_by()
    {
        double[] seen = [];
        var g = AD.Gradient(
            (double[] x) =>
            {
                var before = x[0] * 100;
                var y = AD.Hook(
                    x,
                    c =>
                    {
                        seen = c;
                        return [c[0] * 2, c[1] * 3];
                    });
                y[1] *= 2;
                return before + y[0] + (x[1] * x[0]);
            },
            [4.0, 5.0]);
        // What comes after, by either name: x0 gives 1 + 10, x1 gives 8. What came before is not in it.
        Assert.Equal([11.0, 8], seen);
        Assert.Equal([122.0, 24], g);
    }

    [Fact]
    public void Structs_and_objects_are_mapped()
    {
        Assert.Equal(
            60,
            AD.Gradient(
                (double x) =>
                {
                    var p = AD.Hook(new Point { X = x, Y = (float)x }, c => new Point { X = 10 * c.X, Y = 20 * c.Y });
                    return (2 * p.X) + (2 * p.Y);
                },
                1.0));
        Assert.Equal(
            new Complex(1, -3),
            AD.Gradient((Complex z) => AD.Hook(z, Complex.Conjugate) is var w ? w.Real + (3 * w.Imaginary) : 0, Complex.One));
        var g = AD.Gradient(
            (Neuron n) =>
            {
                var m = AD.Hook(n, c => new Neuron([c.Weights[0] * 2, c.Weights[1]], c.Bias * 3));
                return (m.Weights[0] * 7) + m.Bias;
            },
            new Neuron([1, 2], 3));
        Assert.Equal([14.0, 0], g.Weights);
        Assert.Equal(3, g.Bias);
        var v = AD.Gradient(
            (double[] x) =>
            {
                var m = AD.Hook(
                    new Mixed { Values = x, Scale = x[0] }, c => new Mixed { Values = [c.Values[0], 5 * c.Values[1]], Scale = 2 * c.Scale });
                return (m.Values[1] * m.Scale) + m.Values[0];
            },
            [3.0, 4.0]);
        Assert.Equal([9.0, 15], v);
    }

    [Fact]
    public void Another_shape_is_an_error() => Assert.Throws<ArgumentException>(
        () => AD.Gradient((double[] x) => AD.Hook(x, _ => [1.0])[0], [1.0, 2]));

    [Fact]
    public void Pullbacks_may_be_called_again()
    {
        var (_, pullback) = AD.Pullback((double[] x) => AD.Hook(x, c => [c[0] * 2, c[1]]), [1.0, 2]);
        Assert.Equal([2.0, 5], pullback([1, 5]));
        Assert.Equal([4.0, 6], pullback([2, 6]));
    }

    [Fact]
    public void Cotangents_are_shown()
    {
        var previous = (Console.Out, CultureInfo.CurrentCulture);
        var writer = new StringWriter();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            Console.SetOut(writer);
            Assert.Equal(3, AD.Gradient((double x) => 1.5 * AD.ShowGradient(x * x, "square"), 1.0));
            AD.Gradient((double[] x) => AD.ShowGradient(x)[1] * 0.25, [1, 2]);
            AD.Gradient((double[,] x) => AD.ShowGradient(x, "matrix")[1, 0] * 0.25, new double[2, 2]);
            AD.Gradient((Neuron n) => AD.ShowGradient(n, "neuron").Bias * n.Weights[0], new Neuron([1, 2], 0.5));
            AD.Gradient((double x) => AD.ShowGradient((x, 3, "text"), "tuple").x * 2, 1.0);
            AD.Gradient((List<double> x) => AD.ShowGradient(x, "list")[0] * 2, [1.0, 2]);
            AD.Gradient((double[] x) => AD.ShowGradient(x, "long")[0] * 2, new double[20]);
            AD.Derivative((double x) => AD.ShowGradient(x), 1.0);
            AD.ShowGradient(1.0);
        }
        finally
        {
            Console.SetOut(previous.Out);
            CultureInfo.CurrentCulture = previous.CurrentCulture;
        }

        Assert.Equal(
            [
                "square: 1.5", "gradient: [0, 0.25]", "matrix: [[0, 0], [0.25, 0]]", "neuron: Neuron { Weights = [0.5, 0], Bias = 1 }",
                "tuple: (2, 0, null)", "list: [2, 0]", "long: [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ... 4 more]",
            ],
            writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    static bool _seen;
    static int _level;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Look()
    {
        _seen = AD.IsDifferentiating;
        _level = AD.NestingLevel;
    }

    interface ILook
    {
        double At(double x);
    }

    sealed class Looking : ILook
    {
        public double At(double x) => AD.IsDifferentiating ? 2 * x : 3 * x;
    }

    [Fact]
    public void Code_knows_whether_it_is_differentiated()
    {
        Func<double, double> f = x => AD.IsDifferentiating ? 2 * x : 3 * x;
        Assert.Equal(3, f(1));
        Assert.Equal(2, AD.Gradient(f, 1));
        Assert.Equal(2, AD.Derivative(f, 1));
        Assert.Equal(2, AD.Pushforward(f, 1, 1).Tangent);
        Assert.Equal(2, AD.Pullback(f, 1).Value);
        ILook look = new Looking();
        Assert.Equal(2, AD.Gradient((double x) => look.At(x), 1.0));
        Assert.Equal(2, AD.Gradient((double x) => f(x), 1.0));
        Assert.Equal(3, look.At(1));
        Assert.False(AD.IsDifferentiating);
    }

    [Fact]
    public void Constant_code_knows_too()
    {
        Action look = Look;
        Func<double, double> f = x =>
        {
            look();
            return x * AD.NestingLevel;
        };
        f(1);
        Assert.Equal((false, 0), (_seen, _level));
        Assert.Equal(1, AD.Gradient(f, 1));
        Assert.Equal((true, 1), (_seen, _level));
        f(1);
        Assert.Equal(1, AD.Derivative(f, 1));
        Assert.Equal((true, 1), (_seen, _level));
        f(1);
        var (_, pullback) = AD.Pullback(f, 1);
        Assert.Equal((true, 1), (_seen, _level));
        pullback(1);
        Assert.Equal((0, false), (AD.NestingLevel, AD.IsDifferentiating));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Inner(double c)
    {
        double level = 0;
        AD.Gradient((double x) => AD.Hook(x, g => level = AD.NestingLevel), c);
        return level;
    }

    [Fact]
    public void A_derivative_that_is_taken_by_a_constant_callee_counts() =>
        Assert.Equal(2, AD.Gradient((double x) => x * Inner(3), 1.0));

    [Fact]
    public void It_ends_with_exceptions()
    {
        Assert.Throws<InvalidOperationException>(
            () => AD.Gradient((double x) => x > 0 ? throw new InvalidOperationException() : x, 1.0));
        Assert.Throws<InvalidOperationException>(
            () => AD.Derivative((double x) => x > 0 ? throw new InvalidOperationException() : x, 1.0));
        Assert.Equal(0, AD.NestingLevel);
    }
}
