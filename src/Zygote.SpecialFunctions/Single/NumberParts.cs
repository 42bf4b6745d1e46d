using System;

namespace Zygote;

/// <content>Angles reduced to one turn, parts of a number, polynomials by coefficients, lengths of vectors.</content>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.RemTwoPi(double)"/>
    public static float RemTwoPi(float x) => (float)SpecialFunctions.RemTwoPi(x);

    /// <inheritdoc cref="SpecialFunctions.ModTwoPi(double)"/>
    public static float ModTwoPi(float x) => (float)SpecialFunctions.ModTwoPi(x);

    /// <inheritdoc cref="SpecialFunctions.Modf(double)"/>
    public static (float Fraction, float Integer) Modf(float x)
    {
        var (fraction, integer) = SpecialFunctions.Modf(x);
        return ((float)fraction, (float)integer);
    }

    /// <inheritdoc cref="SpecialFunctions.Frexp(double)"/>
    public static (float Mantissa, int Exponent) Frexp(float x)
    {
        var (mantissa, exponent) = SpecialFunctions.Frexp(x);
        return ((float)mantissa, exponent);
    }

    /// <inheritdoc cref="SpecialFunctions.EvalPolynomial(double, double[])"/>
    public static float EvalPolynomial(float x, float[] coefficients)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        return EvalPolynomial(x, (ReadOnlySpan<float>)coefficients);
    }

    /// <inheritdoc cref="SpecialFunctions.EvalPolynomial(double, double[])"/>
    public static float EvalPolynomial(float x, params ReadOnlySpan<float> coefficients)
    {
        double y = 0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            y = y * x + coefficients[i];
        return (float)y;
    }

    /// <inheritdoc cref="SpecialFunctions.Hypot(double[])"/>
    public static float Hypot(float[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Hypot((ReadOnlySpan<float>)x);
    }

    /// <inheritdoc cref="SpecialFunctions.Hypot(double[])"/>
    public static float Hypot(params ReadOnlySpan<float> x)
    {
        // In double precision neither squares nor their sums overflow or vanish.
        double sum = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (float.IsInfinity(x[i]))
                return float.PositiveInfinity;
            sum += (double)x[i] * x[i];
        }

        return sum == 0 ? 0 : (float)Math.Sqrt(sum);
    }

    /// <inheritdoc cref="SpecialFunctions.LogUpperIncompleteGamma(double, double)"/>
    public static float LogUpperIncompleteGamma(float a, float x) => (float)SpecialFunctions.LogUpperIncompleteGamma(a, x);
}
