using System;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Loops, tasks and threads: the sums over what threads do come out as they do in one thread.</summary>
public class ParallelTests
{
    static double Waves(double[] x, double p)
    {
        var y = new double[x.Length];
        Parallel.For(0, x.Length, i => y[i] = Math.Sin(x[i]) * p);
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
            sum += y[i];
        return sum;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void For(int n)
    {
        var x = new double[n];
        for (var i = 0; i < n; i++)
            x[i] = 0.1 * i;
        Check.Both<double[], double>(Waves, (x, 1.7));
    }
}
