using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;

using Xunit;

using Zygote.Differentiation;
using Zygote.Rules;

namespace Zygote.Compiler.Tests.Rules;

/// <summary>Functions of vectors against those of numbers.</summary>
public sealed class VectorFunctionTests
{
    const double MaxUnits = 8;

    static readonly double[] Extremes =
    [
        0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, 1e-310, 1e-300, -1e-300,
        1e300, -1e300, 1e22, -1e22, double.MaxValue, 709.7, 709.8, 710.4, 710.5, -708.5, -744, -745.2, 88.7, 88.8, 89.4, 89.5, -87.4, -103, -104,
        3e-39, 1e38, -1e38, 1, -1, 0.9999999, 1.0000001, 18.9, 19.1, -370, 3.14159265358979, 1.5707963267949,
    ];

    static IEnumerable<double> Points(double scale)
    {
        var random = new Random(7);
        for (var k = 0; k < 4000; k++)
            yield return scale * ((2 * random.NextDouble()) - 1);
        for (var k = 0; k < 2000; k++)
            yield return (random.Next(2) == 0 ? -1 : 1) * Math.Exp((random.NextDouble() * 1400) - 700);
        foreach (var x in Extremes)
            yield return x;
    }

    static void Agree(MethodInfo number, double scale)
    {
        Check(number, typeof(double), [.. Points(scale).Select(x => (object)x)], Difference);
        var single = number.DeclaringType == typeof(Math) ? typeof(MathF) : number.DeclaringType == typeof(double) ? typeof(float) : number.DeclaringType!;
        var parameters = Array.ConvertAll(number.GetParameters(), _ => typeof(float));
        var ofSingles = single.GetMethod(number.Name, BindingFlags.Static | BindingFlags.Public, parameters)!;
        Check(ofSingles, typeof(float), [.. Points(scale > 100 ? 90 : scale).Select(x => (object)(float)x)], DifferenceOfSingles);
    }

    static void Check(MethodInfo number, Type type, object[] points, Func<object, object, double> difference)
    {
        var vector = VectorFunctions.Find(number, type)!;
        Assert.NotNull(vector);
        var create = typeof(Vector256).GetMethod(nameof(Vector256.Create), [type])!;
        var first = typeof(Vector256).GetMethod(nameof(Vector256.ToScalar))!.MakeGenericMethod(type);
        var count = number.GetParameters().Length;
        var random = new Random(3);
        foreach (var x in points)
        {
            object[] arguments = [.. Enumerable.Range(0, count).Select(k => k == 0 ? x : points[random.Next(points.Length)])];
            if (number.DeclaringType == typeof(TanhPartial))
                arguments[1] = type == typeof(double) ? (object)Math.Tanh((double)x) : MathF.Tanh((float)x);
            if (number.Name == nameof(Reciprocals.OverLength))
                arguments[2] = type == typeof(double) ? (object)double.Hypot((double)x, (double)arguments[1]) : float.Hypot((float)x, (float)arguments[1]);
            var expected = number.Invoke(null, arguments)!;
            var actual = first.Invoke(null, [vector.Invoke(null, [.. arguments.Select(a => create.Invoke(null, [a])!)])])!;
            var allowed = number.DeclaringType == typeof(TanhPartial) ? 4 * MaxUnits : MaxUnits; // that of numbers is 3e-15 from the truth
            Assert.True(difference(expected, actual) <= allowed, $"{number}({string.Join(", ", arguments)}) is {expected}, {actual} in vectors");
        }
    }

    static double Difference(object expected, object actual)
    {
        var (a, b) = ((double)expected, (double)actual);
        return a.Equals(b) ? 0 : !double.IsFinite(a) || !double.IsFinite(b) || double.IsNegative(a) != double.IsNegative(b) ? double.PositiveInfinity
            : Math.Abs((double)(BitConverter.DoubleToInt64Bits(a) - BitConverter.DoubleToInt64Bits(b)));
    }

