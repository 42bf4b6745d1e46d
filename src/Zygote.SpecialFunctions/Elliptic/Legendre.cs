using System;

namespace Zygote;

/// <summary>Legendre's integrals by Carlson's, DLMF 19.25(i), in forms that add positive numbers.</summary>
static class Legendre
{
    public static double K(double m)
    {
        if (!(m < 1))
            return m == 1 ? double.PositiveInfinity : double.NaN;

        // The arithmetic-geometric mean, DLMF 19.8.5
        double a = 1, b = Math.Sqrt(1 - m);
        if (double.IsInfinity(b))
            return 0;
        while (Math.Abs(a - b) > 1e-8 * a)
            (a, b) = ((a + b) / 2, Math.Sqrt(a) * Math.Sqrt(b));
        return Math.PI / (a + b);
    }

    public static double E(double m)
    {
        if (!(m < 1))
            return m == 1 ? 1 : double.NaN;
        return 2 * Carlson.RG(0, 1 - m, 1);
    }

    public static double Complete(double n, double m, int q, int k, int l)
    {
        if (!(m <= 1) || (l > 0 && !(n <= 1)))
            return double.NaN;
        if (q == 0 && k == 0 && l == 0)
            return K(m);
        return Symmetric(0, 1 - m, 1 - n, q, k, l, n);
    }

    public static double E(double phi, double m)
    {
        var (turns, sin, cos) = Reduce(phi);
        var delta = cos * cos + (1 - m) * sin * sin;
        if (!(delta >= 0) || (turns != 0 && m > 1))
            return double.NaN;
        var cube = sin * sin * sin;
        double value;
        if (m > 0 && m <= 1)
        {
            // DLMF 19.25.10
            value = m * sin * cos / Math.Sqrt(delta);
            if (m < 1)
                value += (1 - m) * (sin * Carlson.RF(cos * cos, delta, 1) + m / 3 * cube * Carlson.RD(cos * cos, 1, delta));
            else if (cos == 0)
                value = sin;
        }
        else
        {
            value = sin * Carlson.RF(cos * cos, delta, 1) - m / 3 * cube * Carlson.RD(cos * cos, delta, 1);
        }
        return turns == 0 ? value : value + 2 * turns * E(m);
    }

    public static double Incomplete(double n, double phi, double m, int q, int k, int l)
    {
        var (turns, sin, cos) = Reduce(phi);
        var square = sin * sin;
        var delta = cos * cos + (1 - m) * square;
        var p = cos * cos + (1 - n) * square;
        if (!(delta >= 0) || (turns != 0 && m > 1) || (l > 0 && !(p >= 0)) || (l > 0 && turns != 0 && n > 1))
            return double.NaN;
        double value;
        if (sin == 0)
            value = sin;
        else if (q == 0 && k == 0 && l == 0)
            value = sin * Carlson.RF(cos * cos, delta, 1);
        else
            value = Math.Pow(square, q + k + l) * sin * Symmetric(cos * cos, delta, p, q, k, l, n);
        return turns == 0 ? value : value + 2 * turns * Complete(n, m, q, k, l);
    }

    /// <summary>Half of the integral R, by duplication where one of Carlson's functions is it.</summary>
    static double Symmetric(double cosSquare, double delta, double p, int q, int k, int l, double n)
    {
        if (l == 0 && q == 1 && k == 0)
            return Carlson.RD(cosSquare, 1, delta) / 3;
        if (l == 0 && q == 0 && k == 1)
            return Carlson.RD(cosSquare, delta, 1) / 3;

        // DLMF 19.25.14, where it adds positive numbers: n sin^2 = 1 - p
        if (l == 1 && q == 0 && k == -1 && n >= 0)
            return Carlson.RF(cosSquare, delta, 1) + (1 - p) / 3 * Carlson.RJ(cosSquare, delta, 1, p);
        return Carlson.R(cosSquare, delta, 1, p, 0, q, k, l) / 2;
    }

    /// <summary>The number of half turns next to an angle, and sine and cosine of the rest.</summary>
    static (double Turns, double Sin, double Cos) Reduce(double phi)
    {
        var turns = Math.Round(phi / Math.PI);
        var (sin, cos) = Math.SinCos(phi);
        var odd = Math.IEEERemainder(turns, 2) != 0;
        return odd ? (turns, -sin, -cos) : (turns, sin, cos);
    }
}
