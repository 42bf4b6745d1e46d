using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

using Xunit;

namespace Zygote.Tests.SpecialFunctions;

/// <summary>
/// Rows "function arguments : path value scale" of the tables made by the scripts in eng. The path is v for the value, or the
/// arguments by which it is differentiated, a digit each.
/// </summary>
static class DerivativeTable
{
    public sealed record Row(string Function, double[] Arguments, string Path, double Value, double Scale);

    public static IEnumerable<Row> Rows(string file)
    {
        var assembly = typeof(DerivativeTable).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith($".{file}.txt", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var colon = Array.IndexOf(words, ":");
            yield return new Row(words[0], [.. words[1..colon].Select(Parse)], words[colon + 1], Parse(words[colon + 2]), Parse(words[colon + 3]));
        }
    }

    static double Parse(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    /// <summary>All rows of a function with so many arguments, values and derivatives to the third in both modes.</summary>
    public static void Check(string file, string function, int count, Func<double[], double> f, double value, double derivative)
    {
        var rows = Rows(file).Where(r => r.Function == function && r.Arguments.Length == count).ToList();
        Assert.NotEmpty(rows);
        var gradient = new Lazy<Func<double[], double[]>>(() => AD.Gradient(f));
        var hessian = new Lazy<Func<double[], double[,]>>(() => AD.Hessian(f));
        var failures = new List<string>();
        double worstValue = 0, worstDerivative = 0;
        foreach (var row in rows)
        {
            double[] arguments = [.. row.Arguments];
            var path = row.Path == "v" ? [] : row.Path.Select(c => c - '0').ToArray();
            double[] results = path.Length switch
            {
                0 => [f(arguments)],
                1 => [gradient.Value(arguments)[path[0]], Along(f, arguments, path[0], 1)],
                2 when path[0] == path[1] => [hessian.Value(arguments)[path[0], path[1]], Along(f, arguments, path[0], 2)],
                2 => [hessian.Value(arguments)[path[0], path[1]], hessian.Value(arguments)[path[1], path[0]]],
                _ => [Along(f, arguments, path[0], path.Length)],
            };
            foreach (var result in results)
            {
                var error = result == row.Value ? 0
                    : Math.Abs(result - row.Value) / Math.Max(Math.Abs(row.Value), Math.Max(row.Scale, 1e-300));
                ref var worst = ref path.Length == 0 ? ref worstValue : ref worstDerivative;
                worst = Math.Max(worst, error);
                if (!(error <= (path.Length == 0 ? value : derivative)))
                    failures.Add($"{row.Path} at {string.Join(", ", arguments)}: {result:R} instead of {row.Value:R}, {error:E1}");
            }
        }

        // ZYGOTE_REPORT=1 prints the figures that the documentation quotes.
        if (Environment.GetEnvironmentVariable("ZYGOTE_REPORT") is not null)
            Console.Error.WriteLine($"{function}/{count}: value {worstValue:E1}, derivatives {worstDerivative:E1} ({file})");
        Assert.True(failures.Count == 0, $"{function}, {failures.Count} failures\n" + string.Join("\n", failures.Take(12)));
    }

    /// <summary>The n-th derivative in one argument, by forward mode nested or Taylor series as the library chooses.</summary>
    static double Along(Func<double[], double> f, double[] arguments, int index, int order)
    {
        double OfOne(double x)
        {
            var copy = (double[])arguments.Clone();
            copy[index] = x;
            return f(copy);
        }
        return AD.NthDerivative(OfOne, order)(arguments[index]);
    }
}
