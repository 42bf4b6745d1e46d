using System;
using System.Collections.Generic;
using System.Linq;

using Tensor = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.Rules.Bench;

/// <summary>
/// Operations of <c>TensorPrimitives</c>: gradients of a reduction, or of a sum of squares of what an elementwise function writes.
/// </summary>
static class SpanCases
{
    static readonly int[] Sizes = [16, 256, 4096, 100000];

    public static IEnumerable<Case> All => [.. Reductions, .. Elementwise];

    static IEnumerable<Case> Reductions => [
        .. Of("Sum", x => Tensor.Sum<double>(x), SpanLoops.Sum),
        .. Of("SumOfSquares", x => Tensor.SumOfSquares<double>(x), SpanLoops.SumOfSquares),
        .. Of("SumOfMagnitudes", x => Tensor.SumOfMagnitudes<double>(x), SpanLoops.SumOfMagnitudes),
        .. Pairs("Dot", x => Tensor.Dot<double>(x[0], x[1]), x => SpanLoops.Dot(x[0], x[1])),
        .. Of("Dot of halves", x => Tensor.Dot(Head(x), Tail(x)), x => SpanLoops.Dot(Head(x), Tail(x))),
        .. Of("Norm", x => Tensor.Norm<double>(x), x => Math.Sqrt(SpanLoops.SumOfSquares(x))),
        .. Pairs("Distance", x => Tensor.Distance<double>(x[0], x[1]), x => SpanLoops.Distance(x[0], x[1])),
        .. Pairs("CosineSimilarity", x => Tensor.CosineSimilarity<double>(x[0], x[1]), x => SpanLoops.CosineSimilarity(x[0], x[1])),
        .. Of("Average", x => Tensor.Average<double>(x), x => SpanLoops.Sum(x) / x.Length),
        .. Of("StdDev", x => Tensor.StdDev<double>(x), SpanLoops.StdDev),
        .. Sizes.Select(n => Case.Vector("Tensor.Product", n, 1 - 2.0 / n, 1 + 2.0 / n, x => Tensor.Product<double>(x), SpanLoops.Product)),
        .. Sizes.Select(n => Case.Vector("Tensor.ProductOfSums", n, 0.5 - 2.0 / n, 0.5 + 2.0 / n,
            x => Tensor.ProductOfSums(Head(x), Tail(x)), x => SpanLoops.ProductOfSums(Head(x), Tail(x)))),
        .. Sizes.Select(n => Case.Vector("Tensor.ProductOfDifferences", n, 0, 4,
            x => Tensor.ProductOfDifferences(Head(x), Tail(x)), x => SpanLoops.ProductOfDifferences(Head(x), Tail(x)))),
        .. Of("Max", x => Tensor.Max<double>(x), SpanLoops.Max),
        .. Of("MinMagnitude", x => Tensor.MinMagnitude<double>(x), SpanLoops.MinMagnitude),
    ];

    static IEnumerable<Case> Elementwise => [
        .. Elements("Add", x => { var y = Like(x); Tensor.Add<double>(x, x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Add(x, y); return Squares(y); }),
        .. Elements("Multiply", x => { var y = Like(x); Tensor.Multiply<double>(x, x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Multiply(x, y); return Squares(y); }),
        .. Elements("MultiplyAdd", x => { var y = Like(x); Tensor.MultiplyAdd<double>(x, x, x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.MultiplyAdd(x, y); return Squares(y); }),
        .. Elements("Divide", x => { var y = Like(x); Tensor.Divide<double>(1, x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Divide(x, y); return Squares(y); }),
        .. Elements("Sqrt", x => { var y = Like(x); Tensor.Sqrt<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Sqrt(x, y); return Squares(y); }),
        .. Elements("Exp", x => { var y = Like(x); Tensor.Exp<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Exp(x, y); return Squares(y); }),
        .. Elements("ExpM1", x => { var y = Like(x); Tensor.ExpM1<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.ExpM1(x, y); return Squares(y); }),
        .. Elements("RootN", x => { var y = Like(x); Tensor.RootN<double>(x, 5, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.RootN(x, y); return Squares(y); }),
        .. Elements("Log", x => { var y = Like(x); Tensor.Log<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Log(x, y); return Squares(y); }),
        .. Elements("Sin", x => { var y = Like(x); Tensor.Sin<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Sin(x, y); return Squares(y); }),
        .. Elements("Atan", x => { var y = Like(x); Tensor.Atan<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Atan(x, y); return Squares(y); }),
        .. Elements("Tanh", x => { var y = Like(x); Tensor.Tanh<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Tanh(x, y); return Squares(y); }),
        .. Elements("Sigmoid", x => { var y = Like(x); Tensor.Sigmoid<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Sigmoid(x, y); return Squares(y); }),
        .. Elements("SoftMax", x => { var y = Like(x); Tensor.SoftMax<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.SoftMax(x, y); return Squares(y); }),
        .. Elements("Cbrt", x => { var y = Like(x); Tensor.Cbrt<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Cbrt(x, y); return Squares(y); }),
        .. Elements("Hypot", x => { var y = Like(x); Tensor.Hypot<double>(x, x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Hypot(x, y); return Squares(y); }),
        .. Elements("Pow", x => { var y = Like(x); Tensor.Pow<double>(x, x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Pow(x, y); return Squares(y); }),
        .. Elements("Pow by a number", x => { var y = Like(x); Tensor.Pow<double>(x, 2.5, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.PowByNumber(x, y); return Squares(y); }),
        .. Elements("Abs", x => { var y = Like(x); Tensor.Abs<double>(x, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Abs(x, y); return Squares(y); }),
        .. Elements("Max, elementwise", x => { var y = Like(x); Tensor.Max<double>(x, 0.5, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.MaxElementwise(x, y); return Squares(y); }),
        .. Elements("Clamp", x => { var y = Like(x); Tensor.Clamp<double>(x, 0.3, 0.7, y); return Squares(y); },
            x => { var y = Like(x); SpanLoops.Clamp(x, y); return Squares(y); }),
    ];

    static ReadOnlySpan<double> Head(double[] x) => x.AsSpan(0, x.Length / 2);

    static ReadOnlySpan<double> Tail(double[] x) => x.AsSpan(x.Length / 2);

    static IEnumerable<Case> Of(string name, Func<double[], double> f, Func<double[], double> loop) =>
        Sizes.Select(n => Case.Vector($"Tensor.{name}", n, f, loop));

    static IEnumerable<Case> Elements(string name, Func<double[], double> f, Func<double[], double> loop) =>
        Sizes.Select(n => Case.Vector($"Tensor.{name}", n, 0.1, 1, f, loop));

    static IEnumerable<Case> Pairs(string name, Func<double[][], double> f, Func<double[][], double> loop) =>
        Sizes.Select(n => Case.Pair($"Tensor.{name}", n, f, loop));

    static double[] Like(double[] x) => new double[x.Length];

    static double Squares(double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
            sum += y[i] * y[i];
        return sum;
    }
}
