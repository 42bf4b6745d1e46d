using System;

using static Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>Integrands by the limit, and differentiation under the integral by the parameters.</summary>
static class EllipticRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.EllipticK))]
    static double K(double m, double y) => CompleteEllipticIntegral(0, m, 1, 0, 0) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.EllipticE))]
    static double E(double m, double y) => CompleteEllipticIntegral(0, m, 0, 1, 0) / -2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.EllipticPi))]
    static (double, double) Pi(double n, double m, double y) =>
        (CompleteEllipticIntegral(n, m, 0, -1, 2), CompleteEllipticIntegral(n, m, 1, -1, 1) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.EllipticF))]
    static (double, double) F(double phi, double m, double y) =>
        (1 / Math.Sqrt(Delta(phi, m)), EllipticIntegral(0, phi, m, 1, 0, 0) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.EllipticE))]
    static (double, double) E(double phi, double m, double y) =>
        (Math.Sqrt(Delta(phi, m)), EllipticIntegral(0, phi, m, 0, 1, 0) / -2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.EllipticPi))]
    static (double, double, double) Pi(double n, double phi, double m, double y) => (EllipticIntegral(n, phi, m, 0, -1, 2),
        1 / (Delta(phi, n) * Math.Sqrt(Delta(phi, m))), EllipticIntegral(n, phi, m, 1, -1, 1) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(EllipticIntegral))]
    static (double, double, double) Integral(double n, double phi, double m, int q, int k, int l, double y)
    {
        var sine = Math.Sin(phi);
        var byPhi = 1 / Math.Sqrt(Delta(phi, m));
        for (var i = 0; i < q + k + l; i++)
            byPhi *= sine * sine;
        for (var i = 0; i < l; i++)
            byPhi /= Delta(phi, n);
        for (var i = 0; i < q; i++)
            byPhi /= Delta(phi, m);
        return (l == 0 ? 0 : l * EllipticIntegral(n, phi, m, q, k, l + 1), byPhi,
            (q + 0.5) * EllipticIntegral(n, phi, m, q + 1, k, l));
    }

    [DerivativeOf(typeof(SpecialFunctions), nameof(CompleteEllipticIntegral))]
    static (double, double) Complete(double n, double m, int q, int k, int l, double y) => (
        l == 0 ? 0 : l * CompleteEllipticIntegral(n, m, q, k, l + 1), (q + 0.5) * CompleteEllipticIntegral(n, m, q + 1, k, l));

    // The derivative of the amplitude by the parameter is that of F by the parameter over that by the amplitude.
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.JacobiAm))]
    static (double, double) Am(double u, double m, double y)
    {
        var dn = JacobiDn(u, m);
        return (dn, AmplitudeSlope(u, m, dn));
    }

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.JacobiSn))]
    static (double, double) Sn(double u, double m, double y)
    {
        double cn = JacobiCn(u, m), dn = JacobiDn(u, m);
        return (cn * dn, cn * AmplitudeSlope(u, m, dn));
    }

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.JacobiCn))]
    static (double, double) Cn(double u, double m, double y)
    {
        double sn = JacobiSn(u, m), dn = JacobiDn(u, m);
        return (-sn * dn, -sn * AmplitudeSlope(u, m, dn));
    }

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.JacobiDn))]
    static (double, double) Dn(double u, double m, double y)
    {
        double sn = JacobiSn(u, m), cn = JacobiCn(u, m), dn = JacobiDn(u, m);
        if (m > 1)
        {
            // dn = cn(v, 1 / m) with v = sqrt(m) u, see AmplitudeSlope
            var root = Math.Sqrt(m);
            return (-m * sn * cn, root * sn * (AmplitudeSlope(root * u, 1 / m, cn) / (m * m) - cn * u / (2 * root)));
        }
        return (-m * sn * cn, -sn * (sn / (2 * dn) + m * cn * AmplitudeSlope(u, m, dn) / dn));
    }

    /// <summary>The derivative of the amplitude by the parameter. Above 1 from sn(u, m) = sn(sqrt(m) u, 1 / m) / sqrt(m).</summary>
    static double AmplitudeSlope(double u, double m, double dn)
    {
        if (m <= 1)
            return -dn * EllipticIntegral(0, JacobiAm(u, m), m, 1, 0, 0) / 2;
        double root = Math.Sqrt(m), sn = JacobiSn(u, m), cn = JacobiCn(u, m);
        return dn * u / (2 * m) - sn / (2 * m * cn) - dn * AmplitudeSlope(root * u, 1 / m, cn) / (m * m * root * cn);
    }

    /// <summary>1 - m sin^2, without its cancellation where both are near 1.</summary>
    static double Delta(double phi, double m)
    {
        double sin = Math.Sin(phi), cos = Math.Cos(phi);
        return m < 0.5 ? 1 - m * sin * sin : cos * cos + (1 - m) * sin * sin;
    }
}
