using static Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>At the end of the domain.</summary>
static class HypergeometricRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(AtEnd))]
    static double End(double x, double y) => double.NaN;
}
