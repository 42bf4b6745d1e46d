using System;
using System.Collections.Generic;

using Xunit;

using Zygote.Control;

namespace Zygote.Compiler.Tests;

public sealed class BinomialScheduleTests
{
    /// <summary>Follows a schedule as the loop does; how many steps are run beside those that are recorded.</summary>
    static long Run(BinomialSchedule schedule, int steps, int snapshots)
    {
        var kept = new List<int> { 0 };
        var (position, next, run) = (0, steps - 1, 0L);
        while (schedule.Next(out var move))
        {
            // What stood further on is not needed any more.
            Assert.InRange(move.Place, 0, kept.Count - 1);
            kept.RemoveRange(move.Place + 1, kept.Count - move.Place - 1);
            Assert.Equal(kept[move.Place], move.From);
            Assert.InRange(move.To, move.From, steps - 1);
            Assert.True(position != move.From || position <= move.To);
            run += move.To - move.From;
            position = move.To;
            if (move.Keeps)
            {
                kept.Add(move.To);
                Assert.True(kept.Count <= snapshots);
                continue;
            }

            Assert.Equal(next--, move.To);
            position = -1;
        }

        Assert.Equal(-1, next);
        return run;
    }

    /// <summary>r l - C(s + r, r - 1).</summary>
    static long Formula(int l, int s)
    {
        var r = 1;
        while (Choose(s + r, s) < l)
            r++;
        return (r * (long)l) - Choose(s + r, r - 1);
    }

    static long Choose(long n, long k)
    {
        long product = 1;
        for (var i = 1; i <= k; i++)
            product = product * (n - k + i) / i;
        return product;
    }

    /// <summary>The best of all ways to part the steps, by trying them.</summary>
    static long[,] Best(int steps, int snapshots)
    {
        var best = new long[steps + 1, snapshots + 1];
        for (var s = 1; s <= snapshots; s++)
        {
            for (var l = 2; l <= steps; l++)
            {
                best[l, s] = l * (l - 1L) / 2;
                for (var m = 1; m < l && s > 1; m++)
                    best[l, s] = Math.Min(best[l, s], m + best[m, s] + best[l - m, s - 1]);
            }
        }

        return best;
    }

    [Fact]
    public void As_few_steps_are_run_as_possible()
    {
        const int Steps = 130;
        const int Snapshots = 12;
        var best = Best(Steps, Snapshots);
        for (var l = 1; l <= Steps; l++)
        {
            for (var s = 1; s <= Snapshots; s++)
            {
                var schedule = new BinomialSchedule(l, s);
                Assert.Equal(best[l, s], Run(schedule, l, s));
                Assert.Equal(best[l, s], Formula(l, s));
                schedule.Restart();
                Assert.Equal(best[l, s], Run(schedule, l, s));
            }
        }
    }

    [Theory]
    [InlineData(1_000_000, 100, 3_817_896)]
    [InlineData(1_000_000, 10, 0)]
    [InlineData(100_000, 3, 0)]
    [InlineData(1000, 5000, 999)]
    [InlineData(2000, 1, 1_999_000)]
    public void Long_loops(int steps, int snapshots, long expected)
    {
        var run = Run(new BinomialSchedule(steps, snapshots), steps, snapshots);
        Assert.Equal(Formula(steps, snapshots), run);
        if (expected > 0)
            Assert.Equal(expected, run);
    }

    [Fact]
    public void Nothing_to_do() => Assert.False(new BinomialSchedule(0, 5).Next(out _));
}
