namespace Zygote;

/// <summary>DLMF 10.51.2 and 10.51.5 without a division by x.</summary>
static class SphericalRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.SphericalBesselJ))]
    static double J(int n, double x, double y) => n == 0 ? -SpecialFunctions.SphericalBesselJ(1, x)
        : (n * SpecialFunctions.SphericalBesselJ(n - 1, x) - (n + 1) * SpecialFunctions.SphericalBesselJ(n + 1, x)) / (2 * n + 1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.SphericalBesselY))]
    static double Y(int n, double x, double y) => n == 0 ? -SpecialFunctions.SphericalBesselY(1, x)
        : (n * SpecialFunctions.SphericalBesselY(n - 1, x) - (n + 1) * SpecialFunctions.SphericalBesselY(n + 1, x)) / (2 * n + 1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.SphericalBesselI))]
    static double I(int n, double x, double y) => n == 0 ? SpecialFunctions.SphericalBesselI(1, x)
        : (n * SpecialFunctions.SphericalBesselI(n - 1, x) + (n + 1) * SpecialFunctions.SphericalBesselI(n + 1, x)) / (2 * n + 1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.SphericalBesselK))]
    static double K(int n, double x, double y) => n == 0 ? -SpecialFunctions.SphericalBesselK(1, x)
        : -(n * SpecialFunctions.SphericalBesselK(n - 1, x) + (n + 1) * SpecialFunctions.SphericalBesselK(n + 1, x)) / (2 * n + 1);
}
