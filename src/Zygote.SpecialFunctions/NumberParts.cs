using System;
using System.Numerics;

namespace Zygote;

/// <content>Angles reduced to one turn, parts of a number, polynomials by coefficients, lengths of vectors.</content>
public static partial class SpecialFunctions
{
    /// <summary>The angle x less a multiple of 2π, in -π to π. NaN for infinite x.</summary>
    /// <remarks>
    /// From the sine and the cosine, which the platform reduces by as many digits of π as the argument needs: all digits of the
    /// result are right also for huge x, and next to multiples of 2π. The derivative is 1, at the jumps too.
    /// </remarks>
    public static double RemTwoPi(double x) => Math.Abs(x) <= Math.PI ? x : Math.Atan2(Math.Sin(x), Math.Cos(x));

    /// <summary>The angle x less a multiple of 2π, in 0 to 2π: the upper end where a tiny negative angle is rounded to it.</summary>
    /// <remarks>As accurate as <see cref="RemTwoPi(double)"/>. The derivative is 1, at the jumps too.</remarks>
    public static double ModTwoPi(double x)
    {
        if (x >= 0 && x <= 2 * Math.PI)
            return x;
        var angle = RemTwoPi(x);
        // What 2π has beyond its double is added to the smaller one.
        return angle < 0 ? 2 * Math.PI + (angle + 2.4492935982947064e-16) : angle;
    }

    /// <summary><c>cos x + i sin x</c>.</summary>
    public static Complex Cis(double x)
    {
        var (sine, cosine) = Math.SinCos(x);
        return new Complex(cosine, sine);
    }

    /// <summary>A number as a fraction below 1 in size, of the same sign, and an integer. The derivative of the fraction is 1.</summary>
    public static (double Fraction, double Integer) Modf(double x)
    {
        var integer = Math.Truncate(x);
        return (double.IsInfinity(x) ? Math.CopySign(0, x) : x - integer, integer);
    }

    /// <summary>
    /// A number as a mantissa, whose size is in 1/2 to 1 without the end, and a power of two. Zero, infinity and NaN are their own
    /// mantissas. The derivative of the mantissa is <c>2^-Exponent</c>.
    /// </summary>
    public static (double Mantissa, int Exponent) Frexp(double x)
    {
        if (x == 0 || !double.IsFinite(x))
            return (x, 0);
        var exponent = Math.ILogB(x) + 1;
        return (Math.ScaleB(x, -exponent), exponent);
    }

    /// <summary><c>c[0] + c[1] x + c[2] x² + ...</c> by Horner's scheme; 0 without coefficients.</summary>
    public static double EvalPolynomial(double x, double[] coefficients)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        return EvalPolynomial(x, (ReadOnlySpan<double>)coefficients);
    }

    /// <inheritdoc cref="EvalPolynomial(double, double[])"/>
    public static double EvalPolynomial(double x, params ReadOnlySpan<double> coefficients)
    {
        double y = 0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            y = y * x + coefficients[i];
        return y;
    }

    /// <summary>The length of a vector, without overflow. The derivative at the origin is 0.</summary>
    public static double Hypot(double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Hypot((ReadOnlySpan<double>)x);
    }

    /// <inheritdoc cref="Hypot(double[])"/>
    public static double Hypot(params ReadOnlySpan<double> x)
    {
        double size = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (double.IsInfinity(x[i]))
                return double.PositiveInfinity;
            size = Math.Max(size, Math.Abs(x[i]));
        }

        size = AD.StopGradient(size);
        if (size == 0 || double.IsNaN(size))
            return size;
        // A power of two: nothing is rounded, and the result does not depend on it.
        var power = Math.Clamp(Math.ILogB(size), -1000, 1000);
        double sum = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var scaled = Math.ScaleB(x[i], -power);
            sum += scaled * scaled;
        }

        return Math.ScaleB(Math.Sqrt(sum), power);
    }
}

/// <summary>Derivatives of what jumps: those of the pieces.</summary>
static class NumberPartRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.RemTwoPi))]
    static double RemTwoPi(double x, double y) => 1;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.ModTwoPi))]
    static double ModTwoPi(double x, double y) => 1;
}
