using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

using TP = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.Tests.Tensors;

/// <summary>At zeros, infinities, NaN, ties and where powers overflow the partials are those of the scalar function.</summary>
public sealed class SpecialNumberTests
{
    delegate void Operation(double[] x, double[] y, double[] destination);

    static readonly double[] Numbers =
        [0, -0.0, 1, -1, 0.3, -2.5, 30, 3, 1e200, 1e-200, 5e-324, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    static readonly Dictionary<string, (Operation Operation, Func<double, double, double> Scalar)> Functions = new()
    {
        ["Abs"] = ((x, y, d) => TP.Abs<double>(x, d), (x, y) => Math.Abs(x)),
        ["Max"] = ((x, y, d) => TP.Max<double>(x, y, d), Math.Max),
        ["Max of a number"] = ((x, y, d) => { for (var i = 0; i < x.Length; i++) TP.Max<double>(x.AsSpan(i, 1), y[i], d.AsSpan(i, 1)); }, Math.Max),
        ["Min"] = ((x, y, d) => TP.Min<double>(x, y, d), Math.Min),
        ["MaxMagnitude"] = ((x, y, d) => TP.MaxMagnitude<double>(x, y, d), Math.MaxMagnitude),
        ["MinMagnitude"] = ((x, y, d) => TP.MinMagnitude<double>(x, y, d), Math.MinMagnitude),
        ["MaxNumber"] = ((x, y, d) => TP.MaxNumber<double>(x, y, d), double.MaxNumber),
        ["MinNumber"] = ((x, y, d) => TP.MinNumber<double>(x, y, d), double.MinNumber),
        ["MaxMagnitudeNumber"] = ((x, y, d) => TP.MaxMagnitudeNumber<double>(x, y, d), double.MaxMagnitudeNumber),
        ["MinMagnitudeNumber"] = ((x, y, d) => TP.MinMagnitudeNumber<double>(x, y, d), double.MinMagnitudeNumber),
        ["Pow"] = ((x, y, d) => TP.Pow<double>(x, y, d), Math.Pow),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Partials(string name)
    {
        var (operation, scalar) = Functions[name];
        var pairs = Numbers.SelectMany(a => Numbers.Select(b => (A: a, B: b))).ToArray();
        var gradient = AD.Gradient((double[][] p) =>
        {
            var d = new double[p[0].Length];
            operation(p[0], p[1], d);
            var sum = 0.0;
            for (var i = 0; i < d.Length; i++)
                sum += d[i];
            return sum;
        })([[.. pairs.Select(p => p.A)], [.. pairs.Select(p => p.B)]]);
        var expected = AD.Gradient(scalar);
        for (var i = 0; i < pairs.Length; i++)
        {
            if (name == "Pow" && pairs[i] is (-1, 1e200))
                continue; // the scalar function takes y - 1 for even, as it is rounded to y
            var (a, b) = expected(pairs[i].A, pairs[i].B);
            Check(a, gradient[0][i], $"{name} by the first argument at {pairs[i]}");
            Check(b, gradient[1][i], $"{name} by the second argument at {pairs[i]}");
        }
    }

    /// <summary>The scalar function rounds y - 1, which changes the power by up to 3e-14 where the base is 1e200.</summary>
    static void Check(double expected, double actual, string what) =>
        Assert.True(
            expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-13 * Math.Abs(expected), $"{what}: {actual:R} in place of {expected:R}");
}
