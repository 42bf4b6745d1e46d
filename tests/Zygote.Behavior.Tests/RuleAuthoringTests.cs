using System;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>
/// Rules of one's own, for every kind of member. Most are wrong on purpose, so that a derivative tells whether it came from the
/// rule or from the code.
/// </summary>
public sealed class RuleAuthoringTests
{
    const double ByRule = 100;

    class Scale(double factor)
    {
        public double Factor { get; set; } = factor;

        public double Apply(double x) => Factor * x;

        public double Apply(double x, int times) => Factor * x * times;

        public float Apply(float x) => (float)Factor * x;

        public double Twice => 2 * Factor;

        public double this[double x] => Factor * x;

        public static double operator *(Scale s, double x) => s.Factor * x;
    }

    readonly record struct Span(double Low, double High)
    {
        public double At(double t) => Low + t * (High - Low);

        public static Span operator +(Span s, double x) => new(s.Low + x, s.High + x);
    }

    static class Box<T>
    {
        public static T Same(T x) => x;

        public static U Other<U>(T t, U u) => u;
    }

    sealed class Counter(double start)
    {
        public double Value = start;
    }

    static class Functions
    {
        public static double ByReference(in double x, ref double y, out double z) => z = y = x;

        public static double Inlined(double x) => x;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static double Kept(double x) => x;

        public static double Optional(double x, double scale = 2, int power = 1) => x * scale * power;

        public static T Generic<T>(T x) => x;

        public static double Overloaded(double x) => x;

        public static double Overloaded(double x, double y) => x + y;

        public static double Overloaded(double[] x) => x[0];

        public static double Overridden(double x) => x;

        public static double Of(double[] x, double y) => x[0] * y;
    }

    static int _calls;

    static double Counted(double order, double x)
    {
        _calls++;
        return Math.Pow(x, order);
    }

    static double ByOrder(double order, double x)
    {
        _calls += 1000;
        return Math.Pow(x, order) * Math.Log(x);
    }

    [ZeroDerivative]
    static int Reset() => _calls = 0;

    [Fact]
    public void Partials_by_what_does_not_vary_are_not_computed()
    {
        Reset();
        Assert.Equal(2.5 * Math.Pow(3, 1.5), AD.Derivative((double x) => Counted(2.5, x))(3), 1e-14);
        Assert.Equal(2.5 * Math.Pow(3, 1.5), AD.Gradient((double x) => Counted(2.5, x))(3), 1e-14);
        Assert.InRange(_calls, 0, 999);
        Assert.Equal(Math.Pow(3, 2.5) * Math.Log(3), AD.Derivative((double a) => Counted(a, 3))(2.5), 1e-13);
        Assert.InRange(_calls, 1000, 1999);
    }

    static class Rules
    {
        [DerivativeOf(typeof(RuleAuthoringTests), nameof(Counted))]
        static (double, double) Counted(double order, double x, double y) =>
            (RuleAuthoringTests.ByOrder(order, x), order * RuleAuthoringTests.Counted(order - 1, x));

        [DerivativeOf(typeof(RuleAuthoringTests), nameof(ByOrder))]
        static (double, double) ByOrder(double order, double x, double y) => (double.NaN, double.NaN);

        [DerivativeOf(typeof(Functions), nameof(Functions.Inlined))]
        [DerivativeOf(typeof(Functions), nameof(Functions.Kept))]
        [DerivativeOf(typeof(Functions), nameof(Functions.Overloaded))]
        static double Scalar(double x, double y) => ByRule;

        [DerivativeOf(typeof(Functions), nameof(Functions.Overloaded))]
        static (double, double) Overloaded(double x, double y, double z) => (ByRule, 2 * ByRule);

        [PullbackOf(typeof(Functions), nameof(Functions.Overloaded))]
        static (double, Func<double, double[]>) Overloaded(double[] x) => (x[0], y => [ByRule * y]);

        [DerivativeOf(typeof(Functions), nameof(Functions.Optional))]
        static (double, double) Optional(double x, double scale, int power, double y) => (ByRule, x * power);

        [DerivativeOf(typeof(Functions), nameof(Functions.Generic))]
        static T Generic<T>(T x, T y) => (T)(object)(x is double ? ByRule : (object)(float)ByRule);

        [DerivativeOf(typeof(Box<>), nameof(Box<>.Same))]
        static T Same<T>(T x, T y) => (T)(object)ByRule;

        [DerivativeOf(typeof(Box<>), nameof(Box<>.Other))]
        static U Other<T, U>(T t, U u, U y) => (U)(object)ByRule;

