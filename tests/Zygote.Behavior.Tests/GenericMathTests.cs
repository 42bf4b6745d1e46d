using System;
using System.Numerics;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Static abstract and default members of interfaces, and generic code over kinds of numbers.</summary>
public class GenericMathTests
{
    static T Norm<T>(T[] x)
        where T : IRootFunctions<T>
    {
        var sum = T.Zero;
        foreach (var v in x)
            sum += v * v;
        return T.Sqrt(sum);
    }

    static T Polynomial<T>(T x, T[] c)
        where T : INumber<T>
    {
        var y = T.AdditiveIdentity;
        for (var i = c.Length - 1; i >= 0; i--)
            y = (y * x) + c[i];
        return T.Max(y, T.CreateChecked(-100)) / (T.One + T.One);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static T Newton<T>(T a)
        where T : IFloatingPointIeee754<T>
    {
        var x = T.MultiplicativeIdentity;
        for (var i = 0; i < 12; i++)
            x -= ((x * x) - a) / (T.CreateChecked(2) * x);
        return T.IsNaN(x) ? T.NaN : x + (T.Epsilon * T.Pi);
    }

    static T Mixed<T>(T a, T b)
        where T : struct, IFloatingPointIeee754<T>
    {
        var half = T.CreateChecked(0.5);
        var k = T.CreateSaturating(3L) + T.CreateTruncating(2.5f);
        var y = T.Exp(-a * half) + T.Sin(b) + T.Pow(a, k) + T.Atan2(a, b) + T.FusedMultiplyAdd(a, b, half);
        y += T.Abs(a - b) + T.Clamp(a, T.Zero, T.One) + T.Hypot(a, b) + T.Log(a + k) + T.Tanh(b) + T.Cbrt(a);
        y -= a > b ? T.Min(a, b) : -T.Max(a, b);
        y += a % k;
        return y++ + --y + (T.IsNegative(a) ? a : +b);
    }

    interface IModel<TSelf>
        where TSelf : IModel<TSelf>
    {
        static abstract double Evaluate(double x);

        static virtual double Scale(double x) => x * 3;

        static abstract TSelf operator +(TSelf a, TSelf b);

        static abstract TSelf Create(double x);

        double Value { get; }

        double Doubled() => Value * Helper();

        private double Helper() => 2 + Value;
    }

    readonly struct Sine(double v) : IModel<Sine>
    {
        public double Value => v;

        public static double Evaluate(double x) => Math.Sin(x);

        public static Sine operator +(Sine a, Sine b) => new(a.Value + b.Value);

        public static Sine Create(double x) => new(x * x);
    }

    sealed class Square(double v) : IModel<Square>
    {
        public double Value => v;

        public static double Evaluate(double x) => x * x;

        public static double Scale(double x) => x / 3;

        public static Square operator +(Square a, Square b) => new(a.Value * b.Value);

        public static Square Create(double x) => new(x);

        double IModel<Square>.Doubled() => v * v;
    }

    static double Use<T>(double x)
        where T : IModel<T>
    {
        var sum = T.Create(x);
        for (var i = 1; i < 4; i++)
            sum += T.Create(x + i);
        return T.Scale(T.Evaluate(x)) + sum.Doubled() + sum.Value;
    }

    static double Sum<T>(params T[] items)
        where T : IModel<T>
    {
        var y = 0.0;
        foreach (var item in items)
            y += item.Value * item.Doubled();
        return y;
    }

    interface IShape
    {
        double Side { get; }

        double Area() => Side * Side;

        double Twice() => 2 * Area();
    }

    sealed class Plain(double side) : IShape
    {
        public double Side => side;
    }

    sealed class Round(double side) : IShape
    {
        public double Side => side;

        public double Area() => 3 * side * side;
    }

    struct Boxed(double side) : IShape
    {
        int _calls;

        public double Side => side + _calls++;
    }

    [Fact]
    public void Norms()
    {
        Check.Vector(Norm, [3, 4, 1], [0.5, -2]);
        Check.FloatVector(Norm, Norm, [3, 4, 1], [0.5f, -2]);
    }

    [Fact]
    public void Polynomials()
    {
        Check.Both((double x, double[] c) => Polynomial(x, c), (0.7, [1, 2, 3]), (-1.2, [0.5, -1, 2, 4]));
        Check.Float(x => Polynomial(x, [1f, x, 3f]), x => Polynomial(x, [1.0, x, 3.0]), 0.7f, -1.2f);
    }

    [Fact]
    public void Iterations()
    {
        Check.Scalar(x => Newton(x) * x, 2, 5);
        Check.Float(x => Newton(x) * x, x => Newton(x) * x, 2, 5);
    }

    [Fact]
    public void All_functions()
    {
        Check.Two(Mixed, (0.7, 1.3), (1.9, 0.4));
        Check.Float(x => Mixed(x, x * x), x => Mixed(x, x * x), 0.7f, 1.9f);
    }

    [Fact]
    public void Static_abstract_members() => Check.Scalar(x => Use<Sine>(x) * Use<Square>(x), 0.7, -0.4);

    [Fact]
    public void Constrained_to_classes_and_structs() => Check.Two(
        (a, b) => Sum(new Sine(a), new Sine(b)) + Sum(new Square(a), new Square(a * b)), (0.7, 1.1), (-0.4, 2));

    [Fact]
    public void Default_interface_members() => Check.Two(
        (a, b) =>
        {
            IShape[] shapes = [new Plain(a), new Round(b), new Boxed(a * b)];
            var sum = 0.0;
            foreach (var shape in shapes)
                sum += shape.Twice() * shape.Side;
            return sum;
        },
        (0.7, 1.1), (-0.4, 2));

    [Fact]
    public void Complex_numbers_through_interfaces() => Check.Two(
        (a, b) =>
        {
            static T Cube<T>(T z)
                where T : INumberBase<T> => (z * z * z) + T.One;
            var w = Cube(new Complex(a, b));
            return w.Real * w.Imaginary;
        },
        (0.7, 1.1), (-0.4, 2));
}
