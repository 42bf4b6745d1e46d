using System;
using System.Linq;

using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

using Xunit;

using Zygote.Testing;

namespace Zygote.Tests.MathNet;

/// <summary>RuleCheck compares both modes with differences, and the second derivatives by three ways of nesting.</summary>
public sealed class FactorisationTests
{
    static Vector<double> Right => Sample.Vector([1, -2, 0.5]);

    /// <summary>Depends on the numbers, and is no multiple of a column made of them.</summary>
    static Vector<double> RightOf(double[] x, int count) =>
        Vector<double>.Build.Dense(count, i => (x[i] * x[0]) + Math.Cos(2.0 * i));

    static void Check(Func<double[], double> f, int count = 9) => RuleCheck.Verify(f, Sample.Numbers(count));

    [Fact]
    public void Lu()
    {
        Check(x => Sample.Weighed(Sample.Matrix(x, 3).LU().L));
        Check(x => Sample.Weighed(Sample.Matrix(x, 3).LU().U));
        Check(x => Sample.Matrix(x, 3).LU().Determinant);
        Check(x => Sample.Weighed(Sample.Matrix(x, 3).LU().Solve(Right * x[0])));
        Check(x => Sample.Weighed(Sample.Matrix(x, 3).LU().Solve(Sample.Matrix(x, 3).PointwiseMultiply(Sample.Matrix(x, 3)))));
        Check(x => Sample.Weighed(Sample.Matrix(x, 3).LU().Inverse()));
    }

    [Fact]
    public void Solutions_inverses_and_determinants()
    {
        Check(x => Sample.Weighed(Sample.Matrix(x, 3).Solve(Right)));
        Check(x => Sample.Weighed(Sample.Matrix(x, 3).Solve(Sample.Matrix(x, 3).Transpose())));
        Check(x => Sample.Weighed(Sample.Matrix(x, 3).Inverse()));
        Check(x => Sample.Matrix(x, 3).Determinant());
        Check(x => Sample.Weighed(Sample.Matrix(x, 1).Inverse()), 1);
        Check(x => Sample.Matrix(x, 1).Determinant() * x[0], 1);
    }

    [Fact]
    public void Least_squares() => Check(x => Sample.Weighed(Sample.Matrix(x, 3).Solve(Right)), 6);

    [Fact]
    public void Cholesky()
    {
        Check(x => Sample.Weighed(Sample.Positive(x, 3).Cholesky().Factor));
        Check(x => Sample.Positive(x, 3).Cholesky().DeterminantLn);
        Check(x => Sample.Positive(x, 3).Cholesky().Determinant);
        Check(x => Sample.Weighed(Sample.Positive(x, 3).Cholesky().Solve(Right * x[1])));
        Check(x => Sample.Positive(x, 1).Cholesky().DeterminantLn, 1);
    }

    [Fact]
    public void Cholesky_reads_the_lower_triangle_only() =>
        RuleCheck.Verify((double[] x) => Sample.Weighed(Sample.Matrix(x, 2).Cholesky().Factor), [3.0, 1, 7, 2]);

    [Theory]
    [InlineData(QRMethod.Thin, 3, 3)]
    [InlineData(QRMethod.Full, 3, 3)]
    [InlineData(QRMethod.Thin, 4, 2)]
    [InlineData(QRMethod.Full, 4, 2)]
    public void Qr(QRMethod method, int rows, int columns)
    {
        Check(x => Sample.Weighed(Sample.Matrix(x, rows).QR(method).R), rows * columns);
        // A square Q does not depend on the last column, so that something else has to. Other columns are free to rotate.
        Check(
            x => (Sample.Vector(x) * Sample.Vector(x))
                + Sample.Weighed(Sample.Matrix(x, rows).QR(method).Q.SubMatrix(0, rows, 0, columns)),
            rows * columns);
        Check(x => Sample.Weighed(Sample.Matrix(x, rows).QR(method).Solve(RightOf(x, rows))), rows * columns);
    }

    [Fact]
    public void The_projector_on_the_other_columns_of_Q() => Check(x =>
    {
        var rest = Sample.Matrix(x, 4).QR(QRMethod.Full).Q.SubMatrix(0, 4, 2, 2);
        return Sample.Weighed(rest * rest.Transpose());
    }, 8);

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    [InlineData(2, 4)]
    [InlineData(1, 1)]
    public void Svd(int rows, int columns)
    {
        var count = Math.Min(rows, columns);
        Check(x => Sample.Weighed(Sample.Matrix(x, rows).Svd().S), rows * columns);
        Check(x => Sample.Weighed(Sample.Matrix(x, rows).Svd(false).S), rows * columns);
        Check(x => Sample.Weighed(Sample.Matrix(x, rows).Svd().U.SubMatrix(0, rows, 0, count)), rows * columns);
        Check(x => Sample.Weighed(Sample.Matrix(x, rows).Svd().VT.SubMatrix(0, count, 0, columns)), rows * columns);
        Check(x => Sample.Weighed(Sample.Matrix(x, rows).Svd().Solve(RightOf(x, rows))), rows * columns);
        Check(x => Sample.Matrix(x, rows).Svd().ConditionNumber + Sample.Matrix(x, rows).L2Norm(), rows * columns);
    }

