using System;

using MathNetFunctions = MathNet.Numerics.SpecialFunctions;

namespace Zygote;

/// <summary>Values of exp(-|x|) I and exp(x) K.</summary>
static class ModifiedValues
{
    public static double I(double nu, double x)
    {
        var magnitude = Math.Abs(x);
        if (nu >= 0 && magnitude <= 700 && magnitude > 0 && CylinderJets.SeriesConverges(nu, magnitude))
            return Sign(nu, x) * CylinderValues.Series(nu, magnitude, 1);
        var scaled = IScaled(nu, x);
        var half = Math.Exp(magnitude / 2);
        return scaled == 0 ? (double.IsInfinity(x) ? Sign(nu, x) * double.PositiveInfinity : scaled) : scaled * half * half;
    }

    public static double IScaled(double nu, double x)
    {
        if (double.IsNaN(x) || !double.IsFinite(nu))
            return double.NaN;
        if (x < 0)
            return Sign(nu, x) * IScaled(nu, -x);
        if (nu < 0)
        {
            // DLMF 10.27.2
            var positive = IScaled(-nu, x);
            var sin = double.SinPi(-nu);
            return sin == 0 ? positive : positive + 2 / Math.PI * sin * Math.Exp(-2 * x) * KScaled(nu, x);
        }
        if (x == 0)
            return nu == 0 ? 1 : 0;
        if (double.IsInfinity(x))
            return 0;
        if (CylinderJets.SeriesConverges(nu, x))
            return CylinderValues.Series(nu, x, 1) * Math.Exp(-x);
        if (x > 50 && ModifiedJets.Expansion(nu, x, 1, 0) is { } expansion)
            return expansion[0];
        var value = MathNetFunctions.BesselIScaled(nu, x);
        return double.IsFinite(value) && value != 0 || !CylinderJets.InReach(nu, x) ? value : ModifiedJets.I(nu, x, 1)[0];
    }

    /// <summary>The factor of the mirrored argument: NaN where I is not real.</summary>
    static double Sign(double nu, double x) =>
        x >= 0 ? 1 : double.IsInteger(nu) ? CylinderValues.Parity(nu) : double.NaN;

    public static double K(double nu, double x)
    {
        var scaled = KScaled(nu, x);
        if (double.IsInfinity(scaled) && x > 0 && x < 1e4 && CylinderJets.InReach(nu, x))
            return ModifiedJets.K(nu, x, 1, extra: -x)[0];
        return scaled * Math.Exp(-x / 2) * Math.Exp(-x / 2);
    }

    public static double KScaled(double nu, double x)
    {
        if (double.IsNaN(x) || !double.IsFinite(nu) || x < 0)
            return double.NaN;
        if (x == 0)
            return double.PositiveInfinity;
        if (double.IsInfinity(x))
            return 0;
        var value = x < 1e6 ? MathNetFunctions.BesselKScaled(Math.Abs(nu), x) : 0;
        return double.IsFinite(value) && value != 0 || !CylinderJets.InReach(nu, x) ? value : ModifiedJets.K(nu, x, 1)[0];
    }
}
