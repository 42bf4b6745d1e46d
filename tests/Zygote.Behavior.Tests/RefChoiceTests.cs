using System;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Refs that lead to one of several variables.</summary>
public class RefChoiceTests
{
    sealed class Node
    {
        public double Value;
        public Node? Next;
        public Pair Pair;
        public double[] Data = [];
    }

    struct Pair
    {
        public double A;
        public double B;
        public int N;
    }

    static ref double Largest(double[] a)
    {
        ref var best = ref a[0];
        for (var i = 1; i < a.Length; i++)
        {
            if (a[i] > best)
                best = ref a[i];
        }

        return ref best;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static ref double LargestNotInlined(double[] a)
    {
        var best = 0;
        for (var i = 1; i < a.Length; i++)
        {
            if (a[i] > a[best])
                best = i;
        }

        if (best == 0)
            return ref a[0];
        return ref a[best];
    }

    static ref double Pick(bool first, ref double a, ref double b) => ref first ? ref a : ref b;

    static ref double PickOf(int n, double[] a, Node node, ref double local)
    {
        switch (n)
        {
            case 0:
                return ref a[1];
            case 1:
                return ref node.Value;
            case 2:
                return ref node.Pair.B;
            case 3:
                return ref node.Data[0];
            default:
                return ref local;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Scale(ref double x, double by)
    {
        x *= by;
        x += by * by;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Product(in double x, ref double y)
    {
        y += x;
        return x * y;
    }

    sealed class Matrix(int rows, int columns)
    {
        readonly double[] _data = new double[rows * columns];

        public ref double this[int i, int j] => ref _data[(i * columns) + j];

        public ref readonly double Corner => ref _data[0];
    }

    [Fact]
    public void The_larger_of_an_array() => Check.Vector(
        x =>
        {
            Largest(x) *= x[0];
            Largest(x) += x[1] * x[2];
            return x[0] * x[1] * x[1] * x[2];
        },
        [1, 2, 3], [3, 2, 1], [1, 4, 2]);

    [Fact]
    public void The_larger_of_an_array_not_inlined() => Check.Vector(
        x =>
        {
            LargestNotInlined(x) *= x[0];
            ref var m = ref LargestNotInlined(x);
            m += x[1] * m;
            return x[0] * x[1] * x[1] * x[2];
        },
        [1, 2, 3], [3, 2, 1], [1, 4, 2]);

    [Fact]
    public void Conditional_ref_to_elements_of_two_arrays() => Check.Both(
        (double[] a, double[] b) =>
        {
            for (var i = 0; i < a.Length; i++)
            {
                ref var r = ref a[i] > b[i] ? ref a[i] : ref b[a.Length - 1 - i];
                r *= a[0] + b[i];
            }

            return a[0] * a[1] * b[0] * b[1] * b[2];
        },
        ([1, 2, 3], [2, 1, 0.5]), ([0.3, -1, 0.2], [0.1, 2, 0.4]));

    [Fact]
    public void Conditional_ref_to_locals() => Check.Two(
        (a, b) =>
        {
            var (p, q) = (a * b, a + b);
            ref var r = ref p > q ? ref p : ref q;
            r *= b;
            r = ref p;
            r += q * q;
            if (a > 0)
                r = ref q;
            r *= a;
            return p * q;
        },
        (1, 2), (3, 4), (-1, 2));

    [Fact]
    public void Readonly_conditional_ref() => Check.Two(
        (a, b) =>
        {
            ref readonly var r = ref a > b ? ref a : ref b;
            var before = r;
            a *= 3;
            return r * before;
        },
        (1, 2), (3, 2));

    [Fact]
    public void A_ref_chosen_in_a_loop_and_used_after() => Check.Vector(
        x =>
        {
            var sum = 0.0;
            ref var r = ref sum;
            for (var i = 0; i < x.Length; i++)
            {
                r += x[i] * x[i];
                if (i % 2 == 0)
                    r = ref x[i];
                else if (i % 3 == 0)
                    r = ref sum;
            }

            r *= sum + 1;
            return (sum * r) + x[0] + (x[1] * x[2]);
        },
        [1, 2, 3], [0.5, -1, 2, 4, 1.5, 0.2, 3]);

    [Fact]
    public void Places_of_all_kinds()
    {
        for (var n = 0; n < 5; n++)
        {
            var which = n;
            Check.Vector(
                x =>
                {
                    var node = new Node { Value = x[0] * 2, Data = [x[1] * x[2], 3], Pair = new Pair { A = x[2], B = x[0] * x[1] } };
                    var local = x[2] * x[2];
                    PickOf(which, x, node, ref local) *= x[0];
                    ref var r = ref PickOf(which, x, node, ref local);
                    r += Math.Sin(r);
                    Scale(ref PickOf((which + 1) % 5, x, node, ref local), x[1]);
                    return (x[0] * x[1]) + (node.Value * node.Pair.B) + (node.Data[0] * local * node.Pair.A);
                },
                [1, 2, 3], [0.5, -1, 0.3]);
        }
    }

    [Fact]
    public void Places_of_all_kinds_chosen_by_a_loop() => Check.Vector(
        x =>
        {
            var node = new Node { Value = x[0] * 2, Data = [x[1] * x[2], 3], Pair = new Pair { A = x[2], B = x[0] * x[1] } };
            var local = x[2] * x[2];
            for (var i = 0; i < 12; i++)
            {
                ref var r = ref PickOf(i % 5, x, node, ref local);
                r *= 1 + (0.1 * x[0]);
                r += 0.1 * Product(in PickOf((i + 2) % 5, x, node, ref local), ref PickOf((i * 3) % 5, x, node, ref local));
            }

            return (x[0] * x[1]) + (node.Value * node.Pair.B) + (node.Data[0] * local * node.Pair.A);
        },
        [1, 0.2, 0.3], [0.5, -1, 0.3]);

    [Fact]
    public void Refs_passed_down_and_returned() => Check.Two(
        (a, b) =>
        {
            Pick(a > b, ref a, ref b) *= 2;
            ref var r = ref Pick(a < 0, ref Pick(b > 1, ref a, ref b), ref b);
            r = (r * r) + a;
            Scale(ref Pick(a > b, ref a, ref b), b);
            return a * b;
        },
        (1, 2), (3, 0.5), (-1, 2));

    [Fact]
    public void Two_refs_that_may_be_one() => Check.Vector(
        x =>
        {
            ref var a = ref x[0] > 0 ? ref x[1] : ref x[0];
            ref var b = ref x[2] > 0 ? ref x[1] : ref x[2];
            a *= 2;
            b *= a;
            a += b * x[0];
            return a + (b * x[0]) + x[1] + x[2];
        },
        [1, 2, 3], [1, 2, -3], [-1, 2, 3], [-1, 2, -3]);

    [Fact]
    public void Ref_to_a_struct_and_its_fields() => Check.Vector(
        x =>
        {
            var pairs = new Pair[3];
            for (var i = 0; i < 3; i++)
                pairs[i] = new Pair { A = x[i], B = x[i] * x[(i + 1) % 3], N = i };
            var own = new Pair { A = x[0] * x[1], B = 2, N = 7 };
            ref var p = ref own;
            var sum = 0.0;
            for (var i = 0; i < 6; i++)
            {
                ref var f = ref p.N > 1 ? ref p.A : ref p.B;
                f *= 1 + x[i % 3];
                sum += p.A * p.B;
                var copy = p;
                copy.A += sum;
                p = ref i % 3 == 2 ? ref own : ref pairs[i % 3];
                p.B += 0.1 * copy.A;
            }

            return sum + own.A + pairs[0].B + (pairs[1].A * pairs[1].B);
        },
        [1, 2, 3], [0.5, -1, 0.3]);

    [Fact]
    public void Walking_a_list_by_ref() => Check.Vector(
        x =>
        {
            Node? head = null;
            ref var end = ref head;
            foreach (var v in x)
            {
                end = new Node { Value = v * v };
                end = ref end.Next!;
            }

            var r = 0.0;
            for (var n = head; n is not null; n = n.Next)
                r = (r * 0.5) + (n.Value * x[0]);
            return r;
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Indexer_that_returns_a_ref() => Check.Vector(
        x =>
        {
            var m = new Matrix(2, 2);
            for (var i = 0; i < 2; i++)
            {
                for (var j = 0; j < 2; j++)
                    m[i, j] = x[i] * (j + x[1]);
            }

            m[0, 1] += m[1, 0] * m.Corner;
            ref var c = ref m[1, 1];
            c *= c;
            return m[0, 0] + (m[0, 1] * m[1, 1]);
        },
        [1, 2], [0.5, -1]);

    [Fact]
    public void A_ref_that_is_not_set_yet() => Check.Two(
        (a, b) =>
        {
            scoped ref var r = ref Unsafe.NullRef<double>();
            for (var i = 0; i < 4; i++)
            {
                if (!Unsafe.IsNullRef(ref r))
                    r += a * b;
                if (i == 1)
                    r = ref a;
                if (i == 2)
                    r = ref b;
            }

            return a * b;
        },
        (1, 2), (-0.5, 3));

    /// <summary>Was a silent zero: the struct was not seen as part of the array that it lies in.</summary>
    [Fact]
    public void Numbers_in_structs_in_captured_arrays()
    {
        var pairs = new Pair[2];
        var nested = new (Pair First, int N)[2];
        var node = new Node();
        Check.Scalar(
            x =>
            {
                pairs[0].A = x * x;
                nested[1].First.B = x * pairs[0].A;
                node.Pair.B = x + nested[1].First.B;
                return pairs[0].A * nested[1].First.B * node.Pair.B;
            },
            1.5, -0.3);
    }

    [Fact]
    public void A_range_check_stays_where_it_was()
    {
        var f = AD.Gradient((double[] x) =>
        {
            ref var r = ref x[x[0] > 0 ? 5 : 0];
            x[0] = 7;
            return r + x[0];
        });
        double[] point = [1, 2];
        Assert.Throws<IndexOutOfRangeException>(() => f(point));
        Assert.Equal(1, point[0]);
    }
}
