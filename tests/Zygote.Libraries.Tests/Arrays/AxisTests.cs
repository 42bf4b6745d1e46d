using System;
using System.Linq;

using Xunit;

using Zygote.Testing;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

/// <summary>Functions of the lines of a matrix: columns (axis 0) or rows (axis 1).</summary>
public sealed class AxisTests
{
    static readonly RuleCheckOptions Few = new() { Points = 1, Radius = 0.01 };

    /// <summary>Elements far enough from each other and from 0 for differences to converge.</summary>
    static readonly double[,] A = { { 0.3, -1.2, 2.5, 0.7 }, { -0.4, 0.9, 0.2, 1.9 }, { 1.4, -0.7, 0.5, -1.6 } };

    static readonly (string Name, Func<double[,], int, double[]> Of, Func<float[,], int, float[]> Single, Func<double[], double> OfLine)[] ToNumbers =
    [
        ("Sum", Arrays.Sum, Arrays.Sum, x => x.Sum()),
        ("Product", Arrays.Product, Arrays.Product, x => x.Aggregate(1.0, (s, t) => s * t)),
        ("Mean", Arrays.Mean, Arrays.Mean, x => x.Average()),
        ("Max", Arrays.Max, Arrays.Max, x => x.Max()),
        ("Min", Arrays.Min, Arrays.Min, x => x.Min()),
        ("Norm", (a, axis) => Arrays.Norm(a, 2, axis), (a, axis) => Arrays.Norm(a, 2, axis), x => Math.Sqrt(x.Sum(t => t * t))),
        ("Norm 3", (a, axis) => Arrays.Norm(a, 3, axis), (a, axis) => Arrays.Norm(a, 3, axis), x => Math.Cbrt(x.Sum(t => Math.Abs(t * t * t)))),
        ("LogSumExp", Arrays.LogSumExp, Arrays.LogSumExp, x => Math.Log(x.Sum(Math.Exp))),
        ("Trapezoid", (a, axis) => Arrays.Trapezoid(Positions(a.GetLength(axis)), a, axis),
            (a, axis) => Arrays.Trapezoid([.. Positions(a.GetLength(axis)).Select(t => (float)t)], a, axis),
            x => Enumerable.Range(1, x.Length - 1).Sum(i => (Position(i) - Position(i - 1)) * (x[i] + x[i - 1]) / 2)),
    ];

    static readonly (string Name, Func<double[,], int, double[,]> Of, Func<float[,], int, float[,]> Single, Func<double[], double[]> OfLine)[] ToLines =
    [
        ("Softmax", Arrays.Softmax, Arrays.Softmax, x => [.. x.Select(t => Math.Exp(t) / x.Sum(Math.Exp))]),
        ("LogSoftmax", Arrays.LogSoftmax, Arrays.LogSoftmax, x => [.. x.Select(t => t - Math.Log(x.Sum(Math.Exp)))]),
        ("CumulativeSum", Arrays.CumulativeSum, Arrays.CumulativeSum, x => [.. x.Select((_, i) => x[..(i + 1)].Sum())]),
        ("CumulativeProduct", Arrays.CumulativeProduct, Arrays.CumulativeProduct,
            x => [.. x.Select((_, i) => x[..(i + 1)].Aggregate(1.0, (s, t) => s * t))]),
        ("Sort", Arrays.Sort, Arrays.Sort, x => [.. x.Order()]),
        ("CumulativeTrapezoid", (a, axis) => Arrays.CumulativeTrapezoid(Positions(a.GetLength(axis)), a, axis),
            (a, axis) => Arrays.CumulativeTrapezoid([.. Positions(a.GetLength(axis)).Select(t => (float)t)], a, axis),
            x => [.. x.Select((_, k) => Enumerable.Range(1, k).Sum(i => (Position(i) - Position(i - 1)) * (x[i] + x[i - 1]) / 2))]),
    ];

    static double Position(int i) => i + 0.25 * (i % 2);

