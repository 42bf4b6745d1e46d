using System;

namespace Zygote;

/// <summary>Jacobi's functions by the arithmetic-geometric mean: DLMF 22.20(ii).</summary>
static class Jacobi
{
    public static double Am(double u, double m)
    {
        if (double.IsNaN(m) || !double.IsFinite(u))
            return double.IsInfinity(u) && m == 1 ? Math.Atan(Math.Sinh(u)) : double.NaN;
        if (m > 1)
            return Math.Asin(Functions(u, m).Sn);
        if (m < 0)
        {
            // Whole turns, and what is left within a quarter period.
            var turns = Math.Round(u / (2 * Legendre.K(m)));
            var (sn, cn, _) = Functions(u - 2 * Legendre.K(m) * turns, m);
            return turns * Math.PI + Math.Atan2(sn, cn);
        }
        return m == 1 ? Math.Atan(Math.Sinh(u)) : Amplitude(u, m);
    }

    public static (double Sn, double Cn, double Dn) Functions(double u, double m)
    {
        if (!double.IsFinite(m) || !double.IsFinite(u))
            return (double.NaN, double.NaN, double.NaN);
        if (m > 1)
        {
            // DLMF 22.17.2 to 4
            var modulus = Math.Sqrt(m);
            var (sn, cn, dn) = Functions(modulus * u, 1 / m);
            return (sn / modulus, dn, cn);
        }
        if (m < 0)
        {
            // DLMF 22.17.6 to 8
            var scale = Math.Sqrt(1 - m);
            var (sn, cn, dn) = Functions(scale * u, m / (m - 1));
            return (sn / (dn * scale), cn / dn, 1 / dn);
        }
        if (m == 1)
            return (Math.Tanh(u), 1 / Math.Cosh(u), 1 / Math.Cosh(u));
        var quarter = Legendre.K(m);

        // Within half a quarter period of a zero of cn the complementary argument keeps its relative accuracy.
        var turns = Math.Round(u / (2 * quarter));
        var rest = u - 2 * quarter * turns;
        var sign = Math.IEEERemainder(turns, 2) == 0 ? 1 : -1;
        if (Math.Abs(rest) <= quarter / 2)
        {
            var (sin, cos) = Math.SinCos(Amplitude(rest, m));
            return (sign * sin, sign * cos, Math.Sqrt(cos * cos + (1 - m) * sin * sin));
        }
        var (s, c) = Math.SinCos(Amplitude(quarter - Math.Abs(rest), m));
        var d = Math.Sqrt(c * c + (1 - m) * s * s);
        var root = Math.Sqrt(1 - m);

        // DLMF 22.4: sn(K - v) = cn v / dn v, cn(K - v) = k' sn v / dn v, dn(K - v) = k' / dn v
        return (sign * Math.Sign(rest) * c / d, sign * root * s / d, root / d);
    }

    static double Amplitude(double u, double m)
    {
        Span<double> ratios = stackalloc double[16];
        double a = 1, b = Math.Sqrt(1 - m), c = Math.Sqrt(m);
        var steps = 0;
        while (Math.Abs(c) > 1e-17 * a && steps < 15)
        {
            var next = (a + b) / 2;
            c = c * c / (4 * next);
            b = Math.Sqrt(a * b);
            a = next;
            ratios[++steps] = c / a;
        }
        var phi = Math.ScaleB(a * u, steps);
        for (var i = steps; i > 0; i--)
            phi = (phi + Math.Asin(ratios[i] * Math.Sin(phi))) / 2;
        return phi;
    }
}
