using System;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>The complete elliptic integral of the first kind K(m), of the parameter m = k^2.</summary>
    /// <remarks>Infinite at 1, NaN above; negative parameters are allowed.</remarks>
    public static double EllipticK(double m) => Legendre.K(m);

    /// <summary>The complete elliptic integral of the second kind E(m), of the parameter m = k^2.</summary>
    /// <remarks>1 at 1, where the derivative is -infinity; NaN above.</remarks>
    public static double EllipticE(double m) => Legendre.E(m);

    /// <summary>The complete elliptic integral of the third kind Pi(n, m), with 1 - n sin^2 in the denominator.</summary>
    /// <remarks>NaN for n above 1, infinite at 1.</remarks>
    public static double EllipticPi(double n, double m) => Legendre.Complete(n, m, 0, -1, 1);

    /// <summary>The elliptic integral of the first kind F(phi, m).</summary>
    /// <param name="phi">The amplitude, any real number.</param>
    /// <param name="m">The parameter k^2; NaN where m sin^2 exceeds 1 on the way.</param>
    public static double EllipticF(double phi, double m) => Legendre.Incomplete(0, phi, m, 0, 0, 0);

    /// <summary>The elliptic integral of the second kind E(phi, m).</summary>
    /// <param name="phi">The amplitude, any real number.</param>
    /// <param name="m">The parameter k^2; NaN where m sin^2 exceeds 1 on the way.</param>
    public static double EllipticE(double phi, double m) => Legendre.E(phi, m);

    /// <summary>The elliptic integral of the third kind Pi(n; phi, m).</summary>
    /// <param name="n">The characteristic; NaN where n sin^2 exceeds 1 on the way.</param>
    /// <param name="phi">The amplitude, any real number.</param>
    /// <param name="m">The parameter k^2.</param>
    public static double EllipticPi(double n, double phi, double m) => Legendre.Incomplete(n, phi, m, 0, -1, 1);

    /// <summary>The Jacobi amplitude: the inverse of F in its amplitude. Above the parameter 1 it goes back and forth.</summary>
    public static double JacobiAm(double u, double m) => Jacobi.Am(u, m);

    /// <summary>The Jacobi elliptic function sn(u, m) of any real parameter.</summary>
    public static double JacobiSn(double u, double m) => Jacobi.Functions(u, m).Sn;

    /// <summary>The Jacobi elliptic function cn(u, m) of any real parameter.</summary>
    public static double JacobiCn(double u, double m) => Jacobi.Functions(u, m).Cn;

    /// <summary>The Jacobi elliptic function dn(u, m) of any real parameter.</summary>
    public static double JacobiDn(double u, double m) => Jacobi.Functions(u, m).Dn;

    /// <summary>
    /// The integral of sin^(2a) (1 - n sin^2)^(-l) (1 - m sin^2)^(-q - 1/2) from 0 to phi, a = q + k + l: closed under
    /// differentiation by n and m.
    /// </summary>
    internal static double EllipticIntegral(double n, double phi, double m, int q, int k, int l) =>
        Legendre.Incomplete(n, phi, m, q, k, l);

    /// <summary>The same from 0 to pi / 2.</summary>
    internal static double CompleteEllipticIntegral(double n, double m, int q, int k, int l) => Legendre.Complete(n, m, q, k, l);
}
