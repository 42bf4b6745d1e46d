using System;

namespace Zygote.Testing;

/// <summary>
/// Central difference quotients, extrapolated to step zero by Richardson's method with the choice of the best estimate that
/// Ridders proposed (Adv. Eng. Software 4, 1982).
/// </summary>
static class Differences
{
    const int MostSteps = 48;
    const int MostExtrapolations = 6;

    /// <summary>The derivative of <c>f(t)</c> at 0 by component, each with an estimate of its error (infinite if none).</summary>
    /// <param name="f">Numbers; those that are not finite are left out.</param>
    /// <param name="count">How many numbers there are.</param>
    /// <param name="largest">The first step.</param>
    /// <param name="smallest">Steps are halved until they are below this.</param>
    /// <param name="spacing">Of the numbers that <paramref name="f"/> computes with, relative.</param>
    /// <param name="position">How large the number is that <c>t</c> is added to.</param>
    public static (double[] Derivative, double[] Error) Of(
        Func<double, double[]> f, int count, double largest, double smallest, double spacing, double position)
    {
        var best = new double[count];
        var error = new double[count];
        Array.Fill(best, double.NaN);
        Array.Fill(error, double.PositiveInfinity);
        double[]?[] previous = [];
        var noiseBefore = new double[count];
        var step = largest;
        for (var k = 0; k < MostSteps && (step >= smallest || k < 4); k++, step /= 2)
        {
            var (up, down) = (f(step), f(-step));
            var row = new double[Math.Min(previous.Length + 1, MostExtrapolations)][];
            row[0] = new double[count];
            var noise = new double[count];
            for (var i = 0; i < count; i++)
            {
                row[0][i] = (up[i] - down[i]) / (2 * step);
                noise[i] = 4 * spacing * (Math.Max(Math.Abs(up[i]), Math.Abs(down[i])) + Math.Abs(row[0][i]) * position) / step;
            }
            for (var j = 1; j < row.Length; j++)
            {
                row[j] = new double[count];
                var factor = Math.ScaleB(1, 2 * j);
                for (var i = 0; i < count; i++)
                {
                    var (fine, coarse) = (row[j - 1][i], previous[j - 1]![i]);
                    row[j][i] = (factor * fine - coarse) / (factor - 1);
                    // Agreement of two estimates, both of which may be good by accident, and what rounding alone can do.
                    var doubt = Math.Max(Math.Abs(row[j][i] - fine), Math.Abs(row[j][i] - coarse));
                    doubt += noise[i] + noiseBefore[i];
                    if (doubt < error[i])
                        (best[i], error[i]) = (row[j][i], doubt);
                }
            }
            (previous, noiseBefore) = (row, noise);
        }
        return (best, error);
    }
}
