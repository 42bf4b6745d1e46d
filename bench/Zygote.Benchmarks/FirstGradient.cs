using System;
using System.Diagnostics;
using System.Globalization;

using Zygote.GradBench.Problems;

namespace Zygote.Benchmarks;

/// <summary>From the request to the first result, after another function has been differentiated.</summary>
static class FirstGradient
{
    public static void Print()
    {
        Report("the very first, (x, y) => x / (1 + y * y)", () => AD.Gradient((Pair p) => p.X / (1 + p.Y * p.Y))(new(1, 2)));
        Report("x => x * Math.Sin(x)", () => AD.Gradient((double x) => x * Math.Sin(x))(1.0));
        Report("x => x * Math.Cos(x)", () => AD.Gradient((double x) => x * Math.Cos(x))(1.0));

        var (parameters, data) = Instances.Mixture(d: 2, k: 5, n: 10);
        Report(
            "gmm objective",
            () => AD.Gradient((MixtureParameters p) => GaussianMixture.LogPosterior(p, data))(parameters));
    }

    static void Report<T>(string name, Func<T> firstCall)
    {
        var start = Stopwatch.GetTimestamp();
        firstCall();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-45}{elapsed,10:f2} ms"));
    }
}
