using System;
using System.Numerics;

using Xunit;

namespace Zygote.Behavior.Tests;

static class FunctionExtensions
{
    public static double Squared(this double x) => x * x;

    public static double DotWith(this double[] a, double[] b)
    {
        var s = 0.0;
        for (var i = 0; i < a.Length; i++)
            s += a[i] * b[i];
        return s;
    }
}

public class FunctionTests
{
    static double Power(double x, int n) => n == 0 ? 1 : n % 2 == 0 ? Power(x * x, n / 2) : x * Power(x, n - 1);

    static double Fibonacci(double x, int n) => n < 2 ? x * (n + 1) : Fibonacci(x, n - 1) + (Fibonacci(x, n - 2) * x * 0.5);

    static double Even(double x, int n) => n == 0 ? 1 : x * Odd(x + 0.1, n - 1);

    static double Odd(double x, int n) => n == 0 ? x : Math.Sin(x) + Even(x * 0.9, n - 1);

    static double Deep(double x, int n) => n == 0 ? x : (Deep(x, n - 1) * 0.999) + (x * 1e-3);

    static double HalveUntilSmall(double x) => Math.Abs(x) < 0.1 ? x * x : HalveUntilSmall(x / 2) + x;

    static double Adaptive(double a, double b, double x, int depth)
    {
        var m = 0.5 * (a + b);
        static double F(double t, double x) => Math.Exp(-x * t * t);
        var whole = (b - a) * F(m, x);
        var halves = 0.5 * (b - a) * (F(0.5 * (a + m), x) + F(0.5 * (m + b), x));
        return depth == 0 || Math.Abs(whole - halves) < 1e-4 ? halves : Adaptive(a, m, x, depth - 1) + Adaptive(m, b, x, depth - 1);
    }

    [Fact]
    public void Self_recursion() => Check.Scalar(x => Power(x, 13) + Power(x, 0) + Power(x, 6), 1.1, -0.7);

    [Fact]
    public void Branching_recursion() => Check.Scalar(x => Fibonacci(x, 7), 1.1, -0.7);

    [Fact]
    public void Mutual_recursion() => Check.Scalar(x => Even(x, 6) * Odd(x, 3), 1.1, -0.7);

    [Fact]
    public void Deep_recursion() => Check.Scalar(x => Deep(x, 1000), 1.1);

    [Fact]
    public void Recursion_that_depends_on_the_value() => Check.Scalar(HalveUntilSmall, 0.05, 3.3, -7.7);

    [Fact]
    public void Adaptive_quadrature() => Check.Scalar(x => Adaptive(0, 2, x, 8), 0.93, 0.37);

    [Fact]
    public void Recursive_array_halves() => Check.Vector(
        x =>
        {
            static double Sum(double[] x, int from, int to) =>
                to - from == 1 ? x[from] * x[from] : Sum(x, from, (from + to) / 2) + (x[from] * Sum(x, (from + to) / 2, to));
            return Sum(x, 0, x.Length);
        },
        [1, 2, 3], [0.5, -1, 2, 4, 0.1]);

