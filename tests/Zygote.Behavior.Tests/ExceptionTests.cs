using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>The reverse pass follows the path that was executed, through handlers and finally blocks.</summary>
public class ExceptionTests
{
    sealed class Failure(double value) : Exception
    {
        public double Value { get; } = value;
    }

    sealed class Resource(double[] log) : IDisposable
    {
        public void Dispose() => log[0] *= 3;
    }

    static readonly double[][] Vectors = [[1, 2, 3], [0.5, -1, 2, 4, 0.1], [-0.3, 0.7], [0.4]];

    [Fact]
    public void Nothing_is_thrown() => Check.Scalar(
        x =>
        {
            try
            {
                return x * x;
            }
            catch (InvalidOperationException)
            {
                return 5 * x;
            }
        },
        0.5, -2);

    [Fact]
    public void Thrown_and_caught_at_once() => Check.Scalar(
        x =>
        {
            var y = x;
            try
            {
                y = x * x;
                if (y > 1)
                    throw new InvalidOperationException();
                y *= 3;
            }
            catch (InvalidOperationException)
            {
                y *= 2 * x;
            }

            return y;
        },
        0.5, -2, 3);

    [Fact]
    public void Index_out_of_range_is_caught() => Check.Vector(
        x =>
        {
            var sum = 1.0;
            try
            {
                for (var i = 0; ; i++)
                {
                    sum *= x[i];
                    sum += 1;
                }
            }
            catch (IndexOutOfRangeException)
            {
                sum *= sum;
            }

            return sum;
        },
        Vectors);

    [Fact]
    public void What_was_written_before_the_throw_counts() => Check.Vector(
        x =>
        {
            var a = new double[3];
            try
            {
                a[0] = x[0] * x[0];
                a[1] = a[0] * 2;
                a[x.Length] = a[1] * x[0];
                a[1] = 7 * a[0];
            }
            catch (IndexOutOfRangeException)
            {
                a[2] = a[1] * a[0];
            }

            return a[0] + (2 * a[1]) + (3 * a[2]);
        },
        Vectors);

    [Fact]
    public void The_exception_carries_a_number() => Check.Scalar(
        x =>
        {
            try
            {
                if (x > 1)
                    throw new Failure(x * x);
                return x;
            }
            catch (Failure e)
            {
                return e.Value * x;
            }
        },
        0.5, 2);

    [Fact]
    public void The_exception_of_an_inlined_method_carries_a_number()
    {
        static double Half(double x) => x > 1 ? throw new Failure(x * x * x) : x / 2;
        Check.Scalar(
            x =>
            {
                try
                {
                    return Half(x) * 3;
                }
                catch (Failure e) when (e.Value > 10)
                {
                    return e.Value * x;
                }
                catch (Failure e)
                {
                    return -e.Value;
                }
            },
            0.5, 2, 3);
    }

    [Fact]
    public void Clauses_in_their_order() => Check.Vector(
        x =>
        {
            var y = 0.0;
            for (var i = 0; i < 4; i++)
            {
                try
                {
                    y += x[i] * x[0];
                    if (i == 1)
                        throw new ArgumentException();
                    if (i == 2)
                        throw new Failure(y);
                    y *= 1.5;
                }
                catch (ArgumentNullException)
                {
                    y = 0;
                }
                catch (ArgumentException)
                {
                    y *= x[0];
                }
                catch (IndexOutOfRangeException)
                {
                    y += x[^1];
                }
                catch
                {
                    y *= y;
                }
            }

            return y;
        },
        Vectors);

    [Fact]
    public void Finally_runs_on_every_way()
    {
        static double F(double x, int way)
        {
            var y = x;
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    y *= x;
                    if (way == 0)
                        continue;
                    if (way == 1)
                        break;
                    if (way == 2)
                        return y;
                    y += 1;
                }
                finally
                {
                    y = y * y * 0.5;
                }

                y += x;
            }

