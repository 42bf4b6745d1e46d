#pragma warning disable CA1849, CA1835, CA2007, CA2201, xUnit1031

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Async methods and what they await, inside of a function that waits for its result.</summary>
public class AsyncTests
{
#pragma warning disable CS1998
    static async Task<double> Plain(double x) => x * x;
#pragma warning restore CS1998

    static async Task<double> Cube(double x)
    {
        var square = await Plain(x);
        return square * x;
    }

    [Fact]
    public void One_await()
    {
        Check.Scalar(x => Cube(x).GetAwaiter().GetResult(), 0.7, -2);
        Check.Scalar(x => Cube(x).Result, 0.7, -2);
    }

    static async Task<double> Locals(double x, double[] y)
    {
        var a = Math.Sin(x);
        var b = (a, x * 2);
        await Task.Yield();
        var c = a * await Cube(b.Item2) + await Plain(x);
        y[1] = c * a;
        await Task.Delay(1);
        y[0] += await Plain(y[1]) * b.a;
        await Task.CompletedTask;
        return y[0] + c;
    }

    [Fact]
    public void Locals_and_arrays_live_across_awaits() =>
        Check.Both<double, double[]>((x, y) => Locals(x, y).Result + y[1], (0.3, [1.5, 2]), (-0.4, [0.5, 3]));

    static async Task<double> Loop(double x, int n)
    {
        var sum = 0.0;
        var power = 1.0;
        for (var i = 0; i < n; i++)
        {
            power *= await Plain(x);
            if (power > 50)
                break;
            if (i % 3 == 1)
                continue;
            sum += power / (i + 1);
        }

        while (sum > 1)
            sum = Math.Sqrt(await Plain(sum)) * 0.5;
        return sum + power;
    }

    [Fact]
    public void Loops() => Check.Scalar(x => Loop(x, 7).Result, 0.7, 1.2, 2.1, -0.3);

    static async Task Fill(double[] y, double x)
    {
        for (var i = 0; i < y.Length; i++)
        {
            await Task.Yield();
            y[i] = await Plain(x * i);
        }
    }

    static async Task<double> Filled(double x)
    {
        var y = new double[4];
        await Fill(y, x);
        await Fill(y[1..], x).ConfigureAwait(false);
        return y.Sum() + await Plain(y[2]).ConfigureAwait(false);
    }

    [Fact]
    public void Methods_without_result() => Check.Scalar(x =>
    {
        var y = new double[3];
        Fill(y, x).Wait();
        Fill(y, y[1]).GetAwaiter().GetResult();
        return y[1] * y[2] + Filled(x).Result;
    }, 0.7, -1.1);

    static async Task<double> Power(double x, int n)
    {
        if (n == 0)
            return 1;
        var half = await Power(x, n / 2);
        return n % 2 == 0 ? half * half : half * half * x;
    }

    static async Task<double> Tree(double x, int depth) =>
        depth == 0 ? Math.Sin(x) : await Tree(x * 0.5, depth - 1) * await Tree(x + depth, depth - 1);

    [Fact]
    public void Recursion()
    {
        Check.Scalar(x => Power(x, 13).Result, 0.9, -1.1);
        Check.Scalar(x => Tree(x, 4).Result, 0.9, -1.1);
    }

    static async ValueTask<double> Half(double x)
    {
        if (x < 0)
            return -x / 2;
        await Task.Yield();
        return await Plain(x) / 2;
    }

    static async ValueTask Store(double[] y, double x)
    {
        await Task.Yield();
        y[0] = x * await Half(x);
    }

    static async Task<double> Values(double x)
    {
        var y = new double[1];
        await Store(y, x);
        var a = await Half(y[0]);
        var b = await Half(-x).ConfigureAwait(false);
        await Store(y, a).ConfigureAwait(false);
        var pending = Half(a * b);
        var made = new ValueTask<double>(x * x);
        return y[0] + await pending.AsTask() + await made + await new ValueTask<double>(Plain(b));
    }

    [Fact]
    public void Value_tasks()
    {
        Check.Scalar(x => Values(x).Result, 0.7, -1.1);
        Check.Scalar(x => Half(x).Result, 0.7, -1.1);
        Check.Scalar(x => Half(x).AsTask().Result + Half(x).GetAwaiter().GetResult(), 0.7, -1.1);
    }

    [Fact]
    public void Lambdas_and_captures() => Check.Scalar(x =>
    {
        var factor = x;
        Func<double, Task<double>> f = async y =>
        {
            var z = await Plain(y * factor);
            factor *= 2;
            return z;
        };

        async Task<double> Local(double y)
        {
            factor += await f(y);
            return factor * x;
        }

        return Local(x).Result + f(factor).Result + Apply(async y => await Plain(y) + factor, x).Result;
    }, 0.7, -1.1);

    static async Task<double> Apply(Func<double, Task<double>> f, double x)
    {
        var y = await f(x);
        return await f(y) + y;
    }

    static async Task<float> Single(float x)
    {
        await Task.Yield();
        return x * x;
    }

