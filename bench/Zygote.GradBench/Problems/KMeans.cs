using System;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>The sum of squared distances from each point to the nearest centroid.</summary>
static class KMeans
{
    public static double Cost(double[][] centroids, double[][] points)
    {
        var cost = 0.0;
        foreach (var point in points)
        {
            var nearest = double.PositiveInfinity;
            foreach (var centroid in centroids)
            {
                var distance = SquaredDistance(centroid, point);
                if (distance < nearest)
                    nearest = distance;
            }

            cost += nearest;
        }

        return cost;
    }

    static double SquaredDistance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }

    public static Evaluation EvaluateDirection(JsonElement input)
    {
        var (points, centroids) = (input.Rows("points"), input.Rows("centroids"));
        return Evaluation.Prepared(() => PrepareDirection(centroids, points), JsonOutput.Rows);
    }

    /// <summary>
    /// The step of Newton's method. The Hessian is diagonal, so its diagonal is its product with ones.
    /// </summary>
    public static Func<double[][]> PrepareDirection(double[][] centroids, double[][] points)
    {
        var ones = Array.ConvertAll(centroids, row => Array.ConvertAll(row, _ => 1.0));
        var slope = AD.Pushforward(AD.Gradient((double[][] c) => Cost(c, points)));
        return () =>
        {
            var (gradient, diagonal) = slope(centroids, ones);
            for (var i = 0; i < gradient.Length; i++)
            {
                for (var j = 0; j < gradient[i].Length; j++)
                    gradient[i][j] /= diagonal[i][j];
            }

            return gradient;
        };
    }

    public static Evaluation EvaluateCost(JsonElement input)
    {
        var (points, centroids) = (input.Rows("points"), input.Rows("centroids"));
        return Evaluation.Of(() => Cost(centroids, points), JsonOutput.Number);
    }
}
