using System;
using System.Numerics;

using Original = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.TensorRules;

/// <summary>Roundings, whose derivative is zero, and conversions.</summary>
/// <remarks>What is written replaces numbers that may carry a derivative, so calling the original alone would not do.</remarks>
static class Constants
{
    [SubstituteFor(typeof(Original), nameof(Original.Floor))]
    static void Floor<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Floor, destination, static (x, value) => value);

    [SubstituteFor(typeof(Original), nameof(Original.Ceiling))]
    static void Ceiling<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Ceiling, destination, static (x, value) => value);

    [SubstituteFor(typeof(Original), nameof(Original.Truncate))]
    static void Truncate<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Truncate, destination, static (x, value) => value);

    [SubstituteFor(typeof(Original), nameof(Original.Round))]
    static void Round<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Known.Apply<T>(x, Original.Round, destination, static (x, value) => value);

    [SubstituteFor(typeof(Original), nameof(Original.Round))]
    static void Round<T>(ReadOnlySpan<T> x, MidpointRounding mode, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Store(x, 0, mode, destination);

    [SubstituteFor(typeof(Original), nameof(Original.Round))]
    static void Round<T>(ReadOnlySpan<T> x, int digits, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> =>
        Store(x, digits, MidpointRounding.ToEven, destination);

    [SubstituteFor(typeof(Original), nameof(Original.Round))]
    static void Round<T>(ReadOnlySpan<T> x, int digits, MidpointRounding mode, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T> => Store(x, digits, mode, destination);

    [SubstituteFor(typeof(Original), nameof(Original.ConvertToSingle))]
    static void ConvertToSingle(ReadOnlySpan<Half> source, Span<float> destination) => Convert(source, destination);

    [SubstituteFor(typeof(Original), nameof(Original.ConvertToHalf))]
    static void ConvertToHalf(ReadOnlySpan<float> source, Span<Half> destination) => Convert(source, destination);

    [SubstituteFor(typeof(Original), nameof(Original.ConvertChecked))]
    [SubstituteFor(typeof(Original), nameof(Original.ConvertSaturating))]
    [SubstituteFor(typeof(Original), nameof(Original.ConvertTruncating))]
    static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> destination)
        where TFrom : struct, IBinaryFloatingPointIeee754<TFrom>
        where TTo : struct, IBinaryFloatingPointIeee754<TTo>
    {
        Spans.CheckLength<TFrom, TTo>(source, destination);
        destination = destination[..source.Length];
        for (var i = 0; i < source.Length; i++)
            destination[i] = TTo.CreateTruncating(source[i]);
    }

    [SubstituteFor(typeof(Original), nameof(Original.ConvertChecked))]
    [SubstituteFor(typeof(Original), nameof(Original.ConvertSaturating))]
    [SubstituteFor(typeof(Original), nameof(Original.ConvertTruncating))]
    static void ConvertIntegers<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> destination)
        where TFrom : struct, IBinaryInteger<TFrom>
        where TTo : struct, IBinaryFloatingPointIeee754<TTo>
    {
        var values = new TTo[source.Length];
        Originals.Convert<TFrom, TTo>(source, values);
        Spans.CheckLength<TFrom, TTo>(source, destination);
        Fill(values, destination);
    }

    [SubstituteFor(typeof(Original), nameof(Original.ConvertChecked))]
    static void ToIntegersChecked<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> destination)
        where TFrom : IBinaryFloatingPointIeee754<TFrom>
        where TTo : IBinaryInteger<TTo> => Originals.ConvertChecked(source, destination);

    [SubstituteFor(typeof(Original), nameof(Original.ConvertSaturating))]
    static void ToIntegersSaturating<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> destination)
        where TFrom : IBinaryFloatingPointIeee754<TFrom>
        where TTo : IBinaryInteger<TTo> => Originals.ConvertSaturating(source, destination);

    [SubstituteFor(typeof(Original), nameof(Original.ConvertTruncating))]
    static void ToIntegersTruncating<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> destination)
        where TFrom : IBinaryFloatingPointIeee754<TFrom>
        where TTo : IBinaryInteger<TTo> => Originals.ConvertTruncating(source, destination);

    static void Store<T>(ReadOnlySpan<T> x, int digits, MidpointRounding mode, Span<T> destination)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var values = new T[x.Length];
        Originals.Round(x, digits, mode, values);
        Spans.Check<T>(x, destination);
        Fill(values, destination);
    }

    static void Fill<T>(ReadOnlySpan<T> values, Span<T> destination)
    {
        destination = destination[..values.Length];
        for (var i = 0; i < values.Length; i++)
            destination[i] = values[i];
    }
}

