using System;
using System.Globalization;
using System.Collections.Generic;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Taylor coefficients: closed forms, and against derivatives taken one after the other.</summary>
public class TaylorTests
{
    static void Same(double[] expected, double[] actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var k = 0; k < expected.Length; k++)
        {
            var scale = Math.Max(1, Math.Abs(expected[k]));
            Assert.True(
                expected[k].Equals(actual[k]) || Math.Abs(expected[k] - actual[k]) <= tolerance * scale,
                $"coefficient {k}: {expected[k]:R} expected, {actual[k]:R} found");
        }
    }

    static double[] Powers(double ratio, int count, double first = 1) =>
        [.. Enumerable.Range(0, count).Select(k => first * Math.Pow(ratio, k))];

    static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (p, k) => p * k);

    static double[] Exponential(double x, int order, double rate = 1) =>
        [.. Enumerable.Range(0, order + 1).Select(k => Math.Exp(rate * x) * Math.Pow(rate, k) / Factorial(k))];

    [Fact]
    public void Exponential_and_sine()
    {
        Same(Exponential(0.5, 12), AD.Taylor(Math.Exp, 12)(0.5));
        Same(
            [.. Enumerable.Range(0, 13).Select(k => Math.Sin(0.3 + (k * Math.PI / 2)) / Factorial(k))],
            AD.Taylor(Math.Sin, 12)(0.3));
    }

    [Fact]
    public void Geometric_series()
    {
        Same(Powers(-0.5, 13, 0.5), AD.Taylor(x => 1 / x, 12)(2));
        Same(Powers(2, 13, 2), AD.Taylor(x => 1 / (1 - x), 12)(0.5), 1e-11);
    }

    [Fact]
    public void Order_zero_and_one()
    {
        Same([8], AD.Taylor(x => x * x * x, 0)(2));
        Same([8, 12], AD.Taylor(x => x * x * x, 1)(2));
        Same([5], AD.Taylor((double[] v) => v[0] + v[1], 0)([2, 3], [1, 1]));
    }

    static double Loop(double x)
    {
        var p = 1.0;
        for (var i = 0; i < 5; i++)
            p *= x;
        return p;
    }

    static double Newton(double x)
    {
        var root = x;
        for (var i = 0; i < 60; i++)
        {
            var next = 0.5 * (root + (x / root));
            if (next == root)
                break;
            root = next;
        }

        return root;
    }

    static double Recursive(double x, int n) => n == 0 ? Math.Exp(x) : x * Recursive(x * 0.5, n - 1) + n;

    static double ByArray(double x)
    {
        var a = new double[6];
        a[0] = 1;
        for (var i = 1; i < a.Length; i++)
            a[i] = (a[i - 1] * x) + (i > 1 ? a[i - 2] * a[i - 2] : 0);
        return a.Sum() * a[3];
    }

    sealed class Cell
    {
        public double Value;
        public Cell? Next;
    }

    static double ByObjects(double x)
    {
        var first = new Cell { Value = x };
        first.Next = new Cell { Value = Math.Sin(x), Next = first };
        for (var c = first; c.Value < 3; c = c.Next!)
            c.Next!.Value = (c.Next.Value * c.Value) + 1;
        return first.Value / first.Next.Value;
    }

    static double ByClosure(double x)
    {
        var sum = x;
        Action<double> add = y => sum += y * x;
        add(Math.Cos(x));
        add(sum * sum);
        return sum;
    }

    interface IShape
    {
        double Area(double scale);
    }

    sealed class Circle(double radius) : IShape
    {
        public double Area(double scale) => Math.PI * radius * radius * scale;
    }

    sealed class Square(double side) : IShape
    {
        public double Area(double scale) => side * side / scale;
    }

    static double ByInterface(double x)
    {
        IShape[] shapes = [new Circle(x), new Square(x * x), new Circle(Math.Exp(x))];
        var sum = 0.0;
        foreach (var s in shapes)
            sum += s.Area(x);
        return sum;
    }

    static double ByDelegates(double x)
    {
        var all = new List<Func<double, double>> { Math.Sin, y => y * y * x, y => x / y };
        var y = x;
        foreach (var f in all)
            y = f(y);
        return y;
    }

    readonly record struct Pair(double A, double B)
    {
        public Pair Times(Pair o) => new((A * o.A) - (B * o.B), (A * o.B) + (B * o.A));
    }

    static double ByStructs(double x)
    {
        var p = new Pair(x, Math.Sqrt(x));
        var q = p;
        for (var i = 0; i < 3; i++)
            q = q.Times(p);
        return q.A + (2 * q.B);
    }

    static double ByBranches(double x) => x > 0.5 ? x * x * x : -x;

    static double ByKinks(double x) =>
        Math.Abs(-x * x) + Math.Max(x, 0.1 * x * x) + Math.Clamp(x * x, -4, 4) + Math.Atan2(x, 2 * x * x) + (x % 0.5);

    static double ByPowers(double x) => Math.Pow(x, 3) + Math.Pow(x, -1.5) + Math.Pow(1.5, x) + Math.Pow(x, x);

    public static TheoryData<string> Names => [.. Programs.Keys];

    static readonly Dictionary<string, Func<double, double>> Programs = new()
    {
        ["loop"] = Loop,
        ["newton"] = Newton,
        ["recursive"] = x => Recursive(x, 6),
        ["array"] = ByArray,
        ["objects"] = ByObjects,
        ["closure"] = ByClosure,
        ["interface"] = ByInterface,
        ["delegates"] = ByDelegates,
        ["structs"] = ByStructs,
        ["branches"] = ByBranches,
        ["kinks"] = ByKinks,
        ["powers"] = ByPowers,
    };

    static double Difference(Func<double, double> f, double x, int order)
    {
        // Richardson's extrapolation of the central difference of that order.
        var table = new double[7, 7];
        for (var i = 0; i < 7; i++)
        {
            var h = 0.04 / (1 << i) * 2;
            var sum = 0.0;
            var binomial = 1.0;
            for (var j = 0; j <= order; j++)
            {
                sum += (j % 2 == 0 ? 1 : -1) * binomial * f(x + (((order / 2.0) - j) * h));
                binomial = binomial * (order - j) / (j + 1);
            }

            table[i, 0] = sum / Math.Pow(h, order);
            for (var k = 1; k <= i; k++)
                table[i, k] = table[i, k - 1] + ((table[i, k - 1] - table[i - 1, k - 1]) / (Math.Pow(4, k) - 1));
        }

        return table[3, 3];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Programs_agree_with_differences(string name)
    {
        var f = Programs[name];
        foreach (var x in new[] { 0.7, 1.3 })
        {
            var c = AD.Taylor(f, 5)(x);
            Assert.Equal(f(x), c[0], 1e-12);
            Same([c[1]], [AD.Derivative(f, x)], 1e-11);
            for (var k = 2; k <= 3; k++)
                Same([Difference(f, x, k)], [c[k] * Factorial(k)], 2e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Higher_orders_are_consistent_between_points(string name)
    {
        // The series at x, evaluated at x + t, is the series at x + t.
        var f = Programs[name];
        const double t = 0.01;
        var at = AD.Taylor(f, 14)(0.9);
        var moved = AD.Taylor(f, 4)(0.9 + t);
        for (var k = 0; k <= 4; k++)
        {
            var sum = 0.0;
            for (var j = 14; j >= k; j--)
                sum = (sum * t) + (at[j] * (Factorial(j) / Factorial(k) / Factorial(j - k)));
            Same([sum], [moved[k]], 1e-9);
        }
    }

    [Fact]
    public void Powers_at_zero()
    {
        Same([0, 0, 0, 1, 0, 0], AD.Taylor(x => Math.Pow(x, 3), 5)(0));
        Same([0, 1, 0, 0], AD.Taylor(x => Math.Pow(x, 1), 3)(0));
        Same([1, 0, 0], AD.Taylor(x => Math.Pow(x, 0), 2)(0));
        Assert.Equal(6, AD.NthDerivative(x => Math.Pow(x, 3), 3)(0));
    }

    [Fact]
    public void Strong_zeros()
    {
        Same([0, 1, 0, 0], AD.Taylor(x => x + (0 * Math.Sqrt(x)), 3)(0));
        Same([0, 1, 0, 0], AD.Taylor(x => x > 0 ? Math.Sqrt(x) : x, 3)(0));
        Same([0, 0, 0, 0], AD.Taylor(x => Math.Abs(x) * Math.Sqrt(0 * x), 3)(0));
    }

    [Fact]
    public void Infinite_and_undefined()
    {
        Assert.Equal(double.PositiveInfinity, AD.Taylor(Math.Sqrt, 1)(0)[1]);
        Assert.All(AD.Taylor(x => Math.Exp(x) * x, 4)(double.NaN), c => Assert.True(double.IsNaN(c)));
    }

    [Fact]
    public void Along_a_direction()
    {
        static double F(double[] v) => Math.Exp(v[0] * v[1]) + (v[2] * v[2] * v[0]);
        double[] x = [0.3, -0.4, 1.1];
        double[] d = [0.7, 0.2, -0.5];
        Same(
            AD.Taylor((double t) => F([0.3 + (0.7 * t), -0.4 + (0.2 * t), 1.1 - (0.5 * t)]), 8)(0),
            AD.Taylor(F, 8)(x, d));
        Assert.Equal([0.3, -0.4, 1.1], x);
        Assert.Equal([0.7, 0.2, -0.5], d);
        Assert.Throws<ArgumentException>(() => AD.Taylor(F, 2)(x, [1, 2]));
    }

    [Fact]
    public void Along_a_direction_of_objects_and_tuples()
    {
        Same([6, 5, 1, 0], AD.Taylor(((double A, double B) p) => p.A * p.B, 3)((2, 3), (1, 1)));
        Same(
            [9, 6, 1],
            AD.Taylor((Cell c) => c.Next!.Value * c.Value, 2)(
                new Cell { Value = 3, Next = new Cell { Value = 3 } }, new Cell { Value = 1, Next = new Cell { Value = 1 } }));
    }

    [Fact]
    public void Writes_into_the_argument()
    {
        static double Overwrite(double[] v)
        {
            v[0] *= v[1];
            v[1] *= v[0];
            return v[1];
        }

        Same([12, 16, 7, 1, 0], AD.Taylor(Overwrite, 4)([3, 2], [1, 1]));
    }

    static readonly double[] Captured = new double[4];

    [Fact]
    public void Captured_objects()
    {
        var buffer = new double[3];
        double F(double x)
        {
            buffer[0] = x * x;
            buffer[1] = buffer[0] * x;
            Captured[2] = 1;
            return buffer[1] * buffer[0];
        }

        Same([32, 80, 80, 40, 10, 1, 0], AD.Taylor(F, 6)(2));
    }

    [Fact]
    public void Float()
    {
        Assert.Equal([8f, 12f, 6f, 1f, 0f], AD.Taylor((float x) => x * x * x, 4)(2f));
        var c = AD.Taylor((float x) => MathF.Exp(x), 4, 0f);
        Assert.Equal([1f, 1f, 0.5f, 1f / 6, 1f / 24], c);
        Assert.Equal([2f, 3f, 1f], AD.Taylor((float[] v) => v[0] * v[1], 2)([1f, 2f], [1f, 1f]));
    }

    [Fact]
    public void Exceptions_arrive()
    {
        var f = AD.Taylor(x => x > 1 ? throw new InvalidOperationException("large") : x * x, 3);
        Same([0.25, 1, 1, 0], f(0.5));
        Assert.Equal("large", Assert.Throws<InvalidOperationException>(() => f(2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.Taylor(Math.Exp, -1));
    }

    [Fact]
    public void Tensors()
    {
        static double F(double[] v) => v[0] * v[0] * v[1] * v[2] + Math.Exp(v[1]);
        var t = AD.DerivativeTensor(F, 3)([2, 0.5, 3]);
        Assert.Equal(2 * 3.0, t[0, 0, 1], 1e-10);
        Assert.Equal(2 * 2.0, t[1, 2, 0], 1e-10);
        Assert.Equal(Math.Exp(0.5), t[1, 1, 1], 1e-10);
        Assert.Equal(0, t[0, 0, 0], 1e-10);
        Assert.Equal(0, t[2, 2, 1], 1e-10);
        Assert.Equal(2.0, AD.DerivativeTensor(F, 4)([2, 0.5, 3])[0, 1, 0, 2], 1e-9);
        Assert.Equal(F([2, 0.5, 3]), AD.DerivativeTensor(F, 0)([2, 0.5, 3])[[]], 1e-12);
        Assert.Throws<ArgumentException>(() => t[0, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => t[0, 1, 3]);
    }

    [Fact]
    public void Large_orders()
    {
        Same(Powers(-0.5, 41, 0.5), AD.Taylor(x => 1 / x, 40)(2), 1e-10);
        Same(Exponential(0.25, 40, 2), AD.Taylor(x => Math.Exp(x) * Math.Exp(x), 40)(0.25), 1e-10);
    }

    /// <summary>Products of long series are computed whole, by other code than those of short ones.</summary>
    [Fact]
    public void Long_products()
    {
        var sums = Exponential(0, 30, 1);
        for (var k = 1; k < sums.Length; k++)
            sums[k] += sums[k - 1];
        Same(sums, AD.Taylor(x => Math.Exp(x) * (1 / (1 - x)), 30)(0), 1e-13);
        Same(sums[..15], [.. AD.Taylor((float x) => MathF.Exp(x) * (1 / (1 - x)), 14)(0f).Select(c => (double)c)], 1e-6);

        Func<double, double>[] functions =
        [
            x => Math.Exp(x) * Math.Sqrt(x), x => Math.Exp(x) * Math.Sqrt(x) * 0, x => (x - Math.Exp(x)) * Math.Log(x),
            x => Math.Exp(100 * x) * Math.Exp(-x) * 1e300, x => Math.Sin(x) * (x > 0 ? Math.Sin(x) : Math.Cbrt(x)),
        ];
        foreach (var f in functions)
        {
            foreach (var x in (double[])[0, 0.5, -0.5, 40, double.PositiveInfinity, double.NaN])
            {
                var all = AD.Taylor(f, 17)(x);
                foreach (var order in (int[])[4, 6, 7, 8, 10, 11, 12, 13])
                    Same(AD.Taylor(f, order)(x), all[..(order + 1)], 1e-12);
            }
        }
    }

    /// <summary>Each call of a function with long products has arrays of its own, which its loop uses again and again.</summary>
    static double Tree(double x, int depth)
    {
        var s = Math.Exp(x);
        for (var i = 0; i < 3; i++)
            s = s * (1 - (0.5 * s)) * Math.Sin(x + i);
        return depth == 0 ? s : s * Tree(x * 0.5, depth - 1) * Tree(x + 0.25, depth - 1);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(15)]
    public void Long_products_in_loops_and_recursion(int order)
    {
        var few = AD.Taylor((double x) => Tree(x, 3), 5)(0.7);
        Same(few, AD.Taylor((double x) => Tree(x, 3), order)(0.7)[..6], 1e-12);

        // The same code differentiated once more: coefficient 4 of f(x p) is that of f(x) times p^4, and so on.
        var scaled = AD.Gradient((double p) => AD.Taylor((double x) => Tree(x * p, 2), order)(0.0)[4])(1.0);
        Check.Close([4 * AD.Taylor((double x) => Tree(x, 2), 5)(0.0)[4]], [scaled]);
    }

    [Fact]
    public void Gradients_of_coefficients_of_long_products()
    {
        foreach (var (k, order) in (ReadOnlySpan<(int, int)>)[(5, 7), (7, 7), (8, 10), (9, 11), (11, 12), (13, 16), (15, 16)])
        {
            var factorial = Enumerable.Range(1, k).Aggregate(1.0, (a, b) => a * b);
            Check.Close(
                [2 * k * Math.Pow(3, k - 1) / factorial],
                [AD.Gradient((double p) => AD.Taylor((double x) => Math.Exp(p * x) * Math.Exp(p * x), order)(0.0)[k])(1.5)]);
        }
    }

    static double Growth(double x) => Read(Math.Exp(x) - 1);

    static double Rest(double x) => Read(Math.Exp(x) - x);

    static double Bent(double x) => Read(x > 0 ? x : 2 * x);

    static double Read(double x) => double.Parse(x.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    [DerivativeOf(typeof(TaylorTests), nameof(Growth))]
    static double GrowthDerivative(double x, double y) => Rest(x) + Bent(x);

    [DerivativeOf(typeof(TaylorTests), nameof(Rest))]
    static double RestDerivative(double x, double y) => Growth(x);

    [DerivativeOf(typeof(TaylorTests), nameof(Bent))]
    static double BentDerivative(double x, double y) => x > 0 ? 1 : 2;

    /// <summary>Rest was taken for plain arithmetic, since it was looked at while Growth, which is not, was under way.</summary>
    [Fact]
    public void Rules_that_name_each_other_and_one_with_branches()
    {
        var e = Math.Exp(0.3);
        Check.Close(
            [(3 * e) - 1.6, (3 * e) - 2, 3 * e / 2, 3 * e / 6, 3 * e / 24], AD.Taylor((double x) => Growth(x) + (2 * Rest(x)), 4)(0.3));
    }
}
