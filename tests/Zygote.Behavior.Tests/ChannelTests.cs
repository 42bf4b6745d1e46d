#pragma warning disable CA1849, CA2007, CA2201, CS1998, xUnit1031

using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Channels within one thread and between several.</summary>
public class ChannelTests
{
    static async Task Produce(ChannelWriter<double> writer, double x, int n)
    {
        for (var i = 0; i < n; i++)
        {
            await writer.WriteAsync(x * x * i);
            if (i % 2 == 0)
                writer.TryWrite(Math.Sin(x) + i);
        }

        writer.Complete();
    }

    static async Task<double> Consume(ChannelReader<double> reader, double x)
    {
        var sum = await reader.ReadAsync();
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out var v))
                sum += v * v * x;
        }

        return sum;
    }

    static async Task<double> ConsumeAll(ChannelReader<double> reader, double x)
    {
        var sum = 1.0;
        await foreach (var v in reader.ReadAllAsync())
            sum = (sum * 0.5) + (v * v * x);
        return sum;
    }

    static async Task<double> OneAfterTheOther(double x)
    {
        var channel = Channel.CreateUnbounded<double>();
        var bounded = Channel.CreateBounded<double>(20);
        var producing = Produce(channel.Writer, x, 4);
        var result = await Consume(channel.Reader, x);
        await producing;
        var again = Produce(bounded.Writer, result * 0.1, 5);
        result += await ConsumeAll(bounded.Reader, x);
        await again;
        return result;
    }

    [Fact]
    public void Within_one_thread() => Check.Scalar(x => OneAfterTheOther(x).Result, 0.7, -1.1);

    static async Task<double> ProducerOnThread(double x)
    {
        var channel = Channel.CreateBounded<double>(new BoundedChannelOptions(30) { SingleReader = true });
        var producing = Task.Run(() => Produce(channel.Writer, x, 6));
        var meanwhile = x * x;
        var result = await ConsumeAll(channel.Reader, meanwhile);
        await producing;
        return result * meanwhile;
    }

    static async Task<double> ConsumerOnThread(double x)
    {
        var channel = Channel.CreateUnbounded<double>();
        var consuming = Task.Run(() => ConsumeAll(channel.Reader, x));
        var factor = Math.Cos(x);
        await Produce(channel.Writer, factor, 6);
        return await consuming * factor;
    }

    static async Task<double> BothOnThreads(double x, bool consumerFirst)
    {
        var channel = Channel.CreateUnbounded<double>();
        Task? producing = null;
        if (!consumerFirst)
            producing = Task.Run(() => Produce(channel.Writer, x * x, 6));
        var consuming = Task.Run(async () => await ConsumeAll(channel.Reader, x));
        producing ??= Task.Run(() => Produce(channel.Writer, x * x, 6));
        await Task.WhenAll(producing, consuming);
        return await consuming;
    }

    static async Task<double> Pipeline(double x)
    {
        var first = Channel.CreateUnbounded<double>();
        var second = Channel.CreateUnbounded<double>();
        var middle = Task.Run(async () =>
        {
            await foreach (var v in first.Reader.ReadAllAsync())
                await second.Writer.WriteAsync(v * x);
            second.Writer.Complete();
        });
        var start = Task.Run(() => Produce(first.Writer, x, 5));
        var sum = await ConsumeAll(second.Reader, x);
        await start;
        await middle;
        return sum;
    }

    [Fact]
    public void Between_threads()
    {
        for (var round = 0; round < 5; round++)
        {
            Check.Scalar(x => ProducerOnThread(x).Result, 0.7, -1.1);
            Check.Scalar(x => ConsumerOnThread(x).Result, 0.7, -1.1);
            Check.Scalar(x => BothOnThreads(x, false).Result, 0.7, -1.1);
            Check.Scalar(x => BothOnThreads(x, true).Result, 0.7, -1.1);
            Check.Scalar(x => Pipeline(x).Result, 0.7, -1.1);
        }
    }

    static async Task<double> Ends(double x)
    {
        var channel = Channel.CreateUnbounded<double>();
        channel.Writer.TryWrite(x);
        channel.Writer.Complete(new InvalidOperationException());
        var sum = channel.Writer.TryWrite(x) ? 1 : x * x;
        try
        {
            await foreach (var v in channel.Reader.ReadAllAsync())
                sum += v * x;
        }
        catch (InvalidOperationException)
        {
            sum *= x;
        }

        try
        {
            await channel.Reader.ReadAsync();
        }
        catch (ChannelClosedException e) when (e.InnerException is InvalidOperationException)
        {
            sum += x;
        }

        var other = Channel.CreateUnbounded<double>();
        other.Writer.Complete();
        await other.Reader.Completion;
        return await other.Reader.WaitToReadAsync() ? 0 : sum;
    }

    [Fact]
    public void Closed_channels() => Check.Scalar(x => Ends(x).Result, 0.7, -1.1);

    static async Task<double> ReadsFirst(double x)
    {
        var channel = Channel.CreateUnbounded<double>();
        var consuming = Consume(channel.Reader, x);
        await Produce(channel.Writer, x, 2);
        return await consuming;
    }

    static async Task<double> ReadsFirstOnThread(double x) => await Task.Run(() => ReadsFirst(x));

    static double ReadsFirstOnThreadThatIsJoined(double x)
    {
        var y = 0.0;
        var thread = new Thread(() => y = ReadsFirst(x).Result);
        thread.Start();
        thread.Join();
        return y;
    }

    static async Task<double> BothWays(double x)
    {
        var there = Channel.CreateUnbounded<double>();
        var back = Channel.CreateUnbounded<double>();
        var other = Task.Run(async () =>
        {
            for (var i = 0; i < 2; i++)
                await back.Writer.WriteAsync(await there.Reader.ReadAsync() * x);
        });
        var y = x;
        for (var i = 0; i < 2; i++)
        {
            await there.Writer.WriteAsync(y);
            y = await back.Reader.ReadAsync();
        }

        await other;
        return y;
    }

    static double Drops(double x)
    {
        var channel = Channel.CreateBounded<double>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        channel.Writer.TryWrite(x);
        channel.Writer.TryWrite(x * x);
        return channel.Reader.TryRead(out var v) ? v : 0;
    }

    /// <summary>Where the function itself would go on, its derivative would wait for ever.</summary>
    [Fact]
    public void What_cannot_be_differentiated_is_refused()
    {
        foreach (var f in new Func<double, double>[]
        {
            x => ReadsFirst(x).Result, x => ReadsFirstOnThread(x).Result, ReadsFirstOnThreadThatIsJoined,
        })
        {
            Assert.Contains("nobody is going to write", Refusal(() => AD.Gradient(f, 0.7)).Message, StringComparison.Ordinal);
            Assert.Contains("nobody is going to write", Refusal(() => AD.Derivative(f, 0.7)).Message, StringComparison.Ordinal);
        }

        Assert.Contains("drops", Refusal(() => AD.Gradient(Drops, 0.7)).Message, StringComparison.Ordinal);
        Assert.Contains("both directions", Refusal(() => AD.Gradient(x => BothWays(x).Result, 0.7)).Message, StringComparison.Ordinal);
        Assert.Equal(3 * 0.49, AD.Derivative(x => BothWays(x).Result, 0.7), 1e-12);
    }

    static NotDifferentiableException Refusal(Action call)
    {
        try
        {
            call();
        }
        catch (AggregateException e) when (e.InnerException is NotDifferentiableException refusal)
        {
            return refusal;
        }
        catch (NotDifferentiableException refusal)
        {
            return refusal;
        }

        throw new InvalidOperationException("not refused");
    }
}