        [DerivativeOf(typeof(Scale), nameof(Scale.Apply))]
        static double Apply(Scale s, double x, double y) => ByRule;

        [PullbackOf(typeof(Scale), nameof(Scale.Apply))]
        static (double, Func<double, (Scale, double)>) Apply(Scale s, double x, int times) =>
            (s.Factor * x * times, y => (new Scale(2 * ByRule * y), ByRule * y));

        [PullbackOf(typeof(Scale), nameof(Scale.Twice))]
        static (double, Func<double, Scale>) Twice(Scale s) => (2 * s.Factor, y => new Scale(ByRule * y));

        [PullbackOf(typeof(Scale), "Item")]
        static (double, Func<double, (Scale, double)>) Item(Scale s, double x) => (s.Factor * x, y => (new Scale(y), ByRule * y));

        [PullbackOf(typeof(Scale), "op_Multiply")]
        static (double, Func<double, (Scale, double)>) Multiply(Scale s, double x) => (s.Factor * x, y => (new Scale(y), ByRule * y));

        [SubstituteFor(typeof(Span), nameof(Span.At))]
        static double At(ref Span s, double t) => s.Low + 2 * s.High + 3 * t;

        [SubstituteFor(typeof(Counter), nameof(Counter))]
        static void Make(Counter made, double start) => made.Value = ByRule * start;

        [SubstituteFor(typeof(Functions), nameof(Functions.ByReference))]
        static double ByReference(in double x, ref double y, out double z)
        {
            y *= x;
            z = ByRule * x;
            return x;
        }

        [DerivativeOf(typeof(Functions), nameof(Functions.Of))]
        static double Of(double[] x, double y, double z) => ByRule;
    }

    [Fact]
    public void A_rule_counts_for_a_method_with_code_whether_it_is_inlined_or_not()
    {
        Assert.Equal(ByRule, AD.Derivative(Functions.Inlined, 1.0));
        Assert.Equal(2 * ByRule, AD.Gradient((double x) => 2 * Functions.Inlined(x), 1.0));
        Assert.Equal(2 * ByRule, AD.Gradient((double x) => 2 * Functions.Kept(x), 1.0));
        Func<double, double> late = Functions.Inlined;
        Assert.Equal(ByRule + 1, AD.Gradient((double x) => late(x) + x, 1.0));
    }

    [Fact]
    public void Overloads_are_told_apart_by_the_types_of_parameters()
    {
        Assert.Equal(ByRule, AD.Derivative((double x) => Functions.Overloaded(x), 1.0));
        Assert.Equal((ByRule, 2 * ByRule), AD.Gradient((double x, double y) => Functions.Overloaded(x, y), 1.0, 2.0));
        Assert.Equal([ByRule], AD.Gradient((double[] x) => Functions.Overloaded(x), [1]));
    }

    [Fact]
    public void Optional_parameters_are_parameters() =>
        Assert.Equal((ByRule, ByRule), AD.Gradient((double x, double y) => Functions.Optional(x) + Functions.Optional(y, 3), 1.0, 1.0));

    [Fact]
    public void Generic_methods_and_methods_of_generic_types()
    {
        Assert.Equal(ByRule, AD.Derivative((double x) => Functions.Generic(x), 1.0));
        Assert.Equal((float)ByRule, AD.Derivative((float x) => Functions.Generic(x), 1f));
        Assert.Equal(ByRule, AD.Derivative((double x) => Box<double>.Same(x), 1.0));
        Assert.Equal(ByRule, AD.Derivative((double x) => Box<int>.Other(3, x), 1.0));
    }

    [Fact]
    public void Instance_methods_take_the_instance_first()
    {
        Assert.Equal(ByRule, AD.Derivative((double x) => new Scale(3).Apply(x), 1.0));
        // The overload for float has no rule.
        Assert.Equal(3, AD.Derivative((float x) => new Scale(3).Apply(x), 1f));
        Assert.Equal(ByRule, AD.Gradient((double x) => new Scale(3).Apply(x, 2), 1.0));
        Assert.Equal(2 * ByRule, AD.Gradient((double x) => new Scale(x).Apply(3.0, 2), 1.0));
    }

    [Fact]
    public void Properties_indexers_and_operators()
    {
        Assert.Equal(ByRule, AD.Gradient((double x) => new Scale(x).Twice, 1.0));
        Assert.Equal(ByRule, AD.Gradient((double x) => new Scale(3)[x], 1.0));
        Assert.Equal(ByRule, AD.Gradient((double x) => new Scale(3) * x, 1.0));
    }

