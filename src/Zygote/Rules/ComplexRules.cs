using System.Numerics;

namespace Zygote.Rules;

/// <summary>
/// Complex functions whose own code takes short cuts on the axes: it sets a part of the result to zero there, which varies
/// all the same. The others are differentiated by their code.
/// </summary>
static class ComplexRules
{
    [DerivativeOf(typeof(Complex), nameof(Complex.Sqrt))]
    static Complex Sqrt(Complex z, Complex y) => 0.5 / y;

    [DerivativeOf(typeof(Complex), nameof(Complex.Asin))]
    static Complex Asin(Complex z, Complex y) => 1.0 / OtherSide(z, Complex.Cos(y));

    [DerivativeOf(typeof(Complex), nameof(Complex.Acos))]
    static Complex Acos(Complex z, Complex y) => -1.0 / OtherSide(z, Complex.Sin(y));

    /// <summary>
    /// The square root of 1 - z z in factors, which is accurate near 1 and -1, on the branch of an inaccurate value of it:
    /// on the cuts the sign depends on the side that the function has taken.
    /// </summary>
    static Complex OtherSide(Complex z, Complex branch)
    {
        var side = Complex.Sqrt(1.0 - z) * Complex.Sqrt(1.0 + z);
        return (side.Real * branch.Real) + (side.Imaginary * branch.Imaginary) < 0 ? -side : side;
    }

    /// <summary>At zero the code returns constants, and the logarithm is infinite.</summary>
    [DerivativeOf(typeof(Complex), nameof(Complex.Pow))]
    static (Complex, Complex) Pow(Complex z, Complex power, Complex y) => (
        power == Complex.Zero ? Complex.Zero : power * Complex.Pow(z, power - 1.0),
        y == Complex.Zero ? Complex.Zero : y * Complex.Log(z));
}
