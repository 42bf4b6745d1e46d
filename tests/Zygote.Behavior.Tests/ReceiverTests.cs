using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Objects captured from outside on which methods are called that are known at run time only: constants, until they are not.</summary>
public class ReceiverTests
{
    static readonly double[][] Vectors = [[1.1, 2, 3], [0.5, -1, 2, 4, 0.1], [-0.3, 0.7]];

    interface ICell
    {
        void Put(double x);

        double Get();

        double Times(double x);
    }

    sealed class Cell : ICell
    {
        public double Value = 2;

        public void Put(double x) => Value = x;

        public double Get() => Value;

        public double Times(double x) => Value * x;
    }

    sealed class Summing : ICell
    {
        double _sum;

        public void Put(double x) => _sum = x == 0 ? 0 : _sum + (x * x);

        public double Get() => _sum;

        public double Times(double x) => (1 + _sum) * x;
    }

    sealed class Outer(ICell inner) : ICell
    {
        public void Put(double x) => inner.Put(2 * x);

        public double Get() => 3 * inner.Get();

        public double Times(double x) => inner.Times(x) * x;
    }

    abstract class Shape
    {
        public abstract double Area(double scale);
    }

    sealed class Square(double side) : Shape
    {
        public override double Area(double scale) => side * side * scale * scale;
    }

    sealed class Disc : Shape
    {
        public double Radius = 0.5;

        public override double Area(double scale) => Math.PI * Radius * Radius * scale * scale;
    }

    sealed class Counting : Shape
    {
        public double Seen;

        public override double Area(double scale)
        {
            Seen += scale;
            return Seen * scale;
        }
    }

    [Fact]
    public void Read_only()
    {
        Shape[] shapes = [new Square(2), new Disc(), new Square(0.3), new Disc(), new Disc()];
        Check.Vector(
            x =>
            {
                var sum = 0.0;
                for (var i = 0; i < x.Length; i++)
                    sum += shapes[i].Area(x[i]);
                return sum;
            },
            Vectors);
        List<Shape> list = [.. shapes];
        Check.Vector(
            x =>
            {
                var sum = 0.0;
                foreach (var shape in list)
                    sum += shape.Area(x[0]) * x[1];
                return sum;
            },
            Vectors);
    }

    [Fact]
    public void Written_and_read_by_its_own_calls()
    {
        ICell[] cells = [new Cell(), new Summing(), new Outer(new Cell()), new Outer(new Summing())];
        foreach (var cell in cells)
        {
            Check.Vector(
                x =>
                {
                    cell.Put(0);
                    var before = cell.Times(x[0]);
                    foreach (var item in x)
                        cell.Put(item);
                    return before + (cell.Get() * cell.Times(x[1]));
                },
                Vectors);
        }
    }

    [Fact]
    public void One_call_later_the_object_behind_it_varies()
    {
        // All three lead to the same cell; the first calls see a constant there.
        var inner = new Cell();
        ICell direct = inner;
        ICell outer = new Outer(inner);
        ICell further = new Outer(outer);
        Check.Vector(
            x =>
            {
                direct.Put(1.5);
                var sum = outer.Times(x[0]) + further.Times(x[0]);
                direct.Put(x[0] * x[1]);
                sum += outer.Times(x[1]) + further.Get();
                further.Put(x[1]);
                return sum + direct.Times(x[0]) + outer.Get();
            },
            Vectors);
    }

    [Fact]
    public void Among_many_one_that_writes()
    {
        var counting = new Counting();
        Shape[] shapes = [new Square(2), counting, new Disc(), counting, new Square(0.3)];
        Check.Vector(
            x =>
            {
                counting.Seen = 0;
                var sum = 0.0;
                for (var i = 0; i < x.Length; i++)
                    sum += shapes[i].Area(x[i]) * shapes[1].Area(x[0]);
                return sum + counting.Seen;
            },
            Vectors);
    }

    [Fact]
    public void Written_by_the_function_itself()
    {
        var disc = new Disc();
        Shape shape = disc;
        Check.Vector(
            x =>
            {
                disc.Radius = 1;
                var sum = shape.Area(x[0]);
                disc.Radius = x[1];
                return sum + shape.Area(x[0]);
            },
            Vectors);
    }

    [Fact]
    public void Delegates_that_write_what_others_read()
    {
        var kept = 1.0;
        var cell = new Cell();
        Func<double, double> read = v => kept * v * cell.Value;
        Action<double> write = v => kept = v * v;
        Action<double> put = cell.Put;
        Action<double> both = write + put;
        Check.Vector(
            x =>
            {
                both(1);
                var sum = read(x[0]);
                write(x[1]);
                sum += read(x[0]);
                put(x[0]);
                sum += read(x[1]);
                both(x[0] + x[1]);
                return sum + read(x[1]);
            },
            Vectors);
    }

