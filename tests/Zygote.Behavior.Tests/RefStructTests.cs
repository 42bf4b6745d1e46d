using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Ref structs, and spans on the ways that calls take.</summary>
public class RefStructTests
{
    ref struct Cursor(ref double at)
    {
        public ref double At = ref at;
        public int Moves;

        public void Double()
        {
            At *= 2;
            Moves++;
        }
    }

    ref struct Pair(Span<double> a, ReadOnlySpan<double> b)
    {
        public Span<double> A = a;
        public readonly ReadOnlySpan<double> B = b;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly void Mix(double by)
        {
            for (var i = 0; i < A.Length; i++)
                A[i] += B[i % B.Length] * by;
        }

        public Pair Rest() => new(A[1..], B[1..]);
    }

    delegate double Reduce(ReadOnlySpan<double> values);

    delegate void Update(Span<double> values, double by);

    interface IKernel
    {
        double Apply(ReadOnlySpan<double> input, Span<double> output);
    }

    sealed class Squares : IKernel
    {
        public double Apply(ReadOnlySpan<double> input, Span<double> output)
        {
            for (var i = 0; i < input.Length; i++)
                output[i] = input[i] * input[i];
            return output[0];
        }
    }

    sealed class Sums(double scale) : IKernel
    {
        public double Apply(ReadOnlySpan<double> input, Span<double> output)
        {
            var sum = 0.0;
            for (var i = 0; i < input.Length; i++)
                output[i] = sum += input[i] * scale;
            return sum;
        }
    }

    static T Total<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        var sum = T.Zero;
        foreach (var v in values)
            sum += v * v;
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Halves(Span<double> all, out Span<double> left, ref Span<double> right)
    {
        left = all[..(all.Length / 2)];
        right = all[(all.Length / 2)..];
        left[0] *= right[0];
    }

    static double Norm(ReadOnlySpan<double> s)
    {
        var r = 0.0;
        foreach (ref readonly var v in s)
            r += v * v;
        return Math.Sqrt(r);
    }

    static void Fft(Span<double> s, Span<double> scratch, int depth)
    {
        if (s.Length < 2)
            return;
        var half = s.Length / 2;
        for (var i = 0; i < half; i++)
        {
            scratch[i] = s[2 * i] + s[(2 * i) + 1];
            scratch[half + i] = (s[2 * i] - s[(2 * i) + 1]) * s[i];
        }

        scratch[..(2 * half)].CopyTo(s);
        Fft(s[..half], scratch, depth + 1);
        Fft(s[half..], scratch[half..], depth + 1);
    }

