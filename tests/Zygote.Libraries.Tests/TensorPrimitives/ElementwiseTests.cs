using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

using Xunit;

namespace Zygote.Tests.Tensors;

/// <summary>Each elementwise operation: its value, and its derivatives against each other and against central differences.</summary>
public sealed class ElementwiseTests
{
    public static TheoryData<string> Names => [.. ElementwiseOperations<double>.All.Select(o => o.Name)];

    public static TheoryData<string> FloatNames => [.. FloatOverloads.Elementwise.Select(o => o.Name)];

    static Elementwise<T> Find<T>(string name)
        where T : IBinaryFloatingPointIeee754<T> => ElementwiseOperations<T>.All.Single(o => o.Name == name);

    static Elementwise<float> FindOverload(string name) => FloatOverloads.Elementwise.Single(o => o.Name == name);

    [Theory, MemberData(nameof(Names))]
    public void The_value_is_that_of_the_original(string name)
    {
        HasValue(Find<double>(name));
        HasValue(Find<float>(name));
    }

    [Theory, MemberData(nameof(FloatNames))]
    public void The_value_of_overloads_for_float_is_that_of_the_original(string name) => HasValue(FindOverload(name));

    static void HasValue<T>(Elementwise<T> operation)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var f = (T[][] p) =>
        {
            var d = new T[p[0].Length];
            operation.Apply(p[0], p[1], p[2], d);
            return d;
        };
        var pushforward = AD.Pushforward(f);
        foreach (var n in Agreement.Lengths)
        {
            var p = Agreement.Data<T>(n, operation.Low, operation.High);
            if (n == 0 && Throws(() => f(p)))
                continue; // numbers are taken from the arrays
            Agreement.Same(f(p), pushforward(p, Agreement.Copy(p)).Value, operation.Name);
        }

        // Beside such numbers the original takes vectors or not, as the memory lies.
        var special = Special<T>();
        Agreement.Near(f(special), pushforward(special, Agreement.Copy(special)).Value, operation.Name);
    }

    static bool Throws(Func<object> f)
    {
        try
        {
            f();
            return false;
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException)
        {
            return true;
        }
    }

    /// <summary>All pairs of what is special, and a third one beside.</summary>
    static T[][] Special<T>()
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] special = [T.Zero, T.NegativeZero, T.One, -T.One, T.CreateChecked(0.3), T.CreateChecked(-2.5), T.CreateChecked(30),
            T.PositiveInfinity, T.NegativeInfinity, T.NaN, T.Epsilon, -T.Epsilon];
        var pairs = special.SelectMany(a => special.Select(b => (a, b))).ToArray();
        var limit = T.CreateChecked(40); // limits must not cross
        return [[.. pairs.Select(p => p.a)], [.. pairs.Select(p => p.b)], [.. pairs.Select(p => T.IsNaN(p.b) ? limit : p.b)]];
    }

    [Theory, MemberData(nameof(Names))]
    public void Both_modes_agree_with_differences(string name)
    {
        var operation = Find<double>(name);
        Derivatives(operation, p =>
        {
            var d = new double[p[0].Length];
            operation.Apply(p[0], p[1], p[2], d);
            return Weighted(d);
        });
    }

    [Theory, MemberData(nameof(Names))]
    public void In_place(string name)
    {
        var operation = Find<double>(name);
        var inputs = name[(name.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(", ");
        for (var k = 0; k < operation.Arity; k++)
        {
            if (inputs[k] != "span")
                continue;
            var place = k;
            Derivatives(operation, p =>
            {
                operation.Apply(p[0], p[1], p[2], p[place]);
                return Weighted(p[place]) + Weighted(p[0]);
            });
        }
    }

    static void Derivatives(Elementwise<double> operation, Func<double[][], double> f)
    {
        var (gradient, pushforward) = (AD.Gradient(f), AD.Pushforward(f));
        foreach (var n in Agreement.Lengths)
        {
            var p = Agreement.Data<double>(n, operation.Low, operation.High);
            if (n == 0 && Throws(() => f(Agreement.Copy(p))))
                continue;
            var g = gradient(Agreement.Copy(p));
            var direction = Agreement.Data<double>(n, -1, 1);
            var tangent = pushforward(Agreement.Copy(p), Agreement.Copy(direction)).Tangent;
            var sum = g.SelectMany(x => x).Zip(direction.SelectMany(x => x), (a, b) => a * b).Sum();
            Agreement.Close([sum], [tangent], 1e-12, $"{operation.Name}, forward against reverse at {n}");
            if (n > 7)
                continue;
            var differences = Agreement.Differences(x => f(Split(x)), [.. p.SelectMany(x => x)]);
            Agreement.Close(differences, g.SelectMany(x => x), 1e-7, $"{operation.Name}, differences at {n}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Second_derivatives(string name)
    {
        var operation = Find<double>(name);
        var f = (double[] x) =>
        {
            var p = Split(x);
            var d = new double[p[0].Length];
            operation.Apply(p[0], p[1], p[2], d);
            operation.Apply(p[0], p[1], p[2], p[0]);
            return Weighted(d) * p[0][1];
        };
        double[] x = [.. Agreement.Data<double>(2, operation.Low, operation.High).SelectMany(a => a)];
        var hessian = AD.Hessian(f, (double[])x.Clone());
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

    static void InSingle(Elementwise<float> operation, Elementwise<double> inDouble)
    {
        var gradient = AD.Gradient((float[][] p) =>
        {
            var d = new float[p[0].Length];
            operation.Apply(p[0], p[1], p[2], d);
            operation.Apply(d, p[1], p[2], d);
            var sum = 0f;
            for (var i = 0; i < d.Length; i++)
                sum += d[i] * (1 + (i % 3));
            return sum;
        });
        var expected = AD.Gradient((double[][] p) =>
        {
            var d = new double[p[0].Length];
            inDouble.Apply(p[0], p[1], p[2], d);
            inDouble.Apply(d, p[1], p[2], d);
            return Weighted(d);
        });
        foreach (var n in (int[])[1, 9])
        {
            var p = Agreement.Data<float>(n, inDouble.Low, inDouble.High);
            double[][] q = [.. p.Select(a => a.Select(x => (double)x).ToArray())];
            var (g, e) = (gradient(p).SelectMany(a => a.Select(x => (double)x)), expected(q).SelectMany(a => a));
            Agreement.Close(e.Where(double.IsFinite), g.Where(double.IsFinite), 1e-4, operation.Name);
        }
    }

    static double Weighted(double[] d)
    {
        var sum = 0.0;
        for (var i = 0; i < d.Length; i++)
            sum += d[i] * (1 + (i % 3));
        return sum;
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