    [Fact]
    public void Behind_the_argument_and_captured()
    {
        Shape[] shapes = [new Square(2), new Disc()];
        Check.Any<(Shape Own, double X)>(
            p =>
            {
                var sum = 0.0;
                foreach (var shape in shapes)
                    sum += shape.Area(p.X) * p.Own.Area(p.X);
                return sum;
            },
            (new Disc { Radius = 0.7 }, 1.2));
    }

    [Fact]
    public void A_result_that_is_an_object()
    {
        Func<ICell>[] makers = [() => new Cell(), () => new Summing()];
        ICell captured = new Cell();
        Func<ICell> finder = () => captured;
        Check.Vector(
            x =>
            {
                captured.Put(2);
                var sum = 0.0;
                foreach (var maker in makers)
                {
                    var cell = maker();
                    cell.Put(x[0]);
                    sum += cell.Times(x[1]);
                }

                finder().Put(x[1]);
                return sum + (captured.Get() * finder().Times(x[0]));
            },
            Vectors);
    }

    [Fact]
    public void A_pullback_that_is_run_again()
    {
        Shape[] shapes = [new Square(2), new Disc(), new Counting()];
        var (value, pullback) = AD.Pullback((double x) => shapes[0].Area(x) + shapes[1].Area(x) + shapes[2].Area(x), 1.5);
        var expected = 3.0 * (4 + (Math.PI / 4) + 1);
        Assert.Equal(2.25 * (4 + (Math.PI / 4) + 1), value, 1e-12);
        Assert.Equal(expected, pullback(1), 1e-12);
        Assert.Equal(2 * expected, pullback(2), 1e-12);
    }

    [Fact]
    public void Derivatives_of_derivatives()
    {
        var disc = new Disc();
        Shape[] shapes = [new Square(2), disc];
        double Total(double x) => shapes[0].Area(x) * shapes[1].Area(x);

        // 4 x^2 * pi / 4 x^2 = pi x^4
        Assert.Equal(12 * Math.PI * 4, AD.Gradient(AD.Gradient(Total))(2), 1e-10);
        Assert.Equal(12 * Math.PI * 4, AD.Derivative(AD.Gradient(Total))(2), 1e-10);
        Assert.Equal(12 * Math.PI * 4, AD.Gradient(AD.Derivative(Total))(2), 1e-10);
        Assert.Equal(24 * Math.PI * 2, AD.Gradient(AD.Gradient(AD.Derivative(Total)))(2), 1e-9);

        // What is a constant of the inner derivative varies in the outer one: by r of d/dx pi r^2 x^2 = 4 pi r x.
        var byRadius = AD.Gradient((double r) =>
        {
            Shape own = new Disc { Radius = r };
            return AD.Gradient((double x) => own.Area(x))(3.0);
        });
        Assert.Equal(4 * Math.PI * 0.5 * 3, byRadius(0.5), 1e-10);
    }

    interface IStep
    {
        void Do(double x);
    }

    sealed class Log
    {
        public double Last;
    }

    struct Pair
    {
        public double A;
        public double B;
    }

    sealed class Recorder : IStep
    {
        public readonly Log Log = new();
        public double Last;
        public Pair Pair;

        public double Count { get; private set; }

        public void Do(double x)
        {
            Last = x * x;
            Log.Last = x;
            Pair = new Pair { A = Pair.B, B = x };
            Count += x;
        }

        public void Reset() => (Count, Pair, Last, Log.Last) = (0, default, 0, 0);
    }

    sealed class Stage(double[] buffer) : IStep
    {
        public void Do(double x) => buffer[0] = x * x;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(double x) => Array.Fill(buffer, x * x);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Walk(int depth, double x)
        {
            buffer[depth] += x * depth;
            if (depth > 0)
                Walk(depth - 1, x * x);
        }
    }

    [Fact]
    public void Memory_that_a_call_wrote_is_read_directly()
    {
        var recorder = new Recorder();
        IStep step = recorder;
        IStep[] steps = [new Stage(new double[1]), recorder];
        var log = recorder.Log;
        Check.Scalar(
            x =>
            {
                recorder.Reset();
                var before = recorder.Last + log.Last + recorder.Count;
                foreach (var s in steps)
                    s.Do(x);
                step.Do(x * 2);
                var pair = recorder.Pair;
                return before + (recorder.Last * log.Last) + recorder.Count + (pair.A * recorder.Pair.B);
            },
            0.7, -1.3);
    }

