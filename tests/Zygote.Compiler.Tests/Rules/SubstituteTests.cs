using System;
using System.Linq;
using System.Reflection;

using Xunit;

using Zygote.Rules;

namespace Zygote.Compiler.Tests.Rules;

/// <summary>The substitutes do what the originals do, exceptions included.</summary>
public sealed class SubstituteTests
{
    [Theory]
    [InlineData(0, 2, 3)]
    [InlineData(2, 0, 3)]
    [InlineData(1, 1, 4)]
    [InlineData(0, 0, 0)]
    [InlineData(5, 5, 0)]
    [InlineData(0, 3, 3)]
    [InlineData(4, 0, 2)]
    [InlineData(-1, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 0, -1)]
    [InlineData(6, 0, 0)]
    public void Copy_within_an_array(int from, int to, int length) => AssertSame(
        nameof(Array.Copy), [typeof(Array), typeof(int), typeof(Array), typeof(int), typeof(int)],
        () => new double[] { 1, 2, 3, 4, 5 }, a => [a, from, a, to, length]);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, 5)]
    [InlineData(3, 3)]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    public void Ranges(int index, int length)
    {
        AssertSame(nameof(Array.Clear), [typeof(Array), typeof(int), typeof(int)], Numbers, a => [a, index, length]);
        AssertSame(nameof(Array.Reverse), null, Numbers, a => [a, index, length]);
        AssertSame(nameof(Array.Fill), null, Numbers, a => [a, 9.0, index, length]);
    }

    [Fact]
    public void Whole_arrays()
    {
        Type[] copy = [typeof(Array), typeof(Array), typeof(int)];
        AssertSame(nameof(Array.Copy), copy, Numbers, a => [new double[] { 7, 8 }, a, 2]);
        AssertSame(nameof(Array.Copy), copy, Numbers, a => [a, new double[2], 3]);
        AssertSame(nameof(Array.Copy), copy, Numbers, a => [null, a, 1]);
        AssertSame(nameof(Array.Clear), [typeof(Array)], Numbers, a => [a]);
        AssertSame(nameof(Array.Reverse), null, Numbers, a => [a]);
        AssertSame(nameof(Array.Fill), null, Numbers, a => [a, 9.0]);
        AssertSame(nameof(Array.Resize), null, Numbers, a => [a, 2]);
        AssertSame(nameof(Array.Resize), null, Numbers, a => [a, 7]);
        AssertSame(nameof(Array.Resize), null, Numbers, a => [null, 7]);
        AssertSame(nameof(Array.Resize), null, Numbers, a => [a, -1]);
        AssertSame(nameof(Array.Empty), null, Numbers, a => []);
    }

    [Fact]
    public void Clones_and_sines()
    {
        var clone = typeof(Array).GetMethod(nameof(Array.Clone))!;
        var matrix = new double[,] { { 1, 2 }, { 3, 4 } };
        var copy = RuleTable.Find(clone, [typeof(double[,])])!.Method!.Invoke(null, [matrix]);
        Assert.Equal(matrix, copy);
        Assert.NotSame(matrix, copy);
        foreach (var sines in (MethodInfo[])[typeof(Math).GetMethod("SinCos")!, typeof(double).GetMethod("SinCosPi")!])
        {
            var (s, c) = ((double, double))sines.Invoke(null, [0.3])!;
            var (t, d) = ((double, double))RuleTable.Find(sines)!.Method!.Invoke(null, [0.3])!;
            Assert.Equal(s, t, 1e-15);
            Assert.Equal(c, d, 1e-15);
        }
    }

    static double[] Numbers() => [1, 2, 3, 4, 5];

    static void AssertSame(string name, Type[]? signature, Func<double[]> make, Func<double[], object?[]> arguments)
    {
        var count = arguments(make()).Length;
        var original = signature is not null
            ? typeof(Array).GetMethod(name, signature)!
            : typeof(Array).GetMethods().Single(m => m.Name == name && m.IsGenericMethodDefinition
                && m.GetParameters().Length == count
                && !m.GetParameters().Any(p => p.ParameterType.Name.Contains("Span", StringComparison.Ordinal)))
                .MakeGenericMethod(typeof(double));
        Type[] types = [.. original.GetParameters().Select(
            p => p.ParameterType == typeof(Array) ? typeof(double[]) : p.ParameterType)];
        var substitute = RuleTable.Find(original, types)!.Method!;

        Assert.Equal(Run(original), Run(substitute));

        string Run(MethodInfo method)
        {
            var array = make();
            var values = arguments(array);
            object? result = null;
            var error = "";
            try
            {
                result = method.Invoke(null, values);
            }
            catch (TargetInvocationException e)
            {
                error = e.InnerException!.GetType().Name + (e.InnerException is ArgumentException a ? a.ParamName : "");
            }
            return $"{Text(array)} {Text(values.FirstOrDefault())} {Text(result)} {error}";
        }

        static string Text(object? value) => value is double[] numbers ? string.Join(",", numbers) : "";
    }
}
