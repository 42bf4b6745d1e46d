using System;

using Xunit;

namespace Zygote.Behavior.Tests;

public class StructTests
{
    struct Vec
    {
        public double X;
        public double Y;

        public Vec(double x, double y)
        {
            X = x;
            Y = y;
        }

        public readonly double Norm2 => (X * X) + (Y * Y);

        public void Scale(double s)
        {
            X *= s;
            Y *= s;
        }

        public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);

        public static Vec operator -(Vec a) => new(-a.X, -a.Y);

        public static Vec operator *(double s, Vec a) => new(s * a.X, s * a.Y);

        public static double operator *(Vec a, Vec b) => (a.X * b.X) + (a.Y * b.Y);

        public static implicit operator Vec(double x) => new(x, 1);

        public static explicit operator double(Vec a) => a.X - a.Y;
    }

    struct Segment
    {
        public Vec From;
        public Vec To;
        public int Tag;
    }

    readonly struct Dual(double value, double slope)
    {
        public double Value { get; } = value;

        public double Slope { get; } = slope;

        public Dual Times(in Dual other) => new(Value * other.Value, (Value * other.Slope) + (Slope * other.Value));
    }

    readonly record struct Complex2(double Re, double Im)
    {
        public static Complex2 operator *(Complex2 a, Complex2 b) => new((a.Re * b.Re) - (a.Im * b.Im), (a.Re * b.Im) + (a.Im * b.Re));

        public static Complex2 operator +(Complex2 a, Complex2 b) => new(a.Re + b.Re, a.Im + b.Im);
    }

    record struct Counter(double Total, int Count)
    {
        public void Add(double x)
        {
            Total += x * x;
            Count++;
        }
    }

    struct Pair<T>
    {
        public T First;
        public T Second;

        public readonly Pair<T> Swapped() => new() { First = Second, Second = First };
    }

    struct WithArray
    {
        public double[] Items;
        public double Scale;
    }

    interface IShape
    {
        double Area { get; }
    }

    readonly struct Disc(double r) : IShape
    {
        public double Area => Math.PI * r * r;
    }

    readonly struct Box(double a, double b) : IShape
    {
        public double Area => a * b;
    }

    static double TotalArea<T1, T2>(T1 a, T2 b)
        where T1 : struct, IShape
        where T2 : struct, IShape => (a.Area * b.Area) + a.Area;

    [Fact]
    public void Fields() => Check.Two(
        (a, b) =>
        {
            Vec v;
            v.X = a * b;
            v.Y = a;
            v.X += v.Y;
            return v.X * v.Y;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Constructor_and_properties() => Check.Two((a, b) => new Vec(a * b, b).Norm2 * new Vec(a, 2).X, (1, 2), (-0.5, 3));

    [Fact]
    public void Operators() => Check.Two((a, b) => (a * (new Vec(a, b) + -new Vec(b, 1))) * (Vec)b, (1, 2), (-0.5, 3));

    [Fact]
    public void Conversions() => Check.Scalar(x => (double)(x * (Vec)(x * x)), 1.5, -0.3);

    [Fact]
    public void Copies_are_apart() => Check.Two(
        (a, b) =>
        {
            var v = new Vec(a, b);
            var w = v;
            w.X *= b;
            v.Y *= w.X;
            return (v.X * w.Y) + (v.Y * w.X);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Methods_that_change_this() => Check.Two(
        (a, b) =>
        {
            var v = new Vec(a, b);
            v.Scale(b);
            v.Scale(v.X);
            var c = new Counter(0, 0);
            c.Add(v.X);
            c.Add(v.Y);
            return c.Total / c.Count;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Nested_structs() => Check.Two(
        (a, b) =>
        {
            var s = new Segment { From = new Vec(a, b), Tag = 3 };
            s.To = s.From;
            s.To.X *= s.From.Y;
            s.From.Scale(s.To.X * s.Tag);
            var t = s;
            t.To.Y = a;
            return (s.From * s.To) + (t.To * t.From);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Structs_in_loops() => Check.Two(
        (a, b) =>
        {
            var v = new Vec(1, 0);
            for (var i = 0; i < 6; i++)
                v = (0.5 * v) + new Vec(v.Y * a, v.X * b);
            return v.Norm2;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Readonly_structs() => Check.Scalar(
        x =>
        {
            var d = new Dual(x, 1);
            var y = d;
            for (var i = 0; i < 3; i++)
                y = y.Times(d);
            return y.Value * y.Slope;
        },
        1.5, -0.3);

    [Fact]
    public void Record_structs() => Check.Two(
        (a, b) =>
        {
            var c = new Complex2(a, b);
            var z = new Complex2(0, 0);
            for (var i = 0; i < 4; i++)
                z = (z * z) + c;
            var w = z with { Im = a };
            var (re, im) = w;
            return (re * im) + z.Im;
        },
        (0.1, 0.2), (-0.5, 0.3));

    [Fact]
    public void Default_values() => Check.Scalar(
        x =>
        {
            Segment s = default;
            s.To.Y += x;
            var v = new Vec();
            v.X += s.To.Y * x;
            return v.X + v.Y + s.From.X;
        },
        1.5);

    [Fact]
    public void Chosen_at_run_time() => Check.Two(
        (a, b) =>
        {
            var v = a > b ? new Vec(a, b) : new Vec(b * b, a);
            if (v.X > 3)
                v.Y *= v.X;
            return v.Norm2;
        },
        (1, 2), (5, 3), (1, 0.5));

    [Fact]
    public void In_arrays() => Check.Two(
        (a, b) =>
        {
            var vs = new Vec[3];
            for (var i = 0; i < vs.Length; i++)
                vs[i] = new Vec(a * i, b);
            vs[1].Scale(b);
            vs[2].X += vs[1].X;
            ref var v = ref vs[0];
            v.X = vs[2].X * a;
            return (vs[0] * vs[1]) + vs[2].Norm2;
        },
        (1, 2), (-0.5, 3));

    static void Advance(ref Segment s, in Vec by)
    {
        s.To += by;
        s.From.Scale(by.X);
    }

    [Fact]
    public void By_reference() => Check.Two(
        (a, b) =>
        {
            var s = new Segment { From = new Vec(a, b), To = new Vec(b, a) };
            Advance(ref s, new Vec(a * b, 1));
            Advance(ref s, s.From);
            return s.From * s.To;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Generic_structs() => Check.Two(
        (a, b) =>
        {
            var p = new Pair<double> { First = a, Second = b * a };
            var q = new Pair<Vec> { First = new Vec(p.Second, 1), Second = new Vec(b, p.Swapped().Second) };
            var r = q.Swapped();
            return r.First * r.Second;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Constrained_calls() => Check.Two((a, b) => TotalArea(new Disc(a), new Box(a, b)), (1, 2), (-0.5, 3));

    [Fact]
    public void Boxed_behind_an_interface() => Check.Two(
        (a, b) =>
        {
            IShape s = new Disc(a);
            IShape t = a > 0 ? new Box(a, b) : s;
            return s.Area * t.Area;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Boxed_and_unboxed() => Check.Scalar(
        x =>
        {
            object o = x * x;
            object v = new Vec(x, (double)o);
            return ((Vec)v).Norm2 * (double)o;
        },
        1.5, -0.3);

    [Fact]
    public void Holding_arrays() => Check.Vector(
        x =>
        {
            var s = new WithArray { Items = x, Scale = x[0] };
            var t = s;
            t.Items[1] *= s.Scale;
            t.Scale *= 2;
            return s.Items[1] * t.Scale * s.Scale;
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void As_argument() => Check.Any<Segment, double>(
        s => (s.From * s.To) * s.Tag * s.From.X,
        [new() { From = new Vec(1, 2), To = new Vec(-1, 0.5), Tag = 3 }]);

    [Fact]
    public void With_arrays_as_argument() => Check.Any<WithArray, double>(
        s =>
        {
            s.Items[0] *= s.Scale;
            return s.Items[0] * s.Items[1] * s.Scale;
        },
        [new() { Items = [1, 2], Scale = 3 }]);

    [Fact]
    public void Gradient_of_a_struct_is_a_struct()
    {
        var g = AD.Gradient((Segment s) => s.From.X * s.To.Y * s.Tag, new Segment { From = new Vec(2, 1), To = new Vec(5, 7), Tag = 3 });
        Assert.Equal(21, g.From.X);
        Assert.Equal(0, g.From.Y);
        Assert.Equal(6, g.To.Y);
        Assert.Equal(0, g.Tag);
    }

    [Fact]
    public void As_result() => Check.Curve(x => new Segment { From = new Vec(x, x * x), To = 2 * new Vec(Math.Sin(x), 1), Tag = 4 }, 0.5, 2);

    [Fact]
    public void Tuples() => Check.Two(
        (a, b) =>
        {
            var t = (X: a * b, Y: (a, b + 1), N: 3);
            t.Y.a *= t.X;
            var (p, (q, r), n) = t;
            return p * q * r * n;
        },
        (1, 2), (-0.5, 3));

    static (double Sum, double Product) SumAndProduct(double a, double b) => (a + b, a * b);

    static (double, (double, double[])) Nested(double a) => (a, (a * a, [a, 2 * a * a]));

    [Fact]
    public void Tuples_returned() => Check.Two(
        (a, b) =>
        {
            var (s, p) = SumAndProduct(a, b);
            (s, p) = SumAndProduct(s, p * p);
            var n = Nested(s);
            return p * n.Item1 * n.Item2.Item1 * n.Item2.Item2[1];
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Tuples_as_argument_and_result() => Check.Pullback<(double, (double, int), double[]), (double, double[], (int, double))>(
        p => (p.Item1 * p.Item2.Item1, [p.Item3[0] * p.Item1, p.Item3[1]], (p.Item2.Item2, p.Item3[0] * p.Item3[1])),
        (1.5, (2, 3), [4, 5]));

    [Fact]
    public void Tuples_of_more_than_seven() => Check.Two(
        (a, b) =>
        {
            var t = (a, b, a * b, a + b, a - b, 1.0, 2.0, a * a, b * b, 3 * a);
            return t.Item1 * t.Item8 * t.Item9 * t.Item10 * t.Item4;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Nullable_structs() => Check.Two(
        (a, b) =>
        {
            Vec? v = a > 0 ? new Vec(a, b) : null;
            var w = v ?? new Vec(b, b);
            return w.Norm2 * (v?.X ?? 2);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Anonymous_objects() => Check.Two(
        (a, b) =>
        {
            var o = new { X = a * b, Y = new { Z = b } };
            return o.X * o.Y.Z;
        },
        (1, 2), (-0.5, 3));
}
