using System;

namespace Zygote.GradBench.Problems;

/// <summary>The gradient descent with a step that doubles and halves, as the suite defines it.</summary>
static class Descent
{
    const double Tolerance = 1e-5;

    public static double[] Minimize(Func<double[], double> f, Func<double[], double[]> gradient, double[] start)
    {
        var x = start;
        var (cost, slope) = (f(x), gradient(x));
        var step = 1e-5;
        var accepted = 0;
        while (Norm(slope) > Tolerance)
        {
            if (accepted == 10)
            {
                step *= 2;
                accepted = 0;
                continue;
            }

            var next = new double[x.Length];
            for (var i = 0; i < x.Length; i++)
                next[i] = x[i] - (step * slope[i]);
            if (Distance(x, next) <= Tolerance)
                return x;
            var nextCost = f(next);
            if (nextCost < cost)
            {
                (x, cost, slope) = (next, nextCost, gradient(next));
                accepted++;
            }
            else
            {
                step /= 2;
                accepted = 0;
            }
        }

        return x;
    }

    static double Norm(double[] x) => Math.Sqrt(SquaredDistance(x, new double[x.Length]));

    static double Distance(double[] x, double[] y) => Math.Sqrt(SquaredDistance(x, y));

    static double SquaredDistance(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        return sum;
    }
}