    [Fact]
    public void Recursion_that_writes() => Check.Vector(
        x =>
        {
            static void Run(double[] x, int n)
            {
                if (n == 0)
                    return;
                x[n % x.Length] *= x[(n + 1) % x.Length] * 0.5;
                Run(x, n - 1);
                x[0] += x[n % x.Length];
            }

            Run(x, 4);
            return x[0] * x[^1];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Local_functions_that_capture() => Check.Two(
        (a, b) =>
        {
            var sum = 0.0;
            double Weighted(double t) => t * a * b;
            void Add(double t) => sum += Weighted(t);
            Add(a);
            Add(sum + b);
            return sum;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Recursive_local_function_that_captures() => Check.Two(
        (a, b) =>
        {
            var count = 0;
            double Go(int n)
            {
                count++;
                return n == 0 ? b : a * Go(n - 1) / n;
            }

            return Go(5) * count;
        },
        (1, 2), (-0.5, 3));

    static T Poly<T>(T x)
        where T : INumber<T> => (x * x * x) - (x * T.CreateChecked(2)) + T.One;

    static T Norm<T>(T[] x)
        where T : IFloatingPointIeee754<T>
    {
        var s = T.Zero;
        foreach (var v in x)
            s += v * v;
        return T.Sqrt(s) + T.Exp(-s);
    }

    static T Choose<T>(bool first, T a, T b) => first ? a : b;

    [Fact]
    public void Generic_methods() => Check.Two((a, b) => Choose(a > 0, a * b, b) * Choose(false, a, b) * Choose(true, new[] { a }, new[] { b })[0], (1, 2), (-0.5, 3));

    [Fact]
    public void Static_abstract_arithmetic() => Check.Scalar(x => Poly(x) * Poly(Poly(x)), 1.1, -0.7);

    [Fact]
    public void Static_abstract_arithmetic_in_float() => Check.Float(x => Poly(x) * Poly(x + 1), x => Poly(x) * Poly(x + 1), 1.1f, -0.7f);

    [Fact]
    public void Generic_math_on_arrays()
    {
        Check.Vector(Norm, [1, 2, 3], [0.5, -1]);
        Check.FloatVector(Norm, Norm, [1, 2, 3], [0.5f, -1]);
    }

    static double WithDefaults(double x, double scale = 2, int n = 3) => scale * x * n;

    static double SumOf(params double[] x)
    {
        var s = 0.0;
        foreach (var v in x)
            s += v * v;
        return s;
    }

    [Fact]
    public void Default_and_named_arguments() => Check.Scalar(x => WithDefaults(x) + WithDefaults(n: 2, x: x * x) + WithDefaults(x, x), 1.1);

    [Fact]
    public void Params_arrays() => Check.Two((a, b) => SumOf(a, b, a * b) + SumOf() + SumOf(b), (1, 2), (-0.5, 3));

    [Fact]
    public void Extension_methods() => Check.Vector(x => x[0].Squared() * x.DotWith(x).Squared(), [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Method_groups()
    {
        Check.Scalar(FunctionExtensions.Squared, 3, -1);
        Check.Scalar(Math.Sin, 0.3);
        Assert.Equal(Math.Cos(0.3), AD.Gradient(Math.Sin, 0.3), 14);
        Assert.Equal(6, AD.Gradient(FunctionExtensions.Squared)(3));
    }

    [Fact]
    public void Instance_method_groups()
    {
        var p = new Polynomial([1, 2, 3]);
        Check.Scalar(p.At, 0.5, -2);
        Assert.Equal(2 + (6 * 0.5), AD.Gradient((Func<double, double>)p.At, 0.5));
    }

    sealed class Polynomial(double[] c)
    {
        public double At(double x)
        {
            var y = 0.0;
            for (var i = c.Length - 1; i >= 0; i--)
                y = (y * x) + c[i];
            return y;
        }
    }

    [Fact]
    public void Static_lambdas() => Check.Scalar(static x => x * Math.Log(x), 1.5);

    [Fact]
    public void Static_method_without_closure_and_many_arguments()
    {
        static double F(double a, float b, int c, double[] d, (double, double) e, double f) => (a * b * c * d[0]) + (e.Item1 * f) + e.Item2;
        var (ga, gb, gc, gd, ge, gf) = AD.Gradient<double, float, int, double[], (double, double), double>(F, 2, 3, 4, [5, 6], (7, 8), 9);
        Assert.Equal(60, ga);
        Assert.Equal(40f, gb);
        Assert.Equal(0, gc);
        Assert.Equal([24.0, 0], gd);
        Assert.Equal((9.0, 1.0), ge);
        Assert.Equal(7, gf);
    }

    [Fact]
    public void Result_ignored() => Check.Scalar(
        x =>
        {
            Power(x, 3);
            _ = SumOf(x, 2);
            return x * x;
        },
        1.5);

    [Fact]
    public void Same_function_with_constant_and_with_variable() => Check.Scalar(x => (Power(2, 5) * x) + Power(x, 2) + Power(3, 2), 1.5);

    [Fact]
    public void Expression_bodied_properties_and_statics() => Check.Scalar(x => x * Twice(One) * One, 1.5);

    static double One => 1.5;

    static double Twice(double x) => 2 * x;

    [Fact]
    public void Iterated_function_with_many_helpers() => Check.Scalar(
        x =>
        {
            static double A(double x) => B(x) * 0.5;
            static double B(double x) => C(x) + 0.1;
            static double C(double x) => Math.Sin(x) * x;
            var y = x;
            for (var i = 0; i < 5; i++)
                y = A(y) + B(x);
            return y;
        },
        0.5, 1.5);
}
