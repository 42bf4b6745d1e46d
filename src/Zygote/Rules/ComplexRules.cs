using System;
using System.Numerics;

namespace Zygote.Rules;

/// <summary>
/// Complex functions whose own code takes short cuts on the axes: it sets a part of the result to zero there, which varies
/// all the same; and those where it loses digits near a pole or far out. The others are differentiated by their code.
/// </summary>
static class ComplexRules
{
    [DerivativeOf(typeof(Complex), nameof(Complex.Sqrt))]
    static Complex Sqrt(Complex z, Complex y) => 0.5 / y;

    [DerivativeOf(typeof(Complex), nameof(Complex.Asin))]
    static Complex Asin(Complex z, Complex y) => OfRoot(z, Complex.Cos(y));

    [DerivativeOf(typeof(Complex), nameof(Complex.Acos))]
    static Complex Acos(Complex z, Complex y) => -OfRoot(z, Complex.Sin(y));

    /// <summary>
    /// 1 / sqrt(1 - z z), the root in factors, which is accurate near 1 and -1, on the branch of an inaccurate value of it: on the cuts
    /// the sign depends on the side that the function has taken.
    /// </summary>
    static Complex OfRoot(Complex z, Complex branch)
    {
        var side = Complex.Sqrt(1.0 - z) * Complex.Sqrt(1.0 + z);
        return 1.0 / ((side.Real * branch.Real) + (side.Imaginary * branch.Imaginary) < 0 ? -side : side);
    }

    [DerivativeOf(typeof(ComplexRules), nameof(OfRoot))]
    static (Complex, Complex) OfRoot(Complex z, Complex branch, Complex y) => (z * y * y * y, Complex.Zero);

    [DerivativeOf(typeof(Complex), nameof(Complex.Atan))]
    static Complex Atan(Complex z, Complex y) => OfSum(z);

    /// <summary>1 / (1 + z z) in factors, which are accurate near i and -i.</summary>
    static Complex OfSum(Complex z) =>
        1.0 / new Complex(1 - z.Imaginary, z.Real) / new Complex(1 + z.Imaginary, -z.Real);

    [DerivativeOf(typeof(ComplexRules), nameof(OfSum))]
    static Complex OfSum(Complex z, Complex y) => -2.0 * z * y * y;

    [DerivativeOf(typeof(Complex), nameof(Complex.Tan))]
    static Complex Tan(Complex z, Complex y) => SquaredSecant(z);

    [DerivativeOf(typeof(Complex), nameof(Complex.Tanh))]
    static Complex Tanh(Complex z, Complex y) => SquaredSecant(new Complex(-z.Imaginary, z.Real));

    /// <summary>Of the cosine next to its zeros, and of what falls away from the real axis, where the cosine is too large.</summary>
    static Complex SquaredSecant(Complex z)
    {
        if (Math.Abs(z.Imaginary) < 1)
        {
            var secant = 1.0 / Complex.Cos(z);
            return secant * secant;
        }
        var e = Complex.Exp(z.Imaginary > 0 ? new Complex(-2 * z.Imaginary, 2 * z.Real) : new Complex(2 * z.Imaginary, -2 * z.Real));
        return 4.0 * e / ((1.0 + e) * (1.0 + e));
    }

    /// <summary>At zero the code returns constants, and the logarithm is infinite.</summary>
    [DerivativeOf(typeof(Complex), nameof(Complex.Pow))]
    static (Complex, Complex) Pow(Complex z, Complex power, Complex y) => (
        power == Complex.Zero ? Complex.Zero : power * Complex.Pow(z, power - 1.0),
        y == Complex.Zero ? Complex.Zero : y * Complex.Log(z));
}