    [Fact]
    public void Pseudoinverse_of_full_rank() =>
        Check(x => Sample.Weighed(Sample.Matrix(x, 3).PseudoInverse()), 6);

    [Fact]
    public void Symmetric_eigenvalues_and_vectors()
    {
        Check(x => Sample.Weighed(Sample.Symmetric(x, 3).Evd().EigenValues.Real()));
        Check(x => Sample.Weighed(Sample.Symmetric(x, 3).Evd().EigenVectors));
        Check(x => Sample.Weighed(Sample.Symmetric(x, 3).Evd().D));
        Check(x => Sample.Weighed(Sample.Symmetric(x, 3).Evd(Symmetricity.Symmetric).Solve(Right)));
        Check(x => Sample.Symmetric(x, 1).Evd().EigenValues[0].Real, 1);
    }

    [Fact]
    public void Eigenvectors_of_a_diagonal_matrix_turn()
    {
        // By the code of the algorithm they would not: it leaves out zeros.
        static Vector<double> First(double t) =>
            Matrix<double>.Build.DenseOfArray(new[,] { { 1, t }, { t, 3 } }).Evd(Symmetricity.Symmetric).EigenVectors.Column(0);
        var sign = First(0)[0];
        Assert.Equal(-0.5 * sign, AD.Gradient((double t) => First(t)[1], 0.0), 12);
        Assert.Equal(-0.5 * sign, AD.Derivative((double t) => First(t)[1], 0.0), 12);
        // 2 - sqrt(1 + t^2)
        Assert.Equal(-1, AD.Derivative((double t) => AD.Gradient(Smaller, t), 0.0), 10);
    }

    static double Smaller(double t) =>
        Matrix<double>.Build.DenseOfArray(new[,] { { 1, t }, { t, 3 } }).Evd(Symmetricity.Symmetric).EigenValues[0].Real;

    [Fact]
    public void Equal_eigenvalues()
    {
        // The sum of squares is smooth there; what a vector does is undefined.
        var identity = Matrix<double>.Build.DenseIdentity(3);
        var squares = AD.Gradient((Matrix<double> m) => m.Evd().EigenValues.Real().PointwisePower(2).Sum(), identity);
        Assert.True((squares - (2 * identity)).FrobeniusNorm() < 1e-12);
        Assert.Contains(double.NaN, AD.Gradient((Matrix<double> m) => m.Evd().EigenVectors[0, 1], identity).Enumerate());
    }

    [Fact]
    public void Equal_singular_values()
    {
        var identity = Matrix<double>.Build.DenseIdentity(2);
        var nuclear = AD.Gradient((Matrix<double> m) => m.Svd().S.Sum(), 2 * identity);
        Assert.True((nuclear - identity).FrobeniusNorm() < 1e-12);
        Assert.Contains(double.NaN, AD.Gradient((Matrix<double> m) => m.Svd().U[0, 1], identity).Enumerate());
    }

    [Theory]
    [InlineData(1, 2, 2, 4)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 1, 0, 2)]
    public void The_determinant_of_a_singular_matrix_has_the_cofactors_as_derivative(double a, double b, double c, double d)
    {
        var m = Sample.Matrix([a, b, c, d], 2);
        var gradient = AD.Gradient((Matrix<double> x) => x.Determinant(), m);
        var expected = Sample.Matrix([d, -c, -b, a], 2);
        Assert.True((gradient - expected).FrobeniusNorm() < 1e-12, gradient.ToString());
    }

    [Fact]
    public void A_factorisation_of_a_larger_matrix()
    {
        var x = Sample.Numbers(144);
        var direction = Sample.Numbers(144, 1);
        Func<double[], double> f = a => Sample.Positive(a, 12).Cholesky().DeterminantLn + Sample.Weighed(Sample.Positive(a, 12).Inverse());
        var slope = AD.Gradient(f, x).Zip(direction, (g, d) => g * d).Sum();
        var step = 1e-5;
        double At(double t) => f([.. x.Zip(direction, (a, d) => a + (t * d))]);
        Assert.Equal((At(step) - At(-step)) / (2 * step), slope, 1e-4 * Math.Abs(slope));
        Assert.Equal(slope, AD.Pushforward(f)(x, direction).Tangent, 1e-8 * Math.Abs(slope));
    }
}
