using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

using TP = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.Tests.Tensors;

/// <summary>What the original refuses is refused with the same exception, and before anything is written.</summary>
public sealed class ExceptionTests
{
    public static TheoryData<string> Elementwise => [.. ElementwiseOperations<double>.All.Select(o => o.Name)];

    public static TheoryData<string> Reductions => [.. ReductionOperations<double>.All.Select(o => o.Name)];

    /// <summary>Lengths of the four arrays; and where each begins in one array, if they are parts of one.</summary>
    static readonly (int[] Lengths, int[]? Starts)[] Arguments =
    [
        ([0, 0, 0, 0], null), ([3, 3, 3, 2], null), ([3, 2, 3, 3], null), ([3, 3, 2, 3], null), ([2, 3, 3, 3], null),
        ([3, 2, 3, 2], null), ([1, 1, 1, 0], null), ([3, 3, 3, 5], null), ([33, 33, 33, 32], null),
    ];

    [Theory, MemberData(nameof(Elementwise))]
    public void Of_lengths(string name)
    {
        var operation = ElementwiseOperations<double>.All.Single(o => o.Name == name);
        var f = (double[][] p) =>
        {
            operation.Apply(p[0], p[1], p[2], p[3]);
            var sum = 0.0;
            for (var i = 0; i < p[3].Length; i++)
                sum += p[3][i];
            return sum;
        };
        var gradient = AD.Gradient(f);
        var pushforward = AD.Pushforward(f);
        foreach (var (lengths, _) in Arguments)
        {
            var p = lengths.Select((n, k) => Agreement.Numbers<double>(n, operation.Low, operation.High, 0.1 * k)).ToArray();
            var expected = Of(() => f(Agreement.Copy(p)));
            Assert.Equal(expected, Of(() => gradient(Agreement.Copy(p))));
            Assert.Equal(expected, Of(() => pushforward(Agreement.Copy(p), Agreement.Copy(p))));
        }
    }

    [Theory, MemberData(nameof(Reductions))]
    public void Of_reductions(string name)
    {
        var operation = ReductionOperations<double>.All.Single(o => o.Name == name);
        var f = (double[][] p) => operation.Apply(p[0], p[1]);
        var gradient = AD.Gradient(f);
        foreach (var lengths in (int[][])[[0, 0], [0, 1], [1, 0], [2, 3], [3, 2]])
        {
            var p = lengths.Select((n, k) => Agreement.Numbers<double>(n, -1, 2, 0.1 * k)).ToArray();
            Assert.Equal(Of(() => f(p)), Of(() => gradient(p)));
        }
    }

    public static TheoryData<int, int, int> Places => [.. from a in Range(3) from b in Range(3) from d in Range(3) select (a, b, d)];

    static IEnumerable<int> Range(int n) => Enumerable.Range(0, n);

    /// <summary>Two inputs and the destination as parts of one array.</summary>
    [Theory, MemberData(nameof(Places))]
    public void Of_overlapping_spans(int a, int b, int d)
    {
        Check(x => TP.Exp<double>(x.AsSpan(a, 4), x.AsSpan(d, 4)));
        Check(x => TP.Sigmoid<double>(x.AsSpan(a, 4), x.AsSpan(d, 4)));
        Check(x => TP.Floor<double>(x.AsSpan(a, 4), x.AsSpan(d, 4)));
        Check(x => TP.Negate<double>(x.AsSpan(a, 4), x.AsSpan(d, 4)));
        Check(x => TP.SoftMax<double>(x.AsSpan(a, 4), x.AsSpan(d, 4)));
        Check(x => TP.Add<double>(x.AsSpan(a, 4), x.AsSpan(b, 4), x.AsSpan(d, 4)));
        Check(x => TP.Multiply<double>(x.AsSpan(a, 4), x[b], x.AsSpan(d, 4)));
        Check(x => TP.Pow<double>(x[a], x.AsSpan(b, 4), x.AsSpan(d, 4)));
        Check(x => TP.MultiplyAdd<double>(x.AsSpan(a, 4), x.AsSpan(b, 4), x.AsSpan(6 - d, 4), x.AsSpan(d, 4)));
        Check(x => TP.Clamp<double>(x.AsSpan(a, 4), 0.1, x.AsSpan(b, 4), x.AsSpan(d, 4)));
        Check(x => TP.SinCos<double>(x.AsSpan(a, 4), x.AsSpan(b, 4), x.AsSpan(d + 3, 4)));
        Check(x => TP.SinCosPi<double>(x.AsSpan(a, 2 + d), x.AsSpan(b, 3), x.AsSpan(6, 3)));

        static void Check(Action<double[]> operation)
        {
            var x = Agreement.Numbers<double>(12, 0.3, 0.9, 0.2);
            var f = (double[] v) =>
            {
                operation(v);
                var sum = 0.0;
                for (var i = 0; i < v.Length; i++)
                    sum += v[i] * (1 + i);
                return sum;
            };
            var (mine, original) = ((double[])x.Clone(), (double[])x.Clone());
            var gradient = new double[x.Length];
            var expected = Of(() => f(original));
            Assert.Equal(expected, Of(() => gradient = AD.Gradient(f, mine)));
            if (expected.Length == 0)
                Agreement.Close(Agreement.Differences(f, x), gradient, 1e-7, "in place");
            else
                Assert.Equal(original, mine);
        }
    }

    [Fact]
    public void Of_limits()
    {
        Func<double[], double>[] functions =
        [
            x => { var y = new double[2]; TP.Clamp<double>(x.AsSpan(2), x[0], x[1], y); return y[0] * y[1]; },
            x => { var y = new double[2]; TP.Clamp<double>(x.AsSpan(2), x[0], x.AsSpan(1, 2), y); return y[0] * y[1]; },
            x => { var y = new double[2]; TP.Clamp<double>(x.AsSpan(2), x.AsSpan(0, 2), x[1], y); return y[0] * y[1]; },
            x => { var y = new double[1]; TP.Clamp<double>(x.AsSpan(2), x[0], x[1], y); return y[0]; },
        ];
        foreach (var f in functions)
        {
            foreach (var x in (double[][])[[3, 1, 2, 4], [1, 3, 2, 4], [double.NaN, 1, 2, 4], [1, double.NaN, 2, 4]])
                Assert.Equal(Of(() => f(x)), Of(() => AD.Gradient(f)(x)));
        }
    }

    /// <summary>Type and text of the exception, or nothing.</summary>
    static string Of(Action action)
    {
        try
        {
            action();
            return "";
        }
        catch (Exception e) when (e is not NotDifferentiableException)
        {
            return e.GetType().Name + ": " + e.Message;
        }
    }

    static string Of(Func<object> f) => Of(() => { f(); });
}
