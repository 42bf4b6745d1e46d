using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text.Json;

namespace Zygote.GradBench.Protocol;

/// <summary>One function of one problem with its input already read.</summary>
abstract class Evaluation
{
    /// <summary>Of a function that needs no preparation.</summary>
    public static Evaluation Of<T>(Func<T> run, Action<Utf8JsonWriter, T> write)
    {
        return new Evaluation<T>(() => run, write);
    }

    /// <summary>Of a function that is made first: derivatives are compiled and results allocated there.</summary>
    public static Evaluation Prepared<T>(Func<Func<T>> prepare, Action<Utf8JsonWriter, T> write)
    {
        return new Evaluation<T>(prepare, write);
    }

    /// <summary>Of the gradient of a function at x, written into <paramref name="result"/>.</summary>
    public static Evaluation OfGradient<T>(Func<T, double> f, T x, T result, Action<Utf8JsonWriter, T> write)
    {
        return Prepared(() => PrepareGradient(f, x, result), write);
    }

    static Func<T> PrepareGradient<T>(Func<T, double> f, T x, T result)
    {
        var gradient = AD.GradientInto(f);
        return () =>
        {
            gradient(x, result);
            return result;
        };
    }

    /// <summary>Prepares, then runs until both bounds are reached.</summary>
    public abstract Timings Run(int minRuns, double minSeconds);

    /// <summary>Writes the result of the last run.</summary>
    public abstract void Write(Utf8JsonWriter json);
}

/// <summary>All times in nanoseconds.</summary>
sealed record Timings(long Prepare, List<long> Runs);

sealed class Evaluation<T>(Func<Func<T>> prepare, Action<Utf8JsonWriter, T> write) : Evaluation
{
    T? _result;

    public override Timings Run(int minRuns, double minSeconds)
    {
        var start = Stopwatch.GetTimestamp();
        var run = prepare();
        var timings = new Timings(Nanoseconds(start), []);

        var total = 0L;
        while (timings.Runs.Count < minRuns || total < minSeconds * 1e9)
        {
            start = Stopwatch.GetTimestamp();
            _result = run();
            var elapsed = Nanoseconds(start);
            total += elapsed;
            timings.Runs.Add(elapsed);
        }

        return timings;
    }

    public override void Write(Utf8JsonWriter json) => write(json, _result!);

    static long Nanoseconds(long start)
    {
        return (long)((Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency));
    }
}
