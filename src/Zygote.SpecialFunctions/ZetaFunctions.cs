using System;

namespace Zygote;

/// <content>Zeta functions and their derivatives in s.</content>
public static partial class SpecialFunctions
{
    /// <summary>Riemann's zeta function. Infinite at its pole 1; 1 at infinity, NaN at negative infinity.</summary>
    /// <remarks>By the formula of Euler and Maclaurin, DLMF 25.2.9, and by reflection below -1/2.</remarks>
    public static double Zeta(double s) => ZetaCore.Riemann(0, s);

    /// <summary>The derivative of order n of <see cref="Zeta(double)"/>.</summary>
    public static double ZetaDerivative(int n, double s)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return ZetaCore.Riemann(n, s);
    }

    /// <summary>Hurwitz' zeta function, <c>Σ (q + k)^-s</c> for <c>s &gt; 1</c> and <c>q &gt; 0</c>; NaN elsewhere, infinite at <c>s = 1</c>.</summary>
    public static double Zeta(double s, double q) => HurwitzDerivative.Value(0, s, q);

    /// <summary>The alternating zeta function of Dirichlet, <c>Σ (-1)^(k-1) k^-s</c>. It has no pole; <c>log 2</c> at 1.</summary>
    public static double Eta(double s) => ZetaCore.Eta(0, s);

    /// <summary>The derivative of order n of <see cref="Eta(double)"/>.</summary>
    public static double EtaDerivative(int n, double s)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return ZetaCore.Eta(n, s);
    }
}

/// <summary>Derivatives of Hurwitz' zeta function in s, as functions of their own.</summary>
static class HurwitzDerivative
{
    /// <summary>0 for a negative order.</summary>
    public static double Value(int n, double s, double q)
    {
        if (n < 0)
            return 0;
        if (!(s >= 1 && q > 0))
            return double.NaN;
        if (s == 1)
            return n == 0 ? double.PositiveInfinity : double.NaN;
        return n == 0 ? ZetaCore.Hurwitz(s, q) : ZetaCore.HurwitzSeries(n, s, q)[n] * GammaCore.Factorial(n);
    }
}
