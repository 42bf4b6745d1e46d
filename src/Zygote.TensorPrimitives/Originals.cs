using System;
using System.Numerics;

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
    [ZeroDerivative]
    public static T[] Values<T>(ReadOnlySpan<T> x, Unary<T> original)
    {
        var values = GC.AllocateUninitializedArray<T>(x.Length);
        original(x, values);
        return values;
    }

    [ZeroDerivative]
    public static T[] Values<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Binary<T> original)
    {
        var values = GC.AllocateUninitializedArray<T>(x.Length);
        original(x, y, values);
        return values;
    }

    [ZeroDerivative]
    public static T[] Values<T>(ReadOnlySpan<T> x, T y, SpanScalar<T> original)
    {
        var values = GC.AllocateUninitializedArray<T>(x.Length);
        original(x, y, values);
        return values;
    }

    [ZeroDerivative]
    public static T[] Values<T>(T x, ReadOnlySpan<T> y, ScalarSpan<T> original)
    {
        var values = GC.AllocateUninitializedArray<T>(y.Length);
        original(x, y, values);
        return values;
    }

    /// <summary>1 / (1 + e^x): the sigmoid of -<paramref name="x"/>, by what is fast.</summary>
    [ZeroDerivative]
    public static T[] OppositeSigmoid<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var values = GC.AllocateUninitializedArray<T>(x.Length);
        Original.Exp(x, values);
        Original.Add(values, T.One, values);
        Original.Reciprocal<T>(values, values);
        return values;
    }

    [ZeroDerivative]
    public static T[] RootN<T>(ReadOnlySpan<T> x, int n)
        where T : IRootFunctions<T>
    {
        var values = GC.AllocateUninitializedArray<T>(x.Length);
        Original.RootN(x, n, values);
        return values;
    }

    [ZeroDerivative]
    public static T[] Round<T>(ReadOnlySpan<T> x, int digits, MidpointRounding mode)
        where T : IFloatingPoint<T>
    {
        var values = GC.AllocateUninitializedArray<T>(x.Length);
        Original.Round(x, digits, mode, values);
        return values;
    }

    [ZeroDerivative]
    public static (T[] Sin, T[] Cos) SinCos<T>(ReadOnlySpan<T> x)
        where T : ITrigonometricFunctions<T>
    {
        var (sin, cos) = (GC.AllocateUninitializedArray<T>(x.Length), GC.AllocateUninitializedArray<T>(x.Length));
        Original.SinCos(x, sin, cos);
        return (sin, cos);
    }

    [ZeroDerivative]
    public static (T[] Sin, T[] Cos) SinCosPi<T>(ReadOnlySpan<T> x)
        where T : ITrigonometricFunctions<T>
    {
        var (sin, cos) = (GC.AllocateUninitializedArray<T>(x.Length), GC.AllocateUninitializedArray<T>(x.Length));
        Original.SinCosPi(x, sin, cos);
        return (sin, cos);
    }

    [ZeroDerivative]
    public static TTo[] Converted<TFrom, TTo>(ReadOnlySpan<TFrom> source)
        where TFrom : INumberBase<TFrom>
        where TTo : INumberBase<TTo>
    {
        var values = GC.AllocateUninitializedArray<TTo>(source.Length);
        Original.ConvertTruncating(source, values);
        return values;
    }

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
