using System;
using System.Linq;

using Xunit;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

public sealed class ProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 4)]
    [InlineData(5, 1, 7)]
    [InlineData(9, 17, 13)]
    [InlineData(40, 33, 29)]
    [InlineData(130, 300, 41)]
    [InlineData(3, 600, 1100)]
    [InlineData(0, 3, 2)]
    [InlineData(3, 0, 2)]
    [InlineData(3, 2, 0)]
    public void Matrix_products_are_those_of_loops(int rows, int depth, int columns)
    {
        var (a, b) = (Data.Matrix(rows, depth, 1), Data.Matrix(depth, columns, 2));
        var expected = Loops.Product(a, b);
        Against.Near(expected, Arrays.MatrixProduct(a, b), 1e-12);
        var (at, bt) = (Arrays.Transpose(a), Arrays.Transpose(b));
        Against.Near(expected, Arrays.MatrixProduct(at, b, true, false), 1e-12);
        Against.Near(expected, Arrays.MatrixProduct(a, bt, false, true), 1e-12);
        Against.Near(expected, Arrays.MatrixProduct(at, bt, true, true), 1e-12);
        var single = Arrays.MatrixProduct(Single(a), Single(b));
        Against.Near([.. expected.Cast<double>()], [.. single.Cast<float>().Select(v => (double)v)], 1e-5);
    }

    [Fact]
    public void Derivatives_of_matrix_products_are_those_of_loops()
    {
        Against.Loop(
            x => Data.Mix(Arrays.MatrixProduct(Data.Matrix(x, 0, 2, 3), Data.Matrix(x, 6, 3, 4))),
            x => Data.Mix(Loops.Product(Data.Matrix(x, 0, 2, 3), Data.Matrix(x, 6, 3, 4))), Data.Vector(18));
        Against.Loop(
            x =>
            {
                var a = Data.Matrix(x, 0, 3, 3);
                return Data.Mix(Arrays.MatrixProduct(a, Arrays.MatrixProduct(a, a)));
            },
            x =>
            {
                var a = Data.Matrix(x, 0, 3, 3);
                return Data.Mix(Loops.Product(a, Loops.Product(a, a)));
            },
            Data.Vector(9));
        Against.Single(
            x => Data.Mix(Arrays.MatrixProduct(Data.Matrix(x, 0, 2, 3), Data.Matrix(x, 6, 3, 4))),
            x => Data.Mix(Arrays.MatrixProduct(Data.Matrix(x, 0, 2, 3), Data.Matrix(x, 6, 3, 4))), Data.Vector(18));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Derivatives_of_large_products_are_those_of_loops(bool transposeA, bool transposeB)
    {
        double[,] Op(double[,] a, bool transposed) => transposed ? Loops.Transpose(a) : a;
        double[,] A(double[] x) => transposeA ? Data.Matrix(x, 0, 9, 11) : Data.Matrix(x, 0, 11, 9);
        double[,] B(double[] x) => transposeB ? Data.Matrix(x, 99, 13, 9) : Data.Matrix(x, 99, 9, 13);
        Against.LargeLoop(
            x => Data.Mix(Arrays.MatrixProduct(A(x), B(x), transposeA, transposeB)),
            x => Data.Mix(Loops.Product(Op(A(x), transposeA), Op(B(x), transposeB))), Data.Vector(99 + 117));
        Against.LargeLoop(
            x =>
            {
                var a = Data.Matrix(x, 0, 12, 12);
                return Data.Mix(Arrays.MatrixProduct(a, Arrays.MatrixProduct(a, a, transposeA, transposeB)));
            },
            x =>
            {
                var a = Data.Matrix(x, 0, 12, 12);
                return Data.Mix(Loops.Product(a, Loops.Product(Op(a, transposeA), Op(a, transposeB))));
            },
            Data.Vector(144));
    }

    [Fact]
    public void Large_factors_and_products_may_be_overwritten_afterwards()
    {
        double F(double[] x, bool byLibrary)
        {
            var a = Data.Matrix(x, 0, 11, 11);
            var b = byLibrary ? Arrays.MatrixProduct(a, a) : Loops.Product(a, a);
            a[0, 0] = 7;
            a[3, 4] = b[1, 2];
            var c = byLibrary ? Arrays.MatrixProduct(b, a) : Loops.Product(b, a);
            b[2, 2] = c[0, 1];
            c[5, 5] = 0;
            return Data.Mix(b) + Data.Mix(c);
        }

        Against.LargeLoop(x => F(x, true), x => F(x, false), Data.Vector(121));
    }

    [Fact]
    public void Large_products_in_single_precision()
    {
        Against.Single(
            x => Data.Mix(Arrays.MatrixProduct(Data.Matrix(x, 0, 11, 10), Data.Matrix(x, 110, 10, 12))),
            x => Data.Mix(Arrays.MatrixProduct(Data.Matrix(x, 0, 11, 10), Data.Matrix(x, 110, 10, 12))), Data.Vector(230));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Derivatives_of_products_of_transposes_are_those_of_loops(bool transposeA, bool transposeB)
    {
        double[,] Factor(double[] x, int start, int rows, int columns, bool transposed) =>
            transposed ? Data.Matrix(x, start, columns, rows) : Data.Matrix(x, start, rows, columns);
        double[,] Op(double[,] a, bool transposed) => transposed ? Loops.Transpose(a) : a;
        Against.Loop(
            x => Data.Mix(Arrays.MatrixProduct(
                Factor(x, 0, 2, 3, transposeA), Factor(x, 6, 3, 4, transposeB), transposeA, transposeB)),
            x => Data.Mix(Loops.Product(
                Op(Factor(x, 0, 2, 3, transposeA), transposeA), Op(Factor(x, 6, 3, 4, transposeB), transposeB))),
            Data.Vector(18));
    }

    [Fact]
    public void A_factor_may_be_overwritten_after_the_product()
    {
        static double Power(double t)
        {
            var a = new double[,] { { t } };
            var b = Arrays.MatrixProduct(a, a);
            a[0, 0] = 7;
            b[0, 0] *= t;
            var x = new[] { t };
            var y = Arrays.MatrixProduct(b, x);
            x[0] = -1;
            b[0, 0] = 2;
            var s = Arrays.Dot(y, y);
            y[0] = 0;
            return s;
        }

        Against.Near(8 * Math.Pow(1.1, 7), AD.Gradient(Power, 1.1), 1e-14);
        Against.Near(56 * Math.Pow(1.1, 6), AD.Gradient(t => AD.Gradient(Power, t), 1.1), 1e-14);
        Against.Near(336 * Math.Pow(1.1, 5), AD.Gradient(t => AD.Gradient(s => AD.Gradient(Power, s), t), 1.1), 1e-13);
    }

    [Fact]
    public void Products_with_vectors_from_both_sides()
    {
        var x = Data.Vector(3 * 4 + 4 + 3);
        double Right(double[] v) => Data.Mix(Arrays.MatrixProduct(Data.Matrix(v, 0, 3, 4), Data.Part(v, 12, 4)));
        Against.Loop(Right, v => Data.Mix(Loops.Product(Data.Matrix(v, 0, 3, 4), Data.Part(v, 12, 4))), x);
        double Left(double[] v) => Data.Mix(Arrays.MatrixProduct(Data.Part(v, 16, 3), Data.Matrix(v, 0, 3, 4)));
        Against.Loop(Left, v => Data.Mix(Loops.Product(Loops.Transpose(Data.Matrix(v, 0, 3, 4)), Data.Part(v, 16, 3))), x);
        Against.Single(Right, v => Data.Mix(Arrays.MatrixProduct(Data.Matrix(v, 0, 3, 4), Data.Part(v, 12, 4))), x);
        foreach (var n in new[] { 0, 1, 2, 7, 16, 33, 100 })
        {
            var (a, y) = (Data.Matrix(n, n + 3, n), Data.Vector(n + 3, n + 1));
            Against.Near(Loops.Product(a, y), Arrays.MatrixProduct(a, y), 1e-13);
            Against.Near(Loops.Product(a, y), Arrays.MatrixProduct(y, Arrays.Transpose(a)), 1e-13);
        }
    }

    [Fact]
    public void Dot_outer_kronecker_transpose_and_trace()
    {
        var x = Data.Vector(12);
        Against.Loop(
            v => Math.Exp(Arrays.Dot(Data.Part(v, 0, 6), Data.Part(v, 6, 6))),
            v => Math.Exp(Against.Dot(Data.Part(v, 0, 6), Data.Part(v, 6, 6))), x);
        Against.Loop(
            v => Data.Mix(Arrays.Outer(Data.Part(v, 0, 4), Data.Part(v, 4, 8))),
            v => Data.Mix(Loops.Product(Loops.Column(Data.Part(v, 0, 4)), Loops.Transpose(Loops.Column(Data.Part(v, 4, 8))))), x);
        Against.Differences(v => Data.Mix(Arrays.Kronecker(Data.Matrix(v, 0, 2, 3), Data.Matrix(v, 6, 3, 2))), x);
        Against.Differences(v => Data.Mix(Arrays.Transpose(Data.Matrix(v, 0, 4, 3))), x);
        Against.Differences(v => Math.Sin(Arrays.Trace(Data.Matrix(v, 2, 3, 3))), x);
        var k = Arrays.Kronecker(new double[,] { { 1, 2 } }, new double[,] { { 3, 4 }, { 5, 6 } });
        Assert.Equal(new double[,] { { 3, 4, 6, 8 }, { 5, 6, 10, 12 } }, k);
        Assert.Equal(0, Arrays.Trace(new double[0, 0]));
        Assert.Equal(0, Arrays.Dot(Array.Empty<double>(), []));
        Assert.Equal(11f, Arrays.Dot(new[] { 1f, 2 }, [3, 4]));
        foreach (var n in new[] { 1, 3, 4, 15, 16, 17, 64, 67 })
            Against.Near(Against.Dot(Data.Vector(n), Data.Vector(n, 2)), Arrays.Dot(Data.Vector(n), Data.Vector(n, 2)), 1e-14);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_told()
    {
        Assert.Contains("2 x 3 and 2 x 3", Assert.Throws<ArgumentException>(
            () => Arrays.MatrixProduct(new double[2, 3], new double[2, 3])).Message);
        Assert.Contains("2 x 3 and 2 x 1", Assert.Throws<ArgumentException>(
            () => Arrays.MatrixProduct(new double[2, 3], new double[2])).Message);
        Assert.Contains("2 and 3", Assert.Throws<ArgumentException>(() => Arrays.Dot(new double[2], new double[3])).Message);
        Assert.Contains("2 x 3", Assert.Throws<ArgumentException>(() => Arrays.Trace(new float[2, 3])).Message);
        Assert.Throws<ArgumentException>(
            () => AD.Gradient((double[] v) => Arrays.Dot(v, new double[3]), new double[2]));
    }

    static float[,] Single(double[,] a)
    {
        var b = new float[a.GetLength(0), a.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
                b[i, j] = (float)a[i, j];
        }

        return b;
    }
}