    static double DifferenceOfSingles(object expected, object actual)
    {
        var (a, b) = ((float)expected, (float)actual);
        return a.Equals(b) ? 0 : !float.IsFinite(a) || !float.IsFinite(b) || float.IsNegative(a) != float.IsNegative(b) ? double.PositiveInfinity
            : Math.Abs((double)(BitConverter.SingleToInt32Bits(a) - BitConverter.SingleToInt32Bits(b)));
    }

    static MethodInfo Of(Type type, string name, int parameters = 1) => type.GetMethod(
        name, BindingFlags.Static | BindingFlags.Public, [.. Enumerable.Repeat(typeof(double), parameters)])!;

    [Fact]
    public void Exponentials_and_logarithms()
    {
        Agree(Of(typeof(Math), nameof(Math.Exp)), 720);
        Agree(Of(typeof(Math), nameof(Math.Log)), 3);
        Agree(Of(typeof(Math), nameof(Math.Log2)), 3);
    }

    [Fact]
    public void Sines()
    {
        Agree(Of(typeof(Math), nameof(Math.Sin)), 20);
        Agree(Of(typeof(Math), nameof(Math.Cos)), 20);
    }

    [Fact]
    public void Hyperbolic_functions()
    {
        Agree(Of(typeof(Math), nameof(Math.Sinh)), 720);
        Agree(Of(typeof(Math), nameof(Math.Sinh)), 2);
        Agree(Of(typeof(Math), nameof(Math.Cosh)), 720);
    }

    [Fact]
    public void Lengths() => Agree(Of(typeof(double), nameof(double.Hypot), 2), 3);

    [Fact]
    public void Partials()
    {
        Agree(Of(typeof(TanhPartial), nameof(TanhPartial.At), 2), 20);
        Agree(Of(typeof(Reciprocals), nameof(Reciprocals.OfRoot)), 1);
        Agree(Of(typeof(Reciprocals), nameof(Reciprocals.OfRootOfSum)), 5);
        Agree(Of(typeof(Reciprocals), nameof(Reciprocals.OverLength), 3), 5);
        Agree(Of(typeof(Reciprocals), nameof(Reciprocals.OverSquare), 2), 5);
    }

    [Fact]
    public void Scales()
    {
        double[] numbers = [0, -0.0, 1, -2.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN, Dependence.Mark, -Dependence.Mark];
        foreach (var a in numbers)
        {
            foreach (var b in numbers)
            {
                Same(Calculus.Scale(a, b), VectorCalculus.Scale(Vector256.Create(a), Vector256.Create(b))[3]);
                Same(Calculus.ScaleNonzero(a, b), VectorCalculus.ScaleNonzero(Vector256.Create(a), Vector256.Create(b))[3]);
                if (a != 0 && !Dependence.IsMarked(a))
                    Assert.Equal(Calculus.Scale(a, b), Calculus.ScaleNonzero(a, b));
                Same(Calculus.ScaleTangent(a, b), VectorCalculus.ScaleTangent(Vector256.Create(a), Vector256.Create(b))[3]);
                Same(Calculus.Scale((float)a, (float)b), VectorCalculus.Scale(Vector256.Create((float)a), Vector256.Create((float)b))[7]);
                Same(
                    Calculus.ScaleTangent((float)a, (float)b),
                    VectorCalculus.ScaleTangent(Vector256.Create((float)a), Vector256.Create((float)b))[7]);
            }
        }

        static void Same(double expected, double actual) => Assert.True(
            expected.Equals(actual) && (expected != 0 || double.IsNegative(expected) == double.IsNegative(actual)), $"{expected} {actual}");
    }

    [Fact]
    public void Other_functions_have_no_vectors() =>
        Assert.Null(VectorFunctions.Find(Of(typeof(Math), nameof(Math.Atan)), typeof(double)));
}
