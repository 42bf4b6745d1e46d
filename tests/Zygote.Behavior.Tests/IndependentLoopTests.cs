using System;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Loops whose iterations meet only in sums, whose reverse part comes right after each iteration; and loops that look like it.</summary>
public sealed class IndependentLoopTests
{
    static readonly double[][] Points = [[0.3, -1.2, 2.5, 0.7], [1, 2], [1.5], []];

    static void Agree(Func<double[], double> f) => Check.Vector(f, Points);

    // Iterations that do not meet.

    [Fact]
    public void Sums()
    {
        Agree(x =>
        {
            var sum = 0.0;
            foreach (var v in x)
                sum += Math.Sin(v) * v;
            return sum;
        });
        Agree(x =>
        {
            var (plus, minus) = (1.5, 2.0);
            for (var i = 0; i < x.Length; i++)
            {
                plus += x[i] * x[i];
                minus -= Math.Exp(x[i]) / (1 + i);
            }

            return (3 * plus) - (minus / 7);
        });
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = x.Length - 1; i >= 0; i -= 2)
                sum += x[i] * x[i] * i;
            return -sum;
        });
    }

    [Fact]
    public void Means_and_weights_from_before_the_loop()
    {
        Agree(x =>
        {
            var sum = 0.0;
            foreach (var v in x)
                sum += v * v * v;
            return x.Length == 0 ? 0 : sum / x.Length;
        });
        Agree(x =>
        {
            var scale = x.Length > 0 ? Math.Exp(x[0]) : 1;
            var sum = 0.0;
            foreach (var v in x)
                sum += Math.Cos(scale * v);
            return sum * 0.25;
        });
        Agree(x =>
        {
            var (scale, shift) = (0.0, 1.0);
            foreach (var v in x)
                scale += v;
            foreach (var v in x)
                shift += v * scale * scale;
            return shift;
        });
        Agree(x =>
        {
            var (mean, sum) = (x.Length > 0 ? x[0] * x[0] : 0, 0.0);
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < 3; j++)
                    sum += (x[i] - mean - j) * (x[i] - mean - j);
            }

            return sum - mean;
        });
    }

    /// <summary>What the inner loop added to the cotangent of the weight was all that the outer one kept of it.</summary>
    [Fact]
    public void Weights_that_inner_loops_use()
    {
        Agree(x =>
        {
            var (weight, sum) = (x.Length > 0 ? x[0] * x[0] : 0, 0.0);
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < 3; j++)
                    sum += Math.Sin(weight * (x[i] + j));
            }

            return sum - weight;
        });
        Agree(x =>
        {
            var (weight, sum) = (x.Length > 0 ? x[0] * x[0] : 0, 0.0);
            for (var i = 0; i < x.Length; i++)
            {
                sum += Math.Exp(-weight * i);
                for (var j = 0; j < x.Length; j++)
                {
                    for (var k = 0; k < 2; k++)
                        sum += Math.Sin(weight * (x[i] + k)) * x[j];
                    sum -= weight * x[j];
                }
            }

            return sum * weight;
        });
        Agree(x =>
        {
            var (first, second, sum) = (x.Length > 0 ? Math.Sin(x[0]) : 0, x.Length > 0 ? Math.Exp(x[^1]) : 0, 0.0);
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < 2; j++)
                {
                    for (var k = 0; k < 3; k++)
                        sum += Math.Cos(first * (x[i] + k)) * second;
                    sum -= Math.Cos(second * j);
                }

                if (x[i] > 0)
                    sum += first * second * x[i];
            }

            return sum / 3;
        });
    }

    [Fact]
    public void Branches_and_inner_loops()
    {
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                if (x[i] > 0.5)
                    sum += Math.Log(x[i]);
                else if (i % 2 == 0)
                    continue;
                else
                    sum += x[i] * x[i - 1];
            }

            return sum;
        });
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var power = 1.0;
                var residual = 0.5 * i;
                for (var j = 0; j < x.Length; j++)
                {
                    residual -= x[j] * power;
                    power *= x[i];
                }

                sum += residual * residual;
            }

            return 0.5 * sum;
        });
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < i; j++)
                    sum += Math.Exp(-(x[i] - x[j]) * (x[i] - x[j]));
            }

            return sum;
        });
    }

    [Fact]
    public void Arrays_made_in_the_iteration() => Agree(x =>
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var local = new double[x.Length + 1];
            for (var j = 0; j < x.Length; j++)
                local[j] = x[j] * x[i];
            local[^1] += local[0] * local[0];
            foreach (var v in local)
                sum += v * v;
        }

        return sum;
    });

    [Fact]
    public void Scratch_arrays_that_are_filled_first()
    {
        Agree(x =>
        {
            var terms = new double[x.Length];
            var total = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < terms.Length; j++)
                    terms[j] = x[j] * x[i];
                var largest = terms[0];
                for (var j = 1; j < terms.Length; j++)
                    largest = Math.Max(largest, terms[j]);
                var sum = 0.0;
                for (var j = 0; j < terms.Length; j++)
                    sum += Math.Exp(terms[j] - largest);
                total += largest + Math.Log(sum);
            }

            return total;
        });
        Agree(x =>
        {
            var (centered, product) = (new double[x.Length], new double[x.Length]);
            var total = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < centered.Length; j++)
                    centered[j] = x[j] - (x[i] * i);
                for (var j = 0; j < product.Length; j++)
                    product[j] = centered[j] * x[i];
                for (var j = 0; j < product.Length; j++)
                {
                    for (var k = j + 1; k < product.Length; k++)
                        product[k] += x[k] * product[j] * centered[j];
                }

                foreach (var v in product)
                    total += v * v;
            }

            return total;
        });
    }

    // Iterations that meet.

    [Fact]
    public void Scratch_arrays_that_keep_something()
    {
        Agree(x =>
        {
            var scratch = new double[x.Length + 1];
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < x.Length; j++)
                    scratch[j] = x[j] * x[i];
                sum += scratch[x.Length] * scratch[0];
                scratch[x.Length] = scratch[0] + x[i];
            }

            return sum;
        });
        Agree(x =>
        {
            var scratch = new double[x.Length];
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                sum += scratch[0] * x[i];
                for (var j = 0; j < x.Length; j++)
                    scratch[j] = x[j] * x[i];
            }

            return sum;
        });
        Agree(x =>
        {
            var scratch = new double[x.Length];
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 1; j < scratch.Length; j++)
                    scratch[j] = x[j] * x[i];
                for (var j = 0; j < scratch.Length; j += 2)
                    scratch[j] += x[i];
                sum += scratch[0] * scratch[^1];
            }

            return sum;
        });
        Agree(x =>
        {
            var scratch = new double[x.Length];
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                if (i % 2 == 0)
                {
                    for (var j = 0; j < scratch.Length; j++)
                        scratch[j] = x[j] * x[i];
                }

                for (var j = 0; j < scratch.Length; j++)
                    sum += scratch[j] * scratch[j];
            }

            return sum;
        });
    }

    [Fact]
    public void Scratch_arrays_that_are_read_afterwards()
    {
        Agree(x =>
        {
            var scratch = new double[x.Length];
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < scratch.Length; j++)
                    scratch[j] = x[j] * x[i];
                foreach (var v in scratch)
                    sum += v * v;
            }

            foreach (var v in scratch)
                sum += v * v * v;
            return sum;
        });
        Agree(x =>
        {
            var squares = new double[x.Length];
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                squares[i] = x[i] * x[i];
                sum += squares[i];
            }

            return sum + squares.Sum(v => v * v);
        });
    }

    [Fact]
    public void Arguments_that_change()
    {
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += x[i] * x[i];
            for (var i = 0; i < x.Length; i++)
                x[i] = sum * x[i];
            return x.Length > 0 ? sum + x[^1] : sum;
        });
        Agree(x =>
        {
            for (var i = 0; i < x.Length; i++)
                x[i] *= x[i];
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += x[i] * x[i];
            return sum;
        });
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                sum += x[i] * x[0];
                x[0] = Math.Sin(x[i]);
            }

            return sum;
        });
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += x[i] * x[i];
            Array.Clear(x);
            foreach (var v in x)
                sum += v * v;
            return sum;
        });
    }

    [Fact]
    public void Histograms() => Agree(x =>
    {
        var bins = new double[2];
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            bins[i % 2] += x[i] * x[i];
            sum += bins[0];
        }

        return sum + (bins[0] * bins[1]);
    });

    [Fact]
    public void Weights_that_are_known_only_afterwards()
    {
        Agree(x =>
        {
            var (sum, squares) = (1.0, 1.0);
            foreach (var v in x)
            {
                sum += v;
                squares += v * v;
            }

            return sum * Math.Log(squares);
        });
        Agree(x =>
        {
            var sum = 0.5;
            foreach (var v in x)
                sum += v * v;
            return sum > 3 ? 2 * sum : sum * sum;
        });
        Agree(x =>
        {
            var (sum, running) = (0.0, 0.0);
            foreach (var v in x)
            {
                running += v * v;
                sum += Math.Sin(running);
            }

            return sum;
        });
        Agree(x =>
        {
            var (sum, last) = (0.0, 1.0);
            foreach (var v in x)
            {
                sum += v * last;
                last = v * v;
            }

            return sum + last;
        });
    }

    [Fact]
    public void Loops_that_are_left_early()
    {
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                sum += x[i] * x[i];
                if (sum > 2)
                    break;
            }

            return sum;
        });
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                if (x[i] > 2.2)
                    return 3 * sum;
                sum += x[i] * x[i];
            }

            return sum;
        });
    }

    // Names of the same memory.

    static double Pairs(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
            y[i] = sum;
        }

        return sum;
    }

    static double Product(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    [Fact]
    public void Two_names_of_one_array()
    {
        Agree(x => Product(x, x));
        Agree(x => Pairs(x, x));
        Agree(x => Pairs(x, (double[])x.Clone()));
        Agree(x =>
        {
            double[][] rows = [x, x, (double[])x.Clone()];
            var sum = 0.0;
            foreach (var row in rows)
            {
                for (var j = 0; j < row.Length; j++)
                    sum += row[j] * row[j] * x[0];
            }

            return sum;
        });
        Check.Both<double[], double[]>(Product, ([1, 2, 3], [4, 5, 6]), ([], []));
        Check.Both<double[], double[]>(Pairs, ([1, 2, 3], [4, 5, 6]));
    }

    [Fact]
    public void Captured_arrays()
    {
        double[] data = [0.5, -1, 2];
        var buffer = new double[3];
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < data.Length; j++)
                    sum += Math.Exp(x[i] * data[j] / 10);
            }

            return sum;
        });
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < buffer.Length; j++)
                    buffer[j] = x[i] * data[j];
                for (var j = 0; j < buffer.Length; j++)
                    sum += buffer[j] * buffer[j];
            }

            return sum;
        });
    }

    [Fact]
    public void Exceptions()
    {
        static double F(double[] x)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                if (x[i] < 0)
                    throw new InvalidOperationException("negative");
                sum += x[i] * x[i];
            }

            return sum;
        }

        var (gradient, into, target) = (AD.Gradient(F), AD.GradientInto(F), new double[3]);
        Assert.Throws<InvalidOperationException>(() => gradient([1, 2, -1]));
        Assert.Throws<InvalidOperationException>(() => into([1, 2, -1], target));
        Assert.Equal([2, 4, 6], gradient([1, 2, 3]));
        into([1, 2, 3], target);
        Assert.Equal([2, 4, 6], target);
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                try
                {
                    sum += x[i] * x[i + 1];
                }
                catch (IndexOutOfRangeException)
                {
                    sum += x[i];
                }
            }

            return sum;
        });
        Agree(x =>
        {
            var sum = 0.0;
            try
            {
                for (var i = 0; i <= x.Length; i++)
                    sum += x[i] * x[i];
            }
            catch (IndexOutOfRangeException)
            {
                return 2 * sum;
            }

            return sum;
        });
    }

    [Fact]
    public void Float()
    {
        static float F(float[] x)
        {
            var terms = new float[x.Length];
            var total = 0f;
            foreach (var v in x)
            {
                for (var j = 0; j < terms.Length; j++)
                    terms[j] = MathF.Sin(x[j] * v);
                foreach (var t in terms)
                    total += t * t;
            }

            return total;
        }

        static double G(double[] x)
        {
            var terms = new double[x.Length];
            var total = 0.0;
            foreach (var v in x)
            {
                for (var j = 0; j < terms.Length; j++)
                    terms[j] = Math.Sin(x[j] * v);
                foreach (var t in terms)
                    total += t * t;
            }

            return total;
        }

        Check.FloatVector(F, G, [0.3f, -1.2f, 2.5f], []);
    }

    /// <summary>Everything that one iteration keeps would take 80 MB if it were kept for all.</summary>
    [Fact]
    public void One_iteration_is_kept_at_a_time()
    {
        static double F(double[] x, int n)
        {
            var terms = new double[x.Length];
            var total = 0.0;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < terms.Length; j++)
                    terms[j] = Math.Exp(-x[j] * i / n);
                var sum = 0.0;
                foreach (var t in terms)
                    sum += Math.Sin(t * t);
                total += Math.Log(sum);
            }

            return total / n;
        }

        var n = 10;
        var gradient = AD.GradientInto((double[] x) => F(x, n));
        double[] x = [.. Enumerable.Range(0, 100).Select(i => 0.1 * i)];
        var g = new double[x.Length];
        gradient(x, g);
        n = 100_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        gradient(x, g);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }
}
