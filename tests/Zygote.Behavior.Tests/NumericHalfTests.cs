using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Numbers of 16 bits: rounded as the program rounds, with derivatives that are not.</summary>
public class NumericHalfTests
{
    static T Norm<T>(T[] x)
        where T : IRootFunctions<T>
    {
        var sum = T.Zero;
        foreach (var v in x)
            sum += v * v;
        return T.Sqrt(sum);
    }

    static T Mixed<T>(T a, T b)
        where T : IFloatingPointIeee754<T>
    {
        var k = T.CreateChecked(1.5);
        var y = T.Exp(-a / k) + T.Sin(b) + T.Pow(a, k) + T.Atan2(a, b) + T.FusedMultiplyAdd(a, b, k) + T.Hypot(a, b);
        y -= a > b ? T.Min(a, b) : -T.Max(a, b);
        return y + (T.IsNegative(a) ? a : T.Abs(b)) + T.Log(a + k) + (a % k);
    }

    sealed class Layer
    {
        public Half[] Weights = [(Half)0.5, (Half)(-1.25), (Half)2];
        public Half Bias = (Half)0.25;
    }

    static float Loss(Layer layer)
    {
        var sum = layer.Bias;
        for (var i = 0; i < layer.Weights.Length; i++)
            sum += layer.Weights[i] * layer.Weights[i] * (Half)(i + 1);
        return (float)sum;
    }

    static double Loop(double x)
    {
        var values = new List<Half>();
        var h = (Half)x;
        for (var i = 0; i < 3; i++)
        {
            values.Add(h);
            h = (h * h) + (Half)0.5;
        }

        return (double)(h + values[1] + Half.Abs(values[0]) + -h);
    }

    [Fact]
    public void Objects_of_halves()
    {
        var slope = AD.Gradient((Layer l) => (double)Loss(l), new Layer());
        Assert.Equal([(Half)1, (Half)(-5), (Half)12], slope.Weights);
        Assert.Equal((Half)1, slope.Bias);
        Assert.Equal([(Half)0.6, (Half)0.8], AD.Gradient((Half[] x) => (double)Norm(x), [(Half)3, (Half)4]));
        Assert.Equal([], AD.Gradient((Half[] x) => (double)Norm(x), []));
    }

    [Fact]
    public void Loops_and_lists()
    {
        foreach (var x in new[] { 0.5, -0.75 })
        {
            Assert.Equal(Loop(x), AD.ValueAndGradient(Loop, x).Value);
            Check.Close([(2 * x) + Math.Sign(x)], [AD.Gradient(Loop, x)], 1e-3);
            Check.Close([(2 * x) + Math.Sign(x)], [AD.Derivative(Loop, x)], 1e-3);
            Check.Close([2], [AD.NthDerivative(Loop, 2)(x)], 1e-3);
            Check.Close([2], [AD.Derivative((double t) => AD.Gradient(Loop, t), x)], 1e-3);
        }
    }

    [Fact]
    public void Generic_code()
    {
        foreach (var (a, b) in new[] { (0.7, 1.3), (1.9, 0.4) })
        {
            var (x, y) = AD.Gradient((double u, double v) => (double)Mixed((Half)u, (Half)v), a, b);
            var (inDouble, alsoInDouble) = AD.Gradient((double u, double v) => Mixed(u, v), a, b);
            Check.Close([inDouble, alsoInDouble], [x, y], 2e-2);
        }
    }

    [Fact]
    public void As_arguments_and_results()
    {
        Assert.Equal((Half)6, AD.Gradient((Half h) => (double)(h * h), (Half)3));
        var (value, tangent) = AD.Pushforward((Half h) => h * h * h, (Half)2, (Half)0.5);
        Assert.Equal(((Half)8, (Half)6), (value, tangent));
        var (_, back) = AD.Pullback((Half h) => (h, Half.Sqrt(h)), (Half)4);
        Assert.Equal((Half)2, back(((Half)1, (Half)4)));
    }

    [Fact]
    public void Ends_of_the_range()
    {
        static double Square(double x) => (double)((Half)x * (Half)x);
        Assert.Equal((double.PositiveInfinity, 2000), AD.ValueAndGradient(Square, 1000.0));
        Assert.Equal((0, 2 * (double)(Half)1e-5), AD.ValueAndGradient(Square, 1e-5));
        Assert.True(double.IsNaN(AD.ValueAndGradient(Square, double.NaN).Value));
    }
}
