// Names and types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>
/// Operators of parallel queries that look at more than one element: on one thread, by the sequential ones, behind whatever runs
/// on several threads before them.
/// </summary>
static class ParallelSequences
{
    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Take))]
    static ParallelQuery<T> Take<T>(ParallelQuery<T> source, int count) =>
        Queries.Query(new Given<T>(Queries.Stage(source).Take(count), Queries.Stage(source).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Skip))]
    static ParallelQuery<T> Skip<T>(ParallelQuery<T> source, int count) =>
        Queries.Query(new Given<T>(Queries.Stage(source).Skip(count), Queries.Stage(source).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.TakeWhile))]
    static ParallelQuery<T> TakeWhile<T>(ParallelQuery<T> source, Func<T, bool> predicate) =>
        Queries.Query(new Given<T>(Queries.Stage(source).TakeWhile(predicate), Queries.Stage(source).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.SkipWhile))]
    static ParallelQuery<T> SkipWhile<T>(ParallelQuery<T> source, Func<T, bool> predicate) =>
        Queries.Query(new Given<T>(Queries.Stage(source).SkipWhile(predicate), Queries.Stage(source).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Concat))]
    static ParallelQuery<T> Concat<T>(ParallelQuery<T> first, ParallelQuery<T> second) =>
        Queries.Query(new Given<T>(Queries.Stage(first).Concat(Queries.Stage(second)), Queries.Stage(first).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Union))]
    static ParallelQuery<T> Union<T>(ParallelQuery<T> first, ParallelQuery<T> second) =>
        Queries.Query(new Given<T>(Queries.Stage(first).Union(Queries.Stage(second)), Queries.Stage(first).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Intersect))]
    static ParallelQuery<T> Intersect<T>(ParallelQuery<T> first, ParallelQuery<T> second) =>
        Queries.Query(new Given<T>(Queries.Stage(first).Intersect(Queries.Stage(second)), Queries.Stage(first).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Except))]
    static ParallelQuery<T> Except<T>(ParallelQuery<T> first, ParallelQuery<T> second) =>
        Queries.Query(new Given<T>(Queries.Stage(first).Except(Queries.Stage(second)), Queries.Stage(first).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Distinct))]
    static ParallelQuery<T> Distinct<T>(ParallelQuery<T> source) =>
        Queries.Query(new Given<T>(Queries.Stage(source).Distinct(), Queries.Stage(source).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Reverse))]
    static ParallelQuery<T> Reverse<T>(ParallelQuery<T> source) =>
        Queries.Query(new Given<T>(Enumerable.Reverse(Queries.Stage(source)), Queries.Stage(source).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.DefaultIfEmpty))]
    static ParallelQuery<T?> DefaultIfEmpty<T>(ParallelQuery<T> source) =>
        Queries.Query(new Given<T?>(Queries.Stage(source).DefaultIfEmpty(), Queries.Stage(source).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.DefaultIfEmpty))]
    static ParallelQuery<T> DefaultIfEmpty<T>(ParallelQuery<T> source, T defaultValue) =>
        Queries.Query(new Given<T>(Queries.Stage(source).DefaultIfEmpty(defaultValue), Queries.Stage(source).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.GroupBy))]
    static ParallelQuery<IGrouping<K, T>> GroupBy<T, K>(ParallelQuery<T> source, Func<T, K> keySelector) =>
        Queries.Query(new Given<IGrouping<K, T>>(Queries.Stage(source).GroupBy(keySelector), Queries.Stage(source).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.GroupBy))]
    static ParallelQuery<IGrouping<K, E>> GroupBy<T, K, E>(
        ParallelQuery<T> source, Func<T, K> keySelector, Func<T, E> elementSelector) =>
        Queries.Query(new Given<IGrouping<K, E>>(Queries.Stage(source).GroupBy(keySelector, elementSelector), Queries.Stage(source).Options));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.First))]
    static T First<T>(ParallelQuery<T> source) => Queries.Run(source).First();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.First))]
    static T First<T>(ParallelQuery<T> source, Func<T, bool> predicate) => Queries.Run(source).First(predicate);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.FirstOrDefault))]
    static T? FirstOrDefault<T>(ParallelQuery<T> source) => Queries.Run(source).FirstOrDefault();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.FirstOrDefault))]
    static T? FirstOrDefault<T>(ParallelQuery<T> source, Func<T, bool> predicate) =>
        Queries.Run(source).FirstOrDefault(predicate);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Last))]
    static T Last<T>(ParallelQuery<T> source) => Queries.Run(source).Last();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Last))]
    static T Last<T>(ParallelQuery<T> source, Func<T, bool> predicate) => Queries.Run(source).Last(predicate);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.LastOrDefault))]
    static T? LastOrDefault<T>(ParallelQuery<T> source) => Queries.Run(source).LastOrDefault();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.LastOrDefault))]
    static T? LastOrDefault<T>(ParallelQuery<T> source, Func<T, bool> predicate) =>
        Queries.Run(source).LastOrDefault(predicate);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Single))]
    static T Single<T>(ParallelQuery<T> source) => Queries.Run(source).Single();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Single))]
    static T Single<T>(ParallelQuery<T> source, Func<T, bool> predicate) => Queries.Run(source).Single(predicate);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.SingleOrDefault))]
    static T? SingleOrDefault<T>(ParallelQuery<T> source) => Queries.Run(source).SingleOrDefault();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.SingleOrDefault))]
    static T? SingleOrDefault<T>(ParallelQuery<T> source, Func<T, bool> predicate) =>
        Queries.Run(source).SingleOrDefault(predicate);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ElementAt))]
    static T ElementAt<T>(ParallelQuery<T> source, int index) => Queries.Run(source).ElementAt(index);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Contains))]
    static bool Contains<T>(ParallelQuery<T> source, T value) => Queries.Run(source).Contains(value);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.SequenceEqual))]
    static bool SequenceEqual<T>(ParallelQuery<T> first, ParallelQuery<T> second) =>
        Queries.Run(first).SequenceEqual(Queries.Run(second));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ToDictionary))]
    static Dictionary<K, T> ToDictionary<T, K>(ParallelQuery<T> source, Func<T, K> keySelector)
        where K : notnull =>
        Queries.Run(source).ToDictionary(keySelector);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ToDictionary))]
    static Dictionary<K, E> ToDictionary<T, K, E>(
        ParallelQuery<T> source, Func<T, K> keySelector, Func<T, E> elementSelector)
        where K : notnull =>
        Queries.Run(source).ToDictionary(keySelector, elementSelector);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ToLookup))]
    static ILookup<K, T> ToLookup<T, K>(ParallelQuery<T> source, Func<T, K> keySelector)
        where K : notnull =>
        Queries.Run(source).ToLookup(keySelector);

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.OrderBy))]
    static OrderedParallelQuery<T> OrderBy<T, K>(ParallelQuery<T> source, Func<T, K> keySelector) =>
        Queries.Sorted(new OrderedBy<T, K>(Queries.Stage(source), keySelector, null, false));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.OrderBy))]
    static OrderedParallelQuery<T> OrderBy<T, K>(
        ParallelQuery<T> source, Func<T, K> keySelector, IComparer<K>? comparer) =>
        Queries.Sorted(new OrderedBy<T, K>(Queries.Stage(source), keySelector, comparer, false));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.OrderByDescending))]
    static OrderedParallelQuery<T> OrderByDescending<T, K>(ParallelQuery<T> source, Func<T, K> keySelector) =>
        Queries.Sorted(new OrderedBy<T, K>(Queries.Stage(source), keySelector, null, true));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.OrderByDescending))]
    static OrderedParallelQuery<T> OrderByDescending<T, K>(
        ParallelQuery<T> source, Func<T, K> keySelector, IComparer<K>? comparer) =>
        Queries.Sorted(new OrderedBy<T, K>(Queries.Stage(source), keySelector, comparer, true));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ThenBy))]
    static OrderedParallelQuery<T> ThenBy<T, K>(OrderedParallelQuery<T> source, Func<T, K> keySelector) =>
        Queries.Sorted(new ThenOrderedBy<T, K>(Queries.Order(source), keySelector, null, false));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ThenBy))]
    static OrderedParallelQuery<T> ThenBy<T, K>(
        OrderedParallelQuery<T> source, Func<T, K> keySelector, IComparer<K>? comparer) =>
        Queries.Sorted(new ThenOrderedBy<T, K>(Queries.Order(source), keySelector, comparer, false));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ThenByDescending))]
    static OrderedParallelQuery<T> ThenByDescending<T, K>(OrderedParallelQuery<T> source, Func<T, K> keySelector) =>
        Queries.Sorted(new ThenOrderedBy<T, K>(Queries.Order(source), keySelector, null, true));

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.ThenByDescending))]
    static OrderedParallelQuery<T> ThenByDescending<T, K>(
        OrderedParallelQuery<T> source, Func<T, K> keySelector, IComparer<K>? comparer) =>
        Queries.Sorted(new ThenOrderedBy<T, K>(Queries.Order(source), keySelector, comparer, true));
}
