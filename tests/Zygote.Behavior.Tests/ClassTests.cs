using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

public class ClassTests
{
    class Animal(double weight)
    {
        public double Weight = weight;

        public virtual double Food(double x) => Weight * x;

        public double Twice(double x) => Food(x) + Food(2 * x);
    }

    class Cat(double weight, double lives) : Animal(weight)
    {
        public double Lives { get; set; } = lives;

        public override double Food(double x) => base.Food(x) * Lives;
    }

    sealed class Lion(double weight) : Cat(weight, 1)
    {
        public override double Food(double x) => (x * x * Weight) + Lives;
    }

    interface IFunction
    {
        double At(double x);

        double Twice(double x) => At(At(x));
    }

    sealed class Square : IFunction
    {
        public double At(double x) => x * x;
    }

    sealed class Scaled(IFunction inner, double factor) : IFunction
    {
        public double At(double x) => factor * inner.At(x);
    }

    sealed class Power(int n) : IFunction
    {
        public double At(double x)
        {
            var y = 1.0;
            for (var i = 0; i < n; i++)
                y *= x;
            return y;
        }

        public double Twice(double x) => 2 * At(x);
    }

    abstract class Node
    {
        public abstract double Value(double x);
    }

    sealed class Leaf(double k) : Node
    {
        public readonly double K = k;

        public override double Value(double x) => K * x;
    }

    sealed class Sum(Node left, Node right) : Node
    {
        public readonly Node Left = left;
        public readonly Node Right = right;

        public override double Value(double x) => Left.Value(x) + Right.Value(x);
    }

    sealed class Product(Node left, Node right) : Node
    {
        public readonly Node Left = left;
        public readonly Node Right = right;

        public override double Value(double x) => Left.Value(x) * Right.Value(x);
    }

    sealed class Link
    {
        public double Value;
        public Link? Next;
    }

    sealed class Tree
    {
        public double Value;
        public Tree? Left;
        public Tree? Right;

        public double Total => Value + (Left?.Total * 2 ?? 0) + (Right?.Total * Value ?? 0);
    }

    sealed record Point(double X, double Y)
    {
        public double Norm2 => (X * X) + (Y * Y);
    }

    sealed record Line(Point From, Point To, string Name);

    sealed class Model
    {
        public double[] Weights = [];
        public double Bias;
        public Layer Inner = new();
        public int Steps;
        public string Name = "";

        public double Predict(double x)
        {
            var y = Bias;
            for (var i = 0; i < Weights.Length; i++)
                y += Weights[i] * Math.Pow(x, i + 1);
            for (var i = 0; i < Steps; i++)
                y = Inner.Apply(y);
            return y;
        }
    }

    sealed class Layer
    {
        public double Gain = 1;

        public double[,] Table { get; set; } = new double[2, 2];

        public double Apply(double y) => Math.Tanh(Gain * y) + Table[0, 1] - (Table[1, 0] * y);
    }

    sealed class Accumulator
    {
        double _sum;
        int _count;

        public double Mean => _sum / _count;

        public Accumulator Add(double x)
        {
            _sum += x;
            _count++;
            return this;
        }
    }

    class Holder<T>
    {
        public T? Item;

        public Holder<T> With(T item)
        {
            Item = item;
            return this;
        }
    }

    sealed class Cache
    {
        public double Last;
        public double[] History = new double[8];

        public double this[int i]
        {
            get => History[i];
            set => History[i] = value * Last;
        }
    }

    static class Constants
    {
        public static readonly double Rate = Math.Exp(0.5);
        public static readonly Point Origin = new(0.5, -0.25);
        public static double Current = 3;
        public const int Steps = 4;
    }