[ZeroDerivative(
    typeof(Original),
    nameof(Original.IndexOfMax), nameof(Original.IndexOfMaxMagnitude), nameof(Original.IndexOfMin),
    nameof(Original.IndexOfMinMagnitude), nameof(Original.HammingDistance), nameof(Original.HammingBitDistance),
    nameof(Original.Sign), nameof(Original.ILogB), nameof(Original.ConvertToInteger), nameof(Original.ConvertToIntegerNative),
    nameof(Original.DivRem), nameof(Original.LeadingZeroCount), nameof(Original.TrailingZeroCount), nameof(Original.PopCount),
    nameof(Original.RotateLeft), nameof(Original.RotateRight), nameof(Original.ShiftLeft),
    nameof(Original.ShiftRightArithmetic), nameof(Original.ShiftRightLogical))]
[ZeroDerivative(
    typeof(Original),
    nameof(Original.IsCanonical), nameof(Original.IsCanonicalAll), nameof(Original.IsCanonicalAny),
    nameof(Original.IsComplexNumber), nameof(Original.IsComplexNumberAll), nameof(Original.IsComplexNumberAny),
    nameof(Original.IsEvenInteger), nameof(Original.IsEvenIntegerAll), nameof(Original.IsEvenIntegerAny),
    nameof(Original.IsFinite), nameof(Original.IsFiniteAll), nameof(Original.IsFiniteAny),
    nameof(Original.IsImaginaryNumber), nameof(Original.IsImaginaryNumberAll), nameof(Original.IsImaginaryNumberAny),
    nameof(Original.IsInfinity), nameof(Original.IsInfinityAll), nameof(Original.IsInfinityAny),
    nameof(Original.IsInteger), nameof(Original.IsIntegerAll), nameof(Original.IsIntegerAny),
    nameof(Original.IsNaN), nameof(Original.IsNaNAll), nameof(Original.IsNaNAny),
    nameof(Original.IsNegative), nameof(Original.IsNegativeAll), nameof(Original.IsNegativeAny),
    nameof(Original.IsNegativeInfinity), nameof(Original.IsNegativeInfinityAll), nameof(Original.IsNegativeInfinityAny),
    nameof(Original.IsNormal), nameof(Original.IsNormalAll), nameof(Original.IsNormalAny),
    nameof(Original.IsOddInteger), nameof(Original.IsOddIntegerAll), nameof(Original.IsOddIntegerAny),
    nameof(Original.IsPositive), nameof(Original.IsPositiveAll), nameof(Original.IsPositiveAny),
    nameof(Original.IsPositiveInfinity), nameof(Original.IsPositiveInfinityAll), nameof(Original.IsPositiveInfinityAny),
    nameof(Original.IsPow2), nameof(Original.IsPow2All), nameof(Original.IsPow2Any),
    nameof(Original.IsRealNumber), nameof(Original.IsRealNumberAll), nameof(Original.IsRealNumberAny),
    nameof(Original.IsSubnormal), nameof(Original.IsSubnormalAll), nameof(Original.IsSubnormalAny),
    nameof(Original.IsZero), nameof(Original.IsZeroAll), nameof(Original.IsZeroAny))]
static class Flat;
