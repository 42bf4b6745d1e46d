using System;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>The k-th derivative of J in its order.</summary>
    /// <param name="nu">The order, any real number.</param>
    /// <param name="x">NaN where negative: J is complex beside the integers there.</param>
    /// <param name="k">How often to differentiate; 0 gives J.</param>
    /// <remarks>
    /// Power series (DLMF 10.15.1) where x^2 / 4 is at most nu + 1, Hankel's expansion for x > 25 and nu^2 / 12, otherwise
    /// integrals, 20 to 200 us: Schlaefli's (DLMF 10.9.6) for x > nu, and beyond the turning point one along a contour of
    /// steepest descent, so that the relative accuracy is kept where J is small.
    /// </remarks>
    public static double BesselJOrderDerivative(double nu, double x, int k = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        if (k == 0)
            return CylinderValues.J(nu, x);
        if (OutOfReach(nu, x))
            return double.NaN;
        if (x == 0)
            return nu > 0 ? 0 : nu == 0 ? AtLogarithm(k) : double.NaN;
        return double.IsInfinity(x) ? 0 : Coefficient(CylinderJets.J(nu, x, k + 1));
    }

    /// <summary>The k-th derivative of Y in its order; see <see cref="BesselJOrderDerivative"/>.</summary>
    public static double BesselYOrderDerivative(double nu, double x, int k = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        if (k == 0)
            return CylinderValues.Y(nu, x);
        if (OutOfReach(nu, x))
            return double.NaN;
        if (x == 0)
            return nu > 0 ? double.NegativeInfinity : double.NaN;
        return double.IsInfinity(x) ? 0 : Coefficient(CylinderJets.Y(nu, x, k + 1));
    }

    /// <summary>The k-th derivative of I in its order.</summary>
    /// <remarks>
    /// The odd part in the order is a multiple of K and is kept apart for large x: at order 0 the first derivative is -K0(x),
    /// however much smaller than I0(x).
    /// </remarks>
    public static double BesselIOrderDerivative(double nu, double x, int k = 1)
    {
        var half = Math.Exp(x / 2);
        var scaled = BesselIScaledDerivative(nu, x, k, 0);
        return scaled == 0 ? 0 : scaled * half * half;
    }

    /// <summary>The k-th derivative of K in its order, by DLMF 10.32.9: accurate everywhere.</summary>
    public static double BesselKOrderDerivative(double nu, double x, int k = 1)
    {
        var half = Math.Exp(-x / 2);
        return BesselKScaledDerivative(nu, x, k, 0) * half * half;
    }

    /// <summary>The derivative in x of <see cref="BesselIOrderDerivative"/>, by integrals instead of neighbours.</summary>
    internal static double BesselIOrderSlope(double nu, double x, int k)
    {
        var half = Math.Exp(x / 2);
        return (BesselIScaledDerivative(nu, x, k, 1) + BesselIScaledDerivative(nu, x, k, 0)) * half * half;
    }

    /// <summary>exp(-x) I for x >= 0, differentiated k times in the order and n times in x.</summary>
    internal static double BesselIScaledDerivative(double nu, double x, int k, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        if (k == 0 && n == 0)
            return ModifiedValues.IScaled(nu, x);
        if (OutOfReach(nu, x))
            return double.NaN;
        if (double.IsInfinity(x))
            return 0;
        if (x == 0)
            return n > 0 ? ModifiedJets.AtZero(nu, k, n) : nu > 0 ? 0 : nu == 0 ? AtLogarithm(k) : double.NaN;
        return Coefficient(ModifiedJets.I(nu, x, k + 1, n));
    }

    /// <summary>exp(x) K, differentiated k times in the order and n times in x.</summary>
    internal static double BesselKScaledDerivative(double nu, double x, int k, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        if (k == 0 && n == 0)
            return ModifiedValues.KScaled(nu, x);
        if (OutOfReach(nu, x))
            return double.NaN;
        if (x == 0)
            return nu == 0 && k % 2 == 1 ? 0 : (n % 2 == 0 ? 1 : -1) * (nu < 0 && k % 2 == 1 ? -1 : 1) * double.PositiveInfinity;
        return double.IsInfinity(x) ? 0 : Coefficient(ModifiedJets.K(nu, x, k + 1, n));
    }

    static bool OutOfReach(double nu, double x) =>
        !(x >= 0 && double.IsFinite(nu)) || (double.IsFinite(x) && !CylinderJets.InReach(nu, x));

    /// <summary>The limit of log(x)^k at 0.</summary>
    static double AtLogarithm(int k) => k % 2 == 0 ? double.PositiveInfinity : double.NegativeInfinity;

    /// <summary>The derivative from the last Taylor coefficient.</summary>
    static double Coefficient(double[] jet)
    {
        var value = jet[^1];
        return value == 0 ? value : value * OrderJet.Factorial(jet.Length - 1);
    }
}
