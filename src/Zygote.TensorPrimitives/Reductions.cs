using System;
using System.Numerics;

using Original = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.TensorRules;

/// <summary>Sums, products, norms and means of spans.</summary>
/// <remarks>
/// The value is that of the original, which adds up in another order. The loops are for the derivative: where it does not need
/// their result nothing is left of them.
/// </remarks>
static class Reductions
{
    [SubstituteFor(typeof(Original), nameof(Original.Sum))]
    static T Sum<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => Exact.Of(SumOf(x), Originals.Value(x, Original.Sum));

    [SubstituteFor(typeof(Original), nameof(Original.Average))]
    static T Average<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, Original.Average);
        return Exact.Of(SumOf(x) / T.CreateChecked(x.Length), value);
    }

    /// <summary>0 where all elements are equal, the kink.</summary>
    [SubstituteFor(typeof(Original), nameof(Original.StdDev))]
    static T StdDev<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, Original.StdDev);
        var count = T.CreateChecked(x.Length);
        var mean = SumOf(x) / count;
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += (x[i] - mean) * (x[i] - mean);
        return Exact.Root(sum / count, value);
    }

    [SubstituteFor(typeof(Original), nameof(Original.SumOfMagnitudes))]
    static T SumOfMagnitudes<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, Original.SumOfMagnitudes);
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += T.Abs(x[i]);
        return Exact.Of(sum, value);
    }

    [SubstituteFor(typeof(Original), nameof(Original.SumOfSquares))]
    static T SumOfSquares<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => Exact.Of(DotOf(x, x), Originals.Value(x, Original.SumOfSquares));

    /// <summary>0 at the origin, the kink.</summary>
    [SubstituteFor(typeof(Original), nameof(Original.Norm))]
    static T Norm<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T> => Exact.Root(DotOf(x, x), Originals.Value(x, Original.Norm));

    [SubstituteFor(typeof(Original), nameof(Original.Dot))]
    static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, y, Original.Dot);
        return Exact.Of(DotOf(x, y), value);
    }

    /// <summary>0 where both points are equal, the kink.</summary>
    [SubstituteFor(typeof(Original), nameof(Original.Distance))]
    static T Distance<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, y, Original.Distance);
        y = y[..x.Length];
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        return Exact.Root(sum, value);
    }

    [SubstituteFor(typeof(Original), nameof(Original.CosineSimilarity))]
    static T CosineSimilarity<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, y, Original.CosineSimilarity);
        return Exact.Of(DotOf(x, y) / (T.Sqrt(DotOf(x, x)) * T.Sqrt(DotOf(y, y))), value);
    }

    [SubstituteFor(typeof(Original), nameof(Original.Product))]
    static T Product<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, Original.Product);
        var product = T.One;
        for (var i = 0; i < x.Length; i++)
            product *= x[i];
        return Exact.Of(product, value);
    }

    [SubstituteFor(typeof(Original), nameof(Original.ProductOfSums))]
    static T ProductOfSums<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, y, Original.ProductOfSums);
        y = y[..x.Length];
        var product = T.One;
        for (var i = 0; i < x.Length; i++)
            product *= x[i] + y[i];
        return Exact.Of(product, value);
    }

    [SubstituteFor(typeof(Original), nameof(Original.ProductOfDifferences))]
    static T ProductOfDifferences<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, y, Original.ProductOfDifferences);
        y = y[..x.Length];
        var product = T.One;
        for (var i = 0; i < x.Length; i++)
            product *= x[i] - y[i];
        return Exact.Of(product, value);
    }

    static T SumOf<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    static T DotOf<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        y = y[..x.Length];
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }
}
