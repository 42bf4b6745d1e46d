using System;
using System.Linq;

using Xunit;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

public sealed class CholeskyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(130)]
    public void The_factor_times_its_transpose_is_the_matrix(int n)
    {
        var a = Positive(n);
        var l = Arrays.Cholesky(a);
        Against.Near(a, Loops.Product(l, Loops.Transpose(l)), 1e-13);
        Against.Near(Loops.Triangle(l, true, false, false), l, 0);
        var b = Data.Matrix(n, 2);
        var (x, determinant) = Loops.Solve(a, b);
        Against.Near(x, Arrays.SolveCholesky(l, b), 1e-11);
        Against.Near(Loops.First(x), Arrays.SolveCholesky(l, Loops.First(b)), 1e-11);
        if (n < 50)
            Against.Near(Math.Log(determinant), Arrays.LogDeterminantCholesky(l), 1e-11);
    }

    [Fact]
    public void Derivatives_are_those_of_the_loop_in_the_lower_triangle()
    {
        double[] x = [4, 9, 9, 1, 5, 9, -0.5, 0.7, 3];
        Against.Loop(
            v => Data.Mix(Arrays.Cholesky(Data.Matrix(v, 0, 3, 3))), v => Data.Mix(Factor(Data.Matrix(v, 0, 3, 3))), x);
        Against.Loop(
            v => Arrays.LogDeterminantCholesky(Arrays.Cholesky(Data.Matrix(v, 0, 3, 3)))
                + Data.Mix(Arrays.SolveCholesky(Arrays.Cholesky(Data.Matrix(v, 0, 3, 3)), [1, 2, 3])),
            v =>
            {
                var l = Factor(Data.Matrix(v, 0, 3, 3));
                var sum = 0.0;
                for (var i = 0; i < 3; i++)
                    sum += 2 * Math.Log(l[i, i]);
                return sum + Data.Mix(Loops.First(Loops.Solve(Loops.Product(l, Loops.Transpose(l)), Loops.Column([1, 2, 3])).X));
            },
            x);
        Against.Single(
            v => Data.Mix(Arrays.Cholesky(Data.Matrix(v, 0, 3, 3))), v => Data.Mix(Arrays.Cholesky(Data.Matrix(v, 0, 3, 3))), x);
    }

    [Fact]
    public void Derivatives_of_large_factors_are_those_of_the_loop()
    {
        const int N = 83;
        var a = Positive(N);
        double[] x = [.. Enumerable.Range(0, N * N).Select(i => a[i / N, i % N] / 10 + (i % N == i / N ? 3 : 0))];
        Against.LargeLoop(v => Data.Mix(Arrays.Cholesky(Data.Matrix(v, 0, N, N))), v => Data.Mix(Factor(Data.Matrix(v, 0, N, N))), x);
        Assert.Throws<ArgumentException>(() => Arrays.Cholesky(new double[N, N]));
        var single = AD.Gradient((float[] v) => Data.Mix(Arrays.Cholesky(Data.Matrix(v, 0, N, N))), [.. x.Select(v => (float)v)]);
        Against.Near(
            AD.Gradient((double[] v) => Data.Mix(Factor(Data.Matrix(v, 0, N, N))), x), [.. single.Select(v => (double)v)], 1e-4);
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_told()
    {
        Assert.Contains("pivot 1 is not positive", Assert.Throws<ArgumentException>(
            () => Arrays.Cholesky(new double[,] { { 1, 2 }, { 2, 1 } })).Message);
        Assert.Throws<ArgumentException>(() => Arrays.Cholesky(new double[1, 1]));
        Assert.Contains("2 x 1", Assert.Throws<ArgumentException>(() => Arrays.Cholesky(new double[2, 1])).Message);
        Assert.True(double.IsNaN(Arrays.Cholesky(new[,] { { double.NaN } })[0, 0]));
    }

    static double[,] Positive(int n)
    {
        var a = Data.Matrix(n, n);
        var b = Loops.Product(a, Loops.Transpose(a));
        for (var i = 0; i < n; i++)
            b[i, i] += 1;
        return b;
    }

    static double[,] Factor(double[,] a)
    {
        var n = a.GetLength(0);
        var l = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++)
                    sum -= l[i, k] * l[j, k];
                l[i, j] = i == j ? Math.Sqrt(sum) : sum / l[j, j];
            }
        }

        return l;
    }
}
