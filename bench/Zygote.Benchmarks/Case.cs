using System;

namespace Zygote.Benchmarks;

/// <summary>A function to be timed with its gradients. Making it is cheap: derivatives are compiled on first use.</summary>
sealed class Case
{
    public required string Name { get; init; }

    /// <summary>One call of the function, and its value where that is one number.</summary>
    public required Func<double> Primal { get; init; }

    /// <summary>Compiles the derivative; the result computes what <see cref="Gradient"/> then gives.</summary>
    public required Func<Action> Compile { get; init; }

    /// <summary>The derivative written by hand, or null.</summary>
    public Action? HandWritten { get; init; }

    /// <summary>The arrays of the parameters, in the order of those of the gradients.</summary>
    public double[][] Parameters { get; init; } = [];

    public Func<double[][]> Gradient { get; init; } = () => [];

    public double[][] HandWrittenGradient { get; init; } = [];

    /// <summary>False where the result is a matrix: the two derivatives can only be compared with each other.</summary>
    public bool IsScalar { get; init; } = true;

    /// <summary>A case with parameters of any type, given how to list the arrays in it.</summary>
    public static Case Of<T>(
        string name, Func<T, double> f, T x, Func<T> zeros, Func<T, double[][]> arrays,
        Func<T, T, double>? handWritten = null)
    {
        var gradient = zeros();
        var byHand = zeros();
        return new Case
        {
            Name = name,
            Primal = () => f(x),
            Compile = () =>
            {
                var derivative = AD.GradientInto(f);
                return () => derivative(x, gradient);
            },
            HandWritten = handWritten is null ? null : () => handWritten(x, byHand),
            Parameters = arrays(x),
            Gradient = () => arrays(gradient),
            HandWrittenGradient = arrays(byHand),
        };
    }

    public static Case Of(
        string name, Func<double[], double> f, double[] x, Func<double[], double[], double>? handWritten = null)
    {
        return Of(name, f, x, () => new double[x.Length], array => [array], handWritten);
    }
}
