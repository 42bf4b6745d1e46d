using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Parallel queries. What they sum comes in any order in the original, so values are compared but for rounding.</summary>
public class ParallelLinqTests
{
    static double Sums(double[] x, double p)
    {
        var a = x.AsParallel().Select(v => Math.Sin(v) * p).Sum();
        var b = x.AsParallel().Sum(v => v * v * p);
        var c = x.AsParallel().Sum() * p;
        var d = x.AsParallel().Select(v => (double?)(v > 0.55 ? v * p : null)).Sum()!.Value;
        return a + (b * c) + d;
    }

    static double Singles(double[] x, double p)
    {
        var y = x.AsParallel().Select(v => (float)(v * p));
        return y.Sum() + x.AsParallel().Average(v => (float)(v * v));
    }

    static double Filters(double[] x, double p)
    {
        var y = x.AsParallel().AsOrdered().Where(v => v > 0.03).Select(v => v * v * p).ToArray();
        var z = x.AsParallel().AsOrdered().Where((v, i) => i % 3 != 0).Select((v, i) => v * i * p).ToList();
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
            sum += y[i] * (i + 1);
        for (var i = 0; i < z.Count; i++)
            sum += z[i] * z[i];
        return sum;
    }

    static double Ranges(double[] x, double p)
    {
        var y = ParallelEnumerable.Range(0, x.Length).Select(i => x[i] * x[(i + 1) % x.Length] * p).ToArray();
        return y.Sum() + ParallelEnumerable.Repeat(p, 7).Sum(v => v * v) + ParallelEnumerable.Empty<double>().Sum();
    }

    static double Means(double[] x, double p) =>
        x.AsParallel().Average() * x.AsParallel().Average(v => v * p) / x.AsParallel().Select(v => v * v).Average();

    static double Extrema(double[] x, double p)
    {
        var q = x.AsParallel().Select(v => Math.Sin(3 * v) + (p * v));
        return q.Min() + (2 * q.Max()) + x.AsParallel().Max(v => v * p) + x.AsParallel().Min(v => v * v * v);
    }

    static double Folds(double[] x, double p)
    {
        var a = x.AsParallel().Select(v => 1 + (0.1 * v * p)).Aggregate((s, v) => s * v);
        var b = x.AsParallel().Aggregate(0.0, (s, v) => s + (v * v * p));
        var c = x.AsParallel().Aggregate(p, (s, v) => s + v, s => s * s);
        var d = x.AsParallel().Aggregate(0.0, (s, v) => s + (Math.Sin(v) * p), (s, t) => s + t, s => s * s);
        var e = x.AsParallel().Aggregate(
            () => (Sum: 0.0, Count: 0), (s, v) => (s.Sum + (v * p), s.Count + 1), (s, t) => (s.Sum + t.Sum, s.Count + t.Count),
            s => s.Sum / (s.Count + 1));
        var f = x.AsParallel().Aggregate(
            () => new double[3],
            (bins, v) =>
            {
                bins[v > 0.55 ? 2 : v > -0.35 ? 1 : 0] += v * p;
                return bins;
            },
            (s, t) =>
            {
                for (var i = 0; i < s.Length; i++)
                    s[i] += t[i];
                return s;
            },
            bins => bins[0] + (bins[1] * bins[2]));
        return a + b + c + d + e + f;
    }

    static double ForAll(double[] x, double p)
    {
        var y = new double[x.Length];
        ParallelEnumerable.Range(0, x.Length).ForAll(i => y[i] = x[i] * x[i] * p);
        return y.Sum();
    }

    static double Options(double[] x, double p)
    {
        using var source = new CancellationTokenSource();
        var order = new List<int>();
        var y = ParallelEnumerable.Range(0, x.Length).AsUnordered().WithDegreeOfParallelism(1).WithCancellation(source.Token)
            .WithExecutionMode(ParallelExecutionMode.ForceParallelism).WithMergeOptions(ParallelMergeOptions.FullyBuffered)
            .Select(i =>
            {
                order.Add(i); // there is one thread only
                return x[i] * p;
            });
        return y.Sum(v => v * v) * order.Count;
    }

    static double Flattened(double[] x, double p)
    {
        var a = x.AsParallel().SelectMany(v => new[] { v * p, v * v }).Sum();
        var b = x.AsParallel().SelectMany(v => Enumerable.Range(1, 3), (v, k) => v * k * p).Sum(v => v * v);
        var c = x.AsParallel().SelectMany((v, i) => Enumerable.Repeat(v * i, 2)).Sum();
        return a + b + c;
    }

    static double Zipped(double[] x, double p) =>
        x.AsParallel().AsOrdered().Zip(ParallelEnumerable.Range(1, x.Length).AsOrdered(), (v, k) => v * k * p).Sum(v => v * v);

