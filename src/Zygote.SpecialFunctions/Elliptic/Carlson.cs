using System;

namespace Zygote;

/// <summary>Duplication: Carlson, Numerical computation of real or complex elliptic integrals, 1995; DLMF 19.36(i).</summary>
static class Carlson
{
    /// <summary>The fourth or sixth power of the deviations is then negligible.</summary>
    const double Close = 2e-3;

    public static double RF(double x, double y, double z)
    {
        if (!(x >= 0 && y >= 0 && z >= 0))
            return double.NaN;
        if ((x == 0 ? 1 : 0) + (y == 0 ? 1 : 0) + (z == 0 ? 1 : 0) > 1)
            return double.PositiveInfinity;
        if (double.IsInfinity(x + y + z))
            return AtInfinity(x, y, z);
        var unit = Unit(x, y, z);
        (x, y, z) = (x * unit, y * unit, z * unit);
        while (true)
        {
            var mean = (x + y + z) / 3;
            double dx = 1 - x / mean, dy = 1 - y / mean, dz = 1 - z / mean;
            if (Math.Max(Math.Abs(dx), Math.Max(Math.Abs(dy), Math.Abs(dz))) < Close)
            {
                double e2 = dx * dy + dy * dz + dz * dx, e3 = dx * dy * dz;
                return (1 - e2 / 10 + e3 / 14 + e2 * e2 / 24 - 3 * e2 * e3 / 44) / Math.Sqrt(mean) * Math.Sqrt(unit);
            }
            var lambda = Lambda(x, y, z);
            (x, y, z) = ((x + lambda) / 4, (y + lambda) / 4, (z + lambda) / 4);
        }
    }

    /// <summary>0, unless two arguments are infinite as well as the third: then it is 0 too.</summary>
    static double AtInfinity(double x, double y, double z) => double.IsNaN(x + y + z) ? double.NaN : 0;

    /// <summary>A power of 4 that takes the largest argument to about 1.</summary>
    static double Unit(double x, double y, double z)
    {
        var exponent = Math.Clamp(Math.ILogB(Math.Max(x, Math.Max(y, z))), -1000, 1000);
        return Math.ScaleB(1, -exponent / 2 * 2);
    }

    static double Lambda(double x, double y, double z)
    {
        double a = Math.Sqrt(x), b = Math.Sqrt(y), c = Math.Sqrt(z);
        return a * b + b * c + c * a;
    }

    public static double RC(double x, double y)
    {
        if (!(x >= 0 && y >= 0))
            return double.NaN;
        if (y == 0)
            return double.PositiveInfinity;
        if (double.IsInfinity(x) || double.IsInfinity(y))
            return 0;

        // DLMF 19.2.18 and 19.2.19; the series where they cancel.
        var difference = (y - x) / x;
        if (Math.Abs(difference) < 0.02)
        {
            double power = 1, sum = 0;
            for (var k = 0; Math.Abs(power) > 1e-19; k++)
            {
                sum += power / (2 * k + 1);
                power *= -difference;
            }
            return sum / Math.Sqrt(x);
        }
        if (x < y)
            return Math.Atan2(Math.Sqrt(y - x), Math.Sqrt(x)) / Math.Sqrt(y - x);
        return Elementary.LogP1((Math.Sqrt(x - y) * Math.Sqrt(x - y) + x - y + 2 * Math.Sqrt(x) * Math.Sqrt(x - y)) / y) / 2 / Math.Sqrt(x - y);
    }

    public static double RD(double x, double y, double z)
    {
        if (!(x >= 0 && y >= 0 && z >= 0))
            return double.NaN;
        if (z == 0 || (x == 0 && y == 0))
            return double.PositiveInfinity;
        if (double.IsInfinity(x + y + z))
            return AtInfinity(x, y, z);
        var unit = Unit(x, y, z);
        (x, y, z) = (x * unit, y * unit, z * unit);
        double sum = 0, factor = 1;
        while (true)
        {
            var mean = (x + y + 3 * z) / 5;
            double dx = 1 - x / mean, dy = 1 - y / mean;
            if (Math.Max(Math.Abs(dx), Math.Abs(dy)) < Close && Math.Abs(1 - z / mean) < Close)
                return (3 * sum + factor * Series(dx, dy, -(dx + dy) / 3, mean)) * unit * Math.Sqrt(unit);
            var lambda = Lambda(x, y, z);
            sum += factor / (Math.Sqrt(z) * (z + lambda));
            factor /= 4;
            (x, y, z) = ((x + lambda) / 4, (y + lambda) / 4, (z + lambda) / 4);
        }
    }

