using System;
using System.Collections.Generic;
using System.Globalization;

namespace Zygote.Benchmarks;

/// <summary>One line for each case: times are minima, ratios are of times measured side by side.</summary>
static class Table
{
    static double _sink;

    public static void Print(IEnumerable<Case> cases)
    {
        Console.WriteLine($"{"case",-20}{"primal",12}{"gradient",12}{"by hand",12}"
            + $"{"grad/primal",13}{"hand/primal",13}{"grad/hand",11}{"bytes/call",12}");
        var ratios = new List<(string, double)>();
        foreach (var item in cases)
        {
            var (line, ratio) = Line(item);
            Console.WriteLine(line);
            ratios.Add((item.Name, ratio));
        }

        Summary.Print(ratios);
    }

    /// <summary>And the ratio to the gradient by hand, or NaN.</summary>
    static (string Line, double Ratio) Line(Case item)
    {
        Action gradient;
        try
        {
            gradient = item.Compile();
            gradient();
        }
#pragma warning disable CA1031 // A derivative that cannot be had is a line of the table.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return ($"{item.Name,-20}  {e.GetBaseException().Message.ReplaceLineEndings(" ")}", double.PositiveInfinity);
        }

        Action primal = () => _sink += item.Primal();
        if (item.HandWritten is null)
        {
            var pair = PairedTimer.Measure(primal, gradient);
            var withoutHand = string.Create(
                CultureInfo.InvariantCulture,
                $"{item.Name,-20}{Time(pair.Best[0])}{Time(pair.Best[1])}{"",12}"
                + $"{pair.Ratio(1, 0),13:f2}{"",13}{"",11}{Bytes(gradient),12}");
            return (withoutHand, double.NaN);
        }

        var three = PairedTimer.Measure(primal, gradient, item.HandWritten);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{item.Name,-20}{Time(three.Best[0])}{Time(three.Best[1])}{Time(three.Best[2])}"
            + $"{three.Ratio(1, 0),13:f2}{three.Ratio(2, 0),13:f2}{three.Ratio(1, 2),11:f2}{Bytes(gradient),12}");
        return (line, three.Ratio(1, 2));
    }

    static string Time(double seconds)
    {
        return seconds switch
        {
            < 1e-6 => string.Create(CultureInfo.InvariantCulture, $"{1e9 * seconds,9:f1} ns"),
            < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{1e6 * seconds,9:f2} us"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{1e3 * seconds,9:f2} ms"),
        };
    }

    /// <summary>Allocated by one warm call.</summary>
    static long Bytes(Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            action();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 10;
    }
}
