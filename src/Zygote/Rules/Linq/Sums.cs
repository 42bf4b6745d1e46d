// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>Sums and means, accumulated in the type in which the originals do it.</summary>
static class Sums
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static int Sum(IEnumerable<int> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        int sum = 0;
        foreach (var item in source)
            sum = checked(sum + item);
        return sum;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static long Sum(IEnumerable<long> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        long sum = 0;
        foreach (var item in source)
            sum = checked(sum + item);
        return sum;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static float Sum(IEnumerable<float> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        foreach (var item in source)
            sum += item;
        return (float)sum;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static double Sum(IEnumerable<double> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        foreach (var item in source)
            sum += item;
        return sum;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static decimal Sum(IEnumerable<decimal> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        decimal sum = 0;
        foreach (var item in source)
            sum += item;
        return sum;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static int? Sum(IEnumerable<int?> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        int sum = 0;
        foreach (var item in source)
        {
            if (item is { } value)
                sum = checked(sum + value);
        }

        return sum;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static long? Sum(IEnumerable<long?> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        long sum = 0;
        foreach (var item in source)
        {
            if (item is { } value)
                sum = checked(sum + value);
        }

        return sum;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static float? Sum(IEnumerable<float?> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        foreach (var item in source)
        {
            if (item is { } value)
                sum += value;
        }

        return (float)sum;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static double? Sum(IEnumerable<double?> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        double sum = 0;
        foreach (var item in source)
        {
            if (item is { } value)
                sum += value;
        }

        return sum;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static decimal? Sum(IEnumerable<decimal?> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        decimal sum = 0;
        foreach (var item in source)
        {
            if (item is { } value)
                sum += value;
        }

        return sum;
    }

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static int Sum<T>(IEnumerable<T> source, Func<T, int> selector) => Sum(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static long Sum<T>(IEnumerable<T> source, Func<T, long> selector) => Sum(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static float Sum<T>(IEnumerable<T> source, Func<T, float> selector) => Sum(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static double Sum<T>(IEnumerable<T> source, Func<T, double> selector) => Sum(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static decimal Sum<T>(IEnumerable<T> source, Func<T, decimal> selector) => Sum(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static int? Sum<T>(IEnumerable<T> source, Func<T, int?> selector) => Sum(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static long? Sum<T>(IEnumerable<T> source, Func<T, long?> selector) => Sum(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static float? Sum<T>(IEnumerable<T> source, Func<T, float?> selector) => Sum(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static double? Sum<T>(IEnumerable<T> source, Func<T, double?> selector) => Sum(source.Select(selector));

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Sum))]
    static decimal? Sum<T>(IEnumerable<T> source, Func<T, decimal?> selector) => Sum(source.Select(selector));
}
