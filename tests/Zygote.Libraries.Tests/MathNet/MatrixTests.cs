using System;
using System.Linq;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

using Zygote.Testing;

using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;

namespace Zygote.Tests.MathNet;

public sealed class MatrixTests
{
    static void Check(Func<Matrix<double>, double> f, int rows = 2, int columns = 3) =>
        RuleCheck.Verify((double[] x) => f(Sample.Matrix(x, rows)), Sample.Numbers(rows * columns));

    static void Map(Func<Matrix<double>, Matrix<double>> f, int rows = 2, int columns = 3) =>
        Check(m => Sample.Weighed(f(m)), rows, columns);

    [Fact]
    public void Products()
    {
        Map(m => m * m.Transpose() * m);
        Map(m => m.TransposeThisAndMultiply(m));
        Map(m => m.TransposeAndMultiply(m));
        Map(m => m.PointwiseMultiply(m.PointwiseExp()));
        Map(m => m.KroneckerProduct(m));
        Map(m => m.Power(3), 3);
        Check(m => Sample.Weighed(m * m.Row(1)));
        Check(m => Sample.Weighed(m.Column(1) * m));
        Check(m => Sample.Weighed(m.TransposeThisAndMultiply(m.Column(0))));
        Check(m => Sample.Weighed(m.LeftMultiply(m.Column(2))));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void Products_of_all_shapes(int rows, int columns) => Map(m => m * m.Transpose() * m, rows, columns);

    [Fact]
    public void Arithmetic() =>
        Map(m => (2 * m) + (m * m[0, 1]) - (m / m[1, 1]) + (m + m[0, 0]) - (1 - m) + (-m) - m.Multiply(m[1, 0]));

    [Fact]
    public void Results_in_matrices_that_are_given() => Map(m =>
    {
        var result = Matrix<double>.Build.Dense(2, 2);
        m.TransposeAndMultiply(m, result);
        result.Multiply(m[0, 0], result);
        result.Add(result, result);
        result.Subtract(m[0, 1], result);
        result.Multiply(result, result);
        result.Transpose(result);
        return result;
    });

    [Fact]
    public void Parts()
    {
        Check(m => Sample.Weighed(m.Row(1)) * Sample.Weighed(m.Column(2)) * m.SubMatrix(0, 2, 1, 2)[1, 1]);
        Map(m => m.InsertRow(1, m.Row(0) * m[1, 1]).RemoveColumn(0));
        Map(m =>
        {
            var n = m.Clone();
            n[0, 1] = m[1, 1] * m[0, 0];
            n.At(1, 0, n[0, 1] * m[1, 2]);
            n.SetRow(0, m.Row(1) * 2);
            n.SetColumn(2, n.Column(0).PointwiseMultiply(m.Column(1)));
            n.SetSubMatrix(0, 1, m.SubMatrix(1, 1, 0, 2) * m[0, 0]);
            return n;
        });
        Map(m => m.Append(m).Stack(m.Append(m) * 2));
        Map(m => m.UpperTriangle() + m.StrictlyLowerTriangle().PointwiseMultiply(m));
        Map(m => m.DiagonalStack(m * m[0, 0]));
    }

    [Fact]
    public void Sums_and_norms()
    {
        Check(m => m.RowSums().DotProduct(m.RowSums()) * m.ColumnSums().Sum());
        Check(m => m.FrobeniusNorm() * m.L1Norm() * m.InfinityNorm());
        Check(m => m.RowNorms(2).Sum() * m.ColumnNorms(1).Sum());
        Map(m => m.NormalizeRows(2) + m.NormalizeColumns(2));
        Check(m => m.L2Norm());
        Check(m => m.Trace() * m.Diagonal().Sum(), 3);
    }

    [Fact]
    public void Element_by_element()
    {
        Map(m => m.PointwiseExp() + m.PointwiseSin().PointwiseDivide(m.PointwiseCosh()));
        Map(m => m.PointwisePower(2).PointwiseLog() + m.PointwiseTanh());
        Map(m => m.Map(t => t * Math.Cos(t)) + m.MapIndexed((i, j, t) => t * t * (i - j)));
        Check(m => m.FoldByRow((s, t) => s + (t * t), 0.0).Sum());
    }

    [Fact]
    public void Construction()
    {
        Check(m => Sample.Weighed(Matrix<double>.Build.DenseOfArray(m.ToArray())) * m[0, 0]);
        Check(m => Sample.Weighed(Matrix<double>.Build.DenseOfColumnMajor(3, 2, m.ToColumnMajorArray())) * m[0, 0]);
        Check(m => Sample.Weighed(Matrix<double>.Build.DenseOfRows(m.EnumerateRows().Select(r => r.Enumerate()))) * m[0, 0]);
        Check(m => Sample.Weighed(Matrix<double>.Build.DenseOfRowArrays(m.ToRowArrays())) * m[0, 0]);
        Check(m => Sample.Weighed(Matrix<double>.Build.DenseOfColumnVectors(m.Column(0), m.Column(2))) * m[0, 0]);
        Check(m => Sample.Weighed(DenseMatrix.OfArray(m.ToArray()) * DenseMatrix.CreateIdentity(3)) * m[0, 0]);
        Check(m => Sample.Weighed(Matrix<double>.Build.DenseOfDiagonalVector(m.Row(0)) * m.Transpose()));
        Check(m => Sample.Weighed(Matrix<double>.Build.DiagonalOfDiagonalVector(m.Row(0)) * m.Transpose()));
        Check(m => Sample.Weighed(Matrix<double>.Build.SparseOfArray(m.ToArray()) * m.Transpose()));
        Check(m => Sample.Weighed(Matrix<double>.Build.Dense(2, 2, (i, j) => m[i, j] * m[j, i + 1])));
    }

    [Fact]
    public void The_gradient_by_a_matrix_is_a_matrix_of_its_shape()
    {
        var m = Sample.Matrix([1, 2, 3, 4, 5, 6], 2);
        var gradient = AD.Gradient((Matrix<double> x) => x.PointwiseMultiply(x).RowSums().Sum(), m);
        Assert.Equal(2 * m, gradient);
        Assert.Equal((2, 3), (gradient.RowCount, gradient.ColumnCount));
        var diagonal = Matrix<double>.Build.Diagonal([1, 2, 3]);
        Assert.Equal(2 * diagonal, AD.Gradient((Matrix<double> x) => (x * x).Trace(), diagonal));
        var sparse = Matrix<double>.Build.SparseOfArray(new double[,] { { 1, 0 }, { 3, 4 } });
        Assert.Equal(
            Matrix<double>.Build.SparseOfArray(new double[,] { { 2, 0 }, { 0, 8 } }),
            AD.Gradient((Matrix<double> x) => (x * x).Trace(), sparse));
    }

    [Fact]
    public void A_matrix_of_floats()
    {
        float[] x = [1.5f, -0.5f, 2, 0.25f];
        RuleCheck.Verify((float[] a) => (Float(a) * Float(a)).Determinant(), x);
        RuleCheck.Verify((float[] a) => Float(a).Inverse()[0, 1] + Float(a).Inverse()[1, 0], x);
        Assert.Equal(7f, AD.Gradient((float s) => (s * Vector<float>.Build.Dense([1, 2, 4])).Sum(), 0f));
        Assert.Equal(2f, AD.Gradient((Vector<float> v) => v.DotProduct(v), Vector<float>.Build.Dense([1, 3]))[0]);
    }

    static Matrix<float> Float(float[] a) => Matrix<float>.Build.Dense(2, 2, a);

    [Fact]
    public void Exceptions_are_those_of_the_original()
    {
        var m = Sample.Matrix([1, 2, 3, 4, 5, 6], 2);
        Same(x => (x * x)[0, 0], m);
        Same(x => x.Determinant(), m);
        Same(x => x.Inverse()[0, 0], m);
        Same(x => (x + x.Transpose())[0, 0], m);
        Same(x => x.Cholesky().Determinant, m);
        Same(x => (x.TransposeThisAndMultiply(x) - (100 * Matrix<double>.Build.DenseIdentity(3))).Cholesky().Determinant, m);
        Same(x => x.Solve(Sample.Vector([1, 2, 3]))[0], m);
        Same(x => (x / (x[0, 0] - 1))[0, 0], m);
        Same(x => x.QR().R[0, 0], m);
        Same(x => { x.Add(x[0, 0], x.Transpose()); return 0; }, m);
        Same(x => { x.Multiply(x[0, 0], x.Transpose()); return 0; }, m);
    }

    static void Same(Func<Matrix<double>, double> f, Matrix<double> m)
    {
        var expected = Assert.ThrowsAny<Exception>(() => f(m));
        var actual = Assert.ThrowsAny<Exception>(() => AD.Gradient(f, m));
        Assert.Equal(expected.GetType(), actual.GetType());
        Assert.Equal(expected.Message, actual.Message);
    }
}
