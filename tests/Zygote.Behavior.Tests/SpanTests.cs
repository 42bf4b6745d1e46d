using System;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

public class SpanTests
{
    static double SumOfSquares(ReadOnlySpan<double> s)
    {
        var r = 0.0;
        foreach (var v in s)
            r += v * v;
        return r;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Weighted(ReadOnlySpan<double> s, Span<double> scratch)
    {
        for (var i = 0; i < s.Length; i++)
            scratch[i] = (s[i] * s[i]) + scratch[i];
        return scratch[0] * s[^1];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Span<double> Tail(Span<double> s)
    {
        s[0] *= 2;
        return s[1..];
    }

    static double Recursive(ReadOnlySpan<double> s) =>
        s.Length == 0 ? 1 : s.Length == 1 ? s[0] : (Recursive(s[..(s.Length / 2)]) * 0.5) + (Recursive(s[(s.Length / 2)..]) * s[0]);

    static double Variadic(params ReadOnlySpan<double> values)
    {
        var r = 1.0;
        foreach (var v in values)
            r = (r * v) + 1;
        return r;
    }

    ref struct Reader(ReadOnlySpan<double> data)
    {
        ReadOnlySpan<double> _rest = data;
        public int Count = 0;

        public double Next()
        {
            var v = _rest[0];
            _rest = _rest[1..];
            Count++;
            return v;
        }

        public readonly bool IsEmpty => _rest.IsEmpty;
    }

    [Fact]
    public void Foreach_by_ref_over_a_slice() => Check.Vector(
        x =>
        {
            Span<double> s = x.AsSpan(1);
            double r = 0;
            foreach (ref var v in s)
            {
                v *= 2;
                r += v * v;
            }

            return r * x[0];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Slices_and_ranges() => Check.Vector(
        x =>
        {
            var s = x.AsSpan();
            var inner = s[1..^1];
            inner[0] *= s[0];
            inner[^1] += s[^1] * inner.Length;
            var last = s.Slice(2, 2);
            last[0] = last[1] * inner[0];
            return SumOfSquares(s) + SumOfSquares(x.AsSpan(1..)) + x.AsSpan(^2)[0] + new Span<double>(x, 1, 2)[1];
        },
        [1, 2, 3, 4], [0.5, -1, 2, 0.3, 0.1]);

    [Fact]
    public void A_span_without_array() => Check.Vector(
        x =>
        {
            double[]? none = null;
            var r = x[0];
            Span<double> s = none;
            foreach (var v in s)
                r *= v;
            ReadOnlySpan<double> t = default;
            return (r * x[1]) + s.Length + t.Length + Span<double>.Empty.Length;
        },
        [1, 2]);

    [Fact]
    public void Span_arguments_not_inlined() => Check.Vector(
        x =>
        {
            var scratch = new double[4];
            scratch[1] = x[0];
            var r = Weighted(x, scratch) + Weighted(x.AsSpan(1), scratch.AsSpan(1));
            return r + (scratch[0] * scratch[1]) + scratch[2];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Span_results_not_inlined() => Check.Vector(
        x =>
        {
            var t = Tail(Tail(x));
            t[0] *= x[0];
            Tail(t);
            return t[0] * x[1] * x[2];
        },
        [1, 2, 3], [0.5, -1, 0.3, 2]);

    [Fact]
    public void Spans_in_recursion() => Check.Vector(x => Recursive(x), [1, 2, 3], [0.5, -1, 0.3, 2, 1.5]);

    [Fact]
    public void Spans_chosen_in_loops() => Check.Both(
        (double[] a, double[] b) =>
        {
            Span<double> s = a;
            var r = 0.0;
            for (var i = 0; i < 5; i++)
            {
                s[0] *= 1.1;
                r += s[^1] * s[0];
                s = i % 2 == 0 ? b.AsSpan(i % b.Length) : s.Length > 1 ? s[1..] : a;
            }

            return r * a[0] * b[0];
        },
        ([1, 2, 3], [2, 1, 0.5]), ([0.3, -1], [0.1, 2, 0.4]));

    [Fact]
    public void Fill_Clear_CopyTo_ToArray_Reverse() => Check.Vector(
        x =>
        {
            var a = new double[6];
            a.AsSpan(0, 3).Fill(x[0] * x[1]);
            x.AsSpan(0, 2).CopyTo(a.AsSpan(2));
            a.AsSpan(0, 5).CopyTo(a.AsSpan(1));
            a.AsSpan(1..3).Reverse();
            var copy = a.AsSpan(1).ToArray();
            a.AsSpan(1, 2).Clear();
            x.CopyTo(a.AsSpan(4));
            if (!new ReadOnlySpan<double>(x).TryCopyTo(a.AsSpan(0, 1)))
                copy[0] *= x[1];
            return SumOfSquares(a) + (SumOfSquares(copy) * copy[1]);
        },
        [1, 2], [0.5, -1]);

    [Fact]
    public void Stackalloc() => Check.Vector(
        x =>
        {
            Span<double> s = stackalloc double[x.Length];
            for (var i = 0; i < x.Length; i++)
            {
                s[i] += x[i] * x[i];
                if (i > 0)
                    s[i] += s[i - 1];
            }

            Span<double> t = stackalloc double[3];
            t[1] = s[0];
            Span<int> order = stackalloc int[2];
            order[0] = 1;
            return s[^1] * t[1] * (1 + t[2]) * x[order[0]];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Stackalloc_with_values() => Check.Two(
        (a, b) =>
        {
            Span<double> s = stackalloc double[] { a, b, a * b };
            ReadOnlySpan<double> weights = stackalloc double[] { 1, 2, 3 };
            Span<double> c = stackalloc[] { 0.5, 1.5, a };
            s[1] *= s[2];
            return (SumOfSquares(s) * weights[1]) + (c[0] * c[2]) + weights[2];
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Stackalloc_in_a_helper_called_in_a_loop() => Check.Vector(
        x =>
        {
            var r = 0.0;
            for (var i = 0; i < 4; i++)
                r += Helper(x[i % x.Length], r);
            return r;

            static double Helper(double a, double b)
            {
                Span<double> s = stackalloc double[2];
                var before = s[0];
                s[0] = a * b;
                s[1] = a + b;
                return (s[0] * s[1]) + a + before;
            }
        },
        [1, 2], [0.5, -0.1, 0.3]);

    [Fact]
    public void Params_span() => Check.Two(
        (a, b) => Variadic(a, b, a * b) + Variadic() + Variadic(b) + Variadic([a, 2, b]), (1, 2), (-0.5, 3));

    [Fact]
    public void Collection_expressions() => Check.Vector(
        x =>
        {
            ReadOnlySpan<double> s = [x[0], x[1] * x[0], 3];
            Span<double> t = [x[1], .. x, .. s];
            t[0] *= s[1];
            ReadOnlySpan<double> constants = [1, 2, 3];
            return SumOfSquares(t) + (s[2] * constants[1]) + s[0];
        },
        [1, 2], [0.5, -1]);

    [Fact]
    public void A_span_over_a_local() => Check.Two(
        (a, b) =>
        {
            var y = a * b;
            var s = new Span<double>(ref y);
            s[0] *= a;
            y += b;
            s[0] *= y;
            return y + s[0];
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void A_ref_struct_with_a_span() => Check.Vector(
        x =>
        {
            var reader = new Reader(x);
            var r = 0.0;
            while (!reader.IsEmpty)
                r = (r * 0.5) + (reader.Next() * x[0]);
            return r * reader.Count;
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Spans_of_structs() => Check.Vector(
        x =>
        {
            var points = new (double X, double Y)[3];
            var s = points.AsSpan();
            for (var i = 0; i < s.Length; i++)
                s[i] = (x[0] * i, x[1]);
            foreach (ref var p in s[1..])
                p.X *= p.Y;
            return s[1].X * s[2].X * points[0].Y;
        },
        [1, 2], [0.5, -1]);

    [Fact]
    public void Enumerator_by_hand() => Check.Vector(
        x =>
        {
            var e = x.AsSpan(1).GetEnumerator();
            var r = 1.0;
            while (e.MoveNext())
            {
                e.Current *= r;
                r += e.Current;
            }

            return r * x[1];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Exceptions_are_those_of_spans()
    {
        Assert.Throws<IndexOutOfRangeException>(() => AD.Gradient((double[] x) => x.AsSpan(1)[1], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.Gradient((double[] x) => x.AsSpan(3)[0], [1, 2]));
        Assert.Throws<ArgumentException>(() => AD.Gradient(
            (double[] x) =>
            {
                x.AsSpan().CopyTo(new double[1]);
                return x[0];
            },
            [1, 2]));
    }
}
