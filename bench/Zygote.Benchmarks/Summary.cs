using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Zygote.Benchmarks;

/// <summary>Gradients over those by hand: the mean and the worst of the nine problems, if all of them were timed.</summary>
static class Summary
{
    const double MeanTarget = 1.0;
    const double WorstTarget = 1.3;

    static readonly string[] Problems = ["gmm", "ba", "ht", "lstm", "llsq", "lse", "det", "ode", "kmeans"];

    public static void Print(IReadOnlyList<(string Case, double Ratio)> results)
    {
        var ratios = Problems.ToDictionary(problem => problem, problem => GeometricMean(
            results.Where(r => r.Case.StartsWith(problem + " ", StringComparison.Ordinal)).Select(r => r.Ratio)));
        if (ratios.Values.Any(double.IsNaN))
            return;
        var worst = ratios.MaxBy(r => r.Value);
        Console.WriteLine();
        Print("geometric mean", GeometricMean(ratios.Values), MeanTarget);
        Print($"worst: {worst.Key}", worst.Value, WorstTarget);
    }

    // No longer than the first columns of the table, which are not recorded.
    static void Print(string what, double ratio, double target) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{"grad/hand, " + what,-30}{ratio,6:f2} (target {target:f1})"));

    /// <summary>NaN without numbers.</summary>
    static double GeometricMean(IEnumerable<double> ratios) =>
        Math.Exp(ratios.Select(ratio => Math.Log(ratio)).DefaultIfEmpty(double.NaN).Average());
}
