// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>One value out of a sequence, by visiting its elements.</summary>
static class Folds
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Aggregate))]
    static T Aggregate<T>(IEnumerable<T> source, Func<T, T, T> func)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(func);
        using var walk = source.GetEnumerator();
        if (!walk.MoveNext())
            throw Missing.Elements();
        var result = walk.Current;
        while (walk.MoveNext())
            result = func(result, walk.Current);
        return result;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Aggregate))]
    static A Aggregate<T, A>(IEnumerable<T> source, A seed, Func<A, T, A> func)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(func);
        foreach (var item in source)
            seed = func(seed, item);
        return seed;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Aggregate))]
    static R Aggregate<T, A, R>(IEnumerable<T> source, A seed, Func<A, T, A> func, Func<A, R> resultSelector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(func);
        ArgumentNullException.ThrowIfNull(resultSelector);
        foreach (var item in source)
            seed = func(seed, item);
        return resultSelector(seed);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Count))]
    static int Count<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is ICollection<T> collection)
            return collection.Count;
        if (source is ICollection other)
            return other.Count;
        var count = 0;
        foreach (var _ in source)
            count = checked(count + 1);
        return count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Count))]
    static int Count<T>(IEnumerable<T> source, Func<T, bool> predicate) => (int)LongCount(source, predicate);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.LongCount))]
    static long LongCount<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var count = 0L;
        foreach (var _ in source)
            count++;
        return count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.LongCount))]
    static long LongCount<T>(IEnumerable<T> source, Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        var count = 0L;
        foreach (var item in source)
        {
            if (predicate(item))
                count++;
        }

        return count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Any))]
    static bool Any<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is ICollection<T> collection)
            return collection.Count != 0;
        using var walk = source.GetEnumerator();
        return walk.MoveNext();
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Any))]
    static bool Any<T>(IEnumerable<T> source, Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (var item in source)
        {
            if (predicate(item))
                return true;
        }

        return false;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.All))]
    static bool All<T>(IEnumerable<T> source, Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (var item in source)
        {
            if (!predicate(item))
                return false;
        }

        return true;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Contains))]
    static bool Contains<T>(IEnumerable<T> source, T value) =>
        source is ICollection<T> collection ? collection.Contains(value) : Contains(source, value, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Contains))]
    static bool Contains<T>(IEnumerable<T> source, T value, IEqualityComparer<T>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        comparer ??= EqualityComparer<T>.Default;
        foreach (var item in source)
        {
            if (comparer.Equals(item, value))
                return true;
        }

        return false;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SequenceEqual))]
    static bool SequenceEqual<T>(IEnumerable<T> first, IEnumerable<T> second) => SequenceEqual(first, second, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SequenceEqual))]
    static bool SequenceEqual<T>(IEnumerable<T> first, IEnumerable<T> second, IEqualityComparer<T>? comparer)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        comparer ??= EqualityComparer<T>.Default;
        using var a = first.GetEnumerator();
        using var b = second.GetEnumerator();
        while (a.MoveNext())
        {
            if (!b.MoveNext() || !comparer.Equals(a.Current, b.Current))
                return false;
        }

        return !b.MoveNext();
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToArray))]
    static T[] ToArray<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is not ICollection<T> collection)
            return Buffer<T>.Of(source).ToArray();
        var array = new T[collection.Count];
        collection.CopyTo(array, 0);
        return array;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToList))]
    static List<T> ToList<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var list = new List<T>();
        foreach (var item in source)
            list.Add(item);
        return list;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToHashSet))]
    static HashSet<T> ToHashSet<T>(IEnumerable<T> source) => ToHashSet(source, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToHashSet))]
    static HashSet<T> ToHashSet<T>(IEnumerable<T> source, IEqualityComparer<T>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        var set = new HashSet<T>(comparer);
        foreach (var item in source)
            set.Add(item);
        return set;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToDictionary))]
    static Dictionary<K, T> ToDictionary<T, K>(IEnumerable<T> source, Func<T, K> keySelector)
        where K : notnull => ToDictionary(source, keySelector, (IEqualityComparer<K>?)null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToDictionary))]
    static Dictionary<K, T> ToDictionary<T, K>(IEnumerable<T> source, Func<T, K> keySelector, IEqualityComparer<K>? comparer)
        where K : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        var result = new Dictionary<K, T>(comparer);
        foreach (var item in source)
            result.Add(keySelector(item), item);
        return result;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToDictionary))]
    static Dictionary<K, E> ToDictionary<T, K, E>(IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector)
        where K : notnull => ToDictionary(source, keySelector, elementSelector, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToDictionary))]
    static Dictionary<K, E> ToDictionary<T, K, E>(
        IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector, IEqualityComparer<K>? comparer)
        where K : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        ArgumentNullException.ThrowIfNull(elementSelector);
        var result = new Dictionary<K, E>(comparer);
        foreach (var item in source)
            result.Add(keySelector(item), elementSelector(item));
        return result;
    }
}
