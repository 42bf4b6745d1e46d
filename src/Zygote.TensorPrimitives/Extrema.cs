using System;
using System.Numerics;

using Original = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.TensorRules;

/// <summary>Elementwise maxima, minima and limits.</summary>
/// <remarks>The partial is that of the scalar function: on a tie 1 for the second argument, for a value on its limit 1 for the value.</remarks>
static class Extrema
{
    [SubstituteFor(typeof(Original), nameof(Original.Max))]
    static void Max<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.Max, destination);

    [SubstituteFor(typeof(Original), nameof(Original.Max))]
    static void Max<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.Max, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MaxMagnitude))]
    static void MaxMagnitude<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.MaxMagnitude, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MaxMagnitude))]
    static void MaxMagnitude<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.MaxMagnitude, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MaxMagnitudeNumber))]
    static void MaxMagnitudeNumber<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Choose<T>(x, y, Original.MaxMagnitudeNumber, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MaxMagnitudeNumber))]
    static void MaxMagnitudeNumber<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Choose<T>(x, y, Original.MaxMagnitudeNumber, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MaxNumber))]
    static void MaxNumber<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.MaxNumber, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MaxNumber))]
    static void MaxNumber<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.MaxNumber, destination);

    [SubstituteFor(typeof(Original), nameof(Original.Min))]
    static void Min<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.Min, destination);

    [SubstituteFor(typeof(Original), nameof(Original.Min))]
    static void Min<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.Min, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MinMagnitude))]
    static void MinMagnitude<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.MinMagnitude, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MinMagnitude))]
    static void MinMagnitude<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.MinMagnitude, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MinMagnitudeNumber))]
    static void MinMagnitudeNumber<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Choose<T>(x, y, Original.MinMagnitudeNumber, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MinMagnitudeNumber))]
    static void MinMagnitudeNumber<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Choose<T>(x, y, Original.MinMagnitudeNumber, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MinNumber))]
    static void MinNumber<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.MinNumber, destination);

    [SubstituteFor(typeof(Original), nameof(Original.MinNumber))]
    static void MinNumber<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Known.Choose<T>(x, y, Original.MinNumber, destination);

    [SubstituteFor(typeof(Original), nameof(Original.CopySign))]
    static void CopySign<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> sign, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, sign, destination, static (x, sign) => T.CopySign(x, sign));

    [SubstituteFor(typeof(Original), nameof(Original.CopySign))]
    static void CopySign<T>(ReadOnlySpan<T> x, T sign, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, sign, destination, static (x, sign) => T.CopySign(x, sign));

    [SubstituteFor(typeof(Original), nameof(Original.Clamp))]
    static void Clamp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, min, max, destination, Exact.Clamp);

    [SubstituteFor(typeof(Original), nameof(Original.Clamp))]
    static void Clamp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, T max, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, min, max, destination, Exact.Clamp);

    [SubstituteFor(typeof(Original), nameof(Original.Clamp))]
    static void Clamp<T>(ReadOnlySpan<T> x, T min, ReadOnlySpan<T> max, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, min, max, destination, Exact.Clamp);

    [SubstituteFor(typeof(Original), nameof(Original.Clamp))]
    static void Clamp<T>(T x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, min, max, destination, Exact.Clamp);

    [SubstituteFor(typeof(Original), nameof(Original.Clamp))]
    static void Clamp<T>(ReadOnlySpan<T> x, T min, T max, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Spans.CheckLimits(min, max);
        Shapes.Apply(x, min, max, destination, Exact.Clamp);
    }

    [SubstituteFor(typeof(Original), nameof(Original.Clamp))]
    static void Clamp<T>(T x, ReadOnlySpan<T> min, T max, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, min, max, destination, Exact.Clamp);

    [SubstituteFor(typeof(Original), nameof(Original.Clamp))]
    static void Clamp<T>(T x, T min, ReadOnlySpan<T> max, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, min, max, destination, Exact.Clamp);
}
