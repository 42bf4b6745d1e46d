using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Delegates with several targets, events, and delegates kept in data.</summary>
public class MulticastTests
{
    delegate void Change(ref double x, double by);

    sealed class Source
    {
        public event Action<double>? Raised;

        public event Func<double, double>? Asked;

        public double Raise(double x)
        {
            Raised?.Invoke(x);
            return Asked?.Invoke(x) ?? x;
        }
    }

    class Account(double start)
    {
        public double Total = start;

        public void Add(double x) => Total += x * x;

        public virtual double Scale(double x) => x * Total;

        public void Grow(double x) => Total *= x;
    }

    static double Square(double x) => x * x;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Call(Func<double, double> f, double x) => f(x) * f(x + 1);

    [Fact]
    public void Last_result_counts_and_all_run() => Check.Two(
        (a, b) =>
        {
            var calls = a;
            Func<double, double> f = x =>
            {
                calls += x * b;
                return x;
            };
            f += x => calls * x;
            f += Square;
            f += x => x * calls * a;
            return f(b) * calls;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Events() => Check.Two(
        (a, b) =>
        {
            var source = new Source();
            var account = new Account(b);
            source.Raised += account.Add;
            source.Raised += account.Grow;
            source.Raised += account.Add;
            source.Asked += Math.Sin;
            source.Asked += account.Scale;
            var y = source.Raise(a);
            source.Raised -= account.Add;
            source.Asked -= account.Scale;
            return (y * account.Total) + source.Raise(a * b) + account.Total;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void In_a_callee_and_in_a_loop() => Check.Two(
        (a, b) =>
        {
            Func<double, double>? f = null;
            for (var i = 0; i < 3; i++)
            {
                var k = i + a;
                f += x => x * k;
            }

            var sum = 0.0;
            for (var i = 0; i < 3; i++)
                sum += Call(f!, b + i);
            return sum;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void By_reference() => Check.Two(
        (a, b) =>
        {
            Change change = (ref double x, double by) => x *= by;
            change += (ref double x, double by) => x += by * a;
            change += (ref double x, double by) => x *= x;
            var y = a;
            change(ref y, b);
            change(ref y, 0.5);
            return y;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Captured_from_outside()
    {
        Func<double, double> f = x => x + 100;
        f += x => x * x * x;
        Check.Scalar(x => f(x) * x, 0.7);
    }

    [Fact]
    public void As_the_function_itself()
    {
        Func<double, double> f = x => x + 100;
        f += x => x * x * x;
        Check.Scalar(f, 0.7, -1.1);
    }

    [Fact]
    public void Removed_until_one_or_none_is_left() => Check.Scalar(
        x =>
        {
            Func<double, double>? f = Square;
            f += Math.Sin;
            f -= Square;
            var y = f!(x);
            f -= Math.Sin;
            return y * (f is null ? x : 0);
        },
        0.7);

    [Fact]
    public void In_lists() => Check.Two(
        (a, b) =>
        {
            var list = new List<Func<double, double>> { Math.Sin, t => t * a };
            list.Add(t => list[1](t) + b);
            return list[0](a) * list[2](b);
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Methods_of_list_and_array() => Check.Vector(
        v =>
        {
            var scale = v[0];
            var list = new List<double>();
            for (var i = 0; i < v.Length; i++)
                list.Add(v[i]);
            var doubled = list.ConvertAll(x => x * scale);
            var sum = 0.0;
            doubled.ForEach(x => sum += x * x);
            Array.ForEach(v, x => sum *= 1 + (x / 10));
            var squares = Array.ConvertAll(v, x => (x * x) + scale);
            sum += Array.Find(squares, x => x > 1) * list.Find(x => x < 1);
            foreach (var x in Array.FindAll(squares, x => x > 0.5))
                sum += x * scale;
            var large = list.FindAll(x => x > 0.2);
            for (var i = 0; i < large.Count; i++)
                sum += large[i];
            return sum + (Array.Exists(v, x => x > 1) ? scale : 1) + (list.TrueForAll(x => x > -9) ? scale * scale : 0);
        },
        [0.5, 1.5, -2], [2, 0.3, 0.1]);

    [Fact]
    public void Delegates_to_virtual_and_generic_methods() => Check.Two(
        (a, b) =>
        {
            static T Same<T>(T x) => x;
            var account = new Account(a);
            Func<double, double> f = account.Scale, g = Same, h = a > 0 ? account.Scale : Square;
            Func<Func<double, double>, Func<double, double>> twice = k => t => k(k(t));
            return f(b) * g(a) * h(b) * twice(f)(b) * twice(twice(h))(a);
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Captures_of_captures_that_change() => Check.Two(
        (a, b) =>
        {
            var total = a;
            Func<double, Action<double>> outer = x =>
            {
                var inner = x * total;
                return y =>
                {
                    inner += y * b;
                    total *= inner;
                };
            };
            var first = outer(b);
            var second = outer(a);
            first(a);
            second(b);
            first(total);
            return total;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Local_functions() => Check.Two(
        (a, b) =>
        {
            var state = a;
            double Step(double x)
            {
                state += x * b;
                return x > 2 ? state : Step(x + 1) * state;
            }

            static double Pure(double x, double y = 3, params double[] rest) =>
                x * y * (rest.Length > 0 ? rest[^1] : 1);
            return Step(a) + Pure(a) + Pure(b, y: a) + Pure(a, b, 1, a);
        },
        (0.7, 1.1), (-0.4, 0.9));
}
