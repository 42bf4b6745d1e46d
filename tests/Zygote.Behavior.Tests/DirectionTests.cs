using System;
using System.Linq;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Jacobians and Hessians take several directions at a time: they must be what one at a time gives.</summary>
public class DirectionTests
{
    static void Check(Func<double[], double[]> f, params double[] x)
    {
        var (value, jacobian) = AD.ValueAndJacobian(f)((double[])x.Clone());
        Assert.Equal(f((double[])x.Clone()), value);
        for (var j = 0; j < x.Length; j++)
        {
            var direction = new double[x.Length];
            direction[j] = 1;
            var column = AD.Pushforward(f, (double[])x.Clone(), direction).Tangent;
            for (var i = 0; i < column.Length; i++)
                Assert.Equal(column[i], jacobian[i, j], 1e-13);
        }
    }

    // More results than inputs, so that forward mode is taken.
    static double[] Powers(double[] x)
    {
        var y = new double[(2 * x.Length) + 1];
        for (var i = 0; i < y.Length; i++)
            y[i] = Math.Sin(x[i % x.Length]) * Math.Exp(x[(i * 3) % x.Length] / (i + 1));
        return y;
    }

    [Fact]
    public void Any_number_of_inputs()
    {
        for (var n = 1; n <= 9; n++)
        {
            var x = new double[n];
            for (var i = 0; i < n; i++)
                x[i] = (i + 1) * 0.3;
            Check(Powers, x);
        }
    }

    [Fact]
    public void A_function_that_writes_into_its_argument() => Check(
        x =>
        {
            for (var i = 1; i < x.Length; i++)
                x[i] *= x[i - 1];
            return [.. x, .. x];
        },
        0.5, 1.5, -2, 0.7, 3);

    class Node(double weight, Node? next)
    {
        public double Total;

        public virtual double Visit(double x) => Total = (weight * x * x) + (next?.Visit(x + 1) ?? 0);
    }

    sealed class Leaf() : Node(0, null)
    {
        public override double Visit(double x) => Math.Sin(x);
    }

    [Fact]
    public void Objects_recursion_and_calls_known_at_run_time_only()
    {
        static double[] Recursive(double[] x)
        {
            double Sum(int i) => i == x.Length ? 1 : x[i] * Sum(i + 1);
            return [Sum(0), Sum(1), Sum(2), x[0], x[1], x[2]];
        }

        Check(Recursive, 0.5, 1.5, -2);
        var node = new Node(2, new Node(0.5, new Leaf()));
        Check(x => [node.Visit(x[0]), node.Visit(x[1] * x[0]), node.Total, x[2]], 0.5, 1.5, -2);
        Func<double, double>[] functions = [Math.Sin, z => z * z * z];
        Check(x => [functions[0](x[0] * x[1]), functions[1](x[0]), functions[1](x[1])], 0.5, 1.5);
    }

    [Fact]
    public void Several_threads() => Check(
        x =>
        {
            var y = new double[2 * x.Length];
            Parallel.For(0, y.Length, i => y[i] = Math.Sin(x[i / 2] * x[(i + 1) % x.Length]));
            return y;
        },
        0.5, 1.5, -2, 0.7, 3);

    [Fact]
    public void A_Hessian_is_its_products_with_the_axes()
    {
        static double F(double[] x)
        {
            var s = 1.0;
            for (var i = 0; i < x.Length; i++)
                s = x[i] > 1 ? Math.Sin(s * x[i]) + (x[i] * x[(i + 1) % x.Length]) : s * Math.Exp(x[i]);
            return s * s;
        }

        double[] x = [0.3, 1.2, -0.4, 2.1, 0.8, 1.7];
        var (value, gradient, hessian) = AD.ValueGradientAndHessian(F)(x);
        Assert.Equal(F(x), value);
        Assert.Equal(AD.Gradient(F)(x), gradient);
        for (var i = 0; i < x.Length; i++)
        {
            var axis = new double[x.Length];
            axis[i] = 1;
            var row = AD.HessianVectorProduct(F)(x, axis);
            for (var j = 0; j < x.Length; j++)
                Assert.Equal(row[j], hessian[i, j], 1e-11 * Math.Max(1, Math.Abs(row[j])));
        }

        Assert.Empty(AD.Hessian(F)([]));
    }

    [Fact]
    public void An_infinite_partial_meets_a_tangent_of_zero()
    {
        // d sqrt(x)/dx is infinite at 0; the other inputs do not see it.
        static double[] Roots(double[] x) => [Math.Sqrt(x[0]) + x[1], x[0] * 0, x[2], x[2] * x[1]];
        var jacobian = AD.Jacobian(Roots)([0, 2, 3]);
        Assert.Equal(double.PositiveInfinity, jacobian[0, 0]);
        Assert.Equal(1, jacobian[0, 1]);
        Assert.Equal(0, jacobian[0, 2]);
        Assert.Equal(0, jacobian[1, 0]);
    }

