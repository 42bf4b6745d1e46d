using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Kinds of members and types, and how objects are made.</summary>
public class MemberTests
{
    readonly struct Dual(double value, double tangent)
    {
        public double Value { get; } = value;

        public double Tangent { get; } = tangent;

        public static implicit operator Dual(double x) => new(x, 0);

        public static explicit operator double(Dual d) => d.Value + d.Tangent;

        public static explicit operator int(Dual d) => (int)d.Value;

        public static explicit operator checked int(Dual d) => checked((int)d.Value);

        public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, (a.Value * b.Tangent) + (a.Tangent * b.Value));

        public static Dual operator checked *(Dual a, Dual b) => new(a.Value * b.Value, 1);

        public static Dual operator ++(Dual a) => new(a.Value + 1, a.Tangent);

        public static bool operator true(Dual a) => a.Value > 0;

        public static bool operator false(Dual a) => a.Value <= 0;

        public void Deconstruct(out double value, out double tangent) => (value, tangent) = (Value, Tangent);
    }

    sealed class Accumulator
    {
        public double Total;

        public int Calls;

        public void operator +=(double x)
        {
            Total += x * x;
            Calls++;
        }

        public void operator *=(double x) => Total *= x;

        public void operator ++() => Total += 1;
    }

    sealed class Grid(int size)
    {
        readonly double[] _cells = new double[size * size];

        int _reads;

        public double this[int row, int column]
        {
            get => _cells[(row * size) + column] * (1 + (_reads++ * 0));
            set => _cells[(row * size) + column] += value;
        }

        public double this[string name] => name == "first" ? _cells[0] : _cells[^1];

        public double Mean
        {
            get
            {
                var sum = 0.0;
                foreach (var c in _cells)
                    sum += c;
                Last = sum / _cells.Length;
                return Last;
            }
        }

        public double Last { get; private set; }

        public ref double At(int i) => ref _cells[i];
    }

    class Base(double x)
    {
        protected double X { get; } = x;

        public virtual double Value => X;

        public double Template() => Step(X) * Value;

        protected virtual double Step(double y) => y + 1;
    }

    class Middle(double x, double y) : Base(x * y)
    {
        public override double Value => base.Value * y;

        protected override double Step(double z) => base.Step(z) * X;
    }

    sealed class Leaf(double x) : Middle(x, x + 1)
    {
        public new double Value => 100;

        protected override double Step(double z) => Math.Sin(base.Step(z));
    }

    sealed class Settings
    {
        public required double Rate { get; init; }

        public double Bias { get; init; } = 0.5;

        public List<double> Terms { get; } = [];

        public Settings? Inner { get; set; }
    }

    record Line(double From, double To, string Name = "line")
    {
        public double Length => To - From;

        public virtual double Weight => Length * 2;
    }

    sealed record Bold(double From, double To, double Width) : Line(From, To)
    {
        public override double Weight => base.Weight * Width;
    }

    readonly record struct Spot(double X, double Y)
    {
        public static Spot operator +(Spot a, Spot b) => new(a.X + b.X, a.Y + b.Y);
    }

    ref struct Walker(double[] data, double step)
    {
        int _at;

        public double Sum;

        public readonly double Step => step;

        public bool Next()
        {
            if (_at >= data.Length)
                return false;
            Sum += data[_at++] * step;
            return true;
        }
    }

    sealed class Ring(double value)
    {
        public double Value = value;
        public Ring? Next;
        public Ring? Other;
    }

    class Generic
    {
        public virtual T Get<T>(T x) => x;
    }

    sealed class Squaring : Generic
    {
        public override T Get<T>(T x) => x is double d ? (T)(object)(d * d) : x;
    }

    class Copyable(double v)
    {
        public double V = v;

        public virtual Copyable Self() => this;
    }

    sealed class Doubling(double v) : Copyable(v)
    {
        public override Doubling Self() => new(V * 2);
    }

    interface IProducer<out T>
    {
        T Get();

        double Scale(double x) => x * 2;
    }

    sealed class One(double x) : IProducer<double[]>
    {
        public double[] Get() => [x];
    }

    sealed class Other(double x) : IProducer<double[]>
    {
        public double[] Get() => [x * x];

        public double Scale(double y) => y * x;
    }

    interface IFirst
    {
        double F(double x);
    }

    interface ISecond : IFirst
    {
        new double F(double x) => x * x;

        double IFirst.F(double x) => 3 * x;
    }

    sealed class Plain : ISecond;

    sealed class Explicit(double k) : ISecond
    {
        double IFirst.F(double x) => x + k;

        double ISecond.F(double x) => x * k;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    static double Opaque(double x) => x;

    static double Optional(double a, double b = 2, double c = 0.5) => (a * b) - (c * a);

    [Fact]
    public void Operators_and_conversions() => Check.Two(
        (a, b) =>
        {
            Dual d = a;
            d *= new Dual(b, 1);
            d++;
            var e = checked(d * 2.0);
            var (value, tangent) = e;
            var sum = (double)d + (double)e + value + tangent + ((int)new Dual(3.7, a) * a) + checked((int)new Dual(2.2, b));
            if (d)
                sum *= b;
            return sum;
        },
        (0.7, 1.1), (-0.4, 0.9), (-1.3, 2));

    [Fact]
    public void Compound_assignment_operators() => Check.Two(
        (a, b) =>
        {
            var total = new Accumulator { Total = a };
            for (var i = 0; i < 3; i++)
            {
                total += b * i;
                total *= a;
                total++;
            }

            return total.Total * total.Calls;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Indexers_and_properties_with_effects() => Check.Two(
        (a, b) =>
        {
            var grid = new Grid(2);
            grid[0, 0] = a;
            grid[0, 0] = b;
            grid[1, 1] += a * b;
            grid[1, 0]++;
            grid.At(1) = a * a;
            grid.At(1) *= b;
            return grid["first"] * grid["last"] * grid.Mean * grid.Last;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Inheritance() => Check.Two(
        (a, b) =>
        {
            Base[] all = [new Base(a), new Middle(a, b), new Leaf(b)];
            var sum = 0.0;
            for (var i = 0; i < all.Length; i++)
                sum += all[i].Template() * all[(i + 1) % 3].Value;
            return sum + new Leaf(a).Value;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Generic_virtual_methods() => Check.Scalar(
        x =>
        {
            Generic g = Opaque(x) > 0 ? new Squaring() : new Generic();
            return g.Get(x) * g.Get(3.0) * g.Get(new[] { x })[0] * (g.Get("text").Length + x);
        },
        0.7, -0.7);

    /// <summary>The base's method was differentiated instead of the override.</summary>
    [Fact]
    public void Overrides_with_narrower_results() => Check.Scalar(
        x =>
        {
            Copyable c = Opaque(x) > 0 ? new Doubling(x) : new Copyable(x);
            return c.Self().V * c.Self().Self().V;
        },
        0.7, -0.7);

    [Fact]
    public void Variant_interfaces() => Check.Scalar(
        x =>
        {
            IProducer<object> p = Opaque(x) > 0 ? new One(x) : new Other(x);
            return ((double[])p.Get())[0] * p.Scale(x);
        },
        0.7, -0.7);

    [Fact]
    public void Explicit_and_default_implementations() => Check.Scalar(
        x =>
        {
            ISecond s = Opaque(x) > 0 ? new Plain() : new Explicit(x);
            return s.F(x) * ((IFirst)s).F(x);
        },
        0.7, -0.7);

    [Fact]
    public void Initialisers() => Check.Two(
        (a, b) =>
        {
            var s = new Settings { Rate = a * b, Terms = { a, b, 3 }, Inner = new() { Rate = b, Bias = a, Terms = { a * a } } };
            s.Inner.Inner = s;
            return s.Rate * s.Terms[1] * s.Inner.Terms[0] * s.Inner.Inner.Terms[0] * s.Inner.Bias * s.Bias;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Records_with_and_equality() => Check.Two(
        (a, b) =>
        {
            var line = new Bold(a, b, a * b);
            var moved = line with { To = line.To * 2, Name = "moved" };
            Line general = moved with { From = 0.1 };
            var (from, to, width) = moved;
            var spot = new Spot(a, b) + (new Spot(b, b) with { X = a * b });
            return (general.Weight * moved.Weight) + (from * to * width) + spot.X + (spot.Y * spot.Y)
                + (line == moved ? 100 : a) + (line.Equals(line with { }) ? b : 100);
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Ref_structs() => Check.Vector(
        v =>
        {
            var walker = new Walker(v, v[0]);
            while (walker.Next())
                walker.Sum *= 1 + (walker.Step / 10);
            return walker.Sum;
        },
        [0.5, 1, 2], [-1, 0.3]);

    [Fact]
    public void Large_tuples() => Check.Two(
        (a, b) =>
        {
            var t = (a, b, a * b, 1, a, b, 2, (b * b, a), 3.0, W: a * a);
            t.Item9 += a;
            t.W *= t.Item3;
            var (c, (d, e)) = (t.W, (t.Item9, t.Item8.Item1));
            (c, d) = (d, c);
            return (c * d) + (e * t.Item2);
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Optional_and_named_arguments() => Check.Two(
        (a, b) => Optional(a) + Optional(c: b, a: a * b) + Optional(b, a, b), (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Extension_members() => Check.Two((a, b) => a.Cubed() * b.Half * double.Doubled(a), (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Anonymous_types() => Check.Two(
        (a, b) =>
        {
            var x = new { A = a, Inner = new { B = b * a, C = new[] { a, b } } };
            var y = x with { A = b };
            y.Inner.C[0] = 2 * b;
            return x.A * y.A * x.Inner.B * x.Inner.C[0] * y.Inner.C[1];
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Lazy_values() => Check.Two(
        (a, b) =>
        {
            var calls = 0;
            var lazy = new Lazy<double>(() => a * b * ++calls);
            var never = new Lazy<double[]>(() => throw new InvalidOperationException());
            return (lazy.Value * lazy.Value) + (lazy.IsValueCreated ? b : 0) + (never.IsValueCreated ? 1 : a);
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Shared_and_cyclic_locals() => Check.Two(
        (a, b) =>
        {
            var first = new Ring(a);
            var second = new Ring(b) { Next = first, Other = first };
            first.Next = second;
            first.Other = first;
            var at = first;
            for (var i = 0; i < 5; i++)
            {
                at.Value = (at.Value * at.Other!.Value) + at.Next!.Value;
                at = i % 2 == 0 ? at.Next : at.Other!;
                at.Value *= 0.5;
            }

            return first.Value * second.Value;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Shared_and_cyclic_arguments()
    {
        var first = new Ring(0.7);
        var second = new Ring(1.1) { Next = first, Other = first };
        first.Next = second;
        first.Other = first;
        Func<Ring, double> f = r =>
        {
            r.Next!.Value += r.Other!.Value * r.Value;
            var other = r.Next;
            r.Next = r;
            return other.Value * other.Next!.Value * r.Next.Value;
        };
        var gradient = AD.Gradient(f, first);
        Assert.Same(gradient, gradient.Other);
    }

    [Fact]
    public void Cyclic_argument_has_a_gradient_of_the_same_shape()
    {
        var first = new Ring(0.7);
        var second = new Ring(1.1) { Next = first, Other = first };
        first.Next = second;
        first.Other = first;
        Check.Any((Ring r) => r.Value * r.Next!.Value * r.Next.Next!.Value * r.Other!.Value, first);
        var gradient = AD.Gradient((Ring r) => r.Value * r.Next!.Value * r.Next.Next!.Value, first);
        Assert.Same(gradient, gradient.Next!.Next);
        Assert.Same(gradient, gradient.Other);
        Assert.Same(gradient, gradient.Next.Other);
    }
}

static class MemberTestExtensions
{
    public static double Cubed(this double x) => x * x * x;

    extension(double x)
    {
        public double Half => x / 2;

        public static double Doubled(double y) => y * 2;
    }
}