    static double Sorted(double[] x, double p)
    {
        var y = x.AsParallel().OrderByDescending(v => Math.Sin(7 * v)).Select((v, i) => v * p * i).ToArray();
        var z = x.AsParallel().OrderBy(v => v > 0.05).ThenByDescending(v => v).ToArray();
        var sum = y.Sum();
        for (var i = 0; i < z.Length; i++)
            sum += z[i] * z[i] * i * p;
        foreach (var v in x.AsParallel().OrderBy(v => v))
            sum += v * p;
        return sum;
    }

    static double Sequential(double[] x, double p)
    {
        var sum = 0.0;
        foreach (var v in x.AsParallel().Select(v => v * p))
            sum += v * v;
        foreach (var v in x.AsParallel().Select(v => v * p).AsSequential().Where(v => v > 0.01).Take(5))
            sum += 0 * v;
        IEnumerable<double> seen = x.AsParallel().Select(v => v * v * p);
        foreach (var v in seen)
            sum += v;
        return sum + x.AsParallel().Select(v => v * p).AsEnumerable().Sum();
    }

    static double Counts(double[] x, double p) =>
        x.AsParallel().Count(v => v > 0.03) * p * (x.AsParallel().Any(v => v > 100) ? 1 : 2)
        * (x.AsParallel().Select(v => v * p).All(v => v < 100) ? 3 : 4) * x.AsParallel().Select(v => v * p).LongCount();

    static double Others(double[] x, double p)
    {
        var q = x.AsParallel().AsOrdered().Select(v => v * p);
        var groups = x.AsParallel().GroupBy(v => v > 0.05).Select(g => g.Sum() * g.Sum()).Sum();
        return groups + q.Take(3).Sum() + q.Skip(4).Sum(v => v * v) + q.First() + q.Concat(q).Sum() + q.Reverse().Take(2).Sum()
            + q.Take(9).ToDictionary(v => v).Values.Sum() + q.ElementAt(2) + q.DefaultIfEmpty(p).Sum();
    }

    static double Lazy(double[] x, double p)
    {
        var factor = p;
        var q = x.AsParallel().Select(v => v * factor);
        factor = p * p;
        return q.Sum() + Twice(q);
    }

    static double Twice(ParallelQuery<double> q) => q.Sum(v => v * v) + q.Where(v => v > 0.5).Select(v => v * v).Sum();

    static double Partitions(double[] x, double p) =>
        Partitioner.Create(Enumerable.Range(0, x.Length).ToList(), true).AsParallel().Select(i => x[i] * x[i] * p).Sum();

    static double Nested(double[] x, double p) =>
        ParallelEnumerable.Range(0, 5).Select(k => x.AsParallel().Select(v => v * k * p).Sum(v => v * v)).Sum();

    static double Syntax(double[] x, double p) =>
        (from v in x.AsParallel() where v > 0.03 let w = v * p orderby w select w * w).Sum();

    public static TheoryData<string> Queries =>
    [
        nameof(Sums), nameof(Filters), nameof(Ranges), nameof(Means), nameof(Extrema), nameof(Folds), nameof(ForAll), nameof(Options),
        nameof(Flattened), nameof(Zipped), nameof(Sorted), nameof(Sequential), nameof(Counts), nameof(Others), nameof(Lazy),
        nameof(Partitions), nameof(Nested), nameof(Syntax),
    ];

    static Func<double[], double, double> Named(string name) =>
        typeof(ParallelLinqTests).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!
            .CreateDelegate<Func<double[], double, double>>();

    [Theory]
    [MemberData(nameof(Queries))]
    public void Like_their_sequential_twins(string name)
    {
        ParallelTests.Near(Named(name), 25);
        ParallelTests.Stress(Named(name), 300);
    }

    [Fact]
    public void Single_precision()
    {
        static float F(float[] x) => x.AsParallel().Select(v => MathF.Sin(v)).Sum() + x.AsParallel().Average(v => v * v)
            + x.AsParallel().Where(v => v > 0.05f).Max() + x.AsParallel().Aggregate(0f, (s, v) => s + (v * v), (s, t) => s + t, s => s);
        static double D(double[] x) => x.Select(Math.Sin).Sum() + x.Average(v => v * v) + x.Where(v => v > 0.05).Max() + x.Sum(v => v * v);
        float[] x = [0.3f, -0.7f, 1.4f, 0.2f];
        var gradient = AD.Gradient((Func<float[], float>)F)(x);
        var expected = AD.Gradient((Func<double[], double>)D)([.. x.Select(v => (double)v)]);
        Check.Close(expected, [.. gradient.Select(v => (double)v)], 1e-5);
        var tangent = AD.Pushforward((Func<float[], float>)F)(x, [1, 2, 3, 4]).Tangent;
        Assert.Equal(expected.Select((g, i) => g * (i + 1)).Sum(), tangent, 1e-4);
        Near(Singles);
    }

