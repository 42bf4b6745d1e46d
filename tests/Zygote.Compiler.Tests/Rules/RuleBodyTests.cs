using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

using Xunit;

using Zygote.Rules;

namespace Zygote.Compiler.Tests.Rules;

/// <summary>The bodies of the rules for the BCL, called as they are: no compiler takes part.</summary>
public sealed class RuleBodyTests
{
    const BindingFlags OwnStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly;

    static readonly double[] Points = [-3.71, -1.32, -0.83, -0.347, 0.293, 0.861, 1.217, 4.239];
    static readonly int[] Integers = [1, 2, 3, -2];

    /// <summary>
    /// All real functions with a rule: type, name, parameter types. Complex ones and lanes of vectors, which are no functions of
    /// their arguments alone or work on bits, have behaviour tests.
    /// </summary>
    public static TheoryData<Type, string> Functions()
    {
        var data = new TheoryData<Type, string>();
        foreach (var rule in BuiltIn().Where(r => r.Kind == RuleKind.Derivative && r.Target != typeof(System.Numerics.Complex)
            && r.Target!.Assembly != typeof(RuleTable).Assembly))
            data.Add(rule.Target!, rule.Methods[0]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Partials_agree_with_differences(Type type, string name)
    {
        foreach (var function in Overloads(type, name))
        {
            var rule = RuleTable.Find(function)!;
            Assert.Equal(RuleKind.Derivative, rule.Kind);
            var checkedPoints = 0;
            foreach (var point in PointsFor(function))
            {
                if (Differences(function, rule, point) is not { } expected)
                    continue;
                var actual = Partials(function, rule, point);
                var isFloat = function.GetParameters()[0].ParameterType == typeof(float);
                for (var i = 0; i < expected.Length; i++)
                    AssertClose(expected[i], actual[i], isFloat ? 2e-4 : 1e-8, $"{name}({string.Join(", ", point)}) by {i}");
                checkedPoints++;
            }
            Assert.True(checkedPoints >= 2, $"{name}: {checkedPoints} points");
        }
    }

    [Theory]
    [InlineData(nameof(Math.Abs), new[] { 0.0 }, new[] { 0.0 })]
    [InlineData(nameof(Math.Abs), new[] { double.NaN }, new[] { double.NaN })]
    [InlineData(nameof(Math.Max), new[] { 1.0, 1.0 }, new[] { 0.0, 1.0 })]
    [InlineData(nameof(Math.Min), new[] { 1.0, 1.0 }, new[] { 0.0, 1.0 })]
    [InlineData(nameof(Math.Max), new[] { double.NaN, 1.0 }, new[] { 1.0, 0.0 })]
    [InlineData(nameof(Math.Max), new[] { 1.0, double.NaN }, new[] { 0.0, 1.0 })]
    [InlineData(nameof(Math.Min), new[] { double.NaN, double.NaN }, new[] { 0.0, 1.0 })]
    [InlineData(nameof(double.MaxNumber), new[] { double.NaN, 1.0 }, new[] { 0.0, 1.0 })]
    [InlineData(nameof(double.MinNumber), new[] { 1.0, double.NaN }, new[] { 1.0, 0.0 })]
    [InlineData(nameof(Math.Clamp), new[] { 1.0, 1.0, 2.0 }, new[] { 1.0, 0.0, 0.0 })]
    [InlineData(nameof(Math.Clamp), new[] { 2.0, 1.0, 2.0 }, new[] { 1.0, 0.0, 0.0 })]
    [InlineData(nameof(Math.Clamp), new[] { 3.0, 1.0, 2.0 }, new[] { 0.0, 0.0, 1.0 })]
    [InlineData(nameof(Math.CopySign), new[] { 0.0, -1.0 }, new[] { 0.0, 0.0 })]
    [InlineData(nameof(Math.CopySign), new[] { double.PositiveInfinity, -1.0 }, new[] { -1.0, 0.0 })]
    [InlineData(nameof(Math.Asin), new[] { 1.0 }, new[] { double.PositiveInfinity })]
    [InlineData(nameof(Math.Acos), new[] { -1.0 }, new[] { double.NegativeInfinity })]
    [InlineData(nameof(Math.Sqrt), new[] { 0.0 }, new[] { double.PositiveInfinity })]
    [InlineData(nameof(Math.Cbrt), new[] { 0.0 }, new[] { double.PositiveInfinity })]
    [InlineData(nameof(Math.Atan), new[] { 1e200 }, new[] { 0.0 })]
    [InlineData(nameof(Math.Acosh), new[] { 0.5 }, new[] { double.NaN })]
    [InlineData(nameof(Math.Acosh), new[] { -2.0 }, new[] { double.NaN })]
    [InlineData(nameof(Math.Atan2), new[] { 0.0, 0.0 }, new[] { 0.0, 0.0 })]
    [InlineData(nameof(Math.Atan2), new[] { 1e-200, 1e-200 }, new[] { 5e199, -5e199 })]
    [InlineData(nameof(Math.Atan2), new[] { 1e300, -1e300 }, new[] { -5e-301, -5e-301 })]
    [InlineData(nameof(Math.Atan2), new[] { 2.0, 0.0 }, new[] { 0.0, -0.5 })]
    [InlineData(nameof(double.Hypot), new[] { 0.0, 0.0 }, new[] { 0.0, 0.0 })]
    [InlineData(nameof(double.Hypot), new[] { 1e200, 0.0 }, new[] { 1.0, 0.0 })]
    [InlineData(nameof(Math.Pow), new[] { 0.0, 0.0 }, new[] { 0.0, double.NegativeInfinity })]
    [InlineData(nameof(Math.Pow), new[] { 0.0, 1.0 }, new[] { 1.0, 0.0 })]
    [InlineData(nameof(Math.Pow), new[] { 0.0, 2.0 }, new[] { 0.0, 0.0 })]
    [InlineData(nameof(Math.Pow), new[] { 0.0, 0.5 }, new[] { double.PositiveInfinity, 0.0 })]
    [InlineData(nameof(Math.Pow), new[] { -2.0, 3.0 }, new[] { 12.0, double.NaN })]
    [InlineData(nameof(Math.Pow), new[] { 3.0, 2.0 }, new[] { 6.0, 9.8875105980129869 })]
    [InlineData(nameof(Math.Log), new[] { 0.0 }, new[] { double.PositiveInfinity })]
    public void At_kinks_and_ends(string name, double[] point, double[] expected)
    {
        var parameters = Enumerable.Repeat(typeof(double), point.Length).ToArray();
        var function = (typeof(Math).GetMethod(name, parameters) ?? typeof(double).GetMethod(name, parameters))!;
        var actual = Partials(function, RuleTable.Find(function)!, [.. point.Cast<object>()]);
        for (var i = 0; i < expected.Length; i++)
            AssertClose(expected[i], actual[i], 1e-14, $"{name} by {i}");

        parameters = Enumerable.Repeat(typeof(float), point.Length).ToArray();
        function = (typeof(Math).GetMethod(name, parameters) ?? typeof(float).GetMethod(name, parameters))!;
        if (Array.Exists(point, p => Math.Abs(p) is > 1e30 or (> 0 and < 1e-30) and < double.PositiveInfinity))
            return;
        actual = Partials(function, RuleTable.Find(function)!, [.. point.Select(p => (object)(float)p)]);
        for (var i = 0; i < expected.Length; i++)
            AssertClose(expected[i], actual[i], 1e-6, $"{name} of floats by {i}");
    }

    [Fact]
    public void The_partial_of_an_extremum_belongs_to_the_argument_that_is_returned()
    {
        double[] values = [double.NaN, -2, -1, 1, 2, 0.5, double.NegativeInfinity, double.PositiveInfinity];
        foreach (var function in typeof(double).GetMethods(OwnStatic)
            .Where(m => m.Name.StartsWith('M') && m.Name[2] is 'x' or 'n' && m.GetParameters().Length == 2))
        {
            // What the native ones do with NaN depends on the machine.
            var rule = RuleTable.Find(function)!;
            foreach (var a in values)
            {
                foreach (var b in values)
                {
                    if (a.Equals(b) || (function.Name.EndsWith("Native", StringComparison.Ordinal) && double.IsNaN(a + b)))
                        continue;
                    var y = (double)function.Invoke(null, [a, b])!;
                    var partials = Partials(function, rule, [a, b]);
                    Assert.Equal(1, partials[0] + partials[1]);
                    Assert.True(y.Equals(partials[0] == 1 ? a : b), $"{function.Name}({a}, {b}) = {y}");
                }
            }
        }
    }

    [Theory]
    [InlineData(typeof(Math))]
    [InlineData(typeof(MathF))]
    [InlineData(typeof(double))]
    [InlineData(typeof(float))]
    public void Every_function_of_real_numbers_has_a_rule(Type type)
    {
        var missing = type.GetMethods(OwnStatic)
            .Where(m => m.GetParameters().Any(p => IsReal(p.ParameterType)) && IsReal(m.ReturnType))
            .Where(m => RuleTable.Find(m) is not { Kind: RuleKind.Derivative or RuleKind.Zero or RuleKind.Substitute })
            .Select(m => m.ToString());

        Assert.Empty(missing);

        static bool IsReal(Type t) =>
            t == typeof(double) || t == typeof(float) || (typeof(ITuple).IsAssignableFrom(t) && t.IsGenericType);
    }

    internal static IEnumerable<FoundRule> BuiltIn() => RuleScanner.Scan(typeof(AD).Assembly);

    static IEnumerable<MethodInfo> Overloads(Type type, string name) => type
        .GetMethods(OwnStatic)
        .Where(m => m.Name == name && m.GetParameters().Any(
            p => p.ParameterType == typeof(double) || p.ParameterType == typeof(float)));

    static IEnumerable<object[]> PointsFor(MethodInfo function)
    {
        IEnumerable<object[]> points = [[]];
        foreach (var parameter in function.GetParameters())
        {
            // Never two equal arguments: ties are kinks.
            var shift = 0.0137 * parameter.Position;
            object[] values = parameter.ParameterType == typeof(double) ? [.. Points.Select(p => (object)(p + shift))]
                : parameter.ParameterType == typeof(float) ? [.. Points.Select(p => (object)(float)(p + shift))]
                : [.. Integers.Cast<object>()];
            points = points.SelectMany(p => values, (p, v) => (object[])[.. p, v]);
        }
        return points;
    }

    /// <summary>Extrapolated central differences of the double function; null where it is not defined nearby.</summary>
    static double[]? Differences(MethodInfo function, DerivativeRule rule, object[] point)
    {
        var inDouble = InDouble(function);
        var at = point.Select(v => v is float f ? (double)f : v).ToArray();
        var result = new double[rule.Inputs.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = ((4 * Difference(rule.Inputs[i], 5e-4)) - Difference(rule.Inputs[i], 1e-3)) / 3;
            if (!double.IsFinite(result[i]))
                return null;
        }
        return result;

        double Difference(int input, double h) => (Shifted(input, h) - Shifted(input, -h)) / (2 * h);

        double Shifted(int input, double h)
        {
            var shifted = (object[])at.Clone();
            shifted[input] = (double)shifted[input] + h;
            return inDouble(shifted);
        }
    }

    static Func<object[], double> InDouble(MethodInfo function)
    {
        // The approximations are too coarse for differences.
        if (function.Name == nameof(Math.ReciprocalEstimate))
            return x => 1 / (double)x[0];
        if (function.Name == nameof(Math.ReciprocalSqrtEstimate))
            return x => 1 / Math.Sqrt((double)x[0]);
        var types = function.GetParameters().Select(p => p.ParameterType)
            .Select(t => t == typeof(float) ? typeof(double) : t);
        var twin = typeof(Math).GetMethod(function.Name, [.. types])
            ?? typeof(double).GetMethod(function.Name, [.. types])
            ?? function.DeclaringType!.GetMethod(function.Name, [.. types])!;
        return x =>
        {
            try
            {
                return (double)twin.Invoke(null, x)!;
            }
            catch (TargetInvocationException)
            {
                return double.NaN;
            }
        };
    }

    static double[] Partials(MethodInfo function, DerivativeRule rule, object[] point)
    {
        var y = function.Invoke(null, point)!;
        var result = rule.Method!.Invoke(null, [.. point, y])!;
        return result is ITuple tuple
            ? [.. Enumerable.Range(0, tuple.Length).Select(i => Convert.ToDouble(tuple[i]))]
            : [Convert.ToDouble(result)];
    }

    static void AssertClose(double expected, double actual, double tolerance, string what) =>
        Assert.True(
            actual.Equals(expected) || Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"{what}: {actual} instead of {expected}");
}
