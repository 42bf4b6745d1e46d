using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>
/// First and second derivatives in all modes where arguments are huge, tiny, in a tail or next to a singularity, against numbers
/// with 25 digits from eng/extreme-table.py. Errors are relative: digits that cancel would be seen.
/// </summary>
public class ExtremeArgumentTests
{
    const double First = 1e-14, Second = 2e-14;

    static readonly Dictionary<string, Func<double, double>> Unary = new()
    {
        ["Exp"] = Math.Exp, ["Log"] = Math.Log, ["Log2"] = Math.Log2, ["Log10"] = Math.Log10, ["Sqrt"] = Math.Sqrt, ["Cbrt"] = Math.Cbrt,
        ["Tan"] = Math.Tan, ["Asin"] = Math.Asin, ["Acos"] = Math.Acos, ["Atan"] = Math.Atan, ["Sinh"] = Math.Sinh, ["Cosh"] = Math.Cosh,
        ["Tanh"] = Math.Tanh, ["Asinh"] = Math.Asinh, ["Acosh"] = Math.Acosh, ["Atanh"] = Math.Atanh, ["Exp2"] = double.Exp2,
        ["Exp10"] = double.Exp10, ["ExpM1"] = double.ExpM1, ["Exp2M1"] = double.Exp2M1, ["Exp10M1"] = double.Exp10M1,
        ["LogP1"] = double.LogP1, ["Log2P1"] = double.Log2P1, ["Log10P1"] = double.Log10P1, ["SinPi"] = double.SinPi,
        ["CosPi"] = double.CosPi, ["TanPi"] = double.TanPi, ["AsinPi"] = double.AsinPi, ["AcosPi"] = double.AcosPi,
        ["AtanPi"] = double.AtanPi, ["RootN3"] = x => double.RootN(x, 3), ["RootN-2"] = x => double.RootN(x, -2),
        ["ReciprocalSqrt"] = Math.ReciprocalSqrtEstimate,
    };

    static readonly Dictionary<string, Func<double, double, double>> Binary = new()
    {
        ["Hypot"] = double.Hypot, ["Atan2"] = Math.Atan2, ["Pow"] = Math.Pow, ["LogBase"] = Math.Log,
    };

    static readonly Dictionary<string, Func<Complex, Complex>> OfComplex = new()
    {
        ["ComplexSqrt"] = Complex.Sqrt, ["ComplexLog"] = Complex.Log, ["ComplexExp"] = Complex.Exp, ["ComplexTan"] = Complex.Tan,
        ["ComplexTanh"] = Complex.Tanh, ["ComplexAtan"] = Complex.Atan, ["ComplexAsin"] = Complex.Asin, ["ComplexAcos"] = Complex.Acos,
        ["ComplexReciprocal"] = Complex.Reciprocal, ["ComplexSin"] = Complex.Sin, ["ComplexCosh"] = Complex.Cosh,
        ["ComplexPow"] = z => Complex.Pow(z, 2.5),
    };

    static readonly (string Name, double[] Numbers)[] Rows = Read();

