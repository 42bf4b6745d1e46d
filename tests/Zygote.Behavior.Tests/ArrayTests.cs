using System;

using Xunit;

namespace Zygote.Behavior.Tests;

public class ArrayTests
{
    struct Particle
    {
        public double Position;
        public double Velocity;
        public int Kind;
    }

    sealed class Cell
    {
        public double Value;
        public double[] Items = [];
    }

    static readonly double[][] Vectors = [[1, 2, 3], [0.5, -1, 2, 4, 0.1], [-0.3, 0.7]];

    [Fact]
    public void Elements() => Check.Vector(x => (x[0] * x[1]) + Math.Sin(x[^1]) + (x[x.Length / 2] * x[0]), Vectors);

    [Fact]
    public void Length_zero()
    {
        Check.Vector(
            x =>
            {
                var sum = 1.0;
                for (var i = 0; i < x.Length; i++)
                    sum += x[i];
                return sum;
            },
            [[]]);
        Assert.Equal([], AD.Gradient((double[] x) => 5.0, []));
    }

    [Fact]
    public void Length_matters() => Check.Vector(x => x.Length * x[0] * x.LongLength, Vectors);

    [Fact]
    public void Local_array_filled_and_read() => Check.Vector(
        x =>
        {
            var y = new double[x.Length + 1];
            for (var i = 0; i < x.Length; i++)
                y[i + 1] = y[i] + (x[i] * x[i]);
            return y[^1] * y[1];
        },
        Vectors);

    [Fact]
    public void In_place_on_the_argument() => Check.Vector(
        x =>
        {
            for (var i = 1; i < x.Length; i++)
                x[i] = x[i] * x[i - 1];
            for (var i = 0; i < x.Length; i++)
                x[i] *= 2 * x[i];
            return x[^1] + x[0];
        },
        Vectors);

    [Fact]
    public void Overwritten_with_a_constant() => Check.Vector(
        x =>
        {
            var first = x[0];
            x[0] = 7;
            var y = x[0] * x[1];
            x[1] = first * x[1];
            return y + x[1] + x[0];
        },
        Vectors);

    [Fact]
    public void Overwritten_repeatedly() => Check.Vector(
        x =>
        {
            var y = new double[2];
            for (var k = 0; k < 5; k++)
            {
                y[0] = (y[1] * x[0]) + x[1];
                y[1] = (y[0] * y[0] * 0.1) + x[0];
            }

            return y[0] * y[1];
        },
        Vectors);

    [Fact]
    public void Two_variables_for_one_array() => Check.Vector(
        x =>
        {
            var a = new double[2];
            var b = a;
            a[0] = x[0];
            b[1] = a[0] * x[1];
            a[1] += b[0];
            b[0] *= a[1];
            return a[0] * b[1];
        },
        Vectors);

    [Fact]
    public void Alias_chosen_at_run_time() => Check.Vector(
        x =>
        {
            var a = new double[] { x[0], x[1] };
            var b = new double[] { x[1], 2 };
            var c = x[0] > 0.7 ? a : b;
            c[0] *= x[1];
            a[1] += c[0] * b[0];
            return (a[0] * b[1]) + a[1] + b[0];
        },
        Vectors);

    static void Scale(double[] x, double factor)
    {
        for (var i = 0; i < x.Length; i++)
            x[i] *= factor;
    }

    static double[] Differences(double[] x)
    {
        var y = new double[x.Length - 1];
        for (var i = 0; i < y.Length; i++)
            y[i] = x[i + 1] - x[i];
        return y;
    }

    [Fact]
    public void Helpers_that_mutate() => Check.Vector(
        x =>
        {
            var y = (double[])x.Clone();
            Scale(y, x[0]);
            Scale(y, y[1]);
            return (y[0] * x[1]) + y[^1];
        },
        Vectors);

    [Fact]
    public void Helpers_that_return_arrays() => Check.Vector(x => Differences(x)[0] * Differences(Differences(x))[0], [1, 2, 4], [0.5, -1, 2, 4, 0.1]);

    [Fact]
    public void Swapped_elements() => Check.Vector(
        x =>
        {
            (x[0], x[1]) = (x[1], x[0]);
            for (int i = 0, j = x.Length - 1; i < j; i++, j--)
            {
                var t = x[i];
                x[i] = x[j];
                x[j] = t * 2;
            }

            return (x[0] * x[0] * x[1]) + x[^1];
        },
        Vectors);

