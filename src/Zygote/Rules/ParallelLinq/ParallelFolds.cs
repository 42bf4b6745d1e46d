using System;
using System.Linq;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>One value out of a parallel query.</summary>
static class ParallelFolds
{
    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Aggregate))]
    static T Aggregate<T>(ParallelQuery<T> source, Func<T, T, T> func) => Queries.Run(source).Aggregate(func);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Aggregate))]
    static A Aggregate<T, A>(ParallelQuery<T> source, A seed, Func<A, T, A> func) => Queries.Run(source).Aggregate(seed, func);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Aggregate))]
    static R Aggregate<T, A, R>(ParallelQuery<T> source, A seed, Func<A, T, A> func, Func<A, R> resultSelector) =>
        Queries.Run(source).Aggregate(seed, func, resultSelector);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Aggregate))]
    static R Aggregate<T, A, R>(
        ParallelQuery<T> source, A seed, Func<A, T, A> updateAccumulatorFunc, Func<A, A, A> combineAccumulatorsFunc,
        Func<A, R> resultSelector) =>
        source.Aggregate(() => seed, updateAccumulatorFunc, combineAccumulatorsFunc, resultSelector);

    /// <summary>Parts are folded on several threads, and combined one after the other.</summary>
    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Aggregate))]
    static R Aggregate<T, A, R>(
        ParallelQuery<T> source, Func<A> seedFactory, Func<A, T, A> updateAccumulatorFunc,
        Func<A, A, A> combineAccumulatorsFunc, Func<A, R> resultSelector)
    {
        ArgumentNullException.ThrowIfNull(seedFactory);
        ArgumentNullException.ThrowIfNull(updateAccumulatorFunc);
        ArgumentNullException.ThrowIfNull(combineAccumulatorsFunc);
        ArgumentNullException.ThrowIfNull(resultSelector);
        var stage = Queries.Stage(source);
        var items = stage.Run(stage.Options);
        var parts = new A[Settings.Threads(stage.Options, items.Length)];
        Fork.Ranges(0, parts.Length, stage.Options, new Folding<T, A>(items, seedFactory, updateAccumulatorFunc, parts));
        var value = parts[0];
        for (var k = 1; k < parts.Length; k++)
            value = combineAccumulatorsFunc(value, parts[k]);
        return resultSelector(value);
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Count))]
    static int Count<T>(ParallelQuery<T> source) => Queries.Run(source).Length;

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Count))]
    static int Count<T>(ParallelQuery<T> source, Func<T, bool> predicate) => Queries.Run(source.Where(predicate)).Length;

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.LongCount))]
    static long LongCount<T>(ParallelQuery<T> source) => Queries.Run(source).Length;

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.LongCount))]
    static long LongCount<T>(ParallelQuery<T> source, Func<T, bool> predicate) => Queries.Run(source.Where(predicate)).Length;

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Any))]
    static bool Any<T>(ParallelQuery<T> source) => Queries.Run(source).Length != 0;

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Any))]
    static bool Any<T>(ParallelQuery<T> source, Func<T, bool> predicate) => Queries.Run(source).Any(predicate);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.All))]
    static bool All<T>(ParallelQuery<T> source, Func<T, bool> predicate) => Queries.Run(source).All(predicate);
}

/// <summary>What a query says about threads and cancellation. Carries no derivative.</summary>
static class Settings
{
    [ZeroDerivative]
    public static ParallelOptions With(ParallelOptions? options, int degree) =>
        new() { MaxDegreeOfParallelism = degree, CancellationToken = options?.CancellationToken ?? default };

    [ZeroDerivative]
    public static ParallelOptions With(ParallelOptions? options, System.Threading.CancellationToken token) =>
        new() { MaxDegreeOfParallelism = options?.MaxDegreeOfParallelism ?? -1, CancellationToken = token };

    /// <summary>At least one, though there be nothing to do.</summary>
    [ZeroDerivative]
    public static int Threads(ParallelOptions? options, int count)
    {
        var threads = options is { MaxDegreeOfParallelism: > 0 and var most } ? most : Environment.ProcessorCount;
        return Math.Max(1, Math.Min(threads, count));
    }
}
