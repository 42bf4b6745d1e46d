using System;
using System.Linq;

using MathNet.Numerics.IntegralTransforms;
using MathNet.Numerics.LinearAlgebra;

using Xunit;

using Zygote.Testing;

using Complex = System.Numerics.Complex;

namespace Zygote.Tests.MathNet;

/// <summary>Matrices and vectors of complex numbers, in all modes to second order.</summary>
public sealed class ComplexMatrixTests
{
    static readonly double[] Numbers = Sample.Numbers(18, 0.4);

    static Vector<Complex> Right => Vector<Complex>.Build.Dense([new(1, -2), new(0.5, 0.3), new(-1, 1)]);

    static Matrix<Complex> Make(double[] x, int rows)
    {
        var columns = x.Length / 2 / rows;
        var m = Matrix<Complex>.Build.Dense(rows, columns);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                m[i, j] = new Complex(x[2 * (i + (j * rows))], x[(2 * (i + (j * rows))) + 1]);
        }

        return m;
    }

    static double Weighed(Matrix<Complex> m)
    {
        var sum = 0.0;
        for (var i = 0; i < m.RowCount; i++)
        {
            for (var j = 0; j < m.ColumnCount; j++)
                sum += m[i, j].Real * (1 + (0.7 * i) - (0.4 * j)) + (m[i, j].Imaginary * (0.3 + (0.2 * j * i) - (0.5 * i)));
        }

        return sum;
    }

    static double Weighed(Vector<Complex> v) => Weighed(v.ToColumnMatrix());

    static void Check(Func<double[], double> f, int numbers = 18) => RuleCheck.Verify(f, Numbers[..numbers]);

    [Fact]
    public void Sums_and_products()
    {
        Check(x => Weighed(Make(x, 3) + (Make(x, 3) * new Complex(2, 1))));
        Check(x => Weighed(Make(x, 3) * Make(x, 3)));
        Check(x => Weighed(Make(x, 3) * Make(x, 3).ConjugateTranspose()));
        Check(x => Weighed(Make(x, 3) * Make(x, 3).Column(1)));
        Check(x => Weighed(Make(x, 3).PointwiseMultiply(Make(x, 3).Transpose())));
        Check(x => Make(x, 3).Column(0).ConjugateDotProduct(Make(x, 3).Column(2)).Real);
        Check(x => Make(x, 3).FrobeniusNorm());
        Check(x => Make(x, 3).Trace().Imaginary);
    }

    [Fact]
    public void Solutions_inverses_and_determinants()
    {
        Check(x => Weighed(Make(x, 3).Inverse()));
        Check(x => Weighed(Make(x, 3).LU().Solve(Right * Make(x, 3)[1, 2])));
        Check(x => Weighed(Make(x, 3).Solve(Right)));
        Check(x => Make(x, 3).Determinant().Real + (2 * Make(x, 3).LU().Determinant.Imaginary));
    }

    [Fact]
    public void Transforms_of_the_columns() => Check(x =>
    {
        var sum = 0.0;
        for (var j = 0; j < 3; j++)
        {
            var y = Make(x, 3).Column(j).ToArray();
            Fourier.Forward(y);
            sum += Weighed(Vector<Complex>.Build.Dense(y)) * y[1].Imaginary;
        }

        return sum;
    });

    [Fact]
    public void Transforms_of_two_dimensions_are_not_in_the_managed_provider()
    {
        Complex[] x = [1, 2, 3, 4];
        Assert.Throws<NotSupportedException>(() => Fourier.Forward2D(x, 2, 2));
        Assert.Throws<NotSupportedException>(() => AD.Gradient(
            (Complex[] y) =>
            {
                Fourier.Forward2D(y, 2, 2);
                return y[0].Real;
            },
            x));
    }

    [Fact]
    public void Folds()
    {
        Check(x => Sample.Vector(x).Fold2((s, a, b) => s + (a * b * b), 0.5, Sample.Vector(x) * 2), 6);
        Check(x => Sample.Matrix(x, 2).Fold2((s, a, b) => s + (a * b * s), 0.5, Sample.Matrix(x, 2).Map(Math.Sin)), 6);
    }
}
