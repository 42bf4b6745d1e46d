using System;

namespace Zygote;

/// <summary>Airy's equation w'' = x w. The scaled functions carry the derivative sqrt(x) of the exponent along;
/// for large x that would be a difference of nearly equal numbers, and the expansion is differentiated.</summary>
static class AiryRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.AiryAi))]
    static double Ai(double x, double y) => SpecialFunctions.AiryAiPrime(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.AiryAiPrime))]
    static double AiPrime(double x, double y) => x * SpecialFunctions.AiryAi(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.AiryBi))]
    static double Bi(double x, double y) => SpecialFunctions.AiryBiPrime(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.AiryBiPrime))]
    static double BiPrime(double x, double y) => x * SpecialFunctions.AiryBi(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.AiryAiScaled))]
    static double AiScaled(double x, double y) => x > AiryValues.Middle ? SpecialFunctions.AiryTail(x, 0, 1)
        : SpecialFunctions.AiryAiPrimeScaled(x) + Math.Sqrt(x) * SpecialFunctions.AiryAiScaled(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.AiryAiPrimeScaled))]
    static double AiPrimeScaled(double x, double y) => x > AiryValues.Middle ? SpecialFunctions.AiryTail(x, 1, 1)
        : x * SpecialFunctions.AiryAiScaled(x) + Math.Sqrt(x) * SpecialFunctions.AiryAiPrimeScaled(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.AiryBiScaled))]
    static double BiScaled(double x, double y) => x > AiryValues.Middle ? SpecialFunctions.AiryTail(x, 2, 1)
        : SpecialFunctions.AiryBiPrimeScaled(x) - Math.Sqrt(x) * SpecialFunctions.AiryBiScaled(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.AiryBiPrimeScaled))]
    static double BiPrimeScaled(double x, double y) => x > AiryValues.Middle ? SpecialFunctions.AiryTail(x, 3, 1)
        : x * SpecialFunctions.AiryBiScaled(x) - Math.Sqrt(x) * SpecialFunctions.AiryBiPrimeScaled(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.AiryTail))]
    static double Tail(double x, int kind, int n, double y) => SpecialFunctions.AiryTail(x, kind, n + 1);
}
