using System;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>
/// For each component its weight (unnormalised logarithm), its mean, and the triangular root of its precision:
/// Q the logarithms of the diagonal, L what is below it, column after column.
/// </summary>
sealed record MixtureParameters(double[] Alpha, double[][] Mu, double[][] Q, double[][] L)
{
    public MixtureParameters ZerosLike()
    {
        return new(new double[Alpha.Length], Arrays.ZerosLike(Mu), Arrays.ZerosLike(Q), Arrays.ZerosLike(L));
    }
}

/// <summary>The points, and the Wishart prior with M extra degrees of freedom and scale Gamma.</summary>
sealed record MixtureData(double[][] X, int M, double Gamma);

/// <summary>The log posterior of a mixture of Gaussians.</summary>
static class GaussianMixture
{
    public static double LogPosterior(MixtureParameters p, MixtureData data)
    {
        return LogLikelihood(p, data.X) + LogPrior(p, data);
    }

    static double LogLikelihood(MixtureParameters p, double[][] x)
    {
        var k = p.Alpha.Length;
        var d = p.Mu[0].Length;
        var diagonal = new double[k][];
        var weight = new double[k];
        for (var c = 0; c < k; c++)
        {
            diagonal[c] = Exp(p.Q[c]);
            weight[c] = p.Alpha[c] + Sum(p.Q[c]);
        }

        var centered = new double[d];
        var terms = new double[k];
        var total = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            for (var c = 0; c < k; c++)
            {
                Subtract(x[i], p.Mu[c], centered);
                terms[c] = weight[c] - 0.5 * SquaredNormOfProduct(diagonal[c], p.L[c], centered);
            }

            total += LogSumExp.Of(terms);
        }

        return total - x.Length * (0.5 * d * Math.Log(2 * Math.PI) + LogSumExp.Of(p.Alpha));
    }

    /// <summary>The squared length of A v, A lower triangular.</summary>
    static double SquaredNormOfProduct(double[] diagonal, double[] below, double[] v)
    {
        var norm = 0.0;
        for (var i = 0; i < v.Length; i++)
        {
            var sum = diagonal[i] * v[i];
            var entry = i - 1;
            for (var j = 0; j < i; j++)
            {
                sum += below[entry] * v[j];
                entry += v.Length - 2 - j;
            }

            norm += sum * sum;
        }

        return norm;
    }

    static double LogPrior(MixtureParameters p, MixtureData data)
    {
        var k = p.Alpha.Length;
        var d = p.Mu[0].Length;
        var total = 0.0;
        for (var c = 0; c < k; c++)
        {
            var squares = 0.0;
            foreach (var q in p.Q[c])
                squares += Math.Exp(2 * q);
            foreach (var l in p.L[c])
                squares += l * l;
            total += 0.5 * data.Gamma * data.Gamma * squares - data.M * Sum(p.Q[c]);
        }

        var freedom = d + data.M + 1;
        var scale = freedom * d * (Math.Log(data.Gamma) - 0.5 * Math.Log(2));
        return k * (scale - LogGamma(0.5 * freedom, d)) - total;
    }

    static double[] Exp(double[] x)
    {
        var result = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
            result[i] = Math.Exp(x[i]);
        return result;
    }

    static double Sum(double[] x)
    {
        var sum = 0.0;
        foreach (var value in x)
            sum += value;
        return sum;
    }

    static void Subtract(double[] a, double[] b, double[] result)
    {
        for (var j = 0; j < result.Length; j++)
            result[j] = a[j] - b[j];
    }

    /// <summary>The logarithm of the multivariate gamma function of dimension d.</summary>
    static double LogGamma(double a, int d)
    {
        var sum = 0.25 * d * (d - 1) * Math.Log(Math.PI);
        for (var j = 0; j < d; j++)
            sum += LogGamma(a - 0.5 * j);
        return sum;
    }

    /// <summary>log Gamma(x) for x > 0: Stirling's series (NIST DLMF 5.11.1), after a shift to x >= 10.</summary>
    static double LogGamma(double x)
    {
        var product = 1.0;
        for (; x < 10; x++)
            product *= x;
        var r = 1 / (x * x);
        var series = 1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188
            - r * (691.0 / 360360 - r / 156)))));
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + series / x - Math.Log(product);
    }

    public static Evaluation Objective(JsonElement input)
    {
        var (p, data) = Read(input);
        return Evaluation.Of(() => LogPosterior(p, data), JsonOutput.Number);
    }

    public static Evaluation Jacobian(JsonElement input)
    {
        var (p, data) = Read(input);
        return Evaluation.OfGradient(q => LogPosterior(q, data), p, p.ZerosLike(), Write);
    }

    static (MixtureParameters, MixtureData) Read(JsonElement input)
    {
        var parameters = new MixtureParameters(
            input.Vector("alpha"), input.Rows("mu"), input.Rows("q"), input.Rows("l"));
        return (parameters, new MixtureData(input.Rows("x"), input.Int("m"), input.Number("gamma")));
    }

    static void Write(Utf8JsonWriter json, MixtureParameters gradient)
    {
        json.WriteStartObject();
        json.WritePropertyName("alpha");
        JsonOutput.Vector(json, gradient.Alpha);
        json.WritePropertyName("mu");
        JsonOutput.Rows(json, gradient.Mu);
        json.WritePropertyName("q");
        JsonOutput.Rows(json, gradient.Q);
        json.WritePropertyName("l");
        JsonOutput.Rows(json, gradient.L);
        json.WriteEndObject();
    }
}
