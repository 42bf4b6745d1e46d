using System;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>The logarithm of a sum of exponentials, shifted by the maximum so that nothing overflows.</summary>
static class LogSumExp
{
    public static double Of(double[] x)
    {
        var max = x[0];
        for (var i = 1; i < x.Length; i++)
        {
            if (x[i] > max)
                max = x[i];
        }

        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += Math.Exp(x[i] - max);
        return max + Math.Log(sum);
    }

    public static Evaluation Primal(JsonElement input)
    {
        var x = input.Vector("x");
        return Evaluation.Of(() => Of(x), JsonOutput.Number);
    }

    public static Evaluation Gradient(JsonElement input)
    {
        var x = input.Vector("x");
        return Evaluation.OfGradient(Of, x, new double[x.Length], JsonOutput.Vector);
    }
}
