using System;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Hessians, their products and diagonals, and what is made of the derivatives of a field.</summary>
public class SecondOrderTests
{
    static double Rosenbrock(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < x.Length; i++)
        {
            var (a, b) = (x[i + 1] - (x[i] * x[i]), 1 - x[i]);
            sum += (100 * a * a) + (b * b);
        }

        return sum;
    }

    static double[,] RosenbrockHessian(double[] x)
    {
        var h = new double[x.Length, x.Length];
        for (var i = 0; i + 1 < x.Length; i++)
        {
            h[i, i] += (1200 * x[i] * x[i]) - (400 * x[i + 1]) + 2;
            h[i, i + 1] -= 400 * x[i];
            h[i + 1, i] -= 400 * x[i];
            h[i + 1, i + 1] += 200;
        }

        return h;
    }

    static readonly double[] Point = [0.3, -0.7, 1.2, 0.5, -0.1];

    static void Close(double[,] expected, double[,] actual) =>
        Check.Close([.. expected.Cast<double>()], [.. actual.Cast<double>()], 1e-11);

    [Fact]
    public void Hessian()
    {
        Close(RosenbrockHessian(Point), AD.Hessian(Rosenbrock)(Point));
        Close(RosenbrockHessian(Point), AD.Hessian(Rosenbrock, Point));
        Close(RosenbrockHessian(Point), AD.Jacobian(AD.Gradient(Rosenbrock))(Point));
    }

    [Fact]
    public void Value_gradient_and_Hessian()
    {
        var (value, gradient, hessian) = AD.ValueGradientAndHessian(Rosenbrock)(Point);
        Assert.Equal(Rosenbrock(Point), value);
        Check.Close(AD.Gradient(Rosenbrock)(Point), gradient);
        Close(RosenbrockHessian(Point), hessian);
    }

    [Fact]
    public void Product_with_a_vector()
    {
        double[] v = [1, -2, 0.5, 0, 3];
        var h = RosenbrockHessian(Point);
        double[] expected = [.. Enumerable.Range(0, 5).Select(i => Enumerable.Range(0, 5).Sum(j => h[i, j] * v[j]))];
        Check.Close(expected, AD.HessianVectorProduct(Rosenbrock)(Point, v), 1e-11);
        Check.Close(expected, AD.HessianVectorProduct(Rosenbrock, Point, v), 1e-11);
    }

    sealed class Model
    {
        public double[] Weights = [];
        public double Bias;
    }

    [Fact]
    public void Product_with_an_object()
    {
        var f = (Model m) => m.Weights[0] * m.Weights[1] * m.Weights[1] * m.Bias;
        var product = AD.HessianVectorProduct(f)(
            new Model { Weights = [2, 3], Bias = 5 }, new Model { Weights = [1, 0], Bias = 0 });
        Assert.Equal([0, 30.0], product.Weights);
        Assert.Equal(9, product.Bias);
    }

    [Fact]
    public void Diagonal_and_Laplacian()
    {
        var h = RosenbrockHessian(Point);
        double[] diagonal = [.. Enumerable.Range(0, 5).Select(i => h[i, i])];
        Check.Close(diagonal, AD.DiagonalHessian(Rosenbrock)(Point), 1e-11);
        Assert.Equal(diagonal.Sum(), AD.Laplacian(Rosenbrock)(Point), 9);
    }

    /// <summary>Several axes at a time, the last ones not as many; and one by one where a product of zero and infinity shows.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(16)]
    public void Diagonals_of_any_length(int n)
    {
        double[] x = [.. Enumerable.Range(0, n).Select(i => Math.Cos(i) + 1.5)];
        double[] Expected(double[] at) => [.. at.Select((a, i) => (i * Math.Exp(a)) + (2 * at[0] * (i > 0 ? 1 : 3)))];
        double F(double[] v)
        {
            var sum = 0.0;
            for (var i = 0; i < v.Length; i++)
                sum += (i * Math.Exp(v[i])) + (v[0] * v[i] * v[i]);
            for (var i = 0; i < v.Length; i++)
                v[i] = 7; // is not seen by the next run
            return sum;
        }

        Check.Close(Expected(x), AD.DiagonalHessian(F)((double[])x.Clone()), 1e-12);
        Check.Close(
            [.. Expected(x)], [.. AD.DiagonalHessian((float[] v) => (float)F([.. v.Select(a => (double)a)]))([.. x.Select(a => (float)a)]).Select(a => (double)a)],
            1e-5);

        // d2/dx2 of x^1.5 at 0 is infinite, but not along the other axes.
        x[^1] = 0;
        var rough = AD.DiagonalHessian((double[] v) => v.Sum(a => a * Math.Sqrt(a)))(x);
        Check.Close([.. x[..^1].Select(a => 0.75 / Math.Sqrt(a))], rough[..^1], 1e-12);
        Assert.False(double.IsFinite(rough[^1]));
    }

    static double[] Field(double[] x) => [x[0] * x[1] * x[2], Math.Sin(x[0]) + (x[1] * x[1]), x[0] * Math.Exp(x[2])];

    [Fact]
    public void Divergence_and_curl()
    {
        double[] x = [0.4, -1.1, 0.6];
        Assert.Equal((x[1] * x[2]) + (2 * x[1]) + (x[0] * Math.Exp(x[2])), AD.Divergence(Field)(x), 12);
        Check.Close(
            [0, (x[0] * x[1]) - Math.Exp(x[2]), Math.Cos(x[0]) - (x[0] * x[2])], AD.Curl(Field)(x));
    }

    [Fact]
    public void Wrong_shapes()
    {
        Assert.Throws<ArgumentException>(() => AD.Curl(Field)([1, 2, 3, 4]));
        Assert.Throws<ArgumentException>(() => AD.Divergence(x => [x[0]])([1, 2]));
        Assert.Throws<ArgumentNullException>(() => AD.Hessian(Rosenbrock)(null!));
        Assert.Throws<ArgumentException>(() => AD.HessianVectorProduct(Rosenbrock)(Point, [1]));
    }

    [Fact]
    public void Nothing_to_differentiate_by()
    {
        Assert.Empty(AD.Hessian(x => 3.0)([]));
        var (value, gradient, hessian) = AD.ValueGradientAndHessian((double[] x) => 3.0)([]);
        Assert.Equal(3, value);
        Assert.Empty(gradient);
        Assert.Empty(hessian);
        Assert.Equal(0, AD.Laplacian((double[] x) => 3.0)([]));
    }

    [Fact]
    public void In_single_precision()
    {
        static float F(float[] x) => x[0] * x[0] * x[1];
        Assert.Equal(new float[,] { { 6, 4 }, { 4, 0 } }, AD.Hessian((Func<float[], float>)F)([2, 3]));
        Assert.Equal([6f, 0], AD.DiagonalHessian((Func<float[], float>)F)([2, 3]));
        Assert.Equal([6f, 4], AD.HessianVectorProduct((Func<float[], float>)F)([2, 3], [1, 0]));
    }

    [Fact]
    public void A_function_that_overwrites_its_argument()
    {
        static double F(double[] x)
        {
            x[0] *= x[1];
            x[1] *= x[0];
            return x[1];
        }

        Close(new double[,] { { 0, 2 * 3 }, { 2 * 3, 2 * 2 } }, AD.Hessian(F)([2, 3]));
        Check.Close([0, 4], AD.DiagonalHessian(F)([2, 3]));
    }

    [Fact]
    public void Hessian_of_a_function_that_takes_a_gradient()
    {
        // The squared length of a gradient: 4 |x|^2 for f = |x|^2.
        static double F(double[] x)
        {
            var g = AD.Gradient((double[] y) => (y[0] * y[0]) + (y[1] * y[1] * y[1]), x);
            return (g[0] * g[0]) + (g[1] * g[1]);
        }

        Close(new double[,] { { 8, 0 }, { 0, 108 * 9 } }, AD.Hessian(F)([2, 3]));
    }
}
