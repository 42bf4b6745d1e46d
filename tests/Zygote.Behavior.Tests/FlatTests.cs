using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>What does not vary with numbers is executed exactly once and contributes nothing, also next to what varies.</summary>
[Collection("console")]
public class FlatTests
{
    interface ILog
    {
        void Write(string text);

        void Report(double value);
    }

    sealed class Log : ILog
    {
        public List<string> Lines { get; } = [];

        public List<double> Values { get; } = [];

        public void Write(string text) => Lines.Add(text);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Report(double value)
        {
            Values.Add(value);
            Lines.Add($"value {value.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    enum Level
    {
        Low,
        High,
    }

    /// <summary>Each way of differentiating does what one call does.</summary>
    static void Once<S>(Func<S> state, Action reset, Func<double, double> f, double x)
    {
        reset();
        f(x);
        var expected = state();
        foreach (var call in new Action[]
        {
            () => AD.Gradient(f, x), () => AD.Derivative(f, x), () => AD.ValueAndGradient(f, x), () => AD.Pushforward(f, x, 1),
            () => AD.Pullback(f, x).Pullback(1),
        })
        {
            reset();
            call();
            Assert.Equal(expected, state());
        }

        reset();
        Check.Scalar(f, x);
    }

    [Fact]
    public void Console_and_interpolation()
    {
        var (previous, writer) = (Console.Out, new StringWriter());
        Console.SetOut(writer);
        try
        {
            Once(
                writer.ToString,
                () => writer.GetStringBuilder().Clear(),
                x =>
                {
                    Console.WriteLine($"x = {x:F3}");
                    Console.Write(x);
                    Console.WriteLine("{0} {1} {2}", x, x * x, "a");
                    Console.Out.WriteLine(x * x);
                    for (var i = 0; i < 2; i++)
                        Console.Write($"{i,4}{x * i,-8:E2}{Level.High}{x > 1}|");
                    return x * x;
                },
                1.5);
        }
        finally
        {
            Console.SetOut(previous);
        }
    }

    [Fact]
    public void User_interfaces_and_lists()
    {
        var log = new Log();
        ILog sink = log;
        Once(
            () => string.Join(';', log.Lines) + string.Join(';', log.Values),
            () =>
            {
                log.Lines.Clear();
                log.Values.Clear();
            },
            x =>
            {
                var y = x * x;
                sink.Write($"y is {y}");
                sink.Report(y);
                log.Values.Add(x);
                for (var i = 0; i < 3; i++)
                {
                    y *= x;
                    sink.Report(y * i);
                }

                return y;
            },
            1.5);
    }

    [Fact]
    public void Counters()
    {
        var (calls, total, steps) = (0, 0L, new int[3]);
        Once(
            () => (calls, total, steps[0], steps[2]),
            () => (calls, total, steps) = (0, 0, new int[3]),
            x =>
            {
                calls++;
                var y = x;
                for (var i = 0; y < 100; i++)
                {
                    total += i;
                    steps[i % 3]++;
                    y = (y * x) + 1;
                }

                return y * calls / calls;
            },
            1.5);
    }

    [Fact]
    public void Strings_and_builders() => Check.Scalar(
        x =>
        {
            var text = new StringBuilder().Append(x).Append(' ').AppendFormat(CultureInfo.InvariantCulture, "{0:F2}", x * x).AppendLine();
            text.Append($"{x} and {x * x}").Insert(0, x);
            var s = string.Concat("a", x.ToString("F2", CultureInfo.InvariantCulture), string.Join(",", 1, 2, 3)) + x + 'c';
            FormattableString f = $"{x}";
            var n = s.StartsWith("a1.", StringComparison.Ordinal) ? s.IndexOf('.', StringComparison.Ordinal) : s.Length;
            return x * x * n * (f.ArgumentCount + text.Length - text.Length + s.Trim().ToUpperInvariant()[..2].Length);
        },
        1.5);

    [Fact]
    public void Integers_booleans_and_enums() => Check.Scalar(
        x =>
        {
            var n = (int)(x * 10);
            var wide = (long)x + (byte)n + (uint)n + (short)n;
            var level = x > 1 ? Level.High : Level.Low;
            var big = (BigInteger)(x * 10) % 7;
            var huge = (Int128)x == 1 && (UInt128)x == 1 ? 1 : 2;
            var ok = int.TryParse("12", out var parsed) && Enum.IsDefined(level) && level.HasFlag(Level.High);
            return x * x * n * wide * (int)level * (int)big * huge * (ok ? parsed : 0) * BitOperations.PopCount((uint)n)
                * HashCode.Combine(1, 2) / HashCode.Combine(1, 2) * level.ToString().Length;
        },
        1.55);

    [Fact]
    public void Random_numbers() => Check.Scalar(
        x =>
        {
            var random = new Random(3);
            var y = x * random.NextDouble();
            for (var i = 0; i < 4; i++)
                y += (random.Next(5) * x) + (random.NextSingle() * y) + random.NextInt64(3);
            return y;
        },
        1.5);

    [Fact]
    public void Shared_random_numbers()
    {
        var last = 0.0;
        var g = AD.Gradient((double x) => x * (last = Random.Shared.NextDouble()), 2.0);
        Assert.Equal(last, g);
        Assert.True(AD.Derivative((double x) => x * (last = Random.Shared.NextDouble()), 2.0) == last);
    }

    /// <summary>The elements moved, their cotangents did not.</summary>
    [Fact]
    public void Shuffled_arrays_keep_their_derivatives()
    {
        Check.Vector(
            x =>
            {
                var y = (double[])x.Clone();
                new Random(5).Shuffle(y);
                return y[0] + (y[1] * 2) + (y[2] * y[3]);
            },
            [0.1, 0.2, 0.3, 0.4]);
        double[] a = [1, 2, 3, 4, 5, 6], b = [1, 2, 3, 4, 5, 6];
        new Random(5).Shuffle(a);
        AD.Gradient(
            (double x) =>
            {
                b[0] = x;
                new Random(5).Shuffle(b);
                return b[0];
            },
            1.0);
        Assert.Equal(a, b);
    }

    [Fact]
    public void Clocks_and_identifiers() => Check.Scalar(
        x =>
        {
            var clock = Stopwatch.StartNew();
            var start = Stopwatch.GetTimestamp();
            var now = DateTime.UtcNow;
            var later = now + TimeSpan.FromDays(1);
            var offset = DateTimeOffset.Now;
            var span = later - now;
            clock.Stop();
            var ok = clock.Elapsed.TotalSeconds >= 0 && clock.ElapsedMilliseconds >= 0 && Stopwatch.GetElapsedTime(start) >= TimeSpan.Zero
                && Guid.NewGuid() != Guid.Empty && offset.Year > 2000 && DateOnly.FromDateTime(now).Year == now.Year
                && TimeProvider.System.GetUtcNow().Year > 2000 && TimeZoneInfo.Utc.BaseUtcOffset == TimeSpan.Zero;
            return ok ? x * x * span.TotalDays * span.Hours * 0 + (x * x * span.TotalHours) : 0;
        },
        1.5);

    [Fact]
    public void Environment_threads_and_cultures() => Check.Scalar(
        x =>
        {
            var ok = Environment.ProcessorCount > 0 && Environment.TickCount64 > 0 && Environment.NewLine.Length > 0
                && Environment.GetEnvironmentVariable("NONE_OF_THIS_NAME") is null && Environment.CurrentManagedThreadId > 0
                && Thread.CurrentThread.ManagedThreadId > 0 && !Thread.CurrentThread.IsThreadPoolThread == !Thread.CurrentThread.IsThreadPoolThread
                && CultureInfo.CurrentCulture.NumberFormat is not null && GC.CollectionCount(0) >= 0 && GC.GetTotalMemory(false) > 0
                && OperatingSystem.IsWindows() != !OperatingSystem.IsWindows() && AppContext.BaseDirectory.Length > 0;
            GC.KeepAlive(x);
            Thread.Sleep(0);
            Thread.MemoryBarrier();
            _none.ThrowIfCancellationRequested();
            return ok ? x * x : x;
        },
        1.5);

    static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public void Checks_of_arguments()
    {
        Func<double, double> f = x =>
        {
            double[] a = [x];
            ArgumentNullException.ThrowIfNull(a);
            ArgumentException.ThrowIfNullOrEmpty("a");
            ArgumentOutOfRangeException.ThrowIfNegative(x);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 5.0);
            ArgumentOutOfRangeException.ThrowIfLessThan(x * x, 0.5);
            ArgumentOutOfRangeException.ThrowIfEqual(x, 3.0);
            ObjectDisposedException.ThrowIf(x > 50, a);
            if (double.IsNaN(x) || !double.IsFinite(x * x))
                throw new ArithmeticException($"not a number: {x}");
            return a[0] * x;
        };
        Check.Scalar(f, 1.5);
        Assert.Equal("x", Assert.Throws<ArgumentOutOfRangeException>(() => AD.Gradient(f, -1.5)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.Derivative(f, 6));
    }

    sealed class Listener : TraceListener
    {
        public StringBuilder Text { get; } = new();

        public override void Write(string? message) => Text.Append(message);

        public override void WriteLine(string? message) => Text.AppendLine(message);
    }

    [Fact]
    public void Debug_and_trace()
    {
        var listener = new Listener();
        Trace.Listeners.Add(listener);
        try
        {
            Once(
                listener.Text.ToString,
                () => listener.Text.Clear(),
                x =>
                {
                    Debug.Assert(x > 0, $"x is {x}");
                    Debug.WriteLine($"debug {x:F1}");
                    Trace.WriteLine($"trace {x:F1}");
                    Trace.TraceInformation("x is {0}", x);
                    Trace.Assert(x < 100);
                    return x * x;
                },
                1.5);
        }
        finally
        {
            Trace.Listeners.Remove(listener);
        }
    }

    [Fact]
    public void Activities_and_meters()
    {
        using var source = new ActivitySource("test");
        using var meter = new Meter("test");
        var count = meter.CreateCounter<int>("calls");
        var histogram = meter.CreateHistogram<double>("values");
        var (calls, sum) = (0, 0.0);
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<int>((_, n, _, _) => calls += n);
        listener.SetMeasurementEventCallback<double>((_, v, _, _) => sum += v);
        listener.EnableMeasurementEvents(count);
        listener.EnableMeasurementEvents(histogram);
        Once(
            () => (calls, sum),
            () => (calls, sum) = (0, 0),
            x =>
            {
                var activity = source.StartActivity("work");
                activity?.SetTag("x", x);
                count.Add(1);
                histogram.Record(x * x);
                activity?.Stop();
                return x * x;
            },
            1.5);
    }

    [Fact]
    public void Files_and_json()
    {
        var writer = new StringWriter();
        Once(
            writer.ToString,
            () => writer.GetStringBuilder().Clear(),
            x =>
            {
                writer.WriteLine(x);
                writer.Write("{0:F2};", x * x);
                writer.Write(JsonSerializer.Serialize(new[] { 1, 2 }));
                writer.Write(Path.Combine("a", "b").Length);
                writer.Flush();
                return x * x;
            },
            1.5);
    }

    [Fact]
    public void Comparisons_and_hashes() => Check.Scalar(
        x =>
        {
            var c = x.CompareTo(1.0) + Comparer<double>.Default.Compare(x, 3) + Math.Sign(x) + (int)Math.Round(x) + (int)Math.Floor(x);
            var e = x.Equals(1.5) || EqualityComparer<double>.Default.Equals(x, 2) || object.Equals(x, 1.0) || (x, 1).Equals((1.0, 1));
            var h = x.GetHashCode() ^ (x, x).GetHashCode();
            var i = Array.IndexOf([1.0, 1.5, x], x) + new List<double> { 1, x }.Count;
            return x * x * (c + (e ? 1 : 2) + (h == 0 ? 1 : 2) + i);
        },
        1.7);

    [Fact]
    public void Auxiliary_results_come_from_one_call()
    {
        var log = new List<string>();
        var g = AD.ValueAndGradient((double x) =>
        {
            log.Add($"{x}");
            return (x * x, log.Count);
        });
        var (value, aux, gradient) = g(3);
        Assert.Equal((9, 1, 6), (value, aux, gradient));
        Assert.Single(log);
        var two = AD.ValueAndGradient((double x, double[] y) =>
        {
            log.Add("two");
            var trace = new double[] { x, y[0] };
            y[1] = x;
            return (x * y[0], trace);
        });
        double[] array = [4, 0];
        var r = two(3, array);
        Assert.Equal(12, r.Value);
        Assert.Equal([3.0, 4], r.Aux);
        Assert.Equal(4, r.Gradient.Item1);
        Assert.Equal([3.0, 0], r.Gradient.Item2);
        Assert.Equal([4.0, 3], array);
        Assert.Equal(2, log.Count);
    }
}