    static (string, double[])[] Read()
    {
        using var stream = typeof(ExtremeArgumentTests).Assembly.GetManifestResourceStream("extremes.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(
            p => (p[0], p[1..].Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray()))];
    }

    public static TheoryData<string> Names => [.. Rows.Select(r => r.Name).Distinct()];

    [Fact]
    public void Every_function_is_in_the_table() =>
        Assert.Equal([.. Unary.Keys, .. Binary.Keys, .. OfComplex.Keys], Rows.Select(r => r.Name).Distinct());

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_orders_in_all_modes(string name)
    {
        var errors = new List<string>();
        foreach (var (_, numbers) in Rows.Where(r => r.Name == name))
        {
            var found = Unary.TryGetValue(name, out var unary) ? Of(unary, numbers[0])
                : Binary.TryGetValue(name, out var binary) ? Of(binary, numbers[0], numbers[1])
                : Of(OfComplex[name], new Complex(numbers[0], numbers[1]));
            var inputs = unary is null ? 2 : 1;
            foreach (var (mode, place, count, tolerance, value) in found)
            {
                if (Problem(numbers.AsSpan(inputs + place, count), value, tolerance) is { } problem)
                    errors.Add($"{name}({string.Join(", ", numbers[..inputs])}), number {place} by {mode}: {problem}");
            }
        }
        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    /// <summary>Relative to the absolute value of a complex number; what is below the normal numbers has fewer digits.</summary>
    static string? Problem(ReadOnlySpan<double> expected, double[] found, double tolerance)
    {
        double scale = 0, error = 0;
        for (var i = 0; i < found.Length; i++)
        {
            if (double.IsInfinity(expected[i]))
                return expected[i] == found[i] ? null : $"{expected[i]} expected, {found[i]} found";
            scale = double.Hypot(scale, expected[i]);
            error = double.Hypot(error, found[i] - expected[i]);
        }
        return error <= tolerance * scale + 1e-307
            ? null
            : $"{string.Join(", ", expected.ToArray())} expected, {string.Join(", ", found)} found, relative error {error / scale:E1}";
    }

    static IEnumerable<(string Mode, int Place, int Count, double Tolerance, double[] Value)> Of(Func<double, double> f, double x)
    {
        yield return ("forward", 0, 1, First, [AD.Derivative(f, x)]);
        yield return ("reverse", 0, 1, First, [AD.Gradient(f, x)]);
        yield return ("series", 0, 1, First, [AD.NthDerivative(f, 1)(x)]);
        yield return ("series", 1, 1, Second, [AD.NthDerivative(f, 2)(x)]);
        yield return ("forward over reverse", 1, 1, Second, [AD.Derivative((double t) => AD.Gradient(f, t), x)]);
        yield return ("reverse over forward", 1, 1, Second, [AD.Gradient((double t) => AD.Derivative(f, t), x)]);
        yield return ("reverse over reverse", 1, 1, Second, [AD.Gradient((double t) => AD.Gradient(f, t), x)]);
    }

    static IEnumerable<(string Mode, int Place, int Count, double Tolerance, double[] Value)> Of(Func<double, double, double> f, double x, double y)
    {
        var (byX, byY) = AD.Gradient(f)(x, y);
        yield return ("reverse", 0, 1, First, [byX]);
        yield return ("reverse", 1, 1, First, [byY]);
        yield return ("forward", 0, 1, First, [AD.Derivative((double t) => f(t, y), x)]);
        yield return ("forward", 1, 1, First, [AD.Derivative((double t) => f(x, t), y)]);
        yield return ("series", 2, 1, Second, [AD.NthDerivative(t => f(t, y), 2)(x)]);
        yield return ("series", 4, 1, Second, [AD.NthDerivative(t => f(x, t), 2)(y)]);
        var hessian = AD.Hessian((double[] p) => f(p[0], p[1]), [x, y]);
        yield return ("Hessian", 2, 1, Second, [hessian[0, 0]]);
        yield return ("Hessian", 3, 1, Second, [hessian[0, 1]]);
        yield return ("Hessian", 3, 1, Second, [hessian[1, 0]]);
        yield return ("Hessian", 4, 1, Second, [hessian[1, 1]]);
        yield return ("reverse over forward", 3, 1, Second, [AD.Gradient((double t) => AD.Derivative((double s) => f(s, t), x), y)]);
    }

    static IEnumerable<(string Mode, int Place, int Count, double Tolerance, double[] Value)> Of(Func<Complex, Complex> f, Complex z)
    {
        // A gradient is conjugate to the derivative.
        Complex Forward(Complex at) => AD.Pushforward(f)(at, Complex.One).Tangent;
        Complex Reverse(Complex at) => Complex.Conjugate(AD.Gradient((Complex w) => f(w).Real, at));
        yield return ("forward", 0, 2, First, Parts(Forward(z)));
        yield return ("reverse", 0, 2, First, Parts(Reverse(z)));
        yield return ("forward over forward", 2, 2, Second, Parts(AD.Pushforward((Complex w) => Forward(w))(z, Complex.One).Tangent));
        yield return ("forward over reverse", 2, 2, Second, Parts(AD.Pushforward((Complex w) => Reverse(w))(z, Complex.One).Tangent));
    }

    static double[] Parts(Complex z) => [z.Real, z.Imaginary];

    static void InSingle(Func<float, float> f, Func<double, double> sameInDouble, params float[] points)
    {
        foreach (var x in points)
        {
            double first = AD.Derivative(sameInDouble, x), second = AD.NthDerivative(sameInDouble, 2)(x);
            Near(first, AD.Derivative(f, x));
            Near(first, AD.Gradient(f, x));
            Near(second, AD.Derivative((float t) => AD.Gradient(f, t), x));
            Near(second, AD.Gradient((float t) => AD.Derivative(f, t), x));
        }

        static void Near(double expected, float found) =>
            Assert.True(Math.Abs(expected - found) <= 4e-6 * Math.Abs(expected) + 1e-37, $"{expected} expected, {found} found");
    }

    [Fact]
    public void In_single_precision()
    {
        InSingle(MathF.Tanh, Math.Tanh, 5, -9, 20, 1.9f, 1e-30f);
        InSingle(MathF.Asinh, Math.Asinh, 1e15f, -1e30f, 1e-30f);
        InSingle(MathF.Atan, Math.Atan, 1e10f, 1e-30f);
        InSingle(MathF.Asin, Math.Asin, 1e-4f, 0.99999f);
        InSingle(MathF.Acos, Math.Acos, 1e-4f, -0.99999f);
        InSingle(MathF.Atanh, Math.Atanh, 1e-4f, 0.99999f);
        InSingle(x => float.RootN(x, 3), x => double.RootN(x, 3), 3e38f);
        InSingle(x => float.Hypot(x, 1e-4f), x => double.Hypot(x, 1e-4f), 1, 1e20f);
        InSingle(x => MathF.Atan2(x, 1e15f), x => Math.Atan2(x, 1e15f), 1, 1e15f, -1e30f);
    }
}
