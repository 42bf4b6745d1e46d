using System;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>The minimum over x of the maximum over y, where the maximum is found by following a gradient.</summary>
static class Saddle
{
    static double Value(double[] x, double[] y) => (x[0] * x[0]) + (x[1] * x[1]) - ((y[0] * y[0]) + (y[1] * y[1]));

    static double[] BestByForward(double[] x, double[] start) =>
        Descent.Minimize(y => -Value(x, y), y => Modes.Forward(z => -Value(x, z), y), start);

    static double[] BestByReverse(double[] x, double[] start) =>
        Descent.Minimize(y => -Value(x, y), y => AD.Gradient((double[] z) => -Value(x, z), y), start);

    public static Func<JsonElement, Evaluation> Evaluate(string modes) => input =>
    {
        var start = input.Vector("start");
        Func<double[], double> worst = modes[1] == 'f'
            ? x => Value(x, BestByForward(x, start))
            : x => Value(x, BestByReverse(x, start));
        return Evaluation.Prepared<double[]>(
            () =>
            {
                var gradient = Modes.Gradient(modes[0], worst);
                return () =>
                {
                    var x = Descent.Minimize(worst, gradient, start);
                    var y = modes[1] == 'f' ? BestByForward(x, start) : BestByReverse(x, start);
                    return [.. x, .. y];
                };
            },
            JsonOutput.Vector);
    };
}
