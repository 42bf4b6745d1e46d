using System;
using System.Numerics;

using Original = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.TensorRules;

/// <summary>Sums, products and their like.</summary>
/// <remarks>The same operations on the same numbers give the same values; but with vectors the original divides for a remainder.</remarks>
static class Arithmetic
{
    [SubstituteFor(typeof(Original), nameof(Original.Add))]
    static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, y, destination, static (x, y) => x + y);

    [SubstituteFor(typeof(Original), nameof(Original.Add))]
    static void Add<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, y, destination, static (x, y) => x + y);

    [SubstituteFor(typeof(Original), nameof(Original.Subtract))]
    static void Subtract<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, y, destination, static (x, y) => x - y);

    [SubstituteFor(typeof(Original), nameof(Original.Subtract))]
    static void Subtract<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, y, destination, static (x, y) => x - y);

    [SubstituteFor(typeof(Original), nameof(Original.Subtract))]
    static void Subtract<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, y, destination, static (x, y) => x - y);

    [SubstituteFor(typeof(Original), nameof(Original.Multiply))]
    static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, y, destination, static (x, y) => x * y);

    [SubstituteFor(typeof(Original), nameof(Original.Multiply))]
    static void Multiply<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, y, destination, static (x, y) => x * y);

    [SubstituteFor(typeof(Original), nameof(Original.Divide))]
    static void Divide<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, y, destination, static (x, y) => x / y);

    [SubstituteFor(typeof(Original), nameof(Original.Divide))]
    static void Divide<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, y, destination, static (x, y) => x / y);

    [SubstituteFor(typeof(Original), nameof(Original.Divide))]
    static void Divide<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Shapes.Apply(x, y, destination, static (x, y) => x / y);

    [SubstituteFor(typeof(Original), nameof(Original.Ieee754Remainder))]
    static void Ieee754Remainder<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, destination, static (x, y) => T.Ieee754Remainder(x, y));

    [SubstituteFor(typeof(Original), nameof(Original.Ieee754Remainder))]
    static void Ieee754Remainder<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, destination, static (x, y) => T.Ieee754Remainder(x, y));

    [SubstituteFor(typeof(Original), nameof(Original.Ieee754Remainder))]
    static void Ieee754Remainder<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, destination, static (x, y) => T.Ieee754Remainder(x, y));

    [SubstituteFor(typeof(Original), nameof(Original.AddMultiply))]
    static void AddMultiply<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> multiplier, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, multiplier, destination, static (x, y, multiplier) => (x + y) * multiplier);

    [SubstituteFor(typeof(Original), nameof(Original.AddMultiply))]
    static void AddMultiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T multiplier, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, multiplier, destination, static (x, y, multiplier) => (x + y) * multiplier);

    [SubstituteFor(typeof(Original), nameof(Original.AddMultiply))]
    static void AddMultiply<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> multiplier, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, multiplier, destination, static (x, y, multiplier) => (x + y) * multiplier);

    [SubstituteFor(typeof(Original), nameof(Original.MultiplyAdd))]
    static void MultiplyAdd<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, addend, destination, static (x, y, addend) => x * y + addend);

    [SubstituteFor(typeof(Original), nameof(Original.MultiplyAdd))]
    static void MultiplyAdd<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, addend, destination, static (x, y, addend) => x * y + addend);

    [SubstituteFor(typeof(Original), nameof(Original.MultiplyAdd))]
    static void MultiplyAdd<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, addend, destination, static (x, y, addend) => x * y + addend);

    [SubstituteFor(typeof(Original), nameof(Original.MultiplyAddEstimate))]
    static void MultiplyAddEstimate<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, addend, destination, static (x, y, addend) => T.MultiplyAddEstimate(x, y, addend));

    [SubstituteFor(typeof(Original), nameof(Original.MultiplyAddEstimate))]
    static void MultiplyAddEstimate<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, addend, destination, static (x, y, addend) => T.MultiplyAddEstimate(x, y, addend));

    [SubstituteFor(typeof(Original), nameof(Original.MultiplyAddEstimate))]
    static void MultiplyAddEstimate<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, addend, destination, static (x, y, addend) => T.MultiplyAddEstimate(x, y, addend));

    [SubstituteFor(typeof(Original), nameof(Original.FusedMultiplyAdd))]
    static void FusedMultiplyAdd<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, addend, destination, static (x, y, addend) => T.FusedMultiplyAdd(x, y, addend));

    [SubstituteFor(typeof(Original), nameof(Original.FusedMultiplyAdd))]
    static void FusedMultiplyAdd<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, addend, destination, static (x, y, addend) => T.FusedMultiplyAdd(x, y, addend));

    [SubstituteFor(typeof(Original), nameof(Original.FusedMultiplyAdd))]
    static void FusedMultiplyAdd<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, addend, destination, static (x, y, addend) => T.FusedMultiplyAdd(x, y, addend));

    [SubstituteFor(typeof(Original), nameof(Original.Lerp))]
    static void Lerp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> amount, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, amount, destination, static (x, y, amount) => T.Lerp(x, y, amount));

    [SubstituteFor(typeof(Original), nameof(Original.Lerp))]
    static void Lerp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T amount, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, amount, destination, static (x, y, amount) => T.Lerp(x, y, amount));

    [SubstituteFor(typeof(Original), nameof(Original.Lerp))]
    static void Lerp<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> amount, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Shapes.Apply(x, y, amount, destination, static (x, y, amount) => T.Lerp(x, y, amount));

    [SubstituteFor(typeof(Original), nameof(Original.Remainder))]
    static void Remainder<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, y, Original.Remainder, destination, static (x, y, value) => Exact.Of(x % y, value));

    [SubstituteFor(typeof(Original), nameof(Original.Remainder))]
    static void Remainder<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, y, Original.Remainder, destination, static (x, y, value) => Exact.Of(x % y, value));

    [SubstituteFor(typeof(Original), nameof(Original.Remainder))]
    static void Remainder<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, y, Original.Remainder, destination, static (x, y, value) => Exact.Of(x % y, value));
}
