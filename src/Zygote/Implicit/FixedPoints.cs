using System;
using System.Numerics;

namespace Zygote.Implicit;

/// <summary>Fixed points as roots, and by iteration.</summary>
static class FixedPoints
{
    /// <summary>f(x, p) - x, which is zero at the fixed point.</summary>
    public static S[] Step<S, P>(Func<S[], P, S[]> f, S[] x, P p)
        where S : struct, IFloatingPointIeee754<S>
    {
        var image = f((S[])x.Clone(), p); // f may work in place
        if (image.Length != x.Length)
            throw new ArgumentException($"The map takes {x.Length} numbers to {image.Length}; there must be as many.", nameof(f));
        var step = new S[x.Length];
        for (var i = 0; i < step.Length; i++)
            step[i] = image[i] - x[i];
        return step;
    }

    public static double[] Iterate<P>(Func<double[], P, double[]> f, double[] start, P p, double tolerance, int maxIterations)
    {
        var x = (double[])start.Clone();
        for (var k = 0; k < maxIterations; k++)
        {
            var step = Step(f, x, p);
            var rests = true;
            for (var i = 0; i < x.Length; i++)
            {
                x[i] += step[i];
                rests &= Math.Abs(step[i]) <= tolerance * (1 + Math.Abs(x[i]));
            }

            if (rests)
                return x;
        }

        throw new InvalidOperationException(
            $"The iteration did not come to rest in {maxIterations} steps. Does the map contract? If it is slow, give it more "
            + "steps or a larger tolerance, or a solver of your own.");
    }
}