    [Fact]
    public void An_array_that_a_call_wrote_is_read_directly()
    {
        var buffer = new double[4];
        IStep stage = new Stage(buffer);
        var known = new Stage(buffer);
        Check.Scalar(
            x =>
            {
                Array.Clear(buffer);
                stage.Do(x);
                var sum = buffer[0] * x;
                known.Run(2 * x);
                return sum + (buffer[0] * buffer[1]);
            },
            0.7, -1.3);
        Check.Scalar(
            x =>
            {
                Array.Clear(buffer);
                known.Walk(3, x);
                return buffer[3] + (buffer[2] * buffer[1]);
            },
            0.7, -1.3);
    }

    [Fact]
    public void Variables_that_a_delegate_wrote_are_read_directly()
    {
        var kept = 1.0;
        var pair = new Pair { A = 1 };
        var factor = 3.0; // no lambda changes it
        Action<double> write = v => kept = v * v;
        Action<double> writePair = v => pair.B = v * pair.A;
        Check.Scalar(
            x =>
            {
                pair.B = 2;
                write(x);
                writePair(x);
                var sum = factor * kept * pair.B;
                write(1);
                return sum + (kept * x);
            },
            0.7, -1.3);
    }

    sealed record Point(double X, double Y);

    sealed class Replacing : IStep
    {
        public Point Point = new(1, 2);

        public void Do(double x) => Point = new Point(x * x, x);
    }

    [Fact]
    public void An_object_of_constants_that_a_call_replaced_is_read_directly()
    {
        var replacing = new Replacing();
        IStep step = replacing;
        Check.Scalar(
            x =>
            {
                replacing.Point = new Point(1, 2);
                var before = replacing.Point.X * x;
                step.Do(x);
                return before + (replacing.Point.X * replacing.Point.Y);
            },
            0.7, -1.3);
    }

    sealed class Reader(double[] buffer) : Shape
    {
        public override double Area(double scale) => buffer[0] * scale + buffer[^1];
    }

    [Fact]
    public void An_array_read_directly_and_by_calls_before_and_after_one_writes_it()
    {
        var buffer = new double[2];
        Shape[] shapes = [new Square(2), new Reader(buffer), new Disc()];
        IStep stage = new Stage(buffer);
        Check.Vector(
            x =>
            {
                buffer[0] = buffer[1] = 1.5;
                var sum = buffer[0] * x[0];
                foreach (var shape in shapes)
                    sum += shape.Area(x[0]) * buffer[1];
                stage.Do(x[1]);
                foreach (var shape in shapes)
                    sum += shape.Area(x[0]) * buffer[0];
                return sum;
            },
            Vectors);

        // Only read in the function itself.
        buffer = [4, 3];
        Shape reader = new Reader(buffer);
        stage = new Stage(buffer);
        Check.Vector(
            x =>
            {
                var sum = buffer[1] * x[1];
                for (var i = 0; i < x.Length; i++)
                {
                    sum += reader.Area(x[i]) * buffer[1];
                    stage.Do(x[i]);
                    sum += buffer[0] * reader.Area(x[0]);
                    stage.Do(2); // as it was
                }

                return sum;
            },
            Vectors);
    }

    [Fact]
    public void An_object_read_directly_that_its_own_calls_write()
    {
        // Sums without rounding, so that it is as it was in the end.
        var counting = new Counting { Seen = 0.5 };
        Shape shape = counting;
        Check.Vector(
            x =>
            {
                var start = counting.Seen;
                var sum = 0.0;
                foreach (var item in x)
                    sum += shape.Area(item) * counting.Seen;
                shape.Area(start - counting.Seen);
                return sum;
            },
            Vectors);
    }

    [Fact]
    public void An_object_that_calls_on_constants_write_is_read_directly()
    {
        var counting = new Counting();
        Shape shape = counting;
        var buffer = new double[] { 1, 2 };
        var known = new Stage(buffer);
        Check.Vector(
            x =>
            {
                (counting.Seen, buffer[0], buffer[1]) = (0.5, 1, 2);
                var sum = 0.0;
                foreach (var item in x)
                {
                    sum += item * item * counting.Seen * buffer[0];
                    shape.Area(1.0);
                    sum += item * counting.Seen;
                    known.Run(counting.Seen);
                }

                return sum;
            },
            Vectors);
    }

    sealed class Shuffling(int[] order, double[][] rows) : Shape
    {
        public override double Area(double scale)
        {
            (order[0], order[1]) = (order[1], order[0]);
            (rows[0], rows[1]) = (rows[1], rows[0]);
            return scale;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public double Known(double scale) => Area(scale) * scale;
    }

    [Fact]
    public void Indices_and_rows_that_a_call_exchanges_are_read_directly()
    {
        int[] order = [0, 1];
        double[][] rows = [[1, 2], [3, 4]];
        var known = new Shuffling(order, rows);
        Shape shape = known;
        Check.Vector(
            x =>
            {
                var sum = 0.0;
                foreach (var item in x)
                {
                    sum += x[order[0]] * rows[0][1] * item * item;
                    sum += shape.Area(item);
                    sum += x[order[0]] * rows[0][1] * item;
                    sum += known.Known(item);
                }

                return sum;
            },
            Vectors);
    }

