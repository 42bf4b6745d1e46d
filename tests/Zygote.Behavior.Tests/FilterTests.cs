using System;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Filters run before the finally blocks that are further in.</summary>
public class FilterTests
{
    sealed class Failure(double value) : Exception
    {
        public double Value { get; } = value;
    }

    sealed class Resource(double[] log) : IDisposable
    {
        public void Dispose() => log[0] *= 3;
    }

    [Fact]
    public void A_filter_reads_what_finally_writes() => Check.Scalar(
        x =>
        {
            var y = x;
            try
            {
                try
                {
                    y *= x;
                    if (x > 0)
                        throw new Failure(y * x);
                }
                finally
                {
                    y += 100;
                }
            }
            catch (Failure e) when (y < 50)
            {
                y *= e.Value;
            }
            catch (Failure e)
            {
                y -= e.Value;
            }

            return y * x;
        },
        0.5, 8, -1);

    [Fact]
    public void Both_orders_of_effects_show() => Check.Scalar(
        x =>
        {
            var y = x;
            bool Asked(double factor, bool answer)
            {
                y = (y * factor) + x;
                return answer;
            }

            try
            {
                try
                {
                    try
                    {
                        throw new Failure(y * y);
                    }
                    finally
                    {
                        y *= y + 1;
                    }
                }
                catch (InvalidOperationException) when (Asked(5, true))
                {
                    y = 0;
                }
                catch (Failure) when (Asked(2, x > 3))
                {
                    y += 1;
                }
                finally
                {
                    y = (y * y) - 1;
                }
            }
            catch (Failure e) when (Asked(3, e.Value > 1))
            {
                y *= e.Value;
            }
            catch (Exception)
            {
                y *= 7;
            }

            return y;
        },
        0.5, 2, 4);

    [Fact]
    public void In_a_loop_with_using() => Check.Vector(
        x =>
        {
            var log = new double[1];
            for (var i = 0; i < x.Length; i++)
            {
                log[0] += x[i];
                try
                {
                    using var outer = new Resource(log);
                    log[0] += x[i] * x[0];
                    using (new Resource(log))
                    {
                        log[0] *= x[i];
                        if (x[i] > 1)
                            throw new Failure(log[0]);
                        _ = x[i + 1];
                    }

                    log[0] -= 1;
                }
                catch (Failure e) when (e.Value == log[0] && log[0] > 4)
                {
                    log[0] += e.Value * x[i];
                }
                catch (IndexOutOfRangeException) when (log[0] < 100)
                {
                    log[0] *= x[0];
                }
                catch (Failure)
                {
                    log[0] *= 0.1;
                }
            }

            return log[0];
        },
        [1.5, 0.5, 3, 1.2], [0.3, 0.2], [2, -1, 4]);

    [Fact]
    public void A_filter_that_throws_refuses() => Check.Scalar(
        x =>
        {
            var y = x;
            double[] a = [x];
            try
            {
                try
                {
                    y *= x;
                    throw new Failure(y);
                }
                finally
                {
                    y += a[0];
                    a = [x, y];
                }
            }
            catch (Failure) when (a[1] > 0)
            {
                y = 0;
            }
            catch (Failure e) when (a.Length == 1)
            {
                y *= e.Value + a[1];
            }

            return y;
        },
        0.5, 2);

    [Fact]
    public void Finally_throws_another_exception() => Check.Scalar(
        x =>
        {
            var y = x;
            try
            {
                try
                {
                    try
                    {
                        throw new Failure(y);
                    }
                    finally
                    {
                        y *= y;
                        if (x > 1)
                            throw new InvalidOperationException("in finally");
                    }
                }
                catch (Failure e) when (e.Value == y)
                {
                    y += e.Value * 2;
                }
                finally
                {
                    y *= x;
                }
            }
            catch (InvalidOperationException) when (y > 5)
            {
                y *= 3;
            }
            catch (InvalidOperationException)
            {
                y *= 4;
            }

            return y;
        },
        0.5, 2, 3);

    [Fact]
    public void Rethrown_and_thrown_again() => Check.Scalar(
        x =>
        {
            var y = x;
            try
            {
                try
                {
                    try
                    {
                        throw new Failure(y * x);
                    }
                    catch (Failure) when (y == x)
                    {
                        y += x;
                        throw;
                    }
                    finally
                    {
                        y *= 2;
                    }
                }
                catch (Failure e) when (y > 2 * x + 1e-9)
                {
                    y += e.Value;
                }
                finally
                {
                    y += x * x;
                }
            }
            catch (Failure e) when (y == 2 * x)
            {
                y *= e.Value;
            }
            catch (Failure)
            {
                y = 1;
            }

            return y;
        },
        -0.5, 2);

    [Fact]
    public void A_finally_block_with_handlers_of_its_own() => Check.Scalar(
        x =>
        {
            var y = x;
            try
            {
                try
                {
                    y += 1;
                    throw new Failure(y);
                }
                finally
                {
                    try
                    {
                        try
                        {
                            throw new Failure(y * 2);
                        }
                        finally
                        {
                            y *= x;
                        }
                    }
                    catch (Failure e) when (e.Value == 2 * y)
                    {
                        y += e.Value;
                    }
                }
            }
            catch (Failure e) when (e.Value == y)
            {
                y *= e.Value;
            }

            return y;
        },
        0.5, 2);

    static double Uncaught(double x)
    {
        var y = x;
        double[] seen = [0];
        bool See(double v)
        {
            seen[0] += v;
            return false;
        }

        try
        {
            try
            {
                try
                {
                    throw new Failure(x);
                }
                finally
                {
                    y *= 2;
                }
            }
            catch (Failure) when (See(y))
            {
                y = 0;
            }
        }
        finally
        {
            if (y > 0)
                throw new InvalidOperationException((y + seen[0]).ToString("R"));
        }

        return y;
    }

    [Fact]
    public void Nobody_catches()
    {
        foreach (var x in (double[])[1.5, -1])
        {
            Func<double, double> f = Uncaught;
            var expected = Record.Exception(() => f(x))!;
            foreach (var actual in (Exception[])[Record.Exception(() => AD.Gradient(f, x))!, Record.Exception(() => AD.Derivative(f, x))!])
            {
                Assert.Equal(expected.GetType(), actual.GetType());
                Assert.Equal(expected.Message, actual.Message);
            }
        }
    }
}
