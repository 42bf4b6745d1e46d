using System;

namespace Zygote;

public static partial class SpecialFunctions
{
    const int MaxTerms = 100_000;

    /// <summary>Kummer's confluent hypergeometric function 1F1(a; b; x), DLMF 13.2.2.</summary>
    /// <remarks>
    /// The power series, for negative x after Kummer's transformation; differentiated as the code that it is, in all three
    /// arguments. The error is 1e-15 times the sum of the absolute terms: small relative to the value unless a (or b - a for
    /// negative x) is well below 0. Infinite where b is 0 or a negative integer.
    /// </remarks>
    public static double Hypergeometric1F1(double a, double b, double x)
    {
        if (x < 0)
            return Math.Exp(x) * Hypergeometric1F1(b - a, b, -x);
        var terms = HypergeometricTerms(a, 0, b, x);
        if (terms < 0)
            return double.NaN;
        double term = 1, sum = 1;
        for (var k = 0; k < terms; k++)
        {
            term *= (a + k) * x / ((b + k) * (k + 1));
            sum += term;
        }
        return sum;
    }

    /// <summary>The hypergeometric function 2F1(a, b; c; x) up to 1, DLMF 15.2.1.</summary>
    /// <remarks>
    /// The power series up to 3/4, for negative x after Pfaff's transformation; from there to 1 Taylor series of its differential equation,
    /// each of which halves the distance to 1, so that no case is special where c - a - b is a whole number. It is differentiated as the
    /// code that it is, in all four arguments. The error is 1e-15 times the sum of the absolute terms; where the function is smooth at 1 a
    /// second derivative in x has one of 1e-16 / (1 - x). At 1 Gauss' sum for c above a + b, infinite otherwise, with derivatives in
    /// the parameters, NaN in x. Infinite where c is 0 or a negative integer; NaN above 1.
    /// </remarks>
    public static double Hypergeometric2F1(double a, double b, double c, double x)
    {
        if (x < 0)
            return Math.Pow(1 - x, -a) * BelowOne(a, c - b, c, x / (x - 1), 1 / (1 - x));
        return BelowOne(a, b, c, x, 1 - x);
    }

    /// <summary>For x from 0 to 1; its distance from 1 has more digits.</summary>
    static double BelowOne(double a, double b, double c, double x, double distance)
    {
        if (!(distance >= 0))
            return double.NaN;
        return distance >= 0.25
            ? HypergeometricSeries(a, b, c, x, false).Value
            : NearOne(a, b, c, x, distance);
    }

    static double NearOne(double a, double b, double c, double x, double distance)
    {
        if (distance == 0)
        {
            return AtEnd(x) + (c > a + b
                ? Gamma(c) * Gamma(c - a - b) * ReciprocalGamma(c - a) * ReciprocalGamma(c - b)
                : Gamma(c) * double.PositiveInfinity);
        }
        var (f, slope) = HypergeometricSeries(a, b, c, 0.75, true);
        var from = 0.25;
        for (; from > 2 * distance; from /= 2)
            (f, slope) = HypergeometricStep(a, b, c, from, 0.5, f, slope);
        return HypergeometricStep(a, b, c, from, 1 - distance / from, f, slope).Value;
    }

    /// <summary>0, with the derivative NaN.</summary>
    internal static double AtEnd(double x) => 0;

    /// <summary>The power series and, where it is wanted, that of the derivative.</summary>
    static (double Value, double Slope) HypergeometricSeries(double a, double b, double c, double x, bool withSlope)
    {
        var terms = HypergeometricTerms(a, b, c, x);
        if (terms < 0)
            return (double.NaN, double.NaN);
        double term = 1, sum = 1, slope = 0;
        for (var k = 0; k < terms; k++)
        {
            term *= (a + k) * (b + k) * x / ((c + k) * (k + 1));
            sum += term;
            if (withSlope)
                slope += (k + 1) * term;
        }
        return (sum, slope / x);
    }

    /// <summary>
    /// From 1 - from, where value and derivative are given, nearer to 1 by a part of the distance, at most the half: coefficients
    /// of the solution from x (1 - x) F'' + (c - (a + b + 1) x) F' = a b F.
    /// </summary>
    static (double Value, double Slope) HypergeometricStep(
        double a, double b, double c, double from, double part, double value, double slope)
    {
        double x = 1 - from, h = part * from;
        double previous = value, term = slope * h, sum = value + term, slopes = term;
        var linear = c - (a + b + 1) * x;
        var terms = StepTerms(a, b, c);
        for (var k = 0; k < terms; k++)
        {
            var next = ((k + a) * (k + b) * previous * part * h - (k + 1) * (k * (1 - 2 * x) + linear) * term * part) / (x * (k + 1) * (k + 2));
            sum += next;
            slopes += (k + 2) * next;
            (previous, term) = (term, next);
        }
        return (sum, slopes / h);
    }

    /// <summary>Half a power of 2 a term, and what large parameters grow before.</summary>
    [ZeroDerivative]
    static int StepTerms(double a, double b, double c) =>
        (int)Math.Min(MaxTerms, 70 + 4 * (Math.Abs(a) + Math.Abs(b) + Math.Abs(c)));

    /// <summary>
    /// How many terms matter, those included that vanish and whose derivatives do not; -1 where there are too many. 1F1 has
    /// no second parameter: 0.
    /// </summary>
    [ZeroDerivative]
    static int HypergeometricTerms(double a, double b, double c, double x)
    {
        double term = 1, sum = 1;
        for (var k = 0; k < MaxTerms; k++)
        {
            var second = b == 0 ? 1 : Math.Abs(b) + 1 + k;
            var ratio = (Math.Abs(a) + 1 + k) * second * x / (Math.Max(Math.Abs(c + k), 1e-3) * (k + 1));
            term *= ratio;
            sum += term;
            if (ratio < 1 && term <= 1e-19 * (1 - ratio) * sum)
                return k + 1;
        }
        return -1;
    }
}
