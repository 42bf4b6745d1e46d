using System;
using System.Linq;

namespace Zygote.Rules.Bench;

/// <summary>A function of the library and the same as a plain loop, and their gradients on the same input.</summary>
sealed class Case
{
    public required string Name { get; init; }

    public required string Size { get; init; }

    public required Func<(Action ByRule, Action Loop, double Difference)> Compile { get; init; }

    public static Case Of<T>(string name, string size, Func<T, double> f, Func<T, double> loop, Func<int, T> input, Func<T, double[]> flat) =>
        new()
        {
            Name = name,
            Size = size,
            Compile = () =>
            {
                var (byRule, byLoop) = (AD.GradientInto(f), AD.GradientInto(loop));
                var (x, first, second) = (input(1), input(2), input(2));
                byRule(x, first);
                byLoop(x, second);
                var (a, b) = (flat(first), flat(second));
                var scale = 1e-300 + b.Max(Math.Abs);
                var difference = a.Zip(b, (s, t) => Math.Abs(s - t)).Max() / scale;
                return (() => byRule(x, first), () => byLoop(x, second), difference);
            },
        };

    public static Case Vector(string name, int n, Func<double[], double> f, Func<double[], double> loop) =>
        Vector(name, n, -1, 1, f, loop);

    public static Case Vector(
        string name, int n, double low, double high, Func<double[], double> f, Func<double[], double> loop) =>
        Of(name, $"{n}", f, loop, seed => [.. Random(n, seed).Select(x => low + (high - low) * (x + 1) / 2)], x => x);

    public static Case Pair(string name, int n, Func<double[][], double> f, Func<double[][], double> loop) =>
        Of(name, $"{n}", f, loop, seed => [Random(n, seed), Random(n, seed + 7)], x => [.. x.SelectMany(y => y)]);

    public static Case Matrix(string name, int n, Func<double[,], double> f, Func<double[,], double> loop) =>
        Of(name, $"{n} x {n}", f, loop, seed => Square(n, seed), x => [.. x.Cast<double>()]);

    static double[] Random(int n, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => 2 * random.NextDouble() - 1)];
    }

    static double[,] Square(int n, int seed)
    {
        var (x, a) = (Random(n * n, seed), new double[n, n]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                a[i, j] = x[i * n + j] + (i == j ? 3 + 0.3 * n : 0);
        }

        return a;
    }
}
