using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

using Zygote.Testing;

using TP = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.Tests.Tensors;

/// <summary>Each operation by all modes, to second order and as a Taylor series; and that gradients take no new memory.</summary>
public sealed class TensorRuleCheckTests
{
    /// <summary>One of each kind of rule, written where the compiler sees it.</summary>
    static readonly Dictionary<string, Func<double[], double>> Direct = new()
    {
        ["Add"] = x => { var y = new double[x.Length]; TP.Add<double>(x, x[0], y); return Weighted(y); },
        ["Multiply"] = x => { var y = new double[x.Length]; TP.Multiply<double>(x, x, y); return Weighted(y); },
        ["MultiplyAdd"] = x => { var y = new double[x.Length]; TP.MultiplyAdd<double>(x, x, x, y); return Weighted(y); },
        ["Sqrt"] = x => { var y = new double[x.Length]; TP.Sqrt<double>(x, y); return Weighted(y); },
        ["Abs"] = x => { var y = new double[x.Length]; TP.Abs<double>(x, y); return Weighted(y); },
        ["Exp"] = x => { var y = new double[x.Length]; TP.Exp<double>(x, y); return Weighted(y); },
        ["Exp in place"] = x => { var y = new double[x.Length]; TP.Add<double>(x, x, y); TP.Exp<double>(y, y); return Weighted(y); },
        ["Log"] = x => { var y = new double[x.Length]; TP.Log<double>(x, y); return Weighted(y); },
        ["Sin"] = x => { var y = new double[x.Length]; TP.Sin<double>(x, y); return Weighted(y); },
        ["Sigmoid"] = x => { var y = new double[x.Length]; TP.Sigmoid<double>(x, y); return Weighted(y); },
        ["Tanh"] = x => { var y = new double[x.Length]; TP.Tanh<double>(x, y); return Weighted(y); },
        ["SoftMax"] = x => { var y = new double[x.Length]; TP.SoftMax<double>(x, y); return Weighted(y); },
        ["Pow"] = x => { var y = new double[x.Length]; TP.Pow<double>(x, x, y); return Weighted(y); },
        ["Pow of a number"] = x => { var y = new double[x.Length]; TP.Pow<double>(x[1], x, y); return Weighted(y); },
        ["Hypot"] = x => { var y = new double[x.Length]; TP.Hypot<double>(x, x, y); return Weighted(y); },
        ["Max"] = x => { var y = new double[x.Length]; TP.Max<double>(x, x[0], y); return Weighted(y); },
        ["Clamp"] = x => { var y = new double[x.Length]; TP.Clamp<double>(x, x[1], x[1] + 0.5, y); return Weighted(y); },
        ["RootN"] = x => { var y = new double[x.Length]; TP.RootN<double>(x, 5, y); return Weighted(y); },
        ["SinCos"] = x =>
        {
            var (y, z) = (new double[x.Length], new double[x.Length]);
            TP.SinCos<double>(x, y, z);
            return Weighted(y) * Weighted(z);
        },
        ["Sum"] = x => TP.Sum<double>(x) * x[0],
        ["Average"] = x => TP.Average<double>(x) * x[0],
        ["StdDev"] = x => TP.StdDev<double>(x) * x[0],
        ["SumOfMagnitudes"] = x => TP.SumOfMagnitudes<double>(x) * x[0],
        ["Norm"] = x => TP.Norm<double>(x) * x[0],
        ["Dot"] = x => TP.Dot<double>(x.AsSpan(0, 5), x.AsSpan(5, 5)),
        ["CosineSimilarity"] = x => TP.CosineSimilarity<double>(x.AsSpan(0, 5), x.AsSpan(5, 5)),
        ["Product"] = x => TP.Product<double>(x),
        ["Maximum"] = x => TP.Max<double>(x) * x[0],
    };

    /// <summary>But for what is rounded in smaller steps than differences take.</summary>
    public static TheoryData<string> ElementwiseNames =>
        [.. ElementwiseOperations<double>.All.Select(o => o.Name).Where(n => !n.StartsWith("Round(span, int", StringComparison.Ordinal))];

    public static TheoryData<string> ReductionNames => [.. ReductionOperations<double>.All.Select(o => o.Name)];

    public static TheoryData<string> DirectNames => [.. Direct.Keys];

    [Theory, MemberData(nameof(ElementwiseNames))]
    public void Elementwise(string name)
    {
        var operation = ElementwiseOperations<double>.All.Single(o => o.Name == name);
        RuleCheck.Verify(
            (double[][] p) =>
            {
                var d = new double[p[0].Length];
                operation.Apply(p[0], p[1], p[2], d);
                return d;
            },
            Agreement.Data<double>(2, operation.Low, operation.High));
    }

    [Theory, MemberData(nameof(ReductionNames))]
    public void Reductions(string name)
    {
        var operation = ReductionOperations<double>.All.Single(o => o.Name == name);
        RuleCheck.Verify((double[][] p) => operation.Apply(p[0], p[1]), Agreement.Data<double>(5, -2, 1.5));
    }

    /// <summary>Long enough for vectors and what remains behind them.</summary>
    [Theory, MemberData(nameof(DirectNames))]
    public void Without_new_memory(string name) =>
        RuleCheck.Verify(Direct[name], Agreement.Numbers<double>(13, 0.3, 1.7, 0.4), new RuleCheckOptions { Allocates = false });

    static double Weighted(double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
            sum += y[i] * y[i] * (1 + (i % 3));
        return sum;
    }
}
