using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>
/// Every function of <see cref="Math"/> that has a derivative against derivatives to order 10 with 60 digits, made by
/// eng/taylor-table.py with Cauchy's formula.
/// </summary>
public class TaylorTableTests
{
    static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        ["Exp"] = Math.Exp,
        ["Log"] = Math.Log,
        ["Log2"] = Math.Log2,
        ["Log10"] = Math.Log10,
        ["Sqrt"] = Math.Sqrt,
        ["Cbrt"] = Math.Cbrt,
        ["Sin"] = Math.Sin,
        ["Cos"] = Math.Cos,
        ["Tan"] = Math.Tan,
        ["Asin"] = Math.Asin,
        ["Acos"] = Math.Acos,
        ["Atan"] = Math.Atan,
        ["Sinh"] = Math.Sinh,
        ["Cosh"] = Math.Cosh,
        ["Tanh"] = Math.Tanh,
        ["Asinh"] = Math.Asinh,
        ["Acosh"] = Math.Acosh,
        ["Atanh"] = Math.Atanh,
        ["Pow2.5"] = x => Math.Pow(x, 2.5),
        ["Pow-3"] = x => Math.Pow(x, -3),
        ["PowBase"] = x => Math.Pow(1.5, x),
        ["PowBoth"] = x => Math.Pow(x, x),
        ["Reciprocal"] = x => 1 / x,
        ["Atan2"] = x => Math.Atan2(x, 2),
        ["LogBase"] = x => Math.Log(3, x),
        ["Exp2"] = double.Exp2,
        ["Exp10"] = double.Exp10,
        ["ExpM1"] = double.ExpM1,
        ["LogP1"] = double.LogP1,
        ["Hypot"] = x => double.Hypot(x, 2),
        ["SinPi"] = double.SinPi,
        ["CosPi"] = double.CosPi,
        ["TanPi"] = double.TanPi,
        ["AsinPi"] = double.AsinPi,
        ["AtanPi"] = double.AtanPi,
        ["ReciprocalSqrt"] = Math.ReciprocalSqrtEstimate,
        ["RootN5"] = x => double.RootN(x, 5),
        ["FusedMultiplyAdd"] = x => Math.FusedMultiplyAdd(x, x, 3),
        ["Abs"] = Math.Abs,
        ["Log2P1"] = double.Log2P1,
        ["Log10P1"] = double.Log10P1,
    };

    static IEnumerable<(string Name, double Point, int Order, double Value)> Rows()
    {
        using var stream = typeof(TaylorTableTests).Assembly.GetManifestResourceStream("derivatives.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            yield return (parts[0], Number(parts[1]), int.Parse(parts[2], CultureInfo.InvariantCulture), Number(parts[3]));
        }

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Fact]
    public void The_table_has_every_function() => Assert.Equal(Functions.Keys, Rows().Select(r => r.Name).Distinct());

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_to_order_ten(string name)
    {
        var rows = Rows().Where(r => r.Name == name).ToArray();
        var c = AD.Taylor(Functions[name], 10)(rows[0].Point);
        var longer = AD.Taylor(Functions[name], 14)(rows[0].Point);
        var factorial = 1.0;
        for (var k = 0; k <= 10; k++)
        {
            factorial *= Math.Max(1, k);
            Close(rows[k].Value, c[k] * factorial, factorial, k, name);
            Close(rows[k].Value, longer[k] * factorial, factorial, k, name);
        }
    }

    static void Close(double expected, double actual, double factorial, int k, string name)
    {
        // The first derivative of an estimate is that of the function, its value is not.
        if (k == 0 && name == "ReciprocalSqrt")
            return;
        var scale = Math.Max(Math.Abs(expected), factorial * 0.01);
        Assert.True(Math.Abs(expected - actual) <= 2e-13 * scale, $"order {k}: {expected:R} expected, {actual:R} found");
    }
}
