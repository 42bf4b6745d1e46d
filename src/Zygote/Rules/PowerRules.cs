using System;

namespace Zygote.Rules;

/// <summary>Powers, roots and reciprocals.</summary>
/// <remarks>Roots have infinite partials at 0.</remarks>
static class PowerRules
{
    [DerivativeOf(typeof(Math), nameof(Math.Sqrt))]
    [DerivativeOf(typeof(double), nameof(double.Sqrt))]
    static double Sqrt(double x, double y) => 0.5 / y;

    [DerivativeOf(typeof(MathF), nameof(MathF.Sqrt))]
    [DerivativeOf(typeof(float), nameof(float.Sqrt))]
    static float Sqrt(float x, float y) => 0.5f / y;

    [DerivativeOf(typeof(Math), nameof(Math.Cbrt))]
    [DerivativeOf(typeof(double), nameof(double.Cbrt))]
    static double Cbrt(double x, double y) => 1 / (3 * y * y);

    [DerivativeOf(typeof(MathF), nameof(MathF.Cbrt))]
    [DerivativeOf(typeof(float), nameof(float.Cbrt))]
    static float Cbrt(float x, float y) => 1 / (3 * y * y);

    /// <summary>NaN by the exponent where the base is negative: the power is not real beside integers.</summary>
    [DerivativeOf(typeof(Math), nameof(Math.Pow))]
    [DerivativeOf(typeof(double), nameof(double.Pow))]
    static (double, double) Pow(double x, double p, double y)
    {
        // x^0 is constant also at 0, where the formula would multiply 0 by infinity. 0^p is 0 for all p > 0.
        var xPartial = x == 0 && p == 0 ? 0 : p * Math.Pow(x, p - 1);
        var pPartial = y == 0 ? 0 : y * Math.Log(x);
        return (xPartial, pPartial);
    }

    /// <inheritdoc cref="Pow(double, double, double)"/>
    [DerivativeOf(typeof(MathF), nameof(MathF.Pow))]
    [DerivativeOf(typeof(float), nameof(float.Pow))]
    static (float, float) Pow(float x, float p, float y)
    {
        // x^0 is constant also at 0, where the formula would multiply 0 by infinity. 0^p is 0 for all p > 0.
        var xPartial = x == 0 && p == 0 ? 0 : p * MathF.Pow(x, p - 1);
        var pPartial = y == 0 ? 0 : y * MathF.Log(x);
        return (xPartial, pPartial);
    }

    [DerivativeOf(typeof(double), nameof(double.RootN))]
    static double RootN(double x, int n, double y) => x == 0 ? 1 / (n * Math.Pow(y, n - 1)) : y / x / n;

    [DerivativeOf(typeof(float), nameof(float.RootN))]
    static float RootN(float x, int n, float y) => x == 0 ? 1 / (n * MathF.Pow(y, n - 1)) : y / x / n;

    /// <summary>0 at the kink, the origin.</summary>
    [DerivativeOf(typeof(double), nameof(double.Hypot))]
    static (double, double) Hypot(double x1, double x2, double y) => (Reciprocals.OverLength(x1, x2, y), Reciprocals.OverLength(x2, x1, y));

    /// <inheritdoc cref="Hypot(double, double, double)"/>
    [DerivativeOf(typeof(float), nameof(float.Hypot))]
    static (float, float) Hypot(float x1, float x2, float y) => (Reciprocals.OverLength(x1, x2, y), Reciprocals.OverLength(x2, x1, y));

    /// <summary>The derivative of the function, not of the approximation.</summary>
    [DerivativeOf(typeof(Math), nameof(Math.ReciprocalEstimate))]
    [DerivativeOf(typeof(double), nameof(double.ReciprocalEstimate))]
    static double ReciprocalEstimate(double x, double y) => -1 / (x * x);

    /// <inheritdoc cref="ReciprocalEstimate(double, double)"/>
    [DerivativeOf(typeof(MathF), nameof(MathF.ReciprocalEstimate))]
    [DerivativeOf(typeof(float), nameof(float.ReciprocalEstimate))]
    static float ReciprocalEstimate(float x, float y) => -1 / (x * x);

    [DerivativeOf(typeof(Math), nameof(Math.ReciprocalSqrtEstimate))]
    [DerivativeOf(typeof(double), nameof(double.ReciprocalSqrtEstimate))]
    static double ReciprocalSqrtEstimate(double x, double y) => -0.5 / (x * Math.Sqrt(x));

    [DerivativeOf(typeof(MathF), nameof(MathF.ReciprocalSqrtEstimate))]
    [DerivativeOf(typeof(float), nameof(float.ReciprocalSqrtEstimate))]
    static float ReciprocalSqrtEstimate(float x, float y) => -0.5f / (x * MathF.Sqrt(x));
}