    [Fact]
    public void Sorted_by_hand() => Check.Vector(
        x =>
        {
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j + 1 < x.Length - i; j++)
                {
                    if (x[j] > x[j + 1])
                        (x[j], x[j + 1]) = (x[j + 1], x[j]);
                }
            }

            var y = 0.0;
            for (var i = 0; i < x.Length; i++)
                y += (i + 1) * x[i] * x[i];
            return y;
        },
        [3, 1, 2], [0.5, -1, 2, 4, 0.1]);

    [Fact]
    public void Sliding_window() => Check.Pullback<double[], double[]>(
        x =>
        {
            var y = new double[x.Length - 1];
            for (var i = 0; i < y.Length; i++)
                y[i] = (x[i] * x[i + 1]) + Math.Sin(x[i]);
            return y;
        },
        Vectors);

    [Fact]
    public void Prefix_sums_and_products() => Check.Pullback<double[], double[]>(
        x =>
        {
            var y = new double[2 * x.Length];
            double sum = 0, product = 1;
            for (var i = 0; i < x.Length; i++)
            {
                y[i] = sum += x[i];
                y[x.Length + i] = product *= x[i];
            }

            return y;
        },
        Vectors);

    [Fact]
    public void Foreach() => Check.Vector(
        x =>
        {
            var y = 1.0;
            foreach (var v in x)
                y *= 1 + v;
            foreach (var v in new[] { 1.0, 2.0 })
                y += v * x[0];
            return y;
        },
        Vectors);

    [Fact]
    public void Initialisers() => Check.Two(
        (a, b) =>
        {
            double[] y = [a, b, a * b, 4];
            var z = new[] { y[2], y[0], 2, 3 };
            return (y[0] * z[0]) + (z[1] * y[3]) + (z[2] * y[1] * y[1]);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Constant_tables() => Check.Vector(
        x =>
        {
            double[] weights = [0.1, 0.2, 0.3, 0.4, 0.5];
            var y = 0.0;
            for (var i = 0; i < x.Length; i++)
                y += weights[i] * x[i] * x[i];
            return y;
        },
        Vectors);

    [Fact]
    public void Static_readonly_table() => Check.Vector(x => x[0] * x[1] * Vectors[1][3], Vectors);

    [Fact]
    public void Two_dimensional_argument() => Check.Any(
        (double[,] x) =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.GetLength(0); i++)
            {
                for (var j = 0; j < x.GetLength(1); j++)
                    sum += x[i, j] * x[i, x.GetLength(1) - 1 - j] * (i + 1);
            }

            return sum;
        },
        new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, new double[,] { { 1 }, { 2 } }, new double[0, 3]);

    static double[,] Multiply(double[,] a, double[,] b)
    {
        var c = new double[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < b.GetLength(1); j++)
            {
                for (var k = 0; k < b.GetLength(0); k++)
                    c[i, j] += a[i, k] * b[k, j];
            }
        }

        return c;
    }

    [Fact]
    public void Matrix_product() => Check.Pullback<(double[,], double[,]), double[,]>(
        p => Multiply(p.Item1, Multiply(p.Item2, p.Item1)),
        (new double[,] { { 1, 2 }, { 3, 4 } }, new double[,] { { 0.5, -1 }, { 0.3, 2 } }));

    [Fact]
    public void Matrix_inverse_by_elimination() => Check.Pullback<double[,], double[,]>(
        x =>
        {
            var n = x.GetLength(0);
            var a = (double[,])x.Clone();
            var inverse = new double[n, n];
            for (var i = 0; i < n; i++)
                inverse[i, i] = 1;
            for (var p = 0; p < n; p++)
            {
                var pivot = a[p, p];
                for (var j = 0; j < n; j++)
                {
                    a[p, j] /= pivot;
                    inverse[p, j] /= pivot;
                }

                for (var i = 0; i < n; i++)
                {
                    if (i == p)
                        continue;
                    var factor = a[i, p];
                    for (var j = 0; j < n; j++)
                    {
                        a[i, j] -= factor * a[p, j];
                        inverse[i, j] -= factor * inverse[p, j];
                    }
                }
            }

            return inverse;
        },
        new double[,] { { 4, 1, 0.5 }, { 1, 3, -1 }, { 0.2, 0.1, 2 } });

    [Fact]
    public void Three_dimensional() => Check.Any(
        (double[,,] x) =>
        {
            var y = new double[2, 2, 2];
            for (var i = 0; i < 2; i++)
            {
                for (var j = 0; j < 2; j++)
                {
                    for (var k = 0; k < 2; k++)
                        y[k, i, j] = x[i, j, k] * x[0, 1, k];
                }
            }

            return (y[0, 1, 1] * y[1, 0, 0]) + y[1, 1, 1];
        },
        new double[,,] { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } });

    [Fact]
    public void Jagged_argument() => Check.Any(
        (double[][] x) =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < x[i].Length; j++)
                    sum += x[i][j] * x[i][j] * x[0][0];
            }

            return sum;
        },
        [[1, 2], [3], []], [[0.5]]);

    [Fact]
    public void Jagged_with_shared_rows()
    {
        double[] row = [1, 2];
        double[][] x = [row, row];
        Check.Any((double[][] x) => x[0][0] * x[1][0] * x[1][1], x);
        var g = AD.Gradient((double[][] x) => x[0][0] * x[1][0] * x[1][1], x);
        Assert.Equal([4.0, 1.0], g[0]);
    }

    [Fact]
    public void Rows_replaced() => Check.Any(
        (double[][] x) =>
        {
            (x[0], x[1]) = (x[1], x[0]);
            x[0][0] *= x[1][1];
            var other = x[1];
            x[1] = [x[0][0] * x[0][1], other[0]];
            return (x[1][0] * x[0][0]) + (other[1] * x[1][1]);
        },
        [[1, 2], [3, 4]], [[0.5, -2], [1, 1.5]]);

    [Fact]
    public void Jagged_local_triangle() => Check.Vector(
        x =>
        {
            var rows = new double[4][];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = new double[i + 1];
                rows[i][0] = x[0];
                for (var j = 1; j <= i; j++)
                    rows[i][j] = rows[i][j - 1] * x[1] + (j < i ? rows[i - 1][j] : 1);
            }

            return rows[3][3] + rows[2][1];
        },
        Vectors);

    [Fact]
    public void Arrays_of_structs() => Check.Vector(
        x =>
        {
            var particles = new Particle[x.Length];
            for (var i = 0; i < x.Length; i++)
            {
                particles[i].Position = x[i];
                particles[i].Kind = i;
            }

            for (var step = 0; step < 3; step++)
            {
                for (var i = 0; i < particles.Length; i++)
                {
                    particles[i].Velocity -= 0.1 * particles[i].Position;
                    particles[i].Position += 0.1 * particles[i].Velocity * particles[i].Kind;
                }
            }

            var copy = particles[0];
            copy.Position *= 5;
            particles[1] = copy;
            return (particles[0].Position * particles[0].Velocity) + particles[1].Position + particles[^1].Velocity;
        },
        Vectors);

    [Fact]
    public void Arrays_of_structs_as_argument() => Check.Any(
        (Particle[] p) =>
        {
            var energy = 0.0;
            foreach (var q in p)
                energy += (q.Position * q.Position) + (q.Velocity * q.Velocity * q.Kind);
            p[0].Position = energy;
            return energy * p[^1].Position;
        },
        [[new() { Position = 1, Velocity = 2, Kind = 3 }, new() { Position = -1, Velocity = 0.5, Kind = 2 }]]);

    [Fact]
    public void Arrays_of_objects() => Check.Vector(
        x =>
        {
            var cells = new Cell[x.Length];
            for (var i = 0; i < x.Length; i++)
                cells[i] = new Cell { Value = x[i], Items = [x[i], x[0] * x[i]] };
            cells[0].Value *= cells[1].Items[1];
            cells[1] = cells[0];
            cells[1].Value += 3 * x[1];
            return (cells[0].Value * cells[^1].Items[0]) + cells[1].Items[1];
        },
        Vectors);

    [Fact]
    public void Result_is_the_argument() => Check.Pullback<double[], double[]>(x => x, Vectors);

    [Fact]
    public void Result_is_the_changed_argument() => Check.Pullback<double[], double[]>(
        x =>
        {
            for (var i = 1; i < x.Length; i++)
                x[i] += x[i - 1] * x[i];
            return x;
        },
        Vectors);

    [Fact]
    public void Result_holds_the_argument_twice() => Check.Pullback<double[], (double[], double[], double)>(x => (x, x, x[0]), Vectors);

    [Fact]
    public void Clone_is_apart() => Check.Vector(
        x =>
        {
            var y = (double[])x.Clone();
            y[0] *= x[1];
            x[1] *= y[1];
            return (y[0] * x[0]) + (y[1] * x[1]);
        },
        Vectors);

    [Fact]
    public void Array_copy() => Check.Vector(
        x =>
        {
            var y = new double[x.Length + 2];
            Array.Copy(x, y, x.Length);
            Array.Copy(x, 0, y, 2, x.Length);
            Array.Copy(y, 0, y, 1, 2);
            x.CopyTo(y, 1);
            return y[0] * y[1] * y[2] * y[^1];
        },
        Vectors);

    [Fact]
    public void Fill_and_clear() => Check.Vector(
        x =>
        {
            var y = new double[4];
            Array.Fill(y, x[0]);
            y[1] *= x[1];
            var z = (double[])y.Clone();
            Array.Clear(y, 0, 2);
            Array.Clear(z);
            return (y[0] * 3) + (y[1] * x[1]) + (y[2] * y[3]) + z[0];
        },
        Vectors);

    [Fact]
    public void Reverse_an_array() => Check.Vector(
        x =>
        {
            var y = (double[])x.Clone();
            Array.Reverse(y);
            return (y[0] * y[0] * x[0]) + (y[1] * x[1]);
        },
        Vectors);

    [Fact]
    public void Resize() => Check.Vector(
        x =>
        {
            var y = (double[])x.Clone();
            Array.Resize(ref y, x.Length + 1);
            y[^1] = x[0] * x[1];
            Array.Resize(ref y, x.Length + 3);
            return (y[x.Length] * y[0]) + y[^1];
        },
        Vectors);

    [Fact]
    public void Ranges_and_indices_from_the_end() => Check.Vector(x => x[1..][0] * x[..^1][0] * x[^2], Vectors);

    [Fact]
    public void Spread_in_collection_expressions() => Check.Vector(
        x =>
        {
            double[] y = [.. x, x[0] * x[1], .. x];
            return y[x.Length] * y[^1] * y[0];
        },
        Vectors);

    [Fact]
    public void Element_compound_assignment_with_side_effect_in_the_index() => Check.Vector(
        x =>
        {
            var i = 0;
            var y = new double[4];
            y[i++] += x[0];
            y[i++] += x[1] * y[i - 2];
            y[i] -= y[i - 1] * x[0];
            return y[2];
        },
        Vectors);

    [Fact]
    public void Integer_index_arrays() => Check.Vector(
        x =>
        {
            int[] order = [1, 0, 1];
            var y = 0.0;
            foreach (var i in order)
                y = (y * 0.5) + (x[i] * x[i]);
            return y;
        },
        Vectors);

    [Fact]
    public void Scatter_and_gather() => Check.Pullback<double[], double[]>(
        x =>
        {
            var y = new double[3];
            for (var i = 0; i < x.Length; i++)
                y[i * i % 3] += x[i] * (i + 1);
            var z = new double[x.Length];
            for (var i = 0; i < z.Length; i++)
                z[i] = y[(2 * i) % 3] * x[i];
            return z;
        },
        Vectors);

    [Fact]
    public void Dynamic_programming() => Check.Vector(
        x =>
        {
            var n = x.Length;
            var cost = new double[n + 1, n + 1];
            for (var i = 0; i <= n; i++)
            {
                for (var j = 0; j <= n; j++)
                {
                    if (i == 0 || j == 0)
                        cost[i, j] = i + j;
                    else
                    {
                        var change = cost[i - 1, j - 1] + Math.Abs(x[i - 1] - (x[j - 1] * x[0]));
                        cost[i, j] = Math.Min(change, Math.Min(cost[i - 1, j], cost[i, j - 1]) + (1.1 * x[0]));
                    }
                }
            }

            return cost[n, n];
        },
        [1.3, 2.2, 3.1], [0.57, -1.1, 2.3, 4]);

    [Fact]
    public void Out_of_range_arrives_unchanged()
    {
        Assert.Throws<IndexOutOfRangeException>(() => AD.Gradient((double[] x) => x[3], [1.0]));
        Assert.Throws<IndexOutOfRangeException>(() => AD.Pushforward((double[] x) => x[3], [1.0], [1.0]));
        Assert.Throws<NullReferenceException>(() => AD.Gradient((double[][] x) => x[0][0], [null!]));
    }

    /// <summary>Elements that are the same in each iteration are looked for before the loop, but not before anything is written.</summary>
    [Fact]
    public void Elements_found_before_a_loop_throw_what_the_loop_would()
    {
        static double Sum(double[] x, double[] y, int i, int j, int n)
        {
            var sum = 0.0;
            for (var k = 0; k < n; k++)
                sum += x[k] * y[i] * x[j];
            return sum;
        }

        static double Caught(double[] x, int i, int n)
        {
            var sum = x[0];
            for (var k = 0; k < n; k++)
            {
                try
                {
                    sum += x[k] * x[i];
                }
                catch (IndexOutOfRangeException)
                {
                    sum += x[k] * 2;
                }
            }

            return sum;
        }

        static double Written(double[] x, int i, int n, double[] log)
        {
            var sum = 0.0;
            for (var k = 0; k < n; k++)
            {
                log[0] = k;
                sum += x[k] * x[i];
            }

            return sum;
        }

        Assert.Throws<NullReferenceException>(() => AD.Gradient((double[] x) => Sum(x, null!, 0, 0, 3), [1, 2, 3]));
        Assert.Throws<IndexOutOfRangeException>(() => AD.Gradient((double[] x) => Sum(x, x, 1, 3, 1), [1, 2, 3]));
        Assert.Equal([0.0, 0], AD.Gradient((double[] x) => Sum(x, null!, 9, 9, 0), [1, 2]));
        Assert.Equal([3.0, 2], AD.Gradient((double[] x) => Caught(x, 5, 2), [4, 5]));
        Check.Vector(x => Caught(x, 1, 2), [4, 5], [0, -1]);
        double[] log = [-1];
        Assert.Throws<IndexOutOfRangeException>(() => AD.Gradient((double[] x) => Written(x, 5, 2, log), [4, 5]));
        Assert.Equal(0, log[0]);
    }

    [Fact]
    public void Pairs_of_points() => Check.Vector(
        x =>
        {
            var energy = 0.0;
            for (var i = 0; i < x.Length / 3; i++)
            {
                for (var j = i + 1; j < x.Length / 3; j++)
                {
                    var (dx, dy, dz) = (x[3 * i] - x[3 * j], x[3 * i + 1] - x[3 * j + 1], x[3 * i + 2] - x[3 * j + 2]);
                    var squared = (dx * dx) + (dy * dy) + (dz * dz) + 0.5;
                    var inverse = 1 / (squared * squared * squared);
                    energy += (inverse * inverse) - inverse;
                }
            }

            return energy;
        },
        [0.1, 0.2, 0.3, 1.1, -0.4, 0.7, -0.9, 0.3, 1.4, 0.5, 0.6], [1, 2, 3], []);

    [Fact]
    public void Null_arrays() => Check.Vector(
        x =>
        {
            double[]? cache = null;
            for (var i = 0; i < 3; i++)
                cache ??= [x[0] * x[1]];
            return cache![0] * (cache?.Length ?? 0) * x[0];
        },
        Vectors);

    [Fact]
    public void Finite_element_assembly() => Check.Vector(
        x =>
        {
            var stiffness = new double[x.Length + 1][];
            for (var i = 0; i < stiffness.Length; i++)
                stiffness[i] = new double[x.Length + 1];
            for (var e = 0; e < x.Length; e++)
            {
                stiffness[e][e] += x[e];
                stiffness[e + 1][e + 1] += x[e];
                stiffness[e][e + 1] -= x[e];
                stiffness[e + 1][e] -= x[e];
            }

            var y = 0.0;
            foreach (var row in stiffness)
            {
                var s = 0.0;
                for (var j = 0; j < row.Length; j++)
                    s += row[j] * row[j] * (j + 1);
                y += s * s;
            }

            return y;
        },
        Vectors);

    [Fact]
    public void Spans_over_arrays() => Check.Vector(
        x =>
        {
            Span<double> s = x;
            ReadOnlySpan<double> tail = x.AsSpan(1);
            s[0] *= tail[0];
            var y = 0.0;
            for (var i = 0; i < tail.Length; i++)
                y += tail[i] * s[i];
            return y;
        },
        Vectors);
}
