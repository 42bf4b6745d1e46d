using System;
using System.Numerics;

using TP = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.Tests.Tensors;

/// <summary>Each elementwise operation of the original as a function of three arrays; a number is the first element of its array.</summary>
/// <param name="Name">The method, and what its arguments are but for the destination.</param>
/// <param name="Arity">How many of the arrays are read.</param>
/// <param name="Apply">Reads up to three arrays and writes the fourth.</param>
/// <param name="Low">Arguments are from here.</param>
/// <param name="High">To here.</param>
sealed record Elementwise<T>(string Name, int Arity, Action<T[], T[], T[], T[]> Apply, double Low = -0.9, double High = 0.9);

/// <summary>All of them.</summary>
static class ElementwiseOperations<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    static readonly Elementwise<T>[] Simple =
    [
        new("Abs(span)", 1, (a, b, c, d) => TP.Abs<T>(a, d)),
        new("Negate(span)", 1, (a, b, c, d) => TP.Negate<T>(a, d)),
        new("Increment(span)", 1, (a, b, c, d) => TP.Increment<T>(a, d)),
        new("Decrement(span)", 1, (a, b, c, d) => TP.Decrement<T>(a, d)),
        new("Reciprocal(span)", 1, (a, b, c, d) => TP.Reciprocal<T>(a, d)),
        new("BitIncrement(span)", 1, (a, b, c, d) => TP.BitIncrement<T>(a, d)),
        new("BitDecrement(span)", 1, (a, b, c, d) => TP.BitDecrement<T>(a, d)),
        new("Cbrt(span)", 1, (a, b, c, d) => TP.Cbrt<T>(a, d)),
        new("DegreesToRadians(span)", 1, (a, b, c, d) => TP.DegreesToRadians<T>(a, d)),
        new("RadiansToDegrees(span)", 1, (a, b, c, d) => TP.RadiansToDegrees<T>(a, d)),
        new("Sqrt(span)", 1, (a, b, c, d) => TP.Sqrt<T>(a, d), 0.1, 2),
        new("ReciprocalSqrt(span)", 1, (a, b, c, d) => TP.ReciprocalSqrt<T>(a, d), 0.1, 2),
    ];

    static readonly Elementwise<T>[] Exponentials =
    [
        new("Exp(span)", 1, (a, b, c, d) => TP.Exp<T>(a, d)),
        new("Exp2(span)", 1, (a, b, c, d) => TP.Exp2<T>(a, d)),
        new("Exp10(span)", 1, (a, b, c, d) => TP.Exp10<T>(a, d)),
        new("ExpM1(span)", 1, (a, b, c, d) => TP.ExpM1<T>(a, d)),
        new("Exp2M1(span)", 1, (a, b, c, d) => TP.Exp2M1<T>(a, d)),
        new("Exp10M1(span)", 1, (a, b, c, d) => TP.Exp10M1<T>(a, d)),
        new("Sigmoid(span)", 1, (a, b, c, d) => TP.Sigmoid<T>(a, d)),
        new("Tanh(span)", 1, (a, b, c, d) => TP.Tanh<T>(a, d)),
        new("Sinh(span)", 1, (a, b, c, d) => TP.Sinh<T>(a, d)),
        new("Cosh(span)", 1, (a, b, c, d) => TP.Cosh<T>(a, d)),
        new("Asinh(span)", 1, (a, b, c, d) => TP.Asinh<T>(a, d)),
        new("SoftMax(span)", 1, (a, b, c, d) => TP.SoftMax<T>(a, d)),
        new("Log(span)", 1, (a, b, c, d) => TP.Log<T>(a, d), 0.1, 2),
        new("Log2(span)", 1, (a, b, c, d) => TP.Log2<T>(a, d), 0.1, 2),
        new("Log10(span)", 1, (a, b, c, d) => TP.Log10<T>(a, d), 0.1, 2),
        new("LogP1(span)", 1, (a, b, c, d) => TP.LogP1<T>(a, d)),
        new("Log2P1(span)", 1, (a, b, c, d) => TP.Log2P1<T>(a, d)),
        new("Log10P1(span)", 1, (a, b, c, d) => TP.Log10P1<T>(a, d)),
        new("Atanh(span)", 1, (a, b, c, d) => TP.Atanh<T>(a, d)),
        new("Acosh(span)", 1, (a, b, c, d) => TP.Acosh<T>(a, d), 1.1, 3),
    ];

    static readonly Elementwise<T>[] Trigonometry =
    [
        new("Sin(span)", 1, (a, b, c, d) => TP.Sin<T>(a, d)),
        new("Cos(span)", 1, (a, b, c, d) => TP.Cos<T>(a, d)),
        new("Tan(span)", 1, (a, b, c, d) => TP.Tan<T>(a, d)),
        new("Asin(span)", 1, (a, b, c, d) => TP.Asin<T>(a, d)),
        new("Acos(span)", 1, (a, b, c, d) => TP.Acos<T>(a, d)),
        new("Atan(span)", 1, (a, b, c, d) => TP.Atan<T>(a, d)),
        new("SinPi(span)", 1, (a, b, c, d) => TP.SinPi<T>(a, d)),
        new("CosPi(span)", 1, (a, b, c, d) => TP.CosPi<T>(a, d)),
        new("AsinPi(span)", 1, (a, b, c, d) => TP.AsinPi<T>(a, d)),
        new("AcosPi(span)", 1, (a, b, c, d) => TP.AcosPi<T>(a, d)),
        new("AtanPi(span)", 1, (a, b, c, d) => TP.AtanPi<T>(a, d)),
        new("TanPi(span)", 1, (a, b, c, d) => TP.TanPi<T>(a, d), -0.4, 0.4),
        new("Atan2(span, span)", 2, (a, b, c, d) => TP.Atan2<T>(a, b, d)),
        new("Atan2(span, number)", 2, (a, b, c, d) => TP.Atan2<T>(a, b[0], d)),
        new("Atan2(number, span)", 2, (a, b, c, d) => TP.Atan2<T>(a[0], b, d)),
        new("Atan2Pi(span, span)", 2, (a, b, c, d) => TP.Atan2Pi<T>(a, b, d)),
        new("Atan2Pi(span, number)", 2, (a, b, c, d) => TP.Atan2Pi<T>(a, b[0], d)),
        new("Atan2Pi(number, span)", 2, (a, b, c, d) => TP.Atan2Pi<T>(a[0], b, d)),
    ];

    static readonly Elementwise<T>[] Binary =
    [
        new("Add(span, span)", 2, (a, b, c, d) => TP.Add<T>(a, b, d)),
        new("Add(span, number)", 2, (a, b, c, d) => TP.Add<T>(a, b[0], d)),
        new("Subtract(span, span)", 2, (a, b, c, d) => TP.Subtract<T>(a, b, d)),
        new("Subtract(span, number)", 2, (a, b, c, d) => TP.Subtract<T>(a, b[0], d)),
        new("Subtract(number, span)", 2, (a, b, c, d) => TP.Subtract<T>(a[0], b, d)),
        new("Multiply(span, span)", 2, (a, b, c, d) => TP.Multiply<T>(a, b, d)),
        new("Multiply(span, number)", 2, (a, b, c, d) => TP.Multiply<T>(a, b[0], d)),
        new("Divide(span, span)", 2, (a, b, c, d) => TP.Divide<T>(a, b, d)),
        new("Divide(span, number)", 2, (a, b, c, d) => TP.Divide<T>(a, b[0], d)),
        new("Divide(number, span)", 2, (a, b, c, d) => TP.Divide<T>(a[0], b, d)),
        new("Hypot(span, span)", 2, (a, b, c, d) => TP.Hypot<T>(a, b, d)),
        new("Remainder(span, span)", 2, (a, b, c, d) => TP.Remainder<T>(a, b, d), 0.35, 1.9),
        new("Remainder(span, number)", 2, (a, b, c, d) => TP.Remainder<T>(a, b[0], d), 0.35, 1.9),
        new("Remainder(number, span)", 2, (a, b, c, d) => TP.Remainder<T>(a[0], b, d), 0.35, 1.9),
        new("Ieee754Remainder(span, span)", 2, (a, b, c, d) => TP.Ieee754Remainder<T>(a, b, d), 0.35, 1.9),
        new("Ieee754Remainder(span, number)", 2, (a, b, c, d) => TP.Ieee754Remainder<T>(a, b[0], d), 0.35, 1.9),
        new("Ieee754Remainder(number, span)", 2, (a, b, c, d) => TP.Ieee754Remainder<T>(a[0], b, d), 0.35, 1.9),
        new("Pow(span, span)", 2, (a, b, c, d) => TP.Pow<T>(a, b, d), 0.2, 2),
        new("Pow(span, number)", 2, (a, b, c, d) => TP.Pow<T>(a, b[0], d), 0.2, 2),
        new("Pow(number, span)", 2, (a, b, c, d) => TP.Pow<T>(a[0], b, d), 0.2, 2),
        new("Log(span, span)", 2, (a, b, c, d) => TP.Log<T>(a, b, d), 1.2, 3),
        new("Log(span, number)", 2, (a, b, c, d) => TP.Log<T>(a, b[0], d), 1.2, 3),
    ];

    static readonly Elementwise<T>[] Extrema =
    [
        new("Max(span, span)", 2, (a, b, c, d) => TP.Max<T>(a, b, d)),
        new("Max(span, number)", 2, (a, b, c, d) => TP.Max<T>(a, b[0], d)),
        new("MaxMagnitude(span, span)", 2, (a, b, c, d) => TP.MaxMagnitude<T>(a, b, d)),
        new("MaxMagnitude(span, number)", 2, (a, b, c, d) => TP.MaxMagnitude<T>(a, b[0], d)),
        new("MaxMagnitudeNumber(span, span)", 2, (a, b, c, d) => TP.MaxMagnitudeNumber<T>(a, b, d)),
        new("MaxMagnitudeNumber(span, number)", 2, (a, b, c, d) => TP.MaxMagnitudeNumber<T>(a, b[0], d)),
        new("MaxNumber(span, span)", 2, (a, b, c, d) => TP.MaxNumber<T>(a, b, d)),
        new("MaxNumber(span, number)", 2, (a, b, c, d) => TP.MaxNumber<T>(a, b[0], d)),
        new("Min(span, span)", 2, (a, b, c, d) => TP.Min<T>(a, b, d)),
        new("Min(span, number)", 2, (a, b, c, d) => TP.Min<T>(a, b[0], d)),
        new("MinMagnitude(span, span)", 2, (a, b, c, d) => TP.MinMagnitude<T>(a, b, d)),
        new("MinMagnitude(span, number)", 2, (a, b, c, d) => TP.MinMagnitude<T>(a, b[0], d)),
        new("MinMagnitudeNumber(span, span)", 2, (a, b, c, d) => TP.MinMagnitudeNumber<T>(a, b, d)),
        new("MinMagnitudeNumber(span, number)", 2, (a, b, c, d) => TP.MinMagnitudeNumber<T>(a, b[0], d)),
        new("MinNumber(span, span)", 2, (a, b, c, d) => TP.MinNumber<T>(a, b, d)),
        new("MinNumber(span, number)", 2, (a, b, c, d) => TP.MinNumber<T>(a, b[0], d)),
        new("CopySign(span, span)", 2, (a, b, c, d) => TP.CopySign<T>(a, b, d)),
        new("CopySign(span, number)", 2, (a, b, c, d) => TP.CopySign<T>(a, b[0], d)),
        new("Clamp(span, span, span)", 3, (a, b, c, d) => TP.Clamp<T>(a, b, c, d)),
        new("Clamp(span, span, number)", 3, (a, b, c, d) => TP.Clamp<T>(a, b, c[0], d)),
        new("Clamp(span, number, span)", 3, (a, b, c, d) => TP.Clamp<T>(a, b[0], c, d)),
        new("Clamp(number, span, span)", 3, (a, b, c, d) => TP.Clamp<T>(a[0], b, c, d)),
        new("Clamp(span, number, number)", 3, (a, b, c, d) => TP.Clamp<T>(a, b[0], c[0], d)),
        new("Clamp(number, span, number)", 3, (a, b, c, d) => TP.Clamp<T>(a[0], b, c[0], d)),
        new("Clamp(number, number, span)", 3, (a, b, c, d) => TP.Clamp<T>(a[0], b[0], c, d)),
    ];

    static readonly Elementwise<T>[] Ternary =
    [
        new("AddMultiply(span, span, span)", 3, (a, b, c, d) => TP.AddMultiply<T>(a, b, c, d)),
        new("AddMultiply(span, span, number)", 3, (a, b, c, d) => TP.AddMultiply<T>(a, b, c[0], d)),
        new("AddMultiply(span, number, span)", 3, (a, b, c, d) => TP.AddMultiply<T>(a, b[0], c, d)),
        new("MultiplyAdd(span, span, span)", 3, (a, b, c, d) => TP.MultiplyAdd<T>(a, b, c, d)),
        new("MultiplyAdd(span, span, number)", 3, (a, b, c, d) => TP.MultiplyAdd<T>(a, b, c[0], d)),
        new("MultiplyAdd(span, number, span)", 3, (a, b, c, d) => TP.MultiplyAdd<T>(a, b[0], c, d)),
        new("MultiplyAddEstimate(span, span, span)", 3, (a, b, c, d) => TP.MultiplyAddEstimate<T>(a, b, c, d)),
        new("MultiplyAddEstimate(span, span, number)", 3, (a, b, c, d) => TP.MultiplyAddEstimate<T>(a, b, c[0], d)),
        new("MultiplyAddEstimate(span, number, span)", 3, (a, b, c, d) => TP.MultiplyAddEstimate<T>(a, b[0], c, d)),
        new("FusedMultiplyAdd(span, span, span)", 3, (a, b, c, d) => TP.FusedMultiplyAdd<T>(a, b, c, d)),
        new("FusedMultiplyAdd(span, span, number)", 3, (a, b, c, d) => TP.FusedMultiplyAdd<T>(a, b, c[0], d)),
        new("FusedMultiplyAdd(span, number, span)", 3, (a, b, c, d) => TP.FusedMultiplyAdd<T>(a, b[0], c, d)),
        new("Lerp(span, span, span)", 3, (a, b, c, d) => TP.Lerp<T>(a, b, c, d)),
        new("Lerp(span, span, number)", 3, (a, b, c, d) => TP.Lerp<T>(a, b, c[0], d)),
        new("Lerp(span, number, span)", 3, (a, b, c, d) => TP.Lerp<T>(a, b[0], c, d)),
    ];

    static readonly Elementwise<T>[] WithIntegers =
    [
        new("Floor(span)", 1, (a, b, c, d) => TP.Floor<T>(a, d)),
        new("Ceiling(span)", 1, (a, b, c, d) => TP.Ceiling<T>(a, d)),
        new("Truncate(span)", 1, (a, b, c, d) => TP.Truncate<T>(a, d)),
        new("Round(span)", 1, (a, b, c, d) => TP.Round<T>(a, d)),
        new("Round(span, mode)", 1, (a, b, c, d) => TP.Round<T>(a, MidpointRounding.ToZero, d)),
        new("Round(span, int)", 1, (a, b, c, d) => TP.Round<T>(a, 1, d)),
        new("Round(span, int, mode)", 1, (a, b, c, d) => TP.Round<T>(a, 1, MidpointRounding.ToZero, d)),
        new("ScaleB(span, int)", 1, (a, b, c, d) => TP.ScaleB<T>(a, 3, d)),
        new("RootN(span, int)", 1, (a, b, c, d) => TP.RootN<T>(a, 3, d), 0.1, 2),
    ];

    public static Elementwise<T>[] All { get; } =
        [.. Simple, .. Exponentials, .. Trigonometry, .. Binary, .. Extrema, .. Ternary, .. WithIntegers];
}