    static void CheckHessian(Func<double[], double> f, params double[] x)
    {
        var (value, gradient, hessian) = AD.ValueGradientAndHessian(f)((double[])x.Clone());
        Assert.Equal(f((double[])x.Clone()), value);
        Assert.Equal(AD.Gradient(f)((double[])x.Clone()), gradient);
        for (var i = 0; i < x.Length; i++)
        {
            var axis = new double[x.Length];
            axis[i] = 1;
            var column = AD.HessianVectorProduct(f)((double[])x.Clone(), axis);
            for (var j = 0; j < x.Length; j++)
                Assert.Equal(column[j], hessian[j, i], 1e-11 * Math.Max(1, Math.Abs(column[j])));
        }

        // From the same point once more: what was kept from the last call must not be seen.
        Assert.Equal(hessian, AD.Hessian(f)((double[])x.Clone()));
    }

    static readonly double[] Seven = [0.3, 1.2, -0.4, 2.1, 0.8, 1.7, -1.1];

    [Fact]
    public void Single_precision_has_eight_at_a_time()
    {
        static float[] F(float[] x)
        {
            var y = new float[x.Length + 1];
            for (var i = 0; i < x.Length; i++)
                y[i + 1] = y[i] + MathF.Sin(x[i] * x[(i + 1) % x.Length]) / (1 + (x[i] * x[i]));
            return y;
        }

        foreach (var n in (int[])[1, 7, 8, 9, 17])
        {
            var x = new float[n];
            for (var i = 0; i < n; i++)
                x[i] = 0.2f * (i + 1);
            var jacobian = AD.Jacobian(F)(x);
            for (var j = 0; j < n; j++)
            {
                var direction = new float[n];
                direction[j] = 1;
                var column = AD.Pushforward(F, x, direction).Tangent;
                for (var i = 0; i < column.Length; i++)
                    Assert.Equal(column[i], jacobian[i, j], 1e-5f);
            }
        }
    }

    [Fact]
    public void Both_precisions_in_one_function() => Check(
        x => [(float)x[0] * x[1], (float)(x[0] * x[0]), x[1], x[0]], 0.5, 1.5);

    [Fact]
    public void Arrays_of_arrays_and_of_two_dimensions() => Check(
        x =>
        {
            var rows = new double[x.Length][];
            var square = new double[x.Length, 2];
            for (var i = 0; i < x.Length; i++)
            {
                rows[i] = new double[i + 1];
                for (var k = 0; k <= i; k++)
                    rows[i][k] = x[i] * x[k];
                square[i, 1] = rows[i][i / 2] + (i > 0 ? square[i - 1, 1] : 0);
            }

            (rows[0], rows[^1]) = (rows[^1], rows[0]);
            return [.. rows[0], square[x.Length - 1, 1], square[0, 0], .. rows[1]];
        },
        Seven);

    [Fact]
    public void Tuples_copies_and_slices() => Check(
        x =>
        {
            (double[] Left, double Right) pair = (x[1..3], x[0]);
            var copy = (double[])x.Clone();
            copy[0] *= pair.Left[1];
            Array.Copy(x, 1, copy, 2, 2);
            var other = pair with { Right = pair.Right * copy[3] };
            return [.. copy, other.Right, pair.Right, .. other.Left];
        },
        Seven);

    static double Depth(double[] x, int i) => i == x.Length ? 1 : Math.Sin(x[i]) * Depth(x, i + 1);

    static (double Sum, double[] Parts) Halves(double[] x, int from)
    {
        if (x.Length - from < 2)
            return (x[from], [x[from] * x[0]]);
        var (sum, parts) = Halves(x, from + 1);
        return (sum * x[from], [.. parts, sum]);
    }

    [Fact]
    public void Callees_that_are_not_inlined()
    {
        Check(x => [Depth(x, 0), Depth(x, 1), x[0], x[1], x[2], x[3], x[4], x[5]], Seven);
        Check(x => [.. Halves(x, 0).Parts, Halves(x, 1).Sum], Seven);
        CheckHessian(x => Depth(x, 0) * x[1], Seven);
        CheckHessian(x => Halves(x, 0).Parts[2] * Halves(x, 1).Sum, Seven);
    }

    struct Pair
    {
        public double A;
        public double[] B;
    }

    class Box
    {
        public double[] Values = [];
        public double Total;
    }

    [Fact]
    public void What_has_no_vectors_is_taken_another_way()
    {
        Check(
            x =>
            {
                var pairs = new Pair[x.Length];
                for (var i = 0; i < x.Length; i++)
                    pairs[i] = new Pair { A = x[i] * x[0], B = x };
                return [.. x, pairs[2].A * pairs[1].B[3]];
            },
            Seven);
        var box = new Box();
        Check(
            x =>
            {
                box.Values = [x[0] * x[1]];
                box.Total = box.Values[0] * x[2];
                return [.. x, box.Total];
            },
            Seven);
        var captured = new double[2];
        CheckHessian(
            x =>
            {
                captured[0] = x[0] * x[1];
                captured[1] = captured[0] * x[2];
                return captured[1] * captured[0];
            },
            Seven);
        CheckHessian(x => x.Sum(v => v * v * v), Seven);
    }

