using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

public partial class InlineArrayTests
{
    static Four s_state;

    [Fact]
    public void In_static_fields() => Check.Two(
        (a, b) =>
        {
            s_state = Make(a);
            for (var i = 1; i < 4; i++)
                s_state[i] *= b * s_state[i - 1];
            s_state[0] = a;
            var copy = s_state;
            return (copy[1] * s_state[2]) + s_state[0] + copy[3];
        },
        (1, 2), (-0.5, 0.3));

    [Fact]
    public void In_checkpoints() => Check.Any(
        l =>
        {
            var y = AD.Checkpoint(m => Steps(m), l);
            return y * l.Weights[1] * l.Weights[0];
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    static double Steps(Layer l)
    {
        for (var i = 0; i < 4; i++)
            l.Weights[i] *= l.Bias * l.Weights[(i + 1) % 4];
        return l.Weights[2] * l.Weights[3];
    }

    [Fact]
    public void Recursive() => Check.Two(
        (a, b) =>
        {
            var l = NewLayer(a, b, a * b, 1, b);
            return Descend(l, Make(a), 4) + l.Weights[2];
        },
        (1, 2), (-0.5, 0.3));

    static double Descend(Layer l, Four f, int depth)
    {
        if (depth == 0)
            return f[1] * l.Weights[0];
        f[depth % 4] += l.Weights[depth - 1] * l.Bias;
        l.Weights[depth - 1] = f[1];
        return Descend(l, f, depth - 1) + f[depth - 1];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double SumNotInlined(ReadOnlySpan<double> s)
    {
        var r = 0.0;
        foreach (var v in s)
            r += v * v;
        return r;
    }

    [Fact]
    public void Spans_of_variables_are_handed_on() => Check.Two(
        (a, b) =>
        {
            var p = NewParticle(a, b);
            var q = p;
            q.Position[1] *= b;
            return SumNotInlined(p.Position) + (SumNotInlined(q.Position[1..]) * SumNotInlined(q.Velocity.B));
        },
        (1, 2), (-0.5, 0.3));

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double SpanNotInlined(ref Four f, int k)
    {
        Span<double> s = f;
        s[k] *= f[1];
        foreach (ref var v in s[1..3])
            v += f[k];
        return f[2] * s[^1];
    }

    [Fact]
    public void Spans_of_refs() => Check.Any(
        l =>
        {
            var f = l.Weights;
            var r = SpanNotInlined(ref l.Weights, 3) + SpanNotInlined(ref f, 1);
            return r * l.Weights[1] * f[2];
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void Written_under_several_names() => Check.Any(
        a =>
        {
            var (l, m) = (a[0], a[1]);
            Span<double> s = l.Weights;
            ref var f = ref m.Weights;
            ref var e = ref f[1];
            for (var i = 0; i < 4; i++)
            {
                s[i] *= e;
                f[i] += l.Weights[3 - i];
                e *= m.Bias;
                m.Weights = l.Weights;
            }

            return s[0] + f[1] + (e * l.Weights[1]);
        },
        Twice(NewLayer(1, 2, 3, 4, 0.5)), [NewLayer(-1, 0.5, 2, 0.1, 0.3), NewLayer(1, 0.2, 2, 0.1, 0.3)]);

    static Layer[] Twice(Layer l) => [l, l];

    [Fact]
    public void Chosen_by_conditions() => Check.Any(
        l =>
        {
            var other = new Layer { Bias = 2 };
            var local = Make(l.Bias);
            var r = 0.0;
            for (var i = 0; i < 4; i++)
            {
                ref var f = ref i % 2 == 0 ? ref l.Weights : ref other.Weights;
                f[i] += l.Bias * i;
                ref var e = ref i > 1 ? ref l.Weights[i] : ref local[i];
                e *= f[3];
                r += f[i] * local[1];
            }

            return r + other.Weights[1];
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void Of_nullable_numbers() => Check.Two(
        (a, b) =>
        {
            var h = new Holder<double?>();
            h.Cells[1] = a;
            h.Cells[2] = h.Cells[1] * b;
            var copy = h.Cells;
            var r = 0.0;
            foreach (var v in copy)
                r += v ?? a;
            return r;
        },
        (1, 2), (-0.5, 0.3));

    [Fact]
    public void Nullable_numbers_as_input() => Check.Any(
        h => ((h.Cells[0] ?? 2) * h.Cells[1] * h.Cells[1])!.Value, NewNullable(1.5), NewNullable(-0.2));

    static Holder<double?> NewNullable(double x)
    {
        var h = new Holder<double?>();
        h.Cells[1] = x;
        h.Cells[2] = 1;
        return h;
    }

    [Fact]
    public void In_dictionaries_and_nullables() => Check.Two(
        (a, b) =>
        {
            var d = new System.Collections.Generic.Dictionary<string, Particle> { ["p"] = NewParticle(a, b) };
            var p = d["p"];
            p.Move(b);
            d["q"] = p;
            Four? f = a > 0 ? Make(b) : null;
            return d["q"].Energy() * d["p"].Position[1] * (f?[2] ?? a);
        },
        (1, 2), (-0.5, 0.3));

    [Fact]
    public void In_records_and_iterators() => Check.Two(
        (a, b) =>
        {
            var r = new Row("r", Make(a));
            var s = r with { Name = "s" };
            var t = s with { Cells = Make(b) };
            var sum = 0.0;
            foreach (var v in Products(t.Cells, s.Cells))
                sum += v;
            return sum * r.Cells[1];
        },
        (1, 2), (-0.5, 0.3));

    sealed record Row(string Name, Four Cells);

    static System.Collections.Generic.IEnumerable<double> Products(Four f, Four g)
    {
        for (var i = 0; i < 4; i++)
        {
            f[i] += g[i];
            yield return f[i] * g[3 - i];
        }
    }

    // Threads add in any order, so that the last bits are not the same each time.
    [Fact]
    public void In_parallel_loops()
    {
        static double Run(Layer[] a, Action<int, int, Action<int>> loop)
        {
            var y = new double[8];
            loop(0, 8, i =>
            {
                var w = a[0].Weights;
                w[i % 4] *= a[1].Weights[1];
                a[2 + i].Weights[i % 4] += a[0].Weights[0] * w[i % 4];
                foreach (var v in a[2 + i].Weights)
                    y[i] += v * a[0].Bias;
            });
            return y.Sum(v => v * v);
        }

        Layer[] layers = [.. Enumerable.Range(0, 10).Select(i => NewLayer(i, 1, 2, 3, 0.5))];
        var expected = AD.Gradient((Layer[] a) => Run(a, Sequential), Numbers.Clone(layers));
        var actual = AD.Gradient((Layer[] a) => Run(a, (from, to, body) => Parallel.For(from, to, body)), Numbers.Clone(layers));
        Check.Close(Numbers.Read(expected), Numbers.Read(actual));
    }

    [Fact]
    public void In_parallel_loops_over_arrays()
    {
        static double Run(Four[] a, Action<int, int, Action<int>> loop)
        {
            loop(1, 8, i =>
            {
                for (var k = 0; k < 4; k++)
                    a[i][k] *= a[0][k] * a[0][0];
            });
            return a.Sum(f => Sum(f));
        }

        Four[] rows = [.. Enumerable.Range(1, 8).Select(i => Make(1.0 / i))];
        rows[0][0] = 2;
        var expected = AD.Gradient((Four[] a) => Run(a, Sequential), Numbers.Clone(rows));
        var actual = AD.Gradient((Four[] a) => Run(a, (from, to, body) => Parallel.For(from, to, body)), Numbers.Clone(rows));
        Check.Close(Numbers.Read(expected), Numbers.Read(actual));
    }

    static void Sequential(int from, int to, Action<int> body)
    {
        for (var i = from; i < to; i++)
            body(i);
    }

    [Fact]
    public void Of_bytes_beside_numbers() => Check.Two(
        (a, b) =>
        {
            var bytes = new Holder<byte>();
            var chars = new Holder<char>();
            for (var i = 0; i < 3; i++)
            {
                bytes.Cells[i] = (byte)(250 + (3 * i));
                chars.Cells[i] = (char)('a' + i);
            }

            var copy = bytes.Cells;
            copy[1]++;
            return (a * copy[1] * copy[2]) + (b * chars.Cells[2] * a);
        },
        (1, 2), (-0.5, 0.3));

    [Fact]
    public void Written_before_an_exception() => Check.Any(
        l =>
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    Write(l, i);
                }
                catch (InvalidOperationException)
                {
                    l.Weights[0] *= l.Bias;
                }
            }

            return l.Weights[0] * l.Weights[1] * l.Weights[2];
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Write(Layer l, int i)
    {
        var f = l.Weights;
        f[i] *= l.Bias;
        l.Weights = f;
        l.Weights[(i + 1) % 4] += f[i];
        if (i == 1)
            throw new InvalidOperationException();
        l.Weights[3] *= 2;
    }

    [Fact]
    public void Taylor_series()
    {
        var c = AD.Taylor(
            x =>
            {
                var l = new Layer { Bias = x };
                for (var i = 0; i < 4; i++)
                    l.Weights[i] = x * (i + 1);
                var copy = l.Weights;
                return copy[1] * l.Weights[2] * l.Bias;
            },
            3, 2);
        Check.Close([48, 72, 36, 6], c);
    }

    [Fact]
    public void A_span_of_an_object_that_is_handed_on_is_refused()
    {
        var e = Assert.Throws<NotDifferentiableException>(() => AD.Gradient((Layer l) => SumNotInlined(l.Weights), NewLayer(1, 2, 3, 4, 5)));
        Assert.Contains("it computes with an address whose origin is not known", e.Message, StringComparison.Ordinal);
    }
}
