using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

public partial class InlineArrayTests
{
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
}
