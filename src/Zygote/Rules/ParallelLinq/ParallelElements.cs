// Names and types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>Parallel queries: where they begin and end, and what they do to each element by itself, on several threads.</summary>
static class ParallelElements
{
    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.AsParallel))]
    static ParallelQuery<T> AsParallel<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Queries.Query(new Given<T>(source, null));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.AsParallel))]
    static ParallelQuery<T> AsParallel<T>(Partitioner<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Queries.Query(new Given<T>(Fork.Parts(source), null));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Range))]
    static ParallelQuery<int> Range(int start, int count) => Queries.Query(new Given<int>(Enumerable.Range(start, count), null));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Repeat))]
    static ParallelQuery<T> Repeat<T>(T element, int count) => Queries.Query(new Given<T>(Enumerable.Repeat(element, count), null));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Empty))]
    static ParallelQuery<T> Empty<T>() => Queries.Query(new Given<T>(Enumerable.Empty<T>(), null));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.AsOrdered))]
    static ParallelQuery<T> AsOrdered<T>(ParallelQuery<T> source) => Queries.Query(Queries.Stage(source));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.AsUnordered))]
    static ParallelQuery<T> AsUnordered<T>(ParallelQuery<T> source) => Queries.Query(Queries.Stage(source));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.WithExecutionMode))]
    static ParallelQuery<T> WithExecutionMode<T>(ParallelQuery<T> source, ParallelExecutionMode executionMode) =>
        Queries.Query(Queries.Stage(source));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.WithMergeOptions))]
    static ParallelQuery<T> WithMergeOptions<T>(ParallelQuery<T> source, ParallelMergeOptions mergeOptions) =>
        Queries.Query(Queries.Stage(source));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.WithDegreeOfParallelism))]
    static ParallelQuery<T> WithDegreeOfParallelism<T>(ParallelQuery<T> source, int degreeOfParallelism)
    {
        var stage = Queries.Stage(source);
        return Queries.Query(new Given<T>(stage, Settings.With(stage.Options, degreeOfParallelism)));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.WithCancellation))]
    static ParallelQuery<T> WithCancellation<T>(ParallelQuery<T> source, CancellationToken cancellationToken)
    {
        var stage = Queries.Stage(source);
        return Queries.Query(new Given<T>(stage, Settings.With(stage.Options, cancellationToken)));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.AsSequential))]
    static IEnumerable<T> AsSequential<T>(ParallelQuery<T> source) => Queries.Stage(source);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.AsEnumerable))]
    static IEnumerable<T> AsEnumerable<T>(ParallelQuery<T> source) => Queries.Stage(source);

    [SubstituteFor(typeof(ParallelQuery<>), nameof(ParallelQuery<int>.GetEnumerator))]
    static IEnumerator<T> GetEnumerator<T>(ParallelQuery<T> source) => Queries.Stage(source).GetEnumerator();

    [SubstituteFor(typeof(OrderedParallelQuery<>), nameof(OrderedParallelQuery<int>.GetEnumerator))]
    static IEnumerator<T> GetEnumerator<T>(OrderedParallelQuery<T> source) => Queries.Stage(source).GetEnumerator();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ToArray))]
    static T[] ToArray<T>(ParallelQuery<T> source)
    {
        var stage = Queries.Stage(source);
        var items = stage.Run(stage.Options);
        return stage is Given<T> ? items.ToArray() : items; // which may be an array of the user's
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ToList))]
    static List<T> ToList<T>(ParallelQuery<T> source) => Queries.Run(source).ToList();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ForAll))]
    static void ForAll<T>(ParallelQuery<T> source, Action<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var stage = Queries.Stage(source);
        var items = stage.Run(stage.Options);
        Fork.Ranges(0, items.Length, stage.Options, new Items<T>(items, action));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Select))]
    static ParallelQuery<R> Select<T, R>(ParallelQuery<T> source, Func<T, R> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Queries.Query(new Mapped<T, R>(Queries.Stage(source), selector));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Select))]
    static ParallelQuery<R> Select<T, R>(ParallelQuery<T> source, Func<T, int, R> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Queries.Query(new IndexMapped<T, R>(Queries.Stage(source), selector));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Where))]
    static ParallelQuery<T> Where<T>(ParallelQuery<T> source, Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Queries.Query(new Filtered<T>(Queries.Stage(source), predicate));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Where))]
    static ParallelQuery<T> Where<T>(ParallelQuery<T> source, Func<T, int, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Queries.Query(new IndexFiltered<T>(Queries.Stage(source), predicate));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.SelectMany))]
    static ParallelQuery<R> SelectMany<T, R>(ParallelQuery<T> source, Func<T, IEnumerable<R>> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Queries.Query(new Flattened<R>(
            new Mapped<T, R[]>(Queries.Stage(source), item => ParallelSubstitutes.Items(selector(item)))));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.SelectMany))]
    static ParallelQuery<R> SelectMany<T, R>(ParallelQuery<T> source, Func<T, int, IEnumerable<R>> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Queries.Query(new Flattened<R>(
            new IndexMapped<T, R[]>(Queries.Stage(source), (item, i) => ParallelSubstitutes.Items(selector(item, i)))));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.SelectMany))]
    static ParallelQuery<R> SelectMany<T, U, R>(
        ParallelQuery<T> source, Func<T, IEnumerable<U>> collectionSelector, Func<T, U, R> resultSelector)
    {
        ArgumentNullException.ThrowIfNull(collectionSelector);
        ArgumentNullException.ThrowIfNull(resultSelector);
        return Queries.Query(new Flattened<R>(new Mapped<T, R[]>(
            Queries.Stage(source),
            item => ParallelSubstitutes.Items(collectionSelector(item).Select(inner => resultSelector(item, inner))))));
    }

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Zip))]
    static ParallelQuery<R> Zip<T, U, R>(ParallelQuery<T> first, ParallelQuery<U> second, Func<T, U, R> resultSelector)
    {
        ArgumentNullException.ThrowIfNull(resultSelector);
        return Queries.Query(new Paired<T, U, R>(Queries.Stage(first), Queries.Stage(second), resultSelector));
    }
}
