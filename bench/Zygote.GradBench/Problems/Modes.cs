using System;

namespace Zygote.GradBench.Problems;

/// <summary>The gradient by either mode; names of functions give the outer mode first, then the inner one.</summary>
static class Modes
{
    public static double[] Forward(Func<double[], double> f, double[] x) => Along(AD.Pushforward(f), x);

    public static Func<double[], double[]> Gradient(char mode, Func<double[], double> f)
    {
        if (mode == 'r')
            return AD.Gradient(f);
        var pushforward = AD.Pushforward(f);
        return x => Along(pushforward, x);
    }

    static double[] Along(Func<double[], double[], (double Value, double Tangent)> pushforward, double[] x)
    {
        var gradient = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var direction = new double[x.Length];
            direction[i] = 1;
            gradient[i] = pushforward(x, direction).Tangent;
        }

        return gradient;
    }
}
