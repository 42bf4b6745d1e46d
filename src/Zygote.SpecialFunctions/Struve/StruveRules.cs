using System;

using static Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>DLMF 11.4.27 and 11.4.28, 11.4.23 and 11.4.25: recurrences without a division.</summary>
static class StruveRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(StruveIntegral))]
    static double Integral(int n, double x, int k, double y) => StruveIntegral(n, x, k + 1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(StruveSeries))]
    static double H(int n, double x, double y) => n == 0 ? 2 / Math.PI - StruveH(1, x)
        : (StruveH(n - 1, x) - StruveH(n + 1, x) + StruveTerm(n, x)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(StruveL))]
    static double L(int n, double x, double y) => n == 0 ? 2 / Math.PI + StruveL(1, x)
        : (StruveL(n - 1, x) + StruveL(n + 1, x) + StruveTerm(n, x)) / 2;
}
