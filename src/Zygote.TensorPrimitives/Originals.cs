using System;
using System.Numerics;
using System.Runtime.InteropServices;

using Original = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.TensorRules;

delegate void Unary<T>(ReadOnlySpan<T> x, Span<T> destination);

delegate void Binary<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination);

delegate void SpanScalar<T>(ReadOnlySpan<T> x, T y, Span<T> destination);

delegate void ScalarSpan<T>(T x, ReadOnlySpan<T> y, Span<T> destination);

delegate T Reduction<T>(ReadOnlySpan<T> x);

delegate T BinaryReduction<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y);

/// <summary>What the originals compute, as constants: vectors make it fast, and nothing else has the same last bits.</summary>
static class Originals
{
    /// <summary>With less than this left of 1, a difference from 1 loses more than four bits.</summary>
    const double Cancelled = 0.0625;

    [ZeroDerivative]
    public static void Compute<T>(ReadOnlySpan<T> x, Unary<T> original, Span<T> values) => original(x, values);

    [ZeroDerivative]
    public static void Compute<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Binary<T> original, Span<T> values) =>
        original(x, y, values);

    [ZeroDerivative]
    public static void Compute<T>(ReadOnlySpan<T> x, T y, SpanScalar<T> original, Span<T> values) => original(x, y, values);

    [ZeroDerivative]
    public static void Compute<T>(T x, ReadOnlySpan<T> y, ScalarSpan<T> original, Span<T> values) => original(x, y, values);

    /// <summary>1 / (1 + e^x): the sigmoid of -<paramref name="x"/>, by what is fast.</summary>
    public static void OppositeSigmoid<T>(ReadOnlySpan<T> x, Span<T> values)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Original.Negate(x, values);
        Original.Sigmoid<T>(values, values);
    }

    /// <summary>1 - y² for y = tanh x, in the tails by 4e / (1 + e)² with e = exp(-2 |x|).</summary>
    public static void TanhSlope<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> values)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        var cancelled = false;
        if (Vector<T>.IsSupported)
        {
            var (one, least, any) = (Vector<T>.One, Vector.Create(T.CreateChecked(Cancelled)), Vector<T>.Zero);
            ref var source = ref MemoryMarshal.GetReference(y);
            ref var target = ref MemoryMarshal.GetReference(values);
            for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var factor = Vector.LoadUnsafe(ref source, (nuint)i);
                var slopes = one - factor * factor;
                slopes.StoreUnsafe(ref target, (nuint)i);
                any |= Vector.LessThan(slopes, least);
            }

            cancelled = Vector.AsVectorUInt64(any) != Vector<ulong>.Zero;
        }

        for (; i < y.Length; i++)
        {
            values[i] = T.One - y[i] * y[i];
            cancelled |= values[i] < T.CreateChecked(Cancelled);
        }

        if (cancelled)
            InTails(x, values);
    }

    static void InTails<T>(ReadOnlySpan<T> x, Span<T> slopes)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < slopes.Length; i++)
        {
            if (slopes[i] < T.CreateChecked(Cancelled))
            {
                var e = T.Exp(T.CreateChecked(-2) * T.Abs(x[i]));
                slopes[i] = T.CreateChecked(4) * e / ((T.One + e) * (T.One + e));
            }
        }
    }

    [ZeroDerivative]
    public static void RootN<T>(ReadOnlySpan<T> x, int n, Span<T> values)
        where T : IRootFunctions<T> => Original.RootN(x, n, values);

    [ZeroDerivative]
    public static void Round<T>(ReadOnlySpan<T> x, int digits, MidpointRounding mode, Span<T> values)
        where T : IFloatingPoint<T> => Original.Round(x, digits, mode, values);

    [ZeroDerivative]
    public static void SinCos<T>(ReadOnlySpan<T> x, Span<T> sin, Span<T> cos)
        where T : ITrigonometricFunctions<T> => Original.SinCos(x, sin, cos);

    [ZeroDerivative]
    public static void SinCosPi<T>(ReadOnlySpan<T> x, Span<T> sin, Span<T> cos)
        where T : ITrigonometricFunctions<T> => Original.SinCosPi(x, sin, cos);

    [ZeroDerivative]
    public static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> values)
        where TFrom : INumberBase<TFrom>
        where TTo : INumberBase<TTo> => Original.ConvertTruncating(source, values);

    [ZeroDerivative]
    public static void ConvertChecked<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> destination)
        where TFrom : INumberBase<TFrom>
        where TTo : INumberBase<TTo> => Original.ConvertChecked(source, destination);

    [ZeroDerivative]
    public static void ConvertSaturating<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> destination)
        where TFrom : INumberBase<TFrom>
        where TTo : INumberBase<TTo> => Original.ConvertSaturating(source, destination);

    [ZeroDerivative]
    public static void ConvertTruncating<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> destination)
        where TFrom : INumberBase<TFrom>
        where TTo : INumberBase<TTo> => Original.ConvertTruncating(source, destination);

    [ZeroDerivative]
    public static T Value<T>(ReadOnlySpan<T> x, Reduction<T> original) => original(x);

    [ZeroDerivative]
    public static T Value<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, BinaryReduction<T> original) => original(x, y);

    /// <summary>The derivative of |x|: -1, 0 or 1, and NaN for NaN.</summary>
    [ZeroDerivative]
    public static void Signs<T>(ReadOnlySpan<T> x, Span<T> signs)
        where T : IBinaryFloatingPointIeee754<T>
    {
        signs = signs[..x.Length];
        var i = 0;
        if (Vector<T>.IsSupported)
        {
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var v = new Vector<T>(x[i..]);
                var zero = Vector<T>.Zero;
                var negative = Vector.ConditionalSelect(Vector.LessThan(v, zero), -Vector<T>.One, v * zero);
                Vector.ConditionalSelect(Vector.GreaterThan(v, zero), Vector<T>.One, negative).CopyTo(signs[i..]);
            }
        }

        for (; i < x.Length; i++)
            signs[i] = x[i] > T.Zero ? T.One : x[i] < T.Zero ? -T.One : T.Zero * x[i];
    }

    /// <summary>1 where two numbers are equal or both NaN, else 0.</summary>
    [ZeroDerivative]
    public static void Equal<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> equal)
        where T : IBinaryFloatingPointIeee754<T>
    {
        y = y[..x.Length];
        equal = equal[..x.Length];
        var i = 0;
        if (Vector<T>.IsSupported)
        {
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
                Equal(new Vector<T>(x[i..]), new Vector<T>(y[i..])).CopyTo(equal[i..]);
        }

        for (; i < x.Length; i++)
            equal[i] = x[i].Equals(y[i]) ? T.One : T.Zero;
    }

    [ZeroDerivative]
    public static void Equal<T>(ReadOnlySpan<T> x, T y, Span<T> equal)
        where T : IBinaryFloatingPointIeee754<T>
    {
        equal = equal[..x.Length];
        var i = 0;
        if (Vector<T>.IsSupported)
        {
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
                Equal(new Vector<T>(x[i..]), Vector.Create(y)).CopyTo(equal[i..]);
        }

        for (; i < x.Length; i++)
            equal[i] = x[i].Equals(y) ? T.One : T.Zero;
    }

    static Vector<T> Equal<T>(Vector<T> x, Vector<T> y)
    {
        var areNumbers = Vector.Equals(x, x) | Vector.Equals(y, y);
        return Vector.ConditionalSelect(Vector.Equals(x, y) | ~areNumbers, Vector<T>.One, Vector<T>.Zero);
    }

    /// <summary>Where this number is first, by its sign as well if it is zero; any NaN for NaN.</summary>
    [ZeroDerivative]
    public static int Find<T>(ReadOnlySpan<T> x, T value)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] == value ? T.IsNegative(x[i]) == T.IsNegative(value) : T.IsNaN(x[i]) && T.IsNaN(value))
                return i;
        }

        return -1;
    }
}
