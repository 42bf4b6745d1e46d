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

    /// <summary>Hurwitz' zeta function, <c>Σ (q + k)^-s</c> for <c>s &gt; 1</c>, continued to all s but the pole 1, where it is infinite.</summary>
    /// <remarks>For positive q, NaN elsewhere. By the formula of Euler and Maclaurin for s from 0 on, below by the Taylor series in q at 1.</remarks>
    public static double Zeta(double s, double q) => HurwitzZeta.Derivative(0, s, q);

    /// <summary>The alternating zeta function of Dirichlet, <c>Σ (-1)^(k-1) k^-s</c>. It has no pole; <c>log 2</c> at 1.</summary>
    public static double Eta(double s) => ZetaCore.Eta(0, s);

    /// <summary>The derivative of order n of <see cref="Eta(double)"/>.</summary>
    public static double EtaDerivative(int n, double s)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return ZetaCore.Eta(n, s);
    }
}
