using System;

using Zygote.GradBench.Problems;

namespace Zygote.Benchmarks.HandWritten;

/// <summary>
/// With A the triangular root of a component, v = x - mu and y = A v, a point contributes weight times -|y|^2 / 2.
/// Everything of a point is used at once; nothing grows with the number of points.
/// </summary>
static class HandWrittenMixture
{
    public static double Gradient(MixtureParameters p, MixtureData data, MixtureParameters g)
    {
        var k = p.Alpha.Length;
        var d = p.Mu[0].Length;
        Clear(g);
        var diagonal = new double[k][];
        var weight = new double[k];
        var v = new double[k][];
        var y = new double[k][];
        for (var c = 0; c < k; c++)
        {
            diagonal[c] = new double[d];
            (v[c], y[c]) = (new double[d], new double[d]);
            weight[c] = p.Alpha[c];
            for (var j = 0; j < d; j++)
            {
                diagonal[c][j] = Math.Exp(p.Q[c][j]);
                weight[c] += p.Q[c][j];
            }
        }

        var terms = new double[k];
        var share = new double[k];
        var value = 0.0;
        foreach (var x in data.X)
        {
            for (var c = 0; c < k; c++)
                terms[c] = weight[c] - 0.5 * Distance(x, p.Mu[c], diagonal[c], p.L[c], v[c], y[c]);
            value += HandWrittenSmall.LogSumExp(terms, share);
            for (var c = 0; c < k; c++)
            {
                g.Alpha[c] += share[c];
                Accumulate(share[c], diagonal[c], p.L[c], v[c], y[c], g.Mu[c], g.Q[c], g.L[c]);
            }
        }

        var n = data.X.Length;
        for (var c = 0; c < k; c++)
            value += Finish(c, p, data, diagonal[c], g);
        value -= n * (0.5 * d * Math.Log(2 * Math.PI) + HandWrittenSmall.LogSumExp(p.Alpha, share));
        for (var c = 0; c < k; c++)
            g.Alpha[c] -= n * share[c];
        return value;
    }

    static double Distance(double[] x, double[] mu, double[] diagonal, double[] below, double[] v, double[] y)
    {
        for (var j = 0; j < v.Length; j++)
        {
            v[j] = x[j] - mu[j];
            y[j] = diagonal[j] * v[j];
        }

        var entry = 0;
        for (var j = 0; j < v.Length; j++)
        {
            var vj = v[j];
            for (var i = j + 1; i < y.Length; i++)
                y[i] += below[entry++] * vj;
        }

        var norm = 0.0;
        for (var i = 0; i < y.Length; i++)
            norm += y[i] * y[i];
        return norm;
    }

    /// <summary>Until <see cref="Finish"/>, qBar holds the cotangent of the diagonal.</summary>
    static void Accumulate(
        double share, double[] diagonal, double[] below, double[] v, double[] y,
        double[] muBar, double[] qBar, double[] belowBar)
    {
        for (var i = 0; i < y.Length; i++)
            y[i] *= -share;

        var entry = 0;
        for (var j = 0; j < v.Length; j++)
        {
            var vj = v[j];
            var vBar = diagonal[j] * y[j];
            qBar[j] += y[j] * vj;
            for (var i = j + 1; i < y.Length; i++)
            {
                vBar += below[entry] * y[i];
                belowBar[entry++] += y[i] * vj;
            }

            muBar[j] -= vBar;
        }
    }

    /// <summary>From the diagonal to its logarithms; the prior. g.Alpha holds the sum of the shares so far.</summary>
    static double Finish(int c, MixtureParameters p, MixtureData data, double[] diagonal, MixtureParameters g)
    {
        var square = data.Gamma * data.Gamma;
        var prior = 0.0;
        for (var j = 0; j < diagonal.Length; j++)
        {
            var squared = diagonal[j] * diagonal[j];
            g.Q[c][j] = g.Q[c][j] * diagonal[j] + g.Alpha[c] - square * squared + data.M;
            prior += data.M * p.Q[c][j] - 0.5 * square * squared;
        }

        for (var e = 0; e < p.L[c].Length; e++)
        {
            g.L[c][e] -= square * p.L[c][e];
            prior -= 0.5 * square * p.L[c][e] * p.L[c][e];
        }

        return prior;
    }

    static void Clear(MixtureParameters g)
    {
        Array.Clear(g.Alpha);
        for (var c = 0; c < g.Alpha.Length; c++)
        {
            Array.Clear(g.Mu[c]);
            Array.Clear(g.Q[c]);
            Array.Clear(g.L[c]);
        }
    }
}
