using System;

using MathNetFunctions = MathNet.Numerics.SpecialFunctions;

namespace Zygote;

/// <summary>AMOS in the middle, the expansions DLMF 9.7 at the ends: there the port loses the phase or gives up.</summary>
static class AiryValues
{
    public const double Middle = 10;

    public static double Ai(double x) => x < -Middle ? Oscillating(-x).Ai
        : x <= Middle ? MathNetFunctions.AiryAi(x)
        : AtInfinity(x, 0) ?? Falling(x, prime: false) * Exponential(x, -1);

    public static double AiPrime(double x) => x < -Middle ? Oscillating(-x).AiPrime
        : x <= Middle ? MathNetFunctions.AiryAiPrime(x)
        : AtInfinity(x, 0) ?? Falling(x, prime: true) * Exponential(x, -1);

    public static double Bi(double x) => x < -Middle ? Oscillating(-x).Bi
        : x <= Middle ? MathNetFunctions.AiryBi(x)
        : AtInfinity(x, x) ?? Rising(x, prime: false) * Exponential(x, 1);

    public static double BiPrime(double x) => x < -Middle ? Oscillating(-x).BiPrime
        : x <= Middle ? MathNetFunctions.AiryBiPrime(x)
        : AtInfinity(x, x) ?? Rising(x, prime: true) * Exponential(x, 1);

    public static double Scaled(double x, bool prime, bool bi)
    {
        if (!(x >= 0))
            return double.NaN;
        if (x > Middle)
            return bi ? Rising(x, prime) : Falling(x, prime);
        return (bi, prime) switch
        {
            (false, false) => MathNetFunctions.AiryAiScaled(x),
            (false, true) => MathNetFunctions.AiryAiPrimeScaled(x),
            (true, false) => MathNetFunctions.AiryBiScaled(x),
            _ => MathNetFunctions.AiryBiPrimeScaled(x),
        };
    }

    static double? AtInfinity(double x, double limit) => double.IsNaN(x) ? x : double.IsInfinity(x) ? limit : null;

    /// <summary>exp(sign 2/3 x^(3/2)), its exponent with twice the digits.</summary>
    static double Exponential(double x, int sign)
    {
        var (zeta, low) = Zeta(x);
        return Math.Exp(sign * zeta) * (1 + sign * low);
    }

    /// <summary>2/3 x^(3/2) as a sum of two numbers.</summary>
    static (double High, double Low) Zeta(double x)
    {
        var root = Math.Sqrt(x);
        var rootLow = Math.FusedMultiplyAdd(-root, root, x) / (2 * root);
        var product = x * root;
        var productLow = Math.FusedMultiplyAdd(x, root, -product) + x * rootLow;
        var high = 2 * product / 3;
        var low = (Math.FusedMultiplyAdd(-3, high, 2 * product) + 2 * productLow) / 3;
        return (high, low);
    }

    static double Falling(double x, bool prime) => Tail(x, prime ? 1 : 0, 0);

    static double Rising(double x, bool prime) => Tail(x, prime ? 3 : 2, 0);

    /// <summary>
    /// The n-th derivative of a scaled function for large x (kind 0 to 3: Ai, Ai', Bi, Bi'), term by term from DLMF 9.7(ii).
    /// </summary>
    public static double Tail(double x, int kind, int n)
    {
        var prime = kind % 2 == 1;
        var front = kind switch { 0 => 0.5, 1 => -0.5, _ => 1 } / Math.Sqrt(Math.PI);
        var exponent = prime ? 0.25 : -0.25;
        if (double.IsInfinity(x))
            return exponent > n ? front * x : 0 * front;
        var zeta = Zeta(x).High;
        double u = 1, sum = 0;
        for (var k = 0; k < 100; k++)
        {
            if (k > 0)
                u *= (kind < 2 ? -1 : 1) * (6.0 * k - 5) * (6.0 * k - 3) * (6.0 * k - 1) / ((2.0 * k - 1) * 216 * k * zeta);
            var term = prime ? u * (6.0 * k + 1) / (1 - 6.0 * k) : u;
            for (var i = 0; i < n; i++)
                term *= exponent - 1.5 * k - i;
            sum += term;
            if (Math.Abs(term) < 1e-17 * Math.Abs(sum))
                break;
        }
        return front * Quarter(x, prime) * sum * Math.Pow(x, -n);
    }

    /// <summary>x^(-1/4) or x^(1/4).</summary>
    static double Quarter(double x, bool prime)
    {
        var root = Math.Sqrt(Math.Sqrt(x));
        return prime ? root : 1 / root;
    }

    /// <summary>DLMF 9.7.9 to 9.7.12 at -x.</summary>
    static (double Ai, double AiPrime, double Bi, double BiPrime) Oscillating(double x)
    {
        if (double.IsInfinity(x))
            return (0, double.NaN, 0, double.NaN);
        var (zeta, low) = Zeta(x);
        double u = 1, even = 1, odd = 0, evenPrime = 1, oddPrime = 0;
        for (var k = 1; k < 100; k++)
        {
            u *= (6.0 * k - 5) * (6.0 * k - 3) * (6.0 * k - 1) / ((2.0 * k - 1) * 216 * k * zeta);
            var term = k % 4 is 0 or 1 ? u : -u;
            var v = term * (6 * k + 1) / (1 - 6.0 * k);
            if (k % 2 == 0)
                (even, evenPrime) = (even + term, evenPrime + v);
            else
                (odd, oddPrime) = (odd + term, oddPrime + v);
            if (u < 1e-17)
                break;
        }

        // Cosine and sine of zeta - pi / 4
        var (sinZeta, cosZeta) = Math.SinCos(zeta);
        (sinZeta, cosZeta) = (sinZeta + low * cosZeta, cosZeta - low * sinZeta);
        var half = Math.Sqrt(0.5);
        double cos = half * (cosZeta + sinZeta), sin = half * (sinZeta - cosZeta);
        double outer = Quarter(x, prime: false) / Math.Sqrt(Math.PI);
        var outerPrime = Quarter(x, prime: true) / Math.Sqrt(Math.PI);
        return (outer * (cos * even + sin * odd), outerPrime * (sin * evenPrime - cos * oddPrime),
            outer * (cos * odd - sin * even), outerPrime * (cos * evenPrime + sin * oddPrime));
    }
}
