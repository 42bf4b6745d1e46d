using System;

namespace Zygote.Rules;

/// <summary>Sines, tangents and their inverses. Angles are in radians, or in half turns where the name ends in Pi.</summary>
/// <remarks>
/// At the ends of their domain the inverse sines have infinite partials. Source: NIST DLMF, sections 4.20 and 4.24.
/// </remarks>
static class TrigonometricRules
{
    [DerivativeOf(typeof(Math), nameof(Math.Sin))]
    [DerivativeOf(typeof(double), nameof(double.Sin))]
    static double Sin(double x, double y) => Math.Cos(x);

    [DerivativeOf(typeof(MathF), nameof(MathF.Sin))]
    [DerivativeOf(typeof(float), nameof(float.Sin))]
    static float Sin(float x, float y) => MathF.Cos(x);

    [DerivativeOf(typeof(Math), nameof(Math.Cos))]
    [DerivativeOf(typeof(double), nameof(double.Cos))]
    static double Cos(double x, double y) => -Math.Sin(x);

    [DerivativeOf(typeof(MathF), nameof(MathF.Cos))]
    [DerivativeOf(typeof(float), nameof(float.Cos))]
    static float Cos(float x, float y) => -MathF.Sin(x);

    [DerivativeOf(typeof(Math), nameof(Math.Tan))]
    [DerivativeOf(typeof(double), nameof(double.Tan))]
    static double Tan(double x, double y) => 1 + y * y;

    [DerivativeOf(typeof(MathF), nameof(MathF.Tan))]
    [DerivativeOf(typeof(float), nameof(float.Tan))]
    static float Tan(float x, float y) => 1 + y * y;

    [DerivativeOf(typeof(Math), nameof(Math.Asin))]
    [DerivativeOf(typeof(double), nameof(double.Asin))]
    static double Asin(double x, double y) => Reciprocals.OfRoot(x);

    [DerivativeOf(typeof(MathF), nameof(MathF.Asin))]
    [DerivativeOf(typeof(float), nameof(float.Asin))]
    static float Asin(float x, float y) => Reciprocals.OfRoot(x);

    [DerivativeOf(typeof(Math), nameof(Math.Acos))]
    [DerivativeOf(typeof(double), nameof(double.Acos))]
    static double Acos(double x, double y) => -Reciprocals.OfRoot(x);

    [DerivativeOf(typeof(MathF), nameof(MathF.Acos))]
    [DerivativeOf(typeof(float), nameof(float.Acos))]
    static float Acos(float x, float y) => -Reciprocals.OfRoot(x);

    [DerivativeOf(typeof(Math), nameof(Math.Atan))]
    [DerivativeOf(typeof(double), nameof(double.Atan))]
    static double Atan(double x, double y) => Reciprocals.OfSum(x);

    [DerivativeOf(typeof(MathF), nameof(MathF.Atan))]
    [DerivativeOf(typeof(float), nameof(float.Atan))]
    static float Atan(float x, float y) => Reciprocals.OfSum(x);

    /// <summary>By the first argument (the ordinate) and the second; 0 at the origin.</summary>
    [DerivativeOf(typeof(Math), nameof(Math.Atan2))]
    [DerivativeOf(typeof(double), nameof(double.Atan2))]
    static (double, double) Atan2(double y, double x, double angle) =>
        x == 0 & y == 0 ? (0.0, 0.0) : (Reciprocals.OverSquare(x, y), -Reciprocals.OverSquare(y, x));

    /// <inheritdoc cref="Atan2(double, double, double)"/>
    [DerivativeOf(typeof(MathF), nameof(MathF.Atan2))]
    [DerivativeOf(typeof(float), nameof(float.Atan2))]
    static (float, float) Atan2(float y, float x, float angle) =>
        x == 0 & y == 0 ? (0f, 0f) : (Reciprocals.OverSquare(x, y), -Reciprocals.OverSquare(y, x));

    [DerivativeOf(typeof(double), nameof(double.SinPi))]
    static double SinPi(double x, double y) => Math.PI * double.CosPi(x);

    [DerivativeOf(typeof(float), nameof(float.SinPi))]
    static float SinPi(float x, float y) => MathF.PI * float.CosPi(x);

    [DerivativeOf(typeof(double), nameof(double.CosPi))]
    static double CosPi(double x, double y) => -Math.PI * double.SinPi(x);

    [DerivativeOf(typeof(float), nameof(float.CosPi))]
    static float CosPi(float x, float y) => -MathF.PI * float.SinPi(x);

    [DerivativeOf(typeof(double), nameof(double.TanPi))]
    static double TanPi(double x, double y) => Math.PI * (1 + y * y);

    [DerivativeOf(typeof(float), nameof(float.TanPi))]
    static float TanPi(float x, float y) => MathF.PI * (1 + y * y);

    [DerivativeOf(typeof(double), nameof(double.AsinPi))]
    static double AsinPi(double x, double y) => Reciprocals.OfRoot(x) / Math.PI;

    [DerivativeOf(typeof(float), nameof(float.AsinPi))]
    static float AsinPi(float x, float y) => Reciprocals.OfRoot(x) / MathF.PI;

    [DerivativeOf(typeof(double), nameof(double.AcosPi))]
    static double AcosPi(double x, double y) => -Reciprocals.OfRoot(x) / Math.PI;

    [DerivativeOf(typeof(float), nameof(float.AcosPi))]
    static float AcosPi(float x, float y) => -Reciprocals.OfRoot(x) / MathF.PI;

    [DerivativeOf(typeof(double), nameof(double.AtanPi))]
    static double AtanPi(double x, double y) => Reciprocals.OfSum(x) / Math.PI;

    [DerivativeOf(typeof(float), nameof(float.AtanPi))]
    static float AtanPi(float x, float y) => Reciprocals.OfSum(x) / MathF.PI;

    [DerivativeOf(typeof(double), nameof(double.Atan2Pi))]
    static (double, double) Atan2Pi(double y, double x, double angle)
    {
        var (yPartial, xPartial) = Atan2(y, x, angle);
        return (yPartial / Math.PI, xPartial / Math.PI);
    }

    [DerivativeOf(typeof(float), nameof(float.Atan2Pi))]
    static (float, float) Atan2Pi(float y, float x, float angle)
    {
        var (yPartial, xPartial) = Atan2(y, x, angle);
        return (yPartial / MathF.PI, xPartial / MathF.PI);
    }
}
