using System;
using System.Numerics;

namespace Zygote;

/// <content>The error function of a complex argument.</content>
public static partial class SpecialFunctions
{
    /// <summary>Faddeeva's function, <c>w(z) = exp(-z²) erfc(-iz)</c>, analytic everywhere. It overflows far below the real axis.</summary>
    /// <remarks>
    /// By the trapezium rule with the residue of its pole. Source: M. Al Azah and S. Chandler-Wilde, Computation of the complex
    /// error function using modified trapezoidal rules, SIAM J. Numer. Anal. 59 (2021).
    /// </remarks>
    public static Complex Faddeeva(Complex z) => FaddeevaDerivative.Value(0, z);
}

/// <summary>Faddeeva's function and its derivatives of any order.</summary>
static class FaddeevaDerivative
{
    const int Nodes = 11;
    const double TwoOverSqrtPi = 1.12837916709551257390;

    static readonly double Step = Math.Sqrt(Math.PI / (Nodes + 1));

    public static Complex Value(int n, Complex z)
    {
        if (!double.IsFinite(z.Real) || !double.IsFinite(z.Imaginary))
            return double.IsNaN(z.Real) || double.IsNaN(z.Imaginary) || z.Imaginary < 0 ? new Complex(double.NaN, double.NaN) : Complex.Zero;
        if (z.Imaginary < 0)
        {
            // w(z) = 2 exp(-z²) - w(-z), of which the Gaussian brings in Hermite polynomials.
            Complex before = Complex.Zero, gaussian = 2 * Complex.Exp(-z * z);
            for (var k = 0; k < n; k++)
                (before, gaussian) = (gaussian, -2 * (z * gaussian + k * before));
            var mirrored = Value(n, -z);
            return (n & 1) == 0 ? gaussian - mirrored : gaussian + mirrored;
        }

        if (Complex.Abs(z) > 8 + 0.5 * n)
            return Asymptotic(n, z);
        var here = z.Real < 0 ? Complex.Conjugate(InQuadrant(-Complex.Conjugate(z))) : InQuadrant(z);
        if (n == 0)
            return here;
        // w' = -2zw + 2i/√π, and then w[k+1] = -2z w[k] - 2k w[k-1].
        var last = here;
        here = new Complex(0, TwoOverSqrtPi) - 2 * z * here;
        for (var k = 1; k < n; k++)
            (last, here) = (here, -2 * (z * here + k * last));
        return here;
    }

    /// <summary>For real and imaginary part not below 0.</summary>
    static Complex InQuadrant(Complex z)
    {
        var (x, y) = (z.Real, z.Imaginary);
        var h = Step;
        var fraction = x / h - Math.Floor(x / h);
        // The nodes that are farther from the pole at z.
        var atMultiples = y < x && fraction is >= 0.25 and <= 0.75;
        var sum = atMultiples ? 0.5 / (z * z) : Complex.Zero;
        for (var k = atMultiples ? 1 : 0; k <= Nodes; k++)
        {
            var t = (atMultiples ? k : k + 0.5) * h;
            sum += Math.Exp(-t * t) / ((z - t) * (z + t));
        }

        var w = new Complex(0, 2 * h / Math.PI) * z * sum;
        if (y >= Math.PI / h)
            return w;
        var turn = Complex.Exp(new Complex(0, -2 * Math.PI / h) * z);
        return w + 2 * Complex.Exp(-z * z) / (atMultiples ? 1 - turn : 1 + turn);
    }

    /// <summary>Term by term from <c>i/√π Σ (2k - 1)!! / (2^k z^(2k+1))</c>, DLMF 7.12.1.</summary>
    static Complex Asymptotic(int n, Complex z)
    {
        var inverse = 1 / z;
        var term = new Complex(0, 0.5 * TwoOverSqrtPi) * inverse;
        for (var j = 1; j <= n; j++)
            term *= -j * inverse;
        var sum = Complex.Zero;
        for (var k = 1; k < 60; k++)
        {
            var next = sum + term;
            if (next == sum)
                break;
            sum = next;
            term *= (2.0 * k + n) * (2.0 * k - 1 + n) / (4.0 * k) * (inverse * inverse);
        }

        return sum;
    }
}

/// <summary>Complex derivatives.</summary>
static class FaddeevaRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.Faddeeva))]
    static Complex Faddeeva(Complex z, Complex y) => FaddeevaDerivative.Value(1, z);

    [DerivativeOf(typeof(FaddeevaDerivative), nameof(FaddeevaDerivative.Value))]
    static Complex Derivatives(int n, Complex z, Complex y) => FaddeevaDerivative.Value(n + 1, z);
}
