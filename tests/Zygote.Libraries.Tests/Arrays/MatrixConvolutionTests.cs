using System;
using System.Linq;

using Xunit;

using Zygote.Testing;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

/// <summary>Small ones are loops; 8 x 8 with 9 x 6 and more, the rows one after the other, and long ones by transforms.</summary>
public sealed class MatrixConvolutionTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 4, 2, 3)]
    [InlineData(2, 3, 4, 2)]
    [InlineData(1, 5, 4, 1)]
    [InlineData(1, 6, 1, 3)]
    [InlineData(1, 60, 1, 50)]
    [InlineData(7, 8, 9, 6)]
    [InlineData(8, 8, 9, 6)]
    [InlineData(9, 20, 21, 8)]
    [InlineData(30, 25, 12, 17)]
    public void All_modes_are_parts_of_the_sum(int m, int n, int k, int l)
    {
        var (a, b) = (Data.Matrix(m, n), Data.Matrix(k, l, 2));
        var full = Full(a, b);
        Near(full, Arrays.Convolve(a, b));
        Near(Block(full, (k - 1) / 2, (l - 1) / 2, m, n), Arrays.Convolve(a, b, ConvolutionMode.Same));
        Near(
            Block(full, Math.Min(m, k) - 1, Math.Min(n, l) - 1, Math.Abs(m - k) + 1, Math.Abs(n - l) + 1),
            Arrays.Convolve(a, b, ConvolutionMode.Valid));
        var single = Arrays.Convolve(Rounded(a), Rounded(b));
        Assert.Equal(full.GetLength(1), single.GetLength(1));
        Against.Near([.. full.Cast<double>()], [.. single.Cast<float>().Select(t => (double)t)], 1e-5);
        if (m == 1 && k == 1)
            Against.Near(Arrays.Convolve(Arrays.Flatten(a), Arrays.Flatten(b)), Arrays.Flatten(Arrays.Convolve(a, b)), 1e-14);
    }

    [Theory]
    [InlineData(ConvolutionMode.Full)]
    [InlineData(ConvolutionMode.Same)]
    [InlineData(ConvolutionMode.Valid)]
    public void Derivatives_in_all_modes(ConvolutionMode mode)
    {
        var options = new RuleCheckOptions { Points = 1 };
        foreach (var (m, n, k, l) in new[] { (1, 1, 1, 1), (3, 4, 2, 3), (2, 5, 3, 1), (8, 8, 9, 6) })
        {
            var (a, b) = (Data.Matrix(m, n), Data.Matrix(k, l, 2));
            RuleCheck.Verify((double[,] a, double[,] b) => Arrays.Convolve(a, b, mode), a, b, options);
            RuleCheck.Verify((float[,] a, float[,] b) => Arrays.Convolve(a, b, mode), Rounded(a), Rounded(b), options);
        }

        RuleCheck.Verify((double[,] a) => Arrays.Convolve(a, a, mode), Data.Matrix(3, 2), options);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(8, 9)]
    [InlineData(17, 12)]
    public void Gradients_are_those_of_the_sum(int n, int k)
    {
        var b = Data.Matrix(k, k, 2);
        Against.LargeLoop(
            x => Data.Mix(Arrays.Convolve(Data.Matrix(x, 0, n, n), b)), x => Data.Mix(Full(Data.Matrix(x, 0, n, n), b)), Data.Vector(n * n));
        Against.LargeLoop(
            x => Data.Mix(Arrays.Convolve(b, Data.Matrix(x, 0, n, n))), x => Data.Mix(Full(b, Data.Matrix(x, 0, n, n))), Data.Vector(n * n));
    }

    [Fact]
    public void Nothing_convolved_is_nothing()
    {
        foreach (var (rows, columns) in new[] { (0, 0), (0, 3), (3, 0) })
        {
            var empty = new double[rows, columns];
            foreach (var mode in Enum.GetValues<ConvolutionMode>())
            {
                Assert.Empty(Arrays.Convolve(empty, Data.Matrix(2, 2), mode));
                Assert.Equal(0, Arrays.Convolve(Data.Matrix(2, 2), empty, mode).GetLength(1));
            }

            Assert.Equal(new double[2, 2], AD.Gradient((double[,] a) => Arrays.Sum(Arrays.Convolve(a, empty)), Data.Matrix(2, 2)));
        }

        Assert.Throws<ArgumentNullException>(() => Arrays.Convolve(new double[1, 1], null!));
    }

    static double[,] Full(double[,] a, double[,] b)
    {
        var c = new double[a.GetLength(0) + b.GetLength(0) - 1, a.GetLength(1) + b.GetLength(1) - 1];
        for (var i = 0; i < c.GetLength(0); i++)
        {
            for (var j = 0; j < c.GetLength(1); j++)
            {
                for (var k = Math.Max(0, i - b.GetLength(0) + 1); k < a.GetLength(0) && k <= i; k++)
                {
                    for (var l = Math.Max(0, j - b.GetLength(1) + 1); l < a.GetLength(1) && l <= j; l++)
                        c[i, j] += a[k, l] * b[i - k, j - l];
                }
            }
        }

        return c;
    }

    static double[,] Block(double[,] a, int row, int column, int rows, int columns)
    {
        var block = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                block[i, j] = a[row + i, column + j];
        }

        return block;
    }

    static float[,] Rounded(double[,] a) =>
        Data.Matrix([.. a.Cast<double>().Select(t => (float)t)], 0, a.GetLength(0), a.GetLength(1));

    static void Near(double[,] expected, double[,] actual)
    {
        Assert.Equal(expected.GetLength(1), actual.GetLength(1));
        Against.Near(expected, actual, 1e-13);
    }
}