    [Fact]
    public void Fields_and_properties() => Check.Two(
        (a, b) =>
        {
            var c = new Cat(a, b) { Lives = a * b };
            c.Weight += c.Lives;
            c.Lives *= 2;
            return c.Weight * c.Lives;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Inheritance_and_virtual_calls() => Check.Two(
        (a, b) =>
        {
            Animal[] animals = [new(a), new Cat(b, a), new Lion(a * b)];
            var food = 0.0;
            foreach (var animal in animals)
                food += animal.Food(b) * animal.Twice(a);
            return food;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Virtual_call_chosen_by_data() => Check.Two(
        (a, b) =>
        {
            Animal animal = a > 0 ? new Cat(b, a) : new Lion(b);
            return animal.Twice(a);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Interfaces() => Check.Scalar(
        x =>
        {
            IFunction f = new Scaled(new Square(), x);
            IFunction g = new Power(3);
            return f.At(g.At(x)) + f.Twice(x) + g.Twice(x);
        },
        1.1, -0.4);

    static IFunction Pick(int i) => i switch
    {
        0 => new Square(),
        1 => new Power(3),
        _ => new Scaled(Pick(i - 1), 0.5),
    };

    [Fact]
    public void Interface_objects_captured()
    {
        for (var i = 0; i < 4; i++)
        {
            var f = Pick(i);
            Check.Scalar(x => (f.At(x) * x) + f.Twice(x), 1.1, -0.4);
        }
    }

    [Fact]
    public void Expression_tree_of_nodes() => Check.Two(
        (a, b) =>
        {
            Node n = new Sum(new Product(new Leaf(a), new Leaf(b)), new Leaf(3));
            n = new Product(n, new Sum(n, new Leaf(a)));
            return n.Value(b);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Nodes_as_argument() => Check.Any((Node n) => n.Value(2) * n.Value(0.5), new Sum(new Product(new Leaf(2), new Leaf(3)), new Leaf(-1)));

    [Fact]
    public void Linked_list_built_and_walked() => Check.Vector(
        x =>
        {
            Link? head = null;
            foreach (var v in x)
                head = new Link { Value = v * x[0], Next = head };
            var y = 1.0;
            for (var l = head; l is not null; l = l.Next)
            {
                y = (y * 0.5) + (l.Value * l.Value);
                if (l.Next is not null)
                    l.Next.Value += 0.1 * l.Value;
            }

            return y;
        },
        [1, 2, 3], [0.5, -1, 2, 4, 0.1], []);

    [Fact]
    public void Linked_list_as_argument() => Check.Any(
        (Link? l) =>
        {
            var y = 1.0;
            for (; l is not null; l = l.Next)
                y *= l.Value;
            return y;
        },
        new Link { Value = 2, Next = new Link { Value = 3, Next = new Link { Value = -1 } } });

    static Link Reverse(Link head)
    {
        Link? result = null;
        for (var l = head; l is not null;)
        {
            var next = l.Next;
            l.Next = result;
            result = l;
            l = next;
        }

        return result!;
    }

    [Fact]
    public void Linked_list_reversed_in_place() => Check.Vector(
        x =>
        {
            Link? head = null;
            foreach (var v in x)
                head = new Link { Value = v, Next = head };
            head = Reverse(head!);
            var y = 0.0;
            var weight = 1.0;
            for (var l = head; l is not null; l = l.Next)
                y += l.Value * l.Value * (weight *= 2);
            return y;
        },
        [1, 2, 3], [0.5, -1, 2, 4, 0.1]);

    [Fact]
    public void Circular_list() => Check.Two(
        (a, b) =>
        {
            var p = new Link { Value = a };
            var q = new Link { Value = b, Next = p };
            p.Next = q;
            var l = p;
            for (var i = 0; i < 5; i++)
            {
                l!.Value *= l.Next!.Value * 0.5;
                l = l.Next;
            }

            return p.Value + q.Value;
        },
        (1, 2), (-0.5, 3));

    static Tree Build(double x, int depth) => depth == 0
        ? new Tree { Value = x }
        : new Tree { Value = x * depth, Left = Build(x * 0.5, depth - 1), Right = Build(x + 1, depth - 1) };

    static double Fold(Tree? t) => t is null ? 1 : (t.Value * Fold(t.Left)) + Fold(t.Right);

    [Fact]
    public void Trees_with_recursion() => Check.Scalar(x => Fold(Build(x, 3)) * Build(x, 2).Total, 0.5, -0.3);

    [Fact]
    public void Trees_as_argument() => Check.Any(
        (Tree t) => Fold(t) * t.Total,
        new Tree { Value = 2, Left = new Tree { Value = 3 }, Right = new Tree { Value = 0.5, Left = new Tree { Value = -1 } } });

    [Fact]
    public void Shared_subtree_in_the_argument()
    {
        var shared = new Tree { Value = 3 };
        Check.Any((Tree t) => t.Left!.Value * t.Right!.Value * t.Value, new Tree { Value = 2, Left = shared, Right = shared });
    }

    [Fact]
    public void Records() => Check.Two(
        (a, b) =>
        {
            var p = new Point(a, b);
            var q = p with { X = p.Y * p.Y };
            var line = new Line(p, q, "l");
            var other = line with { To = line.From with { Y = 3 * a } };
            var (x, y) = other.To;
            return (line.To.Norm2 * other.From.X) + (x * y);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Records_as_argument() => Check.Any((Line l) => (l.From.X * l.To.Y) + (l.From.Norm2 * l.To.X), new Line(new Point(1, 2), new Point(3, 4), "l"));

    [Fact]
    public void Gradient_of_a_record_has_its_shape()
    {
        var g = AD.Gradient((Line l) => l.From.X * l.To.Y, new Line(new Point(1, 2), new Point(3, 4), "l"));
        Assert.Equal(new Point(4, 0), g.From);
        Assert.Equal(new Point(0, 1), g.To);
    }

    static Model NewModel() =>
        new() { Weights = [0.5, -0.2], Bias = 0.1, Steps = 2, Name = "m", Inner = new Layer { Gain = 0.7, Table = new double[,] { { 1, 2 }, { 3, 4 } } } };

    [Fact]
    public void Model_with_nested_objects_and_arrays() => Check.Any((Model m) => m.Predict(1.3) * m.Predict(-0.4), NewModel());

    [Fact]
    public void Model_and_number() => Check.Both((Model m, double x) => m.Predict(x) * m.Bias, (NewModel(), 0.8));

    [Fact]
    public void Object_changed_through_an_alias() => Check.Two(
        (a, b) =>
        {
            var p = new Link { Value = a };
            var q = p;
            q.Value *= b;
            p.Next = q;
            p.Next.Value += a;
            return p.Value * q.Value;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Object_changed_in_a_method() => Check.Two(
        (a, b) =>
        {
            var s = new Accumulator();
            s.Add(a).Add(b * b);
            for (var i = 0; i < 3; i++)
                s.Add(s.Mean * a);
            return s.Mean;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Argument_object_changed() => Check.Any(
        (Model m) =>
        {
            m.Bias *= m.Weights[0];
            m.Weights[1] += m.Bias;
            m.Inner.Gain = m.Weights[1] * m.Inner.Gain;
            return m.Predict(0.5);
        },
        NewModel());

    [Fact]
    public void Argument_object_rewired() => Check.Any(
        (Model m) =>
        {
            var old = m.Inner;
            m.Inner = new Layer { Gain = m.Bias * old.Gain };
            m.Weights = [m.Weights[0] * 2, m.Bias];
            return m.Predict(0.5) * old.Table[0, 1];
        },
        NewModel());

    [Fact]
    public void Generic_classes() => Check.Two(
        (a, b) =>
        {
            var h = new Holder<double>().With(a * b);
            var g = new Holder<Holder<double>>().With(h);
            h.Item *= 2;
            var k = new Holder<double[]>().With([a, g.Item!.Item]);
            return k.Item![1] * k.Item[0];
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Indexers() => Check.Two(
        (a, b) =>
        {
            var c = new Cache { Last = a };
            c[0] = b;
            c.Last = c[0];
            c[1] = a;
            c[0] += c[1];
            return c[0] * c[1];
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Static_members() => Check.Scalar(
        x =>
        {
            var y = x;
            for (var i = 0; i < Constants.Steps; i++)
                y = (y * Constants.Rate) + (Constants.Origin.X * x * y * 0.1);
            return y * Constants.Current;
        },
        0.5);

    [Fact]
    public void Static_field_read_at_call_time()
    {
        var g = AD.Gradient((double x) => x * Constants.Current);
        Constants.Current = 5;
        Assert.Equal(5, g(1));
        Constants.Current = 3;
        Assert.Equal(3, g(1));
    }

    [Fact]
    public void Type_tests_and_casts() => Check.Two(
        (a, b) =>
        {
            object[] items = [new Leaf(a), new Link { Value = b }, new Point(a, b), "text"];
            var y = 0.0;
            foreach (var item in items)
            {
                y += item switch
                {
                    Leaf leaf => leaf.K * b,
                    Link { Value: > 0 } link => link.Value * link.Value,
                    Point(var p, var q) => p * q,
                    _ => a,
                };
            }

            return y + ((Leaf)items[0]).K;
        },
        (1, 2), (-0.5, 3), (1, -2));

    [Fact]
    public void Lists() => Check.Vector(
        x =>
        {
            var list = new List<double>();
            foreach (var v in x)
                list.Add(v * x[0]);
            list[0] *= 3;
            var y = 0.0;
            for (var i = 0; i < list.Count; i++)
                y += list[i] * list[list.Count - 1 - i];
            return y;
        },
        [1, 2, 3], [0.5, -1, 2, 4, 0.1]);

    [Fact]
    public void Lists_as_argument() => Check.Any(
        (List<double> x) =>
        {
            var y = 1.0;
            for (var i = 0; i < x.Count; i++)
                y += x[i] * x[i] * y;
            return y;
        },
        new List<double> { 1, 2, 0.5 }, new List<double>());

    [Fact]
    public void List_with_foreach() => Check.Any(
        (List<double> x) =>
        {
            var y = 1.0;
            foreach (var v in x)
                y *= v;
            return y;
        },
        new List<double> { 1, 2, 0.5 });

    [Fact]
    public void Object_as_result() => Check.Curve(x => new Model { Bias = x * x, Weights = [x, Math.Sin(x)], Steps = 3 }, 0.5, 2);

    [Fact]
    public void Object_result_with_shared_parts()
    {
        var (value, pullback) = AD.Pullback((double[] x) =>
        {
            var shared = new Tree { Value = x[0] * x[1] };
            return new Tree { Value = x[0], Left = shared, Right = shared };
        })([2, 3]);
        Assert.Same(value.Left, value.Right);
        Assert.Equal([3 * 11.0 + 100, 2 * 11], pullback(new Tree { Value = 100, Left = new Tree { Value = 1 }, Right = new Tree { Value = 10 } }));
    }

    sealed class Hidden(double start)
    {
        readonly double _start = start;
        double _value = start;

        double Scaled(double by) => _value * by * _start;
    }

    static class Reach
    {
        [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
        public static extern Hidden New(double start);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
        public static extern ref double Value(Hidden hidden);

        [UnsafeAccessor(UnsafeAccessorKind.Method)]
        public static extern double Scaled(Hidden hidden, double by);
    }

    static class ReachList<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_items")]
        public static extern ref T[] Items(List<T> list);
    }

    [Fact]
    public void Accessors_of_private_members() => Check.Scalar(
        x =>
        {
            var hidden = Reach.New(x * x);
            Reach.Value(hidden) *= x;
            var list = new List<double> { x, 2 * x };
            ReachList<double>.Items(list)[1] *= x;
            return Reach.Scaled(hidden, x) + list[1];
        },
        0.5, 2);

    [Fact]
    public void Captured_objects_are_constants()
    {
        var m = NewModel();
        Check.Scalar(x => m.Predict(x), 0.7);
        Check.Scalar(x => (new double[] { m.Bias })[0] * x * m.Weights[1], 0.7);
    }

    [Fact]
    public void Captured_object_used_as_scratch()
    {
        var scratch = new double[3];
        Check.Two(
            (a, b) =>
            {
                scratch[0] = a * b;
                scratch[1] = scratch[0] * a;
                scratch[2] = 2;
                return scratch[0] * scratch[1] * scratch[2];
            },
            (1, 2), (-0.5, 3));
        Assert.Equal(2, scratch[2]);
    }

    [Fact]
    public void Static_constructors() => Check.Scalar(x => x * Lazily.Value * Lazily.Value, 2);

    static class Lazily
    {
        public static readonly double Value;

        static Lazily() => Value += 3;
    }
}
