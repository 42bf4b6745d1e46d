using System;
using System.Diagnostics;
using System.Linq;

using Zygote;

namespace QuickStart;

/// <summary>The gradient of Rosenbrock's function by Zygote and by central differences.</summary>
static class Race
{
    public static void Run(int dimensions)
    {
        var x = new double[dimensions];
        for (var i = 0; i < dimensions; i++)
            x[i] = Math.Sin(i);

        var gradient = AD.Gradient<double[]>(Functions.Rosenbrock);
        var exact = gradient(x);
        var approximate = CentralDifferences(x);
        var primalTime = Seconds(() => Functions.Rosenbrock(x));
        var gradientTime = Seconds(() => gradient(x));
        var differenceTime = Seconds(() => CentralDifferences(x));

        var error = exact.Zip(approximate, (a, b) => Math.Abs(a - b) / Math.Max(1, Math.Abs(a))).Max();
        Console.WriteLine($"Rosenbrock's function of {dimensions} variables       {1e6 * primalTime,10:f2} us");
        Console.WriteLine($"its gradient by Zygote                      {1e6 * gradientTime,10:f2} us"
            + $"  = {gradientTime / primalTime:f1} function values");
        Console.WriteLine($"its gradient by central differences         {1e6 * differenceTime,10:f2} us"
            + $"  = {differenceTime / primalTime:f0} function values");
        Console.WriteLine($"Zygote is {differenceTime / gradientTime:f0} times faster; largest difference {error:e1}");
    }

    static double[] CentralDifferences(double[] x)
    {
        const double h = 1e-5;
        var result = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var saved = x[i];
            x[i] = saved + h;
            var right = Functions.Rosenbrock(x);
            x[i] = saved - h;
            var left = Functions.Rosenbrock(x);
            x[i] = saved;
            result[i] = (right - left) / (2 * h);
        }

        return result;
    }

    /// <summary>The shortest of many batches, per call.</summary>
    static double Seconds<T>(Func<T> action)
    {
        var best = double.PositiveInfinity;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < 0.7)
        {
            var start = clock.Elapsed;
            var calls = 0;
            while ((clock.Elapsed - start).TotalMilliseconds < 5)
            {
                action();
                calls++;
            }

            best = Math.Min(best, (clock.Elapsed - start).TotalSeconds / calls);
        }

        return best;
    }
}
