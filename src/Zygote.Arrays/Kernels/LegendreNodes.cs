using System;
using System.Collections.Concurrent;

namespace Zygote.Kernels;

/// <summary>Nodes and weights of the rule of Gauss and Legendre, by Newton's method from an asymptotic guess.</summary>
static class LegendreNodes
{
    static readonly ConcurrentDictionary<int, Constants<double>> Known = new();

    /// <summary>n nodes, ascending, and then their n weights.</summary>
    [ZeroDerivative]
    public static double[] Of(int n)
    {
        if (!Known.TryGetValue(n, out var nodes))
            nodes = Known.GetOrAdd(n, new Constants<double>(Compute(n)));
        return nodes.Span.ToArray();
    }

    static double[] Compute(int n)
    {
        var result = new double[2 * n];
        for (var i = 0; i < (n + 1) / 2; i++)
        {
            // DLMF 18.16: zeros of Legendre polynomials.
            var x = (1 - (n - 1) / (8.0 * n * n * n)) * Math.Cos(Math.PI * (4 * i + 3) / (4 * n + 2));
            if (2 * i + 1 == n)
                x = 0;
            var slope = 0.0;
            for (var step = 0; step < 100; step++)
            {
                (var value, slope) = Polynomial(n, x);
                var change = value / slope;
                x -= change;
                if (Math.Abs(change) < 1e-16)
                    break;
            }

            (_, slope) = Polynomial(n, x);
            var weight = 2 / ((1 - x * x) * slope * slope);
            (result[i], result[n - 1 - i]) = (-x, x);
            (result[n + i], result[2 * n - 1 - i]) = (weight, weight);
        }

        return result;
    }

    /// <summary>By the three-term recurrence.</summary>
    static (double Value, double Slope) Polynomial(int n, double x)
    {
        var (before, value) = (0.0, 1.0);
        for (var k = 1; k <= n; k++)
            (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
        return (value, n * (before - x * value) / (1 - x * x));
    }
}
