using System;
using System.Globalization;

using Zygote.GradBench.Problems;

namespace Zygote.Benchmarks;

/// <summary>What a gradient keeps at once, beside the point and the gradient: it is taken from the heap and not given back.</summary>
static class ExtraMemory
{
    public static void Print()
    {
        // Compiled and warm on a small problem: the first gradient of the large one takes what it needs more.
        var (parameters, small) = Instances.Mixture(d: 20, k: 50, n: 10);
        var large = Instances.Mixture(d: 20, k: 50, n: 10_000).Data;
        var data = small;
        var gradient = AD.GradientInto((MixtureParameters p) => GaussianMixture.LogPosterior(p, data));
        var target = parameters.ZerosLike();
        for (var i = 0; i < 3; i++)
            gradient(parameters, target);

        data = large;
        var primal = Allocated(() => GaussianMixture.LogPosterior(parameters, data));
        Report("gmm d20 k50 n10000, first gradient", Allocated(() => gradient(parameters, target)), primal);
        Report("the same, second gradient", Allocated(() => gradient(parameters, target)), primal);
    }

    static long Allocated(Action run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    static void Report(string name, long gradient, long primal) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-45}{gradient / 1e6,10:f3} MB allocated, by the primal {primal / 1e6:f3} MB"));
}
