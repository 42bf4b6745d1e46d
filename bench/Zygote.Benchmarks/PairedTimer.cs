using System;
using System.Diagnostics;
using System.Linq;

namespace Zygote.Benchmarks;

/// <summary>Seconds per call, for each round and action.</summary>
sealed record PairedTimes(double[][] Rounds)
{
    public double[] Best { get; } = [.. Enumerable.Range(0, Rounds[0].Length).Select(i => Rounds.Min(r => r[i]))];

    /// <summary>The median over rounds of the ratio within a round, which other load disturbs least.</summary>
    public double Ratio(int numerator, int denominator)
    {
        var ratios = Rounds.Select(r => r[numerator] / r[denominator]).Order().ToArray();
        return ratios[ratios.Length / 2];
    }
}

/// <summary>Times several actions in turn, A B C A B C ..., so that all meet the same noise.</summary>
static class PairedTimer
{
    const int Rounds = 21;
    const double WarmUpSeconds = 0.3;
    const double BatchSeconds = 0.008;

    public static PairedTimes Measure(params Action[] actions)
    {
        foreach (var action in actions)
            WarmUp(action);
        var calls = Array.ConvertAll(actions, CallsPerBatch);
        var rounds = new double[Rounds][];
        for (var round = 0; round < Rounds; round++)
            rounds[round] = [.. actions.Select((action, i) => Seconds(action, calls[i]))];
        return new PairedTimes(rounds);
    }

    /// <summary>Long enough for the JIT to have replaced its first, slow version.</summary>
    static void WarmUp(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        for (var calls = 0; calls < 40 || Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds; calls++)
        {
            action();
            if (calls > 2 && Stopwatch.GetElapsedTime(start).TotalSeconds > 5 * WarmUpSeconds)
                break;
        }
    }

    static int CallsPerBatch(Action action)
    {
        var calls = 1;
        while (calls < 1 << 24 && Seconds(action, calls) * calls < BatchSeconds)
            calls *= 2;
        return calls;
    }

    static double Seconds(Action action, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}
