using System;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>Fits a polynomial with coefficients x to the sign function on n points of [-1, 1].</summary>
static class LeastSquares
{
    public static double Loss(double[] x, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            var t = -1.0 + i * 2.0 / (n - 1.0);
            var residual = (double)Math.Sign(t);
            var power = 1.0;
            for (var j = 0; j < x.Length; j++)
            {
                residual -= x[j] * power;
                power *= t;
            }

            sum += residual * residual;
        }

        return 0.5 * sum;
    }

    public static Evaluation Primal(JsonElement input)
    {
        var (x, n) = (input.Vector("x"), input.Int("n"));
        return Evaluation.Of(() => Loss(x, n), JsonOutput.Number);
    }

    public static Evaluation Gradient(JsonElement input)
    {
        var (x, n) = (input.Vector("x"), input.Int("n"));
        return Evaluation.OfGradient(y => Loss(y, n), x, new double[x.Length], JsonOutput.Vector);
    }
}
