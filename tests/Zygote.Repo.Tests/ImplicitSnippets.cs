using System;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>Every code block of docs/implicit.md, compiled and checked.</summary>
public sealed class ImplicitSnippets
{
    static double Bisect(double p, double t)
    {
        var (low, high) = (5e-5, 1.0);
        for (var i = 0; i < 200; i++)
        {
            var v = (low + high) / 2;
            if ((p + 0.364 / (v * v)) * (v - 4.27e-5) < 8.314 * t)
                low = v;
            else
                high = v;
        }

        return low;
    }

    [Fact]
    public void Roots_and_fixed_points()
    {
        // snippet: Roots_and_fixed_points
        // The volume of a gas by van der Waals' equation: (p + a / v^2) (v - b) = R T.
        Func<double, double, double> volume = (pressure, temperature) => AD.ImplicitRoot(
            (v, s) => (s.P + 0.364 / (v * v)) * (v - 4.27e-5) - 8.314 * s.T,
            s => Bisect(s.P, s.T),
            (P: pressure, T: temperature));
        var (byPressure, byTemperature) = AD.Gradient(volume, 1e5, 300.0);

        // Where an iteration ends.
        double point = AD.Derivative(q => AD.FixedPoint((x, p) => Math.Cos(p * x), start: 0.5, q), 0.9);
        // end

        Assert.Equal((Bisect(1e5 + 10, 300) - Bisect(1e5 - 10, 300)) / 20, byPressure, 1e-12);
        Assert.Equal((Bisect(1e5, 300.01) - Bisect(1e5, 299.99)) / 0.02, byTemperature, 1e-9);
        var fixedPoint = AD.FixedPoint((x, p) => Math.Cos(p * x), 0.5, 0.9);
        Assert.Equal(-Math.Sin(0.9 * fixedPoint) * fixedPoint / (1 + (0.9 * Math.Sin(0.9 * fixedPoint))), point, 1e-12);
    }
}