    static async Task<float> Singles(float x)
    {
        var sum = 0f;
        for (var i = 0; i < 3; i++)
            sum += await Single(x + i) * x;
        return sum;
    }

    static async Task<double> Doubles(double x)
    {
        var sum = 0.0;
        for (var i = 0; i < 3; i++)
            sum += await Plain(x + i) * x;
        return sum;
    }

    [Fact]
    public void Floats() => Check.Float(x => Singles(x).Result, x => Doubles(x).Result, 0.7f, -1.1f);

    [Fact]
    public void Results_that_are_given() => Check.Scalar(
        x => Task.FromResult(x * x).Result * Sum(Task.FromResult(x), new ValueTask<double>(x * 3)).Result, 0.7, -1.1);

    static async Task<double> Sum(Task<double> a, ValueTask<double> b) => await a + await b;

    sealed class Failure(double value) : Exception("failed")
    {
        public double Value { get; } = value;
    }

    static async Task<double> Throws(double x)
    {
        await Task.Yield();
        if (x > 0.5)
            throw new Failure(x * x);
        return x * 3;
    }

    static async Task ThrowsLater(double[] y, double x)
    {
        y[0] += x * x;
        await Throws(x);
        y[0] *= 2;
    }

    static async Task<double> Caught(double x)
    {
        var y = new double[] { x, 0 };
        try
        {
            await ThrowsLater(y, x);
            y[1] = await Throws(x);
        }
        catch (Failure f) when (f.Value > 0)
        {
            y[1] = f.Value * x;
            await Task.Yield();
            y[1] += await Plain(x);
        }
        finally
        {
            y[0] *= await Plain(x);
        }

        return y[0] + y[1];
    }

    static async ValueTask<double> Rethrown(double x)
    {
        try
        {
            return await Throws(x);
        }
        catch (Failure)
        {
            await Task.Yield();
            throw;
        }
    }

    static async Task<double> Handled(double x)
    {
        double a;
        try
        {
            a = await Rethrown(x) * x;
        }
        catch (Failure f)
        {
            a = f.Value * f.Value;
        }

        return a;
    }

    [Fact]
    public void Exceptions_are_caught_at_the_await()
    {
        Check.Scalar(x => Caught(x).Result, 0.3, 0.7, -1.1);
        Check.Scalar(x => Handled(x).Result, 0.3, 0.7, -1.1);
    }

    [Fact]
    public void Exceptions_are_caught_by_who_waits()
    {
        Check.Scalar(x =>
        {
            try
            {
                return Throws(x).Result;
            }
            catch (AggregateException e)
            {
                return ((Failure)e.InnerException!).Value * x;
            }
        }, 0.3, 0.7);
        Check.Scalar(x =>
        {
            try
            {
                return Throws(x).GetAwaiter().GetResult();
            }
            catch (Failure f)
            {
                return f.Value * x;
            }
        }, 0.3, 0.7);
    }

    [Fact]
    public void Exceptions_that_leave_arrive_as_without_derivatives()
    {
        foreach (var call in new Action[]
        {
            () => AD.Gradient(x => Throws(x).GetAwaiter().GetResult(), 0.7), () => AD.Derivative(x => Rethrown(x).GetAwaiter().GetResult(), 0.7),
            () => AD.Gradient(x => Rethrown(x).Result, 0.7),
        })
        {
            Assert.Equal(0.49, Assert.Throws<Failure>(call).Value, 1e-12);
        }

        foreach (var call in new Action[] { () => AD.Gradient(x => Throws(x).Result, 0.7), () => AD.Derivative(x => Throws(x).Result, 0.7) })
            Assert.IsType<Failure>(Assert.Throws<AggregateException>(call).InnerException);
    }

    static async Task<double> OnThreads(double x)
    {
        var a = Task.Run(() => Math.Sin(x) * x);
        var b = Task.Run(async () => await Plain(x) * await a);
        var meanwhile = x * x;
        return await a * await b + meanwhile + await Task.Run(async () => await Cube(meanwhile));
    }

    static async Task<double> AllOnThreads(double x)
    {
        var y = new double[4];
        var tasks = new Task<double>[4];
        for (var i = 0; i < 4; i++)
        {
            var k = i;
            tasks[i] = Task.Run(() => y[k] = x * x * k);
        }

        var squares = await Task.WhenAll(tasks);
        await Task.WhenAll(Task.Run(() => y[0] = x), Task.Run(() => { y[1] *= x; }));
        var sum = y[0] + y[1];
        foreach (var s in squares)
            sum += s * x;
        return sum;
    }

    static async Task<double> AllAtOnce(double x)
    {
        var y = new double[2];
        var squares = await Task.WhenAll(Enumerable.Range(1, 3).Select(i => Plain(x * i)));
        var more = await Task.WhenAll(Plain(x), Cube(x));
        await Task.WhenAll(new List<Task> { Fill(y, x), Task.CompletedTask });
        Task.WaitAll(Fill(y, y[1]), Plain(x));
        return squares.Sum() * more[0] + more[1] + y[1];
    }

