using System;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>
/// A particle falls between two charges, one of which is steered: its acceleration is a gradient, and the place where it
/// lands is minimised by another.
/// </summary>
static class Particle
{
    const double TimeStep = 0.1;

    static double Potential(double[] position, double w) =>
        (1 / Distance(position, 10, 10 - w)) + (1 / Distance(position, 10, 0));

    static double Distance(double[] position, double x, double y)
    {
        var (dx, dy) = (position[0] - x, position[1] - y);
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    static double CostByForward(double[] control) =>
        Cost(position => Modes.Forward(p => Potential(p, control[0]), position));

    static double CostByReverse(double[] control) =>
        Cost(position => AD.Gradient((double[] p) => Potential(p, control[0]), position));

    static double Cost(Func<double[], double[]> potentialSlope)
    {
        double[] position = [0, 8];
        double[] velocity = [0.75, 0];
        while (true)
        {
            var slope = potentialSlope(position);
            double[] next = [position[0] + (TimeStep * velocity[0]), position[1] + (TimeStep * velocity[1])];
            if (next[1] < 0)
            {
                var time = -position[1] / velocity[1];
                var end = position[0] + (time * velocity[0]);
                return end * end;
            }

            velocity = [velocity[0] - (TimeStep * slope[0]), velocity[1] - (TimeStep * slope[1])];
            position = next;
        }
    }

    public static Func<JsonElement, Evaluation> Evaluate(string modes) => input =>
    {
        var w = input.Number("w");
        Func<double[], double> cost = modes[1] == 'f' ? CostByForward : CostByReverse;
        return Evaluation.Prepared<double>(
            () =>
            {
                var gradient = Modes.Gradient(modes[0], cost);
                return () => Descent.Minimize(cost, gradient, [w])[0];
            },
            JsonOutput.Number);
    };
}
