using System;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>
/// Calls that are not inlined and only read numbers, whose value and cotangents come from one function where the cotangent of
/// the result is known before; and calls that look like it.
/// </summary>
public sealed class ReadingCallTests
{
    static readonly double[][] Points = [[0.3, -1.2, 2.5, 0.7], [1, 2, 0.5], [1.5, -0.4]];

    static void Agree(Func<double[], double> f) => Check.Vector(f, Points);

    // The cotangent is known before the call.

    /// <summary>The determinant's recursion: the factor of a minor is there before the minor is.</summary>
    static double Nested(double[] a, int from, double u)
    {
        if (from >= a.Length)
            return u;
        var sum = 0.0;
        for (var i = from; i < a.Length; i++)
            sum += a[i] * Nested(a, i + 1, u * a[from]);
        return sum;
    }

    [Fact]
    public void Recursion_over_sums()
    {
        Agree(x => Nested(x, 0, x[0]));
        Agree(x => -2 * Nested(x, 0, 1) / 3);
        Agree(x => (Nested(x, 1, x[1]) * 0.5) + Nested(x, 0, x[1]));
        Assert.Contains("_whole", AD.Explain((double[] x) => Nested(x, 0, x[0])));
        Assert.DoesNotContain("Nested_reverse", AD.Explain((double[] x) => Nested(x, 0, x[0])));
    }

    sealed class Node(double weight, params Node[] children)
    {
        public double Weight { get; } = weight;

        public Node[] Children { get; } = children;
    }

    static double Total(Node node, double factor)
    {
        var total = Math.Sin(node.Weight) * factor;
        foreach (var child in node.Children)
            total += Total(child, factor * node.Weight);
        return total;
    }

    [Fact]
    public void Recursion_over_trees()
    {
        Agree(x => Total(new Node(x[0], new Node(x[1], new Node(x[0] * x[1])), new Node(2), new Node(x[^1])), x[^1]));
        var tree = new Node(2, new Node(3), new Node(5, new Node(7)));
        var gradient = AD.Gradient((Node root) => Total(root, 1))(tree);
        Assert.Equal(Math.Cos(2) + Math.Sin(3) + Math.Sin(5) + (5 * Math.Sin(7)), gradient.Weight, 12);
        Assert.Equal(2 * 5 * Math.Cos(7), gradient.Children[1].Children[0].Weight, 12);
    }

    /// <summary>What each visit keeps within the call is given back, and what the caller keeps stays.</summary>
    static double Iterated(double[] a, double u, int n)
    {
        for (var i = 0; i < 20; i++)
            u = Math.Sin(u * a[i % a.Length]) + 0.1;
        return n == 0 ? u : u + (u * Iterated(a, u, n - 1));
    }

    [Fact]
    public void Calls_that_keep_values_within()
    {
        Agree(x => Iterated(x, x[0], 0) + (2 * Iterated(x, x[1], 2)));
        Agree(x =>
        {
            var product = x[0];
            for (var i = 0; i < 5; i++)
                product = (product * x[i % x.Length]) + 0.2;
            var sum = product;
            for (var i = 0; i < 6; i++)
                sum += x[i % x.Length] * Iterated(x, product, 1);
            return sum * product;
        });
    }

    [Fact]
    public void Single_precision()
    {
        static float Sum(float[] a, int n) => n == 0 ? 1 : (a[n - 1] * a[n - 1]) + (a[0] * Sum(a, n - 1));

        // y^2 + x (x^2 + x)
        Assert.Equal([(3 * 4f) + (2 * 2f), 2 * 5f], AD.Gradient((float[] x) => Sum(x, 2))([2f, 5f]));
    }

    // The cotangent is known only afterwards, or the call writes, or something is written later.

