using System;
using System.Linq;
using System.Numerics;

using Xunit;

namespace Zygote.Tests.Tensors;

/// <summary>Each operation from spans to a number.</summary>
public sealed class ReductionTests
{
    public static TheoryData<string> Names => [.. ReductionOperations<double>.All.Select(o => o.Name)];

    public static TheoryData<string> FloatNames => [.. FloatOverloads.Reductions.Select(o => o.Name)];

    static Reducing<T> Find<T>(string name)
        where T : IBinaryFloatingPointIeee754<T> => ReductionOperations<T>.All.Single(o => o.Name == name);

    static Reducing<float> FindOverload(string name) => FloatOverloads.Reductions.Single(o => o.Name == name);

    [Theory, MemberData(nameof(Names))]
    public void The_value_is_that_of_the_original(string name)
    {
        HasValue(Find<double>(name));
        HasValue(Find<float>(name));
    }

    [Theory, MemberData(nameof(FloatNames))]
    public void The_value_of_overloads_for_float_is_that_of_the_original(string name) => HasValue(FindOverload(name));

    static void HasValue<T>(Reducing<T> operation)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var f = (T[][] p) => operation.Apply(p[0], p[1]);
        var pushforward = AD.Pushforward(f);
        foreach (var n in (int[])[1, 2, 7, 33, 100])
        {
            var p = Agreement.Data<T>(n, -2, 1.5);
            Agreement.Same([f(p)], [pushforward(p, Agreement.Copy(p)).Value], operation.Name);
        }

        var special = (T[][])[[T.NaN, T.One, T.NegativeZero], [T.Zero, T.NegativeInfinity, T.One]];
        Agreement.Same([f(special)], [pushforward(special, Agreement.Copy(special)).Value], operation.Name);
    }

    [Theory, MemberData(nameof(Names))]
    public void Both_modes_agree_with_differences(string name)
    {
        var operation = Find<double>(name);
        var f = (double[][] p) =>
        {
            var y = operation.Apply(p[0], p[1]);
            p[0][0] *= 2; // what was read is gone
            return y * p[0][0];
        };
        var (gradient, pushforward) = (AD.Gradient(f), AD.Pushforward(f));
        foreach (var n in (int[])[1, 7, 33])
        {
            var p = Agreement.Data<double>(n, -2, 1.5);
            var g = gradient(Agreement.Copy(p));
            var direction = Agreement.Data<double>(n, -1, 1);
            var tangent = pushforward(Agreement.Copy(p), Agreement.Copy(direction)).Tangent;
            var sum = g.SelectMany(x => x).Zip(direction.SelectMany(x => x), (a, b) => a * b).Sum();
            Agreement.Close([sum], [tangent], 1e-12, $"{name}, forward against reverse at {n}");
            if (n == 1 && name.StartsWith("StdDev", StringComparison.Ordinal))
                continue; // a kink
            var differences = Agreement.Differences(x => f(Split(x)), [.. p.SelectMany(x => x)]);
            Agreement.Close(differences, g.SelectMany(x => x), 1e-7, $"{name}, differences at {n}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Second_derivatives(string name)
    {
        var operation = Find<double>(name);
        var f = (double[] x) =>
        {
            var p = Split(x);
            return operation.Apply(p[0], p[1]) * operation.Apply(p[1], p[2]);
        };
        double[] x = [.. Agreement.Data<double>(2, -2, 1.5).SelectMany(a => a)];
        var hessian = AD.Hessian(f, x);
        var gradient = AD.Gradient(f);
        for (var i = 0; i < x.Length; i++)
        {
            var row = i;
            var differences = Agreement.Differences(y => gradient(y)[row], x);
            Agreement.Close(differences, Enumerable.Range(0, x.Length).Select(j => hessian[row, j]), 1e-6, $"{name}, row {row}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void In_single_precision(string name) => InSingle(Find<float>(name), Find<double>(name));

    [Theory, MemberData(nameof(FloatNames))]
    public void Overloads_for_float(string name) => InSingle(FindOverload(name), Find<double>(name));

    static void InSingle(Reducing<float> operation, Reducing<double> inDouble)
    {
        var gradient = AD.Gradient((float[][] p) => operation.Apply(p[0], p[1]));
        var expected = AD.Gradient((double[][] p) => inDouble.Apply(p[0], p[1]));
        var p = Agreement.Data<float>(9, -2, 1.5);
        double[][] q = [.. p.Select(a => a.Select(x => (double)x).ToArray())];
        Agreement.Close(
            expected(q).SelectMany(a => a), gradient(p).SelectMany(a => a.Select(x => (double)x)), 1e-4, operation.Name);
    }

    static double[][] Split(double[] x)
    {
        var n = x.Length / 3;
        double[][] p = [new double[n], new double[n], new double[n]];
        for (var k = 0; k < 3; k++)
        {
            for (var i = 0; i < n; i++)
                p[k][i] = x[(k * n) + i];
        }

        return p;
    }
}
