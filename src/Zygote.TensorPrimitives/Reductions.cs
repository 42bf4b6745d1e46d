using System;
using System.Numerics;

using Original = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.TensorRules;

/// <summary>Sums, products, norms and means of spans.</summary>
/// <remarks>
/// The value is that of the original, which adds up in another order. The loops are for the derivative: of those whose result the
/// original knows, too, at most the checks of indices are left.
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
    /// <remarks>A shift of all elements changes nothing, so the mean is a constant, around which the elements add up to 0.</remarks>
    [SubstituteFor(typeof(Original), nameof(Original.StdDev))]
    static T StdDev<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, Original.StdDev);
        var mean = Originals.Value(x, Original.Average);
        var count = T.CreateChecked(x.Length);
        var (squares, sum) = (T.Zero, T.Zero);
        for (var i = 0; i < x.Length; i++)
        {
            squares += (x[i] - mean) * (x[i] - mean);
            sum += x[i] - mean;
        }

        sum = Exact.Of(sum, T.Zero);
        return Exact.Root((squares - sum * sum / count) / count, value);
    }

    [SubstituteFor(typeof(Original), nameof(Original.SumOfMagnitudes))]
    static T SumOfMagnitudes<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, Original.SumOfMagnitudes);
        var signs = new T[x.Length];
        Originals.Signs(x, signs);
        return Exact.Of(DotOf(x, signs), value);
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
        y = y[..x.Length];
        var (xy, xx, yy) = (T.Zero, T.Zero, T.Zero);
        for (var i = 0; i < x.Length; i++)
        {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }

        var (xSquare, ySquare) = (Originals.Value(x, Original.SumOfSquares), Originals.Value(y, Original.SumOfSquares));
        xx = Exact.Of(xx, xSquare);
        yy = Exact.Of(yy, ySquare);
        xy = Exact.Of(xy, value * (T.Sqrt(xSquare) * T.Sqrt(ySquare)));
        return Exact.Of(xy / (T.Sqrt(xx) * T.Sqrt(yy)), value);
    }

    [SubstituteFor(typeof(Original), nameof(Original.Product))]
    static T Product<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, Original.Product);
        return Exact.Of(ProductOf(x, x, static (x, _) => x), value);
    }

    [SubstituteFor(typeof(Original), nameof(Original.ProductOfSums))]
    static T ProductOfSums<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, y, Original.ProductOfSums);
        return Exact.Of(ProductOf(x, y, static (x, y) => x + y), value);
    }

    [SubstituteFor(typeof(Original), nameof(Original.ProductOfDifferences))]
    static T ProductOfDifferences<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var value = Originals.Value(x, y, Original.ProductOfDifferences);
        return Exact.Of(ProductOf(x, y, static (x, y) => x - y), value);
    }

    /// <summary>Of the quarters, side by side: a multiplication waits for the one before it.</summary>
    static T ProductOf<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Func<T, T, T> f)
        where T : IBinaryFloatingPointIeee754<T>
    {
        y = y[..x.Length];
        var (p, q, r, s) = (T.One, T.One, T.One, T.One);
        var i = 0;
        for (; i < x.Length - 3; i += 4)
        {
            p *= f(x[i], y[i]);
            q *= f(x[i + 1], y[i + 1]);
            r *= f(x[i + 2], y[i + 2]);
            s *= f(x[i + 3], y[i + 3]);
        }

        for (; i < x.Length; i++)
            p *= f(x[i], y[i]);
        return p * q * (r * s);
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
