using System;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>One of many results of loops is chosen: the reverse loops of the others are left out, whatever stands in their arrays.</summary>
public sealed class SelectionTests
{
    static readonly double[][] Points = [[0.3, -1.2, 2.5, 0.7, -0.1, 0.9], [1, 2, 0.5, 4], [1.5, -0.4]];

    static double Distance(double[] a, int from, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < b.Length; i++)
        {
            var difference = a[from + i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }

    [Fact]
    public void The_nearest_of_many()
    {
        double[][] centers = [[0.3, 1], [-1, 2], [0, 0]];
        Check.Vector(
            x =>
            {
                var cost = 0.0;
                for (var from = 0; from + 1 < x.Length; from += 2)
                {
                    var nearest = double.PositiveInfinity;
                    foreach (var center in centers)
                        nearest = Math.Min(nearest, Distance(x, from, center));
                    foreach (var center in centers)
                    {
                        var distance = Distance(x, from, center);
                        if (distance < nearest * 1.5)
                            cost += distance * nearest;
                    }
                }

                return cost;
            },
            Points);
    }

    [Fact]
    public void A_branch_with_a_loop_that_is_not_taken()
    {
        Check.Vector(
            x =>
            {
                var (chosen, other) = (0.0, 1.0);
                for (var i = 0; i < x.Length; i++)
                    chosen += Math.Sin(x[i]);
                for (var i = 0; i < x.Length; i++)
                    other *= 1 + (0.1 * x[i]);
                return chosen > 0.5 ? chosen : chosen < -0.5 ? other : chosen * other;
            },
            Points);
    }

    [Fact]
    public void Sums_of_cotangents_that_come_through_a_loop_that_is_left_out()
    {
        Check.Vector(
            x =>
            {
                var scale = x[0] * x[1];
                var total = 0.0;
                for (var k = 0; k < 3; k++)
                {
                    var sum = 0.0;
                    for (var i = 0; i < x.Length; i++)
                        sum += x[i] * scale * (i - k - 0.3);
                    total += sum > 0 ? sum * sum : scale;
                }

                return total;
            },
            Points);
    }

    /// <summary>The walk back over a search ends where the cotangent has gone; what else it carries is what it would be at its end.</summary>
    [Fact]
    public void Searches_with_sums_beside_them()
    {
        foreach (var limit in (double[])[double.NegativeInfinity, 0.5, 10])
        {
            Check.Vector(
                x =>
                {
                    var (largest, last, sum) = (limit, x[0], 0.0);
                    for (var i = 0; i < x.Length; i++)
                    {
                        if (x[i] > largest)
                            largest = x[i] * x[i] + 0.1;
                        if (x[i] < 0.8)
                            last = Math.Sin(x[i]);
                        sum += x[i] * largest;
                    }

                    return sum * last + largest;
                },
                Points);
            Check.Vector(
                x =>
                {
                    var (largest, smallest) = (limit, 3.0);
                    for (var i = 0; i < x.Length; i++)
                    {
                        for (var k = 0; k < 2; k++)
                        {
                            var y = x[i] * x[k % x.Length];
                            (largest, smallest) = (y > largest ? y : largest, y < smallest ? y : smallest);
                        }
                    }

                    return largest * smallest + x[^1];
                },
                Points);
        }

        static double Largest(double[] x)
        {
            var largest = x[0];
            for (var i = 1; i < x.Length; i++)
            {
                if (x[i] > largest)
                    largest = x[i];
            }

            return largest;
        }

        Assert.Equal([0, 0, 1, 0], AD.Gradient((double[] x) => Largest(x))([1, 2, 3, 3]));
        Assert.Equal([1, 0, 0], AD.Gradient((double[] x) => Largest(x))([4, 2, 3]));
    }

    /// <summary>A number that is handed on and then zero is no cotangent: signs of zeros and exceptions are the program's own.</summary>
    [Fact]
    public void Loops_of_the_program_that_look_like_searches()
    {
        static double F(double[] x, double[] rest, bool[] flags)
        {
            var carried = x[0];
            for (var i = 0; i < flags.Length; i++)
            {
                if (flags[i])
                {
                    rest[i] += carried;
                    carried = 0;
                }
            }

            return rest[0] * x[1] + rest[1];
        }

        double[] rest = [1, -0.0, -0.0, 2];
        var (value, gradient) = AD.ValueAndGradient((double[] x) => F(x, rest, [true, false, true, true]))([3, 4]);
        Assert.Equal(16, value);
        Assert.Equal([4, 4], gradient);
        Assert.Equal(BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(rest[1]));
        Assert.Equal(0, BitConverter.DoubleToInt64Bits(rest[2]));
        Assert.Throws<IndexOutOfRangeException>(() => AD.Gradient((double[] x) => F(x, [1, 2], [true, true, true]))([3, 4]));
    }

    /// <summary>Ends of walks back over rows of different lengths, down to none.</summary>
    [Fact]
    public void The_nearest_of_rows_of_different_lengths()
    {
        static double Cost(double[][] centers, double[] point)
        {
            var nearest = 1e3;
            foreach (var center in centers)
            {
                var distance = 0.5 * center.Length;
                for (var i = 0; i < center.Length; i++)
                    distance += (center[i] - point[i]) * (center[i] - point[i]);
                if (distance < nearest)
                    nearest = distance;
            }

            return nearest;
        }

        double[] point = [.. Enumerable.Range(0, 20).Select(i => 0.1 * i)];
        for (var winner = 0; winner < 4; winner++)
        {
            double[][] centers = [new double[20], new double[9], new double[1], []];
            for (var c = 0; c < centers.Length; c++)
            {
                for (var i = 0; i < centers[c].Length; i++)
                    centers[c][i] = point[i] + (c == winner ? 0.01 : 7);
            }

            var ordered = winner == 3 ? centers : [.. centers.Where(c => c.Length > 0)];
            var gradient = AD.Gradient((double[][] c) => Cost(c, point))(ordered);
            var chosen = Enumerable.Range(0, ordered.Length).MinBy(c => Cost([ordered[c]], point));
            for (var c = 0; c < ordered.Length; c++)
            {
                for (var i = 0; i < ordered[c].Length; i++)
                    Assert.Equal(c == chosen ? 2 * (ordered[c][i] - point[i]) : 0, gradient[c][i]);
            }
        }
    }

    /// <summary>What is not chosen has zero as derivative even where its own would be infinite.</summary>
    [Fact]
    public void Infinite_slopes_of_what_is_not_chosen()
    {
        static double F(double[] x)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += Math.Sqrt(x[i]);
            return sum < 10 ? 2 * x[0] : sum;
        }

        Assert.Equal([2, 0, 0], AD.Gradient((double[] x) => F(x))([0, 0, 4]));
        Assert.Equal([double.PositiveInfinity, 0.5 / Math.Sqrt(144)], AD.Gradient((double[] x) => F(x))([0, 144]));
    }

