using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

public partial class InlineArrayTests
{
    [Fact]
    public void Refs_to_elements() => Check.Two(
        (a, b) =>
        {
            var h = new Holder<double>();
            var g = new Holder<double>();
            h[0] = a;
            g[1] = b;
            for (var i = 0; i < 3; i++)
            {
                ref var e = ref i == 1 ? ref h[i] : ref g.Cells[2];
                e += (h[0] * g[1]) + i;
                ref var first = ref h.Cells[0];
                first *= e;
            }

            Square(ref h[1]);
            Square(ref g.Cells[2]);
            return h[0] * h[1] * g[2];
        },
        (1, 2), (-0.5, 0.3));

    static void Square(ref double x) => x *= x;

    [Fact]
    public void Spans() => Check.Any(
        l =>
        {
            Span<double> all = l.Weights;
            var tail = all[1..];
            tail[0] *= l.Bias;
            all[^1] += l.Weights[1];
            foreach (ref var v in tail)
                v += all[0];
            ReadOnlySpan<double> read = l.Weights;
            return Sum(read) + (Sum(tail) * all[2]);
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void In_lists_and_boxes() => Check.Two(
        (a, b) =>
        {
            var list = new System.Collections.Generic.List<Four> { Make(a), Make(b) };
            var first = list[0];
            first[1] *= b;
            list.Add(first);
            object box = first;
            var r = ((Four)box)[1] * list[1][2];
            foreach (var f in list)
                r += f[3] * f[1];
            return r;
        },
        (1, 2), (-0.5, 0.3));

    [Fact]
    public void In_closures_and_tuples() => Check.Two(
        (a, b) =>
        {
            var f = Make(a);
            Func<int, double> get = i => f[i] * b;
            f[1] += b;
            var t = (f, f[2]);
            t.f[1] *= 2;
            return get(1) + (get(2) * t.f[1] * t.Item2);
        },
        (1, 2), (-0.5, 0.3));

    [Fact]
    public void Indices_out_of_range_throw() => Check.Two(
        (a, b) =>
        {
            var l = new Layer { Bias = b };
            var r = 0.0;
            try
            {
                for (var i = 0; ; i++)
                {
                    l.Weights[i] = a * i;
                    r += l.Weights[i] * b;
                }
            }
            catch (IndexOutOfRangeException)
            {
                r *= l.Weights[3];
            }

            return r;
        },
        (1, 2), (-0.5, 0.3));

    [InlineArray(40)]
    struct Long
    {
        double _first;
    }

    sealed class Buffer
    {
        public Long Numbers;
    }

    [Fact]
    public void Long_ones() => Check.Two(
        (a, b) =>
        {
            var buffer = new Buffer();
            Long local = default;
            for (var i = 0; i < 40; i++)
            {
                buffer.Numbers[i] = a * i;
                local[i] = b / (i + 1);
            }

            Span<double> s = local;
            s[3..7].CopyTo(s[20..]);
            buffer.Numbers[7] *= s[21];
            (local, buffer.Numbers) = (buffer.Numbers, local);
            var r = 0.0;
            for (var i = 0; i < 40; i++)
                r += local[i] * buffer.Numbers[39 - i];
            return r + Sum(s);
        },
        (1, 2), (-0.5, 0.3));

    [InlineArray(3)]
    struct Vector3 : IEquatable<Vector3>
    {
        double _x;

        public readonly double Dot(in Vector3 other)
        {
            var r = 0.0;
            for (var i = 0; i < 3; i++)
                r += this[i] * other[i];
            return r;
        }

        public double X
        {
            readonly get => _x;
            set => _x = value;
        }

        public readonly bool Equals(Vector3 other) => X == other.X;
    }

    sealed class Body
    {
        public Vector3 Place;
        public Vector3 Speed { get; set; }
        public readonly Vector3 Axis = Axis3();

        static Vector3 Axis3()
        {
            var v = default(Vector3);
            v[1] = 2;
            v.X = 0.5;
            return v;
        }
    }

    [Fact]
    public void With_members_of_their_own() => Check.Two(
        (a, b) =>
        {
            var body = new Body();
            body.Place.X = a;
            body.Place[2] = b;
            var v = body.Speed;
            v[1] = a * b;
            v[0] = b;
            body.Speed = v;
            var r = body.Place.Dot(v) + body.Axis.Dot(body.Speed);
            return r * (body.Place.Equals(v) ? 1 : body.Place.X * body.Speed[1]);
        },
        (1, 2), (-0.5, 0.3));
}
