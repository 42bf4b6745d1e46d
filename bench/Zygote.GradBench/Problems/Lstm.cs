using System;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>
/// Main has a row of weights and a row of biases for each layer, each in four blocks: forget, in, out, change.
/// Extra has the rows input weight, output weight, output bias.
/// </summary>
sealed record LstmParameters(double[][] Main, double[][] Extra)
{
    public LstmParameters ZerosLike() => new(Arrays.ZerosLike(Main), Arrays.ZerosLike(Extra));
}

/// <summary>A character model of layers with diagonal weights.</summary>
static class Lstm
{
    /// <param name="p">What is learned.</param>
    /// <param name="state">For each layer a row of initial hidden values and a row of initial cell values.</param>
    /// <param name="sequence">One row of zeros and ones for each character.</param>
    public static double Loss(LstmParameters p, double[][] state, double[][] sequence)
    {
        var width = state[0].Length;
        var layers = state.Length / 2;
        var hidden = new double[layers][];
        var cell = new double[layers][];
        for (var layer = 0; layer < layers; layer++)
        {
            hidden[layer] = Copy(state[2 * layer]);
            cell[layer] = Copy(state[2 * layer + 1]);
        }

        var input = new double[width];
        var total = 0.0;
        for (var t = 0; t < sequence.Length - 1; t++)
        {
            for (var j = 0; j < width; j++)
                input[j] = sequence[t][j] * p.Extra[0][j];
            var z = input;
            for (var layer = 0; layer < layers; layer++)
            {
                Step(p.Main[2 * layer], p.Main[2 * layer + 1], z, hidden[layer], cell[layer]);
                z = hidden[layer];
            }

            total += LogLikelihood(z, p.Extra[1], p.Extra[2], sequence[t + 1]);
        }

        return -total / ((sequence.Length - 1) * width);
    }

    static void Step(double[] weight, double[] bias, double[] z, double[] hidden, double[] cell)
    {
        var width = hidden.Length;
        for (var j = 0; j < width; j++)
        {
            var forget = Sigmoid(z[j] * weight[j] + bias[j]);
            var ingate = Sigmoid(hidden[j] * weight[width + j] + bias[width + j]);
            var outgate = Sigmoid(z[j] * weight[2 * width + j] + bias[2 * width + j]);
            var change = Math.Tanh(hidden[j] * weight[3 * width + j] + bias[3 * width + j]);
            cell[j] = cell[j] * forget + ingate * change;
            hidden[j] = outgate * Math.Tanh(cell[j]);
        }
    }

    static double LogLikelihood(double[] z, double[] weight, double[] bias, double[] next)
    {
        var sum = 2.0;
        for (var j = 0; j < z.Length; j++)
            sum += Math.Exp(z[j] * weight[j] + bias[j]);
        var log = Math.Log(sum);

        var total = 0.0;
        for (var j = 0; j < z.Length; j++)
            total += next[j] * (z[j] * weight[j] + bias[j] - log);
        return total;
    }

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    static double[] Copy(double[] row)
    {
        var copy = new double[row.Length];
        for (var j = 0; j < row.Length; j++)
            copy[j] = row[j];
        return copy;
    }

    public static Evaluation Objective(JsonElement input)
    {
        var (p, state, sequence) = Read(input);
        return Evaluation.Of(() => Loss(p, state, sequence), JsonOutput.Number);
    }

    public static Evaluation Jacobian(JsonElement input)
    {
        var (p, state, sequence) = Read(input);
        return Evaluation.OfGradient(
            q => Loss(q, state, sequence), p, p.ZerosLike(), (json, g) => JsonOutput.Flat(json, g.Main, g.Extra));
    }

    static (LstmParameters, double[][], double[][]) Read(JsonElement input)
    {
        var parameters = new LstmParameters(input.Rows("main_params"), input.Rows("extra_params"));
        return (parameters, input.Rows("state"), input.Rows("sequence"));
    }
}
