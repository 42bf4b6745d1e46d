using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

public class DelegateTests
{
    delegate double Binary(double a, double b);

    delegate void Update(ref double x);

    static double Apply(Func<double, double> f, double x) => f(f(x)) * x;

    static Func<double, double> Compose(Func<double, double> f, Func<double, double> g) => x => f(g(x));

    static Func<double, double> Adder(double a) => x => x + (a * a);

    static double Integrate(Func<double, double> f, double from, double to, int n)
    {
        var h = (to - from) / n;
        var sum = 0.5 * (f(from) + f(to));
        for (var i = 1; i < n; i++)
            sum += f(from + (i * h));
        return sum * h;
    }

    static double Newton(Func<double, double, double> f, double p)
    {
        var x = 1.0;
        for (var i = 0; i < 20; i++)
            x -= f(x, p) / ((f(x + 1e-6, p) - f(x - 1e-6, p)) / 2e-6);
        return x;
    }

    [Fact]
    public void Known_lambdas() => Check.Scalar(
        x =>
        {
            Func<double, double> f = t => t * t;
            Func<double, double, double> g = (s, t) => s * f(t);
            return f(x) + g(x, f(x));
        },
        1.5, -0.3);

    [Fact]
    public void Captured_active_variables() => Check.Two(
        (a, b) =>
        {
            Func<double, double> f = t => a * t;
            Func<double, double> g = t => f(t) + b;
            return g(f(b)) * g(a);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Captured_variable_changed_later() => Check.Scalar(
        x =>
        {
            var k = x;
            Func<double, double> f = t => k * t;
            var before = f(x);
            k *= 3;
            Action grow = () => k += f(2);
            grow();
            grow();
            return before + f(x);
        },
        1.5, -0.3);

    [Fact]
    public void Captured_loop_variables() => Check.Scalar(
        x =>
        {
            var fs = new Func<double, double>[4];
            for (var i = 0; i < fs.Length; i++)
            {
                var k = i * x;
                fs[i] = t => t + (k * t);
            }

            var y = x;
            foreach (var f in fs)
                y = f(y);
            return y;
        },
        0.5, -0.3);

    [Fact]
    public void Passed_as_arguments() => Check.Two((a, b) => Apply(t => t * b, a) + Apply(Math.Sin, a) + Apply(Adder(b), a), (1, 2), (-0.5, 3));

    [Fact]
    public void Returned() => Check.Two((a, b) => Adder(a)(b) * Compose(Adder(b), t => t * a)(a), (1, 2), (-0.5, 3));

    [Fact]
    public void Arrays_of_delegates() => Check.Scalar(
        x =>
        {
            Func<double, double>[] fs = [Math.Sin, Math.Exp, t => t * t, Adder(x)];
            var y = 0.0;
            foreach (var f in fs)
                y += f(x) * f(y);
            return y;
        },
        0.5, -0.3);

    [Fact]
    public void Captured_from_outside()
    {
        Func<double, double>[] fs = [Math.Cos, t => t / (1 + t), Adder(2), Compose(Math.Sin, Math.Exp)];
        foreach (var f in fs)
            Check.Scalar(x => f(x) * x, 0.5, 1.3);
        Check.Scalar(x => fs.Length + fs[1](x), 0.5);
    }

    [Fact]
    public void Differentiated_delegates_with_captured_constants()
    {
        for (var k = 1; k < 4; k++)
        {
            var n = k;
            var scale = 0.5 * k;
            Func<double, double> f = x => scale * Math.Pow(x, n);
            Check.Scalar(f, 1.5);
            Assert.Equal(scale * n * Math.Pow(1.5, n - 1), AD.Gradient(f, 1.5), 12);
        }
    }

    [Fact]
    public void Captured_constants_are_read_at_every_call()
    {
        var k = 1.0;
        var g = AD.Gradient((double x) => k * x * x);
        Assert.Equal(2, g(1));
        k = 5;
        Assert.Equal(10, g(1));
    }

    [Fact]
    public void Chosen_by_data() => Check.Scalar(
        x =>
        {
            Func<double, double> f = x > 0 ? Math.Sin : t => t * t;
            if (x > 2)
                f = Compose(f, f);
            return f(x) * x;
        },
        0.5, -0.3, 2.5);

    [Fact]
    public void Composed_in_a_loop() => Check.Scalar(
        x =>
        {
            Func<double, double> f = t => t;
            for (var i = 0; i < 4; i++)
                f = Compose(f, t => (t * x) + 0.1);
            return f(x);
        },
        0.5, -1.3);

    [Fact]
    public void Quadrature() => Check.Two((a, b) => Integrate(t => Math.Exp(-a * t * t), 0, b, 8), (1, 2), (0.5, 3));

    [Fact]
    public void Root_finding() => Check.Scalar(p => Newton((x, q) => (x * x) - q, p), 2, 5);

    [Fact]
    public void Own_delegate_types() => Check.Two(
        (a, b) =>
        {
            Binary f = (s, t) => s * t * a;
            Update u = (ref double s) => s += b * s;
            var y = f(a, b);
            u(ref y);
            u(ref y);
            return y;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Instance_methods_as_delegates() => Check.Two(
        (a, b) =>
        {
            var line = new Line { Slope = a };
            Func<double, double> f = line.At;
            line.Slope *= b;
            return f(b) + Apply(line.At, a);
        },
        (1, 2), (-0.5, 3));

    sealed class Line
    {
        public double Slope;

        public double At(double x) => (Slope * x) + 1;
    }

    [Fact]
    public void Actions_on_arrays() => Check.Vector(
        x =>
        {
            Action<double[], int> step = (y, i) => y[i] *= y[(i + 1) % y.Length];
            for (var i = 0; i < x.Length; i++)
                step(x, i);
            Func<double[], double> last = y => y[^1];
            return last(x) * x[0];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Delegate_fields() => Check.Scalar(
        x =>
        {
            var layer = new Layer(t => Math.Tanh(t * x), x * 2);
            return layer.Run(x) * layer.Activation(layer.Gain);
        },
        0.5, -1.3);

    sealed record Layer(Func<double, double> Activation, double Gain)
    {
        public double Run(double x) => Activation(Gain * x) + Activation(x);
    }

    [Fact]
    public void Delegates_inside_the_argument() => Check.Any((Layer l) => l.Run(2) * l.Gain, new Layer(Math.Sin, 0.7), new Layer(t => t * t, 0.2));

    [Fact]
    public void Curried() => Check.Two(
        (a, b) =>
        {
            Func<double, Func<double, Func<double, double>>> f = s => t => u => s * t * u * a;
            return f(a)(b)(3);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Recursion_through_a_variable() => Check.Scalar(
        x =>
        {
            Func<int, double> f = null!;
            f = n => n == 0 ? 1 : x * f(n - 1) / n;
            return f(6) + f(2);
        },
        0.5, -1.3);

    [Fact]
    public void Linq_on_arrays() => Check.Vector(
        x => x.Select(v => v * v).Sum() + x.Zip(x, (a, b) => a * b).Max() + x.Where(v => v > 0).Aggregate(1.0, (a, b) => a * b),
        [1, 2, 3], [0.5, -1, 0.25]);

    [Fact]
    public void Array_helpers_with_delegates() => Check.Vector(
        x => Array.ConvertAll(x, v => v * v * x[0])[^1] + Array.Find(x, v => v < 2), [1, 2, 3], [0.5, -1]);

    interface IForce
    {
        double At(double x);
    }

    sealed class Cubic : IForce
    {
        public double At(double x) => x * x * x;
    }

    sealed class Spring(double stiffness) : IForce
    {
        public double At(double x) => stiffness * x * x;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Called(Func<double, double> f, double x) => f(x);

    static double Total(double x, IForce[] forces)
    {
        var sum = 0.0;
        foreach (var force in forces)
        {
            Func<double, double> at = force.At;
            sum += Called(at, x);
        }

        return sum;
    }

    // The object of such a class has no shadow, although its static type might have one: the delegate's shadow was made of null.
    [Fact]
    public void Methods_of_objects_without_numbers_behind_an_interface()
    {
        IForce[] constant = [new Cubic(), new Spring(3)];
        Check.Scalar(x => Total(x, constant), 2, -0.5);
        Check.Scalar(x => Total(x, [new Cubic(), new Spring(x), new Cubic()]), 2, -0.5);
        Check.Scalar(
            x =>
            {
                var kept = new List<Func<double, double>>();
                foreach (var force in constant)
                    kept.Add(force.At);
                return kept.Sum(f => Called(f, x) * x);
            },
            2, -0.5);
    }
}
