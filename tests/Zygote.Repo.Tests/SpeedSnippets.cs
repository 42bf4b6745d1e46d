using System;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>Every code block of docs/speed.md, compiled and checked.</summary>
public sealed class SpeedSnippets
{
    [Fact]
    public void Descent()
    {
        // snippet: descent
        Func<double[], double> f = x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += Math.Exp(x[i]) * x[i];
            return sum;
        };
        var gradientInto = AD.GradientInto(f);      // compiled here
        double[] point = [-0.5, 0, 0.5], gradient = new double[3];
        for (var step = 0; step < 100; step++)
        {
            gradientInto(point, gradient);          // nothing allocated
            for (var i = 0; i < point.Length; i++)
                point[i] -= 0.1 * gradient[i];
        }
        // end

        foreach (var x in point)
            Assert.Equal(-1, x, 0.1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        gradientInto(point, gradient);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
