// Names of parameters and exceptions as in the originals.
#pragma warning disable CA2208, CA1859

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>
/// The loops of <see cref="Parallel"/>, led back to <see cref="Fork"/>: in ranges where the body sees nothing of the loop,
/// else iteration by iteration.
/// </summary>
static class ParallelSubstitutes
{
    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int> body) =>
        For(fromInclusive, toExclusive, new ParallelOptions(), body);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For(
        int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        return Fork.Ranges(fromInclusive, toExclusive, parallelOptions, new IntRange(body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int, ParallelLoopState> body) =>
        For(fromInclusive, toExclusive, new ParallelOptions(), body);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For(
        int fromInclusive, int toExclusive, ParallelOptions parallelOptions,
        Action<int, ParallelLoopState> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        return Fork.Iterations(fromInclusive, toExclusive, parallelOptions, new IntStates(body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For<TLocal>(
        int fromInclusive, int toExclusive, Func<TLocal> localInit,
        Func<int, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        For(fromInclusive, toExclusive, new ParallelOptions(), localInit, body, localFinally);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For<TLocal>(
        int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Func<TLocal> localInit,
        Func<int, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(localInit);
        ArgumentNullException.ThrowIfNull(localFinally);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        return Fork.Iterations(
            fromInclusive, toExclusive, parallelOptions, new IntLocals<TLocal>(localInit, body, localFinally, null));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For(long fromInclusive, long toExclusive, Action<long> body) =>
        For(fromInclusive, toExclusive, new ParallelOptions(), body);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For(
        long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Action<long> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        return Fork.Ranges(fromInclusive, toExclusive, parallelOptions, new LongRange(body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For(
        long fromInclusive, long toExclusive, Action<long, ParallelLoopState> body) =>
        For(fromInclusive, toExclusive, new ParallelOptions(), body);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For(
        long fromInclusive, long toExclusive, ParallelOptions parallelOptions,
        Action<long, ParallelLoopState> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        return Fork.Iterations(fromInclusive, toExclusive, parallelOptions, new LongStates(body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For<TLocal>(
        long fromInclusive, long toExclusive, Func<TLocal> localInit,
        Func<long, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        For(fromInclusive, toExclusive, new ParallelOptions(), localInit, body, localFinally);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.For))]
    static ParallelLoopResult For<TLocal>(
        long fromInclusive, long toExclusive, ParallelOptions parallelOptions, Func<TLocal> localInit,
        Func<long, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(localInit);
        ArgumentNullException.ThrowIfNull(localFinally);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        return Fork.Iterations(
            fromInclusive, toExclusive, parallelOptions, new LongLocals<TLocal>(localInit, body, localFinally, null));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(IEnumerable<TSource> source, Action<TSource> body) =>
        ForEach(source, new ParallelOptions(), body);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Action<TSource> body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        var items = Items(source);
        return Fork.Ranges(0, items.Length, parallelOptions, new Items<TSource>(items, body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, Action<TSource, ParallelLoopState> body) =>
        ForEach(source, new ParallelOptions(), body);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions,
        Action<TSource, ParallelLoopState> body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        var items = Items(source);
        return Fork.Iterations(0, items.Length, parallelOptions, new ItemStates<TSource>(items, body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source, Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        ForEach(source, new ParallelOptions(), localInit, body, localFinally);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(localInit);
        ArgumentNullException.ThrowIfNull(localFinally);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        var items = Items(source);
        return Fork.Iterations(
            0, items.Length, parallelOptions, new ItemLocals<TSource, TLocal>(items, localInit, body, localFinally, null));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, Action<TSource, ParallelLoopState, long> body) =>
        ForEach(source, new ParallelOptions(), body);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions,
        Action<TSource, ParallelLoopState, long> body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        var items = Items(source);
        return Fork.Iterations(0, items.Length, parallelOptions, new ItemIndices<TSource>(items, body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source, Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, long, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        ForEach(source, new ParallelOptions(), localInit, body, localFinally);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource, TLocal>(
        IEnumerable<TSource> source, ParallelOptions parallelOptions, Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, long, TLocal, TLocal> body, Action<TLocal> localFinally)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(localInit);
        ArgumentNullException.ThrowIfNull(localFinally);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        var items = Items(source);
        return Fork.Iterations(
            0, items.Length, parallelOptions, new ItemIndexLocals<TSource, TLocal>(items, localInit, body, localFinally, null));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(Partitioner<TSource> source, Action<TSource> body) =>
        ForEach(source, new ParallelOptions(), body);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(
        Partitioner<TSource> source, ParallelOptions parallelOptions, Action<TSource> body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        var items = Fork.Parts(source);
        return Fork.Ranges(0, items.Length, parallelOptions, new Items<TSource>(items, body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(
        Partitioner<TSource> source, Action<TSource, ParallelLoopState> body) =>
        ForEach(source, new ParallelOptions(), body);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(
        Partitioner<TSource> source, ParallelOptions parallelOptions,
        Action<TSource, ParallelLoopState> body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        var items = Fork.Parts(source);
        return Fork.Iterations(0, items.Length, parallelOptions, new ItemStates<TSource>(items, body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource, TLocal>(
        Partitioner<TSource> source, Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        ForEach(source, new ParallelOptions(), localInit, body, localFinally);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource, TLocal>(
        Partitioner<TSource> source, ParallelOptions parallelOptions, Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, TLocal, TLocal> body, Action<TLocal> localFinally)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(localInit);
        ArgumentNullException.ThrowIfNull(localFinally);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        var items = Fork.Parts(source);
        return Fork.Iterations(
            0, items.Length, parallelOptions, new ItemLocals<TSource, TLocal>(items, localInit, body, localFinally, null));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(
        OrderablePartitioner<TSource> source, Action<TSource, ParallelLoopState, long> body) =>
        ForEach(source, new ParallelOptions(), body);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource>(
        OrderablePartitioner<TSource> source, ParallelOptions parallelOptions,
        Action<TSource, ParallelLoopState, long> body)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        var items = Fork.Parts(source);
        return Fork.Iterations(0, items.Length, parallelOptions, new ItemIndices<TSource>(items, body));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource, TLocal>(
        OrderablePartitioner<TSource> source, Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, long, TLocal, TLocal> body, Action<TLocal> localFinally) =>
        ForEach(source, new ParallelOptions(), localInit, body, localFinally);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.ForEach))]
    static ParallelLoopResult ForEach<TSource, TLocal>(
        OrderablePartitioner<TSource> source, ParallelOptions parallelOptions, Func<TLocal> localInit,
        Func<TSource, ParallelLoopState, long, TLocal, TLocal> body, Action<TLocal> localFinally)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(localInit);
        ArgumentNullException.ThrowIfNull(localFinally);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        var items = Fork.Parts(source);
        return Fork.Iterations(
            0, items.Length, parallelOptions, new ItemIndexLocals<TSource, TLocal>(items, localInit, body, localFinally, null));
    }

    [SubstituteFor(typeof(Parallel), nameof(Parallel.Invoke))]
    static void Invoke(Action[] actions) =>
        Invoke(new ParallelOptions(), actions);

    [SubstituteFor(typeof(Parallel), nameof(Parallel.Invoke))]
    static void Invoke(ParallelOptions parallelOptions, Action[] actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(parallelOptions);
        for (var i = 0; i < actions.Length; i++)
        {
            if (actions[i] is null)
                throw new ArgumentException("One of the actions was null.");
        }

        Fork.Ranges(0, actions.Length, parallelOptions, new Calls(actions));
    }

    /// <summary>All items, before the first is worked on. Without `using`: an enumerator that throws has cleaned up.</summary>
    public static T[] Items<T>(IEnumerable<T> source)
    {
        if (source is T[] array)
            return array;
        var list = source as List<T>;
        if (list is null)
        {
            list = new List<T>();
            var enumerator = source.GetEnumerator();
            while (enumerator.MoveNext())
                list.Add(enumerator.Current);
            enumerator.Dispose();
        }

        var items = new T[list.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = list[i];
        return items;
    }
}
