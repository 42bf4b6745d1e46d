using System;

namespace Zygote.Rules;

/// <summary>Absolute values, maxima and minima: piecewise linear functions.</summary>
/// <remarks>
/// The partial is 1 for the argument that is returned. On a tie that is the second one, as in <c>a > b ? a : b</c>.
/// Conditions are evaluated whole, and tuples are of the type of the result: so Taylor series can follow all paths of a rule.
/// </remarks>
static class ExtremumRules
{
    /// <summary>0 at 0, NaN at NaN.</summary>
    [DerivativeOf(typeof(Math), nameof(Math.Abs))]
    [DerivativeOf(typeof(double), nameof(double.Abs))]
    static double Abs(double x, double y) => x > 0 ? 1 : x < 0 ? -1 : 0 * x;

    /// <inheritdoc cref="Abs(double, double)"/>
    [DerivativeOf(typeof(MathF), nameof(MathF.Abs))]
    [DerivativeOf(typeof(Math), nameof(Math.Abs))]
    [DerivativeOf(typeof(float), nameof(float.Abs))]
    static float Abs(float x, float y) => x > 0 ? 1 : x < 0 ? -1 : 0 * x;

    /// <summary>As for Abs, 0 at 0 and NaN at NaN.</summary>
    [DerivativeOf(typeof(Math), nameof(Math.CopySign))]
    [DerivativeOf(typeof(double), nameof(double.CopySign))]
    static (double, double) CopySign(double x, double sign, double y)
    {
        if (x == 0 | double.IsNaN(x))
            return (0 * x, 0);
        return (x < 0 == y < 0 ? 1 : -1, 0);
    }

    /// <inheritdoc cref="CopySign(double, double, double)"/>
    [DerivativeOf(typeof(MathF), nameof(MathF.CopySign))]
    [DerivativeOf(typeof(float), nameof(float.CopySign))]
    static (float, float) CopySign(float x, float sign, float y)
    {
        if (x == 0 | float.IsNaN(x))
            return (0 * x, 0);
        return (x < 0 == y < 0 ? 1 : -1, 0);
    }

    /// <summary>Within the limits and on them the partial belongs to the value.</summary>
    [DerivativeOf(typeof(Math), nameof(Math.Clamp))]
    [DerivativeOf(typeof(double), nameof(double.Clamp))]
    [DerivativeOf(typeof(double), nameof(double.ClampNative))]
    static (double, double, double) Clamp(double x, double min, double max, double y) =>
        x < min ? (0.0, 1.0, 0.0) : x > max ? (0.0, 0.0, 1.0) : (1.0, 0.0, 0.0);

    /// <inheritdoc cref="Clamp(double, double, double, double)"/>
    [DerivativeOf(typeof(Math), nameof(Math.Clamp))]
    [DerivativeOf(typeof(float), nameof(float.Clamp))]
    [DerivativeOf(typeof(float), nameof(float.ClampNative))]
    static (float, float, float) Clamp(float x, float min, float max, float y) =>
        x < min ? (0f, 1f, 0f) : x > max ? (0f, 0f, 1f) : (1f, 0f, 0f);

    [DerivativeOf(typeof(Math), nameof(Math.Max))]
    [DerivativeOf(typeof(double), nameof(double.Max))]
    static (double, double) Max(double a, double b, double y) =>
        !(a <= b) & !double.IsNaN(b) ? (1.0, 0.0) : (0.0, 1.0);

    [DerivativeOf(typeof(MathF), nameof(MathF.Max))]
    [DerivativeOf(typeof(Math), nameof(Math.Max))]
    [DerivativeOf(typeof(float), nameof(float.Max))]
    static (float, float) Max(float a, float b, float y) =>
        !(a <= b) & !float.IsNaN(b) ? (1f, 0f) : (0f, 1f);

    [DerivativeOf(typeof(Math), nameof(Math.Min))]
    [DerivativeOf(typeof(double), nameof(double.Min))]
    static (double, double) Min(double a, double b, double y) =>
        !(a >= b) & !double.IsNaN(b) ? (1.0, 0.0) : (0.0, 1.0);

    [DerivativeOf(typeof(MathF), nameof(MathF.Min))]
    [DerivativeOf(typeof(Math), nameof(Math.Min))]
    [DerivativeOf(typeof(float), nameof(float.Min))]
    static (float, float) Min(float a, float b, float y) =>
        !(a >= b) & !float.IsNaN(b) ? (1f, 0f) : (0f, 1f);

    [DerivativeOf(typeof(double), nameof(double.MaxNative))]
    static (double, double) MaxNative(double a, double b, double y) => a > b ? (1.0, 0.0) : (0.0, 1.0);

    [DerivativeOf(typeof(float), nameof(float.MaxNative))]
    static (float, float) MaxNative(float a, float b, float y) => a > b ? (1f, 0f) : (0f, 1f);

    [DerivativeOf(typeof(double), nameof(double.MinNative))]
    static (double, double) MinNative(double a, double b, double y) => a < b ? (1.0, 0.0) : (0.0, 1.0);

