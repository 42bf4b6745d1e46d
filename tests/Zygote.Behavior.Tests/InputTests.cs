using System;
using System.Collections.Generic;

using Xunit;

namespace Zygote.Behavior.Tests;

public class InputTests
{
    sealed class Parameters
    {
        public double[] Weights = [1, 2];
        public double[,]? Matrix;
        public List<double> Items = [3];
        public int Count = 7;
        public string Name = "p";
        public bool Flag = true;
        public DateTime Date = new(2020, 1, 1);
        public double? Maybe = 2;
        public Parameters? Next;
        public float Single = 0.5f;
        public long[] Longs = [1, 2, 3];
        public (double A, int B) Pair = (1.5, 4);
    }

    [Fact]
    public void Unused_inputs_give_zeros_of_the_right_shape()
    {
        Assert.Equal([0.0, 0, 0], AD.Gradient((double[] x) => 3.0, [1, 2, 3]));
        Assert.Equal((0.0, 2.0), AD.Gradient((double a, double b) => b * b, 5, 1));
        var g = AD.Gradient((Parameters p) => 1.0, new Parameters { Next = new Parameters { Matrix = new double[2, 3] } });
        Assert.Equal([0.0, 0], g.Weights);
        Assert.Equal([0.0], g.Items);
        Assert.Null(g.Matrix);
        Assert.Equal(new double[2, 3], g.Next!.Matrix);
        Assert.Equal(0, g.Maybe);
        Assert.Null(g.Next.Next);
        var (gx, gy) = AD.Gradient((double[][] x, List<double> y) => 1.0, [[1], []], [1, 2]);
        Assert.Equal([[0.0], []], gx);
        Assert.Equal([0.0, 0], gy);
    }

    [Fact]
    public void What_is_not_continuous_holds_its_default()
    {
        var g = AD.Gradient((Parameters p) => p.Weights[0] * p.Count * (p.Flag ? p.Pair.A : 0) * p.Pair.B, new Parameters());
        Assert.Equal(0, g.Count);
        Assert.False(g.Flag);
        Assert.Equal(default, g.Date);
        Assert.Equal([42.0, 0], g.Weights);
        Assert.Equal([0L, 0, 0], g.Longs);
        Assert.Equal((28.0, 0), g.Pair);
    }

    [Fact]
    public void Parameters_of_every_kind() => Check.Any(
        (Parameters p) => (p.Weights[0] * p.Matrix![0, 1] * p.Items[0]) + (p.Pair.A * p.Next!.Weights[1] * p.Count) + (p.Maybe!.Value * p.Weights[1]),
        new Parameters { Matrix = new double[,] { { 1, 2 } }, Next = new Parameters() });

    [Fact]
    public void Integers_among_the_arguments()
    {
        var (g, n, s) = AD.Gradient((double x, int k, string t) => Math.Pow(x, k) * t.Length, 2, 3, "ab");
        Assert.Equal(24, g, 12);
        Assert.Equal(0, n);
        Assert.Null(s);
        Check.Both((double x, int k) => x * x * k, (1.5, 3));
        Check.Both((double[] x, bool k) => k ? x[0] : x[1], ([1, 2], true), ([1, 2], false));
    }

    [Fact]
    public void Mixed_arguments()
    {
        var (a, b, c, d) = AD.Gradient(
            (double[] w, double[,] m, (double X, double Y) p, float f) => w[0] * m[1, 0] * p.X * f, [2, 3], new double[,] { { 1 }, { 5 } }, (7, 8), 11f);
        Assert.Equal([385.0, 0], a);
        Assert.Equal(new double[,] { { 0 }, { 154 } }, b);
        Assert.Equal((110.0, 0.0), c);
        Assert.Equal(70f, d);
    }

    [Fact]
    public void Same_array_for_two_arguments()
    {
        double[] x = [2, 3];
        var (g1, g2) = AD.Gradient((double[] a, double[] b) => a[0] * b[0] * b[1], x, x);
        Assert.Equal([6.0, 0], g1);
        Assert.Equal([6.0, 4], g2);
    }