    [Fact]
    public void A_captured_array_is_a_result()
    {
        double[] constants = [3, 4, 5];
        Assert.Equal(new double[3, 2], AD.Jacobian((double[] x) => constants)([1, 2]));
        Check(x => x[0] > 0 ? [x[0], x[1], x[0] * x[1]] : constants, 1, 2);
        Check(x => x[0] > 0 ? [x[0], x[1], x[0] * x[1]] : constants, -1, 2);
    }

    [Fact]
    public void Constant_arrays_among_varying_ones()
    {
        double[] constants = [3, 4, 5];
        Check(
            x =>
            {
                double[][] rows = [constants, x, [1, 2, 3], constants];
                var sum = 0.0;
                foreach (var row in rows)
                    sum += row[0] * row[2] * x[1];
                return [.. x, sum, rows[3][1]];
            },
            Seven);
        Check(
            x =>
            {
                (double[] A, double[] B)[] pairs = [(constants, x), (x, constants)];
                return [.. x, pairs[0].A[1] * pairs[1].A[0], pairs[0].B[2] * pairs[1].B[2]];
            },
            Seven);
        Check(x => [.. x, .. Chosen(x, constants, x.Length)], Seven);
    }

    static double[] Chosen(double[] a, double[] b, int depth) => depth == 0 ? a[0] > 1 ? a : b : Chosen(b, a, depth - 1);

    [Fact]
    public void Hessians_of_loops()
    {
        CheckHessian(x =>
        {
            var sum = 0.0;
            for (var i = 0; i + 1 < x.Length; i++)
            {
                var (a, b) = (x[i + 1] - (x[i] * x[i]), 1 - x[i]);
                sum += (100 * a * a) + (b * b);
            }

            return sum;
        }, Seven);
        CheckHessian(x =>
        {
            // Newton's method: the number of steps is not known before.
            var y = 1.0;
            while (Math.Abs((y * y) - (x[0] * x[0]) - 2) > 1e-14)
                y -= ((y * y) - (x[0] * x[0]) - 2) / (2 * y);
            return y * x[3];
        }, Seven);
        CheckHessian(x =>
        {
            var work = new double[x.Length];
            for (var round = 0; round < 3; round++)
            {
                for (var i = 0; i < x.Length; i++)
                    work[i] = (work[(i + 1) % x.Length] * x[i]) + Math.Cos(x[i] - round);
            }

            var best = work[0];
            foreach (var w in work)
                best = Math.Max(best, w);
            return best * work[2];
        }, Seven);
        CheckHessian(x => x.Length == 7 ? Math.Atan2(x[0], x[1]) * Math.Pow(x[3], x[4]) : 0, Seven);
    }

    [Fact]
    public void A_zero_meets_an_infinite_partial_at_second_order() =>
        CheckHessian(x => (x[0] > 0 ? Math.Sqrt(x[0]) : 0) + (x[1] * x[1] * Math.Abs(x[2])), 0, 2, 0);

    [Fact]
    public void From_several_threads_at_once()
    {
        Func<double[], double> f = x =>
        {
            var work = new double[x.Length];
            for (var i = 0; i < x.Length; i++)
                work[i] = x[i] * x[i] * (i > 0 ? work[i - 1] : 1);
            return work[^1] * work[2];
        };
        var hessian = AD.Hessian(f);
        var expected = hessian(Seven);
        Parallel.For(0, 64, _ => Assert.Equal(expected, hessian((double[])Seven.Clone())));
    }

    [Fact]
    public void A_tall_Jacobian_taken_again()
    {
        // The second time it is known to be tall, and the value comes with the columns.
        var f = (double[] x) =>
        {
            x[1] += x[0] * x[2];
            var y = new double[x[0] > 0 ? 12 : 9];
            for (var i = 0; i < y.Length; i++)
                y[i] = x[i % x.Length] * x[1];
            return y;
        };
        var jacobian = AD.ValueAndJacobian(f);
        double[] start = [0.5, 1.5, -2, 0.7, 3, 0.2];
        var (x, again) = ((double[])start.Clone(), (double[])start.Clone());
        var first = jacobian(x);
        var second = jacobian(again);
        Assert.Equal(first.Value, second.Value);
        Assert.Equal(first.Jacobian, second.Jacobian);
        Assert.Equal(0.5, x[1]); // what the function wrote
        Assert.Equal(x, again);

        // Another point with fewer rows.
        start[0] = -0.5;
        var third = jacobian((double[])start.Clone());
        Assert.Equal((9, 6), (third.Jacobian.GetLength(0), third.Jacobian.GetLength(1)));
        Assert.Equal(f((double[])start.Clone()), third.Value);
        for (var j = 0; j < 6; j++)
        {
            var axis = new double[6];
            axis[j] = 1;
            var column = AD.Pushforward(f, (double[])start.Clone(), axis).Tangent;
            for (var i = 0; i < 9; i++)
                Assert.Equal(column[i], third.Jacobian[i, j], 1e-13);
        }
    }
}
