using System;

using Zygote.GradBench.Problems;

namespace Zygote.Benchmarks.HandWritten;

/// <summary>Keeps eight numbers for each step, layer and unit, then walks back.</summary>
static class HandWrittenLstm
{
    const int Kept = 8;

    public static double Gradient(LstmParameters p, double[][] state, double[][] sequence, LstmParameters g)
    {
        var width = state[0].Length;
        var layers = state.Length / 2;
        var steps = sequence.Length - 1;
        var kept = new double[steps * layers * width * Kept];
        var outputs = new double[steps * width];
        var total = 0.0;
        var scale = -1.0 / (steps * width);

        var hidden = new double[layers][];
        var cell = new double[layers][];
        for (var layer = 0; layer < layers; layer++)
        {
            hidden[layer] = (double[])state[2 * layer].Clone();
            cell[layer] = (double[])state[2 * layer + 1].Clone();
        }

        var z = new double[width];
        for (var t = 0; t < steps; t++)
        {
            for (var j = 0; j < width; j++)
                z[j] = sequence[t][j] * p.Extra[0][j];
            for (var layer = 0; layer < layers; layer++)
            {
                var at = (t * layers + layer) * width * Kept;
                Forward(p.Main[2 * layer], p.Main[2 * layer + 1], z, hidden[layer], cell[layer], kept, at);
            }

            total += Predict(z, p.Extra[1], p.Extra[2], sequence[t + 1], outputs, t * width, scale);
        }

        Clear(g.Main);
        Clear(g.Extra);
        Clear(hidden);
        Clear(cell);
        for (var t = steps - 1; t >= 0; t--)
        {
            var last = (t * layers + layers - 1) * width * Kept;
            for (var j = 0; j < width; j++)
            {
                var yBar = outputs[t * width + j];
                g.Extra[1][j] += yBar * kept[last + j * Kept + 2] * kept[last + j * Kept + 5];
                g.Extra[2][j] += yBar;
                z[j] = yBar * p.Extra[1][j];
            }

            for (var layer = layers - 1; layer >= 0; layer--)
            {
                var at = (t * layers + layer) * width * Kept;
                var (wBar, bBar) = (g.Main[2 * layer], g.Main[2 * layer + 1]);
                Backward(p.Main[2 * layer], kept, at, z, hidden[layer], cell[layer], wBar, bBar);
            }

            for (var j = 0; j < width; j++)
                g.Extra[0][j] += z[j] * sequence[t][j];
        }

        return scale * total;
    }

    /// <summary>Keeps forget, in, out, change, cell before, tanh of cell, input, hidden before.</summary>
    static void Forward(
        double[] weight, double[] bias, double[] z, double[] hidden, double[] cell, double[] kept, int at)
    {
        var width = hidden.Length;
        for (var j = 0; j < width; j++)
        {
            var h = hidden[j];
            var forget = Sigmoid(z[j] * weight[j] + bias[j]);
            var ingate = Sigmoid(h * weight[width + j] + bias[width + j]);
            var outgate = Sigmoid(z[j] * weight[2 * width + j] + bias[2 * width + j]);
            var change = Math.Tanh(h * weight[3 * width + j] + bias[3 * width + j]);
            var keep = kept.AsSpan(at + j * Kept, Kept);
            keep[7] = h;
            keep[6] = z[j];
            keep[4] = cell[j];
            cell[j] = cell[j] * forget + ingate * change;
            var tanh = Math.Tanh(cell[j]);
            keep[0] = forget;
            keep[1] = ingate;
            keep[2] = outgate;
            keep[3] = change;
            keep[5] = tanh;
            z[j] = hidden[j] = outgate * tanh;
        }
    }

    /// <summary>The log-likelihood of the next character; its cotangents by the outputs go to yBar.</summary>
    static double Predict(
        double[] z, double[] weight, double[] bias, double[] next, double[] yBar, int at, double scale)
    {
        var (sum, total, count) = (2.0, 0.0, 0.0);
        for (var j = 0; j < z.Length; j++)
        {
            var y = z[j] * weight[j] + bias[j];
            var e = Math.Exp(y);
            yBar[at + j] = e;
            sum += e;
            total += next[j] * y;
            count += next[j];
        }

        for (var j = 0; j < z.Length; j++)
            yBar[at + j] = scale * (next[j] - count * yBar[at + j] / sum);
        return total - count * Math.Log(sum);
    }

    /// <summary>On entry zBar is the cotangent of the layer's output, on exit that of its input.</summary>
    static void Backward(
        double[] weight, double[] kept, int at, double[] zBar, double[] hiddenBar, double[] cellBar,
        double[] weightBar, double[] biasBar)
    {
        var width = zBar.Length;
        for (var j = 0; j < width; j++)
        {
            var keep = kept.AsSpan(at + j * Kept, Kept);
            var (z, h) = (keep[6], keep[7]);
            var hBar = hiddenBar[j] + zBar[j];
            var cBar = cellBar[j] + hBar * keep[2] * (1 - keep[5] * keep[5]);
            var forgetBar = cBar * keep[4] * keep[0] * (1 - keep[0]);
            var ingateBar = cBar * keep[3] * keep[1] * (1 - keep[1]);
            var outgateBar = hBar * keep[5] * keep[2] * (1 - keep[2]);
            var changeBar = cBar * keep[1] * (1 - keep[3] * keep[3]);
            weightBar[j] += forgetBar * z;
            biasBar[j] += forgetBar;
            weightBar[width + j] += ingateBar * h;
            biasBar[width + j] += ingateBar;
            weightBar[2 * width + j] += outgateBar * z;
            biasBar[2 * width + j] += outgateBar;
            weightBar[3 * width + j] += changeBar * h;
            biasBar[3 * width + j] += changeBar;
            zBar[j] = forgetBar * weight[j] + outgateBar * weight[2 * width + j];
            hiddenBar[j] = ingateBar * weight[width + j] + changeBar * weight[3 * width + j];
            cellBar[j] = cBar * keep[0];
        }
    }

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    static void Clear(double[][] rows)
    {
        foreach (var row in rows)
            Array.Clear(row);
    }
}
