using static Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>DLMF 19.18.1 for RF; what is no longer one of Carlson's functions is an integral of the same kind.</summary>
static class CarlsonRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.CarlsonRF))]
    static (double, double, double) RF(double x, double y, double z, double value) =>
        (CarlsonRD(y, z, x) / -6, CarlsonRD(z, x, y) / -6, CarlsonRD(x, y, z) / -6);

    [DerivativeOf(typeof(SpecialFunctions), nameof(RegularRC))]
    static (double, double) RC(double x, double y, double value) => (CarlsonRD(y, y, x) / -6, CarlsonRD(x, y, y) / -3);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.CarlsonRD))]
    static (double, double, double) RD(double x, double y, double z, double value) => (-0.75 * CarlsonR(x, y, z, 1, 1, 0, 1, 0),
        -0.75 * CarlsonR(x, y, z, 1, 0, 1, 1, 0), -2.25 * CarlsonR(x, y, z, 1, 0, 0, 2, 0));

    [DerivativeOf(typeof(SpecialFunctions), nameof(RegularRJ))]
    static (double, double, double, double) RJ(double x, double y, double z, double p, double value) => (
        -0.75 * CarlsonR(x, y, z, p, 1, 0, 0, 1), -0.75 * CarlsonR(x, y, z, p, 0, 1, 0, 1),
        -0.75 * CarlsonR(x, y, z, p, 0, 0, 1, 1), -1.5 * CarlsonR(x, y, z, p, 0, 0, 0, 2));

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.CarlsonRG))]
    static (double, double, double) RG(double x, double y, double z, double value)
    {
        var first = CarlsonRF(x, y, z) / 4;
        return (x == 0 ? first : first - x / 12 * CarlsonRD(y, z, x), y == 0 ? first : first - y / 12 * CarlsonRD(z, x, y),
            z == 0 ? first : first - z / 12 * CarlsonRD(x, y, z));
    }

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.CarlsonR))]
    static (double, double, double, double) R(double x, double y, double z, double p, int i, int j, int k, int l, double value) => (
        -(i + 0.5) * CarlsonR(x, y, z, p, i + 1, j, k, l), -(j + 0.5) * CarlsonR(x, y, z, p, i, j + 1, k, l),
        -(k + 0.5) * CarlsonR(x, y, z, p, i, j, k + 1, l), l == 0 ? 0 : -l * CarlsonR(x, y, z, p, i, j, k, l + 1));
}
