using System;
using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>Observation i is of point i (modulo their number) by camera i (modulo theirs).</summary>
sealed record BundleProblem(Camera[] Cameras, Triple[] Points, double[] Weights, Pair[] Features)
{
    public Observation Observation(int i)
    {
        return new(Cameras[i % Cameras.Length], Points[i % Points.Length], Weights[i], Features[i]);
    }

    /// <summary>One camera, point, weight and feature, each repeated.</summary>
    public static BundleProblem Read(JsonElement input)
    {
        var c = input.Vector("cam");
        var x = input.Vector("x");
        var feature = input.Vector("feat");
        var camera = new Camera(
            new Triple(c[0], c[1], c[2]), new Triple(c[3], c[4], c[5]), c[6], new Pair(c[7], c[8]), c[9], c[10]);
        var count = input.Int("p");
        return new BundleProblem(
            Repeat(camera, input.Int("n")),
            Repeat(new Triple(x[0], x[1], x[2]), input.Int("m")),
            Repeat(input.Number("w"), count),
            Repeat(new Pair(feature[0], feature[1]), count));
    }

    static T[] Repeat<T>(T value, int count)
    {
        var result = new T[count];
        Array.Fill(result, value);
        return result;
    }
}
