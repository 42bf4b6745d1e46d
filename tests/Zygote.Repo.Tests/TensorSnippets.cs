using System;
using System.Numerics.Tensors;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>The code in docs/tensor-primitives.md.</summary>
public sealed class TensorSnippets
{
    // snippet: loss
    static double Loss(double[] x, double[] w)
    {
        var y = new double[x.Length];
        TensorPrimitives.Multiply<double>(x, w, y);
        TensorPrimitives.Sigmoid<double>(y, y);        // in place
        return TensorPrimitives.Norm<double>(y);
    }
    // end

    [Fact]
    public void In_place()
    {
        // snippet: gradient
        var (byX, byW) = AD.Gradient<double[], double[]>(Loss)([1.0, 2.0], [0.5, -0.5]);
        // end
        double[] y = [1 / (1 + Math.Exp(-0.5)), 1 / (1 + Math.Exp(1))];
        for (var i = 0; i < 2; i++)
        {
            var bar = y[i] * y[i] * (1 - y[i]) / Math.Sqrt(y[0] * y[0] + y[1] * y[1]);
            Assert.Equal(bar * (i == 0 ? 0.5 : -0.5), byX[i], 1e-14);
            Assert.Equal(bar * (i + 1), byW[i], 1e-14);
        }
    }

    // snippet: outer
    static double Outer(double[] x)
    {
        var (column, row) = (Tensor.Create(x, 0, [2, 1], []), Tensor.Create(x, 2, [1, 2], []));
        var all = Tensor.CreateFromShape<double>([2, 2]);
        Tensor.Multiply<double>(column, row, all);
        return all[0, 1] * all[1, 1];
    }
    // end

    [Fact]
    public void Broadcast() => Assert.Equal([3.0 * 49, 2 * 49, 0, 2 * 2 * 3 * 7], AD.Gradient(Outer)([2, 3, 5, 7]));
}
