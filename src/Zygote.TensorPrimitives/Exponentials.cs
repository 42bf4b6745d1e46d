using System;
using System.Numerics;

using Original = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.TensorRules;

/// <summary>Exponentials, logarithms, hyperbolic functions and their inverses.</summary>
static class Exponentials
{
    [SubstituteFor(typeof(Original), nameof(Original.Exp))]
    static void Exp<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Exp, destination, Exact.Exp);

    [SubstituteFor(typeof(Original), nameof(Original.Exp2))]
    static void Exp2<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Exp2, destination, Exact.Exp2);

    [SubstituteFor(typeof(Original), nameof(Original.Exp10))]
    static void Exp10<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Exp10, destination, Exact.Exp10);

    [SubstituteFor(typeof(Original), nameof(Original.Tanh))]
    static void Tanh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var (values, slopes) = (new T[x.Length], new T[x.Length]);
        Originals.Compute<T>(x, Original.Tanh, values);
        Originals.Compute<T>(x, values, Originals.TanhSlope, slopes);
        Spans.Check<T>(x, destination);
        destination = destination[..x.Length];
        for (var i = 0; i < values.Length; i++)
            destination[i] = Exact.Tanh(x[i], values[i], slopes[i]);
    }

    [SubstituteFor(typeof(Original), nameof(Original.ExpM1))]
    static void ExpM1<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(
            x, Original.ExpM1, Original.Exp, destination, static (x, value, power) => Exact.Of(Exact.Exp(x, power), value));

    [SubstituteFor(typeof(Original), nameof(Original.Exp2M1))]
    static void Exp2M1<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(
            x, Original.Exp2M1, Original.Exp2, destination, static (x, value, power) => Exact.Of(Exact.Exp2(x, power), value));

    [SubstituteFor(typeof(Original), nameof(Original.Exp10M1))]
    static void Exp10M1<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(
            x, Original.Exp10M1, Original.Exp10, destination, static (x, value, power) => Exact.Of(Exact.Exp10(x, power), value));

    [SubstituteFor(typeof(Original), nameof(Original.Log))]
    static void Log<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Log, destination, static (x, value) => Exact.Of(T.Log(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Log10))]
    static void Log10<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Log10, destination, static (x, value) => Exact.Of(T.Log10(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.LogP1))]
    static void LogP1<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.LogP1, destination, static (x, value) => Exact.Of(T.LogP1(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Log2P1))]
    static void Log2P1<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Log2P1, destination, static (x, value) => Exact.Of(T.Log2P1(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Log10P1))]
    static void Log10P1<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Log10P1, destination, static (x, value) => Exact.Of(T.Log10P1(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Asinh))]
    static void Asinh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Asinh, destination, static (x, value) => Exact.Of(T.Asinh(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Acosh))]
    static void Acosh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Acosh, destination, static (x, value) => Exact.Of(T.Acosh(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Atanh))]
    static void Atanh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Atanh, destination, static (x, value) => Exact.Of(T.Atanh(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Log2))]
    static void Log2<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Log2, destination, static (x, value) => Exact.Of(BinaryLogarithm(x), value));

    [SubstituteFor(typeof(Original), nameof(Original.Log))]
    static void Log<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, y, Original.Log, destination, static (x, y, value) => Exact.Of(T.Log(x, y), value));

    [SubstituteFor(typeof(Original), nameof(Original.Log))]
    static void Log<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, y, Original.Log, destination, static (x, y, value) => Exact.Of(T.Log(x, y), value));

    [SubstituteFor(typeof(Original), nameof(Original.Sinh))]
    static void Sinh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Sinh, Original.Cosh, destination, Exact.Sinh);

    [SubstituteFor(typeof(Original), nameof(Original.Cosh))]
    static void Cosh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Sinh, Original.Cosh, destination, Exact.Cosh);

    [SubstituteFor(typeof(Original), nameof(Original.Sigmoid))]
    static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Sigmoid, Originals.OppositeSigmoid, destination, Exact.Sigmoid);

    /// <summary>Like the original without a shift: NaN where the exponentials overflow.</summary>
    [SubstituteFor(typeof(Original), nameof(Original.SoftMax))]
    static void SoftMax<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var values = new T[x.Length];
        Originals.Compute<T>(x, Original.SoftMax, values);
        Spans.Check<T>(x, destination);
        destination = destination[..x.Length];

        // e^(x - c), with a constant c that makes the sum 1: the values themselves.
        var sum = T.Zero;
        for (var i = 0; i < values.Length; i++)
            sum += Exact.Exp(x[i], values[i]);
        var shift = T.Log(Exact.Of(sum, T.One));
        for (var i = 0; i < values.Length; i++)
            destination[i] = Exact.Exp(x[i] - shift, values[i]);
    }

    /// <summary>Two interfaces have it.</summary>
    static T BinaryLogarithm<T>(T x)
        where T : ILogarithmicFunctions<T> => T.Log2(x);
}
