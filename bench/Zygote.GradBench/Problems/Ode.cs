using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>
/// The system y[0]' = x[0], y[i]' = x[i] y[i - 1], from zero over [0, 2], by the classical Runge-Kutta method.
/// </summary>
static class Ode
{
    public static double[] Solve(double[] x, int steps)
    {
        var n = x.Length;
        var h = 2.0 / steps;
        var y = new double[n];
        var stage = new double[n];
        var k1 = new double[n];
        var k2 = new double[n];
        var k3 = new double[n];
        var k4 = new double[n];

        for (var step = 0; step < steps; step++)
        {
            Slope(x, y, k1);
            Advance(y, h / 2, k1, stage);
            Slope(x, stage, k2);
            Advance(y, h / 2, k2, stage);
            Slope(x, stage, k3);
            Advance(y, h, k3, stage);
            Slope(x, stage, k4);
            for (var i = 0; i < n; i++)
                y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }

        return y;
    }

    public static double LastComponent(double[] x, int steps) => Solve(x, steps)[x.Length - 1];

    static void Slope(double[] x, double[] y, double[] slope)
    {
        slope[0] = x[0];
        for (var i = 1; i < x.Length; i++)
            slope[i] = x[i] * y[i - 1];
    }

    static void Advance(double[] y, double h, double[] slope, double[] result)
    {
        for (var i = 0; i < y.Length; i++)
            result[i] = y[i] + h * slope[i];
    }

    public static Evaluation Primal(JsonElement input)
    {
        var (x, steps) = (input.Vector("x"), input.Int("s"));
        return Evaluation.Of(() => Solve(x, steps), JsonOutput.Vector);
    }

    public static Evaluation Gradient(JsonElement input)
    {
        var (x, steps) = (input.Vector("x"), input.Int("s"));
        return Evaluation.OfGradient(y => LastComponent(y, steps), x, new double[x.Length], JsonOutput.Vector);
    }
}
