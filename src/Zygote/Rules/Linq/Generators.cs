// Exceptions and empty arrays as in the originals.
#pragma warning disable CA1859, CA1825

using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>Sequences out of nothing, and sequences with something added.</summary>
static class Generators
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Range))]
    static IEnumerable<int> Range(int start, int count)
    {
        if (count < 0 || (long)start + count - 1 > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(count));
        return new Counting(start, count);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Repeat))]
    static IEnumerable<T> Repeat<T>(T element, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Over(element, count);

        static IEnumerable<T> Over(T element, int count)
        {
            for (var i = 0; i < count; i++)
                yield return element;
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Empty))]
    static IEnumerable<T> Empty<T>() => new T[0];

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.AsEnumerable))]
    static IEnumerable<T> AsEnumerable<T>(IEnumerable<T> source) => source;

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.DefaultIfEmpty))]
    static IEnumerable<T?> DefaultIfEmpty<T>(IEnumerable<T> source) => DefaultIfEmpty(source, default!);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.DefaultIfEmpty))]
    static IEnumerable<T> DefaultIfEmpty<T>(IEnumerable<T> source, T defaultValue)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Over(source, defaultValue);

        static IEnumerable<T> Over(IEnumerable<T> source, T defaultValue)
        {
            var any = false;
            foreach (var item in source)
            {
                any = true;
                yield return item;
            }

            if (!any)
                yield return defaultValue;
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Concat))]
    static IEnumerable<T> Concat<T>(IEnumerable<T> first, IEnumerable<T> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return Over(first, second);

        static IEnumerable<T> Over(IEnumerable<T> first, IEnumerable<T> second)
        {
            foreach (var item in first)
                yield return item;
            foreach (var item in second)
                yield return item;
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Append))]
    static IEnumerable<T> Append<T>(IEnumerable<T> source, T element)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Over(source, element);

        static IEnumerable<T> Over(IEnumerable<T> source, T element)
        {
            foreach (var item in source)
                yield return item;
            yield return element;
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Prepend))]
    static IEnumerable<T> Prepend<T>(IEnumerable<T> source, T element)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Over(source, element);

        static IEnumerable<T> Over(IEnumerable<T> source, T element)
        {
            yield return element;
            foreach (var item in source)
                yield return item;
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Reverse))]
    static IEnumerable<T> Reverse<T>(T[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Reverse((IEnumerable<T>)source);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Reverse))]
    static IEnumerable<T> Reverse<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Over(source);

        static IEnumerable<T> Over(IEnumerable<T> source)
        {
            var items = Buffer<T>.Of(source);
            for (var i = items.Count - 1; i >= 0; i--)
                yield return items[i];
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Chunk))]
    static IEnumerable<T[]> Chunk<T>(IEnumerable<T> source, int size)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return Over(source, size);

        static IEnumerable<T[]> Over(IEnumerable<T> source, int size)
        {
            using var walk = source.GetEnumerator();
            while (walk.MoveNext())
            {
                var chunk = new Buffer<T>();
                chunk.Add(walk.Current);
                while (chunk.Count < size && walk.MoveNext())
                    chunk.Add(walk.Current);
                yield return chunk.ToArray();
            }
        }
    }

    sealed class Counting(int start, int count) : Sequence<int>
    {
        public override IEnumerator<int> GetEnumerator() => new CountingWalk(start, count);
    }

    sealed class CountingWalk(int start, int count) : Walk<int>
    {
        int _index = -1;

        public override bool MoveNext()
        {
            var next = _index + 1;
            if (next >= count)
                return false;
            _index = next;
            _current = start + next;
            return true;
        }
    }
}