    static double[] Positions(int n) => [.. Enumerable.Range(0, n).Select(Position)];

    static double[][] Lines(double[,] a, int axis) =>
        [.. Enumerable.Range(0, a.GetLength(1 - axis)).Select(k =>
            Enumerable.Range(0, a.GetLength(axis)).Select(i => axis == 0 ? a[i, k] : a[k, i]).ToArray())];

    static float[,] Rounded(double[,] a)
    {
        var b = new float[a.GetLength(0), a.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
                b[i, j] = (float)a[i, j];
        }

        return b;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Values_are_those_of_the_lines(int axis)
    {
        double[][,] matrices = [A, Data.Matrix(1, 5), Data.Matrix(5, 1), Data.Matrix(1, 1), Data.Matrix(7, 20)];
        foreach (var a in matrices)
        {
            foreach (var (_, of, single, ofLine) in ToNumbers)
            {
                double[] expected = [.. Lines(a, axis).Select(ofLine)];
                Against.Near(expected, of(a, axis), 1e-14);
                Against.Near(expected, [.. single(Rounded(a), axis).Select(t => (double)t)], 1e-5);
            }

            foreach (var (_, of, single, ofLine) in ToLines)
            {
                var expected = Lines(a, axis).Select(ofLine).ToArray();
                var actual = of(a, axis);
                Assert.Equal((a.GetLength(0), a.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
                Against.Near([.. expected.SelectMany(x => x)], [.. Lines(actual, axis).SelectMany(x => x)], 1e-14);
                float[] rounded = [.. single(Rounded(a), axis).Cast<float>()];
                Against.Near([.. actual.Cast<double>()], [.. rounded.Select(t => (double)t)], 1e-5);
            }

            Assert.Equal(Lines(a, axis).Select(x => Array.IndexOf(x, x.Max())), Arrays.ArgMax(a, axis));
            Assert.Equal(Lines(a, axis).Select(x => Array.IndexOf(x, x.Min())), Arrays.ArgMin(a, axis));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Derivatives_in_all_modes(int axis)
    {
        foreach (var (_, of, _, _) in ToNumbers)
            RuleCheck.Verify((double[,] a) => of(a, axis), A, Few);
        foreach (var (_, of, _, _) in ToLines)
            RuleCheck.Verify((double[,] a) => of(a, axis), A, Few);
        RuleCheck.Verify((double[] x, double[,] y) => Arrays.Trapezoid(x, y, axis), Positions(A.GetLength(axis)), A, Few);
        RuleCheck.Verify((double[] x, double[,] y) => Arrays.CumulativeTrapezoid(x, y, axis), Positions(A.GetLength(axis)), A, Few);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Taylor_series(int axis)
    {
        var series = new RuleCheckOptions { Points = 1, Radius = 0.01, SecondOrder = false, TaylorOrder = 3 };
        foreach (var (_, of, _, _) in ToNumbers)
            RuleCheck.Verify((double[,] a) => Data.Mix(of(a, axis)), A, series);
        foreach (var (_, of, _, _) in ToLines)
            RuleCheck.Verify((double[,] a) => Data.Mix(of(a, axis)), A, series);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Derivatives_in_single_precision(int axis)
    {
        foreach (var (_, _, single, _) in ToNumbers)
            RuleCheck.Verify((float[,] a) => single(a, axis), Rounded(A), Few);
        foreach (var (_, _, single, _) in ToLines)
            RuleCheck.Verify((float[,] a) => single(a, axis), Rounded(A), Few);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Gradients_are_those_of_the_lines(int axis)
    {
        foreach (var (_, of, _, ofLine) in ToNumbers)
        {
            var gradient = AD.Gradient((double[,] a) => Data.Mix(of(a, axis)), A);
            var mixed = AD.Gradient((double[] y) => Data.Mix(y), [.. Lines(A, axis).Select(ofLine)]);
            var lines = Lines(A, axis).Select((x, k) => AD.Gradient((double[] x) => ofLine(x), x).Select(t => mixed[k] * t));
            Against.Near([.. lines.SelectMany(x => x)], [.. Lines(gradient, axis).SelectMany(x => x)], 1e-12);
        }
    }

    [Fact]
    public void Ties_and_numbers_that_are_none()
    {
        double[,] a = { { 2, 2, double.NaN }, { 1, 2, 0 }, { 2, 5, 1 } };
        Assert.Equal([0, 2, 0], Arrays.ArgMax(a, 0));
        Assert.Equal([2, 1, 1], Arrays.ArgMax(a, 1));
        Assert.Equal([1, 0, 0], Arrays.ArgMin(a, 0));
        Assert.Equal([2, 2, 2], Arrays.ArgMin(a, 1));
        Assert.Equal([2, 5, double.NaN], Arrays.Max(a, 0));
        Assert.Equal([double.NaN, 0, 1], Arrays.Min(a, 1));
        Assert.Equal(new[,] { { 1, 0, 0 }, { 0, 1, 1 }, { 2, 2, 2 } }, Arrays.ArgSort(a, 0));
        Assert.Equal(new[,] { { 2, 0, 1 }, { 2, 0, 1 }, { 2, 0, 1 } }, Arrays.ArgSort(a, 1));
        Assert.Equal(new[,] { { 1, 2, double.NaN }, { 2, 2, 0 }, { 2, 5, 1 } }, Arrays.Sort(a, 0));
        Assert.Equal(
            new[,] { { 1.0, 1 }, { 0, 0 } }, AD.Gradient((double[,] a) => Arrays.Sum(Arrays.Max(a, 0)), new[,] { { 3.0, 2 }, { 3, 2 } }));
        Assert.Equal(
            new[,] { { 1.0, 0 }, { 1, 0 } }, AD.Gradient((double[,] a) => Arrays.Sum(Arrays.Min(a, 1)), new[,] { { 3.0, 3 }, { 2, 2 } }));
        Assert.Equal(
            new[,] { { 1.0 }, { 10 } },
            AD.Gradient(
                (double[,] a) =>
                {
                    var sorted = Arrays.Sort(a, 0);
                    return sorted[0, 0] + 10 * sorted[1, 0];
                },
                new[,] { { 3.0 }, { 3 } }));
        var softmax = Arrays.Softmax(a, 1);
        Assert.True(double.IsNaN(softmax[0, 0]) && softmax[1, 0] > 0);
    }

    [Fact]
    public void Exponentials_at_the_ends_of_the_range()
    {
        double[,] a = { { 1000, 1000 }, { -1e308, 1e308 }, { 2, double.NegativeInfinity } };
        Assert.Equal(new[,] { { 0.5, 0.5 }, { 0, 1 }, { 1, 0 } }, Arrays.Softmax(a, 1));
        Assert.Equal([1000 + Math.Log(2), 1e308, 2], Arrays.LogSumExp(a, 1));
        var gradient = AD.Gradient((double[,] a) => Arrays.Sum(Arrays.LogSumExp(a, 1)), a);
        Assert.Equal(new[,] { { 0.5, 0.5 }, { 0, 1 }, { 1, 0 } }, gradient);
        Assert.Equal(new[,] { { -2000.0, 0 } }, Arrays.LogSoftmax(new[,] { { -1000.0, 1000 } }, 1));
    }

    [Fact]
    public void Single_zeros_of_products_have_derivatives()
    {
        double[,] a = { { 2, 0 }, { 3, 5 } };
        Assert.Equal(new[,] { { 3.0, 5 }, { 2, 0 } }, AD.Gradient((double[,] a) => Arrays.Sum(Arrays.Product(a, 0)), a));
        Assert.Equal(new[,] { { 1.0, 2 }, { 6, 3 } }, AD.Gradient((double[,] a) => Arrays.Sum(Arrays.CumulativeProduct(a, 1)), a));
    }

    [Fact]
    public void Empty_matrices()
    {
        var rows = new double[0, 3];
        Assert.Equal([1, 1, 1], Arrays.Product(rows, 0));
        Assert.Equal([double.NaN, double.NaN, double.NaN], Arrays.Mean(rows, 0));
        Assert.Equal([0, 0, 0], Arrays.Norm(rows, 2, 0));
        Assert.Equal([double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity], Arrays.LogSumExp(rows, 0));
        Assert.Equal([0, 0, 0], Arrays.Trapezoid([], rows, 0));
        Assert.Throws<ArgumentException>(() => Arrays.Max(rows, 0));
        Assert.Throws<ArgumentException>(() => Arrays.ArgMin(rows, 0));
        Assert.Empty(Arrays.Max(rows, 1));
        foreach (var (_, of, _, _) in ToNumbers)
            Assert.Empty(of(rows, 1));
        foreach (var (_, of, single, _) in ToLines)
        {
            foreach (var axis in new[] { 0, 1 })
            {
                var result = of(rows, axis);
                Assert.Equal((0, 3), (result.GetLength(0), result.GetLength(1)));
                Assert.Equal(3, single(new float[3, 0], axis).GetLength(0));
                var gradient = AD.Gradient((double[,] a) => Arrays.Sum(of(a, axis)), rows);
                Assert.Equal((0, 3), (gradient.GetLength(0), gradient.GetLength(1)));
            }
        }
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused()
    {
        foreach (var axis in new[] { -1, 2 })
        {
            foreach (var (_, of, _, _) in ToNumbers.Where(f => f.Name != "Trapezoid"))
                Refused(() => of(A, axis));
            foreach (var (_, of, _, _) in ToLines.Where(f => f.Name != "CumulativeTrapezoid"))
                Refused(() => of(A, axis));
            Refused(() => Arrays.ArgMax(A, axis));
            Refused(() => Arrays.ArgMin(A, axis));
            Refused(() => Arrays.ArgSort(A, axis));
            Refused(() => Arrays.Trapezoid(Positions(3), A, axis));
            Refused(() => Arrays.CumulativeTrapezoid(Positions(3), A, axis));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Arrays.Norm(A, 0, 1));
        Assert.Throws<ArgumentNullException>(() => Arrays.Softmax((double[,])null!, 0));
        var error = Assert.Throws<ArgumentException>(() => Arrays.Trapezoid(Positions(4), A, 0));
        Assert.Equal("Trapezoid needs arrays of the same length, not of 4 and 3 elements.", error.Message);
        Assert.Throws<ArgumentException>(() => Arrays.CumulativeTrapezoid(Positions(3), A, 1));

        static void Refused(Func<object> f) =>
            Assert.StartsWith("A matrix has the axes 0 and 1.", Assert.Throws<ArgumentOutOfRangeException>(f).Message);
    }

    [Fact]
    public void Dot_of_matrices()
    {
        var b = Data.Matrix(3, 4, 2);
        Against.Near(A.Cast<double>().Zip(b.Cast<double>(), (s, t) => s * t).Sum(), Arrays.Dot(A, b), 1e-14);
        Assert.Equal(11f, Arrays.Dot(new[,] { { 1f, 2 } }, new[,] { { 3f, 4 } }));
        Assert.Equal(0, Arrays.Dot(new double[0, 3], new double[0, 3]));
        RuleCheck.Verify((double[,] a, double[,] b) => Arrays.Dot(a, b), A, b, Few);
        RuleCheck.Verify((float[,] a, float[,] b) => Arrays.Dot(a, b), Rounded(A), Rounded(b), Few);
        Assert.Equal(b, AD.Gradient((double[,] a) => Arrays.Dot(a, b), A));
        var error = Assert.Throws<ArgumentException>(() => Arrays.Dot(A, Arrays.Transpose(A)));
        Assert.Equal("Dot needs matrices of the same shape, not of 3 x 4 and 4 x 3.", error.Message);
    }
}