    [Fact]
    public void A_ref_field() => Check.Vector(
        x =>
        {
            var y = x[0] * x[1];
            var c = new Cursor(ref y);
            c.At += x[0];
            for (var i = 0; i < 4; i++)
            {
                c.At *= x[1];
                c.Double();
                if (i % 2 == 0)
                    c.At = ref x[^1];
                else
                    c.At = ref y;
            }

            c.At += c.Moves;
            return x[0] + (x[^1] * y);
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void A_ref_struct_with_two_spans() => Check.Both(
        (double[] a, double[] b) =>
        {
            var p = new Pair(a, b);
            p.Mix(b[0]);
            var rest = p.Rest();
            rest.Mix(a[0]);
            rest.A[0] *= p.A[0];
            p = a[0] > 0 ? rest : p;
            p.A[0] *= 3;
            p.Mix(a[1]);
            return a[0] * a[1] * b[1];
        },
        ([1, 2, 3], [2, 1]), ([-3, -1], [0.1, 2, 0.3]));

    [Fact]
    public void Delegates_that_take_spans()
    {
        Reduce[] reductions = [s => s[0] * s[^1], Norm, s => s.IsEmpty ? 0 : Total(s)];
        Update[] updates = [(s, by) => s[0] *= by, (s, by) => s.Fill(by * s[0])];
        Check.Vector(
            x =>
            {
                var r = 0.0;
                for (var i = 0; i < 6; i++)
                {
                    updates[i % 2](x.AsSpan(i % 2), 1 + (0.1 * x[^1]));
                    r += reductions[i % 3](x.AsSpan(0, x.Length - (i % 2)));
                }

                return r;
            },
            [1, 2, 3], [0.5, 1]);
    }

    [Fact]
    public void Interfaces_that_take_spans()
    {
        IKernel[] kernels = [new Squares(), new Sums(0.5)];
        Check.Vector(
            x =>
            {
                Span<double> a = stackalloc double[x.Length];
                x.CopyTo(a);
                var b = new double[x.Length];
                var r = 0.0;
                for (var i = 0; i < 4; i++)
                {
                    r += kernels[i % 2].Apply(a, b) * x[0];
                    kernels[(i + 1) % 2].Apply(b, a);
                }

                return r + a[^1];
            },
            [1, 0.2, 0.3], [0.5, -1]);
    }

    [Fact]
    public void Generic_math_over_spans() => Check.Vector(x => Total<double>(x) * Total<double>(x.AsSpan(1)), [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Spans_by_out_and_ref() => Check.Vector(
        x =>
        {
            var right = Span<double>.Empty;
            Halves(x, out var left, ref right);
            right[0] += left[0] * left[0];
            Halves(right, out left, ref right);
            return x[0] * x[1] * right[0];
        },
        [1, 2, 3, 4], [0.5, -1, 2, 0.3, 0.1]);

    [Fact]
    public void Divide_and_conquer_in_place() => Check.Vector(
        x =>
        {
            var s = x.AsSpan();
            Fft(s, new double[x.Length], 0);
            return s[0] + (s[1] * s[^1]);
        },
        [1, 2, 3, 4], [0.5, -1, 2, 0.3, 0.1, 0.7, 1.1, 0.2]);

    [Fact]
    public void Questions_about_spans_are_flat() => Check.Vector(
        x =>
        {
            Span<int> order = [2, 0, 1];
            var r = x[order.IndexOf(0)];
            if (order.Contains(2) && !x.AsSpan().SequenceEqual(new double[2]))
                r *= x[order[1]];
            return r;
        },
        [1, 2, 3]);

    [Fact]
    public void Text_beside_numbers() => Check.Vector(
        x =>
        {
            var text = string.Concat("a", "b".AsSpan(), "c");
            var joined = string.Join(',', [text, "d"]);
            return x[0] * x[0] * joined.Length * string.Format("{0} {1} {2} {3}", 1, 2, 3, 4).Length;
        },
        [1, 2, 3]);

    [Fact]
    public void Higher_derivatives()
    {
        static double F(double x)
        {
            Span<double> s = stackalloc double[3];
            s[0] = x;
            for (var i = 1; i < 3; i++)
                s[i] = s[i - 1] * x;
            ref var last = ref s[^1];
            last *= x;
            return last;
        }

        Assert.Equal(4 * 3 * 4.0, AD.NthDerivative(F, 2)(2));
        Assert.Equal(4 * 3 * 2 * 2.0, AD.NthDerivative(F, 3)(2));
    }

    [Fact]
    public void A_curve_by_spans() => Check.Curve(
        x =>
        {
            var result = new double[3];
            Span<double> s = result;
            s.Fill(x);
            s[1] *= x;
            s[1..].CopyTo(s);
            return result;
        },
        1.5, -0.3);

    [Fact]
    public void A_ref_into_a_dictionary_of_structs() => Check.Two(
        (a, b) =>
        {
            var d = new Dictionary<(int, int), (double X, double Y)>();
            for (var i = 0; i < 4; i++)
                d[(i % 2, i / 2)] = (a * i, b);
            var (x, y) = d[(1, 1)];
            d[(0, 0)] = (x * y, y);
            return d[(0, 0)].X * (d.ContainsKey((5, 5)) ? 0 : d[(1, 0)].X);
        },
        (1, 2), (-0.5, 3));
}
