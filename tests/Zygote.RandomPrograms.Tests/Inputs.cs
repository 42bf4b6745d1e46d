using System;

namespace Zygote.RandomPrograms.Tests;

/// <summary>A struct with numbers and an array, as an input of generated programs.</summary>
public struct Pair
{
    public double A;
    public double B;
    public double[] W;

    public void Shear(double t)
    {
        A += t * B;
        B *= 0.5;
    }
}

/// <summary>A class with numbers, an array and a link, as an input of generated programs.</summary>
public sealed class Cell
{
    public double V;
    public double[] W = [];
    public Cell? Next;

    public void Absorb(double t) => V = Math.Tanh(V + t);
}

/// <summary>How an input of type <typeparamref name="T"/> is made of numbers and taken apart again.</summary>
sealed record InputShape<T>(int Count, Func<double[], T> Make, Func<T, double[]> Numbers);

static class InputShapes
{
    public static readonly InputShape<double[]> Array = new(5, p => [.. p], x => [.. x]);
    public static readonly InputShape<double> Number = new(1, p => p[0], x => [x]);
    public static readonly InputShape<(double, double)> Tuple = new(2, p => (p[0], p[1]), x => [x.Item1, x.Item2]);
    public static readonly InputShape<Pair> Struct = new(
        6, p => new Pair { A = p[0], B = p[1], W = p[2..6] }, x => [x.A, x.B, .. x.W]);
    public static readonly InputShape<Cell> Class = new(
        10,
        p => new Cell { V = p[0], W = p[1..5], Next = new Cell { V = p[5], W = p[6..10] } },
        x => [x.V, .. x.W, .. x.Next is { } next ? (double[])[next.V, .. next.W] : new double[5]]);
}
