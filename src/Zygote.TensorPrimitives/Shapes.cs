using System;

namespace Zygote.TensorRules;

/// <summary>Elementwise functions of spans and numbers: the loops that are differentiated.</summary>
/// <remarks>Spans are cut to one length first: then nothing but the condition of the loop looks at an index, and vectors fit.</remarks>
static class Shapes
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> destination, Func<T, T> f)
    {
        Spans.Check<T>(x, destination);
        destination = destination[..x.Length];
        for (var i = 0; i < x.Length; i++)
            destination[i] = f(x[i]);
    }

    public static void Apply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Func<T, T, T> f)
    {
        Spans.Check<T>(x, y, destination);
        y = y[..x.Length];
        destination = destination[..x.Length];
        for (var i = 0; i < x.Length; i++)
            destination[i] = f(x[i], y[i]);
    }

    public static void Apply<T>(ReadOnlySpan<T> x, T y, Span<T> destination, Func<T, T, T> f)
    {
        Spans.Check<T>(x, destination);
        destination = destination[..x.Length];
        for (var i = 0; i < x.Length; i++)
            destination[i] = f(x[i], y);
    }

    public static void Apply<T>(T x, ReadOnlySpan<T> y, Span<T> destination, Func<T, T, T> f)
    {
        Spans.Check<T>(y, destination);
        destination = destination[..y.Length];
        for (var i = 0; i < y.Length; i++)
            destination[i] = f(x, y[i]);
    }

    public static void Apply<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> destination, Func<T, T, T, T> f)
    {
        Spans.Check<T>(x, y, z, destination);
        y = y[..x.Length];
        z = z[..x.Length];
        destination = destination[..x.Length];
        for (var i = 0; i < x.Length; i++)
            destination[i] = f(x[i], y[i], z[i]);
    }

    public static void Apply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T z, Span<T> destination, Func<T, T, T, T> f)
    {
        Spans.Check<T>(x, y, destination);
        y = y[..x.Length];
        destination = destination[..x.Length];
        for (var i = 0; i < x.Length; i++)
            destination[i] = f(x[i], y[i], z);
    }

    public static void Apply<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> z, Span<T> destination, Func<T, T, T, T> f)
    {
        Spans.Check<T>(x, z, destination);
        z = z[..x.Length];
        destination = destination[..x.Length];
        for (var i = 0; i < x.Length; i++)
            destination[i] = f(x[i], y, z[i]);
    }

    public static void Apply<T>(T x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> destination, Func<T, T, T, T> f)
    {
        Spans.Check<T>(y, z, destination);
        z = z[..y.Length];
        destination = destination[..y.Length];
        for (var i = 0; i < y.Length; i++)
            destination[i] = f(x, y[i], z[i]);
    }

    public static void Apply<T>(ReadOnlySpan<T> x, T y, T z, Span<T> destination, Func<T, T, T, T> f)
    {
        Spans.Check<T>(x, destination);
        destination = destination[..x.Length];
        for (var i = 0; i < x.Length; i++)
            destination[i] = f(x[i], y, z);
    }

    public static void Apply<T>(T x, ReadOnlySpan<T> y, T z, Span<T> destination, Func<T, T, T, T> f)
    {
        Spans.Check<T>(y, destination);
        destination = destination[..y.Length];
        for (var i = 0; i < y.Length; i++)
            destination[i] = f(x, y[i], z);
    }

    public static void Apply<T>(T x, T y, ReadOnlySpan<T> z, Span<T> destination, Func<T, T, T, T> f)
    {
        Spans.Check<T>(z, destination);
        destination = destination[..z.Length];
        for (var i = 0; i < z.Length; i++)
            destination[i] = f(x, y, z[i]);
    }
}
