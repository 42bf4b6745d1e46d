using System;

namespace QuickStart;

/// <summary>Logistic regression: the log-odds of virginica are a linear function of the measurements.</summary>
static class Logistic
{
    public static double NegativeLogLikelihood(double[] coefficients, IrisData data)
    {
        var sum = 0.0;
        for (var i = 0; i < data.Flowers.Length; i++)
        {
            var odds = Dot(coefficients, data.Flowers[i]);
            sum += SoftPlus(data.IsVirginica[i] ? -odds : odds);
        }

        return sum;
    }

    /// <summary>log(1 + exp(x)) without overflow.</summary>
    static double SoftPlus(double x)
    {
        return x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));
    }

    static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>The textbook's way, with derivatives worked out on paper. It shares nothing with the above.</summary>
    public static double[] FitByReweightedLeastSquares(IrisData data)
    {
        var n = data.Flowers[0].Length;
        var coefficients = new double[n];
        for (var iteration = 0; iteration < 25; iteration++)
        {
            var matrix = new double[n, n];
            var vector = new double[n];
            for (var k = 0; k < data.Flowers.Length; k++)
            {
                var x = data.Flowers[k];
                var p = 1 / (1 + Math.Exp(-Dot(coefficients, x)));
                for (var i = 0; i < n; i++)
                {
                    vector[i] += x[i] * ((data.IsVirginica[k] ? 1 : 0) - p);
                    for (var j = 0; j < n; j++)
                        matrix[i, j] += p * (1 - p) * x[i] * x[j];
                }
            }

            var step = SolvePositiveDefinite(matrix, vector);
            for (var i = 0; i < n; i++)
                coefficients[i] += step[i];
        }

        return coefficients;
    }

    static double[] SolvePositiveDefinite(double[,] a, double[] b)
    {
        var n = b.Length;
        for (var k = 0; k < n; k++)
        {
            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / a[k, k];
                for (var j = k; j < n; j++)
                    a[i, j] -= factor * a[k, j];
                b[i] -= factor * b[k];
            }
        }

        var x = new double[n];
        for (var i = n - 1; i >= 0; i--)
        {
            x[i] = b[i];
            for (var j = i + 1; j < n; j++)
                x[i] -= a[i, j] * x[j];
            x[i] /= a[i, i];
        }

        return x;
    }
}
