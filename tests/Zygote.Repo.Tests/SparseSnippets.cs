using System;
using System.Linq;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>Every code block of docs/sparse.md, compiled and checked.</summary>
public sealed class SparseSnippets
{
    [Fact]
    public void Rosenbrock()
    {
        double[] point = [.. Enumerable.Range(0, 1000).Select(i => i / 1000.0)];

        // snippet: Rosenbrock
        Func<double[], double> rosenbrock = x =>
        {
            var sum = 0.0;
            for (var i = 0; i + 1 < x.Length; i++)
                sum += 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + Math.Pow(1 - x[i], 2);
            return sum;
        };
        var pattern = AD.HessianPattern(rosenbrock, new double[1000]);
        var hessian = AD.SparseHessian(rosenbrock, pattern);
        SparseMatrix h = hessian(point);        // 2998 entries by three products with vectors
        double diagonal = h[10, 10];
        // end

        Assert.Equal(2998, h.NonZeroCount);
        Assert.Equal(1200 * 0.01 * 0.01 - 400 * 0.011 + 202, diagonal, 1e-9);
    }
}
