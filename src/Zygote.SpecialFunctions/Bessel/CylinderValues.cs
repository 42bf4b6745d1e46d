using System;

using MathNetFunctions = MathNet.Numerics.SpecialFunctions;

namespace Zygote;

/// <summary>
/// Values of J and Y: AMOS (Amos 1986, as ported by Math.NET) in the middle of the range, series and expansions at its ends,
/// where the port overflows early or loses the phase.
/// </summary>
static class CylinderValues
{
    const double Large = 100;

    /// <summary>Here the recurrences of the port lose digits at large orders; Schlaefli's integrals do not.</summary>
    static bool UsesIntegrals(double x) => x is > 500 and < 2e4;

    public static double J(double nu, double x)
    {
        if (double.IsNaN(x) || !double.IsFinite(nu))
            return double.NaN;
        if (x < 0)
            return double.IsInteger(nu) ? Parity(nu) * J(nu, -x) : double.NaN;
        if (nu < 0)
        {
            if (double.IsInteger(nu))
                return Parity(nu) * J(-nu, x);
            var (sin, cos) = double.SinCosPi(-nu);
            return Combine(cos, J(-nu, x)) - Combine(sin, Y(-nu, x));
        }
        if (x == 0)
            return nu == 0 ? 1 : 0;
        if (double.IsInfinity(x))
            return 0;
        if (CylinderJets.SeriesConverges(nu, x))
            return Series(nu, x, -1);
        if (x > Large && CylinderJets.Hankel(nu, x, 1) is { } expansion)
            return expansion.J[0];
        if (UsesIntegrals(x))
            return CylinderJets.J(nu, x, 1)[0];
        var value = MathNetFunctions.BesselJ(nu, x);
        return double.IsFinite(value) && value != 0 || !CylinderJets.InReach(nu, x) ? value : CylinderJets.J(nu, x, 1)[0];
    }

    public static double Y(double nu, double x)
    {
        if (double.IsNaN(x) || !double.IsFinite(nu) || x < 0)
            return double.NaN;
        if (nu < 0)
        {
            var (sin, cos) = double.SinCosPi(-nu);
            return Combine(sin, J(-nu, x)) + Combine(cos, Y(-nu, x));
        }
        if (x == 0)
            return double.NegativeInfinity;
        if (double.IsInfinity(x))
            return 0;
        if (x > Large && CylinderJets.Hankel(nu, x, 1) is { } expansion)
            return expansion.Y[0];
        if (UsesIntegrals(x))
            return CylinderJets.Y(nu, x, 1)[0];
        var value = MathNetFunctions.BesselY(nu, x);
        return double.IsFinite(value) && value != 0 || !CylinderJets.InReach(nu, x) ? value : CylinderJets.Y(nu, x, 1)[0];
    }

    public static int Parity(double nu) => Math.IEEERemainder(nu, 2) == 0 ? 1 : -1;

    /// <summary>A zero sine or cosine removes a pole.</summary>
    static double Combine(double factor, double value) => factor == 0 ? 0 : factor * value;

    /// <summary>DLMF 10.2.2 and 10.25.2: J for sign = -1, I for sign = 1; nu >= 0.</summary>
    public static double Series(double nu, double x, int sign)
    {
        var square = sign * (x / 2) * (x / 2);
        double term = 1, sum = 1;
        for (var m = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); m++)
        {
            term *= square / (m * (nu + m));
            sum += term;
        }
        return sum * CylinderJets.PowerOverGamma(x / 2, nu);
    }
}
