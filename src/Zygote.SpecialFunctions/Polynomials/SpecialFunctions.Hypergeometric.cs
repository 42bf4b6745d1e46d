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

    /// <summary>The hypergeometric function 2F1(a, b; c; x) for x below 1, DLMF 15.2.1.</summary>
    /// <remarks>
    /// The power series, for negative x after Pfaff's transformation; differentiated as the code that it is, in all four
    /// arguments. The number of terms grows like 40 / (1 - x): NaN from about 0.9995 on. The error is 1e-15 times the sum of
    /// the absolute terms. Infinite where c is 0 or a negative integer.
    /// </remarks>
    public static double Hypergeometric2F1(double a, double b, double c, double x)
    {
        if (x < 0)
            return Math.Pow(1 - x, -a) * Hypergeometric2F1(a, c - b, c, x / (x - 1));
        var terms = x < 1 ? HypergeometricTerms(a, b, c, x) : -1;
        if (terms < 0)
            return double.NaN;
        double term = 1, sum = 1;
        for (var k = 0; k < terms; k++)
        {
            term *= (a + k) * (b + k) * x / ((c + k) * (k + 1));
            sum += term;
        }
        return sum;
    }

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
