using System;

using Zygote.GradBench.Problems;

namespace Zygote.Benchmarks;

/// <summary>Instances of the problems, the same in every run.</summary>
static class Instances
{
    public static double[] Uniform(int n, int seed = 1)
    {
        var random = new Random(seed);
        var result = new double[n];
        for (var i = 0; i < n; i++)
            result[i] = random.NextDouble();
        return result;
    }

    public static double[] Normal(int n, int seed)
    {
        var random = new Random(seed);
        var result = new double[n];
        for (var i = 0; i < n; i++)
            result[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return result;
    }

    static double[][] NormalRows(int rows, int columns, int seed)
    {
        var result = new double[rows][];
        for (var i = 0; i < rows; i++)
            result[i] = Normal(columns, unchecked(1000 * seed + i));
        return result;
    }

    public static (MixtureParameters Parameters, MixtureData Data) Mixture(int d, int k, int n)
    {
        var parameters = new MixtureParameters(
            Normal(k, 1), NormalRows(k, d, 2), NormalRows(k, d, 3), NormalRows(k, d * (d - 1) / 2, 4));
        return (parameters, new MixtureData(NormalRows(n, d, 5), M: 0, Gamma: 1));
    }

    public static (LstmParameters Parameters, double[][] State, double[][] Sequence) LstmModel(int layers, int length)
    {
        const int width = 14;
        var sequence = new double[length][];
        var random = new Random(7);
        for (var t = 0; t < length; t++)
        {
            sequence[t] = new double[width];
            sequence[t][random.Next(width)] = 1;
        }

        var parameters = new LstmParameters(NormalRows(2 * layers, 4 * width, 1), NormalRows(3, width, 2));
        return (parameters, NormalRows(2 * layers, width, 3), sequence);
    }

    /// <summary>Cameras some way from the points they see; every observation is different.</summary>
    public static BundleProblem Bundle(int cameras, int points, int observations)
    {
        var random = new Random(11);
        double Around(double center, double spread) => center + spread * (2 * random.NextDouble() - 1);
        Triple Vector(double spread) => new(Around(0, spread), Around(0, spread), Around(0, spread));

        return new BundleProblem(
            Fill(cameras, () => new Camera(
                Vector(0.5), Vector(1) + new Triple(0, 0, -8), Around(500, 50),
                new Pair(Around(0, 10), Around(0, 10)), Around(0, 0.1), Around(0, 0.01))),
            Fill(points, () => Vector(2)),
            Fill(observations, () => Around(0.5, 0.5)),
            Fill(observations, () => new Pair(Around(0, 100), Around(0, 100))));
    }

    /// <summary>A skeleton of 22 bones with a made-up mesh: the shape of the problem, not of a hand.</summary>
    /// <param name="vertices">Of the mesh.</param>
    /// <param name="points">Measured.</param>
    /// <param name="onTriangles">Points lie somewhere on triangles instead of at vertices.</param>
    public static (HandParameters Parameters, HandData Data) Hand(int vertices, int points, bool onTriangles = false)
    {
        const int bones = 22;
        var random = new Random(13);
        int[] parents = [-1, 0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11, 0, 13, 14, 15, 0, 17, 18, 19, 0];
        var weights = new double[vertices][];
        for (var v = 0; v < vertices; v++)
        {
            weights[v] = new double[bones];
            weights[v][random.Next(bones)] = 0.6;
            weights[v][random.Next(bones)] += 0.4;
        }

        var turns = Normal(6 * bones, 14);
        var model = new HandModel(
            parents,
            Fill(bones, i => Affine.FromEulerAngles(turns[3 * i], turns[3 * i + 1], turns[3 * i + 2])),
            Fill(bones, i => Affine.FromEulerAngles(turns[3 * i + 66], turns[3 * i + 67], turns[3 * i + 68])),
            Normal(3 * vertices, 15), weights, Fill(vertices - 2, i => new[] { i, i + 1, i + 2 }), IsMirrored: onTriangles);
        var correspondences = Fill(points, () => random.Next(vertices - 2));
        var parameters = new HandParameters(Normal(26, 16), onTriangles ? Uniform(2 * points, 18) : []);
        return (parameters, new HandData(model, correspondences, NormalRows(points, 3, 17)));
    }

    /// <summary>The centroids are the last of the points: each has at least one.</summary>
    public static (double[][] Centroids, double[][] Points) Clusters(int k, int n, int d)
    {
        var points = NormalRows(n, d, 19);
        return (Array.ConvertAll(points[^k..], row => (double[])row.Clone()), points);
    }

    static T[] Fill<T>(int count, Func<T> make) => Fill(count, _ => make());

    static T[] Fill<T>(int count, Func<int, T> make)
    {
        var result = new T[count];
        for (var i = 0; i < count; i++)
            result[i] = make(i);
        return result;
    }
}
