using System;

namespace Zygote;

/// <content>Incomplete gamma and beta functions, differentiable by every argument, and their inverses.</content>
public static partial class SpecialFunctions
{
    /// <summary>The regularised lower incomplete gamma function, <c>1/Γ(a) ∫₀ˣ t^(a-1) e^-t dt</c>, for positive a and x not below 0.</summary>
    /// <remarks>
    /// By the series DLMF 8.7.1 where x is below a + 1, else by the continued fraction 8.9.2 of the complement. The derivatives by a
    /// come from the same, run on Taylor polynomials in a. The time grows with the square root of a.
    /// </remarks>
    public static double GammaP(double a, double x) => IncompleteGamma.Lower(0, a, x);

    /// <summary>The regularised upper incomplete gamma function, <c>1 - GammaP(a, x)</c>, with its digits where it is small.</summary>
    public static double GammaQ(double a, double x) => IncompleteGamma.Upper(a, x);

    /// <summary>The upper incomplete gamma function, <c>∫ₓ^∞ t^(a-1) e^-t dt</c>, for every real a and positive x.</summary>
    /// <remarks>For <c>a = 0</c> it is the exponential integral. At <c>x = 0</c>, with positive a, gamma itself.</remarks>
    public static double Gamma(double a, double x) => UpperGamma.Value(0, a, x);

    /// <summary>The lower incomplete gamma function, <c>∫₀ˣ t^(a-1) e^-t dt</c>, for positive a.</summary>
    public static double LowerGamma(double a, double x) => Gamma(a) * GammaP(a, x);

    /// <summary>The x at which <see cref="GammaP(double, double)"/> is p: 0 for 0, infinity for 1, NaN outside.</summary>
    public static double GammaPInverse(double a, double p) => IncompleteInverse.Gamma(a, p, 1 - p);

    /// <summary>The x at which <see cref="GammaQ(double, double)"/> is q: infinity for 0, 0 for 1, NaN outside.</summary>
    public static double GammaQInverse(double a, double q) => IncompleteInverse.Gamma(a, 1 - q, q);

    /// <summary>
    /// The regularised incomplete beta function, <c>1/B(a, b) ∫₀ˣ t^(a-1) (1-t)^(b-1) dt</c>, for positive a and b and x in 0 to 1.
    /// </summary>
    /// <remarks>
    /// By the continued fraction DLMF 8.17.22; the derivatives by a and b from the same, run on Taylor polynomials in both. The
    /// time grows with the square root of the larger.
    /// </remarks>
    public static double BetaRegularized(double a, double b, double x) => RegularizedBeta.Value(0, 0, a, b, x);

    /// <summary>The incomplete beta function, <c>∫₀ˣ t^(a-1) (1-t)^(b-1) dt</c>.</summary>
    public static double IncompleteBeta(double a, double b, double x) => Beta(a, b) * BetaRegularized(a, b, x);

    /// <summary>The x at which <see cref="BetaRegularized(double, double, double)"/> is p; NaN for p outside of 0 to 1.</summary>
    public static double BetaRegularizedInverse(double a, double b, double p) => IncompleteInverse.Beta(a, b, p);
}
