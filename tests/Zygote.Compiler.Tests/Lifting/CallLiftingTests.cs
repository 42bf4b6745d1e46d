using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

using Xunit;

using Zygote.IR;
using Zygote.Lifting;

using static Zygote.Compiler.Tests.Lifting.LiftedProgram;

namespace Zygote.Compiler.Tests.Lifting;

public sealed class CallLiftingTests
{
    interface IShape
    {
        double Area();

        double Twice() => 2 * Area();
    }

    [Fact]
    public void Recursion_and_local_functions()
    {
        AssertSame(Factorial, 6.0);
        AssertSame(LocalFunctions, 3.0);
    }

    [Fact]
    public void Closures_and_delegates()
    {
        var scale = 2.5;
        AssertSame((double x) => x * scale, 3.0);
        AssertSame((double x) => { Func<double, double> f = y => y * x; x += 1; return f(3); }, 3.0);
        AssertSame((double x) => { Func<double, double> f = y => y * 2; return f(f(x)); }, 3.0);
        AssertSame((double x) => Apply(Math.Sin, x) + Apply(Factorial, 3), 3.0);
        AssertSame((double x) => Apply(new Square(x).Scale, 2), 3.0);
        AssertSame((double x) => { IShape s = new Square(x); return Apply(s.Area); }, 3.0);
        AssertSame((double[] v) => v.Where(x => x > 1).Select(x => x * x).Sum(), new double[] { 1, 2, 3 });
        AssertSame(ClosuresInALoop, 3.0);
    }

    [Fact]
    public void Virtual_and_interface_calls()
    {
        AssertSame((double x) => { IShape s = new Square(x); return s.Area() + s.Twice(); }, 3.0);
        AssertSame((double x) => { Shape s = new Derived(x); return s.Scale(3) + s.Describe().Length; }, 3.0);
        AssertSame((double x) => new Derived(x).Scale(2), 3.0);
        AssertSame((double x) => x.ToString("R", null) + x.Equals(3.0) + DayOfWeek.Monday.ToString(), 3.0);
        AssertSame((List<double> v) => { v[0] += v[1]; return v[0] + v.Count; }, new List<double> { 1, 2 });
    }

    [Fact]
    public void Generics()
    {
        AssertSame(Dot<double>, new double[] { 1, 2 }, new double[] { 3, 4 });
        AssertSame(Dot<float>, new float[] { 1, 2 }, new float[] { 3, 4 });
        AssertSame(Dot<int>, new[] { 1, 2 }, new[] { 3, 4 });
        AssertSame(Area<Square>, new Square(3));
        AssertSame(Area<Disk>, new Disk { Radius = 3 });
        AssertSame(Hash<int>, 3);
        AssertSame(Hash<string>, "abc");
        AssertSame(Hash<Disk>, new Disk { Radius = 3 });
        AssertSame(Text<DayOfWeek>, DayOfWeek.Monday);
        AssertSame(Text<double>, 2.5);
        AssertSame(IsDefault<string?>, (string?)null);
        AssertSame(IsDefault<Disk>, new Disk());
        AssertSame((double x) => Make<Disk>(x).Radius + Make<Ring>(x).Radius, 2.0);
        AssertSame(Clamp<double>, 3.0);
        AssertSame(Interpolate, new Vector2(1, 2), 0.25f);
    }

    [Fact]
    public void Params_optional_and_named_arguments()
    {
        AssertSame((double x) => SumOf(x, 2, 3) + SumOf() + Power(exponent: 3, x: x) + Power(x), 2.0);
        AssertSame((double x) => "x" + x + " and " + (object)1, 2.0);
    }

    [Fact]
    public void A_cached_lambda_is_a_new_delegate()
    {
        Func<double, double> subject = static x => Apply(static y => y * 2, x) + Apply(Math.Sin, x);
        var function = Lifter.Lift(subject.Method);
        var all = function.Blocks.SelectMany(b => b.Instructions).ToList();

        Assert.Equal(2, all.Count(i => i.Opcode == Opcode.NewDelegate));
        Assert.DoesNotContain(all, i => i.Payload is System.Reflection.FieldInfo field && field.Name != "<>9");
        Assert.DoesNotContain(function.Blocks, b => b.Edges.Length > 1);
    }

    [Fact]
    public void Static_abstract_operators_become_direct_calls()
    {
        var function = Lifter.Lift(((Func<double[], double[], double>)Dot<double>).Method);
        var called = function.Blocks.SelectMany(b => b.Instructions).Where(i => i.Opcode == Opcode.Call)
            .Select(i => (System.Reflection.MethodBase)i.Payload!).ToList();

        Assert.NotEmpty(called);
        Assert.All(called, m => Assert.Equal(typeof(double), m.DeclaringType));
        Assert.All(called, m => Assert.False(m.IsAbstract));
    }

    static double Factorial(double n) => n <= 1 ? 1 : n * Factorial(n - 1);

    static double LocalFunctions(double x)
    {
        return Square(x) + Add(2);

        static double Square(double y) => y * y;
        double Add(double d) => x + d;
    }

    static double ClosuresInALoop(double x)
    {
        var functions = new List<Func<double>>();
        for (var i = 0; i < 3; i++)
        {
            var j = i;
            functions.Add(() => x * j);
        }

        return functions.Sum(f => f());
    }

    static double Apply(Func<double, double> f, double x) => f(x);

    static double Apply(Func<double> f) => f();

    static T Dot<T>(T[] a, T[] b)
        where T : INumber<T>
    {
        var sum = T.Zero;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum > T.One ? sum : -sum;
    }

    static T Clamp<T>(T x)
        where T : INumber<T> => T.Clamp(x, T.Zero, T.One) + T.CreateChecked(2.5) + T.Max(x, T.One);

    static double Area<T>(T shape)
        where T : IShape => shape.Area() + shape.Twice();

    static int Hash<T>(T value)
        where T : notnull => value.GetHashCode();

    static string? Text<T>(T value) => value?.ToString();

    static bool IsDefault<T>(T value) => EqualityComparer<T>.Default.Equals(value, default);

    static T Make<T>(double radius)
        where T : IRound, new()
    {
        var t = new T();
        t.Radius = radius;
        t.Radius += 1;
        return t;
    }

    static Vector2 Interpolate(Vector2 v, float t) => v * t + new Vector2(t);

    static double SumOf(params double[] values) => values.Sum();

    static double Power(double x, int exponent = 2) => Math.Pow(x, exponent);

    interface IRound
    {
        double Radius { get; set; }
    }

    abstract class Shape(double size)
    {
        protected double Size { get; } = size;

        public virtual double Scale(double f) => f * Size;

        public virtual string Describe() => $"{Size}";
    }

    sealed class Square(double size) : Shape(size), IShape
    {
        public double Area() => Size * Size;
    }

    sealed class Derived(double size) : Shape(size)
    {
        public override double Scale(double f) => base.Scale(f) + 1;

        public override string Describe() => base.Describe() + "!";
    }

    struct Disk : IShape, IRound
    {
        public double Radius { get; set; }

        public readonly double Area() => Math.PI * Radius * Radius;
    }

    sealed class Ring : IRound
    {
        public double Radius { get; set; }
    }
}