            return y;
        }

        for (var way = 0; way < 4; way++)
        {
            var w = way;
            Check.Scalar(x => F(x, w), 0.5, -1.2);
        }
    }

    [Fact]
    public void A_delegate_of_a_method_with_a_rule_in_a_try_block() => Check.Vector(
        x =>
        {
            var functions = new Func<double, double>[] { Math.Tanh, Math.Sin, v => v > 2 ? throw new InvalidOperationException() : v * v };
            var sum = 0.0;
            foreach (var v in x)
            {
                try
                {
                    foreach (var f in functions)
                        sum += f(v);
                }
                catch (InvalidOperationException)
                {
                    sum *= x[0];
                }
            }

            return sum;
        },
        [1.1, 3, 1.9], [0.4, 0.3, 5]);

    [Fact]
    public void Nested_and_rethrown() => Check.Scalar(
        x =>
        {
            var y = x;
            try
            {
                try
                {
                    y *= x;
                    if (y > 1)
                        throw new Failure(y);
                }
                catch (Failure)
                {
                    y += x * x;
                    throw;
                }
                finally
                {
                    y *= 2;
                }

                y -= 1;
            }
            catch (Failure e)
            {
                y += e.Value * 3;
            }

            return y * x;
        },
        0.5, 2);

    [Fact]
    public void Another_exception_from_a_handler() => Check.Scalar(
        x =>
        {
            var y = x;
            try
            {
                try
                {
                    y *= x;
                    throw new Failure(y * y);
                }
                catch (Failure e)
                {
                    throw new InvalidOperationException("again", e);
                }
            }
            catch (InvalidOperationException e) when (e.InnerException is Failure f && f.Value > 1)
            {
                y *= ((Failure)e.InnerException).Value;
            }
            catch (InvalidOperationException)
            {
                y *= 5;
            }

            return y;
        },
        0.5, 2);

    sealed class Window(double[] values, int length)
    {
        public double[] Values { get; } = values;

        public int Length { get; } = length;
    }

    [Fact]
    public void A_loop_with_several_exits_that_did_not_run_is_not_undone() => Check.Vector(
        x =>
        {
            var sum = x[0] * x[0];
            if (x.Length > 2)
            {
                var window = new Window(x, x.Length - 1);
                try
                {
                    for (var i = 0; i < window.Length; i++)
                    {
                        sum += window.Values[i] * window.Values[window.Length] * sum;
                        if (sum > 20)
                            break;
                        if (sum < -1)
                            throw new Failure(sum);
                    }
                }
                catch (Failure e)
                {
                    sum *= e.Value;
                }
            }

            return sum * x[0];
        },
        Vectors);

    [Fact]
    public void Using_disposes() => Check.Scalar(
        x =>
        {
            double[] log = [x];
            using (new Resource(log))
            {
                log[0] += x * x;
            }

            using var second = new Resource(log);
            return log[0] * x;
        },
        0.5, 2);

    [Fact]
    public void Lock_around_a_sum()
    {
        var gate = new object();
        Check.Vector(
            x =>
            {
                var sum = 0.0;
                foreach (var v in x)
                {
                    lock (gate)
                    {
                        sum += v * v;
                    }
                }

                return sum;
            },
            Vectors);
    }

    [Fact]
    public void Foreach_over_a_list() => Check.Vector(
        x =>
        {
            var list = new List<double>(x);
            var sum = 1.0;
            foreach (var v in list)
                sum += v * sum;
            return sum;
        },
        Vectors);

    [Fact]
    public void Foreach_over_an_interface() => Check.Vector(
        x =>
        {
            IEnumerable<double> list = new List<double>(x);
            var sum = 1.0;
            foreach (var v in list)
                sum += v * sum;
            return sum;
        },
        Vectors);

    [Fact]
    public void An_exception_that_leaves_arrives_unchanged()
    {
        var failure = new Failure(1);
        double F(double x)
        {
            try
            {
                return x > 0 ? throw failure : x;
            }
            finally
            {
                x++;
            }
        }

        Assert.Same(failure, Assert.Throws<Failure>(() => AD.Gradient((Func<double, double>)F, 1.0)));
        Assert.Same(failure, Assert.Throws<Failure>(() => AD.Derivative((Func<double, double>)F, 1.0)));
        Assert.Equal(1, AD.Gradient((Func<double, double>)F, -1.0));
    }

    [Fact]
    public void Retry_until_it_works() => Check.Scalar(
        x =>
        {
            var step = x;
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    if (step > 0.3)
                        throw new Failure(step);
                    return step * x;
                }
                catch (Failure e) when (attempt < 10)
                {
                    step = e.Value * e.Value * 0.5;
                }
            }
        },
        0.9, 1.2, 0.1);

    [Fact]
    public void Null_and_division_and_cast_are_caught() => Check.Scalar(
        x =>
        {
            double[]? nothing = x < 100 ? null : [1];
            object text = "a";
            var zero = x < 100 ? 0 : 1;
            var y = x;
            try
            {
                y *= 2;
                y += nothing![0];
            }
            catch (NullReferenceException)
            {
                y *= x;
            }

            try
            {
                y *= 3;
                y += 1 / zero;
            }
            catch (DivideByZeroException)
            {
                y *= x;
            }

            try
            {
                y *= 4;
                y += (double)text;
            }
            catch (InvalidCastException)
            {
                y *= x;
            }

            return y;
        },
        0.5, 2);

    [Fact]
    public void Opaque_code_that_throws_is_caught() => Check.Scalar(
        x =>
        {
            var y = x;
            try
            {
                y *= int.Parse("2");
                y *= int.Parse("x");
            }
            catch (FormatException)
            {
                y *= x;
            }

            return y;
        },
        0.5, 2);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Checked(double[] a, double x)
    {
        a[0] = x * x;
        if (x > 1)
            throw new Failure(a[0] * x);
        a[1] = 5;
        return a[0] + 1;
    }

    [Fact]
    public void A_method_of_its_own_throws_after_writing() => Check.Scalar(
        x =>
        {
            double[] a = [x, x];
            var y = 1.0;
            try
            {
                y = Checked(a, x) * 2;
            }
            catch (Failure e)
            {
                y = e.Value;
            }

            return (y * a[0]) + a[1];
        },
        0.5, 2);

    static double Descend(double[] a, double x, int depth)
    {
        a[depth] = x * x;
        try
        {
            if (depth == 3)
                throw new Failure(a[depth]);
            return Descend(a, a[depth] + 0.1, depth + 1) + a[depth];
        }
        catch (Failure e) when (depth is 1 or 2)
        {
            if (depth == 2)
                throw new Failure(e.Value * a[depth]);
            return e.Value * a[3];
        }
        finally
        {
            a[0] *= x;
        }
    }

    [Fact]
    public void Through_recursion() => Check.Scalar(x => Descend(new double[4], x, 0), 0.5, 0.9);

    [Fact]
    public void A_delegate_throws_after_writing()
    {
        Func<double[], double, double>[] choices = [Checked, (a, x) => a[0] * x];
        Check.Scalar(
            x =>
            {
                double[] a = [x, x];
                var y = 1.0;
                try
                {
                    y = choices[x > 0 ? 0 : 1](a, x) * 2;
                }
                catch (Failure e)
                {
                    y = e.Value;
                }

                return (y * a[0]) + a[1];
            },
            0.5, 2, -1);
    }
}
