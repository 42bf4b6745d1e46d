using System;

namespace Zygote;

/// <summary>Integrals of smooth functions to nearly full accuracy.</summary>
static class Quadrature
{
    const int Points = 20;
    const int MaxDepth = 40;
    static readonly (double[] Nodes, double[] Weights) Rule = GaussLegendre(Points);

    /// <summary>
    /// Nodes and weights on [-1, 1]: the zeros of the Legendre polynomial by Newton's method, DLMF 3.5(v).
    /// </summary>
    static (double[] Nodes, double[] Weights) GaussLegendre(int n)
    {
        var nodes = new double[n];
        var weights = new double[n];
        for (var i = 0; i < n; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 1;
            for (var step = 0; step < 8; step++)
            {
                double p = 1, previous = 0;
                for (var k = 1; k <= n; k++)
                    (p, previous) = (((2 * k - 1) * x * p - (k - 1) * previous) / k, p);
                slope = n * (x * p - previous) / (x * x - 1);
                x -= p / slope;
            }
            nodes[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
        return (nodes, weights);
    }

    /// <summary>The Gauss rule on each of a number of panels of the same length.</summary>
    public static double Panels(Func<double, double> f, double from, double to, int panels)
    {
        double sum = 0;
        var width = (to - from) / panels;
        for (var i = 0; i < panels; i++)
            sum += Panel(f, from + i * width, from + (i + 1) * width);
        return sum;
    }

    /// <summary>
    /// Panels are halved until the halves agree with the whole; <paramref name="scale"/> is a lower bound of what the
    /// integral of the absolute value is part of.
    /// </summary>
    public static double Adaptive(Func<double, double> f, double from, double to, double scale = 0)
    {
        if (!(from < to))
            return 0;
        return Refine(f, from, to, Panel(f, from, to), scale, 0);
    }

    static double Refine(Func<double, double> f, double from, double to, double whole, double scale, int depth)
    {
        var middle = from + (to - from) / 2;
        var left = Panel(f, from, middle);
        var right = Panel(f, middle, to);
        scale = Math.Max(scale, Math.Abs(left) + Math.Abs(right));
        if (Math.Abs(left + right - whole) <= 1e-15 * scale || depth == MaxDepth || !double.IsFinite(left + right))
            return left + right;
        return Refine(f, from, middle, left, scale, depth + 1) + Refine(f, middle, to, right, scale, depth + 1);
    }

    /// <summary>
    /// The integral from a zero of its antiderivative, given as a sum of two numbers: the relative accuracy is kept however
    /// close to the zero.
    /// </summary>
    public static double Between(Func<double, double> f, double zero, double zeroLow, double x)
    {
        var width = x - zero - zeroLow;
        return width == 0 ? 0 : width * Panel(t => f(zero + t * width), 0, 1);
    }

    static double Panel(Func<double, double> f, double from, double to)
    {
        var (nodes, weights) = Rule;
        var half = (to - from) / 2;
        var middle = from + half;
        double sum = 0;
        for (var i = 0; i < nodes.Length; i++)
            sum += weights[i] * f(middle + half * nodes[i]);
        return sum * half;
    }

    /// <summary>
    /// The trapezoidal rule on the whole line for a function that decays in both directions from the point where it is
    /// largest: for analytic functions the error falls exponentially with 1 / step. Ends where a number of terms in a row are
    /// negligible.
    /// </summary>
    public static double Line(Func<double, double> f, double peak, double step)
    {
        var sum = f(peak);
        foreach (var direction in (ReadOnlySpan<double>)[step, -step])
        {
            for (int i = 1, small = 0; small < 4 && i < 100_000; i++)
            {
                var term = f(peak + i * direction);
                sum += term;
                small = Math.Abs(term) <= 1e-18 * Math.Abs(sum) ? small + 1 : 0;
            }
        }
        return sum * step;
    }
}
