using System;
using System.Linq;

using Xunit;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

public sealed class ReductionTests
{
    static readonly double[] X = [0.3, -1.2, 2.5, 0.7, -0.4];

    [Fact]
    public void Of_matrices()
    {
        double[] x = [.. X, 0.9];
        static double[,] M(double[] v) => Data.Matrix(v, 0, 2, 3);
        static float[,] F(float[] v) => Data.Matrix(v, 0, 2, 3);
        Assert.Equal(x, Arrays.Flatten(M(x)));
        Against.Loop(v => Arrays.Sum(M(v)) * v[0], v => v.Sum() * v[0], x);
        Against.Loop(v => Arrays.Norm(M(v)), v => Math.Sqrt(v.Sum(e => e * e)), x);
        Against.Loop(v => Arrays.LogSumExp(M(v)), v => Math.Log(v.Sum(Math.Exp)), x);
        Against.Differences(v => Arrays.Product(M(v)) + Arrays.Mean(M(v)) * v[1], x);
        Against.Differences(v => Arrays.Max(M(v)) * v[0] + Arrays.Min(M(v)) * v[5] + Arrays.Norm(M(v), 3), x);
        Against.Loop(v => Arrays.Sum(M(v), 0)[1] * Arrays.Sum(M(v), 1)[0], v => (v[1] + v[4]) * (v[0] + v[1] + v[2]), x);
        Against.Single(v => Arrays.Norm(M(v)) + Arrays.LogSumExp(M(v)), v => Arrays.Norm(F(v)) + Arrays.LogSumExp(F(v)), x);
        Assert.Throws<ArgumentOutOfRangeException>(() => Arrays.Sum(M(x), 2));
    }

    [Fact]
    public void Sums_products_and_moments()
    {
        foreach (var n in new[] { 0, 1, 2, 3, 8, 15, 16, 17, 33, 100 })
        {
            var x = Data.Vector(n);
            Against.Near(x.Sum(), Arrays.Sum(x), 1e-14);
            Against.Near(x.Sum(), Arrays.Sum([.. x.Select(v => (float)v)]), 1e-6);
            Against.Near(x.Aggregate(1.0, (a, b) => a * b), Arrays.Product(x), 1e-14);
        }

        Assert.Equal(0.38, Arrays.Mean(X), 14);
        Assert.Equal(X.Sum(v => (v - 0.38) * (v - 0.38)) / 4, Arrays.Variance(X), 14);
        Assert.Equal(X.Sum(v => (v - 0.38) * (v - 0.38)) / 5, Arrays.Variance(X, 0), 14);
        Assert.True(double.IsNaN(Arrays.Mean(Array.Empty<double>())) && double.IsNaN(Arrays.Variance(new[] { 1.0 })));
        Against.Loop(v => Math.Sin(Arrays.Sum(v)), v => Math.Sin(v.Sum()), X);
        Against.Differences(v => Arrays.Product(v), X);
        Against.Differences(v => Arrays.Product(v), [0.3, 0, 2.5]);
        Against.Differences(v => Arrays.Product(v), [0, 0, 2.5]);
        Against.Differences(v => Arrays.Mean(v) * v[1], X);
        Against.Differences(v => Arrays.Variance(v), X);
        Against.Differences(v => Arrays.StandardDeviation(v, 0), X);
        Against.Single(v => Arrays.StandardDeviation(v), v => Arrays.StandardDeviation(v), X);
        Assert.Equal(new double[3], AD.Gradient((double[] v) => Arrays.StandardDeviation(v), [2, 2, 2]));
    }

