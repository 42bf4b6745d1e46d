using System;

namespace Zygote.Rules;

/// <summary>
/// What is left of inverse trigonometric and hyperbolic functions and of lengths when they are differentiated. The derivatives of these
/// would cancel, overflow or underflow where they are taken from the code, as those of (1 - x) (1 + x) do for small x.
/// </summary>
/// <remarks>Source of the identities: NIST DLMF, sections 4.24 and 4.37.</remarks>
static class Reciprocals
{
    /// <summary>1 / sqrt(1 - x^2); in factors, which are exact near 1 and -1.</summary>
    public static double OfRoot(double x) => 1 / Math.Sqrt((1 - x) * (1 + x));

    /// <inheritdoc cref="OfRoot(double)"/>
    public static float OfRoot(float x) => 1 / MathF.Sqrt((1 - x) * (1 + x));

    [DerivativeOf(typeof(Reciprocals), nameof(OfRoot))]
    static double OfRoot(double x, double y) => x * y * y * y;

    [DerivativeOf(typeof(Reciprocals), nameof(OfRoot))]
    static float OfRoot(float x, float y) => x * y * y * y;

    /// <summary>1 / (1 - x^2).</summary>
    public static double OfDifference(double x) => 1 / ((1 - x) * (1 + x));

    /// <inheritdoc cref="OfDifference(double)"/>
    public static float OfDifference(float x) => 1 / ((1 - x) * (1 + x));

    [DerivativeOf(typeof(Reciprocals), nameof(OfDifference))]
    static double OfDifference(double x, double y) => 2 * x * y * y;

    [DerivativeOf(typeof(Reciprocals), nameof(OfDifference))]
    static float OfDifference(float x, float y) => 2 * x * y * y;

    /// <summary>1 / (1 + x^2).</summary>
    public static double OfSum(double x) => 1 / (1 + x * x);

    /// <inheritdoc cref="OfSum(double)"/>
    public static float OfSum(float x) => 1 / (1 + x * x);

    [DerivativeOf(typeof(Reciprocals), nameof(OfSum))]
    static double OfSum(double x, double y) => -2 * x * y * y;

    [DerivativeOf(typeof(Reciprocals), nameof(OfSum))]
    static float OfSum(float x, float y) => -2 * x * y * y;

    /// <summary>1 / sqrt(1 + x^2), also where the square is too large for a number.</summary>
    public static double OfRootOfSum(double x) => 1 / double.Hypot(1, x);

    /// <inheritdoc cref="OfRootOfSum(double)"/>
    public static float OfRootOfSum(float x) => 1 / float.Hypot(1, x);

    [DerivativeOf(typeof(Reciprocals), nameof(OfRootOfSum))]
    static double OfRootOfSum(double x, double y) => -x * y * y * y;

    [DerivativeOf(typeof(Reciprocals), nameof(OfRootOfSum))]
    static float OfRootOfSum(float x, float y) => -x * y * y * y;

    /// <summary>a / sqrt(a^2 + b^2), 0 at the origin.</summary>
    public static double OverLength(double a, double b, double length) => length == 0 ? 0 : a / length;

    /// <inheritdoc cref="OverLength(double, double, double)"/>
    public static float OverLength(float a, float b, float length) => length == 0 ? 0 : a / length;

    [DerivativeOf(typeof(Reciprocals), nameof(OverLength))]
    static (double, double, double) OverLength(double a, double b, double length, double y)
    {
        double other = OverLength(b, a, length), inverse = OfLength(length);
        return (other * other * inverse, -other * y * inverse, 0);
    }

    [DerivativeOf(typeof(Reciprocals), nameof(OverLength))]
    static (float, float, float) OverLength(float a, float b, float length, float y)
    {
        float other = OverLength(b, a, length), inverse = OfLength(length);
        return (other * other * inverse, -other * y * inverse, 0);
    }

    /// <summary>1 / length, 0 at the origin.</summary>
    static double OfLength(double length) => length == 0 ? 0 : 1 / length;

    /// <inheritdoc cref="OfLength(double)"/>
    static float OfLength(float length) => length == 0 ? 0 : 1 / length;

    [DerivativeOf(typeof(Reciprocals), nameof(OfLength))]
    static double OfLength(double length, double y) => -y * y;

    [DerivativeOf(typeof(Reciprocals), nameof(OfLength))]
    static float OfLength(float length, float y) => -y * y;

    /// <summary>a / (a^2 + b^2). The larger one is divided out: squares would overflow and underflow.</summary>
    public static double OverSquare(double a, double b)
    {
        var isFirst = Math.Abs(a) >= Math.Abs(b);
        var ratio = isFirst ? b / a : a / b;
        return (isFirst ? 1 : ratio) / (1 + ratio * ratio) / (isFirst ? a : b);
    }

    /// <inheritdoc cref="OverSquare(double, double)"/>
    public static float OverSquare(float a, float b)
    {
        var isFirst = MathF.Abs(a) >= MathF.Abs(b);
        var ratio = isFirst ? b / a : a / b;
        return (isFirst ? 1 : ratio) / (1 + ratio * ratio) / (isFirst ? a : b);
    }

    [DerivativeOf(typeof(Reciprocals), nameof(OverSquare))]
    static (double, double) OverSquare(double a, double b, double y) =>
        (DifferenceOverFourth(b, a), -2 * y * OverSquare(b, a));

    [DerivativeOf(typeof(Reciprocals), nameof(OverSquare))]
    static (float, float) OverSquare(float a, float b, float y) =>
        (DifferenceOverFourth(b, a), -2 * y * OverSquare(b, a));

    /// <summary>(a^2 - b^2) / (a^2 + b^2)^2.</summary>
    static double DifferenceOverFourth(double a, double b)
    {
        var isFirst = Math.Abs(a) >= Math.Abs(b);
        var (larger, ratio) = isFirst ? (a, b / a) : (b, a / b);
        var square = 1 + ratio * ratio;
        return (a - b) / larger / square / larger * ((a + b) / larger) / square / larger;
    }

    /// <inheritdoc cref="DifferenceOverFourth(double, double)"/>
    static float DifferenceOverFourth(float a, float b)
    {
        var isFirst = MathF.Abs(a) >= MathF.Abs(b);
        var (larger, ratio) = isFirst ? (a, b / a) : (b, a / b);
        var square = 1 + ratio * ratio;
        return (a - b) / larger / square / larger * ((a + b) / larger) / square / larger;
    }

    [DerivativeOf(typeof(Reciprocals), nameof(DifferenceOverFourth))]
    static (double, double) DifferenceOverFourth(double a, double b, double y)
    {
        double u = OverSquare(a, b), v = OverSquare(b, a);
        return (2 * u * (3 * v * v - u * u), 2 * v * (v * v - 3 * u * u));
    }

    [DerivativeOf(typeof(Reciprocals), nameof(DifferenceOverFourth))]
    static (float, float) DifferenceOverFourth(float a, float b, float y)
    {
        float u = OverSquare(a, b), v = OverSquare(b, a);
        return (2 * u * (3 * v * v - u * u), 2 * v * (v * v - 3 * u * u));
    }
}
