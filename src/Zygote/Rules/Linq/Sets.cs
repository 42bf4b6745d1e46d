// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>Elements that differ, or that are in another sequence, by themselves or by a key.</summary>
static class Sets
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Distinct))]
    static IEnumerable<T> Distinct<T>(IEnumerable<T> source) => DistinctBy(source, static v => v, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Distinct))]
    static IEnumerable<T> Distinct<T>(IEnumerable<T> source, IEqualityComparer<T>? comparer) => DistinctBy(source, static v => v, comparer);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.DistinctBy))]
    static IEnumerable<T> DistinctBy<T, K>(IEnumerable<T> source, Func<T, K> keySelector) => DistinctBy(source, keySelector, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.DistinctBy))]
    static IEnumerable<T> DistinctBy<T, K>(IEnumerable<T> source, Func<T, K> keySelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        return Over(source, keySelector, comparer);

        static IEnumerable<T> Over(IEnumerable<T> source, Func<T, K> keySelector, IEqualityComparer<K>? comparer)
        {
            var keys = KeySet<K>.Make(comparer);
            var count = 0;
            foreach (var item in source)
            {
                if (keys.Add(keySelector(item)) == count)
                {
                    count++;
                    yield return item;
                }
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Union))]
    static IEnumerable<T> Union<T>(IEnumerable<T> first, IEnumerable<T> second) => UnionBy(first, second, static v => v, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Union))]
    static IEnumerable<T> Union<T>(IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T>? comparer) =>
        UnionBy(first, second, static v => v, comparer);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.UnionBy))]
    static IEnumerable<T> UnionBy<T, K>(IEnumerable<T> first, IEnumerable<T> second, Func<T, K> keySelector) =>
        UnionBy(first, second, keySelector, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.UnionBy))]
    static IEnumerable<T> UnionBy<T, K>(
        IEnumerable<T> first, IEnumerable<T> second, Func<T, K> keySelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(keySelector);
        return DistinctBy(first.Concat(second), keySelector, comparer);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Intersect))]
    static IEnumerable<T> Intersect<T>(IEnumerable<T> first, IEnumerable<T> second) => IntersectBy(first, second, static v => v, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Intersect))]
    static IEnumerable<T> Intersect<T>(IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T>? comparer) =>
        IntersectBy(first, second, static v => v, comparer);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.IntersectBy))]
    static IEnumerable<T> IntersectBy<T, K>(IEnumerable<T> first, IEnumerable<K> second, Func<T, K> keySelector) =>
        IntersectBy(first, second, keySelector, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.IntersectBy))]
    static IEnumerable<T> IntersectBy<T, K>(
        IEnumerable<T> first, IEnumerable<K> second, Func<T, K> keySelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(keySelector);
        return Over(first, second, keySelector, comparer);

        static IEnumerable<T> Over(IEnumerable<T> first, IEnumerable<K> second, Func<T, K> keySelector, IEqualityComparer<K>? comparer)
        {
            var others = Keys(second, comparer);
            var known = KeySet<K>.Make(comparer);
            var count = 0;
            foreach (var item in first)
            {
                var key = keySelector(item);
                if (others.Find(key) >= 0 && known.Add(key) == count)
                {
                    count++;
                    yield return item;
                }
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Except))]
    static IEnumerable<T> Except<T>(IEnumerable<T> first, IEnumerable<T> second) => ExceptBy(first, second, static v => v, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Except))]
    static IEnumerable<T> Except<T>(IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T>? comparer) =>
        ExceptBy(first, second, static v => v, comparer);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ExceptBy))]
    static IEnumerable<T> ExceptBy<T, K>(IEnumerable<T> first, IEnumerable<K> second, Func<T, K> keySelector) =>
        ExceptBy(first, second, keySelector, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ExceptBy))]
    static IEnumerable<T> ExceptBy<T, K>(
        IEnumerable<T> first, IEnumerable<K> second, Func<T, K> keySelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(keySelector);
        return Over(first, second, keySelector, comparer);

        static IEnumerable<T> Over(IEnumerable<T> first, IEnumerable<K> second, Func<T, K> keySelector, IEqualityComparer<K>? comparer)
        {
            var others = Keys(second, comparer);
            var known = KeySet<K>.Make(comparer);
            var count = 0;
            foreach (var item in first)
            {
                var key = keySelector(item);
                if (others.Find(key) < 0 && known.Add(key) == count)
                {
                    count++;
                    yield return item;
                }
            }
        }
    }

    static KeySet<K> Keys<K>(IEnumerable<K> source, IEqualityComparer<K>? comparer)
    {
        var keys = KeySet<K>.Make(comparer);
        foreach (var key in source)
            keys.Add(key);
        return keys;
    }
}
