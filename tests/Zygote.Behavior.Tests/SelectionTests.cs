using System;

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
