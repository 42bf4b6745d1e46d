using System;
using System.Numerics;

using Original = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.TensorRules;

/// <summary>The greatest or least number of a span.</summary>
/// <remarks>The partial is 1 for the first element that is equal to the result to the last bit, or the first NaN.</remarks>
static class Greatest
{
    [SubstituteFor(typeof(Original), nameof(Original.Max))]
    static T Max<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => x[Originals.Find(x, Originals.Value(x, Original.Max))];

    [SubstituteFor(typeof(Original), nameof(Original.MaxMagnitude))]
    static T MaxMagnitude<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => x[Originals.Find(x, Originals.Value(x, Original.MaxMagnitude))];

    [SubstituteFor(typeof(Original), nameof(Original.MaxMagnitudeNumber))]
    static T MaxMagnitudeNumber<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => x[Originals.Find(x, Originals.Value(x, Original.MaxMagnitudeNumber))];

    [SubstituteFor(typeof(Original), nameof(Original.MaxNumber))]
    static T MaxNumber<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => x[Originals.Find(x, Originals.Value(x, Original.MaxNumber))];

    [SubstituteFor(typeof(Original), nameof(Original.Min))]
    static T Min<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => x[Originals.Find(x, Originals.Value(x, Original.Min))];

    [SubstituteFor(typeof(Original), nameof(Original.MinMagnitude))]
    static T MinMagnitude<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => x[Originals.Find(x, Originals.Value(x, Original.MinMagnitude))];

    [SubstituteFor(typeof(Original), nameof(Original.MinMagnitudeNumber))]
    static T MinMagnitudeNumber<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => x[Originals.Find(x, Originals.Value(x, Original.MinMagnitudeNumber))];

    [SubstituteFor(typeof(Original), nameof(Original.MinNumber))]
    static T MinNumber<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => x[Originals.Find(x, Originals.Value(x, Original.MinNumber))];
}