    [Fact]
    public void Results_that_are_used_nonlinearly()
    {
        Agree(x => Math.Exp(0.1 * Nested(x, 0, 1)));
        Agree(x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += Math.Sin(Nested(x, i, x[0]));
            return sum;
        });
        Agree(x => Nested(x, 0, Nested(x, 1, x[0])));
        Agree(x => Nested(x, 0, 1) * Nested(x, 1, 1));
    }

    [Fact]
    public void Arrays_that_are_overwritten_after_the_call()
    {
        Agree(x =>
        {
            var a = (double[])x.Clone();
            var before = Nested(a, 0, a[0]);
            a[0] = x[1] * x[1];
            return before + (a[0] * a[1]);
        });
        Agree(x =>
        {
            var a = (double[])x.Clone();
            var sum = 0.0;
            for (var i = 0; i < 3; i++)
            {
                sum += Nested(a, 0, 1);
                a[i % a.Length] = a[0] * 0.5;
            }

            return sum;
        });
        Agree(x =>
        {
            var a = new double[x.Length];
            var sum = 0.0;
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < a.Length; j++)
                    a[j] = x[j] * i;
                sum += Nested(a, 0, x[0]);
            }

            return sum;
        });
    }

    static double Overwriting(double[] a, int n)
    {
        if (n == 0)
            return a[0];
        a[0] *= a[1];
        return (a[1] * Overwriting(a, n - 1)) + a[0];
    }

    [Fact]
    public void Callees_that_write()
    {
        Agree(x => Overwriting((double[])x.Clone(), 2));
        Agree(x =>
        {
            var a = (double[])x.Clone();
            return Nested(a, 0, 1) + Overwriting(a, 2) + Nested(a, 0, 1);
        });
    }

    static double FailsAt(double[] a, int n) =>
        n == a.Length ? throw new InvalidOperationException() : n > 6 ? a[0] : a[n] + (2 * FailsAt(a, n + 1));

    /// <summary>What a call that fails has added so far must not stay.</summary>
    [Fact]
    public void Calls_that_fail_and_are_caught()
    {
        Agree(x =>
        {
            try
            {
                return FailsAt(x, 0);
            }
            catch (InvalidOperationException)
            {
                return x[0] * x[1];
            }
        });
        Assert.Throws<InvalidOperationException>(() => AD.Gradient((double[] x) => FailsAt(x, 0))([1, 2]));
    }

    // Indices that callees change.

    static double Moving(int[] at, double[] a, int to, int n)
    {
        if (n == 0)
            return a[to];
        at[0] = to;
        return Moving(at, a, to, n - 1);
    }

    /// <summary>
    /// The index was read again in the reverse part, although a call that carries a derivative had been given its array.
    /// </summary>
    [Fact]
    public void Indices_that_a_callee_overwrites()
    {
        Agree(x =>
        {
            var at = new[] { 1, 0 };
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var k = at[0];
                sum = (sum * x[k]) + Moving(at, x, i, 2);
            }

            return sum;
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static int[] Same(int[] at, double[] a, int n) => n == 0 || a[0] > 1e9 ? at : Same(at, a, n - 1);

    [Fact]
    public void Indices_under_a_second_name_from_a_callee()
    {
        Agree(x =>
        {
            var at = new[] { 1, 0 };
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var k = at[0];
                sum = (sum * x[k]) + x[i];
                Same(at, x, 2)[0] = i;
            }

            return sum;
        });
    }

    /// <summary>Numbers that no callee writes are read again rather than kept, those that one writes are not.</summary>
    [Fact]
    public void Numbers_that_one_of_two_callees_writes()
    {
        Agree(x =>
        {
            var a = (double[])x.Clone();
            var product = 1.0;
            for (var i = 0; i < x.Length; i++)
                product = (product * a[i]) + (0.1 * Overwriting(a, 1)) + Nested(a, i, a[1]);
            return product;
        });
        Agree(x =>
        {
            var a = (double[])x.Clone();
            var product = 1.0;
            for (var i = 0; i < x.Length; i++)
                product = (product * a[i]) + Nested(a, i, a[1]);
            return product;
        });
    }

    static double ThroughAddress(ref double v, double[] a, int n)
    {
        if (n == 0)
            return v;
        v = (v * a[0]) + 0.1;
        return ThroughAddress(ref v, a, n - 1);
    }

    sealed class Holder
    {
        public double Value;
    }

    [Fact]
    public void Fields_that_a_callee_writes_through_an_address()
    {
        Agree(x =>
        {
            var holder = new Holder { Value = x[0] };
            var product = 1.0;
            for (var i = 0; i < x.Length; i++)
                product = (product * holder.Value) + ThroughAddress(ref holder.Value, x, 2);
            return product;
        });
    }
}
