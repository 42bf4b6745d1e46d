using System;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>Every code block of README.md, compiled and checked. ReadmeTests holds the two together.</summary>
public sealed class ReadmeSnippets
{
    // snippet: model
    sealed record Neuron(double[] Weights, double Bias)
    {
        public double Loss(double[] input, double target)
        {
            var sum = Bias;
            for (var i = 0; i < input.Length; i++)
                sum += Weights[i] * input[i];
            var error = Math.Tanh(sum) - target;
            return error * error;
        }
    }
    // end

    [Fact]
    public void Gradient()
    {
        // snippet: gradient
        var gradient = AD.Gradient((double x, double y) => x * y + Math.Sin(x));
        var (dx, dy) = gradient(2.0, 3.0);      // 3 + cos 2 and 2
        // end
        Assert.Equal(3 + Math.Cos(2), dx, 1e-15);
        Assert.Equal(2, dy);
    }

    [Fact]
    public void Own_types()
    {
        double[] input = [1.0, 2.0];
        // snippet: own type
        var neuron = new Neuron(Weights: [0.5, -1.0], Bias: 0.25);
        Neuron slope = AD.Gradient((Neuron n) => n.Loss(input, target: 1.0), neuron);
        // end
        var y = Math.Tanh(0.25 + 0.5 - 2.0);
        var sumBar = 2 * (y - 1) * (1 - y * y);
        Assert.Equal(sumBar, slope.Bias, 1e-14);
        Assert.Equal(1 * sumBar, slope.Weights[0], 1e-14);
        Assert.Equal(2 * sumBar, slope.Weights[1], 1e-14);
    }

    // snippet: loop
    static double Population(double growth)
    {
        var p = new double[21];
        p[0] = 0.1;
        for (var season = 1; season < p.Length; season++)
            p[season] = growth * p[season - 1] * (1 - p[season - 1]);
        return p[^1];
    }
    // end

    [Fact]
    public void Loops_that_change_arrays()
    {
        // snippet: derivative
        var byForward = AD.Derivative(Population, 2.9);
        var byReverse = AD.Gradient(Population, 2.9);
        // end
        const double h = 1e-5;
        var difference = (Population(2.9 + h) - Population(2.9 - h)) / (2 * h);
        Assert.Equal(difference, byForward, 1e-7);
        Assert.Equal(byForward, byReverse, 1e-12);
    }

    [Fact]
    public void Matrices_and_higher_orders()
    {
        // snippet: matrices
        var jacobian = AD.Jacobian((double[] v) => new[] { v[0] * v[1], v[0] + v[1] });
        double[,] j = jacobian([2.0, 3.0]);     // { { 3, 2 }, { 1, 1 } }
        var hessian = AD.Hessian((double[] v) => v[0] * v[0] * v[1]);
        double[,] h = hessian([2.0, 3.0]);      // { { 6, 4 }, { 4, 0 } }
        var nested = AD.Gradient((double x) => x * AD.Derivative((double y) => x * y * y, 3.0), 2.0);   // 24
        double[] series = AD.Taylor(Math.Exp, order: 4)(0);     // 1, 1, 1/2, 1/6, 1/24
        // end
        Assert.Equal(new[,] { { 3.0, 2.0 }, { 1.0, 1.0 } }, j);
        Assert.Equal(new[,] { { 6.0, 4.0 }, { 4.0, 0.0 } }, h);
        Assert.Equal(24, nested, 1e-12);
        Assert.Equal([1, 1, 1 / 2.0, 1 / 6.0, 1 / 24.0], series);
    }

    // snippet: rule
    static double Erf(double x) => ReadTable(x);    // no derivative in there

    [DerivativeOf(typeof(ReadmeSnippets), nameof(Erf))]
    static double ErfDerivative(double x, double y) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);
    // end

    [Fact]
    public void Rules()
    {
        Assert.Equal(2 / Math.Sqrt(Math.PI) * Math.Exp(-0.25), AD.Derivative(Erf, 0.5), 1e-15);
        Assert.Equal(0.5, Erf(0.5));

        // The rule is differentiated in turn.
        var second = -2 * 0.5 * 2 / Math.Sqrt(Math.PI) * Math.Exp(-0.25);
        Assert.Equal(second, AD.NthDerivative((double x) => Erf(x), 2)(0.5), 1e-14);
    }

    static double ReadTable(double x) => double.Parse(x.ToString("R", null), null);
}
