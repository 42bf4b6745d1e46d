using System;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

public class RecursionTests
{
    static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    static double Even(double x, int n) => n <= 0 ? x : Math.Sin(x) + (Odd(x * 0.9, n - 1) / 2);

    static double Odd(double x, int n) => n <= 0 ? x * x : (Even(x + 0.1, n - 1) * x) + Even(x, n - 2);

    static double Ackermann(double x, int m, int n) =>
        m == 0 ? x + n : n == 0 ? Ackermann(x * 0.9, m - 1, 1) : Ackermann(x, m - 1, (int)Ackermann(1, m, n - 1)) * 0.5;

    static void Walk(double[] a, int from, int to, double x)
    {
        if (to - from <= 1)
        {
            a[from] = (a[from] * x) + from;
            return;
        }

        var middle = (from + to) / 2;
        Walk(a, from, middle, x * 0.9);
        Walk(a, middle, to, a[from] / 5);
        for (var i = from + 1; i < to; i++)
            a[i] += a[i - 1] * x;
    }

    static double Sum(double x, int depth) => depth == 0 ? x : x + Sum(x * 0.9999, depth - 1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Down(double[] a, int i) => i == a.Length ? 0 : a[i] + (0.5 * Down(a, i + 1));

    static double Endless(double x) => x > 1e300 ? x : Endless(x * 0.999) + 1;

    sealed class Tree(double value, Tree? left, Tree? right)
    {
        double _value = value;

        /// <summary>In order; the reference comes through all levels.</summary>
        public ref double At(int index)
        {
            var before = left?.Count ?? 0;
            if (index < before)
                return ref left!.At(index);
            if (index > before)
                return ref right!.At(index - before - 1);
            return ref _value;
        }

        public int Count => 1 + (left?.Count ?? 0) + (right?.Count ?? 0);
    }

    [Fact]
    public void Reference_that_recursion_returns() => Check.Vector(
        x =>
        {
            var tree = new Tree(x[0], new Tree(x[1], null, new Tree(x[0] * x[1], null, null)), new Tree(x[2], null, null));
            for (var i = 0; i < 4; i++)
                tree.At(i) *= tree.At((i + 1) % 4);
            ref var last = ref tree.At(3);
            last += tree.At(1);
            return tree.At(0) + tree.At(3) * tree.At(2);
        },
        [1.1, 0.7, -0.4]);

    [Fact]
    public void Self() => Check.Scalar(x => Power(x, 7) + Power(x * x, 3), 0.9, -1.1);

    [Fact]
    public void Mutual() => Check.Scalar(x => Even(x, 6) * Odd(x, 5), 0.8, -0.4);

    [Fact]
    public void Nested_in_its_own_argument() => Check.Scalar(x => Ackermann(x, 2, 2), 0.8);

    [Fact]
    public void Over_a_changed_array() => Check.Two(
        (x, y) =>
        {
            var a = new double[] { x, y, x * y, 1, y };
            Walk(a, 0, 5, x);
            return (a[4] * a[0]) + a[2];
        },
        (0.8, 0.5), (1.2, -0.6));

    [Fact]
    public void Ten_thousand_levels()
    {
        const int depth = 10_000;
        var expected = (1 - Math.Pow(0.9999, depth + 1)) / (1 - 0.9999);
        Func<double, double> f = x => Sum(x, depth);
        Check.Close([expected], [AD.Gradient(f, 2.0)], 1e-9);
        Check.Close([expected], [AD.Derivative(f, 2.0)], 1e-9);
        var (_, pullback) = AD.Pullback(f, 2.0);
        Check.Close([expected], [pullback(1)], 1e-9);
        var a = new double[depth];
        Array.Fill(a, 0.1);
        var gradient = AD.Gradient((double[] v) => Down(v, 0), a);
        Check.Close([0.25], [gradient[2]]);
    }

    [Fact]
    public void Endless_recursion_throws_and_the_process_lives()
    {
        Assert.Throws<InsufficientExecutionStackException>(() => AD.Gradient((double x) => Endless(x), 2.0));
        Assert.Throws<InsufficientExecutionStackException>(() => AD.Derivative((double x) => Endless(x), 2.0));
    }
}