    [Fact]
    public void Float_arrays() => Check.FloatVector(
        x =>
        {
            var s = 0f;
            foreach (var v in x)
                s += v * v * MathF.Sin(v);
            return s;
        },
        x =>
        {
            var s = 0.0;
            foreach (var v in x)
                s += v * v * Math.Sin(v);
            return s;
        },
        [1, 2, 0.5f], []);

    [Fact]
    public void Lists_of_objects() => Check.Any(
        (List<double[]> x) => (x[0][0] * x[1][1]) + (x[^1][0] * x.Count), new List<double[]> { new double[] { 1, 2 }, new double[] { 3, 4 } });

    [Fact]
    public void List_changed() => Check.Any(
        (List<double> x) =>
        {
            x[0] *= x[1];
            x.Add(x[0] * x[0]);
            return x[2] * x[1];
        },
        new List<double> { 2, 3 });

    [Fact]
    public void List_operations() => Check.Vector(
        x =>
        {
            var l = new List<double>(x) { x[0] * 2 };
            l.Insert(0, x[1]);
            l.RemoveAt(1);
            l.AddRange(x);
            l.Reverse();
            var a = l.ToArray();
            return (a[0] * a[1]) + (a[^1] * l[2] * l.Count);
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Dictionaries() => Check.Vector(
        x =>
        {
            var d = new Dictionary<string, double> { ["a"] = x[0], ["b"] = x[1] * x[0] };
            d["a"] += d["b"];
            return d["a"] * (d.TryGetValue("b", out var b) ? b : 1);
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Stacks_and_queues() => Check.Vector(
        x =>
        {
            var s = new Stack<double>();
            var q = new Queue<double>();
            foreach (var v in x)
            {
                s.Push(v * x[0]);
                q.Enqueue(v);
            }

            var y = 1.0;
            while (s.Count > 0)
                y = (y * q.Dequeue()) + s.Pop();
            return y;
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Tuples_of_arrays() => Check.Any(
        ((double[] A, (double B, double[,] C)) p) => p.A[0] * p.Item2.B * p.Item2.C[0, 0], (([1, 2], (3, new double[,] { { 4 } }))));

    [Fact]
    public void The_point_is_not_changed_by_a_pure_function()
    {
        double[] x = [1, 2];
        AD.Gradient((double[] v) => v[0] * v[1], x);
        Assert.Equal([1.0, 2], x);
    }

    [Fact]
    public void Gradients_of_equal_calls_are_apart()
    {
        var gradient = AD.Gradient((double[] x) => x[0] * x[1]);
        var a = gradient([1, 2]);
        var b = gradient([3, 4]);
        Assert.Equal([2.0, 1], a);
        Assert.Equal([4.0, 3], b);
    }

    [Fact]
    public void Pullbacks_of_different_points_are_apart()
    {
        var pullback = AD.Pullback((double[] x) => new[] { x[0] * x[1], x[1] * x[1] });
        var (y1, back1) = pullback([1, 2]);
        var (y2, back2) = pullback([3, 4]);
        Assert.Equal([2.0, 4], y1);
        Assert.Equal([12.0, 16], y2);
        Assert.Equal([2.0, 5], back1([1, 1]));
        Assert.Equal([4.0, 11], back2([1, 1]));
        Assert.Equal([2.0, 1], back1([1, 0]));
    }

    [Fact]
    public void Null_inputs()
    {
        Assert.Equal(0, AD.ValueAndGradient((double[]? x) => x is null ? 0 : x[0], null).Value);
        Assert.Null(AD.Gradient((Parameters? p) => p?.Maybe ?? 1, null));
    }

    [Fact]
    public void Null_functions()
    {
        Assert.Throws<ArgumentNullException>(() => AD.Gradient((Func<double, double>)null!));
        Assert.Throws<ArgumentNullException>(() => AD.Pushforward((Func<double[], double>)null!));
    }
}