    [DerivativeOf(typeof(float), nameof(float.MinNative))]
    static (float, float) MinNative(float a, float b, float y) => a < b ? (1f, 0f) : (0f, 1f);

    /// <summary>A NaN yields to a number.</summary>
    [DerivativeOf(typeof(double), nameof(double.MaxNumber))]
    static (double, double) MaxNumber(double a, double b, double y) =>
        a > b | (double.IsNaN(b) & !double.IsNaN(a)) ? (1.0, 0.0) : (0.0, 1.0);

    /// <inheritdoc cref="MaxNumber(double, double, double)"/>
    [DerivativeOf(typeof(float), nameof(float.MaxNumber))]
    static (float, float) MaxNumber(float a, float b, float y) =>
        a > b | (float.IsNaN(b) & !float.IsNaN(a)) ? (1f, 0f) : (0f, 1f);

    [DerivativeOf(typeof(double), nameof(double.MinNumber))]
    static (double, double) MinNumber(double a, double b, double y) =>
        a < b | (double.IsNaN(b) & !double.IsNaN(a)) ? (1.0, 0.0) : (0.0, 1.0);

    [DerivativeOf(typeof(float), nameof(float.MinNumber))]
    static (float, float) MinNumber(float a, float b, float y) =>
        a < b | (float.IsNaN(b) & !float.IsNaN(a)) ? (1f, 0f) : (0f, 1f);

    [DerivativeOf(typeof(Math), nameof(Math.MaxMagnitude))]
    [DerivativeOf(typeof(double), nameof(double.MaxMagnitude))]
    static (double, double) MaxMagnitude(double a, double b, double y) =>
        IsLarger(a, b) | (double.IsNaN(a) & !double.IsNaN(b)) ? (1.0, 0.0) : (0.0, 1.0);

    [DerivativeOf(typeof(MathF), nameof(MathF.MaxMagnitude))]
    [DerivativeOf(typeof(float), nameof(float.MaxMagnitude))]
    static (float, float) MaxMagnitude(float a, float b, float y) =>
        IsLarger(a, b) | (float.IsNaN(a) & !float.IsNaN(b)) ? (1f, 0f) : (0f, 1f);

    [DerivativeOf(typeof(Math), nameof(Math.MinMagnitude))]
    [DerivativeOf(typeof(double), nameof(double.MinMagnitude))]
    static (double, double) MinMagnitude(double a, double b, double y) =>
        IsSmaller(a, b) | (double.IsNaN(a) & !double.IsNaN(b)) ? (1.0, 0.0) : (0.0, 1.0);

    [DerivativeOf(typeof(MathF), nameof(MathF.MinMagnitude))]
    [DerivativeOf(typeof(float), nameof(float.MinMagnitude))]
    static (float, float) MinMagnitude(float a, float b, float y) =>
        IsSmaller(a, b) | (float.IsNaN(a) & !float.IsNaN(b)) ? (1f, 0f) : (0f, 1f);

    [DerivativeOf(typeof(double), nameof(double.MaxMagnitudeNumber))]
    static (double, double) MaxMagnitudeNumber(double a, double b, double y) =>
        IsLarger(a, b) | (double.IsNaN(b) & !double.IsNaN(a)) ? (1.0, 0.0) : (0.0, 1.0);

    [DerivativeOf(typeof(float), nameof(float.MaxMagnitudeNumber))]
    static (float, float) MaxMagnitudeNumber(float a, float b, float y) =>
        IsLarger(a, b) | (float.IsNaN(b) & !float.IsNaN(a)) ? (1f, 0f) : (0f, 1f);

    [DerivativeOf(typeof(double), nameof(double.MinMagnitudeNumber))]
    static (double, double) MinMagnitudeNumber(double a, double b, double y) =>
        IsSmaller(a, b) | (double.IsNaN(b) & !double.IsNaN(a)) ? (1.0, 0.0) : (0.0, 1.0);

    [DerivativeOf(typeof(float), nameof(float.MinMagnitudeNumber))]
    static (float, float) MinMagnitudeNumber(float a, float b, float y) =>
        IsSmaller(a, b) | (float.IsNaN(b) & !float.IsNaN(a)) ? (1f, 0f) : (0f, 1f);

    static bool IsLarger(double a, double b) =>
        Math.Abs(a) > Math.Abs(b) || (Math.Abs(a) == Math.Abs(b) && a > b);

    static bool IsSmaller(double a, double b) =>
        Math.Abs(a) < Math.Abs(b) || (Math.Abs(a) == Math.Abs(b) && a < b);

    static bool IsLarger(float a, float b) =>
        MathF.Abs(a) > MathF.Abs(b) || (MathF.Abs(a) == MathF.Abs(b) && a > b);

    static bool IsSmaller(float a, float b) =>
        MathF.Abs(a) < MathF.Abs(b) || (MathF.Abs(a) == MathF.Abs(b) && a < b);
}
