using System;

namespace Zygote.Benchmarks.HandWritten;

/// <summary>Each point adds to the derivatives by its nearest centroid, and to no other.</summary>
static class HandWrittenKMeans
{
    public static double Gradient(double[][] centroids, double[][] points, double[][] gradient)
    {
        Array.ForEach(gradient, Array.Clear);
        var cost = 0.0;
        foreach (var point in points)
        {
            var (nearest, distance) = Nearest(centroids, point);
            cost += distance;
            Accumulate(centroids[nearest], point, gradient[nearest]);
        }

        return cost;
    }

    /// <summary>The gradient over the diagonal of the Hessian, which is twice the number of points of a centroid.</summary>
    public static void Direction(double[][] centroids, double[][] points, double[][] direction)
    {
        Array.ForEach(direction, Array.Clear);
        var counts = new int[centroids.Length];
        foreach (var point in points)
        {
            var (nearest, _) = Nearest(centroids, point);
            counts[nearest]++;
            Accumulate(centroids[nearest], point, direction[nearest]);
        }

        for (var c = 0; c < direction.Length; c++)
        {
            var scale = 0.5 / counts[c];
            for (var j = 0; j < direction[c].Length; j++)
                direction[c][j] *= scale;
        }
    }

    static (int Nearest, double Distance) Nearest(double[][] centroids, double[] point)
    {
        var (nearest, distance) = (0, double.PositiveInfinity);
        for (var c = 0; c < centroids.Length; c++)
        {
            var centroid = centroids[c];
            var sum = 0.0;
            for (var j = 0; j < centroid.Length; j++)
            {
                var difference = centroid[j] - point[j];
                sum += difference * difference;
            }

            if (sum < distance)
                (nearest, distance) = (c, sum);
        }

        return (nearest, distance);
    }

    static void Accumulate(double[] centroid, double[] point, double[] gradient)
    {
        for (var j = 0; j < gradient.Length; j++)
            gradient[j] += 2 * (centroid[j] - point[j]);
    }
}
