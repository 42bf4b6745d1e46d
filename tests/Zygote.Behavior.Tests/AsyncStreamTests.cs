#pragma warning disable CA1849, CA2007, CA2201, CS1998, xUnit1031

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Async iterators, disposal and channels.</summary>
public class AsyncStreamTests
{
    static async Task<double> Square(double x) => x * x;

    static async IAsyncEnumerable<double> Powers(double x, int n)
    {
        var power = x;
        for (var i = 0; i < n; i++)
        {
            yield return power;
            power *= await Square(x);
            await Task.Yield();
        }
    }

    static async Task<double> Total(double x)
    {
        var sum = 0.0;
        var i = 1;
        await foreach (var p in Powers(x, 5))
        {
            if (i == 4)
                break;
            sum += p * i++;
        }

        await foreach (var p in Powers(sum * 0.1, 2).ConfigureAwait(false))
            sum += p;
        return sum;
    }

    [Fact]
    public void Await_foreach() => Check.Scalar(x => Total(x).Result, 0.7, -1.1);

    static async IAsyncEnumerable<double> Scaled(IAsyncEnumerable<double> source, double factor)
    {
        await foreach (var v in source)
        {
            if (v > 3)
                yield break;
            yield return v * factor;
        }
    }

    static async Task<double> Nested(double x)
    {
        var list = new List<double>();
        await foreach (var v in Scaled(Scaled(Powers(x, 4), x), 2))
            list.Add(v);
        var sum = 0.0;
        foreach (var v in list)
            sum += v * v;
        return sum;
    }

    [Fact]
    public void Nested_iterators() => Check.Scalar(x => Nested(x).Result, 0.7, -1.1, 1.3);

    static async IAsyncEnumerable<double> Guarded(double x, double[] log)
    {
        try
        {
            yield return x;
            log[0] += x * x;
            yield return await Square(x);
            if (x > 0.5)
                throw new InvalidOperationException();
            yield return 1;
        }
        finally
        {
            await Task.Yield();
            log[1] = log[0] * x;
        }
    }

    static async Task<double> WithFinally(double x, int take)
    {
        var log = new[] { x, 0.0 };
        var sum = 0.0;
        try
        {
            await foreach (var v in Guarded(x, log))
            {
                sum += v * log[0];
                if (--take == 0)
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            sum *= x;
        }

        return sum + log[0] + log[1];
    }

    [Fact]
    public void Finally_and_exceptions_in_iterators()
    {
        Check.Scalar(x => WithFinally(x, 9).Result, 0.3, 0.7);
        Check.Scalar(x => WithFinally(x, 1).Result, 0.3, 0.7);
    }

    static async IAsyncEnumerable<double> Cancellable(double x, [EnumeratorCancellation] CancellationToken token = default)
    {
        for (var i = 1; i < 4; i++)
        {
            token.ThrowIfCancellationRequested();
            yield return x * i;
        }
    }

    static async Task<double> Cancelled(double x, CancellationTokenSource source)
    {
        var sum = 0.0;
        try
        {
            await foreach (var v in Cancellable(x * x).WithCancellation(source.Token))
            {
                sum += v * x;
                if (sum > 1)
                    source.Cancel();
            }
        }
        catch (OperationCanceledException)
        {
            sum *= 2 * x;
        }

        return sum;
    }

    [Fact]
    public void Cancellation() => Check.Scalar(
        x =>
        {
            using var source = new CancellationTokenSource();
            return Cancelled(x, source).Result;
        },
        0.5, 0.9, 1.3);

    sealed class Resource(double[] log, double x) : IAsyncDisposable
    {
        public double Use() => log[0] * x;

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            log[0] *= x;
        }
    }

    static async Task<double> Using(double x)
    {
        var log = new[] { x * x };
        double y;
        await using (var resource = new Resource(log, x))
        {
            y = resource.Use();
            if (x < 0)
                return y;
        }

        try
        {
            await using var other = new Resource(log, x).ConfigureAwait(false);
            if (x > 1)
                throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            y *= log[0];
        }

        return y + log[0];
    }

    [Fact]
    public void Await_using() => Check.Scalar(x => Using(x).Result, 0.7, -1.1, 1.3);

    static async IAsyncEnumerable<double> Slowly(double[] numbers)
    {
        foreach (var n in numbers)
        {
            await Task.Delay(1);
            yield return n;
        }
    }

    static async Task<double> Ticks(double x, IAsyncEnumerable<double> outside)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var sum = await timer.WaitForNextTickAsync() ? x : 0;
        await foreach (var v in outside)
            sum += v * x * x;
        return sum;
    }

    [Fact]
    public void What_takes_its_time_is_waited_for()
    {
        var outside = Slowly([1, 2]);
        Check.Scalar(x => Ticks(x, outside).Result, 0.7);
    }
}
