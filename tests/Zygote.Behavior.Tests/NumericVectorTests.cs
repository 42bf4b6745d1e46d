using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Vectors of the hardware in loops, in memory, through calls, and their masks.</summary>
public class NumericVectorTests
{
    static double Dot(double[] a, double[] b)
    {
        var sum = Vector256<double>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            sum += Vector256.LoadUnsafe(ref a[0], (nuint)i) * Vector256.LoadUnsafe(ref b[0], (nuint)i);
        var rest = Vector256.Sum(sum);
        for (; i < a.Length; i++)
            rest += a[i] * b[i];
        return rest;
    }

    static double NormByT(double[] x)
    {
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i + Vector<double>.Count <= x.Length; i += Vector<double>.Count)
        {
            var v = new Vector<double>(x, i);
            sum += v * v;
        }

        var norm = Vector.Sum(sum);
        for (; i < x.Length; i++)
            norm += x[i] * x[i];
        return Math.Sqrt(norm);
    }

    static void Scale(Span<double> x, double factor)
    {
        var by = Vector128.Create(factor);
        var i = 0;
        for (; i + 2 <= x.Length; i += 2)
            (Vector128.Create<double>(x[i..]) * by).CopyTo(x[i..]);
        for (; i < x.Length; i++)
            x[i] *= factor;
    }

    static double Rectified(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i + 4 <= x.Length; i += 4)
        {
            var v = Vector256.Create(x, i);
            var positive = Vector256.GreaterThan(v, Vector256<double>.Zero);
            sum += Vector256.Sum(Vector256.ConditionalSelect(positive, v * v, v * 0.1)) + Vector256.Sum(positive & v)
                + Vector256.Sum(Vector256.AndNot(v * v * v, positive));
        }

        return sum;
    }

    static double Signs(double a, double b)
    {
        var v = Vector128.Create(a, b);
        var sign = Vector128.Create(-0.0);
        var flipped = v ^ sign;
        var magnitude = Vector128.AndNot(v, sign);
        var copied = Vector128.ConditionalSelect(sign, v, v * v);
        var negative = magnitude | sign;
        return Vector128.Sum(flipped * Vector128.Create(1.0, 2)) + Vector128.Sum(magnitude * v) + Vector128.Sum(copied * Vector128.Create(3.0, 1))
            + Vector128.Sum(negative * Vector128.Create(2.0, 5)) + Vector128.Sum(Vector128.CopySign(v * v, -v));
    }

    sealed class Cell
    {
        public Vector256<double> State;
        public Vector2 Place;
    }

    static double InObjects(double[] x)
    {
        var cells = new Cell[2];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = new Cell { State = Vector256.Create(x[i]), Place = new Vector2((float)x[i], 2) };
        for (var step = 0; step < 3; step++)
        {
            foreach (var cell in cells)
            {
                cell.State = (cell.State * cells[0].State) + Vector256.Create(1.0, 2, 3, 4);
                cell.Place += new Vector2(0.5f, cell.Place.X);
            }
        }

        return Vector256.Dot(cells[0].State, cells[1].State) + (cells[0].Place.Y * cells[1].Place.X);
    }

    static double InArrays(double[] x)
    {
        var vectors = new Vector128<double>[x.Length];
        for (var i = 0; i < x.Length; i++)
            vectors[i] = Vector128.Create(x[i], x[i] * x[i]);
        for (var i = 1; i < vectors.Length; i++)
            vectors[i] += vectors[i - 1] * vectors[0];
        var list = new List<Vector128<double>>(vectors);
        return Vector128.Sum(list[^1] * Vector128.Create(1.0, 2)) + list[0][1];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector128<double> Power(Vector128<double> x, int n) => n == 0 ? Vector128<double>.One : x * Power(x, n - 1);

    static double Lanes(double x)
    {
        var v = Vector512.Create(x) * Vector512.Create(1.0, 2, 3, 4, 5, 6, 7, 8);
        var sum = 0.0;
        for (var i = 0; i < Vector512<double>.Count; i++)
            sum += v[i] * v.GetElement(7 - i);
        v = v.WithElement(3, x * x).WithLower(v.GetUpper() * v.GetLower());
        return sum + Vector512.Sum(v) + v.GetLower().GetLower().ToScalar();
    }

    static float Moved(float[] x)
    {
        var v = Vector128.Create(x[0], x[1], x[0] * x[1], 1);
        var mixed = Vector128.Shuffle(v, Vector128.Create(3, 2, 0, 0)) * Vector128.Create(1f, 2, 3, 4);
        var (low, high) = Vector128.Widen(mixed);
        var back = Vector128.Narrow(low * high, low + high);
        return Vector128.Sum(back * v) + Vector128.Dot(Vector128.Shuffle(v, Vector128.Create(9, 1, 2, 3)), v);
    }

    static double Branches(double x)
    {
        var v = Vector128.Create(x, 2.0);
        if (!Vector128.IsHardwareAccelerated)
            return 2 * x * x;
        return Vector128.GreaterThanAny(v, Vector128.Create(3.0)) ? Vector128.Sum(v * v) : Vector128.Sum(v) * Vector128<double>.Count;
    }

    static unsafe double ByPointers(double[] x)
    {
        fixed (double* p = x)
        {
            var v = Vector128.Load(p) * Vector128.Load(p + 1);
            v.Store(p + 2);
        }

        return x[2] * x[3] * x[0];
    }

    static double Stored(double[] x)
    {
        var y = new double[x.Length + 1];
        (Vector128.LoadUnsafe(ref x[0]) * 3.0).StoreUnsafe(ref y[0], 1);
        Vector128.Create(x[1], x[2]).CopyTo(y, 2);
        return (y[1] * y[2]) + (y[3] * y[3]);
    }

    [Fact]
    public void Loops_over_arrays()
    {
        Check.Both<double[], double[]>(Dot, ([1, 2, 3, 4, 5, 6], [0.5, -1, 2, 1, 3, -2]), ([2], [3]));
        Check.Vector(NormByT, [3, 4, 1, 2, -1, 0.5, 2, 1, -3], [0.5, -2]);
        Check.Vector(
            x =>
            {
                Scale(x, x[0]);
                return x[0] * x[1] * x[2];
            },
            [1.5, 2, 0.5], [0.7, -1, 2, 3]);
    }

    [Fact]
    public void Masks_of_comparisons() => Check.Vector(Rectified, [1, -2, 0.5, -0.1, 3, 2, -4, -1], [0.3, -0.4, 2, 1]);

    [Fact]
    public void Bits_of_the_sign() => Check.Two(Signs, (0.7, -1.3), (-0.4, 2));

    [Fact]
    public void Fields_elements_and_lists()
    {
        Check.Vector(InObjects, [0.7, -0.4]);
        Check.Vector(InArrays, [0.7, -0.4, 0.9], [2]);
    }

    [Fact]
    public void Through_recursion() => Check.Scalar(x => Vector128.Sum(Power(Vector128.Create(x, 2 * x), 3)), 0.7, -0.4);

    [Fact]
    public void Lanes_by_index() => Check.Scalar(Lanes, 0.7, -1.2);

    [Fact]
    public void Shuffled_widened_and_narrowed() => Check.Any<float[], float>(Moved, [[0.7f, 1.3f]]);

    [Fact]
    public void What_the_machine_can_is_a_constant() => Check.Scalar(Branches, 0.7, 4);

    [Fact]
    public void Pointers_and_references()
    {
        Check.Vector(ByPointers, [0.7, -1.3, 2, 1]);
        Check.Vector(Stored, [0.7, -1.3, 2]);
    }

    [Fact]
    public void Approximations_of_the_platform() => Check.Scalar(
        x =>
        {
            var v = Vector256.Create(x, 2 * x, 0.5, x * x);
            var (sin, cos) = Vector256.SinCos(v);
            return Vector256.Sum(Vector256.Exp(sin) * Vector256.Log(v) * cos) + Vector256.Sum(Vector256.Hypot(v, sin));
        },
        0.7, 1.9);

    [Fact]
    public void All_orders()
    {
        double F(double x) => Vector128.Sum(Vector128.Sqrt(Vector128.Create(x, x * x)) * Vector128.Exp(Vector128.Create(x, 1 / x)));
        double G(double x) => (Math.Sqrt(x) * Math.Exp(x)) + (Math.Sqrt(x * x) * Math.Exp(1 / x));
        for (var order = 1; order <= 5; order++)
            Check.Close([AD.NthDerivative((Func<double, double>)G, order)(1.3)], [AD.NthDerivative((Func<double, double>)F, order)(1.3)], 1e-10);
        Check.Close([AD.NthDerivative((Func<double, double>)G, 2)(1.3)], [AD.Derivative((double x) => AD.Gradient((Func<double, double>)F, x), 1.3)], 1e-10);
    }

    [Fact]
    public void As_arguments_and_results()
    {
        var g = AD.Gradient((Vector128<double> v) => Vector128.Sum(v * v * v), Vector128.Create(2.0, 3));
        Assert.Equal(Vector128.Create(12.0, 27), g);
        var (value, tangent) = AD.Pushforward((Vector<float> v) => v * v, new Vector<float>(3), new Vector<float>(2));
        Assert.Equal(new Vector<float>(9), value);
        Assert.Equal(new Vector<float>(12), tangent);
        var (_, back) = AD.Pullback((Vector256<double> v) => v.GetLower() * v.GetUpper(), Vector256.Create(1.0, 2, 3, 4));
        Assert.Equal(Vector256.Create(3.0, 8, 1, 4), back(Vector128.Create(1.0, 2)));
    }

    [Fact]
    public void Instructions_of_one_processor_are_refused()
    {
        if (!System.Runtime.Intrinsics.X86.Sse2.IsSupported)
            return;
        var refusal = Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double x) => System.Runtime.Intrinsics.X86.Sse2.Add(Vector128.Create(x), Vector128.Create(1.0)).ToScalar(), 2.0));
        Assert.Contains("it is an instruction of one kind of processor", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_numbers_are_refused()
    {
        var refusal = Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double x) => Vector128.Sum(Vector128.Create(x) & Vector128.Create(1.5)), 0.7));
        Assert.Contains("it changes some bits of a number that carries a derivative", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double x) => Vector128.Create(x).AsInt64()[0] * x, 0.7));
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double x) => (Vector128.Create(x) << 1)[0], 0.7));
    }

    [Fact]
    public void Exceptions_are_those_of_the_platform()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.Gradient((double x) => Vector128.Create(x)[2], 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.Gradient((double[] x) => Vector128.Create(x)[0], [1.0]));
        Assert.Throws<ArgumentException>(() => AD.Gradient(
            (double x) =>
            {
                var y = new double[1];
                Vector128.Create(x).CopyTo(y);
                return y[0];
            },
            1.0));
    }
}
