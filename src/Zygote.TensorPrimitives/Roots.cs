using System;
using System.Numerics;

using Original = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.TensorRules;

/// <summary>Functions of one number that are arithmetic, and powers and roots.</summary>
static class Roots
{
    [SubstituteFor(typeof(Original), nameof(Original.Negate))]
    static void Negate<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, destination, static x => -x);

    [SubstituteFor(typeof(Original), nameof(Original.Increment))]
    static void Increment<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, destination, static x => x + T.One);

    [SubstituteFor(typeof(Original), nameof(Original.Decrement))]
    static void Decrement<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, destination, static x => x - T.One);

    [SubstituteFor(typeof(Original), nameof(Original.Abs))]
    static void Abs<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(
            x, Original.Abs, Originals.Signs, destination, static (x, value, sign) => Exact.Of(sign * x, value));

    [SubstituteFor(typeof(Original), nameof(Original.Reciprocal))]
    static void Reciprocal<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, destination, static x => T.One / x);

    [SubstituteFor(typeof(Original), nameof(Original.Sqrt))]
    static void Sqrt<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, destination, static x => T.Sqrt(x));

    [SubstituteFor(typeof(Original), nameof(Original.ReciprocalSqrt))]
    static void ReciprocalSqrt<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, destination, static x => T.One / T.Sqrt(x));

    [SubstituteFor(typeof(Original), nameof(Original.BitIncrement))]
    static void BitIncrement<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, destination, static x => T.BitIncrement(x));

    [SubstituteFor(typeof(Original), nameof(Original.BitDecrement))]
    static void BitDecrement<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, destination, static x => T.BitDecrement(x));

    /// <summary>The derivative of the function, not of the approximation.</summary>
    [SubstituteFor(typeof(Original), nameof(Original.ReciprocalEstimate))]
    static void ReciprocalEstimate<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.ReciprocalEstimate, destination, static (x, value) => Exact.Of(T.One / x, value));

    /// <summary>The derivative of the function, not of the approximation.</summary>
    [SubstituteFor(typeof(Original), nameof(Original.ReciprocalSqrtEstimate))]
    static void ReciprocalSqrtEstimate<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.ReciprocalSqrtEstimate, destination,
            static (x, value) => Exact.Of(T.One / T.Sqrt(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.DegreesToRadians))]
    static void DegreesToRadians<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.DegreesToRadians, destination,
            static (x, value) => Exact.Of(T.DegreesToRadians(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.RadiansToDegrees))]
    static void RadiansToDegrees<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.RadiansToDegrees, destination,
            static (x, value) => Exact.Of(T.RadiansToDegrees(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Cbrt))]
    static void Cbrt<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Cbrt, destination, Exact.Cbrt);

    [SubstituteFor(typeof(Original), nameof(Original.RootN))]
    static void RootN<T>(ReadOnlySpan<T> x, int n, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var values = new T[x.Length];
        Originals.RootN(x, n, values);
        Spans.Check<T>(x, destination);
        destination = destination[..x.Length];
        for (var i = 0; i < x.Length; i++)
            destination[i] = Exact.RootN(x[i], n, values[i]);
    }

    [SubstituteFor(typeof(Original), nameof(Original.ScaleB))]
    static void ScaleB<T>(ReadOnlySpan<T> x, int n, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Spans.Check<T>(x, destination);
        destination = destination[..x.Length];
        for (var i = 0; i < x.Length; i++)
            destination[i] = T.ScaleB(x[i], n);
    }

    [SubstituteFor(typeof(Original), nameof(Original.Hypot))]
    static void Hypot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, y, Original.Hypot, destination, Exact.Hypot);

    [SubstituteFor(typeof(Original), nameof(Original.Pow))]
    static void Pow<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, y, Original.Pow, destination, Exact.Pow);

    [SubstituteFor(typeof(Original), nameof(Original.Pow))]
    static void Pow<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, y, Original.Pow, destination, Exact.Pow);

    [SubstituteFor(typeof(Original), nameof(Original.Pow))]
    static void Pow<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, y, Original.Pow, destination, Exact.Pow);
}
