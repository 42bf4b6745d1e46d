using System;
using System.Numerics;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>Every code block of docs/complex.md, compiled and checked.</summary>
public sealed class ComplexSnippets
{
    static class Transfer
    {
        // 1 / (1 + s), with a hole at the pole that its code does not show.
        public static Complex Response(Complex s) => Complex.FromPolarCoordinates(1 / (1 + s).Magnitude, -(1 + s).Phase);
    }

    static class TransferRules
    {
        // snippet: rule
        [DerivativeOf(typeof(Transfer), nameof(Transfer.Response))]
        static Complex Response(Complex s, Complex y) => -y * y;
        // end
    }

    // snippet: Wirtinger
    static (Complex ByZ, Complex ByConjugate) Wirtinger(Func<Complex, Complex> f, Complex z)
    {
        var byRe = AD.Pushforward(f, z, Complex.One).Tangent;
        var byIm = AD.Pushforward(f, z, Complex.ImaginaryOne).Tangent;
        return ((byRe - Complex.ImaginaryOne * byIm) / 2, (byRe + Complex.ImaginaryOne * byIm) / 2);
    }
    // end

    [Fact]
    public void First_examples()
    {
        // snippet: first
        var slope = AD.Gradient((Complex w) => Complex.Abs(w * w - 1), new Complex(0, 1));   // 2i
        var usual = AD.Derivative(Complex.Sqrt, (Complex)4);                                 // 1/4
        // end
        Equal(new Complex(0, 2), slope);
        Equal(0.25, usual);
        Equal(-0.25, AD.Derivative(Transfer.Response, Complex.One));
    }

    [Fact]
    public void Wirtinger_derivatives()
    {
        var z = new Complex(0.7, -1.2);
        var (byZ, byConjugate) = Wirtinger(w => w * w * Complex.Conjugate(w), z);
        Equal(2 * z * Complex.Conjugate(z), byZ);
        Equal(z * z, byConjugate);
        Equal(Complex.Zero, Wirtinger(Complex.Exp, z).ByConjugate);
        Equal(AD.Gradient((Complex w) => Complex.Abs(w), z), 2 * Wirtinger(w => Complex.Abs(w), z).ByConjugate);
    }

    static void Equal(Complex expected, Complex actual) => Assert.Equal(0, Complex.Abs(expected - actual), 13);
}
