using System;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Rules for methods of interfaces that structs implement, for static members of interfaces, for <see cref="Half"/>.</summary>
public sealed class RuleContractTests
{
    const double ByRule = 100;

    interface IActivation
    {
        double Apply(double x);

        double Weigh(double[] weights, double x);
    }

    readonly struct Steep(double factor) : IActivation
    {
        public double Apply(double x) => factor * x;

        double IActivation.Weigh(double[] weights, double x) => weights[0] * x;
    }

    struct Counting : IActivation
    {
        public int Count;

        public double Apply(double x) => ++Count * x;

        public double Weigh(double[] weights, double x) => weights[0] * x * ++Count;
    }

    interface IMap<T>
    {
        static abstract T Map(T x);

        static virtual T Twice(T x) => x;
    }

    interface IPlain
    {
        static abstract double Map(double x);
    }

    readonly struct Sine : IMap<double>, IPlain
    {
        static double IMap<double>.Map(double x) => Math.Sin(x);

        public static double Map(double x) => -x;
    }

    sealed class Square : IMap<double>, IMap<float>
    {
        public static double Map(double x) => x * x;

        public static float Map(float x) => x * x;

        public static double Twice(double x) => 2 * x;
    }

    static class Halves
    {
        public static Half Cube(Half x) => x * x * x;

        public static Half[] Scale(Half[] x, Half factor) => Array.ConvertAll(x, v => v * factor);

        public static Half Mixed(Half x, double y) => (Half)((double)x * y);
    }

    static class Rules
    {
        [DerivativeOf(typeof(IActivation), nameof(IActivation.Apply))]
        static double Apply(IActivation f, double x, double y) => ByRule * x;

        [PullbackOf(typeof(IActivation), nameof(IActivation.Weigh))]
        static (double, Func<double, (IActivation, double[], double)>) Weigh(IActivation f, double[] weights, double x) =>
            (f.Weigh(weights, x), y => (f, [ByRule * y * weights[0]], 2 * ByRule * y));

        [DerivativeOf(typeof(IMap<>), nameof(IMap<>.Map))]
        static T Map<T>(T x, T y) => (T)(object)(x is double d ? ByRule * d : (object)(float)ByRule);

        [DerivativeOf(typeof(IMap<>), nameof(IMap<>.Twice))]
        static T Twice<T>(T x, T y) => (T)(object)ByRule;

        [DerivativeOf(typeof(IPlain), nameof(IPlain.Map))]
        static double Map(double x, double y) => 2 * ByRule;

        [PullbackOf(typeof(Halves), nameof(Halves.Cube))]
        static (Half, Func<Half, Half>) Cube(Half x) => (Halves.Cube(x), y => (Half)ByRule * y * x);

        [PullbackOf(typeof(Halves), nameof(Halves.Scale))]
        static (Half[], Func<Half[], (Half[], Half)>) Scale(Half[] x, Half factor) =>
            (Halves.Scale(x, factor), y => (Array.ConvertAll(y, v => (Half)ByRule * v), y[0]));

        [PullbackOf(typeof(Halves), nameof(Halves.Mixed))]
        static (Half, Func<Half, (Half, double)>) Mixed(Half x, double factor) =>
            (Halves.Mixed(x, factor), y => ((Half)ByRule * y, 2 * ByRule * (double)y));

        [PushforwardOf(typeof(Halves), nameof(Halves.Mixed))]
        static (Half, Half) Mixed(Half x, double factor, Half xDot, double factorDot) =>
            (Halves.Mixed(x, factor), (Half)((ByRule * (double)xDot) + (2 * ByRule * factorDot)));
    }

