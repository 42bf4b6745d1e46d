using System;
using System.Linq;
using System.Numerics;

using Xunit;

using Zygote.Testing;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

/// <summary>All modes, second order and difference quotients, at sizes where functions have rules and where they are loops.</summary>
public sealed class ArrayRuleCheckTests
{
    static readonly RuleCheckOptions Few = new() { Points = 1 };

    static double[] Vector(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(1.3 * i + 0.4) + 0.1 * i)];

    static double[,] Matrix(int n, int m)
    {
        var a = new double[n, m];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < m; j++)
                a[i, j] = Math.Cos(2.1 * i + 0.7 * j) + (i == j ? 3 : 0);
        }

        return a;
    }

    static double[,] Lower(double[,] a)
    {
        var l = new double[a.GetLength(0), a.GetLength(0)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j <= i; j++)
                l[i, j] = a[i, j];
        }

        return l;
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void Linear_algebra(int n)
    {
        var (a, b) = (Matrix(n, n), Vector(n));
        RuleCheck.Verify((double[,] a, double[] b) => Arrays.Solve(a, b), a, b, Few);
        RuleCheck.Verify((double[,] a, double[,] b) => Arrays.Solve(a, b), a, Matrix(n, 2), Few);
        RuleCheck.Verify((double[,] a) => Arrays.Inverse(a), a, Few);
        RuleCheck.Verify((double[,] a) => Arrays.LogAbsDeterminant(a).Logarithm, a, Few);
        RuleCheck.Verify((double[,] a) => Arrays.Determinant(a) / Math.Pow(3, n), a, Few);
        RuleCheck.Verify((double[,] a, double[,] b) => Arrays.SolveTriangular(a, b, true, true), a, Matrix(n, 2), Few);
        RuleCheck.Verify((double[,] a, double[,] b) => Arrays.MatrixProduct(a, b), a, Matrix(n, 3), Few);
        RuleCheck.Verify((double[,] a) => Arrays.Cholesky(Arrays.MatrixProduct(Lower(a), Arrays.Transpose(Lower(a)))), a, Few);
    }

    [Fact]
    public void Products_by_rule() =>
        RuleCheck.Verify((double[,] a, double[,] b) => Arrays.MatrixProduct(a, b, true, false), Matrix(12, 9), Matrix(12, 11), Few);

    [Fact]
    public void Transforms_and_convolutions()
    {
        foreach (var n in new[] { 1, 5, 8, 12, 17 })
        {
            RuleCheck.Verify((double[] x) => Arrays.RealFft(x), Vector(n), Few);
            RuleCheck.Verify((double[] x) => Arrays.Convolve(x, x), Vector(n), Few);
            RuleCheck.Verify((Complex[] x) => Arrays.Fft(x), [.. Vector(n).Select(v => new Complex(v, 1 - v * v))], Few);
            RuleCheck.Verify((Complex[] x) => Arrays.InverseFft(x), [.. Vector(n).Select(v => new Complex(v, 1 - v * v))], Few);
        }
    }

    [Fact]
    public void Reductions_and_the_like()
    {
        foreach (var f in new Func<double[], double>[]
        {
            Arrays.Sum, Arrays.Product, Arrays.Mean, x => Arrays.Variance(x), x => Arrays.StandardDeviation(x), x => Arrays.Norm(x), x => Arrays.Norm(x, 3),
            x => Arrays.Norm(x, 1), x => Arrays.Norm(x, double.PositiveInfinity), Arrays.Max, Arrays.Min, Arrays.LogSumExp,
        })
        {
            RuleCheck.Verify(f, Vector(5), Few);
        }

        foreach (var f in new Func<double[], double[]>[]
        {
            Arrays.Softmax, Arrays.LogSoftmax, Arrays.CumulativeSum, Arrays.CumulativeProduct, Arrays.Sort, Arrays.Reverse, x => Arrays.Roll(x, 2),
            Arrays.Differences, x => Arrays.CumulativeTrapezoid(x, x),
        })
        {
            RuleCheck.Verify(f, Vector(5), Few);
        }
    }

    [Fact]
    public void Single_precision()
    {
        float[,] a = { { 4, 1, 0 }, { 0.5f, 3, 1 }, { 0, -1, 5 } };
        float[] b = [1, -2, 0.5f];
        RuleCheck.Verify((float[,] a, float[] b) => Arrays.Solve(a, b), a, b, Few);
        RuleCheck.Verify((float[] x) => Arrays.Softmax(x), b, Few);
    }
}
