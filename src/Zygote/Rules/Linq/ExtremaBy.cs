// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>Maxima and minima by a comparer or by a key; the first of equal elements, as in the originals.</summary>
static class ExtremaBy
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    public static T? Max<T>(IEnumerable<T> source) => Max(source, (IComparer<T>?)null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    public static R? Max<T, R>(IEnumerable<T> source, Func<T, R> selector) => Max(source.Select(selector), (IComparer<R>?)null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    public static T? Max<T>(IEnumerable<T> source, IComparer<T>? comparer) => MaxBy(source, static v => v, comparer);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.MaxBy))]
    static T? MaxBy<T, K>(IEnumerable<T> source, Func<T, K> keySelector) => MaxBy(source, keySelector, null);

    /// <remarks>Elements without a key count only if there are no others.</remarks>
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.MaxBy))]
    static T? MaxBy<T, K>(IEnumerable<T> source, Func<T, K> keySelector, IComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        comparer ??= Comparer<K>.Default;
        using var walk = source.GetEnumerator();
        if (!walk.MoveNext())
            return default(T) is null ? default : throw Missing.Elements();
        var best = walk.Current;
        var key = keySelector(best);
        while (walk.MoveNext())
        {
            var item = walk.Current;
            var next = keySelector(item);
            if (next is not null && (key is null || comparer.Compare(next, key) > 0))
            {
                best = item;
                key = next;
            }
        }

        return best;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    public static T? Min<T>(IEnumerable<T> source) => Min(source, (IComparer<T>?)null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    public static R? Min<T, R>(IEnumerable<T> source, Func<T, R> selector) => Min(source.Select(selector), (IComparer<R>?)null);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    public static T? Min<T>(IEnumerable<T> source, IComparer<T>? comparer) => MinBy(source, static v => v, comparer);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.MinBy))]
    static T? MinBy<T, K>(IEnumerable<T> source, Func<T, K> keySelector) => MinBy(source, keySelector, null);

    /// <remarks>Elements without a key count only if there are no others.</remarks>
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.MinBy))]
    static T? MinBy<T, K>(IEnumerable<T> source, Func<T, K> keySelector, IComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        comparer ??= Comparer<K>.Default;
        using var walk = source.GetEnumerator();
        if (!walk.MoveNext())
            return default(T) is null ? default : throw Missing.Elements();
        var best = walk.Current;
        var key = keySelector(best);
        while (walk.MoveNext())
        {
            var item = walk.Current;
            var next = keySelector(item);
            if (next is not null && (key is null || comparer.Compare(next, key) < 0))
            {
                best = item;
                key = next;
            }
        }

        return best;
    }
}
