using System;

namespace Zygote.Rules;

/// <summary>Hyperbolic functions and their inverses.</summary>
/// <remarks>Source: NIST DLMF, sections 4.34 and 4.38.</remarks>
static class HyperbolicRules
{
    [DerivativeOf(typeof(Math), nameof(Math.Sinh))]
    [DerivativeOf(typeof(double), nameof(double.Sinh))]
    static double Sinh(double x, double y) => Math.Cosh(x);

    [DerivativeOf(typeof(MathF), nameof(MathF.Sinh))]
    [DerivativeOf(typeof(float), nameof(float.Sinh))]
    static float Sinh(float x, float y) => MathF.Cosh(x);

    [DerivativeOf(typeof(Math), nameof(Math.Cosh))]
    [DerivativeOf(typeof(double), nameof(double.Cosh))]
    static double Cosh(double x, double y) => Math.Sinh(x);

    [DerivativeOf(typeof(MathF), nameof(MathF.Cosh))]
    [DerivativeOf(typeof(float), nameof(float.Cosh))]
    static float Cosh(float x, float y) => MathF.Sinh(x);

    [DerivativeOf(typeof(Math), nameof(Math.Tanh))]
    [DerivativeOf(typeof(double), nameof(double.Tanh))]
    static double Tanh(double x, double y) => TanhPartial.At(x, y);

    [DerivativeOf(typeof(MathF), nameof(MathF.Tanh))]
    [DerivativeOf(typeof(float), nameof(float.Tanh))]
    static float Tanh(float x, float y) => TanhPartial.At(x, y);

    [DerivativeOf(typeof(Math), nameof(Math.Asinh))]
    [DerivativeOf(typeof(double), nameof(double.Asinh))]
    static double Asinh(double x, double y) => Reciprocals.OfRootOfSum(x);

    [DerivativeOf(typeof(MathF), nameof(MathF.Asinh))]
    [DerivativeOf(typeof(float), nameof(float.Asinh))]
    static float Asinh(float x, float y) => Reciprocals.OfRootOfSum(x);

    /// <summary>NaN below 1, where the function is; one square root of the product would not be.</summary>
    [DerivativeOf(typeof(Math), nameof(Math.Acosh))]
    [DerivativeOf(typeof(double), nameof(double.Acosh))]
    static double Acosh(double x, double y) => 1 / (Math.Sqrt(x - 1) * Math.Sqrt(x + 1));

    /// <inheritdoc cref="Acosh(double, double)"/>
    [DerivativeOf(typeof(MathF), nameof(MathF.Acosh))]
    [DerivativeOf(typeof(float), nameof(float.Acosh))]
    static float Acosh(float x, float y) => 1 / (MathF.Sqrt(x - 1) * MathF.Sqrt(x + 1));

    [DerivativeOf(typeof(Math), nameof(Math.Atanh))]
    [DerivativeOf(typeof(double), nameof(double.Atanh))]
    static double Atanh(double x, double y) => Reciprocals.OfDifference(x);

    [DerivativeOf(typeof(MathF), nameof(MathF.Atanh))]
    [DerivativeOf(typeof(float), nameof(float.Atanh))]
    static float Atanh(float x, float y) => Reciprocals.OfDifference(x);
}