    /// <summary>The cotangent itself is not a number: nothing may be left out.</summary>
    [Fact]
    public void Cotangents_that_are_not_numbers()
    {
        static double F(double[] x)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += x[i] * x[i];
            return sum > 1 ? sum : 0;
        }

        var (_, pullback) = AD.Pullback((double[] x) => F(x))([1, 2]);
        Assert.Equal([double.NaN, double.NaN], pullback(double.NaN));
        Assert.Equal([2, 4], pullback(1));
        Assert.Equal([0, 0], pullback(0));
    }

    static double HalfSquare(double[] x, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i];
        return n == 0 ? 0.5 * sum * sum : HalfSquare(x, n - 1);
    }

    /// <summary>What is left out for a cotangent of zero must not be where its derivative counts.</summary>
    [Fact]
    public void Cotangents_that_happen_to_be_zero_have_derivatives()
    {
        double[] balanced = [1, -3, 2];
        foreach (var n in (int[])[0, 1])
        {
            var hessian = AD.Hessian((double[] x) => HalfSquare(x, n))(balanced);
            foreach (var entry in hessian)
                Assert.Equal(1, entry);
            var (_, dot) = AD.Pushforward(AD.Gradient((double[] x) => HalfSquare(x, n)))(balanced, [1, 0, 0]);
            Assert.Equal([1, 1, 1], dot);
            Assert.Equal([1, 1, 1], AD.Gradient((double[] x) => AD.Gradient((double[] y) => HalfSquare(y, n))(x)[1])(balanced));
        }
    }

    /// <summary>Of the nearest of three centers in 9 dimensions; zero where that is at distance 1, with derivatives that are not.</summary>
    static double Misfit(double[] x)
    {
        var nearest = double.PositiveInfinity;
        for (var c = 0; c < 3; c++)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var difference = x[i] - (c * (i + 1));
                sum += difference * difference;
            }

            if (sum < nearest)
                nearest = sum;
        }

        return (nearest - 1) * (nearest - 1);
    }

    [Fact]
    public void Second_derivatives_of_a_search_where_the_cotangent_is_zero_and_its_tangent_is_not()
    {
        var x = new double[9];
        x[2] = 1;
        double[] direction = [1, 2, 3, 0, 0, 0, 0, 0, 0.5];
        double[] expected = [0, 0, 24, 0, 0, 0, 0, 0, 0];
        Assert.Equal(new double[9], AD.Gradient((double[] y) => Misfit(y))(x));
        Assert.Equal(expected, AD.HessianVectorProduct((double[] y) => Misfit(y))(x, direction));
        Assert.Equal(expected, AD.Pushforward(AD.Gradient((double[] y) => Misfit(y)))(x, direction).Tangent);
        Assert.Equal(8, AD.Hessian((double[] y) => Misfit(y))(x)[2, 2]);
        Check.Vector(Misfit, [0.3, -0.1, 0.2, 0, 0.1, 0.2, -0.4, 0, 0.1], [1, 2, 3.5, 4, 5, 6, 7, 8, 9.5], [2, 4, 6, 8, 11, 12, 14, 16, 18]);
    }

    [Fact]
    public void A_zero_cotangent_is_a_dependence_all_the_same()
    {
        var x = new double[9];
        x[2] = 1; // all second derivatives but one are zero here
        Assert.Equal(81, AD.HessianPattern((double[] y) => Misfit(y), x).NonZeroCount);
        var far = (double[] y) =>
        {
            var nearest = double.PositiveInfinity;
            for (var c = 0; c < 3; c++)
            {
                var sum = 0.0;
                for (var i = 0; i < 3; i++)
                    sum += (y[(3 * c) + i] - 1) * (y[(3 * c) + i] - 1) * y[(3 * c) + i];
                if (sum < nearest)
                    nearest = sum;
            }

            return nearest;
        };
        Assert.Equal(AD.Hessian(far, x).Cast<double>(), AD.SparseHessian(far)(x).ToDense().Cast<double>());
    }

    [Fact]
    public void Jagged_gradients_are_differentiated_again()
    {
        static double Cost(double[][] centers, double[][] points)
        {
            var cost = 0.0;
            foreach (var point in points)
            {
                var nearest = double.PositiveInfinity;
                foreach (var center in centers)
                    nearest = Math.Min(nearest, Distance(center, 0, point));
                cost += nearest;
            }

            return cost;
        }

        double[][] points = [[0.1, 0.2], [3, 4], [2.9, 4.4], [0, 0]];
        double[][] centers = [[0, 0.5], [3, 3]];
        var (gradient, diagonal) = AD.Pushforward(AD.Gradient((double[][] c) => Cost(c, points)))(centers, [[1, 1], [1, 1]]);
        Assert.Equal([[4, 4], [4, 4]], diagonal);
        Assert.Equal(AD.Gradient((double[][] c) => Cost(c, points))(centers), gradient);

        // Rows that are one array stay one in the gradient and in its tangent.
        double[] shared = [0, 0.5];
        var (g, dot) = AD.Pushforward(AD.Gradient((double[][] c) => Cost(c, points)))([shared, shared], [[1, 1], [1, 1]]);
        Assert.Same(g[0], g[1]);
        Assert.Same(dot[0], dot[1]);
        Assert.Equal([8, 8], dot[0]);

        var second = AD.Gradient((double[][] c) => AD.Gradient((double[][] d) => Cost(d, points))(c)[1][0] * c[0][0])([[0.5, 0.5], [3, 3]]);
        Assert.Equal([[2 * ((3 - 3) + (3 - 2.9)), 0], [0.5 * 4, 0]], second, (a, b) => Math.Abs(a[0] - b[0]) + Math.Abs(a[1] - b[1]) < 1e-12);
    }
}
