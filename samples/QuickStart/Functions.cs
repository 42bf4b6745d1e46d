using System;

namespace QuickStart;

/// <summary>Ordinary C#: nothing here knows that it will be differentiated.</summary>
static class Functions
{
    public static double Line(double x) => 5 * x + 3;

    /// <summary>The last of twenty seasons of a population that grows towards a limit.</summary>
    public static double Population(double growth)
    {
        var population = new double[21];
        population[0] = 0.1;
        for (var season = 1; season < population.Length; season++)
            population[season] = growth * population[season - 1] * (1 - population[season - 1]);
        return population[^1];
    }

    public static double Rosenbrock(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < x.Length; i++)
        {
            var a = x[i + 1] - x[i] * x[i];
            var b = 1 - x[i];
            sum += 100 * a * a + b * b;
        }

        return sum;
    }
}

sealed record Neuron(double[] Weights, double Bias)
{
    public double Loss(double[] input, double target)
    {
        var error = Output(input) - target;
        return error * error;
    }

    double Output(double[] input)
    {
        var sum = Bias;
        for (var i = 0; i < input.Length; i++)
            sum += Weights[i] * input[i];
        return Math.Tanh(sum);
    }
}
