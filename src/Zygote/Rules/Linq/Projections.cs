// Types as in the originals; the base class has nothing to dispose of.
#pragma warning disable CA1859, CA2215

using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>Select, Where and their relatives: one element in, one or none out. Exceptions, order of calls and laziness as in the original.</summary>
static class Projections
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Select))]
    static IEnumerable<R> Select<T, R>(IEnumerable<T> source, Func<T, R> selector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(selector);
        return new Selection<T, R>(source, selector);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Select))]
    static IEnumerable<R> Select<T, R>(IEnumerable<T> source, Func<T, int, R> selector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(selector);
        return new IndexedSelection<T, R>(source, selector);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Where))]
    static IEnumerable<T> Where<T>(IEnumerable<T> source, Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        return new Filter<T>(source, predicate);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Where))]
    static IEnumerable<T> Where<T>(IEnumerable<T> source, Func<T, int, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        return Over(source, predicate);

        static IEnumerable<T> Over(IEnumerable<T> source, Func<T, int, bool> predicate)
        {
            var index = -1;
            foreach (var item in source)
            {
                if (predicate(item, checked(++index)))
                    yield return item;
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Index))]
    static IEnumerable<(int Index, T Item)> Index<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new IndexedSelection<T, (int, T)>(source, static (item, i) => (i, item));
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SelectMany))]
    static IEnumerable<R> SelectMany<T, R>(IEnumerable<T> source, Func<T, IEnumerable<R>> selector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(selector);
        return Over(source, selector);

        static IEnumerable<R> Over(IEnumerable<T> source, Func<T, IEnumerable<R>> selector)
        {
            foreach (var item in source)
            {
                foreach (var inner in selector(item))
                    yield return inner;
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SelectMany))]
    static IEnumerable<R> SelectMany<T, R>(IEnumerable<T> source, Func<T, int, IEnumerable<R>> selector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(selector);
        return Over(source, selector);

        static IEnumerable<R> Over(IEnumerable<T> source, Func<T, int, IEnumerable<R>> selector)
        {
            var index = -1;
            foreach (var item in source)
            {
                foreach (var inner in selector(item, checked(++index)))
                    yield return inner;
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SelectMany))]
    static IEnumerable<R> SelectMany<T, U, R>(
        IEnumerable<T> source, Func<T, IEnumerable<U>> collectionSelector, Func<T, U, R> resultSelector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(collectionSelector);
        ArgumentNullException.ThrowIfNull(resultSelector);
        return Over(source, collectionSelector, resultSelector);

        static IEnumerable<R> Over(IEnumerable<T> source, Func<T, IEnumerable<U>> collection, Func<T, U, R> result)
        {
            foreach (var item in source)
            {
                foreach (var inner in collection(item))
                    yield return result(item, inner);
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SelectMany))]
    static IEnumerable<R> SelectMany<T, U, R>(
        IEnumerable<T> source, Func<T, int, IEnumerable<U>> collectionSelector, Func<T, U, R> resultSelector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(collectionSelector);
        ArgumentNullException.ThrowIfNull(resultSelector);
        return Over(source, collectionSelector, resultSelector);

        static IEnumerable<R> Over(IEnumerable<T> source, Func<T, int, IEnumerable<U>> collection, Func<T, U, R> result)
        {
            var index = -1;
            foreach (var item in source)
            {
                foreach (var inner in collection(item, checked(++index)))
                    yield return result(item, inner);
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Zip))]
    static IEnumerable<R> Zip<T1, T2, R>(IEnumerable<T1> first, IEnumerable<T2> second, Func<T1, T2, R> resultSelector)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(resultSelector);
        return new Pairing<T1, T2, R>(first, second, resultSelector);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Zip))]
    static IEnumerable<(T1 First, T2 Second)> Zip<T1, T2>(IEnumerable<T1> first, IEnumerable<T2> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new Pairing<T1, T2, (T1, T2)>(first, second, static (a, b) => (a, b));
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Zip))]
    static IEnumerable<(T1 First, T2 Second, T3 Third)> Zip<T1, T2, T3>(
        IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        return Over(first, second, third);

        static IEnumerable<(T1, T2, T3)> Over(IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third)
        {
            using var a = first.GetEnumerator();
            using var b = second.GetEnumerator();
            using var c = third.GetEnumerator();
            while (a.MoveNext() && b.MoveNext() && c.MoveNext())
                yield return (a.Current, b.Current, c.Current);
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Cast))]
    static IEnumerable<T> Cast<T>(IEnumerable source)
    {
        if (source is IEnumerable<T> typed)
            return typed;
        ArgumentNullException.ThrowIfNull(source);
        return Over(source);

        static IEnumerable<T> Over(IEnumerable source)
        {
            foreach (T item in source)
                yield return item;
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.OfType))]
    static IEnumerable<T> OfType<T>(IEnumerable source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Over(source);

        static IEnumerable<T> Over(IEnumerable source)
        {
            foreach (var item in source)
            {
                if (item is T found)
                    yield return found;
            }
        }
    }

    sealed class Selection<T, R>(IEnumerable<T> source, Func<T, R> selector) : Sequence<R>
    {
        public override IEnumerator<R> GetEnumerator() => new SelectionWalk<T, R>(source.GetEnumerator(), selector);
    }

    sealed class SelectionWalk<T, R>(IEnumerator<T> source, Func<T, R> selector) : Walk<R>
    {
        public override bool MoveNext()
        {
            if (!source.MoveNext())
                return false;
            _current = selector(source.Current);
            return true;
        }

        public override void Dispose() => source.Dispose();
    }

    sealed class IndexedSelection<T, R>(IEnumerable<T> source, Func<T, int, R> selector) : Sequence<R>
    {
        public override IEnumerator<R> GetEnumerator() => new IndexedSelectionWalk<T, R>(source.GetEnumerator(), selector);
    }

    sealed class IndexedSelectionWalk<T, R>(IEnumerator<T> source, Func<T, int, R> selector) : Walk<R>
    {
        int _index;

        public override bool MoveNext()
        {
            if (!source.MoveNext())
                return false;
            _current = selector(source.Current, _index);
            _index = checked(_index + 1);
            return true;
        }

        public override void Dispose() => source.Dispose();
    }

    sealed class Filter<T>(IEnumerable<T> source, Func<T, bool> predicate) : Sequence<T>
    {
        public override IEnumerator<T> GetEnumerator() => new FilterWalk<T>(source.GetEnumerator(), predicate);
    }

    sealed class FilterWalk<T>(IEnumerator<T> source, Func<T, bool> predicate) : Walk<T>
    {
        public override bool MoveNext()
        {
            while (source.MoveNext())
            {
                var item = source.Current;
                if (predicate(item))
                {
                    _current = item;
                    return true;
                }
            }

            return false;
        }

        public override void Dispose() => source.Dispose();
    }

    sealed class Pairing<T1, T2, R>(IEnumerable<T1> first, IEnumerable<T2> second, Func<T1, T2, R> selector) : Sequence<R>
    {
        public override IEnumerator<R> GetEnumerator()
        {
            var walk = first.GetEnumerator();
            return new PairingWalk<T1, T2, R>(walk, second.GetEnumerator(), selector);
        }
    }

    sealed class PairingWalk<T1, T2, R>(IEnumerator<T1> first, IEnumerator<T2> second, Func<T1, T2, R> selector) : Walk<R>
    {
        public override bool MoveNext()
        {
            if (!first.MoveNext() || !second.MoveNext())
                return false;
            _current = selector(first.Current, second.Current);
            return true;
        }

        public override void Dispose()
        {
            try
            {
                second.Dispose();
            }
            finally
            {
                first.Dispose();
            }
        }
    }
}
