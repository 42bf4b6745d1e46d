using System;

namespace Zygote.Rules;

/// <summary>Exponentials and logarithms to the common bases.</summary>
/// <remarks>
/// The variants with M1 and P1 take the exponential or the sum anew: adding 1 to the result would lose what they are for.
/// </remarks>
static class ExponentialRules
{
    const double Ln2 = 0.693147180559945309417;
    const double Ln10 = 2.30258509299404568402;
    const float Ln2F = (float)Ln2;
    const float Ln10F = (float)Ln10;

    [DerivativeOf(typeof(Math), nameof(Math.Exp))]
    [DerivativeOf(typeof(double), nameof(double.Exp))]
    static double Exp(double x, double y) => y;

    [DerivativeOf(typeof(MathF), nameof(MathF.Exp))]
    [DerivativeOf(typeof(float), nameof(float.Exp))]
    static float Exp(float x, float y) => y;

    [DerivativeOf(typeof(double), nameof(double.Exp2))]
    static double Exp2(double x, double y) => y * Ln2;

    [DerivativeOf(typeof(float), nameof(float.Exp2))]
    static float Exp2(float x, float y) => y * Ln2F;

    [DerivativeOf(typeof(double), nameof(double.Exp10))]
    static double Exp10(double x, double y) => y * Ln10;

    [DerivativeOf(typeof(float), nameof(float.Exp10))]
    static float Exp10(float x, float y) => y * Ln10F;

    [DerivativeOf(typeof(double), nameof(double.ExpM1))]
    static double ExpM1(double x, double y) => Math.Exp(x);

    [DerivativeOf(typeof(float), nameof(float.ExpM1))]
    static float ExpM1(float x, float y) => MathF.Exp(x);

    [DerivativeOf(typeof(double), nameof(double.Exp2M1))]
    static double Exp2M1(double x, double y) => double.Exp2(x) * Ln2;

    [DerivativeOf(typeof(float), nameof(float.Exp2M1))]
    static float Exp2M1(float x, float y) => float.Exp2(x) * Ln2F;

    [DerivativeOf(typeof(double), nameof(double.Exp10M1))]
    static double Exp10M1(double x, double y) => double.Exp10(x) * Ln10;

    [DerivativeOf(typeof(float), nameof(float.Exp10M1))]
    static float Exp10M1(float x, float y) => float.Exp10(x) * Ln10F;

    [DerivativeOf(typeof(Math), nameof(Math.Log))]
    [DerivativeOf(typeof(double), nameof(double.Log))]
    static double Log(double x, double y) => 1 / x;

    [DerivativeOf(typeof(MathF), nameof(MathF.Log))]
    [DerivativeOf(typeof(float), nameof(float.Log))]
    static float Log(float x, float y) => 1 / x;

    [DerivativeOf(typeof(Math), nameof(Math.Log))]
    [DerivativeOf(typeof(double), nameof(double.Log))]
    static (double, double) Log(double x, double newBase, double y)
    {
        var logarithm = Math.Log(newBase);
        return (1 / x / logarithm, -y / (newBase * logarithm));
    }

    [DerivativeOf(typeof(MathF), nameof(MathF.Log))]
    [DerivativeOf(typeof(float), nameof(float.Log))]
    static (float, float) Log(float x, float newBase, float y)
    {
        var logarithm = MathF.Log(newBase);
        return (1 / x / logarithm, -y / (newBase * logarithm));
    }

    [DerivativeOf(typeof(Math), nameof(Math.Log2))]
    [DerivativeOf(typeof(double), nameof(double.Log2))]
    static double Log2(double x, double y) => 1 / (x * Ln2);

    [DerivativeOf(typeof(MathF), nameof(MathF.Log2))]
    [DerivativeOf(typeof(float), nameof(float.Log2))]
    static float Log2(float x, float y) => 1 / (x * Ln2F);

    [DerivativeOf(typeof(Math), nameof(Math.Log10))]
    [DerivativeOf(typeof(double), nameof(double.Log10))]
    static double Log10(double x, double y) => 1 / (x * Ln10);

    [DerivativeOf(typeof(MathF), nameof(MathF.Log10))]
    [DerivativeOf(typeof(float), nameof(float.Log10))]
    static float Log10(float x, float y) => 1 / (x * Ln10F);

    [DerivativeOf(typeof(double), nameof(double.LogP1))]
    static double LogP1(double x, double y) => 1 / (1 + x);

    [DerivativeOf(typeof(float), nameof(float.LogP1))]
    static float LogP1(float x, float y) => 1 / (1 + x);

    [DerivativeOf(typeof(double), nameof(double.Log2P1))]
    static double Log2P1(double x, double y) => 1 / ((1 + x) * Ln2);

    [DerivativeOf(typeof(float), nameof(float.Log2P1))]
    static float Log2P1(float x, float y) => 1 / ((1 + x) * Ln2F);

    [DerivativeOf(typeof(double), nameof(double.Log10P1))]
    static double Log10P1(double x, double y) => 1 / ((1 + x) * Ln10);

    [DerivativeOf(typeof(float), nameof(float.Log10P1))]
    static float Log10P1(float x, float y) => 1 / ((1 + x) * Ln10F);
}
