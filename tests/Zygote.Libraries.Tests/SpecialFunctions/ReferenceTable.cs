using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

using Xunit;

namespace Zygote.Tests.SpecialFunctions;

/// <summary>
/// Rows of eng/special-function-table.py: arguments and the derivatives there, computed with many digits by other means.
/// </summary>
static class ReferenceTable
{
    internal sealed record Row(double[] Arguments, double?[] Values);

    public static IReadOnlyList<Row> Rows(string family, string function, int arguments)
    {
        var assembly = typeof(ReferenceTable).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith($".{family}.txt", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var rows = new List<Row>();
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            if (words[0] != function || Array.IndexOf(words, ":") != arguments + 1)
                continue;
            rows.Add(new Row(
                [.. words[1..(arguments + 1)].Select(Parse)],
                [.. words[(arguments + 2)..].Select(w => w == "*" ? null : (double?)Parse(w))]));
        }

        Assert.NotEmpty(rows);
        return rows;
    }

    /// <summary>Value, first, second and third derivative; the first in both modes.</summary>
    /// <param name="floor">Below this size of the value, errors count relative to it: for functions with zeros.</param>
    public static void Check(string family, string function, Func<double, double> f, double value, double derivative, double floor = 0)
    {
        var gradient = AD.Gradient(f);
        Func<double, double>[] derivatives = [f, AD.NthDerivative(f, 1), AD.NthDerivative(f, 2), AD.NthDerivative(f, 3)];
        var report = new Report(function);
        foreach (var (arguments, values) in Rows(family, function, 1))
        {
            var x = arguments[0];
            for (var n = 0; n < values.Length; n++)
                report.Add(n == 0 ? value : derivative, n == 0 ? floor : 0, $"order {n} at {x:R}", derivatives[n](x), values[n]);
            report.Add(derivative, 0, $"order 1 in reverse at {x:R}", gradient(x), values[1]);
        }

        report.Finish();
    }

    /// <summary>Value, gradient and, where the table has them, second derivatives.</summary>
    public static void Check(string family, string function, int count, Func<double[], double> f, double value, double derivative, double floor = 0)
    {
        var gradient = AD.Gradient(f);
        var hessian = AD.Hessian(f);
        var report = new Report(function);
        foreach (var (arguments, values) in Rows(family, function, count))
        {
            var where = "at " + string.Join(", ", arguments.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
            report.Add(value, floor, "value " + where, f([.. arguments]), values[0]);
            var slopes = gradient([.. arguments]);
            for (var i = 0; i < count; i++)
                report.Add(derivative, 0, $"derivative {i} {where}", slopes[i], values[1 + i]);
            if (values.Length == 1 + count)
                continue;
            var curvature = hessian([.. arguments]);
            var next = 1 + count;
            for (var i = 0; i < count; i++)
            {
                for (var j = i; j < count; j++, next++)
                {
                    report.Add(derivative, 0, $"derivative {i}{j} {where}", curvature[i, j], values[next]);
                    report.Add(derivative, 0, $"derivative {j}{i} {where}", curvature[j, i], values[next]);
                }
            }
        }

        report.Finish();
    }

    static double Parse(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    /// <summary>Collects errors, so that a failure shows all that is wrong with a function.</summary>
    sealed class Report(string function)
    {
        readonly List<(double Excess, string Text)> _failures = [];
        double _value, _derivative;

        public void Add(double tolerance, double floor, string what, double actual, double? expected)
        {
            if (expected is not { } e)
                return;
            // Where the exact derivative is zero, rounding of the order of the smallest terms is all there can be.
            var error = actual == e ? 0 : e == 0 && floor == 0 ? Math.Abs(actual) : Math.Abs(actual - e) / Math.Max(Math.Abs(e), Math.Max(floor, 1e-300));
            if (what.StartsWith("order 0", StringComparison.Ordinal) || what.StartsWith("value", StringComparison.Ordinal))
                _value = double.IsNaN(error) ? error : Math.Max(_value, error);
            else
                _derivative = double.IsNaN(error) ? error : Math.Max(_derivative, error);
            if (!(error <= tolerance))
                _failures.Add((error, $"{what}: {actual:R} instead of {e:R}, error {error:E1}"));
        }

        public void Finish()
        {
            // ZYGOTE_REPORT=1 prints the figures that docs/special-functions.md quotes.
            if (Environment.GetEnvironmentVariable("ZYGOTE_REPORT") is not null)
                Console.Error.WriteLine($"{function}: value {_value:E1}, derivatives {_derivative:E1}");
            Assert.True(_failures.Count == 0, function + "\n" + string.Join("\n", _failures.OrderByDescending(r => r.Excess).Select(r => r.Text).Take(12)));
        }
    }
}
