using System;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Loops over elements, long enough that their derivatives take vectors, and with lengths that leave some over.</summary>
public sealed class VectorLoopTests
{
    static readonly double[][] Points =
        [.. new[] { 0, 1, 9, 22, 41 }.Select(n => Enumerable.Range(0, n).Select(i => Math.Sin(3 * i) + 0.2).ToArray())];

    static void Agree(Func<double[], double> f) => Check.Vector(f, Points);

    static double Weighted(double[] a)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * a[i] * (1 + (i % 3));
        return sum;
    }

    static void AddScaled(double[] from, double factor, double[] to)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += factor * from[i];
    }

    [Fact]
    public void Up_and_down()
    {
        Agree(x =>
        {
            var (a, b) = (new double[x.Length], new double[x.Length]);
            for (var i = 0; i < x.Length; i++)
                a[i] = (x[i] * x[i]) - (0.5 * x[i]);
            for (var i = x.Length - 1; i >= 0; i--)
                b[i] = a[i] / (2 + (x[i] * x[i]));
            return Weighted(a) + Weighted(b);
        });
    }

    [Fact]
    public void Neighbours()
    {
        Agree(x =>
        {
            var a = new double[x.Length + 1];
            for (var i = 1; i < x.Length; i++)
                a[i + 1] = x[i] * x[i - 1];
            for (var i = 1; i < x.Length; i++)
                x[i] = x[i - 1] * 0.5; // each from the one before
            return Weighted(a) + Weighted(x);
        });
    }

    [Fact]
    public void One_array_under_two_names()
    {
        Agree(x =>
        {
            var copy = (double[])x.Clone();
            AddScaled(x, 0.5, copy);
            AddScaled(copy, -2, copy);
            var either = x.Length > 20 ? x : copy;
            AddScaled(either, 0.25, x);
            for (var i = 0; i + 3 < x.Length; i++)
                either[i] = x[i + 3] * copy[i];
            return Weighted(x) + Weighted(copy);
        });
    }

    [Fact]
    public void Rows_of_a_flat_matrix()
    {
        Agree(x =>
        {
            const int Width = 11;
            var sums = new double[Width];
            for (var row = 0; (row + 1) * Width <= x.Length; row++)
            {
                for (var j = 0; j < Width; j++)
                    sums[j] += x[(row * Width) + j] * x[row];
            }

            return Weighted(sums) + Weighted(x);
        });
    }

    [Fact]
    public void Roots_and_absolute_values()
    {
        Agree(x =>
        {
            var a = new double[x.Length];
            for (var i = 0; i < x.Length; i++)
                a[i] = Math.Sqrt(1 + Math.Abs(x[i])) / 3;
            return Weighted(a);
        });
    }

    [Fact]
    public void Exceptions_come_when_they_did()
    {
        static double F(double[] x)
        {
            var a = new double[30];
            try
            {
                for (var i = 0; i < x.Length; i++)
                    a[i] = x[i] * 2;
            }
            catch (IndexOutOfRangeException)
            {
            }

            return a.Sum(v => v * v);
        }

        var x = Enumerable.Range(0, 41).Select(i => i * 0.1).ToArray();
        Check.Close([.. x.Select((v, i) => i < 30 ? 8 * v : 0)], AD.Gradient<double[]>(F)(x));
        Assert.Throws<IndexOutOfRangeException>(() => AD.Gradient((double[] y) =>
        {
            var a = new double[30];
            for (var i = 0; i < y.Length; i++)
                a[i] = y[i];
            return a[0];
        })(x));
    }

    /// <summary>The check of the second element went, since the matrix had been seen not to be null.</summary>
    [Fact]
    public void A_number_that_is_read_for_nothing_from_beyond_a_matrix()
    {
        Assert.Throws<IndexOutOfRangeException>(() => AD.Gradient((double x) =>
        {
            var m = new double[2, 2];
            m[0, 0] = x;
            _ = m[0, 5];
            return m[0, 0] * x;
        })(2));
    }

    /// <summary>Zero cotangents win over infinite partials in each lane.</summary>
    [Fact]
    public void Zeros_that_win()
    {
        var x = Enumerable.Range(0, 24).Select(i => i % 4 == 1 ? 0.0 : i).ToArray();
        var gradient = AD.Gradient((double[] y) =>
        {
            var a = new double[y.Length];
            for (var i = 0; i < y.Length; i++)
                a[i] = Math.Sqrt(y[i]);
            var sum = 0.0;
            for (var i = 0; i < y.Length; i += 2)
                sum += a[i];
            return sum;
        })(x);
        Check.Close([.. x.Select((v, i) => i % 2 != 0 ? 0 : 0.5 / Math.Sqrt(v))], gradient);
    }

    [Fact]
    public void Single_precision()
    {
        var x = Enumerable.Range(0, 37).Select(i => MathF.Cos(i)).ToArray();
        var gradient = AD.Gradient((float[] y) =>
        {
            var a = new float[y.Length];
            for (var i = 0; i < y.Length; i++)
                a[i] = y[i] * y[i] * 0.5f;
            var sum = 0f;
            for (var i = a.Length - 1; i >= 0; i--)
                sum += a[i];
            return sum;
        })(x);
        Assert.Equal(x, gradient);
    }

    /// <summary>Arrays that are kept for the next call are not those of another thread, nor of a call within this one.</summary>
    /// <summary>The value in the order of the program, with its own functions, beside cotangents in vectors.</summary>
    static void AgreeToTheBit(Func<double[], double> f)
    {
        Agree(f);
        var both = AD.ValueAndGradient(f);
        foreach (var x in Points)
            Assert.Equal(f([.. x]), both([.. x]).Value);
    }

    [Fact]
    public void Functions_whose_derivatives_are_functions()
    {
        AgreeToTheBit(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += Math.Sin(x[i]);
            return sum;
        });
        AgreeToTheBit(x =>
        {
            var (sum, product) = (0.0, 1.0);
            for (var i = x.Length - 1; i >= 0; i--)
            {
                sum += Math.Cosh(x[i]) * Math.Cos(2 * x[i]);
                product *= 0.99;
                sum += product * Math.Tanh(3 * x[i]);
            }

            return sum * product;
        });
        AgreeToTheBit(x =>
        {
            var a = new double[x.Length];
            for (var i = 0; i < x.Length; i++)
                a[i] = (Math.Sin(x[i]) * Math.Asin(0.1 * x[i])) + Math.Atan2(x[i], 2) + double.Hypot(x[i], 3) + Math.Asinh(x[i]);
            return Weighted(a);
        });
    }

    [Fact]
    public void Several_numbers_kept_in_each_visit()
    {
        Agree(x =>
        {
            for (var i = 0; i < x.Length; i++)
                x[i] = Math.Exp(0.3 * Math.Sin(x[i])) * Math.Sqrt(1 + (x[i] * x[i]));
            for (var i = x.Length - 1; i >= 0; i--)
                x[i] = Math.Sin(x[i]) * Math.Exp(-x[i]);
            return Weighted(x);
        });
        Agree(x =>
        {
            // In a loop around, from another index on, up to and with the last but one.
            var sum = 0.0;
            for (var round = 0; round < 3; round++)
            {
                for (var i = round; i <= x.Length - 2; i++)
                {
                    sum += x[i] * Math.Exp(0.1 * x[i]);
                    x[i] = Math.Sin(x[i] + round) * Math.Cos(x[i]);
                }

                for (var i = 0; i < x.Length; i++)
                {
                    if (i % 2 == 0)
                        x[i] = Math.Exp(-x[i]) / (1 + (x[i] * x[i])); // not in every visit
                }
            }

            return sum + Weighted(x);
        });
        Agree(x => Bent(x, 4));
    }

    /// <summary>More of them than the tape has room for at first, and the tape's dual as well.</summary>
    [Fact]
    public void Singles_that_are_kept_at_second_order()
    {
        float[] x = [.. Enumerable.Range(0, 301).Select(i => MathF.Sin(3 * i) + 1.5f)], v = [.. x.Select(a => 1 + a)];
        var (ofSingles, ofDoubles) = (AD.HessianVectorProduct((float[] a) => Waves(a)), AD.HessianVectorProduct((double[] a) => Waves(a)));
        var expected = ofDoubles([.. x.Select(a => (double)a)], [.. v.Select(a => (double)a)]);
        foreach (var _ in (int[])[1, 2]) // with new memory and with kept one
        {
            var product = ofSingles([.. x], [.. v]);
            for (var i = 0; i < x.Length; i++)
            {
                Assert.NotEqual(0, product[i]);
                Assert.InRange(product[i], expected[i] - 2e-4, expected[i] + 2e-4);
            }
        }
    }

    static T Waves<T>(T[] x)
        where T : System.Numerics.INumber<T>, System.Numerics.ITrigonometricFunctions<T>, System.Numerics.IExponentialFunctions<T>
    {
        var (a, sum) = ((T[])x.Clone(), T.Zero);
        for (var i = 0; i < a.Length; i++)
            a[i] = T.Sin(a[i]) * T.Exp(-a[i]);
        for (var i = 0; i < a.Length; i++)
            a[i] *= T.Cos(a[i] + x[i]) * a[i];
        foreach (var number in a)
            sum += number * number;
        return sum;
    }

    /// <summary>The halves of a call are functions of their own.</summary>
    static double Bent(double[] x, int depth)
    {
        if (depth == 0)
            return Weighted(x);
        for (var i = 1; i < x.Length; i++)
            x[i] = Math.Exp(-0.5 * x[i] * x[i]) * Math.Sin(x[i] + depth);
        var deeper = Bent(x, depth - 1);
        for (var i = 0; i < x.Length; i++)
            x[i] = Math.Tanh(x[i]) * Math.Exp(0.1 * x[i]);
        return deeper + (0.5 * Weighted(x));
    }

    [Fact]
    public void Choices_between_numbers()
    {
        AgreeToTheBit(x =>
        {
            var (h, sum) = (new double[x.Length], 0.0);
            for (var i = 0; i < x.Length; i++)
                h[i] = Math.Max(0.1, 2 * x[i]) + Math.Min(x[i] * x[i], 0.3) + Math.Clamp(x[i], -0.4, 0.4);
            for (var i = 0; i < x.Length; i++)
            {
                var a = Math.Abs(h[i] - 0.7);
                sum += a < 0.2 ? 0.5 * a * a : a > 1 ? 0.3 * a : 0.2 * (a - 0.1);
            }

            return sum;
        });
        AgreeToTheBit(x =>
        {
            // One that the next iteration needs, one that depends on an index, one that stores.
            var (largest, sum) = (double.NegativeInfinity, 0.0);
            for (var i = 0; i < x.Length; i++)
            {
                if (x[i] > largest)
                    largest = x[i];
                sum += i % 3 == 1 && x[i] > 0.1 ? x[i] * x[i] : 2 * x[i];
                if (x[i] < 0)
                    x[i] *= 0.5;
            }

            return sum + Weighted(x) + (x.Length > 0 ? largest : 0);
        });
    }

    static readonly Func<double, double>[] Choices =
    [
        x => Math.Max(x, 0.2), x => Math.Min(0.2, x), x => Math.Clamp(x, -0.2, 0.2), Math.Abs,
        x => x > 0.2 ? x * x : 3 * x, x => x >= 0.2 ? x * x : 3 * x, x => x < 0.2 ? x * x : 3 * x, x => x <= 0.2 ? x * x : 3 * x,
        x => !(x > 0.2) ? x * x : 3 * x, x => x == 0.2 ? x * x : 3 * x, x => x != 0.2 ? x * x : 3 * x,
        x => double.IsNaN(x) ? 2 * x : 3 * x, x => x > 0.2 & x < 0.5 ? x * x : 3 * x, x => x > 0.5 | !(x >= 0.2) ? x * x : 3 * x,
        x => x > 0.2 && !double.IsNaN(x) ? x * x : x < -0.2 || x == 0 ? 5 * x : 7 * x, x => x > 0 ? Math.Sqrt(x) : -x,
    ];

    [Fact]
    public void Choices_at_their_edges_as_without_a_loop()
    {
        double[] edges = [0.2, -0.2, 0, -0.0, 0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.3, -1, 1e-320];
        double[] x = [.. edges, .. edges, .. edges, .. edges];
        foreach (var choice in Choices)
        {
            var derivative = AD.Derivative(choice);
            var gradient = AD.Gradient((double[] v) =>
            {
                var sum = 0.0;
                for (var i = 0; i < v.Length; i++)
                    sum += choice(v[i]);
                return sum;
            })(x);
            Assert.Equal([.. x.Select(derivative)], gradient);
        }
    }

    [Fact]
    public void Extrema_of_zeros_and_of_no_numbers_in_vectors()
    {
        double[] edges = [0, -0.0, double.NaN, 1, -1, double.PositiveInfinity, double.NegativeInfinity, 1e-320];
        double[] a = [.. edges.SelectMany(_ => edges)], b = [.. edges.SelectMany(e => edges.Select(_ => e))];
        var (larger, smaller) = (new double[a.Length], new double[a.Length]);
        var gradient = AD.Gradient((double[] x) =>
        {
            for (var i = 0; i < x.Length; i++)
            {
                larger[i] = Math.Max(x[i], b[i]);
                smaller[i] = double.Min(x[i], b[i]);
            }

            return x[0];
        });
        gradient(a);
        for (var i = 0; i < a.Length; i++)
        {
            Assert.Equal(Bits(Math.Max(a[i], b[i])), Bits(larger[i]));
            Assert.Equal(Bits(Math.Min(a[i], b[i])), Bits(smaller[i]));
        }

        static long Bits(double number) => double.IsNaN(number) ? -1 : BitConverter.DoubleToInt64Bits(number);
    }

    [Fact]
    public void Choices_in_single_precision() => Check.FloatVector(
        x =>
        {
            var sum = 0f;
            for (var i = 0; i < x.Length; i++)
                sum += MathF.Max(0.1f, 2 * x[i]) * MathF.Abs(x[i] - 0.3f) * (x[i] > 0.7f ? 2 : x[i]);
            return sum;
        },
        x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += Math.Max(0.1, 2 * x[i]) * Math.Abs(x[i] - 0.3) * (x[i] > 0.7 ? 2 : x[i]);
            return sum;
        },
        [.. Enumerable.Range(0, 37).Select(i => (0.001f * i) + (i % 4) switch { 0 => -0.5f, 1 => 0.15f, 2 => 0.5f, _ => 1f })]); // not near the kinks

    [Fact]
    public void Other_memory_beside_vectors()
    {
        int[] which = [.. Enumerable.Range(0, 41).Select(i => i % 5)];
        float[] weights = [.. which.Select(i => 0.5f + i)];
        AgreeToTheBit(x =>
        {
            var (sum, seed) = (0.0, 17u);
            for (var i = 0; i < x.Length; i++)
            {
                seed = (seed * 1664525) + 1013904223;
                sum += Math.Sin(x[i] * weights[i]) * (which[i] + (1e-9 * seed));
            }

            return sum;
        });
        AgreeToTheBit(x =>
        {
            var (sum, last, counts) = (0.0, 0.0, new int[41]);
            for (var i = 0; i < x.Length; i++)
            {
                counts[i] += which[i];
                sum += Math.Sin(x[i]) * Math.Sin(x[i]);
                last = x[i] * x[i];
            }

            return sum + (last * counts.Sum());
        });
    }

    [Fact]
    public void Functions_in_single_precision() => Check.FloatVector(
        x =>
        {
            var sum = 0f;
            for (var i = 0; i < x.Length; i++)
                sum += MathF.Sin(x[i]) + MathF.Sinh(x[i]);
            return sum;
        },
        x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += Math.Sin(x[i]) + Math.Sinh(x[i]);
            return sum;
        },
        [.. Points.Select(p => p.Select(n => (float)n).ToArray())]);

    [Fact]
    public void Infinite_partials_and_not_a_number_in_vectors()
    {
        Func<double[], double> f = x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += Math.Asin(x[i]) + Math.Sinh(x[i]) + Math.Tanh(x[i]);
            return sum;
        };
        double[] x = [.. Enumerable.Range(0, 32).Select(i => (i % 4) switch { 0 => 1, 1 => double.NaN, 2 => -0.5, _ => 0 })];
        var gradient = AD.Gradient(f)(x);
        for (var i = 0; i < x.Length; i++)
        {
            var cosh = Math.Cosh(x[i]);
            var expected = (1 / Math.Sqrt(1 - (x[i] * x[i]))) + cosh + (1 / (cosh * cosh));
            Assert.True(expected.Equals(gradient[i]) || Math.Abs(expected - gradient[i]) < 1e-14 * expected, $"{expected} {gradient[i]}");
        }
    }

    [Fact]
    public void Calls_on_many_threads_and_within_each_other()
    {
        static double F(double[] x, int depth)
        {
            var a = new double[x.Length];
            for (var i = 0; i < x.Length; i++)
                a[i] = x[i] * (i + 1);
            if (depth > 0)
                _ = AD.Gradient((double[] y) => F(y, depth - 1))([.. x.Select(v => v + 1)]);
            return Weighted(a);
        }

        var gradient = AD.Gradient((double[] x) => F(x, 0));
        var nested = AD.Gradient((double[] x) => F(x, 2));
        System.Threading.Tasks.Parallel.For(0, 200, n =>
        {
            var x = Enumerable.Range(0, 30 + (n % 5)).Select(i => Math.Cos(i + n)).ToArray();
            double[] expected = [.. x.Select((v, i) => 2 * v * (i + 1) * (i + 1) * (1 + (i % 3)))];
            Check.Close(expected, (n % 20 == 0 ? nested : gradient)(x));
        });
    }
}
