using System;
using System.Globalization;

namespace Zygote.Benchmarks;

/// <summary>
/// What a call that is known only at run time adds to an iteration of a loop, without and with the derivative. The twin calls
/// the same code without dispatch and without inlining into one formula: what is left is dispatch.
/// </summary>
static class Calls
{
    const int Count = 1000;

    interface ITerm
    {
        double Apply(double x);
    }

    abstract class Term(double a) : ITerm
    {
        protected readonly double A = a;

        public double Factor => A;

        public abstract double Of(double x);

        public double Apply(double x) => Of(x);
    }

    sealed class Linear(double a) : Term(a), ITerm
    {
        public override double Of(double x) => A * x;

        double ITerm.Apply(double x) => A * x;
    }

    sealed class Square(double a) : Term(a), ITerm
    {
        public override double Of(double x) => A * x * x;

        double ITerm.Apply(double x) => A * x * x;
    }

    public static void Print()
    {
        Console.WriteLine($"{"a call per iteration",-24}{"primal",10}{"gradient",10}{"ratio",8}{"primal adds",14}{"gradient adds",15}{"ratio",8}");
        foreach (var (classes, share) in new[] { ("one class", 1), ("two classes", 2) })
        {
            var terms = new Term[Count];
            for (var i = 0; i < Count; i++)
                terms[i] = i % share == 1 ? new Square(i) : new Linear(i);
            var interfaces = Array.ConvertAll(terms, t => (ITerm)t);
            var delegates = Array.ConvertAll(terms, t => (Func<double, double>)t.Of);
            var factors = Array.ConvertAll(terms, t => t.Factor);
            var squares = Array.ConvertAll(terms, t => t is Square);
            Func<double[], double> direct = share == 1
                ? x => Straight(factors, x)
                : x => Branching(factors, squares, x);
            Report($"virtual, {classes}", direct, x => Virtual(terms, x));
            Report($"interface, {classes}", direct, x => Interface(interfaces, x));
            Report($"delegate, {classes}", direct, x => Delegate(delegates, x));
        }
    }

    static void Report(string name, Func<double[], double> direct, Func<double[], double> called)
    {
        var x = new double[Count];
        for (var i = 0; i < Count; i++)
            x[i] = 1 + (0.001 * i);
        var dx = new double[Count];
        var (directGradient, gradient) = (AD.GradientInto(direct), AD.GradientInto(called));
        var times = PairedTimer.Measure(() => direct(x), () => called(x), () => directGradient(x, dx), () => gradient(x, dx)).Best;
        var primal = (times[1] - times[0]) / Count * 1e9;
        var reverse = (times[3] - times[2]) / Count * 1e9;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-24}{times[1] * 1e6,7:f2} us{times[3] * 1e6,7:f2} us{times[3] / times[1],8:f2}{primal,11:f2} ns{reverse,12:f2} ns{reverse / primal,8:f2}"));
    }

    static double Straight(double[] factors, double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += factors[i] * x[i];
        return sum;
    }

    static double Branching(double[] factors, bool[] squares, double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += squares[i] ? factors[i] * x[i] * x[i] : factors[i] * x[i];
        return sum;
    }

    static double Virtual(Term[] terms, double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += terms[i].Of(x[i]);
        return sum;
    }

    static double Interface(ITerm[] terms, double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += terms[i].Apply(x[i]);
        return sum;
    }

    static double Delegate(Func<double, double>[] terms, double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += terms[i](x[i]);
        return sum;
    }
}
