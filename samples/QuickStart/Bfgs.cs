using System;
using System.Collections.Generic;
using System.Linq;

namespace QuickStart;

/// <summary>Minimises a function with the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno.</summary>
static class Bfgs
{
    /// <returns>The minimiser, and the value at each iteration.</returns>
    public static (double[] X, List<double> History) Minimize(
        Func<double[], (double Value, double[] Gradient)> f, double[] start)
    {
        var x = start;
        var (value, gradient) = f(x);
        var inverseHessian = Identity(x.Length);
        var history = new List<double> { value };
        while (Math.Sqrt(Dot(gradient, gradient)) > 1e-7 && history.Count < 500)
        {
            var direction = Array.ConvertAll(Product(inverseHessian, gradient), d => -d);
            var (step, next) = LineSearch(f, x, value, Dot(gradient, direction), direction);
            if (step == 0)
                break;

            var s = Array.ConvertAll(direction, d => step * d);
            var y = next.Gradient.Zip(gradient, (a, b) => a - b).ToArray();
            if (Dot(s, y) > 0)
                Update(inverseHessian, s, y);
            x = Add(x, s);
            (value, gradient) = next;
            history.Add(value);
        }

        return (x, history);
    }

    /// <summary>Halves or doubles the step until it satisfies the Wolfe conditions.</summary>
    static (double Step, (double Value, double[] Gradient) Next) LineSearch(
        Func<double[], (double Value, double[] Gradient)> f, double[] x, double value, double slope,
        double[] direction)
    {
        var (low, high, step) = (0.0, double.PositiveInfinity, 1.0);
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var next = f(Add(x, Array.ConvertAll(direction, d => step * d)));
            if (!(next.Value <= value + 1e-4 * step * slope))
                high = step;
            else if (Dot(next.Gradient, direction) < 0.9 * slope)
                low = step;
            else
                return (step, next);
            step = double.IsInfinity(high) ? 2 * step : (low + high) / 2;
        }

        return (0, default);
    }

    /// <summary>H := (I - r s y') H (I - r y s') + r s s', where r = 1 / s'y.</summary>
    static void Update(double[,] h, double[] s, double[] y)
    {
        var r = 1 / Dot(s, y);
        var hy = Product(h, y);
        var scale = r * (1 + r * Dot(y, hy));
        for (var i = 0; i < s.Length; i++)
        {
            for (var j = 0; j < s.Length; j++)
                h[i, j] += scale * s[i] * s[j] - r * (hy[i] * s[j] + s[i] * hy[j]);
        }
    }

    static double[,] Identity(int n)
    {
        var result = new double[n, n];
        for (var i = 0; i < n; i++)
            result[i, i] = 1;
        return result;
    }

    static double[] Product(double[,] a, double[] x)
    {
        var result = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
                result[i] += a[i, j] * x[j];
        }

        return result;
    }

    static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