    static double Use<T>(T f, double x)
        where T : IActivation => f.Apply(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Kept<T>(ref T f, double x)
        where T : struct, IActivation => f.Apply(x) + 0;

    static double Weighed<T>(T f, double[] weights, double x)
        where T : IActivation => f.Weigh(weights, x);

    static readonly Func<Func<double, double>, double, double>[] Modes =
        [(f, x) => AD.Derivative(f, x), (f, x) => AD.Gradient(f, x), (f, x) => AD.NthDerivative(f, 1)(x)];

    [Fact]
    public void A_struct_has_the_rules_of_its_interfaces()
    {
        IActivation boxed = new Steep(3);
        foreach (var slope in Modes)
        {
            Assert.Equal(2 * ByRule, slope(x => new Steep(3).Apply(x), 2));
            Assert.Equal(2 * ByRule, slope(x => Use(new Steep(3), x), 2));
            Assert.Equal(2 * ByRule, slope(x => boxed.Apply(x), 2));
            Assert.Equal(3 * 2 * ByRule, slope(
                x =>
                {
                    var f = new Counting();
                    return Kept(ref f, x) + f.Apply(x) + Use(f, x);
                },
                2));
        }
        Assert.Equal(ByRule, AD.Derivative((double x) => AD.Gradient((double t) => Use(new Steep(3), t), x), 2.0));
        Assert.Equal(ByRule, AD.NthDerivative((double x) => Use(new Steep(3), x), 2)(2));
        var (byWeights, byX) = AD.Gradient((double[] w, double x) => Weighed(new Steep(3), w, x), [7], 5);
        Assert.Equal([ByRule * 7], byWeights);
        Assert.Equal(2 * ByRule, byX);
        // Of the factor, which varies here, the rule says nothing.
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double s) => Use(new Steep(s), 2), 3.0));
    }

    [Fact]
    public void Values_are_those_of_the_struct()
    {
        static double Counted(double x)
        {
            var f = new Counting();
            return f.Apply(x) + (10 * f.Apply(x)) + (100 * f.Weigh([1], x));
        }
        Assert.Equal(Counted(2), AD.ValueAndGradient(Counted, 2).Value);
        Assert.Equal(Counted(2), AD.Pushforward((double x) => Counted(x), 2, 1).Value);
    }

    [Fact]
    public void Static_members_of_interfaces()
    {
        foreach (var slope in Modes)
        {
            Assert.Equal(2 * ByRule, slope(Static<Sine, double>, 2));
            Assert.Equal(2 * ByRule, slope(Static<Square, double>, 2));
            Assert.Equal(2 * ByRule, slope(x => Square.Map(x), 2));
            Assert.Equal(2 * ByRule, slope(Plain<Sine>, 2));
            Assert.Equal(2 * ByRule, slope(x => Sine.Map(x), 2));
            Assert.Equal(ByRule, slope(Twice<Square>, 2));
            Assert.Equal(ByRule, slope(Twice<Sine>, 2));
        }
        Assert.Equal((float)ByRule, AD.Derivative((float x) => Static<Square, float>(x), 2f));
        Assert.Equal(ByRule, AD.Derivative((double x) => AD.Gradient(Static<Sine, double>, x), 2.0));
    }

    static T Static<TMap, T>(T x)
        where TMap : IMap<T> => TMap.Map(x);

    static double Twice<TMap>(double x)
        where TMap : IMap<double> => TMap.Twice(x);

    static double Plain<TMap>(double x)
        where TMap : IPlain => TMap.Map(x);

    [Fact]
    public void Pullbacks_of_halves()
    {
        Assert.Equal(2 * ByRule, AD.Gradient((double x) => (double)Halves.Cube((Half)x), 2));
        Assert.Equal((Half)(2 * ByRule), AD.Gradient((Half x) => (double)Halves.Cube(x), (Half)2));
        Assert.Contains(nameof(PushforwardOfAttribute)[..^9], Assert.Throws<NotDifferentiableException>(
            () => AD.Derivative((double x) => (double)Halves.Cube((Half)x), 2.0)).Message);
        var (byX, byFactor) = AD.Gradient((Half[] x, Half s) => (double)Halves.Scale(x, s)[0], [(Half)2, (Half)3], (Half)5);
        Assert.Equal([(Half)ByRule, Half.Zero], byX);
        Assert.Equal(Half.One, byFactor);
        Assert.Equal(((Half)ByRule, 2 * ByRule), AD.Gradient((Half x, double s) => (double)Halves.Mixed(x, s), (Half)2, 5));
        Assert.Equal(3 * ByRule, AD.Derivative((double x) => (double)Halves.Mixed((Half)x, x), 2.0));
    }
}
