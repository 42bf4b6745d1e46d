// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>Parts of sequences.</summary>
static class Partitions
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Take))]
    static IEnumerable<T> Take<T>(IEnumerable<T> source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Over(source, count);

        static IEnumerable<T> Over(IEnumerable<T> source, int count)
        {
            if (count <= 0)
                yield break;
            foreach (var item in source)
            {
                yield return item;
                if (--count == 0)
                    break;
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Take))]
    static IEnumerable<T> Take<T>(IEnumerable<T> source, Range range)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Over(source, range);

        static IEnumerable<T> Over(IEnumerable<T> source, Range range)
        {
            if (!range.Start.IsFromEnd && !range.End.IsFromEnd)
            {
                var left = range.End.Value - range.Start.Value;
                var skipped = range.Start.Value;
                if (left <= 0)
                    yield break;
                foreach (var item in source)
                {
                    if (skipped > 0)
                    {
                        skipped--;
                        continue;
                    }

                    yield return item;
                    if (--left == 0)
                        break;
                }

                yield break;
            }

            var items = Buffer<T>.Of(source);
            var start = range.Start.GetOffset(items.Count);
            var end = range.End.GetOffset(items.Count);
            for (var i = start < 0 ? 0 : start; i < end && i < items.Count; i++)
                yield return items[i];
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Skip))]
    static IEnumerable<T> Skip<T>(IEnumerable<T> source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Over(source, count);

        static IEnumerable<T> Over(IEnumerable<T> source, int count)
        {
            foreach (var item in source)
            {
                if (count > 0)
                    count--;
                else
                    yield return item;
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.TakeWhile))]
    static IEnumerable<T> TakeWhile<T>(IEnumerable<T> source, Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        return Over(source, predicate);

        static IEnumerable<T> Over(IEnumerable<T> source, Func<T, bool> predicate)
        {
            foreach (var item in source)
            {
                if (!predicate(item))
                    break;
                yield return item;
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.TakeWhile))]
    static IEnumerable<T> TakeWhile<T>(IEnumerable<T> source, Func<T, int, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        return Over(source, predicate);

        static IEnumerable<T> Over(IEnumerable<T> source, Func<T, int, bool> predicate)
        {
            var index = -1;
            foreach (var item in source)
            {
                if (!predicate(item, checked(++index)))
                    break;
                yield return item;
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SkipWhile))]
    static IEnumerable<T> SkipWhile<T>(IEnumerable<T> source, Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        return Over(source, predicate);

        static IEnumerable<T> Over(IEnumerable<T> source, Func<T, bool> predicate)
        {
            var skipping = true;
            foreach (var item in source)
            {
                if (skipping && predicate(item))
                    continue;
                skipping = false;
                yield return item;
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SkipWhile))]
    static IEnumerable<T> SkipWhile<T>(IEnumerable<T> source, Func<T, int, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        return Over(source, predicate);

        static IEnumerable<T> Over(IEnumerable<T> source, Func<T, int, bool> predicate)
        {
            var index = -1;
            var skipping = true;
            foreach (var item in source)
            {
                if (skipping && predicate(item, checked(++index)))
                    continue;
                skipping = false;
                yield return item;
            }
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.TakeLast))]
    static IEnumerable<T> TakeLast<T>(IEnumerable<T> source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Over(source, count);

        static IEnumerable<T> Over(IEnumerable<T> source, int count)
        {
            if (count <= 0)
                yield break;
            var items = Buffer<T>.Of(source);
            for (var i = items.Count > count ? items.Count - count : 0; i < items.Count; i++)
                yield return items[i];
        }
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SkipLast))]
    static IEnumerable<T> SkipLast<T>(IEnumerable<T> source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Over(source, count < 0 ? 0 : count);

        // An element is handed out once so many others are known to follow.
        static IEnumerable<T> Over(IEnumerable<T> source, int count)
        {
            var items = new Buffer<T>();
            foreach (var item in source)
            {
                items.Add(item);
                if (items.Count > count)
                    yield return items[items.Count - 1 - count];
            }
        }
    }
}
