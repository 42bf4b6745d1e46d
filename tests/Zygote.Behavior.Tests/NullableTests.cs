using System;

using Xunit;

namespace Zygote.Behavior.Tests;

public class NullableTests
{
    sealed class Node(double value)
    {
        public double? Value { get; set; } = value;

        public Node? Next { get; init; }
    }

    struct Maybe
    {
        public double? X;
        public (double, double?)? Pair;
    }

    static double? Half(double? x) => x / 2;

    static double? Root(double x) => x < 0 ? null : Math.Sqrt(x);

    [Fact]
    public void Lifted_arithmetic() => Check.Two(
        (a, b) =>
        {
            double? x = a, y = b, none = null;
            var sum = (x * y) + (x - y) + (-x / (y + 3)) + (x % 2.5);
            var nothing = (x + none) * y;
            x += y;
            x++;
            sum += x * (nothing ?? 2) * (nothing.HasValue ? a : b);
            return sum!.Value + (nothing is null ? a : 0) + (Half(sum) ?? 0) + (Half(none) ?? b);
        },
        (0.7, 1.1), (-0.4, 2));

    [Fact]
    public void Values_and_defaults() => Check.Two(
        (a, b) =>
        {
            var x = Root(a);
            var y = Root(b);
            return x.GetValueOrDefault() + y.GetValueOrDefault(a * 2) + (x ?? y ?? 3) + ((x ?? a) * b)
                + (x > y ? a : b * b) + (x == y ? 1 : a) + (x is null ? a * b : x.Value);
        },
        (0.7, 1.1), (-0.4, 2), (-1, -2));

    [Fact]
    public void Conditional_access() => Check.Two(
        (a, b) =>
        {
            var list = new Node(a) { Next = new Node(a * b) { Next = new Node(b) { Value = null } } };
            var sum = 0.0;
            for (var n = list; n is not null; n = n.Next)
            {
                sum += n.Value ?? (a * 10);
                sum += n.Next?.Value * 2 ?? b;
                sum *= n.Next?.Next?.Next?.Value ?? 1.5;
                n.Value ??= b * b;
                sum += n.Value.Value;
            }

            return sum;
        },
        (0.7, 1.1), (-0.4, 2));

    [Fact]
    public void In_structs_arrays_and_boxes() => Check.Two(
        (a, b) =>
        {
            var m = new Maybe { X = a * b, Pair = (a, b > 1 ? b : null) };
            var array = new double?[] { a, null, b, m.X };
            array[1] ??= array[0] * array[2];
            object box = array[3]!;
            object? empty = (double?)null;
            var sum = (double)box + (empty is null ? a : b) + ((double?)box)!.Value;
            foreach (var v in array)
                sum += v * v ?? 0;
            return sum + (m.Pair?.Item2 ?? 4) + (m.Pair!.Value.Item1 * a);
        },
        (0.7, 1.1), (-0.4, 0.2));

    [Fact]
    public void In_a_loop_with_a_best_so_far() => Check.Vector(
        v =>
        {
            double? best = null;
            int? count = null;
            foreach (var x in v)
            {
                if (best is null || x * x > best)
                    (best, count) = (x * x, (count ?? 0) + 1);
            }

            return (best ?? -1) * (count ?? 5);
        },
        [], [1, -3, 2], [0.1, 0.2, 0.3]);

    [Fact]
    public void As_argument()
    {
        Check.Any((double? x) => (x * x * x ?? 2) + (x ?? 1), 1.5);
        Check.Any(((double?, double, double?) p) => (p.Item1 * p.Item2 ?? 2) + (p.Item3 * p.Item2 ?? 1), (1.5, 2, null), (null, 3, 2));
        Check.Any((double?[] v) => (v[0] * v[2] ?? 0) + (v[1] ?? v[2] * v[2] ?? 0), [1.5, null, 2], [0.5, 3, 2]);
        Check.Any((Node n) => (n.Value * n.Value ?? 1) * (n.Next?.Value ?? 3), new Node(1.5) { Next = new Node(2) }, new Node(1.5));
        Assert.Null(AD.Gradient((double? x) => x * x ?? 1, null));
        Assert.Equal(3, AD.Gradient((double? x) => x * x ?? 1, 1.5));
    }

    [Fact]
    public void As_result()
    {
        Check.Curve(x => (double?)(x * x), 1.5);
        Check.Curve(x => x > 1 ? x * x : (double?)3, 0.5, 1.5);
        Check.Curve(x => new Node(x * x) { Next = new Node(x) }, 0.5, 1.5);
        Check.Curve(x => new double?[] { x * x, null, x }, 0.5, 1.5);
    }
}