    [Fact]
    public void Covariances_are_those_of_pairs()
    {
        var x = Data.Vector(12);
        var c = Arrays.Covariance(Data.Matrix(x, 0, 4, 3));
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var (a, b) = (Enumerable.Range(0, 4).Select(k => x[3 * k + i]), Enumerable.Range(0, 4).Select(k => x[3 * k + j]));
                Assert.Equal(a.Zip(b, (s, t) => (s - a.Average()) * (t - b.Average())).Sum() / 3, c[i, j], 14);
            }
        }

        Against.Differences(v => Data.Mix(Arrays.Covariance(Data.Matrix(v, 0, 4, 3))), x);
        Against.Single(
            v => Data.Mix(Arrays.Covariance(Data.Matrix(v, 0, 4, 3))), v => Data.Mix(Arrays.Covariance(Data.Matrix(v, 0, 4, 3))), x);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1.5)]
    [InlineData(double.PositiveInfinity)]
    public void Norms(double p)
    {
        var expected = double.IsInfinity(p) ? 2.5 : Math.Pow(X.Sum(v => Math.Pow(Math.Abs(v), p)), 1 / p);
        Assert.Equal(expected, Arrays.Norm(X, p), 14);
        Against.Differences(v => Arrays.Norm(v, p) * v[0], X);
        Against.Single(v => Arrays.Norm(v, p), v => Arrays.Norm(v, p), X);
        Assert.Equal(0, Arrays.Norm(Array.Empty<double>(), p));
        Assert.Equal(new double[3], AD.Gradient((double[] v) => Arrays.Norm(v, p), new double[3]));
        Assert.True(double.IsNaN(Arrays.Norm([1, double.NaN], p)));
        Assert.Equal(double.PositiveInfinity, Arrays.Norm([1, double.NegativeInfinity], p));
        foreach (var scale in new[] { 1e300, 1e-300 })
        {
            double[] large = [.. X.Select(v => scale * v)];
            Against.Near(expected, Arrays.Norm(large, p) / scale, 1e-14);
            Against.Near(AD.Gradient((double[] v) => Arrays.Norm(v, p), X), AD.Gradient((double[] v) => Arrays.Norm(v, p), large), 1e-14);
        }
    }

    [Fact]
    public void A_norm_needs_a_positive_order()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Arrays.Norm(X, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Arrays.Norm(X, double.NaN));
        Assert.Equal([0, 1, -1], AD.Gradient((double[] v) => Arrays.Norm(v, 1), [0, 2, -3]));
    }

    [Fact]
    public void Extrema_give_the_first_of_equal_elements_the_derivative()
    {
        double[] x = [1, 3, -2, 3, -2];
        Assert.Equal((1, 2), (Arrays.ArgMax(x), Arrays.ArgMin(x)));
        Assert.Equal([0, 1, 0, 0, 0], AD.Gradient((double[] v) => Arrays.Max(v), x));
        Assert.Equal([0, 0, 1, 0, 0], AD.Gradient((double[] v) => Arrays.Min(v), x));
        Assert.Equal((1, 1), (Arrays.ArgMax([1, double.NaN, 7]), Arrays.ArgMin([1, double.NaN, -7])));
        Assert.Equal(1.5f, Arrays.Max([0.5f, 1.5f]));
        Assert.Throws<ArgumentException>(() => Arrays.Max(Array.Empty<double>()));
        Assert.Throws<ArgumentException>(() => Arrays.ArgMin(Array.Empty<float>()));
        Against.Differences(v => Arrays.Max(v) * Arrays.Min(v), X);
    }

    [Fact]
    public void Softmax_and_its_logarithms()
    {
        double[] Exponentials(double[] x)
        {
            var y = new double[x.Length];
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                y[i] = Math.Exp(x[i]);
                sum += y[i];
            }

            for (var i = 0; i < x.Length; i++)
                y[i] /= sum;
            return y;
        }

        foreach (var n in new[] { 1, 2, 3, 4, 5, 8, 9, 16, 37 })
        {
            var x = Data.Vector(n);
            Against.Near(Exponentials(x), Arrays.Softmax(x), 1e-14);
            Against.Near([.. Exponentials(x).Select(t => Math.Log(t))], Arrays.LogSoftmax(x), 1e-14);
            Against.Near(Math.Log(x.Sum(Math.Exp)), Arrays.LogSumExp(x), 1e-14);
        }

        Against.Loop(v => Data.Mix(Arrays.Softmax(v)), v => Data.Mix(Exponentials(v)), X);
        Against.Loop(v => Data.Mix(Arrays.LogSoftmax(v)), v => Data.Mix([.. Exponentials(v).Select(t => Math.Log(t))]), X);
        Against.Loop(v => Arrays.LogSumExp(v), v => Math.Log(v.Sum(Math.Exp)), X);
        Against.Single(v => Data.Mix(Arrays.Softmax(v)), v => Data.Mix(Arrays.Softmax(v)), X);
        Against.Single(v => Data.Mix(Arrays.LogSoftmax(v)), v => Data.Mix(Arrays.LogSoftmax(v)), X);
        Against.Single(v => Arrays.LogSumExp(v), v => Arrays.LogSumExp(v), X);
    }

    [Fact]
    public void Exponentials_at_the_ends_of_the_range()
    {
        Assert.Equal([0.5, 0.5], Arrays.Softmax([1000.0, 1000]));
        Assert.Equal([0, 1], Arrays.Softmax([-1e308, 1e308]));
        Assert.Equal(1000 + Math.Log(2), Arrays.LogSumExp([1000.0, 1000]), 12);
        Assert.Equal(double.NegativeInfinity, Arrays.LogSumExp(Array.Empty<double>()));
        Assert.Equal(double.PositiveInfinity, Arrays.LogSumExp([1, double.PositiveInfinity]));
        Assert.Equal(2, Arrays.LogSumExp([2, double.NegativeInfinity]));
        Assert.Equal([1, 0], AD.Gradient((double[] v) => Arrays.LogSumExp(v), [2, double.NegativeInfinity]));
        Assert.Equal([1, 0], Arrays.Softmax([2, double.NegativeInfinity]));
        Assert.True(double.IsNaN(Arrays.LogSumExp([2, double.NaN])) && double.IsNaN(Arrays.Softmax([2, double.NaN])[0]));
        Assert.Empty(Arrays.Softmax(Array.Empty<double>()));
        Assert.Empty(Arrays.LogSoftmax(Array.Empty<float>()));
        Assert.Equal([-2000, 0], Arrays.LogSoftmax([-1000.0, 1000]));
    }

    [Fact]
    public void A_result_may_be_overwritten_afterwards()
    {
        static double F(double[] v)
        {
            double[] x = [v[0], v[1]];
            var y = Arrays.Softmax(x);
            x[0] = 5;
            var s = y[0];
            y[0] = y[1] * y[1];
            return s * y[0] + y[1];
        }

        Against.Differences(F, [0.2, 0.9]);
    }
}
