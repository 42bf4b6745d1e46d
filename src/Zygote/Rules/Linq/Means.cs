// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>Means, accumulated in the type in which the originals do it.</summary>
static class Means
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double Average(IEnumerable<int> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        long sum = 0;
        long count = 0;
        foreach (var item in source)
        {
            sum = checked(sum + item);
            count++;
        }

        return count == 0 ? throw Missing.Elements() : (double)sum / count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double Average(IEnumerable<long> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        long sum = 0;
        long count = 0;
        foreach (var item in source)
        {
            sum = checked(sum + item);
            count++;
        }

        return count == 0 ? throw Missing.Elements() : (double)sum / count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static float Average(IEnumerable<float> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        long count = 0;
        foreach (var item in source)
        {
            sum += item;
            count++;
        }

        return count == 0 ? throw Missing.Elements() : (float)(sum / count);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double Average(IEnumerable<double> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        long count = 0;
        foreach (var item in source)
        {
            sum += item;
            count++;
        }

        return count == 0 ? throw Missing.Elements() : sum / count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static decimal Average(IEnumerable<decimal> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        decimal sum = 0;
        long count = 0;
        foreach (var item in source)
        {
            sum += item;
            count++;
        }

        return count == 0 ? throw Missing.Elements() : sum / count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double? Average(IEnumerable<int?> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        long sum = 0;
        long count = 0;
        foreach (var item in source)
        {
            if (item is not { } value)
                continue;
            sum = checked(sum + value);
            count++;
        }

        return count == 0 ? null : (double)sum / count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double? Average(IEnumerable<long?> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        long sum = 0;
        long count = 0;
        foreach (var item in source)
        {
            if (item is not { } value)
                continue;
            sum = checked(sum + value);
            count++;
        }

        return count == 0 ? null : (double)sum / count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static float? Average(IEnumerable<float?> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        long count = 0;
        foreach (var item in source)
        {
            if (item is not { } value)
                continue;
            sum += value;
            count++;
        }

        return count == 0 ? null : (float)(sum / count);
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double? Average(IEnumerable<double?> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        long count = 0;
        foreach (var item in source)
        {
            if (item is not { } value)
                continue;
            sum += value;
            count++;
        }

        return count == 0 ? null : sum / count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static decimal? Average(IEnumerable<decimal?> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        decimal sum = 0;
        long count = 0;
        foreach (var item in source)
        {
            if (item is not { } value)
                continue;
            sum += value;
            count++;
        }

        return count == 0 ? null : sum / count;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double Average<T>(IEnumerable<T> source, Func<T, int> selector) => Average(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double Average<T>(IEnumerable<T> source, Func<T, long> selector) => Average(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static float Average<T>(IEnumerable<T> source, Func<T, float> selector) => Average(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double Average<T>(IEnumerable<T> source, Func<T, double> selector) => Average(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static decimal Average<T>(IEnumerable<T> source, Func<T, decimal> selector) => Average(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double? Average<T>(IEnumerable<T> source, Func<T, int?> selector) => Average(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double? Average<T>(IEnumerable<T> source, Func<T, long?> selector) => Average(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static float? Average<T>(IEnumerable<T> source, Func<T, float?> selector) => Average(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static double? Average<T>(IEnumerable<T> source, Func<T, double?> selector) => Average(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Average))]
    static decimal? Average<T>(IEnumerable<T> source, Func<T, decimal?> selector) => Average(source.Select(selector));
}