    [Fact]
    public void Other_bodies_for_what_can_have_no_rule()
    {
        Assert.Equal(1, AD.Gradient((double x) => new Span(x, 5).At(0.5), 1.0));
        Assert.Equal(2, AD.Gradient((double x) => new Span(1, x).At(0.5), 1.0));
        Assert.Equal(3, AD.Gradient((double x) => new Span(1, 2).At(x), 0.5));
        Assert.Equal(ByRule, AD.Gradient((double x) => new Counter(x).Value, 0.5));
        Assert.Equal(3 * 4 * 4 + 5 + ByRule, AD.Gradient(
            (double x) =>
            {
                var y = x * x;
                var one = Functions.ByReference(x, ref y, out var z);
                return y + 5 * one + z;
            },
            4.0));
    }

    [Fact]
    public void A_partial_that_a_rule_does_not_have_is_no_silent_zero()
    {
        // Through the object, or the array, runs a derivative of which the rule says nothing.
        Assert.Throws<NotDifferentiableException>(() => AD.Derivative((double x) => new Scale(x).Apply(3.0), 1.0));
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double x) => new Scale(x).Apply(3.0), 1.0));
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double x) => Functions.Of([x], 3), 1.0));
        Assert.Equal(ByRule, AD.Gradient((double x) => Functions.Of([2], x), 1.0));
    }

    interface IShape
    {
        double Area(double scale);
    }

    sealed class Square(double side) : IShape
    {
        public double Area(double scale) => side * side * scale;
    }

    sealed class Disc(double radius) : IShape
    {
        public double Area(double scale) => radius * radius * scale;
    }

    class Curve
    {
        public virtual double At(double t) => t;
    }

    sealed class Line : Curve
    {
        public override double At(double t) => 2 * t;
    }

    sealed class Arc : Curve
    {
        public override double At(double t) => 3 * t;
    }

    abstract class Field
    {
        public abstract double At(double t);
    }

    sealed class Flat : Field
    {
        public override double At(double t) => 5 * t;
    }

    static class VirtualRules
    {
        [DerivativeOf(typeof(IShape), nameof(IShape.Area))]
        static double Area(IShape shape, double scale, double y) => ByRule;

        [DerivativeOf(typeof(Disc), nameof(Disc.Area))]
        static double Area(Disc disc, double scale, double y) => 2 * ByRule;

        [DerivativeOf(typeof(Curve), nameof(Curve.At))]
        static double At(Curve curve, double t, double y) => ByRule;

        [DerivativeOf(typeof(Arc), nameof(Arc.At))]
        static double At(Arc arc, double t, double y) => 2 * ByRule;

        [DerivativeOf(typeof(Field), nameof(Field.At))]
        static double At(Field field, double t, double y) => ByRule;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Call(IShape shape, double x) => shape.Area(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Call(Curve curve, double x) => curve.At(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Call(Field field, double x) => field.At(x);

    [Fact]
    public void A_rule_for_a_method_without_code_holds_for_all_that_implement_it()
    {
        IShape square = new Square(3), disc = new Disc(3);
        Field flat = new Flat();
        foreach (var derivative in (Func<Func<double, double>, double>[])[f => AD.Derivative(f, 1.0), f => AD.Gradient(f, 1.0)])
        {
            Assert.Equal(ByRule, derivative(x => square.Area(x)));
            Assert.Equal(ByRule, derivative(x => new Square(2).Area(x)));
            Assert.Equal(2 * ByRule, derivative(x => disc.Area(x)));
            // The side of the square may vary, as far as the method knows that makes the call.
            Assert.Throws<NotDifferentiableException>(() => derivative(x => Call(square, x)));
            Assert.Throws<NotDifferentiableException>(() => derivative(x => Call(new Square(x), 2)));
            Assert.Equal(ByRule, derivative(x => Call(flat, x)));
            Assert.Equal(ByRule, derivative(x => new Flat().At(x)));
        }
    }

    [Fact]
    public void A_rule_for_a_virtual_method_is_for_its_own_code_and_not_for_overrides()
    {
        Curve curve = new(), line = new Line(), arc = new Arc();
        foreach (var derivative in (Func<Func<double, double>, double>[])[f => AD.Derivative(f, 1.0), f => AD.Gradient(f, 1.0)])
        {
            Assert.Equal(ByRule, derivative(x => Call(curve, x)));
            Assert.Equal(2, derivative(x => Call(line, x)));
            Assert.Equal(2 * ByRule, derivative(x => Call(arc, x)));
            Assert.Equal(2 * ByRule, derivative(x => new Arc().At(x)));
        }
    }

}
