// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>One element of a sequence.</summary>
static class Elements
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.First))]
    static T First<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (var item in source)
            return item;
        throw Missing.Elements();
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.First))]
    static T First<T>(IEnumerable<T> source, Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (var item in source)
        {
            if (predicate(item))
                return item;
        }

        throw Missing.Match();
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.FirstOrDefault))]
    static T? FirstOrDefault<T>(IEnumerable<T> source) => FirstOrDefault(source, default(T)!);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.FirstOrDefault))]
    static T FirstOrDefault<T>(IEnumerable<T> source, T defaultValue)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (var item in source)
            return item;
        return defaultValue;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.FirstOrDefault))]
    static T? FirstOrDefault<T>(IEnumerable<T> source, Func<T, bool> predicate) => FirstOrDefault(source, predicate, default!);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.FirstOrDefault))]
    static T FirstOrDefault<T>(IEnumerable<T> source, Func<T, bool> predicate, T defaultValue)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (var item in source)
        {
            if (predicate(item))
                return item;
        }

        return defaultValue;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Last))]
    static T Last<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return TryLast(source, out var last) ? last : throw Missing.Elements();
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Last))]
    static T Last<T>(IEnumerable<T> source, Func<T, bool> predicate) =>
        TryLast(source, predicate, out var last) ? last : throw Missing.Match();

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.LastOrDefault))]
    static T? LastOrDefault<T>(IEnumerable<T> source) => LastOrDefault(source, default(T)!);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.LastOrDefault))]
    static T LastOrDefault<T>(IEnumerable<T> source, T defaultValue)
    {
        ArgumentNullException.ThrowIfNull(source);
        return TryLast(source, out var last) ? last : defaultValue;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.LastOrDefault))]
    static T? LastOrDefault<T>(IEnumerable<T> source, Func<T, bool> predicate) => LastOrDefault(source, predicate, default!);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.LastOrDefault))]
    static T LastOrDefault<T>(IEnumerable<T> source, Func<T, bool> predicate, T defaultValue) =>
        TryLast(source, predicate, out var last) ? last : defaultValue;

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Single))]
    static T Single<T>(IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var walk = source.GetEnumerator();
        if (!walk.MoveNext())
            throw Missing.Elements();
        var item = walk.Current;
        return walk.MoveNext() ? throw Missing.OneElement() : item;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Single))]
    static T Single<T>(IEnumerable<T> source, Func<T, bool> predicate) =>
        TrySingle(source, predicate, out var item) ? item : throw Missing.Match();

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SingleOrDefault))]
    static T? SingleOrDefault<T>(IEnumerable<T> source) => SingleOrDefault(source, default(T)!);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SingleOrDefault))]
    static T SingleOrDefault<T>(IEnumerable<T> source, T defaultValue)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var walk = source.GetEnumerator();
        if (!walk.MoveNext())
            return defaultValue;
        var item = walk.Current;
        return walk.MoveNext() ? throw Missing.OneElement() : item;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SingleOrDefault))]
    static T? SingleOrDefault<T>(IEnumerable<T> source, Func<T, bool> predicate) => SingleOrDefault(source, predicate, default!);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.SingleOrDefault))]
    static T SingleOrDefault<T>(IEnumerable<T> source, Func<T, bool> predicate, T defaultValue) =>
        TrySingle(source, predicate, out var item) ? item : defaultValue;

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ElementAt))]
    static T ElementAt<T>(IEnumerable<T> source, int index)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is IList<T> list)
            return list[index];
        return TryElement(source, index, out var item) ? item : throw new ArgumentOutOfRangeException(nameof(index));
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ElementAt))]
    static T ElementAt<T>(IEnumerable<T> source, Index index) =>
        TryElement(source, index, out var item) ? item : throw new ArgumentOutOfRangeException(nameof(index));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ElementAtOrDefault))]
    static T? ElementAtOrDefault<T>(IEnumerable<T> source, int index)
    {
        ArgumentNullException.ThrowIfNull(source);
        return TryElement(source, index, out var item) ? item : default;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ElementAtOrDefault))]
    static T? ElementAtOrDefault<T>(IEnumerable<T> source, Index index) => TryElement(source, index, out var item) ? item : default;

    static bool TryLast<T>(IEnumerable<T> source, out T last)
    {
        last = default!;
        var any = false;
        foreach (var item in source)
        {
            last = item;
            any = true;
        }

        return any;
    }

    static bool TryLast<T>(IEnumerable<T> source, Func<T, bool> predicate, out T last)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        last = default!;
        var any = false;
        foreach (var item in source)
        {
            if (predicate(item))
            {
                last = item;
                any = true;
            }
        }

        return any;
    }

    static bool TrySingle<T>(IEnumerable<T> source, Func<T, bool> predicate, out T found)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(predicate);
        found = default!;
        var any = false;
        foreach (var item in source)
        {
            if (!predicate(item))
                continue;
            if (any)
                throw Missing.OneMatch();
            found = item;
            any = true;
        }

        return any;
    }

    static bool TryElement<T>(IEnumerable<T> source, int index, out T found)
    {
        found = default!;
        if (index < 0)
            return false;
        foreach (var item in source)
        {
            if (index-- == 0)
            {
                found = item;
                return true;
            }
        }

        return false;
    }

    static bool TryElement<T>(IEnumerable<T> source, Index index, out T found)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!index.IsFromEnd)
            return TryElement(source, index.Value, out found);
        var items = Buffer<T>.Of(source);
        var at = items.Count - index.Value;
        var any = at >= 0 && at < items.Count;
        found = any ? items[at] : default!;
        return any;
    }
}