    static void Near(Func<double[], double, double> f)
    {
        double[] x = [0.3, -0.7, 1.4, 0.2];
        var (dx, dp) = AD.Gradient(f)(x, 1.7);
        Check.Close([0.25 * 2 * 0.3], [dx[0] - 1.7], 1e-5);
        Assert.Equal(x.Sum(), dp, 1e-5);
    }

    sealed class Point
    {
        public double X;
        public double Y;
    }

    static double Objects(double[] x, double p)
    {
        var points = x.AsParallel().AsOrdered().Select((v, i) => new Point { X = v * p, Y = i }).ToList();
        points.AsParallel().ForAll(q => q.X *= q.X);
        return points.AsParallel().Where(q => q.Y > 2).Sum(q => q.X * q.Y);
    }

    /// <summary>What is captured and read by all elements is added to by all threads.</summary>
    static double Shared(double[] x, double p)
    {
        var weights = new[] { p, p * p, 1 / p };
        var gate = new Lock();
        var total = 0.0;
        x.AsParallel().ForAll(v =>
        {
            lock (gate)
            {
                total += v * weights[1];
            }
        });
        return total + ParallelEnumerable.Range(0, x.Length).Sum(i => x[i] * weights[i % 3] * x[0]);
    }

    [Fact]
    public void Objects_and_shared_numbers()
    {
        foreach (var f in (Func<double[], double, double>[])[Objects, Shared])
        {
            ParallelTests.Near(f, 25);
            ParallelTests.Stress(f, 3000);
        }
    }

    [Fact]
    public void Queries_that_were_built_outside_are_constants()
    {
        var numbers = new[] { 1.0, 2, 3 }.AsParallel().Select(v => v * 2);
        var sorted = numbers.OrderBy(v => -v);
        double F(double x) => (numbers.Sum(v => v * x) * x) + (sorted.First() * x) + Total(sorted) + numbers.Where(v => v > 3).Count();
        Assert.Equal((12 * 2 * 3) + 6, AD.Gradient((Func<double, double>)F, 3.0));
        Assert.Equal((12 * 2 * 3) + 6, AD.Derivative((Func<double, double>)F, 3.0));
    }

    static double Total(IEnumerable<double> numbers)
    {
        var sum = 0.0;
        foreach (var v in numbers)
            sum += v;
        return sum;
    }

    /// <summary>Code that is not differentiated finds a query of the platform.</summary>
    [Fact]
    public void Flat_code_runs_queries()
    {
        var seen = new List<string>();
        double F(double[] x)
        {
            var q = x.AsParallel().Select(v => (int)(v * 10));
            seen.Add(string.Join(' ', q.AsOrdered().Select(v => v + 1)));
            seen.Add(string.Join(' ', x.AsParallel().OrderByDescending(v => v).ThenBy(v => v)));
            return x.AsParallel().Sum(v => v * v) * q.Max();
        }

        var gradient = AD.Gradient((Func<double[], double>)F)([0.5, 1.5]);
        Assert.Equal([15.0, 45], gradient);
        Assert.Equal(["6 16", "1.5 0.5"], seen);
    }

    [Fact]
    public void Exceptions_arrive_together()
    {
        double F(double[] x) => x.AsParallel().Select(v => v > 1 ? throw new InvalidOperationException("large") : v).Sum();
        Assert.Equal([1.0, 1.0], AD.Gradient((Func<double[], double>)F)([0.5, 0.7]));
        foreach (var derive in (Action<double[]>[])[x => AD.Gradient((Func<double[], double>)F)(x), x => F(x)])
        {
            var all = Assert.Throws<AggregateException>(() => derive([0.5, 2]));
            Assert.All(all.InnerExceptions, e => Assert.Equal("large", e.Message));
        }

        using var source = new CancellationTokenSource();
        source.Cancel();
        double G(double[] x) => x.AsParallel().WithCancellation(source.Token).Select(v => v * v).Sum();
        Assert.Throws<OperationCanceledException>(() => AD.Gradient((Func<double[], double>)G)([0.5, 2]));
        Assert.Throws<InvalidOperationException>(
            () => AD.Gradient((double[] x) => x.AsParallel().Where(v => v > 100).Max())([0.5, 2]));
    }

    [Fact]
    public void Other_operators_are_refused_by_name()
    {
        var refused = Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double[] x) => x.AsParallel().Join(x.AsParallel(), v => v > 0, v => v > 0, (a, b) => a * b).Sum())([1, 2]));
        Assert.Contains("ParallelEnumerable.Join: it runs code on other threads", refused.Reason);
    }

    [Fact]
    public void Second_derivatives_are_refused() =>
        Assert.Throws<NotDifferentiableException>(
            () => AD.NthDerivative((double p) => new[] { 1.0, 2 }.AsParallel().Sum(v => v * p * p), 2)(1.0));
}
