// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>
/// Maxima and minima. On a tie the later element gets the derivative, as with <see cref="Math.Max(double, double)"/>; the value is
/// that of the original, which keeps the first of a zero and a negative zero.
/// </summary>
static class Extrema
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static float Max(IEnumerable<float> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var walk = source.GetEnumerator();
        if (!walk.MoveNext())
            throw Missing.Elements();
        var value = walk.Current;
        while (float.IsNaN(value))
        {
            if (!walk.MoveNext())
                return value;
            value = walk.Current;
        }

        while (walk.MoveNext())
        {
            var item = walk.Current;
            if (item > value || Ties(item, value))
                value = item;
        }

        return value;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static double Max(IEnumerable<double> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var walk = source.GetEnumerator();
        if (!walk.MoveNext())
            throw Missing.Elements();
        var value = walk.Current;
        while (double.IsNaN(value))
        {
            if (!walk.MoveNext())
                return value;
            value = walk.Current;
        }

        while (walk.MoveNext())
        {
            var item = walk.Current;
            if (item > value || Ties(item, value))
                value = item;
        }

        return value;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static int Max(IEnumerable<int> source) => ExtremaBy.Max(source);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static long Max(IEnumerable<long> source) => ExtremaBy.Max(source);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static decimal Max(IEnumerable<decimal> source) => ExtremaBy.Max(source);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static int? Max(IEnumerable<int?> source)
    {
        var present = Present(source);
        return present.Length == 0 ? null : Max(present);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static long? Max(IEnumerable<long?> source)
    {
        var present = Present(source);
        return present.Length == 0 ? null : Max(present);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static decimal? Max(IEnumerable<decimal?> source)
    {
        var present = Present(source);
        return present.Length == 0 ? null : Max(present);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static float? Max(IEnumerable<float?> source)
    {
        var present = Present(source);
        return present.Length == 0 ? null : Max(present);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static double? Max(IEnumerable<double?> source)
    {
        var present = Present(source);
        return present.Length == 0 ? null : Max(present);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static int Max<T>(IEnumerable<T> source, Func<T, int> selector) => Max(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static long Max<T>(IEnumerable<T> source, Func<T, long> selector) => Max(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static decimal Max<T>(IEnumerable<T> source, Func<T, decimal> selector) => Max(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static float Max<T>(IEnumerable<T> source, Func<T, float> selector) => Max(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static double Max<T>(IEnumerable<T> source, Func<T, double> selector) => Max(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static int? Max<T>(IEnumerable<T> source, Func<T, int?> selector) => Max(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static long? Max<T>(IEnumerable<T> source, Func<T, long?> selector) => Max(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static decimal? Max<T>(IEnumerable<T> source, Func<T, decimal?> selector) => Max(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static float? Max<T>(IEnumerable<T> source, Func<T, float?> selector) => Max(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Max))]
    static double? Max<T>(IEnumerable<T> source, Func<T, double?> selector) => Max(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static float Min(IEnumerable<float> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var walk = source.GetEnumerator();
        if (!walk.MoveNext())
            throw Missing.Elements();
        var value = walk.Current;
        if (float.IsNaN(value))
            return value;
        while (walk.MoveNext())
        {
            var item = walk.Current;
            if (item < value || Ties(item, value))
                value = item;
            else if (float.IsNaN(item))
                return item;
        }

        return value;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static double Min(IEnumerable<double> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var walk = source.GetEnumerator();
        if (!walk.MoveNext())
            throw Missing.Elements();
        var value = walk.Current;
        if (double.IsNaN(value))
            return value;
        while (walk.MoveNext())
        {
            var item = walk.Current;
            if (item < value || Ties(item, value))
                value = item;
            else if (double.IsNaN(item))
                return item;
        }

        return value;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static int Min(IEnumerable<int> source) => ExtremaBy.Min(source);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static long Min(IEnumerable<long> source) => ExtremaBy.Min(source);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static decimal Min(IEnumerable<decimal> source) => ExtremaBy.Min(source);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static int? Min(IEnumerable<int?> source)
    {
        var present = Present(source);
        return present.Length == 0 ? null : Min(present);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static long? Min(IEnumerable<long?> source)
    {
        var present = Present(source);
        return present.Length == 0 ? null : Min(present);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static decimal? Min(IEnumerable<decimal?> source)
    {
        var present = Present(source);
        return present.Length == 0 ? null : Min(present);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static float? Min(IEnumerable<float?> source)
    {
        var present = Present(source);
        return present.Length == 0 ? null : Min(present);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static double? Min(IEnumerable<double?> source)
    {
        var present = Present(source);
        return present.Length == 0 ? null : Min(present);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static int Min<T>(IEnumerable<T> source, Func<T, int> selector) => Min(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static long Min<T>(IEnumerable<T> source, Func<T, long> selector) => Min(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static decimal Min<T>(IEnumerable<T> source, Func<T, decimal> selector) => Min(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static float Min<T>(IEnumerable<T> source, Func<T, float> selector) => Min(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static double Min<T>(IEnumerable<T> source, Func<T, double> selector) => Min(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static int? Min<T>(IEnumerable<T> source, Func<T, int?> selector) => Min(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static long? Min<T>(IEnumerable<T> source, Func<T, long?> selector) => Min(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static decimal? Min<T>(IEnumerable<T> source, Func<T, decimal?> selector) => Min(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static float? Min<T>(IEnumerable<T> source, Func<T, float?> selector) => Min(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Min))]
    static double? Min<T>(IEnumerable<T> source, Func<T, double?> selector) => Min(source.Select(selector));

    static bool Ties(double item, double value) => item == value && double.IsNegative(item) == double.IsNegative(value);

    static bool Ties(float item, float value) => item == value && float.IsNegative(item) == float.IsNegative(value);

    static T[] Present<T>(IEnumerable<T?> source)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(source);
        var present = new Buffer<T>();
        foreach (var item in source)
        {
            if (item is { } value)
                present.Add(value);
        }

        return present.ToArray();
    }
}