    /// <summary>DLMF 19.36.2 with two more terms; z counts three times.</summary>
    static double Series(double dx, double dy, double dz, double mean)
    {
        double xy = dx * dy, zz = dz * dz;
        double e2 = xy - 6 * zz, e3 = (3 * xy - 8 * zz) * dz, e4 = 3 * (xy - zz) * zz, e5 = xy * zz * dz;
        return Sum(e2, e3, e4, e5) / (mean * Math.Sqrt(mean));
    }

    static double Sum(double e2, double e3, double e4, double e5) =>
        1 - 3 * e2 / 14 + e3 / 6 + 9 * e2 * e2 / 88 - 3 * e4 / 22 - 9 * e2 * e3 / 52 + 3 * e5 / 26;

    public static double RJ(double x, double y, double z, double p)
    {
        if (!(x >= 0 && y >= 0 && z >= 0 && p >= 0))
            return double.NaN;
        if (p == 0 || (x == 0 ? 1 : 0) + (y == 0 ? 1 : 0) + (z == 0 ? 1 : 0) > 1)
            return double.PositiveInfinity;
        if (double.IsInfinity(x + y + z + p))
            return AtInfinity(x, y, z + p);
        var unit = Unit(Math.Max(x, y), z, p);
        (x, y, z, p) = (x * unit, y * unit, z * unit, p * unit);
        double sum = 0, factor = 1;
        while (true)
        {
            var mean = (x + y + z + 2 * p) / 5;
            double dx = 1 - x / mean, dy = 1 - y / mean, dz = 1 - z / mean;
            var dp = -(dx + dy + dz) / 2;
            if (Math.Max(Math.Max(Math.Abs(dx), Math.Abs(dy)), Math.Max(Math.Abs(dz), Math.Abs(dp))) < Close)
            {
                double xyz = dx * dy * dz, e2 = dx * dy + dy * dz + dz * dx - 3 * dp * dp;
                var e3 = xyz + 2 * e2 * dp + 4 * dp * dp * dp;
                var e4 = (2 * xyz + e2 * dp + 3 * dp * dp * dp) * dp;
                var last = Sum(e2, e3, e4, xyz * dp * dp) / (mean * Math.Sqrt(mean));
                return (6 * sum + factor * last) * unit * Math.Sqrt(unit);
            }
            double a = Math.Sqrt(x), b = Math.Sqrt(y), c = Math.Sqrt(z), r = Math.Sqrt(p);
            var lambda = a * b + b * c + c * a;

            // 1 + e of the paper without its cancellation where p is small
            var d = (r + a) * (r + b) * (r + c);
            sum += factor / d * RC(1, 2 * r * (p + lambda) / d);
            factor /= 4;
            (x, y, z, p) = ((x + lambda) / 4, (y + lambda) / 4, (z + lambda) / 4, (p + lambda) / 4);
        }
    }

    public static double RG(double x, double y, double z)
    {
        if (!(x >= 0 && y >= 0 && z >= 0))
            return double.NaN;

        // DLMF 19.21.10 with z between the others: all terms positive.
        var largest = Math.Max(Math.Max(x, y), z);
        var smallest = Math.Min(Math.Min(x, y), z);
        var middle = Math.Max(Math.Min(x, y), Math.Min(Math.Max(x, y), z));
        if (double.IsInfinity(largest) || middle == 0)
            return Math.Sqrt(largest) / 2;
        return (middle * RF(smallest, largest, middle) + (largest - middle) * (middle - smallest) / 3 * RD(smallest, largest, middle)
            + Math.Sqrt(smallest / middle) * Math.Sqrt(largest)) / 2;
    }

    public static double R(double x, double y, double z, double p, int i, int j, int k, int l)
    {
        if (!(x >= 0 && y >= 0 && z >= 0 && (p >= 0 || l == 0)))
            return double.NaN;
        if ((p == 0 && l > 0) || Singularity(x, i) + Singularity(y, j) + Singularity(z, k) >= 1)
            return double.PositiveInfinity;
        if (double.IsInfinity(x + y + z + (l > 0 ? p : 0)))
            return AtInfinity(x, y, z);
        double Integrand(double t)
        {
            var value = Power(t + x, i) * Power(t + y, j) * Power(t + z, k);
            for (var n = 0; n < l; n++)
                value /= t + p;
            return value;
        }
        var middle = Math.Max(Math.Min(x, y), Math.Min(Math.Max(x, y), z));
        return LogarithmicIntegral.Of(Integrand, middle, 0.35);
    }

    static double Singularity(double x, int i) => x == 0 ? i + 0.5 : 0;

    /// <summary>t^(-i - 1/2)</summary>
    static double Power(double t, int i)
    {
        var value = 1 / Math.Sqrt(t);
        for (var n = 0; n < i; n++)
            value /= t;
        return i < 0 ? value * t : value;
    }
}