    [Fact]
    public void A_delegate_that_is_given_constants_overwrites_what_varies()
    {
        var buffer = new double[] { 1, 2 };
        var cell = new Cell();
        Func<double, double> overwrite = v =>
        {
            cell.Value = buffer[1] * v;
            buffer[0] = 0.25;
            return v;
        };
        IComparable<double> asInterface = new Overwriting(buffer);
        Check.Vector(
            x =>
            {
                (cell.Value, buffer[0], buffer[1]) = (1, 2, 3);
                buffer[0] = x[0];
                buffer[1] = x[1] * x[0];
                var sum = buffer[0] * cell.Value;
                overwrite(0.6);
                sum += x[0] * buffer[0] * cell.Value;
                asInterface.CompareTo(1);
                return sum + buffer[0] + (buffer[1] * x[1]);
            },
            Vectors);
    }

    sealed class Overwriting(double[] buffer) : IComparable<double>
    {
        public int CompareTo(double other)
        {
            (buffer[0], buffer[1]) = (buffer[1] * other, 2);
            return 0;
        }
    }

    sealed class Exchanging(double[][] rows) : Shape
    {
        public double[][] Rows => rows;

        public override double Area(double scale)
        {
            (Rows[0], Rows[1]) = (Rows[1], Rows[0]);
            return scale;
        }
    }

    [Fact]
    public void Rows_exchanged_under_another_name()
    {
        double[][] rows = [[1, 2], [3, 4], [5, 6]];
        var known = new Exchanging(rows);
        Shape shape = known;
        foreach (var isKnown in new[] { true, false })
        {
            Check.Vector(
                x =>
                {
                    for (var i = 0; i < 3; i++)
                        (rows[i][0], rows[i][1]) = (i, 1);
                    (rows[0], rows[2]) = (rows[2], rows[0]);
                    (rows[0], rows[2]) = (rows[2], rows[0]);
                    rows[0][0] = x[0];
                    rows[1][0] = x[1] * x[0];
                    var sum = rows[0][0] * rows[1][1];
                    for (var i = 0; i < 4; i++)
                    {
                        sum += (isKnown ? known.Area(x[1]) : shape.Area(x[1])) * rows[0][0];
                        rows[i % 3][1] = rows[0][0] * 0.5;
                    }

                    return sum + (rows[0][1] * rows[1][1]);
                },
                Vectors);
        }
    }

    [Fact]
    public void One_of_several_where_ways_join()
    {
        var disc = new Disc();
        Shape square = new Square(2);
        Shape counting = new Counting();
        List<Shape?> list = [disc, null, square];
        Check.Vector(
            x =>
            {
                var sum = 0.0;
                var last = square;
                foreach (var item in x)
                {
                    var chosen = item > 1 ? disc : item > 0.3 ? square : last;
                    sum += chosen.Area(item);
                    last = list[item > 0 ? 0 : 2] ?? counting;
                    sum += last.Area(item * item) * (list[1]?.Area(item) ?? 1);
                }

                return sum;
            },
            Vectors);

        // One of them is made of the argument, or written.
        Check.Vector(
            x =>
            {
                disc.Radius = 0.5;
                var sum = 0.0;
                foreach (var item in x)
                {
                    var own = new Disc { Radius = item };
                    Shape chosen = item > 1 ? own : item > 0.3 ? square : disc;
                    sum += chosen.Area(x[0]);
                    disc.Radius += item;
                }

                return sum;
            },
            Vectors);
    }

    class Nested<T>(double factor) : Shape
    {
        public override double Area(double scale) => factor * scale * scale;
    }

    [Fact]
    public void More_classes_than_a_call_keeps_at_hand()
    {
        var shapes = new Shape[150];
        var type = typeof(int);
        for (var i = 0; i < shapes.Length; i++)
        {
            if (i % 10 == 0)
                type = typeof(double);
            type = typeof(Nested<>).MakeGenericType(i < 75 ? type : type.MakeArrayType(2));
            shapes[i] = (Shape)Activator.CreateInstance(type, 1.0 + i)!;
        }

        double Total(double x)
        {
            var sum = 0.0;
            for (var round = 0; round < 2; round++)
            {
                foreach (var shape in shapes)
                    sum += shape.Area(x);
            }

            return sum;
        }

        var slope = 2 * shapes.Length * (shapes.Length + 1.0);
        Assert.Equal(slope * 1.5, AD.Gradient(Total)(1.5), 1e-8);
        Assert.Equal(slope * 1.5, AD.Derivative(Total)(1.5), 1e-8);
    }
}
