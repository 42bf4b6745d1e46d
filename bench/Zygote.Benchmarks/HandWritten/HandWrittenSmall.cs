using System;

namespace Zygote.Benchmarks.HandWritten;

/// <summary>Value and gradient together, as a person would write them in scalar C#.</summary>
static class HandWrittenSmall
{
    public static double SumOfSines(double[] x, double[] gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(x[i]);
            gradient[i] = Math.Cos(x[i]);
        }

        return sum;
    }

    public static double Polynomial(double[] coefficients, double t, double[] gradient)
    {
        var value = 0.0;
        var power = 1.0;
        for (var i = 0; i < coefficients.Length; i++)
        {
            value += coefficients[i] * power;
            gradient[i] = power;
            power *= t;
        }

        return value;
    }

    /// <summary>The gradient is the softmax.</summary>
    public static double LogSumExp(double[] x, double[] gradient)
    {
        var max = x[0];
        for (var i = 1; i < x.Length; i++)
        {
            if (x[i] > max)
                max = x[i];
        }

        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var e = Math.Exp(x[i] - max);
            gradient[i] = e;
            sum += e;
        }

        var scale = 1 / sum;
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] *= scale;
        return max + Math.Log(sum);
    }
}
