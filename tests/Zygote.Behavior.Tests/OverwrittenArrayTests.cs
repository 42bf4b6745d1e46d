using System;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Arrays of a function's own that outer loops overwrite and inner loops read.</summary>
public class OverwrittenArrayTests
{
    struct Pair
    {
        public double Left;
        public double Right;
    }

    static readonly double[][] Vectors = [[1, 2, 3], [0.5, -1, 2, 4, 0.1], [-0.3, 0.7], [0.4], []];

    [Fact]
    public void Filled_anew_in_every_outer_visit() => Check.Vector(
        x =>
        {
            var buffer = new double[x.Length];
            var sum = 0.0;
            for (var c = 1; c <= 4; c++)
            {
                for (var j = 0; j < x.Length; j++)
                    buffer[j] = c * x[j] * x[j];
                for (var i = 0; i < x.Length; i++)
                {
                    for (var j = 0; j <= i; j++)
                        sum += buffer[i] * buffer[j] * x[j];
                }
            }

            return sum;
        },
        Vectors);

    [Fact]
    public void Filled_twice_in_an_outer_visit() => Check.Vector(
        x =>
        {
            var buffer = new double[x.Length];
            var sum = 1.0;
            for (var c = 1; c <= 3; c++)
            {
                for (var j = 0; j < x.Length; j++)
                    buffer[j] = Math.Sin(c * x[j]);
                for (var i = 0; i < x.Length; i++)
                {
                    for (var j = i; j < x.Length; j++)
                        sum += buffer[i] * buffer[j];
                }

                for (var j = 0; j < x.Length; j++)
                    buffer[j] = buffer[j] * buffer[x.Length - 1 - j] * sum;
                for (var i = 0; i < x.Length; i++)
                {
                    for (var j = i; j < x.Length; j++)
                        sum += 0.1 * buffer[i] * buffer[j];
                }
            }

            return sum;
        },
        Vectors);

    [Fact]
    public void Two_buffers_that_change_places() => Check.Vector(
        x =>
        {
            var (front, back) = (new double[x.Length], new double[x.Length]);
            Array.Copy(x, back, x.Length);
            for (var step = 0; step < 4; step++)
            {
                for (var i = 0; i < x.Length; i++)
                {
                    front[i] = 0;
                    for (var j = 0; j < x.Length; j++)
                        front[i] += back[i] * back[j] * 0.3;
                }

                (front, back) = (back, front);
            }

            return back.Length == 0 ? 0 : back[0] + back[^1];
        },
        Vectors);

    [Fact]
    public void Overwritten_on_some_ways_only() => Check.Vector(
        x =>
        {
            var buffer = new double[x.Length + 1];
            var sum = 0.0;
            for (var c = 0; c < 6; c++)
            {
                for (var j = 0; j < x.Length; j++)
                {
                    if ((c + j) % 2 == 0)
                        buffer[j] = c * x[j] + sum;
                    else if (x[j] < 0)
                        continue;
                    for (var k = 0; k < x.Length; k++)
                    {
                        if (k > 2)
                            break;
                        sum += buffer[k] * buffer[k] * x[j] * 0.01;
                    }
                }
            }

            return sum;
        },
        Vectors);

    [Fact]
    public void A_new_buffer_in_every_outer_visit() => Check.Vector(
        x =>
        {
            var sum = 0.0;
            var last = new double[x.Length];
            for (var c = 1; c < 4; c++)
            {
                var buffer = new double[x.Length];
                for (var j = 0; j < x.Length; j++)
                    buffer[j] = last[j] + (c * x[j]);
                for (var i = 0; i < x.Length; i++)
                {
                    for (var j = 0; j < x.Length; j++)
                        sum += buffer[i] * last[j] * buffer[j];
                }

                last = buffer;
            }

            return sum;
        },
        Vectors);

    [Fact]
    public void Integers_that_choose_elements() => Check.Vector(
        x =>
        {
            var order = new int[x.Length];
            var sum = 0.0;
            for (var c = 0; c < 3; c++)
            {
                for (var j = 0; j < x.Length; j++)
                    order[j] = (j + c) % x.Length;
                for (var i = 0; i < x.Length; i++)
                {
                    for (var j = 0; j < x.Length; j++)
                        sum += x[order[i]] * x[order[j]] * (i + 1) * x[j];
                }
            }

            return sum;
        },
        Vectors);

    [Fact]
    public void A_buffer_that_is_also_returned_keeps_its_last_content()
    {
        static (double, double[]) F(double[] x)
        {
            var buffer = new double[x.Length];
            var sum = 0.0;
            for (var c = 1; c <= 3; c++)
            {
                for (var j = 0; j < x.Length; j++)
                    buffer[j] = c * x[j] * x[j];
                for (var i = 0; i < x.Length; i++)
                {
                    for (var j = 0; j < x.Length; j++)
                        sum += buffer[i] * buffer[j];
                }
            }

            return (sum, buffer);
        }

        double[] point = [1, 2, 3];
        var (value, buffer, gradient) = AD.ValueAndGradient<double[], double[]>(F)(point);
        Assert.Equal(F(point).Item1, value);
        Assert.Equal([3.0, 12, 27], buffer);
        Assert.Equal(AD.Gradient((double[] x) => F(x).Item1, point), gradient);
    }

    [Fact]
    public void An_argument_that_is_overwritten_keeps_its_last_content()
    {
        static double F(double[] x, double[] work)
        {
            var sum = 0.0;
            for (var c = 1; c <= 3; c++)
            {
                for (var j = 0; j < x.Length; j++)
                    work[j] = c * x[j] * x[j];
                for (var i = 0; i < x.Length; i++)
                {
                    for (var j = 0; j < x.Length; j++)
                        sum += work[i] * work[j];
                }
            }

            return sum;
        }

        Check.Both<double[], double[]>(F, ([1, 2, 3], [0, 0, 0]));
        var work = new double[2];
        AD.Gradient((double[] x) => F(x, work), [1, 2]);
        Assert.Equal([3.0, 12], work);
    }

    [Fact]
    public void Structs_that_are_overwritten_as_a_whole() => Check.Vector(
        x =>
        {
            var pairs = new Pair[x.Length];
            var sum = 1.0;
            for (var c = 1; c <= 3; c++)
            {
                for (var j = 0; j < x.Length; j++)
                    pairs[j] = new Pair { Left = x[j] * sum, Right = c };
                for (var i = 0; i < x.Length; i++)
                {
                    for (var j = 0; j < x.Length; j++)
                        sum += 0.01 * pairs[i].Left * pairs[j].Left * pairs[j].Right;
                }
            }

            return sum;
        },
        Vectors);

    [Fact]
    public void A_struct_that_is_overwritten_next_to_where_it_is_read() => Check.Vector(
        x =>
        {
            var pairs = new Pair[1];
            pairs[0] = new Pair { Left = 1, Right = 2 };
            foreach (var v in x)
            {
                var left = pairs[0].Left * v * pairs[0].Left;
                pairs[0] = new Pair { Left = left, Right = pairs[0].Right * v };
            }

            return pairs[0].Left * pairs[0].Right;
        },
        Vectors);
}
