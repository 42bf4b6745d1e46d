using System;
using System.Linq;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

using Zygote.Testing;

using DenseVector = MathNet.Numerics.LinearAlgebra.Double.DenseVector;

namespace Zygote.Tests.MathNet;

public sealed class VectorTests
{
    static void Check(Func<Vector<double>, double> f, int count = 4) =>
        RuleCheck.Verify((double[] x) => f(Sample.Vector(x)), Sample.Numbers(count));

    static void Map(Func<Vector<double>, Vector<double>> f, int count = 4) => Check(v => Sample.Weighed(f(v)), count);

    [Fact]
    public void Elements_are_read_and_written()
    {
        Check(v => v[1] * v.At(2));
        Check(v =>
        {
            var w = v.Clone();
            w[0] = v[1] * v[2];
            w.At(1, w[0] * v[3]);
            return w[0] * w[1] * w.SubVector(1, 2)[1];
        });
    }

    [Fact]
    public void Operators_with_numbers()
    {
        Map(v => (2 * v) + (v * v[0]) - (v / v[2]) + (v + v[1]) - (v[1] - v) - v);
        Map(v => (v[1] / v) + (v % 0.7));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-2.0)]
    public void A_factor_or_a_term_counts_even_where_it_changes_nothing(double factor)
    {
        var v = Sample.Vector([1, 2, 4]);
        Assert.Equal(7, AD.Gradient((double s) => (s * v).Sum(), factor), 12);
        Assert.Equal(7, AD.Derivative((double s) => (v * s).Sum(), factor), 12);
        Assert.Equal(3, AD.Gradient((double s) => (v + s).Sum(), factor), 12);
        Assert.Equal(-3, AD.Gradient((double s) => (v - s).Sum(), factor), 12);
        var m = Sample.Matrix([1, 2, 4, 8], 2);
        Assert.Equal(15, AD.Gradient((double s) => Total(s * m), factor), 12);
        Assert.Equal(4, AD.Gradient((double s) => Total(m + s), factor), 12);
        Assert.Equal(-4, AD.Derivative((double s) => Total(m - s), factor), 12);
        if (factor != 0)
        {
            Assert.Equal(-7 / (factor * factor), AD.Gradient((double s) => (v / s).Sum(), factor), 12);
            Assert.Equal(-15 / (factor * factor), AD.Gradient((double s) => Total(m / s), factor), 12);
        }
    }

    static double Total(Matrix<double> m) => m.RowSums().Sum();

    [Fact]
    public void A_number_that_fills_a_vector_or_a_matrix_counts_where_it_is_zero()
    {
        Assert.Equal(3, AD.Gradient((double s) => Vector<double>.Build.Dense(3, s).Sum(), 0.0));
        Assert.Equal(3, AD.Gradient((double s) => DenseVector.Create(3, s).Sum(), 0.0));
        Assert.Equal(6, AD.Gradient((double s) => Total(Matrix<double>.Build.Dense(2, 3, s)), 0.0));
        Assert.Equal(2, AD.Gradient((double s) => Total(Matrix<double>.Build.DenseDiagonal(2, 3, s)), 0.0));
        Assert.Equal(3, AD.Gradient((double s) => Total(Matrix<double>.Build.DenseDiagonal(3, s)), 0.0));
        Assert.Equal(2, AD.Gradient((double s) => Matrix<double>.Build.Diagonal(2, 3, s).Diagonal().Sum(), 0.0));
    }

    [Fact]
    public void Products()
    {
        Check(v => v * v.PointwiseMultiply(v));
        Check(v => v.DotProduct(v) * v.ConjugateDotProduct(v));
        Check(v => Sample.Weighed(v.OuterProduct(v.SubVector(0, 2))));
    }

    [Fact]
    public void Results_in_vectors_that_are_given() => Map(v =>
    {
        var result = Vector<double>.Build.Dense(v.Count);
        v.Add(v, result);
        result.Multiply(v[0], result);
        result.Subtract(v[1], result);
        v.PointwiseMultiply(result, result);
        result.Divide(v[2], result);
        result.Add(0, result);
        return result;
    });

    [Fact]
    public void Norms()
    {
        Check(v => v.L1Norm() * v.L2Norm());
        Check(v => v.InfinityNorm() * v.Norm(3));
        Map(v => v.Normalize(2));
        Map(v => v.Normalize(1));
    }

    [Fact]
    public void Sums_and_extrema()
    {
        Check(v => v.Sum() * v.SumMagnitudes());
        Check(v => v.Maximum() * v.Minimum() * v.AbsoluteMaximum() * v.AbsoluteMinimum());
    }

    [Fact]
    public void Element_by_element()
    {
        Map(v => v.PointwiseExp() + v.PointwiseSin().PointwiseMultiply(v.PointwiseCos()));
        Map(v => v.PointwisePower(2).PointwiseLog() + v.PointwiseAbs().PointwiseSqrt());
        Map(v => v.PointwiseTanh().PointwiseDivide(v.PointwiseAtan() + 2) + v.PointwiseSinh() + v.PointwiseCosh());
        Map(v => v.PointwiseAbs().PointwisePower(v) + v.PointwiseAtan2(v.PointwiseExp()));
        Map(v => v.PointwiseMaximum(0.5) + v.PointwiseMinimum(v.PointwiseSin()));
        Map(v => (v / 9).PointwiseAcos() + (v / 9).PointwiseAsin() + (v / 9).PointwiseTan());
    }

    [Fact]
    public void Functions_that_are_given()
    {
        Map(v => v.Map(t => Math.Sin(t) * t));
        Map(v => v.MapIndexed((i, t) => t * t * i));
        Map(v => v.Map2((a, b) => a * Math.Exp(b), v));
        Check(v => v.Select(t => t * t).Sum());
    }

    [Fact]
    public void Conversions()
    {
        Check(v => v.ToArray()[1] * v.AsArray()[2]);
        Check(v => Sample.Weighed(v.ToColumnMatrix().Append(v.ToColumnMatrix())));
        Check(v => v.ToRowMatrix()[0, 2] * v[1]);
        Check(v => Vector<double>.Build.DenseOfVector(v)[0] * Vector<double>.Build.DenseOfEnumerable(v.Enumerate())[1]);
    }

    [Fact]
    public void The_gradient_by_a_vector_is_a_vector_of_its_length()
    {
        var v = Sample.Vector([1, 2, 3]);
        var gradient = AD.Gradient((Vector<double> x) => x.DotProduct(x), v);
        Assert.Equal([2, 4, 6], gradient);
        Assert.Equal(3, gradient.Count);
        Assert.Equal(Math.Sqrt(56), gradient.L2Norm(), 12);
        Assert.Equal([1.0, 2, 3], v);
    }

    [Fact]
    public void The_tangent_of_a_vector_is_a_vector_of_its_length()
    {
        var v = Sample.Vector([1, 2, 3]);
        var (_, tangent) = AD.Pushforward((Vector<double> x) => x.PointwiseMultiply(x))(v, Sample.Vector([1, 0, 1]));
        Assert.Equal([2.0, 0, 6], tangent.ToArray());
    }

    [Fact]
    public void A_vector_of_one_element() => Map(v => (v * v[0]) + v.PointwiseExp() * v.L2Norm(), 1);

    [Fact]
    public void Exceptions_are_those_of_the_original()
    {
        var v = Sample.Vector([1, 2, 3]);
        var w = Sample.Vector([1, 2]);
        Same(x => x.DotProduct(w), v);
        Same(x => (x + w).Sum(), v);
        Same(x => { x.Add(x[0], w); return w[0]; }, v);
        Same(x => { x.Multiply(x[0], w); return w[0]; }, v);
        Same(x => x[3], v);
    }

    static void Same(Func<Vector<double>, double> f, Vector<double> v)
    {
        var expected = Assert.ThrowsAny<Exception>(() => f(v));
        var actual = Assert.ThrowsAny<Exception>(() => AD.Gradient(f, v));
        Assert.Equal(expected.GetType(), actual.GetType());
        Assert.Equal(expected.Message, actual.Message);
    }
}
