using System;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Jacobians and Hessians take several directions at a time: they must be what one at a time gives.</summary>
public class DirectionTests
{
    static void Check(Func<double[], double[]> f, params double[] x)
    {
        var (value, jacobian) = AD.ValueAndJacobian(f)((double[])x.Clone());
        Assert.Equal(f((double[])x.Clone()), value);
        for (var j = 0; j < x.Length; j++)
        {
            var direction = new double[x.Length];
            direction[j] = 1;
            var column = AD.Pushforward(f, (double[])x.Clone(), direction).Tangent;
            for (var i = 0; i < column.Length; i++)
                Assert.Equal(column[i], jacobian[i, j], 1e-13);
        }
    }

    // More results than inputs, so that forward mode is taken.
    static double[] Powers(double[] x)
    {
        var y = new double[(2 * x.Length) + 1];
        for (var i = 0; i < y.Length; i++)
            y[i] = Math.Sin(x[i % x.Length]) * Math.Exp(x[(i * 3) % x.Length] / (i + 1));
        return y;
    }

    [Fact]
    public void Any_number_of_inputs()
    {
        for (var n = 1; n <= 9; n++)
        {
            var x = new double[n];
            for (var i = 0; i < n; i++)
                x[i] = (i + 1) * 0.3;
            Check(Powers, x);
        }
    }

    [Fact]
    public void A_function_that_writes_into_its_argument() => Check(
        x =>
        {
            for (var i = 1; i < x.Length; i++)
                x[i] *= x[i - 1];
            return [.. x, .. x];
        },
        0.5, 1.5, -2, 0.7, 3);

    class Node(double weight, Node? next)
    {
        public double Total;

        public virtual double Visit(double x) => Total = (weight * x * x) + (next?.Visit(x + 1) ?? 0);
    }

    sealed class Leaf() : Node(0, null)
    {
        public override double Visit(double x) => Math.Sin(x);
    }

    [Fact]
    public void Objects_recursion_and_calls_known_at_run_time_only()
    {
        static double[] Recursive(double[] x)
        {
            double Sum(int i) => i == x.Length ? 1 : x[i] * Sum(i + 1);
            return [Sum(0), Sum(1), Sum(2), x[0], x[1], x[2]];
        }

        Check(Recursive, 0.5, 1.5, -2);
        var node = new Node(2, new Node(0.5, new Leaf()));
        Check(x => [node.Visit(x[0]), node.Visit(x[1] * x[0]), node.Total, x[2]], 0.5, 1.5, -2);
        Func<double, double>[] functions = [Math.Sin, z => z * z * z];
        Check(x => [functions[0](x[0] * x[1]), functions[1](x[0]), functions[1](x[1])], 0.5, 1.5);
    }

    [Fact]
    public void Several_threads() => Check(
        x =>
        {
            var y = new double[2 * x.Length];
            Parallel.For(0, y.Length, i => y[i] = Math.Sin(x[i / 2] * x[(i + 1) % x.Length]));
            return y;
        },
        0.5, 1.5, -2, 0.7, 3);

    [Fact]
    public void A_Hessian_is_its_products_with_the_axes()
    {
        static double F(double[] x)
        {
            var s = 1.0;
            for (var i = 0; i < x.Length; i++)
                s = x[i] > 1 ? Math.Sin(s * x[i]) + (x[i] * x[(i + 1) % x.Length]) : s * Math.Exp(x[i]);
            return s * s;
        }

        double[] x = [0.3, 1.2, -0.4, 2.1, 0.8, 1.7];
        var (value, gradient, hessian) = AD.ValueGradientAndHessian(F)(x);
        Assert.Equal(F(x), value);
        Assert.Equal(AD.Gradient(F)(x), gradient);
        for (var i = 0; i < x.Length; i++)
        {
            var axis = new double[x.Length];
            axis[i] = 1;
            var row = AD.HessianVectorProduct(F)(x, axis);
            for (var j = 0; j < x.Length; j++)
                Assert.Equal(row[j], hessian[i, j], 1e-11 * Math.Max(1, Math.Abs(row[j])));
        }

        Assert.Empty(AD.Hessian(F)([]));
    }

    [Fact]
    public void An_infinite_partial_meets_a_tangent_of_zero()
    {
        // d sqrt(x)/dx is infinite at 0; the other inputs do not see it.
        static double[] Roots(double[] x) => [Math.Sqrt(x[0]) + x[1], x[0] * 0, x[2], x[2] * x[1]];
        var jacobian = AD.Jacobian(Roots)([0, 2, 3]);
        Assert.Equal(double.PositiveInfinity, jacobian[0, 0]);
        Assert.Equal(1, jacobian[0, 1]);
        Assert.Equal(0, jacobian[0, 2]);
        Assert.Equal(0, jacobian[1, 0]);
    }
}
