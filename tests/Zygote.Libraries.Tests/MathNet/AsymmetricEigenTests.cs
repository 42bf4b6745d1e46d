using System;
using System.Linq;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

using Zygote.Testing;

using Complex = System.Numerics.Complex;

namespace Zygote.Tests.MathNet;

/// <summary>Eigenvalues and vectors of matrices that are not symmetric, some of them complex, in all modes to second order.</summary>
public sealed class AsymmetricEigenTests
{
    /// <summary>With a pair of complex eigenvalues, well apart.</summary>
    static readonly double[] Turning = [1, 2, 0.5, -0.3, -1.5, 0.7, 1.1, 0.4, 0.2, -0.6, 3, 0.9, 0.8, -0.2, 0.3, -2];

    /// <summary>With real ones only.</summary>
    static readonly double[] Stretching = [4, 0.3, -0.2, 0.5, 1.5, 0.25, -0.4, 0.1, -2];

    static void Check(Func<double[], double> f, double[] at) =>
        RuleCheck.Verify(f, at);

    [Fact]
    public void Eigenvalues()
    {
        Check(x => Weighed(Sample.Matrix(x, 4).Evd().EigenValues), Turning);
        Check(x => Weighed(Sample.Matrix(x, 3).Evd().EigenValues), Stretching);
        Check(x => Sample.Weighed(Sample.Matrix(x, 4).Evd().D), Turning);
        Check(x => Sample.Matrix(x, 1).Evd(Symmetricity.Asymmetric).EigenValues[0].Real, [3]);
    }

    [Fact]
    public void Their_sum_and_product_are_trace_and_determinant()
    {
        var m = Sample.Matrix(Turning, 4);
        Near(AD.Gradient((Matrix<double> a) => a.Evd().EigenValues.Enumerate().Aggregate(Complex.Zero, (s, v) => s + v).Real, m),
            Matrix<double>.Build.DenseIdentity(4));
        Near(AD.Gradient((Matrix<double> a) => Product(a.Evd().EigenValues).Real, m), AD.Gradient((Matrix<double> a) => a.Determinant(), m));
        Near(AD.Gradient((Matrix<double> a) => Product(a.Evd().EigenValues).Imaginary, m), Matrix<double>.Build.Dense(4, 4));
    }

    [Fact]
    public void Vectors_where_their_scale_does_not_matter()
    {
        Check(x => Projected(Sample.Matrix(x, 3).Evd().EigenVectors), Stretching);
        Check(x => ProjectedPairs(Sample.Matrix(x, 4).Evd()), Turning);
        Check(x => Sample.Weighed(Restored(Sample.Matrix(x, 4).Evd())), Turning);
    }

    [Fact]
    public void Single_precision()
    {
        var m = Matrix<float>.Build.Dense(3, 3, [.. Stretching.Select(v => (float)v)]);
        var expected = AD.Gradient((Matrix<double> a) => a.Evd().EigenValues[1].Real, Sample.Matrix(Stretching, 3));
        var found = AD.Gradient((Matrix<float> a) => a.Evd().EigenValues[1].Real, m);
        Assert.True((expected - found.Map(v => (double)v)).FrobeniusNorm() < 1e-5, found.ToString());
    }

    [Fact]
    public void Equal_eigenvalues()
    {
        // The trace of the square is smooth; a vector of a matrix that cannot be diagonalised is not.
        var m = Sample.Matrix([2, 0, 1, 2], 2);
        Near(AD.Gradient((Matrix<double> a) => a.Evd(Symmetricity.Asymmetric).EigenValues.Enumerate().Sum(v => v.Real), 2 * Matrix<double>.Build.DenseIdentity(2)),
            Matrix<double>.Build.DenseIdentity(2));
        Assert.Contains(double.NaN, AD.Gradient((Matrix<double> a) => a.Evd().EigenVectors[1, 1], m).Enumerate());
    }

    static double Weighed(Vector<Complex> values)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Count; i++)
            sum += (1 + (0.3 * i * i)) * values[i].Real + ((0.5 - i) * values[i].Imaginary * values[i].Real);
        return sum;
    }

    static Complex Product(Vector<Complex> values)
    {
        var product = Complex.One;
        for (var i = 0; i < values.Count; i++)
            product *= values[i];
        return product;
    }

    /// <summary>v v' / |v|^2 for real vectors.</summary>
    static double Projected(Matrix<double> vectors)
    {
        var sum = 0.0;
        for (var j = 0; j < vectors.ColumnCount; j++)
        {
            var v = vectors.Column(j);
            sum += (1 + j) * Sample.Weighed(v.OuterProduct(v) / v.DotProduct(v));
        }

        return sum;
    }

    /// <summary>The same for the real parts of complex ones.</summary>
    static double ProjectedPairs(global::MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> evd)
    {
        var sum = 0.0;
        for (var j = 0; j < evd.EigenVectors.ColumnCount; j++)
        {
            var v = evd.EigenVectors.Column(j);
            var projector = v.OuterProduct(v);
            var square = v.DotProduct(v);
            if (evd.EigenValues[j].Imaginary > 0)
            {
                var w = evd.EigenVectors.Column(++j);
                projector += w.OuterProduct(w);
                square += w.DotProduct(w);
            }

            sum += (1 + j) * Sample.Weighed(projector / square);
        }

        return sum;
    }

    /// <summary>V D V^-1, which is the matrix.</summary>
    static Matrix<double> Restored(global::MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> evd) =>
        evd.EigenVectors * evd.D * evd.EigenVectors.Inverse();

    static void Near(Matrix<double> expected, Matrix<double> found) =>
        Assert.True((expected - found).FrobeniusNorm() < 1e-11, $"{expected} {found}");
}
