using System;

namespace Zygote.Rules;

/// <summary>Linear and piecewise linear functions, and the neighbours of a number.</summary>
static class ArithmeticRules
{
    [DerivativeOf(typeof(Math), nameof(Math.FusedMultiplyAdd))]
    [DerivativeOf(typeof(double), nameof(double.FusedMultiplyAdd))]
    [DerivativeOf(typeof(double), nameof(double.MultiplyAddEstimate))]
    static (double, double, double) FusedMultiplyAdd(double a, double b, double c, double y) => (b, a, 1);

    [DerivativeOf(typeof(MathF), nameof(MathF.FusedMultiplyAdd))]
    [DerivativeOf(typeof(float), nameof(float.FusedMultiplyAdd))]
    [DerivativeOf(typeof(float), nameof(float.MultiplyAddEstimate))]
    static (float, float, float) FusedMultiplyAdd(float a, float b, float c, float y) => (b, a, 1);

    [DerivativeOf(typeof(double), nameof(double.Lerp))]
    static (double, double, double) Lerp(double a, double b, double t, double y) => (1 - t, t, b - a);

    [DerivativeOf(typeof(float), nameof(float.Lerp))]
    static (float, float, float) Lerp(float a, float b, float t, float y) => (1 - t, t, b - a);

    [DerivativeOf(typeof(Math), nameof(Math.ScaleB))]
    [DerivativeOf(typeof(double), nameof(double.ScaleB))]
    static double ScaleB(double x, int n, double y) => Math.ScaleB(1, n);

    [DerivativeOf(typeof(MathF), nameof(MathF.ScaleB))]
    [DerivativeOf(typeof(float), nameof(float.ScaleB))]
    static float ScaleB(float x, int n, float y) => MathF.ScaleB(1, n);

    [DerivativeOf(typeof(Math), nameof(Math.IEEERemainder))]
    [DerivativeOf(typeof(double), nameof(double.Ieee754Remainder))]
    static (double, double) IEEERemainder(double x, double divisor, double y) => (1, -Math.Round((x - y) / divisor));

    [DerivativeOf(typeof(MathF), nameof(MathF.IEEERemainder))]
    [DerivativeOf(typeof(float), nameof(float.Ieee754Remainder))]
    static (float, float) IEEERemainder(float x, float divisor, float y) => (1, -MathF.Round((x - y) / divisor));

    /// <summary>The distance to the neighbour is constant almost everywhere.</summary>
    [DerivativeOf(typeof(Math), nameof(Math.BitIncrement))]
    [DerivativeOf(typeof(double), nameof(double.BitIncrement))]
    [DerivativeOf(typeof(Math), nameof(Math.BitDecrement))]
    [DerivativeOf(typeof(double), nameof(double.BitDecrement))]
    static double BitIncrement(double x, double y) => 1;

    /// <inheritdoc cref="BitIncrement(double, double)"/>
    [DerivativeOf(typeof(MathF), nameof(MathF.BitIncrement))]
    [DerivativeOf(typeof(float), nameof(float.BitIncrement))]
    [DerivativeOf(typeof(MathF), nameof(MathF.BitDecrement))]
    [DerivativeOf(typeof(float), nameof(float.BitDecrement))]
    static float BitIncrement(float x, float y) => 1;

    [DerivativeOf(typeof(double), nameof(double.DegreesToRadians))]
    static double DegreesToRadians(double x, double y) => Math.PI / 180;

    [DerivativeOf(typeof(float), nameof(float.DegreesToRadians))]
    static float DegreesToRadians(float x, float y) => MathF.PI / 180;

    [DerivativeOf(typeof(double), nameof(double.RadiansToDegrees))]
    static double RadiansToDegrees(double x, double y) => 180 / Math.PI;

    [DerivativeOf(typeof(float), nameof(float.RadiansToDegrees))]
    static float RadiansToDegrees(float x, float y) => 180 / MathF.PI;
}
