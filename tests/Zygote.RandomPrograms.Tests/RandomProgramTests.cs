using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using Microsoft.CodeAnalysis;

using Xunit;

using Zygote.RandomPrograms.Tests.Generation;

namespace Zygote.RandomPrograms.Tests;

/// <summary>
/// Derivatives of generated programs, compiled with optimisation; without in the project beside this one. <c>ZYGOTE_RANDOM_SEEDS=from..to</c> runs
/// others than the usual, <c>ZYGOTE_RANDOM_SHRINK=seconds</c> sets how long each failure is made smaller.
/// </summary>
public sealed class RandomProgramTests
{
    const int SetSize = 10;

    static readonly (int From, int To) Seeds = ReadSeeds();

    static readonly double ShrinkSeconds =
        double.Parse(Environment.GetEnvironmentVariable("ZYGOTE_RANDOM_SHRINK") ?? "30", CultureInfo.InvariantCulture);

    const OptimizationLevel Level =
#if DEBUG_IL
        OptimizationLevel.Debug;
#else
        OptimizationLevel.Release;
#endif

    [Fact]
    public void Derivatives_agree()
    {
        var failures = new ConcurrentBag<(GeneratedProgram Program, Verdict Verdict)>();
        var times = new ConcurrentBag<(double Seconds, int Seed)>();
        var (compared, skipped, nonzero) = (0, 0, 0);
        var sets = Enumerable.Range(Seeds.From, Seeds.To - Seeds.From).Chunk(SetSize);
        Parallel.ForEach(sets, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seeds =>
        {
            var programs = seeds.Select(ProgramGenerator.Generate).ToArray();
            using var set = ProgramSet.Compile(programs.Select(p => p.Text), Level);
            foreach (var program in programs)
            {
                Announce(program);
                long start = Stopwatch.GetTimestamp();
                var verdict = CheckGiven(set, program);
                times.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, program.Seed));
                if (verdict.Failure is not null)
                    failures.Add((program, verdict));
                Interlocked.Add(ref compared, verdict.Compared);
                Interlocked.Add(ref skipped, verdict.Skipped);
                Interlocked.Add(ref nonzero, verdict.Nonzero);
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{Level}: {compared} comparisons with differences, {skipped} skipped, {nonzero} not zero");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"slowest: {string.Join(", ", times.OrderDescending().Take(5).Select(t => $"seed {t.Seed} {t.Seconds:F1} s"))}");
        if (!failures.IsEmpty)
            Assert.Fail(Report([.. failures], CheckGiven));
        Assert.True(skipped <= 0.1 * (compared + skipped), $"{skipped} of {compared + skipped} comparisons skipped");
        Assert.True(nonzero >= 0.5 * compared, $"only {nonzero} of {compared} partial derivatives are not zero");
    }

    /// <summary>Gradients against pullbacks, which reverse all loops as wholes; and the value against the function's.</summary>
    [Fact]
    public void Loops_of_sums_are_reversed_one_by_one_as_they_are_as_wholes()
    {
        double[][] points = [[0.3, -1.2, 2.5], [1.1], [0.4, 0.9, -0.6, 1.3]];
        var programs = Enumerable.Range(Seeds.From, Seeds.To - Seeds.From).Select(SumLoopGenerator.Generate).ToArray();
        using var set = ProgramSet.Compile(programs.Select(p => p.Text), Level);
        var nonzero = 0;
        foreach (var program in programs)
        {
            var f = set.Method(program.ClassName).CreateDelegate<Func<double[], double>>();
            var (gradient, pullback) = (AD.ValueAndGradient(f), AD.Pullback(f));
            foreach (var x in points)
            {
                var (value, byIterations) = gradient((double[])x.Clone());
                var asWholes = pullback((double[])x.Clone()).Pullback(1);
                Assert.True(f((double[])x.Clone()).Equals(value), $"another value at {x.Length} numbers\n{program.Text}");
                for (var i = 0; i < x.Length; i++)
                {
                    var difference = Math.Abs(byIterations[i] - asWholes[i]);
                    Assert.True(
                        byIterations[i].Equals(asWholes[i]) || difference <= 1e-9 * Math.Max(1, Math.Abs(asWholes[i])),
                        $"{byIterations[i]} for {asWholes[i]}, number {i} of {x.Length}\n{program.Text}");
                    nonzero += asWholes[i] != 0 ? 1 : 0;
                }
            }
        }

        Assert.True(nonzero >= 4 * programs.Length, $"only {nonzero} partial derivatives are not zero");
    }

    [Fact]
    public void Second_derivatives_of_loops_of_sums() =>
        CheckSecondDerivatives(8, 3, SumLoopGenerator.Generate, (set, program) => set.Method(program.ClassName).CreateDelegate<Func<double[], double>>());

    [Fact]
    public void Second_derivatives_with_memory_from_outside() => CheckSecondDerivatives(12, 2, OutsideGenerator.Generate, Made);

    /// <summary>Products with the Hessian, by forward and by reverse mode over gradients, against forward mode over pullbacks.</summary>
    /// <param name="every">One program of so many.</param>
    /// <param name="least">How many products for each program must not be zero in the mean.</param>
    /// <param name="generate">The programs.</param>
    /// <param name="make">The function of one.</param>
    static void CheckSecondDerivatives(
        int every, int least, Func<int, GeneratedProgram> generate, Func<ProgramSet, GeneratedProgram, Func<double[], double>> make)
    {
        double[] x = [0.3, -1.2, 2.5, 0.8, 0.6];
        double[] direction = [0.5, -1, 0.25, 2, 1.5];
        var programs = Enumerable.Range(Seeds.From, Seeds.To - Seeds.From).Where(seed => seed % every == 0).Select(generate).ToArray();
        using var set = ProgramSet.Compile(programs.Select(p => p.Text), Level);
        var nonzero = 0;
        foreach (var program in programs)
        {
            var f = make(set, program);
            var expected = AD.Pushforward((double[] y) => AD.Pullback(f)(y).Pullback(1), (double[])x.Clone(), (double[])direction.Clone()).Tangent;
            double[][] products =
            [
                AD.HessianVectorProduct(f, (double[])x.Clone(), (double[])direction.Clone()),
                AD.Gradient((double[] y) => AD.Gradient(f)(y).Zip(direction, (a, b) => a * b).Sum())((double[])x.Clone()),
            ];
            foreach (var product in products)
            {
                for (var i = 0; i < x.Length; i++)
                {
                    var difference = Math.Abs(product[i] - expected[i]);
                    Assert.True(
                        product[i].Equals(expected[i]) || difference <= 1e-8 * Math.Max(1, Math.Abs(expected[i])), $"{product[i]} for {expected[i]}, number {i}\n{program.Text}");
                    nonzero += expected[i] != 0 ? 1 : 0;
                }
            }
        }

        Assert.True(nonzero >= least * programs.Length, $"only {nonzero} second derivatives are not zero");
    }

    [Fact]
    public void Memory_from_outside_that_calls_share_with_the_function()
    {
        var programs = Enumerable.Range(Seeds.From, Seeds.To - Seeds.From).Where(seed => seed % 2 == (int)Level).Select(OutsideGenerator.Generate).ToArray();
        using var set = ProgramSet.Compile(programs.Select(p => p.Text), Level);
        var nonzero = 0;
        var failures = new List<(GeneratedProgram Program, Verdict Verdict)>();
        foreach (var program in programs)
        {
            var verdict = CheckMade(set, program);
            if (verdict.Failure is not null)
                failures.Add((program, verdict));
            nonzero += verdict.Nonzero;
        }

        if (failures.Count > 0)
            Assert.Fail(Report([.. failures], CheckMade));
        Assert.True(nonzero >= programs.Length, $"only {nonzero} partial derivatives are not zero");
    }

    /// <summary>Of a program that makes its function, see <see cref="OutsideGenerator"/>.</summary>
    static Verdict CheckMade(ProgramSet set, GeneratedProgram program)
    {
        var verdict = new Verdict();
        try
        {
            Oracle.Check(Made(set, program), InputShapes.Array, program.Seed, usesFloat: false, split: true, verdict);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            verdict.Fail(e.GetType().Name, e.ToString());
        }

        return verdict;
    }

    static Func<double[], double> Made(ProgramSet set, GeneratedProgram program) =>
        (Func<double[], double>)set.Method(program.ClassName).Invoke(null, null)!;

    static Verdict CheckGiven(ProgramSet set, GeneratedProgram program) =>
        Oracle.Check(set.Method(program.ClassName), program.Seed, program.UsesFloat, IsSplit(program));

    [Fact]
    public void Wrong_derivatives_are_noticed()
    {
        var verdict = new Verdict();
        Oracle.Check<double[]>(
            x => x[0] * Twice(x[1]), InputShapes.Array, 0, usesFloat: false, split: true, verdict);
        Assert.Equal("both modes", verdict.FailureKind);
    }

    static double Twice(double x) => 2 * x;

    [DerivativeOf(typeof(RandomProgramTests), nameof(Twice))]
    static double WrongDerivativeOfTwice(double x, double y) => 2.001;

    /// <summary>For half of the programs at each level, which saves a third of the time.</summary>
    static bool IsSplit(GeneratedProgram program) => (program.Seed + (int)Level) % 2 == 0;

    /// <summary>One failure of each kind, made smaller, with the seeds of the others.</summary>
    static string Report((GeneratedProgram Program, Verdict Verdict)[] failures, Func<ProgramSet, GeneratedProgram, Verdict> check)
    {
        var report = new StringWriter(CultureInfo.InvariantCulture);
        report.WriteLine($"{failures.Length} programs failed ({Level}).");
        foreach (var kind in failures.GroupBy(f => f.Verdict.FailureKind).OrderByDescending(k => k.Count()))
        {
            var (program, verdict) = kind.MinBy(f => f.Program.Text.Length);
            report.WriteLine($"=== {kind.Key}: {kind.Count()} programs, seeds {string.Join(", ", kind.Select(f => f.Program.Seed).Order().Take(20))}");
            report.WriteLine($"--- seed {program.Seed}, {Level}");
            report.WriteLine(verdict.Failure);
            report.WriteLine(program.Text);
            if (ShrinkSeconds <= 0 || kind.Key == "timeout")
                continue;
            var last = verdict;
            var smaller = Shrinker.Shrink(
                program.Text,
                text =>
                {
                    using var set = ProgramSet.TryCompile([text], Level, out _);
                    if (set is null)
                        return false;
                    var found = check(set, program);
                    if (found.FailureKind != kind.Key)
                        return false;
                    last = found;
                    return true;
                },
                TimeSpan.FromSeconds(ShrinkSeconds));
            report.WriteLine("--- made smaller");
            report.WriteLine(last.Failure);
            report.WriteLine(smaller);
        }

        return report.ToString();
    }

    /// <summary>Leaves a trace of the program being checked, for when the process does not survive it.</summary>
    static void Announce(GeneratedProgram program)
    {
        if (Environment.GetEnvironmentVariable("ZYGOTE_RANDOM_TRACE") is { Length: > 0 } path)
            File.WriteAllText(path + Environment.CurrentManagedThreadId, $"// {Level}\n{program.Text}");
    }

    static (int From, int To) ReadSeeds()
    {
        if (Environment.GetEnvironmentVariable("ZYGOTE_RANDOM_SEEDS") is not { Length: > 0 } text)
            return (0, 250);
        var parts = text.Split("..");
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
