using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

public class SparseTests
{
    static double Rosenbrock(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < x.Length; i++)
        {
            var a = x[i + 1] - x[i] * x[i];
            var b = 1 - x[i];
            sum += 100 * a * a + b * b;
        }

        return sum;
    }

    static double[] Point(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1.0) + 1.5)];

    /// <summary>Equal to the dense matrix; exactly the entries that are not zero, where told so.</summary>
    static SparseMatrix CheckJacobian(Func<double[], double[]> f, double[] x, int? entries = null)
    {
        var sparse = AD.SparseJacobian(f)((double[])x.Clone());
        Check(AD.Jacobian(f)((double[])x.Clone()), sparse, entries);
        var reused = AD.SparseJacobian(f, AD.JacobianPattern(f, (double[])x.Clone()))((double[])x.Clone());
        Assert.Equal(sparse.Values.ToArray(), reused.Values.ToArray());
        return sparse;
    }

    static SparseMatrix CheckHessian(Func<double[], double> f, double[] x, int? entries = null)
    {
        var sparse = AD.SparseHessian(f)((double[])x.Clone());
        Check(AD.Jacobian(AD.Gradient(f))((double[])x.Clone()), sparse, entries);
        var reused = AD.SparseHessian(f, AD.HessianPattern(f, (double[])x.Clone()))((double[])x.Clone());
        Assert.Equal(sparse.Values.ToArray(), reused.Values.ToArray());
        return sparse;
    }

    static void Check(double[,] expected, SparseMatrix actual, int? entries)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.RowCount, actual.ColumnCount));
        var dense = actual.ToDense();
        for (var i = 0; i < actual.RowCount; i++)
        {
            for (var j = 0; j < actual.ColumnCount; j++)
            {
                Assert.Equal(expected[i, j], dense[i, j], 1e-12 * Math.Max(1, Math.Abs(expected[i, j])));
                Assert.Equal(dense[i, j], actual[i, j]);
            }
        }

        if (entries is { } count)
            Assert.Equal(count, actual.NonZeroCount);
    }

    [Fact]
    public void A_banded_Hessian() => CheckHessian(Rosenbrock, Point(20), 20 + 2 * 19);

    [Fact]
    public void A_large_Hessian()
    {
        const int n = 3000;
        var x = Point(n);
        var pattern = AD.HessianPattern(Rosenbrock, x);
        Assert.Equal(n + 2 * (n - 1), pattern.NonZeroCount);
        var hessian = AD.SparseHessian(Rosenbrock, pattern)(x);
        for (var i = 1; i + 1 < n; i++)
        {
            Assert.Equal(1200 * x[i] * x[i] - 400 * x[i + 1] + 202, hessian[i, i], 1e-9);
            Assert.Equal(-400 * x[i], hessian[i, i + 1], 1e-9);
        }
    }

    [Fact]
    public void A_banded_Jacobian() => CheckJacobian(
        x =>
        {
            var y = new double[x.Length];
            for (var i = 0; i < y.Length; i++)
                y[i] = Math.Sin(x[i]) + (i > 0 ? x[i - 1] * x[i] : 0) + (i + 1 < x.Length ? Math.Exp(-x[i + 1]) : 0);
            return y;
        },
        Point(37), 37 + 2 * 36);

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public void Arrows(int n)
    {
        CheckHessian(x => x.Skip(1).Sum(t => t * t * t * x[0]) + x[0] * x[0], Point(n), n + 2 * (n - 1));
        CheckJacobian(x => [.. x.Select((t, i) => i == 0 ? x.Sum(s => s * s) : x[0] * t)], Point(n), n + 2 * (n - 1));
    }

    [Fact]
    public void Blocks() => CheckHessian(
        x =>
        {
            var sum = 0.0;
            for (var i = 0; i + 3 <= x.Length; i += 3)
                sum += x[i] * x[i + 1] * x[i + 2] * x[i];
            return sum;
        },
        Point(12), 4 * 7);

    [Fact]
    public void Dense() => CheckHessian(x => Math.Exp(x.Sum() / 10), Point(30), 900);

    [Fact]
    public void Empty_rows_and_columns()
    {
        var jacobian = CheckJacobian(x => [x[1] * x[3], 7, x[3], 0 * x[2].CompareTo(1)], Point(5), 3);
        Assert.Equal([0, 2, 2, 3, 3], jacobian.RowPointers.ToArray());
        Assert.Equal([1, 3, 3], jacobian.ColumnIndices.ToArray());
        CheckHessian(x => x[0] + x[1] * x[4], Point(6), 2);
        CheckHessian(x => x.Sum(), Point(6), 0);
    }

    [Fact]
    public void Small_and_empty()
    {
        CheckJacobian(x => [], [1, 2], 0);
        CheckJacobian(x => new double[2], [], 0);
        CheckJacobian(x => x, [], 0);
        CheckHessian(x => 3, [], 0);
        CheckHessian(x => x[0] * x[0], [5], 1);
        CheckJacobian(x => [x[0] * x[0]], [5], 1);
    }

    [Fact]
    public void Rectangular()
    {
        CheckJacobian(x => [x.Sum(), x[0] * x[1]], Point(50), 52);
        CheckJacobian(x => [.. Enumerable.Range(0, 90).Select(i => x[i % 3] * i)], Point(3), 90);
    }

    [Fact]
    public void Entries_that_are_zero_at_the_point_are_kept()
    {
        Func<double[], double> f = x => x[0] * x[1] * x[2] + x[3] * x[3] * x[3];
        var pattern = AD.HessianPattern(f, new double[5]);
        Assert.Equal(7, pattern.NonZeroCount);
        Check(AD.Jacobian(AD.Gradient(f), [1, 2, 3, 4, 5]), AD.SparseHessian(f, pattern)([1, 2, 3, 4, 5]), 7);
        Func<double[], double[]> g = x => [x[0] * x[1], Math.Pow(x[1], 3), Math.Abs(x[2]), Math.Cos(x[0])];
        Assert.Equal(5, AD.JacobianPattern(g, new double[3]).NonZeroCount);
        CheckJacobian(x => [(float)x[0] * (float)x[1], x[1]], [0, 0], 3);
    }

    [Fact]
    public void Random_patterns()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var n = random.Next(1, 25);
            var pairs = Enumerable.Range(0, random.Next(3 * n)).Select(_ => (random.Next(n), random.Next(n))).Distinct().ToArray();
            CheckHessian(x => pairs.Sum(p => x[p.Item1] * x[p.Item1] * x[p.Item2]), Point(n));
            CheckJacobian(x => [.. x.Select((t, i) => pairs.Where(p => p.Item1 == i).Sum(p => x[p.Item2] * x[p.Item2]))], Point(n));
        }
    }

    [Fact]
    public void Branches_change_the_pattern()
    {
        Func<double[], double[]> f = x => [x[0] > 0 ? x[1] * x[0] : x[2], x[(int)x[1]]];
        var jacobian = AD.SparseJacobian(f);
        foreach (var x in new double[][] { [1, 2, 3], [-1, 2, 3], [1, 0, 3], [2, 1, 1] })
            Check(AD.Jacobian(f, x), jacobian(x), x[0] > 0 ? 3 : 2);
        var both = AD.JacobianPattern(f, [1, 2, 3]).Union(AD.JacobianPattern(f, [-1, 0, 3]));
        Check(AD.Jacobian(f, [1, 0, 3]), AD.SparseJacobian(f, both)([1, 0, 3]), 5);
    }

    [Fact]
    public void Entries_outside_of_a_pattern_that_show_are_refused()
    {
        Func<double[], double[]> f = x => [x[0] > 0 ? x[1] : x[0], x[2]];
        var jacobian = AD.SparseJacobian(f, AD.JacobianPattern(f, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => jacobian([1, 2]));
        Func<double[], double> g = x => x[0] > 0 ? x[1] * x[1] : x[0] * x[1];
        var hessian = AD.SparseHessian(g, AD.HessianPattern(g, [1, 2]));
        Assert.Contains("outside of the pattern", Assert.Throws<InvalidOperationException>(() => hessian([-1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AD.SparseHessian(g, new SparsityPattern(2, [[1], []])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparsityPattern(2, [[2]]));
    }

    [Fact]
    public void Loops_that_write()
    {
        Func<double[], double[]> f = x =>
        {
            for (var step = 0; step < 3; step++)
            {
                for (var i = 0; i + 1 < x.Length; i++)
                    x[i] = 0.5 * x[i] + x[i + 1] * x[i + 1];
            }

            return x;
        };
        CheckJacobian(f, Point(10), 4 * 7 + 3 + 2 + 1);
    }

    sealed class Spring(double stiffness)
    {
        public double Length;

        public double Energy => stiffness * Length * Length * Length;
    }

    [Fact]
    public void Closures_objects_and_lists()
    {
        var weights = new List<double> { 1, 0, 3, 4 };
        double Total(double[] x)
        {
            var springs = new List<Spring>();
            for (var i = 0; i + 1 < x.Length; i++)
                springs.Add(new Spring(weights[i % 4]) { Length = x[i + 1] - x[i] });
            return springs.Sum(s => s.Energy);
        }

        CheckHessian(Total, Point(9), 9 + 2 * 8);
        var scale = 2.0;
        CheckJacobian(x => [.. x.Select(t => scale * t * t)], Point(9), 9);
        CheckJacobian(
            x =>
            {
                Func<double, double>[] parts = [t => t, t => t * x[0], Math.Sqrt];
                return [.. parts.Select((p, i) => p(x[i + 1]))];
            },
            Point(5), 4);
    }

    /// <summary>Long rows are asked in reverse mode: there, too, a partial derivative that is zero at the point is a dependence.</summary>
    [Fact]
    public void A_long_row_at_a_point_where_some_of_it_is_zero()
    {
        const int N = 40;
        var x = Point(N);
        x[3] = x[17] = 0;
        double[] F(double[] v) => [v.Sum(t => t * t), v[0]];
        var pattern = AD.JacobianPattern(F, x);
        Assert.Equal(N + 1, pattern.NonZeroCount);
        var elsewhere = Point(N);
        Check(AD.Jacobian(F)(elsewhere), AD.SparseJacobian(F, pattern)(elsewhere), N + 1);
    }

    /// <summary>Reverse loops that know that their cotangent is not zero, which is a mark here; in place and in a callee.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_long_row_of_a_loop_at_a_point_where_some_of_it_is_zero(bool isCalled)
    {
        const int N = 40;
        var x = Point(N);
        x[3] = x[17] = 0;
        double[] F(double[] v)
        {
            var sum = 0.0;
            for (var i = 0; i < v.Length; i++)
                sum += (v[i] * v[i]) + Math.Pow(v[i], 2);
            return [isCalled ? Squares(v) : sum, v[0]];
        }

        Assert.Equal(N + 1, AD.JacobianPattern(F, x).NonZeroCount);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    static double Squares(double[] v)
    {
        var sum = 0.0;
        for (var i = 0; i < v.Length; i++)
            sum += v[i] * v[i];
        return sum;
    }
}
