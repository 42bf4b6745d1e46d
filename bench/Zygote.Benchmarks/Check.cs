using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Zygote.Benchmarks;

/// <summary>Compares the gradients with central differences, or matrices with each other.</summary>
static class Check
{
    const int Samples = 40;

    public static bool Run(IEnumerable<Case> cases)
    {
        Console.WriteLine($"{"case",-20}{"AD",14}{"by hand",14}   largest error / largest entry");
        var good = true;
        foreach (var item in cases)
            good &= Run(item);
        return good;
    }

    static bool Run(Case item)
    {
        item.HandWritten?.Invoke();
        string? refusal = null;
        try
        {
            item.Compile()();
        }
#pragma warning disable CA1031 // A derivative that cannot be had is a line of the report.
        catch (Exception e)
#pragma warning restore CA1031
        {
            refusal = e.GetBaseException().Message.ReplaceLineEndings(" ");
        }

        var byAD = refusal is not null || item.Gradient().Length == 0 ? double.NaN : Error(item, item.Gradient());
        var byHand = item.HandWritten is null || (refusal is not null && !item.IsScalar)
            ? double.NaN
            : Error(item, item.HandWrittenGradient);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{item.Name,-20}{byAD,14:e2}{byHand,14:e2}   {refusal}"));
        return refusal is null && !(byAD > 1e-5) && !(byHand > 1e-5);
    }

    static double Error(Case item, double[][] gradient)
    {
        if (!item.IsScalar)
            return item.HandWritten is null ? double.NaN : Largest(gradient, item.Gradient());

        var (largest, scale) = (0.0, double.Epsilon);
        var random = new Random(5);
        for (var sample = 0; sample < Samples; sample++)
        {
            var row = random.Next(gradient.Length);
            if (gradient[row].Length == 0)
                continue;
            var column = random.Next(gradient[row].Length);
            var quotient = DifferenceQuotient(item.Primal, ref item.Parameters[row][column]);
            largest = Math.Max(largest, Math.Abs(gradient[row][column] - quotient));
            scale = Math.Max(scale, Math.Abs(quotient));
        }

        return largest / scale;
    }

    static double Largest(double[][] left, double[][] right)
    {
        var error = left.Zip(right).Max(rows => rows.First.Zip(rows.Second).Max(
            pair => Math.Abs(pair.First - pair.Second)));
        return error / right.Max(row => row.Max(Math.Abs));
    }

    /// <summary>Of fourth order.</summary>
    static double DifferenceQuotient(Func<double> f, ref double x)
    {
        var saved = x;
        var h = 1e-4 * Math.Max(1, Math.Abs(saved));
        x = saved + h;
        var right = f();
        x = saved - h;
        var left = f();
        x = saved + 2 * h;
        var farRight = f();
        x = saved - 2 * h;
        var farLeft = f();
        x = saved;
        return (8 * (right - left) - (farRight - farLeft)) / (12 * h);
    }
}
