using System;
using System.Numerics;

namespace Zygote.TensorRules;

/// <summary>Elementwise functions whose values the original computes: the loops that are differentiated.</summary>
/// <remarks>
/// The values go into arrays that stay in the code, which are kept for its next run. They come first: in place, they are of what is
/// overwritten, and what they throw is what the original throws.
/// </remarks>
static class Known
{
    public static void Apply<T>(ReadOnlySpan<T> x, Unary<T> original, Span<T> destination, Func<T, T, T> f)
    {
        var values = new T[x.Length];
        Originals.Compute(x, original, values);
        Spans.Check<T>(x, destination);
        destination = destination[..x.Length];
        for (var i = 0; i < values.Length; i++)
            destination[i] = f(x[i], values[i]);
    }

    /// <summary>With another function that is known as well.</summary>
    public static void Apply<T>(
        ReadOnlySpan<T> x, Unary<T> original, Unary<T> other, Span<T> destination, Func<T, T, T, T> f)
    {
        var (values, others) = (new T[x.Length], new T[x.Length]);
        Originals.Compute(x, original, values);
        Originals.Compute(x, other, others);
        Spans.Check<T>(x, destination);
        destination = destination[..x.Length];
        for (var i = 0; i < values.Length; i++)
            destination[i] = f(x[i], values[i], others[i]);
    }

    public static void Apply<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, Binary<T> original, Span<T> destination, Func<T, T, T, T> f)
    {
        var values = new T[x.Length];
        Originals.Compute(x, y, original, values);
        Spans.Check<T>(x, y, destination);
        y = y[..x.Length];
        destination = destination[..x.Length];
        for (var i = 0; i < values.Length; i++)
            destination[i] = f(x[i], y[i], values[i]);
    }

    public static void Apply<T>(
        ReadOnlySpan<T> x, T y, SpanScalar<T> original, Span<T> destination, Func<T, T, T, T> f)
    {
        var values = new T[x.Length];
        Originals.Compute(x, y, original, values);
        Spans.Check<T>(x, destination);
        destination = destination[..x.Length];
        for (var i = 0; i < values.Length; i++)
            destination[i] = f(x[i], y, values[i]);
    }

    public static void Apply<T>(
        T x, ReadOnlySpan<T> y, ScalarSpan<T> original, Span<T> destination, Func<T, T, T, T> f)
    {
        var values = new T[y.Length];
        Originals.Compute(x, y, original, values);
        Spans.Check<T>(y, destination);
        destination = destination[..y.Length];
        for (var i = 0; i < values.Length; i++)
            destination[i] = f(x, y[i], values[i]);
    }

    /// <summary>One of two numbers: 1 for the second where the value is equal to it, or both are NaN, else for the first.</summary>
    public static void Choose<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Binary<T> original, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var (values, second) = (new T[x.Length], new T[x.Length]);
        Originals.Compute(x, y, original, values);
        Spans.Check<T>(x, y, destination);
        Originals.Equal(values, y, second);
        y = y[..x.Length];
        destination = destination[..x.Length];
        for (var i = 0; i < values.Length; i++)
            destination[i] = Exact.Of((T.One - second[i]) * x[i] + second[i] * y[i], values[i]);
    }

    /// <inheritdoc cref="Choose{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Binary{T}, Span{T})"/>
    public static void Choose<T>(ReadOnlySpan<T> x, T y, SpanScalar<T> original, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var (values, second) = (new T[x.Length], new T[x.Length]);
        Originals.Compute(x, y, original, values);
        Spans.Check<T>(x, destination);
        Originals.Equal(values, y, second);
        destination = destination[..x.Length];
        for (var i = 0; i < values.Length; i++)
            destination[i] = Exact.Of((T.One - second[i]) * x[i] + second[i] * y, values[i]);
    }
}
