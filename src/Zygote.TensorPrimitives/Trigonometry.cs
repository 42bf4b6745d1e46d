using System;
using System.Numerics;

using Original = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.TensorRules;

/// <summary>Sines, tangents and their inverses.</summary>
/// <remarks>Sine and cosine are one another's derivative: the original makes both.</remarks>
static class Trigonometry
{
    [SubstituteFor(typeof(Original), nameof(Original.Sin))]
    static void Sin<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Sin, Original.Cos, destination, Exact.Sin);

    [SubstituteFor(typeof(Original), nameof(Original.Cos))]
    static void Cos<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Sin, Original.Cos, destination, Exact.Cos);

    [SubstituteFor(typeof(Original), nameof(Original.SinPi))]
    static void SinPi<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.SinPi, Original.CosPi, destination, Exact.SinPi);

    [SubstituteFor(typeof(Original), nameof(Original.CosPi))]
    static void CosPi<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.SinPi, Original.CosPi, destination, Exact.CosPi);

    [SubstituteFor(typeof(Original), nameof(Original.Tan))]
    static void Tan<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Tan, destination, Exact.Tan);

    [SubstituteFor(typeof(Original), nameof(Original.TanPi))]
    static void TanPi<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.TanPi, destination, Exact.TanPi);

    [SubstituteFor(typeof(Original), nameof(Original.Asin))]
    static void Asin<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Asin, destination, static (x, value) => Exact.Of(T.Asin(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Acos))]
    static void Acos<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Acos, destination, static (x, value) => Exact.Of(T.Acos(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Atan))]
    static void Atan<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Atan, destination, static (x, value) => Exact.Of(T.Atan(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.AsinPi))]
    static void AsinPi<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.AsinPi, destination, static (x, value) => Exact.Of(T.AsinPi(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.AcosPi))]
    static void AcosPi<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.AcosPi, destination, static (x, value) => Exact.Of(T.AcosPi(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.AtanPi))]
    static void AtanPi<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.AtanPi, destination, static (x, value) => Exact.Of(T.AtanPi(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Atan2))]
    static void Atan2<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(y, x, Original.Atan2, destination, static (y, x, value) => Exact.Of(T.Atan2(y, x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Atan2))]
    static void Atan2<T>(ReadOnlySpan<T> y, T x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(y, x, Original.Atan2, destination, static (y, x, value) => Exact.Of(T.Atan2(y, x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Atan2))]
    static void Atan2<T>(T y, ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(y, x, Original.Atan2, destination, static (y, x, value) => Exact.Of(T.Atan2(y, x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Atan2Pi))]
    static void Atan2Pi<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(y, x, Original.Atan2Pi, destination, static (y, x, value) => Exact.Of(T.Atan2Pi(y, x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Atan2Pi))]
    static void Atan2Pi<T>(ReadOnlySpan<T> y, T x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(y, x, Original.Atan2Pi, destination, static (y, x, value) => Exact.Of(T.Atan2Pi(y, x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Atan2Pi))]
    static void Atan2Pi<T>(T y, ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(y, x, Original.Atan2Pi, destination, static (y, x, value) => Exact.Of(T.Atan2Pi(y, x), value));

    [SubstituteFor(typeof(Original), nameof(Original.SinCos))]
    static void SinCos<T>(ReadOnlySpan<T> x, Span<T> sinDestination, Span<T> cosDestination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Spans.CheckTwo<T>(x, sinDestination, cosDestination);
        var (sin, cos) = (new T[x.Length], new T[x.Length]);
        Originals.SinCos(x, sin, cos);
        sinDestination = sinDestination[..x.Length];
        cosDestination = cosDestination[..x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var angle = x[i]; // which may be overwritten next
            sinDestination[i] = Exact.Sin(angle, sin[i], cos[i]);
            cosDestination[i] = Exact.Cos(angle, sin[i], cos[i]);
        }
    }

    [SubstituteFor(typeof(Original), nameof(Original.SinCosPi))]
    static void SinCosPi<T>(ReadOnlySpan<T> x, Span<T> sinDestination, Span<T> cosDestination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Spans.CheckTwo<T>(x, sinDestination, cosDestination);
        var (sin, cos) = (new T[x.Length], new T[x.Length]);
        Originals.SinCosPi(x, sin, cos);
        sinDestination = sinDestination[..x.Length];
        cosDestination = cosDestination[..x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var angle = x[i]; // which may be overwritten next
            sinDestination[i] = Exact.SinPi(angle, sin[i], cos[i]);
            cosDestination[i] = Exact.CosPi(angle, sin[i], cos[i]);
        }
    }
}
