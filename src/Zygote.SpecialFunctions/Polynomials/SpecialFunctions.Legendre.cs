using System;
using System.Numerics;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>The Legendre polynomial P_n(x), by its recurrence (DLMF 18.9.1); differentiated as the code that it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public static double LegendreP(int n, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        double previous = 0, value = 1;
        for (var k = 0; k < n; k++)
        {
            var next = ((2 * k + 1) * x * value - k * previous) / (k + 1);
            previous = value;
            value = next;
        }
        return value;
    }

    /// <summary>
    /// The associated Legendre function P_l^m(x) on [-1, 1], m from 0 to l, with the phase (-1)^m of Condon and Shortley.
    /// </summary>
    /// <remarks>For odd m its derivatives are infinite at -1 and 1.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">l is negative or m not in 0 to l.</exception>
    public static double LegendreP(int l, int m, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfLessThan(l, m);
        double value = 1, square = 1 - x * x;
        for (var k = 1; k <= m / 2; k++)
            value *= (4 * k - 1) * (4 * k - 3) * square;
        if (m % 2 == 1)
            value *= -(2 * m - 1) * Math.Sqrt(square);
        double previous = 0;
        for (var k = m; k < l; k++)
        {
            // DLMF 14.10.3
            var next = ((2 * k + 1) * x * value - (k + m) * previous) / (k - m + 1);
            previous = value;
            value = next;
        }
        return value;
    }

    /// <summary>
    /// The spherical harmonic Y_l^m (DLMF 14.30.1), orthonormal, with the phase of Condon and Shortley. Smooth in both angles.
    /// </summary>
    /// <param name="l">The degree, 0 or more.</param>
    /// <param name="m">The order, from -l to l.</param>
    /// <param name="theta">The polar angle.</param>
    /// <param name="phi">The azimuth.</param>
    /// <exception cref="ArgumentOutOfRangeException">l is negative or m not in -l to l.</exception>
    public static Complex SphericalHarmonic(int l, int m, double theta, double phi)
    {
        var order = Math.Abs(m);
        ArgumentOutOfRangeException.ThrowIfLessThan(l, order);
        double sin = Math.Sin(theta), cos = Math.Cos(theta);

        // Normalized from the start, so that nothing overflows.
        var value = 0.5 / Math.Sqrt(Math.PI);
        for (var k = 1; k <= order; k++)
            value *= -Math.Sqrt(1 + 0.5 / k) * sin;
        double previous = 0, last = 0;
        for (var k = order + 1; k <= l; k++)
        {
            var factor = Math.Sqrt((4.0 * k * k - 1) / ((double)(k - order) * (k + order)));
            var next = factor * (cos * value - last * previous);
            previous = value;
            value = next;
            last = 1 / factor;
        }
        if (m < 0 && m % 2 != 0)
            value = -value;
        return new Complex(value * Math.Cos(m * phi), value * Math.Sin(m * phi));
    }
}
