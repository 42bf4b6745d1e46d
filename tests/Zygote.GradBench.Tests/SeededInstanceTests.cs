using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

using Zygote.Benchmarks;
using Zygote.GradBench.Problems;

namespace Zygote.GradBench.Tests;

/// <summary>The benchmark problems on small instances of our own: the gradient against central differences.</summary>
public sealed class SeededInstanceTests
{
    const double Step = 1e-5;

    [Theory]
    [InlineData(16, 5)]
    [InlineData(33, 12)]
    public void Least_squares(int n, int m) => Agrees(x => LeastSquares.Loss(x, n), Instances.Uniform(m, 3));

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void Log_sum_exp(int n) => Agrees(LogSumExp.Of, Instances.Normal(n, 4));

    [Theory]
    [InlineData(3, 2)]
    [InlineData(6, 5)]
    public void Ordinary_differential_equation(int n, int steps) =>
        Agrees(x => Ode.LastComponent(x, steps), Instances.Uniform(n, 5));

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Determinant_by_minors(int n) => Agrees(a => Determinant.Of(a, n), Instances.Uniform(n * n, 6));

    [Theory]
    [InlineData(2, 3, 7)]
    [InlineData(4, 5, 20)]
    public void Mixture_of_Gaussians(int d, int k, int n)
    {
        var (p, data) = Instances.Mixture(d, k, n);
        Func<MixtureParameters, double> f = q => GaussianMixture.LogPosterior(q, data);
        var g = AD.Gradient(f, p);
        Compare(() => f(p), [p.Alpha, .. p.Mu, .. p.Q, .. p.L], [g.Alpha, .. g.Mu, .. g.Q, .. g.L]);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 9)]
    public void Long_short_term_memory(int layers, int length)
    {
        var (p, state, sequence) = Instances.LstmModel(layers, length);
        Func<LstmParameters, double> f = q => Lstm.Loss(q, state, sequence);
        var g = AD.Gradient(f, p);
        Compare(() => f(p), Arrays(p), Arrays(g));
    }

    [Fact]
    public void Cost_of_k_means()
    {
        double[][] points = [.. Enumerable.Range(0, 30).Select(i => Instances.Normal(3, i))];
        double[][] centroids = [.. points.TakeLast(4).Select(c => (double[])c.Clone())];
        Func<double[][], double> f = c => KMeans.Cost(c, points);
        Compare(() => f(centroids), centroids, AD.Gradient(f, centroids));
    }

    [Fact]
    public void Bundle_adjustment()
    {
        var problem = Instances.Bundle(cameras: 3, points: 4, observations: 7);
        var jacobian = new BundleJacobian(3, 4, 7);
        BundleAdjustment.PrepareJacobian(problem, jacobian)();
        jacobian.FillPattern();
        for (var i = 0; i < 7; i++)
        {
            var (camera, point) = (problem.Cameras[i % 3], problem.Points[i % 4]);
            double[] x =
            [
                camera.Rotation.X, camera.Rotation.Y, camera.Rotation.Z, camera.Center.X, camera.Center.Y, camera.Center.Z,
                camera.Focal, camera.Principal.X, camera.Principal.Y, camera.K1, camera.K2, point.X, point.Y, point.Z,
                problem.Weights[i],
            ];
            Pair At() => BundleAdjustment.Residual(new Observation(
                new Camera(new(x[0], x[1], x[2]), new(x[3], x[4], x[5]), x[6], new(x[7], x[8]), x[9], x[10]),
                new(x[11], x[12], x[13]), x[14], problem.Features[i]));
            int[] columns = [.. Enumerable.Range(11 * (i % 3), 11), .. Enumerable.Range(33 + (3 * (i % 4)), 3), 45 + i];
            for (var side = 0; side < 2; side++)
            {
                var row = jacobian.Rows[(2 * i) + side]..jacobian.Rows[(2 * i) + side + 1];
                Assert.Equal(columns, jacobian.Columns[row]);
                Compare(() => side == 0 ? At().X : At().Y, [x], [jacobian.Values[row]]);
            }

            var last = jacobian.Rows[14 + i];
            Assert.Equal(45 + i, jacobian.Columns[last]);
            Assert.Equal(-2 * problem.Weights[i], jacobian.Values[last], 1e-15);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hand_tracking(bool onTriangles)
    {
        var (p, data) = Instances.Hand(vertices: 12, points: 3, onTriangles);
        var jacobian = HandTracking.PrepareJacobian(p, data)();
        for (var row = 0; row < 9; row++)
        {
            // The first two columns hold u and v of all points: a row depends on those of its own point.
            var theta = Enumerable.Range(onTriangles ? 2 : 0, p.Theta.Length).Select(column => jacobian[row, column]).ToArray();
            Compare(() => HandTracking.Residuals(p, data)[row], [p.Theta], [theta]);
            if (!onTriangles)
                continue;
            var us = new double[6];
            (us[2 * (row / 3)], us[(2 * (row / 3)) + 1]) = (jacobian[row, 0], jacobian[row, 1]);
            Compare(() => HandTracking.Residuals(p, data)[row], [p.Us], [us]);
        }
    }

    static IReadOnlyList<double[]> Arrays(LstmParameters p) =>
        [.. typeof(LstmParameters).GetProperties().Select(q => q.GetValue(p)).OfType<double[][]>().SelectMany(a => a)];

    static void Agrees(Func<double[], double> f, double[] x) => Compare(() => f(x), [x], [AD.Gradient(f, x)]);

    /// <summary>Central differences, improved once by extrapolation, relative to the largest entry.</summary>
    static void Compare(Func<double> value, IReadOnlyList<double[]> parameters, IReadOnlyList<double[]> gradient)
    {
        var scale = gradient.SelectMany(g => g).Select(Math.Abs).Max();
        Assert.True(scale > 0);
        for (var a = 0; a < parameters.Count; a++)
        {
            for (var i = 0; i < parameters[a].Length; i++)
            {
                var expected = ((4 * Difference(value, parameters[a], i, Step)) - Difference(value, parameters[a], i, 2 * Step)) / 3;
                Assert.InRange(gradient[a][i], expected - (1e-7 * scale), expected + (1e-7 * scale));
            }
        }
    }

    static double Difference(Func<double> value, double[] x, int i, double h)
    {
        var at = x[i];
        x[i] = at + h;
        var above = value();
        x[i] = at - h;
        var below = value();
        x[i] = at;
        return (above - below) / (2 * h);
    }
}
