using System;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

public class RefTests
{
    sealed class Box
    {
        public double Value;
        public double Other;
        public Inner Nested;
    }

    struct Inner
    {
        public double A;
        public double B;
    }

    static void AddTo(ref double target, double x) => target += x * target;

    static void Split(double x, out double square, out double cube)
    {
        square = x * x;
        cube = square * x;
    }

    static double ReadOnly(in double x, in Inner i) => x * x * i.A;

    static void Exchange(ref double a, ref double b) => (a, b) = (b, a);

    static ref double Larger(double[] x) => ref x[0] > x[1] ? ref x[0] : ref x[1];

    static ref double At(double[] x, int i) => ref x[i];

    static ref double FieldOf(Box b) => ref b.Value;

    static bool TryRoot(double x, out double root)
    {
        root = 0;
        if (x < 0)
            return false;
        root = Math.Sqrt(x);
        return true;
    }

    [Fact]
    public void Ref_to_a_local() => Check.Two(
        (a, b) =>
        {
            var y = a;
            AddTo(ref y, b);
            AddTo(ref y, y);
            return y * y;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Ref_to_a_parameter() => Check.Two(
        (a, b) =>
        {
            AddTo(ref a, b);
            Exchange(ref a, ref b);
            return a * b * b;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Out_parameters() => Check.Scalar(
        x =>
        {
            Split(x, out var s, out var c);
            Split(s + c, out s, out _);
            return s * c;
        },
        1.5, -0.3);

    [Fact]
    public void In_parameters() => Check.Two((a, b) => ReadOnly(a * b, new Inner { A = b }) + ReadOnly(in a, default), (1, 2), (-0.5, 3));

    [Fact]
    public void Try_pattern() => Check.Scalar(x => TryRoot(x, out var r) ? r * x : -x, 2, -3);

    [Fact]
    public void Ref_to_an_element() => Check.Vector(
        x =>
        {
            AddTo(ref x[1], x[0]);
            Exchange(ref x[0], ref x[^1]);
            AddTo(ref x[0], x[1]);
            return x[0] * x[1] * x[^1];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Ref_to_elements_of_a_matrix() => Check.Any(
        (double[,] x) =>
        {
            for (var i = 0; i < 2; i++)
                AddTo(ref x[i, 1 - i], x[0, i]);
            return x[0, 1] * x[1, 0];
        },
        new double[,] { { 1, 2 }, { 3, 4 } });

    [Fact]
    public void Ref_to_fields() => Check.Two(
        (a, b) =>
        {
            var box = new Box { Value = a, Other = b };
            AddTo(ref box.Value, b);
            Exchange(ref box.Value, ref box.Other);
            AddTo(ref box.Nested.A, b);
            box.Nested.B = a;
            AddTo(ref box.Nested.B, box.Value);
            return (box.Value * box.Other) + box.Nested.A + box.Nested.B;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Ref_locals() => Check.Vector(
        x =>
        {
            ref var first = ref x[0];
            first *= x[1];
            ref var last = ref x[x.Length - 1];
            last += first;
            x[0] *= 2;
            return first * last;
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Ref_locals_in_loops() => Check.Vector(
        x =>
        {
            for (var i = 1; i < x.Length; i++)
            {
                ref var v = ref x[i];
                ref readonly var before = ref x[i - 1];
                v = (v * before) + 1;
            }

            return x[^1];
        },
        [1, 2, 3], [0.5, -1, 2, 4]);

    [Fact]
    public void Ref_returns() => Check.Vector(
        x =>
        {
            At(x, 0) *= x[1];
            At(x, 1) = x[0] * x[0];
            ref var v = ref At(x, 0);
            v += x[1];
            return x[0] * x[1];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Ref_return_of_a_field() => Check.Two(
        (a, b) =>
        {
            var box = new Box { Value = a };
            FieldOf(box) *= b;
            FieldOf(box) += box.Value * a;
            return box.Value;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Ref_return_of_one_of_two() => Check.Vector(
        x =>
        {
            Larger(x) *= 3;
            return x[0] * x[1] * x[1];
        },
        [2, 1], [1, 2]);

    [Fact]
    public void Two_refs_to_one_variable() => Check.Scalar(
        x =>
        {
            var y = x;
            Accumulate(ref y, ref y);
            return y;
        },
        1.5, -0.3);

    static void Accumulate(ref double a, ref double b)
    {
        a += b;
        b *= a;
    }

    [Fact]
    public void Refs_passed_on() => Check.Two(
        (a, b) =>
        {
            var y = a;
            Outer(ref y, b, 3);
            return y;
        },
        (1, 2), (-0.5, 3));

    static void Outer(ref double y, double x, int n)
    {
        if (n == 0)
            return;
        AddTo(ref y, x * 0.1);
        Outer(ref y, x + 1, n - 1);
        y *= 1.5;
    }

    [Fact]
    public void Ref_array_replaced() => Check.Vector(
        x =>
        {
            var y = x;
            Replace(ref y);
            y[0] *= x[1];
            return y[0] * y[1] * x[0];
        },
        [1, 2, 3], [0.5, -1]);

    static void Replace(ref double[] x) => x = [x[0] * x[1], x[0]];

    sealed class Cell
    {
        public double Value;
    }

    [Fact]
    public void Memory_that_a_ref_was_read_from_is_written_by_its_object()
    {
        static double OfField(double x)
        {
            var cell = new Cell { Value = x };
            return Overwrite(ref cell.Value, cell);
        }

        static double OfElement(double x)
        {
            double[] array = [x, 1];
            return Overwrite(ref array[0], array);
        }

        // 7 x^2 sin x
        var expected = 7 * ((2 * 1.3 * Math.Sin(1.3)) + (1.3 * 1.3 * Math.Cos(1.3)));
        foreach (var f in (Func<double, double>[])[OfField, OfElement])
        {
            Assert.Equal(expected, AD.Gradient(f)(1.3), 12);
            Assert.Equal(expected, AD.Derivative(f)(1.3), 12);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Overwrite(ref double part, Cell cell)
    {
        var y = part * part * Math.Sin(part);
        cell.Value = 7;
        return y * cell.Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Overwrite(ref double part, double[] array)
    {
        var y = part * part * Math.Sin(part);
        array[0] = 7;
        return y * array[0];
    }
}
