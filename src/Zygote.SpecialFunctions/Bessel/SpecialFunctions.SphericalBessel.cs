using System;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>The spherical Bessel function of the first kind j_n, DLMF 10.47.3; j_0(x) = sin(x) / x.</summary>
    /// <param name="n">The order; a negative one by DLMF 10.47.15: j(-n-1) = (-1)^(n+1) y(n).</param>
    /// <param name="x">Any real number; at 0 the value is 1 for n = 0 and 0 otherwise.</param>
    public static double SphericalBesselJ(int n, double x) => SphericalValues.J(n, x);

    /// <summary>The spherical Bessel function of the second kind y_n; -infinity at 0 from the right.</summary>
    public static double SphericalBesselY(int n, double x) => SphericalValues.Y(n, x);

    /// <summary>The modified spherical Bessel function i_n (DLMF 10.47.7); i_0(x) = sinh(x) / x.</summary>
    public static double SphericalBesselI(int n, double x) => SphericalValues.I(n, x);

    /// <summary>The modified spherical Bessel function k_n (DLMF 10.47.9); k_0(x) = pi exp(-x) / (2 x).</summary>
    /// <remarks>Infinite at 0; NaN for negative x.</remarks>
    public static double SphericalBesselK(int n, double x) => SphericalValues.K(n, x);

    /// <summary>2 J1(pi x) / (pi x), which is 1 at 0: the diffraction pattern of a disc.</summary>
    public static double Jinc(double x)
    {
        // DLMF 10.6.1 has no division; for large arguments it would be a difference.
        var z = Math.PI * x;
        return Math.Abs(z) < 1 ? BesselJ0(z) + BesselJ(2, z) : 2 * BesselJ1(z) / z;
    }
}
