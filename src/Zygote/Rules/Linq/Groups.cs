// Empty arrays as in the original.
#pragma warning disable CA1859, CA1825

using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>GroupBy, ToLookup, Join and what counts or sums by key.</summary>
static class Groups
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.GroupBy))]
    static IEnumerable<IGrouping<K, T>> GroupBy<T, K>(IEnumerable<T> source, Func<T, K> keySelector) =>
        GroupBy(source, keySelector, (IEqualityComparer<K>?)null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.GroupBy))]
    static IEnumerable<IGrouping<K, T>> GroupBy<T, K>(IEnumerable<T> source, Func<T, K> keySelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        return GroupBy(source, keySelector, static v => v, comparer);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.GroupBy))]
    static IEnumerable<IGrouping<K, E>> GroupBy<T, K, E>(IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector) =>
        GroupBy(source, keySelector, elementSelector, (IEqualityComparer<K>?)null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.GroupBy))]
    static IEnumerable<IGrouping<K, E>> GroupBy<T, K, E>(
        IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        ArgumentNullException.ThrowIfNull(elementSelector);
        return Over(source, keySelector, elementSelector, comparer);

        static IEnumerable<IGrouping<K, E>> Over(
            IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector, IEqualityComparer<K>? comparer)
        {
            var groups = Lookup<K, E>.Of(source, keySelector, elementSelector, comparer, false);
            for (var i = 0; i < groups.Count; i++)
                yield return groups.At(i);
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.GroupBy))]
    static IEnumerable<R> GroupBy<T, K, R>(IEnumerable<T> source, Func<T, K> keySelector, Func<K, IEnumerable<T>, R> resultSelector) =>
        GroupBy(source, keySelector, resultSelector, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.GroupBy))]
    static IEnumerable<R> GroupBy<T, K, R>(
        IEnumerable<T> source, Func<T, K> keySelector, Func<K, IEnumerable<T>, R> resultSelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        ArgumentNullException.ThrowIfNull(resultSelector);
        return GroupBy(source, keySelector, static v => v, resultSelector, comparer);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.GroupBy))]
    static IEnumerable<R> GroupBy<T, K, E, R>(
        IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector, Func<K, IEnumerable<E>, R> resultSelector) =>
        GroupBy(source, keySelector, elementSelector, resultSelector, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.GroupBy))]
    static IEnumerable<R> GroupBy<T, K, E, R>(
        IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector, Func<K, IEnumerable<E>, R> resultSelector,
        IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        ArgumentNullException.ThrowIfNull(elementSelector);
        ArgumentNullException.ThrowIfNull(resultSelector);
        return Over(source, keySelector, elementSelector, resultSelector, comparer);

        static IEnumerable<R> Over(
            IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector, Func<K, IEnumerable<E>, R> resultSelector,
            IEqualityComparer<K>? comparer)
        {
            var groups = Lookup<K, E>.Of(source, keySelector, elementSelector, comparer, false);
            for (var i = 0; i < groups.Count; i++)
                yield return resultSelector(groups.At(i).Key, groups.At(i));
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToLookup))]
    static ILookup<K, T> ToLookup<T, K>(IEnumerable<T> source, Func<T, K> keySelector) =>
        ToLookup(source, keySelector, (IEqualityComparer<K>?)null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToLookup))]
    static ILookup<K, T> ToLookup<T, K>(IEnumerable<T> source, Func<T, K> keySelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        return Lookup<K, T>.Of(source, keySelector, static v => v, comparer, false);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToLookup))]
    static ILookup<K, E> ToLookup<T, K, E>(IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector) =>
        ToLookup(source, keySelector, elementSelector, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ToLookup))]
    static ILookup<K, E> ToLookup<T, K, E>(
        IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        ArgumentNullException.ThrowIfNull(elementSelector);
        return Lookup<K, E>.Of(source, keySelector, elementSelector, comparer, false);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.CountBy))]
    static IEnumerable<KeyValuePair<K, int>> CountBy<T, K>(
        IEnumerable<T> source, Func<T, K> keySelector, IEqualityComparer<K>? keyComparer)
        where K : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        return AggregateBy(source, keySelector, 0, static (count, _) => checked(count + 1), keyComparer);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.AggregateBy))]
    static IEnumerable<KeyValuePair<K, A>> AggregateBy<T, K, A>(
        IEnumerable<T> source, Func<T, K> keySelector, A seed, Func<A, T, A> func, IEqualityComparer<K>? keyComparer)
        where K : notnull => AggregateBy(source, keySelector, _ => seed, func, keyComparer);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.AggregateBy))]
    static IEnumerable<KeyValuePair<K, A>> AggregateBy<T, K, A>(
        IEnumerable<T> source, Func<T, K> keySelector, Func<K, A> seedSelector, Func<A, T, A> func, IEqualityComparer<K>? keyComparer)
        where K : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        ArgumentNullException.ThrowIfNull(seedSelector);
        ArgumentNullException.ThrowIfNull(func);
        return Over(source, keySelector, seedSelector, func, keyComparer);

        static IEnumerable<KeyValuePair<K, A>> Over(
            IEnumerable<T> source, Func<T, K> keySelector, Func<K, A> seedSelector, Func<A, T, A> func, IEqualityComparer<K>? comparer)
        {
            var numbers = KeySet<K>.Make(comparer);
            var keys = new Buffer<K>();
            var totals = new A[4];
            foreach (var item in source)
            {
                var key = keySelector(item);
                var number = numbers.Add(key);
                if (number == keys.Count)
                {
                    keys.Add(key);
                    if (number == totals.Length)
                        Array.Resize(ref totals, 2 * number);
                    totals[number] = seedSelector(key);
                }

                totals[number] = func(totals[number], item);
            }

            for (var i = 0; i < keys.Count; i++)
                yield return new KeyValuePair<K, A>(keys[i], totals[i]);
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Join))]
    static IEnumerable<R> Join<T, U, K, R>(
        IEnumerable<T> outer, IEnumerable<U> inner, Func<T, K> outerKeySelector, Func<U, K> innerKeySelector,
        Func<T, U, R> resultSelector) =>
        Join(outer, inner, outerKeySelector, innerKeySelector, resultSelector, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Join))]
    static IEnumerable<R> Join<T, U, K, R>(
        IEnumerable<T> outer, IEnumerable<U> inner, Func<T, K> outerKeySelector, Func<U, K> innerKeySelector,
        Func<T, U, R> resultSelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(outer);
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(outerKeySelector);
        ArgumentNullException.ThrowIfNull(innerKeySelector);
        ArgumentNullException.ThrowIfNull(resultSelector);
        return Over(outer, inner, outerKeySelector, innerKeySelector, resultSelector, comparer);

        static IEnumerable<R> Over(
            IEnumerable<T> outer, IEnumerable<U> inner, Func<T, K> outerKey, Func<U, K> innerKey, Func<T, U, R> result,
            IEqualityComparer<K>? comparer)
        {
            using var walk = outer.GetEnumerator();
            if (!walk.MoveNext())
                yield break;
            var groups = Lookup<K, U>.Of(inner, innerKey, static v => v, comparer, true);
            if (groups.Count == 0)
                yield break;
            do
            {
                var item = walk.Current;
                if (groups.Find(outerKey(item)) is not { } found)
                    continue;
                for (var i = 0; i < found.Count; i++)
                    yield return result(item, found[i]);
            }
            while (walk.MoveNext());
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.GroupJoin))]
    static IEnumerable<R> GroupJoin<T, U, K, R>(
        IEnumerable<T> outer, IEnumerable<U> inner, Func<T, K> outerKeySelector, Func<U, K> innerKeySelector,
        Func<T, IEnumerable<U>, R> resultSelector) =>
        GroupJoin(outer, inner, outerKeySelector, innerKeySelector, resultSelector, null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.GroupJoin))]
    static IEnumerable<R> GroupJoin<T, U, K, R>(
        IEnumerable<T> outer, IEnumerable<U> inner, Func<T, K> outerKeySelector, Func<U, K> innerKeySelector,
        Func<T, IEnumerable<U>, R> resultSelector, IEqualityComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(outer);
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(outerKeySelector);
        ArgumentNullException.ThrowIfNull(innerKeySelector);
        ArgumentNullException.ThrowIfNull(resultSelector);
        return Over(outer, inner, outerKeySelector, innerKeySelector, resultSelector, comparer);

        static IEnumerable<R> Over(
            IEnumerable<T> outer, IEnumerable<U> inner, Func<T, K> outerKey, Func<U, K> innerKey, Func<T, IEnumerable<U>, R> result,
            IEqualityComparer<K>? comparer)
        {
            using var walk = outer.GetEnumerator();
            if (!walk.MoveNext())
                yield break;
            var groups = Lookup<K, U>.Of(inner, innerKey, static v => v, comparer, true);
            do
                yield return result(walk.Current, groups[outerKey(walk.Current)]);
            while (walk.MoveNext());
        }
    }

    /// <summary>A growing list of elements with one key; to the outside it cannot be changed.</summary>
    sealed class Group<K, T>(K key) : IGrouping<K, T>, ICollection<T>
    {
        readonly Buffer<T> _items = new();

        public K Key => key;

        public int Count => _items.Count;

        public bool IsReadOnly => true;

        public T this[int index] => _items[index];

        public void Append(T item) => _items.Add(item);

        public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public bool Contains(T item)
        {
            for (var i = 0; i < Count; i++)
            {
                if (EqualityComparer<T>.Default.Equals(_items[i], item))
                    return true;
            }

            return false;
        }

        public void CopyTo(T[] array, int arrayIndex)
        {
            for (var i = 0; i < Count; i++)
                array[arrayIndex + i] = _items[i];
        }

        public void Add(T item) => throw new NotSupportedException();

        public void Clear() => throw new NotSupportedException();

        public bool Remove(T item) => throw new NotSupportedException();
    }

    sealed class Lookup<K, E>(KeySet<K> numbers) : Sequence<IGrouping<K, E>>, ILookup<K, E>
    {
        readonly Buffer<Group<K, E>> _groups = new();

        public int Count => _groups.Count;

        public IEnumerable<E> this[K key] => Find(key) is { } found ? found : new E[0];

        /// <param name="source">Enumerated at once.</param>
        /// <param name="keySelector">Called before the other for each element.</param>
        /// <param name="elementSelector">What goes into the groups.</param>
        /// <param name="comparer">Of keys, or null.</param>
        /// <param name="skipNull">What has no key belongs to no group.</param>
        public static Lookup<K, E> Of<T>(
            IEnumerable<T> source, Func<T, K> keySelector, Func<T, E> elementSelector, IEqualityComparer<K>? comparer, bool skipNull)
        {
            var lookup = new Lookup<K, E>(KeySet<K>.Make(comparer));
            foreach (var item in source)
            {
                var key = keySelector(item);
                if (!skipNull || key is not null)
                    lookup.GroupOf(key).Append(elementSelector(item));
            }

            return lookup;
        }

        public Group<K, E> At(int index) => _groups[index];

        public Group<K, E>? Find(K key) => numbers.Find(key) is var i and >= 0 ? _groups[i] : null;

        public bool Contains(K key) => numbers.Find(key) >= 0;

        public override IEnumerator<IGrouping<K, E>> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
                yield return _groups[i];
        }

        Group<K, E> GroupOf(K key)
        {
            var number = numbers.Add(key);
            if (number == _groups.Count)
                _groups.Add(new Group<K, E>(key));
            return _groups[number];
        }
    }
}
