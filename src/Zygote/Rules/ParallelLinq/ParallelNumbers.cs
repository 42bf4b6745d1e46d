// Names and types as in the originals.
#pragma warning disable CA1859

using System;
using System.Linq;

namespace Zygote.Rules;

/// <summary>
/// Sums, means and extrema of parallel queries: elements on several threads, then one after the other, so that the result is
/// the same each time.
/// </summary>
static class ParallelNumbers
{
    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static double Sum(ParallelQuery<double> source) => Queries.Run(source).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static double Sum<T>(ParallelQuery<T> source, Func<T, double> selector) => source.Select(selector).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static float Sum(ParallelQuery<float> source) => Queries.Run(source).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static float Sum<T>(ParallelQuery<T> source, Func<T, float> selector) => source.Select(selector).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static double? Sum(ParallelQuery<double?> source) => Queries.Run(source).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static double? Sum<T>(ParallelQuery<T> source, Func<T, double?> selector) => source.Select(selector).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static float? Sum(ParallelQuery<float?> source) => Queries.Run(source).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static float? Sum<T>(ParallelQuery<T> source, Func<T, float?> selector) => source.Select(selector).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static int Sum(ParallelQuery<int> source) => Queries.Run(source).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static int Sum<T>(ParallelQuery<T> source, Func<T, int> selector) => source.Select(selector).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static long Sum(ParallelQuery<long> source) => Queries.Run(source).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Sum))]
    static long Sum<T>(ParallelQuery<T> source, Func<T, long> selector) => source.Select(selector).Sum();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static double Average(ParallelQuery<double> source) => Queries.Run(source).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static double Average<T>(ParallelQuery<T> source, Func<T, double> selector) => source.Select(selector).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static float Average(ParallelQuery<float> source) => Queries.Run(source).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static float Average<T>(ParallelQuery<T> source, Func<T, float> selector) => source.Select(selector).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static double? Average(ParallelQuery<double?> source) => Queries.Run(source).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static double? Average<T>(ParallelQuery<T> source, Func<T, double?> selector) => source.Select(selector).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static float? Average(ParallelQuery<float?> source) => Queries.Run(source).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static float? Average<T>(ParallelQuery<T> source, Func<T, float?> selector) => source.Select(selector).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static double Average(ParallelQuery<int> source) => Queries.Run(source).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static double Average<T>(ParallelQuery<T> source, Func<T, int> selector) => source.Select(selector).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static double Average(ParallelQuery<long> source) => Queries.Run(source).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Average))]
    static double Average<T>(ParallelQuery<T> source, Func<T, long> selector) => source.Select(selector).Average();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static double Min(ParallelQuery<double> source) => Queries.Run(source).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static double Min<T>(ParallelQuery<T> source, Func<T, double> selector) => source.Select(selector).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static float Min(ParallelQuery<float> source) => Queries.Run(source).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static float Min<T>(ParallelQuery<T> source, Func<T, float> selector) => source.Select(selector).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static double? Min(ParallelQuery<double?> source) => Queries.Run(source).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static double? Min<T>(ParallelQuery<T> source, Func<T, double?> selector) => source.Select(selector).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static float? Min(ParallelQuery<float?> source) => Queries.Run(source).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static float? Min<T>(ParallelQuery<T> source, Func<T, float?> selector) => source.Select(selector).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static int Min(ParallelQuery<int> source) => Queries.Run(source).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static int Min<T>(ParallelQuery<T> source, Func<T, int> selector) => source.Select(selector).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static long Min(ParallelQuery<long> source) => Queries.Run(source).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static long Min<T>(ParallelQuery<T> source, Func<T, long> selector) => source.Select(selector).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static double Max(ParallelQuery<double> source) => Queries.Run(source).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static double Max<T>(ParallelQuery<T> source, Func<T, double> selector) => source.Select(selector).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static float Max(ParallelQuery<float> source) => Queries.Run(source).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static float Max<T>(ParallelQuery<T> source, Func<T, float> selector) => source.Select(selector).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static double? Max(ParallelQuery<double?> source) => Queries.Run(source).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static double? Max<T>(ParallelQuery<T> source, Func<T, double?> selector) => source.Select(selector).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static float? Max(ParallelQuery<float?> source) => Queries.Run(source).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static float? Max<T>(ParallelQuery<T> source, Func<T, float?> selector) => source.Select(selector).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static int Max(ParallelQuery<int> source) => Queries.Run(source).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static int Max<T>(ParallelQuery<T> source, Func<T, int> selector) => source.Select(selector).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static long Max(ParallelQuery<long> source) => Queries.Run(source).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static long Max<T>(ParallelQuery<T> source, Func<T, long> selector) => source.Select(selector).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static T? Min<T>(ParallelQuery<T> source) => Queries.Run(source).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Min))]
    static R? Min<T, R>(ParallelQuery<T> source, Func<T, R> selector) => source.Select(selector).Min();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static T? Max<T>(ParallelQuery<T> source) => Queries.Run(source).Max();

    [SubstituteFor(typeof(ParallelEnumerable), nameof(ParallelEnumerable.Max))]
    static R? Max<T, R>(ParallelQuery<T> source, Func<T, R> selector) => source.Select(selector).Max();
}