    static async Task<double> Any(double x)
    {
        var first = await Task.WhenAny(Plain(x), Cube(x));
        var other = await Task.WhenAny(Task.Run(() => x * 3), Task.Run(() => x * 3));
        return await first * await other;
    }

    static async Task<double> Continued(double x)
    {
        var y = new double[1];
        var a = Task.Run(() => x * x).ContinueWith(t => t.Result * x);
        var b = Plain(x).ContinueWith(t => Math.Sin(t.Result));
        await Fill(y, x).ContinueWith(t => { y[0] += x; });
        await a.ContinueWith(t => { y[0] *= t.Result; });
        return await a + await b + y[0] + await Fill(y, x).ContinueWith(_ => x * x);
    }

    [Fact]
    public void Tasks_on_other_threads()
    {
        Check.Scalar(x => OnThreads(x).Result, 0.7, -1.1);
        Check.Scalar(x => AllOnThreads(x).Result, 0.7, -1.1);
    }

    [Fact]
    public void All_and_any()
    {
        Check.Scalar(x => AllAtOnce(x).Result, 0.7, -1.1);
        Check.Scalar(x => Any(x).Result, 0.7, -1.1);
    }

    [Fact]
    public void Continuations() => Check.Scalar(x => Continued(x).Result, 0.7, -1.1);

    static async Task<double> ThrowsOnThread(double x)
    {
        var task = Task.Run(() => x > 0.5 ? throw new Failure(x * x) : x * 3);
        try
        {
            return await task;
        }
        catch (Failure f)
        {
            return f.Value * x + (task.IsFaulted ? x : 0) + ((Failure)task.Exception!.InnerException!).Value;
        }
    }

    static async Task<double> ThrowsAmongAll(double x)
    {
        try
        {
            await Task.WhenAll(Throws(x), Plain(x));
            return (await Task.WhenAll(Task.Run(() => Throws(x + 1)), Plain(x)))[1];
        }
        catch (Failure f)
        {
            return f.Value * x;
        }
    }

    [Fact]
    public void Exceptions_of_other_threads()
    {
        Check.Scalar(x => ThrowsOnThread(x).Result, 0.3, 0.7);
        Check.Scalar(x => ThrowsAmongAll(x).Result, 0.3, 0.7);
    }

    static async Task<double> Cancelled(double x, CancellationToken token)
    {
        var sum = 0.0;
        try
        {
            while (true)
            {
                token.ThrowIfCancellationRequested();
                sum += await Plain(x);
                if (sum > 1)
                    await Task.FromCanceled(new CancellationToken(true));
            }
        }
        catch (OperationCanceledException)
        {
            return sum * x;
        }
    }

    [Fact]
    public void Cancellation() => Check.Scalar(x => Cancelled(x, CancellationToken.None).Result, 0.7, -1.1);

    static async void Forgotten(double[] y, double x)
    {
        await Task.CompletedTask;
        y[0] = await Plain(x);
    }

    static double Forgets(double x)
    {
        var y = new double[1];
        Forgotten(y, x);
        return y[0];
    }

    [Fact]
    public void Methods_that_return_nothing() => Check.Scalar(Forgets, 0.7, -1.1);

    readonly struct Slow : INotifyCompletion
    {
        public bool IsCompleted => false;

        public Slow GetAwaiter() => this;

        public void OnCompleted(Action continuation) => continuation();

        public void GetResult()
        {
        }
    }

    static async Task<double> AwaitsItsOwn(double x)
    {
        await default(Slow);
        return x * x;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    static async ValueTask<double> Pooled(double x)
    {
        await Task.Yield();
        return x * x;
    }

    [Fact]
    public void What_cannot_be_differentiated_is_refused()
    {
        Refused(x => AwaitsItsOwn(x).GetAwaiter().GetResult(), "has not ended and is no task");
        Refused(x => Pooled(x).GetAwaiter().GetResult(), "pooled");
        Refused(
            x =>
            {
                var source = new TaskCompletionSource<double>();
                source.SetResult(x * x);
                return source.Task.Result;
            },
            "it runs code on other threads");
        Assert.Throws<NotDifferentiableException>(() => AD.NthDerivative((double x) => Cube(x).Result, 2)(1.5));
        Refused(x => Plain(x).WaitAsync(TimeSpan.FromSeconds(1)).Result, "it runs code on other threads");
    }

    static void Refused(Func<double, double> f, string reason)
    {
        Assert.Contains(reason, Assert.Throws<NotDifferentiableException>(() => AD.Gradient(f, 1.5)).Message, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<NotDifferentiableException>(() => AD.Derivative(f, 1.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tasks_from_outside_are_constants()
    {
        var task = Task.FromResult(2.0);
        var count = Task.Run(() => 3);
        var numbers = Task.Run(() => new[] { 1.0, 2.0 });
        Check.Scalar(x => x * x * Given(task, x).Result * count.Result * numbers.Result[1], 0.7);

        static async Task<double> Given(Task<double> task, double x) => await task + x;
    }
}
