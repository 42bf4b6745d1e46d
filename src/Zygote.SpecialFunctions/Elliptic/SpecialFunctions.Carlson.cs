using System;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>Carlson's symmetric elliptic integral of the first kind, DLMF 19.16.1.</summary>
    /// <remarks>Arguments 0 or more, at most one of them 0 (infinite otherwise); NaN for negative ones.</remarks>
    public static double CarlsonRF(double x, double y, double z) => Carlson.RF(x, y, z);

    /// <summary>Carlson's degenerate integral RF(x, y, y), DLMF 19.16.6; the Cauchy principal value for y below 0.</summary>
    public static double CarlsonRC(double x, double y) => y < 0
        ? Math.Sqrt(x / (x - y)) * RegularRC(x - y, -y)
        : RegularRC(x, y);

    /// <summary>Carlson's elliptic integral of the second kind, symmetric in x and y, DLMF 19.16.5.</summary>
    /// <remarks>z positive, at most one of x and y 0.</remarks>
    public static double CarlsonRD(double x, double y, double z) => Carlson.RD(x, y, z);

    /// <summary>
    /// Carlson's elliptic integral of the third kind, symmetric in x, y and z, DLMF 19.16.2; the Cauchy principal value for
    /// p below 0.
    /// </summary>
    public static double CarlsonRJ(double x, double y, double z, double p)
    {
        if (!(p < 0))
            return RegularRJ(x, y, z, p);

        // DLMF 19.20.14, with y the middle argument
        var largest = Math.Max(Math.Max(x, y), z);
        var smallest = Math.Min(Math.Min(x, y), z);
        var middle = x + y + z - largest - smallest;
        middle = middle < smallest ? smallest : middle > largest ? largest : middle;
        var q = (largest - middle) * (middle - smallest) / (middle - p) + middle;
        var sum = (q - middle) * RegularRJ(smallest, middle, largest, q) - 3 * CarlsonRF(smallest, middle, largest)
            + 3 * Math.Sqrt(smallest * middle * largest / (smallest * largest - p * q))
            * CarlsonRC(smallest * largest - p * q, -p * q);
        return sum / (middle - p);
    }

    /// <summary>Carlson's completely symmetric integral of the second kind, DLMF 19.16.3.</summary>
    /// <remarks>Arguments 0 or more.</remarks>
    public static double CarlsonRG(double x, double y, double z) => Carlson.RG(x, y, z);

    internal static double RegularRC(double x, double y) => Carlson.RC(x, y);

    internal static double RegularRJ(double x, double y, double z, double p) => Carlson.RJ(x, y, z, p);

    /// <summary>
    /// The integral over t > 0 of (t+x)^(-i-1/2) (t+y)^(-j-1/2) (t+z)^(-k-1/2) (t+p)^(-l), which is closed under
    /// differentiation; i, j, l at least 0, k at least -1.
    /// </summary>
    internal static double CarlsonR(double x, double y, double z, double p, int i, int j, int k, int l) =>
        Carlson.R(x, y, z, p, i, j, k, l);
}
