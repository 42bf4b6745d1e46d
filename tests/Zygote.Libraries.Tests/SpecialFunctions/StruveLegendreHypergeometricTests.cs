using System;
using System.Numerics;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class StruveLegendreHypergeometricTests
{
    const double Infinity = double.PositiveInfinity;

    [Fact]
    public void Spherical_harmonics_of_low_degree_have_their_closed_forms()
    {
        const double theta = 0.7, phi = -1.3;
        double sin = Math.Sin(theta), cos = Math.Cos(theta);
        var azimuth = Complex.Exp(new Complex(0, phi));
        Near(0.5 / Math.Sqrt(Math.PI), F.SphericalHarmonic(0, 0, theta, phi));
        Near(-Math.Sqrt(3 / (8 * Math.PI)) * sin * azimuth, F.SphericalHarmonic(1, 1, theta, phi));
        Near(Math.Sqrt(3 / (8 * Math.PI)) * sin / azimuth, F.SphericalHarmonic(1, -1, theta, phi));
        Near(Math.Sqrt(5 / (16 * Math.PI)) * (3 * cos * cos - 1), F.SphericalHarmonic(2, 0, theta, phi));
        Near(Math.Sqrt(15 / (32 * Math.PI)) * sin * sin * azimuth * azimuth, F.SphericalHarmonic(2, 2, theta, phi));
    }

    [Theory]
    [InlineData(3, 2), InlineData(7, -4), InlineData(40, 11)]
    public void Spherical_harmonics_satisfy_their_differential_equation(int l, int m)
    {
        // DLMF 14.30.10, with derivatives to the second
        const double theta = 0.9, phi = 0.4;
        double Real(double t, double p) => F.SphericalHarmonic(l, m, t, p).Real;
        var hessian = AD.Hessian((double[] v) => Real(v[0], v[1]))([theta, phi]);
        var (slope, _) = AD.Gradient(Real)(theta, phi);
        var sin = Math.Sin(theta);
        var laplacian = hessian[0, 0] + Math.Cos(theta) / sin * slope + hessian[1, 1] / (sin * sin);
        Assert.Equal(-l * (l + 1) * Real(theta, phi), laplacian, 1e-10);
    }

    [Fact]
    public void Ends_and_symmetries_have_their_values()
    {
        Assert.Equal(-F.StruveH(0, 2), F.StruveH(0, -2));
        Assert.Equal(F.StruveH(1, 2), F.StruveH(1, -2));
        Assert.Equal(F.StruveL(1, 2), F.StruveL(1, -2));
        Assert.Equal(0, F.StruveH(0, 0));
        Assert.Equal(0, F.StruveH(0, Infinity));
        Assert.Equal(2 / Math.PI, F.StruveH(1, Infinity));
        Assert.Equal(Infinity, F.StruveL(0, Infinity));
        Assert.Equal(double.NaN, F.StruveH(-1, 2));
        Assert.Equal(2 / Math.PI, AD.Derivative((double x) => F.StruveH(0, x))(0), 1e-16);
        Assert.Equal(double.NaN, F.KelvinKer(-1));
        Assert.Equal(1, F.KelvinBer(0));
        Assert.Equal(1, F.LegendreP(7, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.LegendreP(-1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.LegendreP(1, 2, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => F.SphericalHarmonic(1, 2, 0.5, 0));
        Assert.Equal(1, F.Hypergeometric1F1(0.5, 1.5, 0));
        Assert.Equal(double.PositiveInfinity, F.Hypergeometric2F1(0.5, 1.5, 2, 1));
        // Gauss: 2F1(1/2, 1/4; 2; 1); where it is smooth, d/dx = a b / c 2F1(a + 1, b + 1; c + 1; x)
        Assert.Equal(1.1128357888987642, F.Hypergeometric2F1(0.5, 0.25, 2, 1), 1e-15);
        Assert.Equal(1.1165508017641345, F.Hypergeometric2F1(0.5, 0.5, 3.25, 0.9999999), 4e-15);
        var slope = AD.Gradient((double x) => F.Hypergeometric2F1(0.5, 0.5, 3.25, x), 0.9999999);
        Assert.Equal(0.25 / 3.25 * F.Hypergeometric2F1(1.5, 1.5, 4.25, 0.9999999), slope, 1e-14);
        Assert.Equal(double.NaN, AD.Gradient((double x) => F.Hypergeometric2F1(0.5, 0.25, 2, x), 1.0));
        Assert.Equal(double.NaN, F.Hypergeometric2F1(0.5, 1.5, 2, 2));
    }

    [Fact]
    public void A_parameter_at_which_the_series_ends_keeps_its_derivative()
    {
        // d/da at a = -1 by a difference
        const double h = 1e-5;
        var expected = (F.Hypergeometric1F1(-1 + h, 1.5, 2) - F.Hypergeometric1F1(-1 - h, 1.5, 2)) / (2 * h);
        var (byA, _) = AD.Gradient((double a, double x) => F.Hypergeometric1F1(a, 1.5, x))(-1, 2);
        Assert.Equal(expected, byA, 1e-8);
    }

    [Fact]
    public void Bessel_functions_of_complex_arguments_agree_with_real_ones_and_their_equation()
    {
        foreach (var n in (int[])[0, -3])
        {
            Near(F.BesselJ(n, 2.5), F.BesselJ(n, new Complex(2.5, 0)));
            Near(F.BesselY(n, 2.5), F.BesselY(n, new Complex(2.5, 0)));
            Near(F.BesselI(n, 2.5), F.BesselI(n, new Complex(2.5, 0)));
            Near(F.BesselK(n, 2.5), F.BesselK(n, new Complex(2.5, 0)));
            Near(F.HankelH1(n, 2.5), F.HankelH1(n, new Complex(2.5, 0)));
            Near(F.HankelH2(n, 2.5), F.HankelH2(n, new Complex(2.5, 0)));
            var z = new Complex(1.5, -0.75);
            foreach (var sign in (int[])[-1, 1])
            {
                foreach (var f in sign < 0
                    ? (Func<Complex, Complex>[])[w => F.BesselJ(n, w), w => F.BesselY(n, w), w => F.HankelH1(n, w), w => F.HankelH2(n, w)]
                    : [w => F.BesselI(n, w), w => F.BesselK(n, w)])
                {
                    // DLMF 10.2.1 and 10.25.1
                    Complex first = AD.Derivative(f, z), second = AD.Derivative((Complex w) => AD.Derivative(f, w), z);
                    Near(0, z * z * second + z * first - (sign * z * z + n * n) * f(z));
                    var h = new Complex(1e-5, 0);
                    Assert.True(Complex.Abs((f(z + h) - f(z - h)) / (2 * h) - first) < 1e-8 * (1 + Complex.Abs(first)));
                }
            }
        }
    }

    [Fact]
    public void Functions_of_float_have_derivatives_of_float()
    {
        Assert.Equal((float)F.BesselJ(1.5, 2.0), SpecialFunctionsF.BesselJ(1.5f, 2f));
        Assert.Equal((float)F.BesselJOrderDerivative(1.5, 2), AD.Gradient((float nu) => SpecialFunctionsF.BesselJ(nu, 2f))(1.5f));
        Assert.Equal((float)F.AiryAiPrime(1.5), AD.Derivative((float x) => SpecialFunctionsF.AiryAi(x))(1.5f));
        Assert.Equal(-MathF.Exp(-1.5f) / 1.5f, AD.Gradient((float x) => SpecialFunctionsF.ExpIntegralE1(x))(1.5f), 1e-7f);
        Assert.Equal((float)AD.Derivative(F.EllipticK)(0.25), AD.Gradient((float m) => SpecialFunctionsF.EllipticK(m))(0.25f));
    }

    static void Near(Complex expected, Complex actual) =>
        Assert.True(Complex.Abs(actual - expected) <= 1e-12 * (1 + Complex.Abs(expected)), $"{actual} instead of {expected}");
}
