using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Side effects, exceptions, threads, allocation.</summary>
public class EffectTests
{
    sealed class Failure(string message, int code) : Exception(message)
    {
        public int Code { get; } = code;
    }

    sealed class Counter
    {
        public int Calls;
        public double LastLength = 1;
    }

    [Fact]
    public void Code_runs_once_per_call()
    {
        var counter = new Counter();
        Func<double, double> f = x =>
        {
            counter.Calls++;
            return x * x;
        };
        var gradient = AD.Gradient(f);
        Assert.Equal(0, counter.Calls);
        Assert.Equal(6, gradient(3));
        Assert.Equal(1, counter.Calls);
        Assert.Equal(6, AD.Derivative(f)(3));
        Assert.Equal(2, counter.Calls);
        var (_, pullback) = AD.Pullback(f)(3);
        Assert.Equal(3, counter.Calls);
        pullback(1);
        pullback(2);
        Assert.Equal(3, counter.Calls);
        AD.Pushforward(f)(3, 1);
        Assert.Equal(4, counter.Calls);
    }

    [Fact]
    public void Code_in_loops_and_callees_runs_once()
    {
        var counter = new Counter();
        double Helper(double x, int n)
        {
            counter.Calls++;
            return n == 0 ? x : Helper(x * 0.5, n - 1) + x;
        }

        double F(double x)
        {
            var y = 0.0;
            for (var i = 0; i < 3; i++)
                y += Helper(x * y + x, i);
            return y;
        }

        F(1);
        var expected = counter.Calls;
        counter.Calls = 0;
        AD.Gradient(F)(1);
        Assert.Equal(expected, counter.Calls);
    }

    [Fact]
    public void Output_is_written_once()
    {
        var writer = new StringWriter();
        Func<double, double> f = x =>
        {
            writer.Write("x=" + x + ";");
            for (var i = 0; i < 2; i++)
                writer.Write($"[{i}:{x * i}]");
            Debug.Assert(x > 0);
            return x * x;
        };
        Assert.Equal(6, AD.Gradient(f, 3));
        Assert.Equal("x=3;[0:0][1:3]", writer.ToString());
        Assert.Equal(6, AD.Derivative(f, 3));
        Assert.Equal("x=3;[0:0][1:3]x=3;[0:0][1:3]", writer.ToString());
    }

    [Fact]
    public void Numbers_may_be_observed() => Check.Scalar(
        x =>
        {
            var text = x.ToString("F2");
            var n = text.Length + string.Format("{0}", x * x).Length * 0;
            return x * x * n;
        },
        3.25);

    [Fact]
    public void Output_arrays_hold_the_values()
    {
        var log = new double[3];
        AD.Gradient(
            (double x) =>
            {
                for (var i = 0; i < 3; i++)
                    log[i] = i;
                return x;
            },
            2.0);
        Assert.Equal([0.0, 1, 2], log);
        double[] point = [1, 2];
        AD.Gradient(
            (double[] x) =>
            {
                x[0] = x[1] * 5;
                return x[0];
            },
            point);
        Assert.Equal([10.0, 2], point);
    }

    [Fact]
    public void Exceptions_arrive_unchanged()
    {
        Func<double, double> f = x => x > 1 ? throw new Failure("at " + (int)x, 7) : x * x;
        foreach (var call in new Action[] { () => AD.Gradient(f, 3), () => AD.Derivative(f, 3), () => AD.Pullback(f, 3), () => AD.Pushforward(f, 3, 1) })
        {
            var e = Assert.Throws<Failure>(call);
            Assert.Equal("at 3", e.Message);
            Assert.Equal(7, e.Code);
        }

        Assert.Equal(1, AD.Gradient(f, 0.5));
    }

    [Fact]
    public void Exceptions_from_the_middle_leave_the_derivative_usable()
    {
        Func<double[], double> f = x =>
        {
            var y = 1.0;
            for (var i = 0; i < x.Length; i++)
            {
                if (x[i] < 0)
                    throw new ArgumentException("negative", nameof(x));
                y *= x[i] * y;
            }

            return y;
        };
        var gradient = AD.Gradient(f);
        var expected = gradient([1, 2, 3]);
        for (var k = 0; k < 3; k++)
        {
            var e = Assert.Throws<ArgumentException>(() => gradient([1, 2, -3]));
            Assert.Equal("x", e.ParamName);
            Assert.Equal(expected, gradient([1, 2, 3]));
        }
    }

    [Fact]
    public void Usual_exceptions()
    {
        int[] n = [0];
        Assert.Throws<DivideByZeroException>(() => AD.Gradient((double x) => x * (1 / n[0]), 1.0));
        Assert.Throws<InvalidCastException>(() => AD.Gradient((double x) => x * ((string)(object)n).Length, 1.0));
        Assert.Throws<OverflowException>(() => AD.Gradient((double x) => new double[n[0] - 1].Length * x, 1.0));
        Assert.Throws<NullReferenceException>(() => AD.Gradient((Counter c) => c.LastLength, null!));
    }

    [Fact]
    public void Pullback_lives_on_after_other_calls()
    {
        var f = AD.Pullback((double[] x) => Product(x));
        var backs = Enumerable.Range(1, 5).Select(k => f([k, k + 1, k + 2]).Pullback).ToArray();
        for (var k = 1; k <= 5; k++)
        {
            var g = backs[k - 1](1);
            Assert.Equal([(k + 1.0) * (k + 2), k * (k + 2.0), k * (k + 1.0)], g);
        }
    }

    [Fact]
    public void Reentrant_use()
    {
        var inner = AD.Gradient((double[] x) => Product(x));
        Func<double[], double> outer = x => AD.StopGradient(inner([2, 3, 4]))[0] * x[0];
        Assert.Equal([12.0], AD.Gradient(outer, [5]));
    }

