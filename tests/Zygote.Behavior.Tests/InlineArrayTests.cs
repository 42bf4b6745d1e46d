using System;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

public class InlineArrayTests
{
    [InlineArray(4)]
    struct Four
    {
        double _first;
    }

    [InlineArray(3)]
    struct Cells<T>
    {
        T _first;
    }

    static double Sum(ReadOnlySpan<double> s)
    {
        var r = 0.0;
        foreach (var v in s)
            r += v * v;
        return r;
    }

    static double ByValue(Four f, double x)
    {
        f[0] *= x;
        return f[0] * f[1];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double ByRef(ref Four f, double x)
    {
        f[1] += x * f[0];
        return f[1] * f[3];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double ByValueNotInlined(Four f, double x)
    {
        f[1] *= x;
        return f[1] * f[2];
    }

    static Four Make(double x)
    {
        var f = new Four();
        for (var i = 0; i < 4; i++)
            f[i] = x * i;
        return f;
    }

    [Fact]
    public void Elements() => Check.Two(
        (a, b) =>
        {
            Four f = default;
            f[0] = a;
            f[1] = b * a;
            for (var i = 2; i < 4; i++)
                f[i] = f[i - 1] * f[i - 2];
            foreach (ref var v in f[1..])
                v += a;
            return f[3] * f[0];
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Copies_are_independent() => Check.Two(
        (a, b) =>
        {
            var f = Make(a);
            var g = f;
            g[1] *= b;
            f[2] += g[1];
            Span<double> s = f;
            f = g;
            g[3] = 0;
            s[3] *= a;
            return Sum(f) + Sum(s[1..]) + g[1] + g[3];
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Passed_by_value_and_by_ref() => Check.Two(
        (a, b) =>
        {
            var f = Make(a);
            var r = ByValue(f, b) + ByRef(ref f, b) + ByValueNotInlined(f, a);
            return r + f[0] + (f[1] * f[2]);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Cleared_in_each_round() => Check.Vector(
        x =>
        {
            var r = 0.0;
            for (var k = 0; k < x.Length; k++)
            {
                var f = new Four();
                f[k % 4] += x[k];
                f[(k + 1) % 4] += x[k] * r;
                r += Sum(f) + f[0];
            }

            return r;
        },
        [1, 0.2, 0.3], [0.5, -0.1]);

    [Fact]
    public void Of_structs_and_references() => Check.Vector(
        x =>
        {
            var pairs = new Cells<(double A, double B)>();
            var arrays = new Cells<double[]>();
            for (var i = 0; i < 3; i++)
            {
                pairs[i] = (x[0] * i, x[1]);
                arrays[i] = i == 1 ? x : [x[0] * x[1], i];
            }

            arrays[1][0] *= 2;
            pairs[1].A += arrays[0][0];
            return (pairs[1].A * pairs[2].B) + (arrays[2][0] * arrays[1][1] * x[0]);
        },
        [1, 2], [0.5, -1]);

    sealed class Layer
    {
        public Four Weights;
        public double Bias;
    }

    static Layer NewLayer(params double[] w)
    {
        var layer = new Layer { Bias = w[^1] };
        for (var i = 0; i < 4; i++)
            layer.Weights[i] = w[i];
        return layer;
    }

    [Fact]
    public void In_a_class_read_by_constants() => Check.Any(
        l => (l.Weights[0] * l.Weights[1]) + (l.Weights[3] * l.Bias * l.Weights[3]),
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void In_a_class_read_by_variables() => Check.Any(
        l =>
        {
            var r = l.Bias;
            for (var i = 0; i < 4; i++)
                r += l.Weights[i] * l.Weights[3 - i] * (i + 1);
            foreach (var w in l.Weights)
                r += w * w * l.Bias;
            return r;
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void In_a_class_written() => Check.Any(
        l =>
        {
            l.Weights[0] *= l.Bias;
            for (var i = 1; i < 4; i++)
                l.Weights[i] += l.Weights[i - 1] * l.Weights[i];
            foreach (ref var w in l.Weights[1..3])
                w *= l.Weights[0];
            return l.Weights[3] * l.Weights[1];
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void Copied_as_a_whole() => Check.Any(
        l =>
        {
            var copy = l.Weights;
            copy[2] *= l.Bias;
            l.Weights[1] *= copy[2];
            var other = new Layer { Weights = copy, Bias = copy[0] * l.Bias };
            l.Weights = other.Weights;
            other.Weights[0] = 7;
            copy = default;
            return (l.Weights[0] * l.Weights[2]) + (other.Weights[1] * l.Weights[3] * other.Bias) + copy[1] + other.Weights[0];
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void Copied_in_a_loop() => Check.Any(
        l =>
        {
            var r = 0.0;
            for (var k = 0; k < 5; k++)
            {
                var copy = l.Weights;
                copy[k % 4] *= l.Bias + r;
                if (k != 2)
                    l.Weights = copy;
                r += copy[(k + 1) % 4] * l.Weights[0];
            }

            return r;
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    static double Read(in Four f, int i) => f[i] * f[(i + 1) % 4];

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double ReadNotInlined(in Four f, int i) => f[i] * f[(i + 1) % 4];

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Four Scaled(Four f, double x)
    {
        foreach (ref var v in f)
            v *= x;
        return f;
    }

    [Fact]
    public void In_a_class_passed_by_value_and_by_ref() => Check.Any(
        l =>
        {
            var r = ByValue(l.Weights, l.Bias) + ByRef(ref l.Weights, l.Bias) + ByValueNotInlined(l.Weights, l.Bias);
            l.Weights = Scaled(l.Weights, l.Bias);
            return r + Read(in l.Weights, 2) + ReadNotInlined(in l.Weights, 3) + Sum(l.Weights);
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    struct Particle
    {
        public Cells<double> Position;
        public double Mass;
        public (double A, Cells<double> B) Velocity;

        public readonly double Energy()
        {
            var r = 0.0;
            for (var i = 0; i < 3; i++)
                r += Velocity.B[i] * Velocity.B[i] * Mass;
            return r + Velocity.A;
        }

        public void Move(double time)
        {
            for (var i = 0; i < 3; i++)
                Position[i] += time * Velocity.B[i];
            Velocity.B[1] *= Mass;
        }
    }

    static Particle NewParticle(double a, double b)
    {
        var p = new Particle { Mass = a * b };
        for (var i = 0; i < 3; i++)
        {
            p.Position[i] = a + i;
            p.Velocity.B[i] = b * (i + 1);
        }

        p.Velocity.A = a;
        return p;
    }

    static double Distance(Particle p, Particle q)
    {
        var r = 0.0;
        foreach (var v in p.Position)
            r += v * v;
        foreach (var v in q.Position)
            r -= v * p.Mass;
        p.Position[0] = 0;
        return r;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Particle Moved(Particle p, double time)
    {
        p.Move(time);
        return p;
    }

    [Fact]
    public void In_structs() => Check.Two(
        (a, b) =>
        {
            var p = NewParticle(a, b);
            var q = p;
            q.Move(a);
            p.Position = q.Velocity.B;
            q = Moved(q, b);
            var t = (p, q.Position);
            return Distance(p, q) + q.Energy() + p.Energy() + (t.p.Position[1] * t.Position[2]);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Structs_as_input() => Check.Any(
        p =>
        {
            p.Move(p.Mass);
            return p.Energy() * p.Position[1];
        },
        NewParticle(1, 2), NewParticle(-0.3, 0.4));

    [Fact]
    public void Structs_as_result() => Check.Any(x => Moved(NewParticle(x[0], x[1]), x[0]), [new[] { 1.0, 2 }, [0.3, -0.5]]);

    [Fact]
    public void As_the_input() => Check.Any(
        f =>
        {
            f[0] *= f[1];
            return Sum(f) * f[2];
        },
        Make(1.5), Scaled(Make(-1), 0.3));

    [Fact]
    public void As_the_result() => Check.Any(x => Scaled(Make(x), x * x), [1.5, -0.3]);

    [Fact]
    public void In_arrays() => Check.Any<Four[]>(
        a =>
        {
            a[0][1] *= a[1][0];
            var r = 0.0;
            for (var i = 0; i < a.Length; i++)
            {
                foreach (var v in a[i])
                    r += v * a[0][i];
                a[i][(i + 1) % 4] = r;
            }

            a[1] = a[0];
            a[0][2] = 1;
            ref var row = ref a[1];
            row[3] *= r;
            return r + a[1][2] + (a[1][3] * a[0][2]);
        },
        [Make(1), Make(2)], [Make(0.5), Make(-0.1)]);

    [Fact]
    public void In_arrays_of_structs() => Check.Any<Particle[]>(
        a =>
        {
            var r = 0.0;
            for (var i = 0; i < a.Length; i++)
            {
                a[i].Move(r);
                r += a[i].Energy();
                a[i].Position[i] *= a[^1].Velocity.B[1];
                a[0] = a[i];
            }

            return r * a[0].Position[1];
        },
        [NewParticle(1, 2), NewParticle(0.3, 0.2)], [NewParticle(0.5, 0.1), NewParticle(-0.1, 0.2), NewParticle(0.2, -0.2)]);

    [Fact]
    public void Made_in_arrays() => Check.Two(
        (a, b) =>
        {
            var rows = new Four[3];
            var total = 0.0;
            for (var i = 0; i < 3; i++)
            {
                rows[i] = Make(a);
                for (var k = 0; k < 4; k++)
                    rows[i][k] *= b + (i > 0 ? rows[i - 1][k] : 0);
            }

            foreach (var row in rows)
            {
                foreach (var v in row)
                    total += v * v;
            }

            return total;
        },
        (1, 2), (-0.5, 0.3));

    struct Polynomial
    {
        Cells<double> _c;

        public Polynomial(double a, double b, double c)
        {
            _c[0] = a;
            _c[1] = b;
            _c[2] = c;
        }

        public readonly double this[double x] => _c[0] + (x * (_c[1] + (x * _c[2])));

        public static Polynomial operator *(Polynomial p, double s)
        {
            for (var i = 0; i < 3; i++)
                p._c[i] *= s;
            return p;
        }
    }

    [Fact]
    public void Operators_of_structs() => Check.Two(
        (a, b) =>
        {
            var p = new Polynomial(a, b, a * b);
            for (var i = 0; i < 3; i++)
                p *= p[b];
            return p[a];
        },
        (0.4, 0.2), (-0.5, 0.3));

    [InlineArray(2)]
    struct Rows
    {
        Cells<double> _first;
    }

    sealed class Matrix
    {
        public Rows Rows;
    }

    [Fact]
    public void Nested() => Check.Two(
        (a, b) =>
        {
            var m = new Matrix();
            for (var i = 0; i < 2; i++)
            {
                for (var k = 0; k < 3; k++)
                    m.Rows[i][k] = (a * i) + (b * k);
            }

            var copy = m.Rows[1];
            m.Rows[0][2] *= copy[1];
            copy[0] = b * b;
            m.Rows[1] = copy;
            var rows = m.Rows;
            var r = 0.0;
            foreach (var row in rows)
            {
                foreach (var v in row)
                    r += v * v * a;
            }

            return r;
        },
        (1, 2), (-0.5, 0.3));

    [Fact]
    public void Nested_as_input() => Check.Any(
        m =>
        {
            for (var i = 0; i < 3; i++)
                m.Rows[1][i] *= m.Rows[0][2 - i];
            var rows = m.Rows;
            rows[0][1] = rows[1][2];
            return rows[0][1] * m.Rows[1][0] * rows[1][1];
        },
        NewMatrix(1, 2), NewMatrix(0.3, -0.2));

    static Matrix NewMatrix(double a, double b)
    {
        var m = new Matrix();
        for (var i = 0; i < 6; i++)
            m.Rows[i / 3][i % 3] = a + (b * i);
        return m;
    }

    sealed class Mixed
    {
        public Cells<(double A, int B)> Pairs;
        public Cells<double[]> Arrays;
        public Cells<Layer> Layers;
        public Cells<int> Counts;
        public Cells<float> Floats;
        public Cells<string> Names;
        public Cells<object> Boxes;
    }

    static Mixed NewMixed(double a)
    {
        var m = new Mixed();
        for (var i = 0; i < 3; i++)
        {
            m.Pairs[i] = (a * i, i + 1);
            m.Arrays[i] = [a, a + i];
            m.Layers[i] = NewLayer(a, 2, 3, i, 5);
            m.Counts[i] = i + 1;
            m.Floats[i] = i * 0.5f;
            m.Names[i] = "n" + i;
            m.Boxes[i] = a * i;
        }

        m.Layers[2] = m.Layers[0];
        return m;
    }

    [Fact]
    public void Of_structs_and_references_in_a_class() => Check.Any(
        m =>
        {
            m.Pairs[1].A *= m.Pairs[2].A * m.Counts[1];
            m.Arrays[0][1] *= m.Layers[1].Weights[2];
            m.Layers[2].Weights[0] += m.Arrays[2][0];
            var layers = m.Layers;
            layers[1] = layers[0];
            m.Layers[1] = new Layer { Bias = m.Pairs[1].A };
            m.Layers[1].Weights[3] = m.Arrays[0][1];
            var r = (double)m.Boxes[1] * m.Names[1].Length;
            for (var i = 0; i < 3; i++)
                r += m.Layers[i].Weights[3] * layers[i].Weights[0] * m.Pairs[i].A * m.Pairs[i].B;
            return r + (m.Layers[1].Weights[3] * m.Layers[1].Bias);
        },
        NewMixed(1.5), NewMixed(0.3));

    [Fact]
    public void Of_floats() => Check.Float(
        x =>
        {
            var h = new Holder<float>();
            for (var i = 0; i < 3; i++)
                h.Cells[i] = x * (i + 1);
            h.Cells[1] *= h.Cells[2];
            var copy = h.Cells;
            return copy[1] * h.Cells[0];
        },
        x => 6 * x * x * x, 1.5f, -0.3f);

    sealed class Holder<T>
    {
        public Cells<T> Cells;

        public ref T this[int i] => ref Cells[i];
    }

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
}
