using System;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>The Airy function Ai.</summary>
    /// <remarks>
    /// Entire; falls like exp(-2/3 x^(3/2)) on the right and oscillates on the left. Error 1e-13, on the left of the envelope
    /// |x|^(-1/4) / sqrt(pi), where it grows with the phase: 1e-16 |x|^(3/2).
    /// </remarks>
    public static double AiryAi(double x) => AiryValues.Ai(x);

    /// <summary>The derivative of <see cref="AiryAi"/>.</summary>
    public static double AiryAiPrime(double x) => AiryValues.AiPrime(x);

    /// <summary>The Airy function Bi, which grows on the right: infinite from x = 104 on.</summary>
    public static double AiryBi(double x) => AiryValues.Bi(x);

    /// <summary>The derivative of <see cref="AiryBi"/>.</summary>
    public static double AiryBiPrime(double x) => AiryValues.BiPrime(x);

    /// <summary>exp(2/3 x^(3/2)) Ai(x); NaN for negative x, where the factor is complex.</summary>
    /// <remarks>The second derivative is infinite at 0.</remarks>
    public static double AiryAiScaled(double x) => AiryValues.Scaled(x, prime: false, bi: false);

    /// <summary>exp(2/3 x^(3/2)) Ai'(x); NaN for negative x.</summary>
    public static double AiryAiPrimeScaled(double x) => AiryValues.Scaled(x, prime: true, bi: false);

    /// <summary>exp(-2/3 x^(3/2)) Bi(x); NaN for negative x.</summary>
    public static double AiryBiScaled(double x) => AiryValues.Scaled(x, prime: false, bi: true);

    /// <summary>exp(-2/3 x^(3/2)) Bi'(x); NaN for negative x.</summary>
    public static double AiryBiPrimeScaled(double x) => AiryValues.Scaled(x, prime: true, bi: true);

    /// <summary>The n-th derivative of a scaled function for large x; kind 0 to 3: Ai, Ai', Bi, Bi'.</summary>
    internal static double AiryTail(double x, int kind, int n) => AiryValues.Tail(x, kind, n);
}