    [Fact]
    public void Sixteen_threads_compile_the_same_function()
    {
        var results = new double[16];
        OnThreads(16, i => results[i] = AD.Gradient((double x) => Math.Sin(x) * Math.Exp(x * 0.5) / (1 + (x * x)), 0.5 + i));
        Check.Close([.. Enumerable.Range(0, 16).Select(i => AD.Derivative((double x) => Math.Sin(x) * Math.Exp(x * 0.5) / (1 + (x * x)), 0.5 + i))], results);
    }

    [Fact]
    public void Sixteen_threads_compile_different_functions()
    {
        Func<double, double>[] fs =
        [
            x => x * x, x => Math.Sin(x), x => 1 / x, x => Math.Exp(x), x => x * Math.Log(x), x => Math.Sqrt(x), x => x - (3 * x * x),
            x => Math.Tanh(x), x => Loop(x, 3), x => Loop(x, 5) * x, x => Math.Max(x, 0.3), x => Math.Atan(x), x => x / (1 + x),
            x => Math.Pow(x, 2.5), x => Math.Cos(x) * x, x => Loop(Math.Sin(x), 4),
        ];
        var errors = new double[16];
        OnThreads(
            16,
            i =>
            {
                for (var k = 0; k < fs.Length; k++)
                {
                    var f = fs[(i + k) % fs.Length];
                    errors[i] = Math.Max(errors[i], Math.Abs(AD.Gradient(f, 0.7) - AD.Derivative(f, 0.7)));
                    errors[i] = Math.Max(errors[i], Math.Abs(AD.Gradient(f, 0.7) - ((f(0.7 + 1e-5) - f(0.7 - 1e-5)) / 2e-5)) - 1e-8);
                }
            });
        Assert.All(errors, e => Assert.True(e < 1e-12, e.ToString()));
    }

    [Fact]
    public void One_derivative_on_sixteen_threads()
    {
        var gradient = AD.Gradient((double[] x) => Product(x) * Loop(x[0], x.Length));
        var expected = Enumerable.Range(1, 40).Select(n => gradient(Point(n))).ToArray();
        OnThreads(
            16,
            i =>
            {
                for (var k = 0; k < 200; k++)
                {
                    var n = 1 + (((i * 7) + k) % 40);
                    if (!gradient(Point(n)).SequenceEqual(expected[n - 1]))
                        throw new InvalidOperationException("threads disturb each other");
                }
            });
    }

    [Fact]
    public void One_pullback_on_sixteen_threads()
    {
        var (_, pullback) = AD.Pullback((double[] x) => Product(x) * Loop(x[0], x.Length), Point(20));
        var expected = pullback(2);
        OnThreads(
            16,
            _ =>
            {
                for (var k = 0; k < 100; k++)
                {
                    if (!pullback(2).SequenceEqual(expected))
                        throw new InvalidOperationException("threads disturb each other");
                }
            });
    }

    [Fact]
    public void Warm_gradients_into_arrays_allocate_nothing()
    {
        NoAllocation(Product, Point(50));
        NoAllocation(
            x =>
            {
                var sum = 0.0;
                for (var i = 0; i < x.Length; i++)
                {
                    var v = x[i];
                    for (var j = 0; j < i; j++)
                        v = Math.Sin(v) + x[j];
                    sum += v * v;
                }

                return sum;
            },
            Point(20));
        NoAllocation(
            x =>
            {
                var y = x[0];
                while (y < 100)
                    y = (y * 1.1) + x[1];
                return y;
            },
            Point(3));
        NoAllocation(
            x =>
            {
                for (var i = 1; i < x.Length; i++)
                    x[i] = Math.Sin(x[i]) * x[i - 1];
                return x[^1];
            },
            Point(30));
        NoAllocation(x => Loop(x[0], 20) + Recursive(x, 0), Point(10));
    }

    static double Recursive(double[] x, int i) => i == x.Length ? 1 : x[i] * Recursive(x, i + 1);

    static void NoAllocation(Func<double[], double> f, double[] x)
    {
        var into = AD.GradientInto(f);
        var gradient = new double[x.Length];
        for (var i = 0; i < 50; i++)
            into(x, gradient);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            into(x, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Scalar_gradients_allocate_nothing()
    {
        var gradient = AD.Gradient((double x) => Loop(x, 10) * Math.Sin(x));
        for (var i = 0; i < 50; i++)
            gradient(0.5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            gradient(0.5);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Gradient_into_the_wrong_shape()
    {
        var into = AD.GradientInto((double[] x) => Product(x));
        Assert.Throws<ArgumentException>(() => into([1, 2], [0]));
        double[] x = [1, 2];
        Assert.Throws<ArgumentException>(() => into(x, x));
        Assert.Throws<ArgumentException>(() => AD.GradientInto((double x) => x));
        Assert.Throws<ArgumentException>(() => AD.Pushforward((double[] v) => v[0], [1, 2], [1]));
    }

    static double[] Point(int n) => [.. Enumerable.Range(0, n).Select(i => 0.5 + (0.01 * i))];

    static double Product(double[] x)
    {
        var y = 1.0;
        foreach (var v in x)
            y *= v;
        return y;
    }

    static double Loop(double x, int n)
    {
        var y = 1.0;
        for (var i = 0; i < n; i++)
            y = (y * x) + Math.Sin(y);
        return y;
    }

    static void OnThreads(int count, Action<int> action)
    {
        Exception? failure = null;
        using var start = new Barrier(count);
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                action(i);
            }
            catch (Exception e)
            {
                failure = e;
            }
        })).ToArray();
        foreach (var t in threads)
            t.Start();
        foreach (var t in threads)
            t.Join();
        Assert.Null(failure);
    }
}
