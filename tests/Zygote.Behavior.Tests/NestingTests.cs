using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Derivatives inside of differentiated functions, and derivatives of derivatives.</summary>
public class NestingTests
{
    abstract class Shape
    {
        public abstract double Area(double x);
    }

    sealed class Square : Shape
    {
        public override double Area(double x) => 2 * x * x * x;
    }

    sealed class Round : Shape
    {
        public override double Area(double x) => Math.Exp(x) * x;
    }

    sealed class Node
    {
        public double Value;
        public Node? Next;
    }

    /// <summary>Functions of many kinds, all smooth near the point.</summary>
    public static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        ["polynomial"] = x => (x * x * x * x) - (2 * x * x),
        ["loop"] = x =>
        {
            var s = 0.0;
            for (var i = 1; i <= 4; i++)
                s += (Math.Sin(i * x) * s) + x;
            return s;
        },
        ["unknown trip count"] = x =>
        {
            var y = x;
            while (y < 20)
                y = (y * y) + 1;
            return Math.Log(y);
        },
        ["virtual calls"] = x =>
        {
            var s = 0.0;
            foreach (var shape in (Shape[])[new Square(), new Round()])
                s += (shape.Area(x) * s) + shape.Area(x);
            return s;
        },
        ["list"] = x =>
        {
            var list = new List<double>();
            for (var i = 0; i < 5; i++)
                list.Add((x * i) + (i > 0 ? list[i - 1] * x : 0));
            return list.Sum() * list[3];
        },
        ["dictionary"] = x =>
        {
            var d = new Dictionary<string, double> { ["a"] = x * x, ["b"] = Math.Sin(x) };
            d["a"] *= d["b"];
            return d["a"] + (d["b"] * d["b"]);
        },
        ["linked objects"] = x =>
        {
            Node? n = null;
            for (var i = 1; i < 4; i++)
                n = new Node { Value = x * i * (n?.Value ?? 1), Next = n };
            var s = 0.0;
            for (; n is not null; n = n.Next)
                s += n.Value * n.Value;
            return s;
        },
        ["recursion"] = x => Fibonacci(x, 5),
        ["recursion over an array"] = x => OfArray([x, 2 * x, x + 1], 0),
        ["array variable that changes"] = x =>
        {
            var (a, b) = (new double[5], new double[5]);
            for (var i = 0; i < 5; i++)
            {
                if (i == 3)
                    a = b;
                a[i] = x * x * x;
            }

            return a[4] * b[3];
        },
        ["query"] = x => Enumerable.Range(1, 4).Select(i => Math.Pow(x, i)).Where(y => y > 0.1).Sum(y => y * y),
        ["captured variable"] = x =>
        {
            var t = x;
            var twice = () => { t *= x; };
            twice();
            twice();
            return t * t;
        },
        ["chosen delegate"] = x =>
        {
            Func<double, double> g = Math.Sin;
            if (x > 0)
                g = y => y * y * x;
            return g(x) * g(g(x));
        },
        ["caught exception"] = x =>
        {
            try
            {
                return x > 0.5 ? throw new InvalidOperationException() : x;
            }
            catch (InvalidOperationException)
            {
                return x * x * x;
            }
        },
        ["out argument"] = x => Out(x, out var y) * y,
        ["matrix"] = x =>
        {
            var m = new double[3, 3];
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++)
                    m[i, j] = (x * i) + (j * x * x);
            }

            return m[0, 1] * m[1, 2] * m[2, 2];
        },
        ["tuple"] = x =>
        {
            var (a, b) = (x * x, Math.Sin(x));
            (a, b) = (b * a, a);
            return a * b;
        },
        ["sorting"] = x =>
        {
            double[] v = [x * x, Math.Sin(x), 0.3 * x];
            Array.Sort(v);
            return (v[0] * v[1]) + (v[2] * v[2] * v[1]);
        },
        ["functions"] = x => Math.Pow(x, x) * Math.Atan2(x * x, x + 1) * Math.Max(x * x, x) * Math.Abs(x - 3),
        ["iterator"] = x => Parts(x).Sum(),
        ["checkpoint"] = x => AD.Checkpoint(y => y * y * Math.Sin(y), x),
    };

    const double X = 0.83;

    static double Fibonacci(double x, int n) => n < 2 ? x : Fibonacci(x, n - 1) * Math.Sin(Fibonacci(x, n - 2));

    static double OfArray(double[] v, int i)
    {
        if (i == v.Length)
            return 1;
        v[i] *= v[0];
        return (v[i] * OfArray(v, i + 1)) + v[i];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Out(double x, out double y)
    {
        y = x * x * x;
        return y * x;
    }

    static IEnumerable<double> Parts(double x)
    {
        for (var i = 1; i < 5; i++)
            yield return x / i * x;
    }

    static double Difference(Func<double, double> f, double x)
    {
        double Central(double h) => (f(x + h) - f(x - h)) / (2 * h);
        const double H = 2e-3;
        return (Central(H) - (20 * Central(H / 2)) + (64 * Central(H / 4))) / 45;
    }

    static void Close(double expected, double actual, double tolerance = 1e-7) =>
        Assert.InRange(actual, expected - (tolerance * Math.Max(1, Math.Abs(expected))), expected + (tolerance * Math.Max(1, Math.Abs(expected))));

    public static TheoryData<string> Names => [.. Functions.Keys.Take(Check.IsDebugIL ? 5 : Functions.Count)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Second_derivatives_in_all_mixes(string name)
    {
        var f = Functions[name];
        var expected = Difference(AD.Gradient(f), X);
        Close(expected, AD.Gradient((double x) => AD.Gradient(f, x), X));
        Close(expected, AD.Derivative((double x) => AD.Gradient(f, x), X));
        Close(expected, AD.Gradient((double x) => AD.Derivative(f, x), X));
        Close(expected, AD.Derivative((double x) => AD.Derivative(f, x), X));
        Close(expected, AD.Gradient(AD.Gradient(f))(X));
        Close(expected, AD.Derivative(AD.Gradient(f))(X));
        Close(expected, AD.HessianVectorProduct(f, X, 1.0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Third_derivatives_in_all_mixes(string name)
    {
        var f = Functions[name];
        var expected = Difference(AD.Derivative(AD.Derivative(f)), X);
        foreach (var mix in (string[])["ggg", "dgg", "gdg", "dgd"])
        {
            var g = mix.Reverse().Aggregate(f, (h, mode) => mode == 'g' ? AD.Gradient(h) : AD.Derivative(h));
            Close(expected, g(X), 1e-6);
        }
    }

    [Fact]
    public void Outer_variables_are_not_confused_with_inner_ones()
    {
        Assert.Equal(12, AD.Gradient((double x) => AD.Derivative((double y) => y * y * y, x), 2.0), 12);
        Assert.Equal(1, AD.Gradient((double x) => x * AD.Derivative((double y) => x + y, 1.0), 1.0), 12);
        Assert.Equal(1, AD.Derivative((double x) => x * AD.Derivative((double y) => x + y, 1.0), 1.0), 12);
        Assert.Equal(6, AD.Gradient((double x) => x * AD.Gradient((double y) => x * y, 1.0), 3.0), 12);
        Assert.Equal(24, AD.Gradient((double x) => { var c = x * 3; return AD.Gradient((double y) => c * y * y, x); }, 2.0), 12);
        Close(
            Difference(x => (Math.Cos(6 * x) * x) - (6 * x * x * Math.Sin(6 * x)), 0.3),
            AD.Gradient((double x) => AD.Gradient((double y) => AD.Gradient((double z) => Math.Sin(x * y * z), 3.0), 2.0), 0.3));
    }

    [Fact]
    public void Each_outer_derivative_has_its_own_shadow_of_what_the_inner_one_keeps()
    {
        static double F(double x)
        {
            var (a, b) = (new double[5], new double[5]);
            for (var i = 0; i < 5; i++)
            {
                if (i == 3)
                    a = b;
                a[i] = x * x * x;
            }

            return a[4] * b[3];
        }

        Close(120 * X * X * X, AD.Derivative(AD.Gradient(AD.Gradient((Func<double, double>)F)))(X), 1e-12);
    }

    static double Apply(Func<double, double> f, double x) => f(x);

    static Func<double, double> DerivativeOf(Func<double, double> f) => AD.Derivative(f);

    [Fact]
    public void Delegates_of_derivatives_are_passed_on_returned_and_chosen_late()
    {
        Assert.Equal(12, AD.Gradient((double x) => Apply(AD.Gradient((double y) => y * y * y), x), 2.0), 12);
        Assert.Equal(12, AD.Gradient((double x) => DerivativeOf(y => y * y * y)(x), 2.0), 12);
        Func<double, double>[] all = [y => y * y * y, Math.Sin];
        for (var k = 0; k < 2; k++)
        {
            var expected = k == 0 ? 12 : -Math.Sin(2);
            Assert.Equal(expected, AD.Gradient((double x) => AD.Derivative(all[k])(x), 2.0), 12);
            Assert.Equal(expected, AD.Gradient((double x) => AD.Gradient(all[k])(x), 2.0), 12);
            Assert.Equal(expected, AD.Derivative((double x) => AD.Gradient(all[k], x), 2.0), 12);
        }
    }

    [Fact]
    public void Every_form_of_derivative_inside()
    {
        static double Cube(double y) => y * y * y;
        Assert.Equal(12, AD.Gradient((double x) => AD.Pullback((double y) => y * y * y, x).Pullback(1.0), 2.0), 12);
        Assert.Equal(12, AD.Gradient((double x) => AD.Pushforward((double y) => y * y * y, x, 1.0).Tangent, 2.0), 12);
        Assert.Equal(240, AD.Gradient((double x) => { var (v, g) = AD.ValueAndGradient((double y) => y * y * y, x); return v * g; }, 2.0), 10);
        Assert.Equal(48, AD.Gradient((double x) => AD.NthDerivative((double y) => y * y * y * y, 2)(x), 2.0), 12);
        Assert.Equal(12, AD.Gradient(x => AD.Gradient(Cube, x), 2.0), 12);
        Assert.Equal(
            216,
            AD.Gradient(
                (double x) =>
                {
                    var g = new double[2];
                    var value = AD.GradientInto((double[] w) => w[0] * w[0] * w[1])([x, 3.0], g);
                    return value * g[0];
                },
                2.0),
            10);
        Assert.Equal(
            6, AD.Gradient((double x) => AD.Jacobian((double[] w) => new[] { w[0] * w[0] * w[1], w[1] })([x, 3.0])[0, 0], 2.0), 12);
        Assert.Equal(18, AD.Gradient((double x) => AD.Hessian((double[] w) => w[0] * w[0] * w[0] * w[1])([x, 3.0])[0, 0], 2.0), 12);
    }

    [Fact]
    public void Four_times_reverse_mode_of_a_function_of_twenty_lines()
    {
        static double F(double x)
        {
            var s = 0.0;
            var t = x;
            for (var i = 1; i <= 6; i++)
            {
                t = (t * 0.5) + Math.Sin(x * i);
                if (t > 0.2)
                    s += t * t;
                else
                    s -= x * t;
                s *= 0.9;
            }

            var u = Math.Exp(-s * s) + (x * s);
            var v = u > 0 ? Math.Log(1 + u) : u;
            return (u * v) + (x * x);
        }

        var fourth = AD.Gradient(AD.Gradient(AD.Gradient(AD.Gradient((Func<double, double>)F))));
        Close(Difference(AD.Derivative(AD.Derivative(AD.Derivative((Func<double, double>)F))), 0.4), fourth(0.4), 1e-5);
    }

    [Fact]
    public void Captured_memory_that_the_inner_derivative_writes()
    {
        var scratch = new double[3];
        Close(
            60 * 0.7 * 0.7,
            AD.Gradient(
                (double x) => AD.Derivative(
                    (double y) => AD.Gradient(
                        (double z) =>
                        {
                            for (var i = 0; i < 3; i++)
                                scratch[i] = z * z * (i + 1) / (i + 1);
                            return scratch[0] * scratch[1] * z;
                        },
                        y),
                    x),
                0.7),
            1e-12);
    }

    [Fact]
    public void Code_knows_how_deep_it_is()
    {
        Assert.Equal(4, AD.Gradient((double x) => AD.Gradient((double y) => y * y * AD.NestingLevel, x), 1.0));
        Assert.Equal(4, AD.Derivative((double x) => AD.Derivative((double y) => y * y * AD.NestingLevel, x), 1.0));
        Assert.Equal(2 * 2, AD.Gradient((double x) => AD.NestingLevel * x * AD.Gradient((double y) => y * AD.NestingLevel * x, 1.0), 1.0));
    }

    [Fact]
    public void Taylor_coefficients_inside_and_of_derivatives()
    {
        // c[2] of sin is -sin / 2, and its derivative -cos / 2.
        Assert.Equal(-Math.Cos(0.7) / 2, AD.Gradient((double x) => AD.Taylor((double y) => Math.Sin(y), 3)(x)[2], 0.7), 13);
        Assert.Equal(-Math.Cos(0.7) / 2, AD.Derivative((double x) => AD.Taylor((double y) => Math.Sin(y), 3)(x)[2], 0.7), 13);
        Check.Close(
            [Math.Cos(0.7), -Math.Sin(0.7), -Math.Cos(0.7) / 2, Math.Sin(0.7) / 6], AD.Taylor(AD.Gradient((double y) => Math.Sin(y)), 3)(0.7));
        Check.Close(
            [6 * 0.7, 6, 0], AD.Taylor((double x) => AD.Gradient((double y) => AD.Derivative((double z) => z * z * z, y), x), 2)(0.7));
    }

    struct Box
    {
        public Node? Node;
    }

    /// <summary>The shadow of the array did not mirror the reference: a silent zero for what was read by the other name.</summary>
    [Fact]
    public void An_object_in_a_struct_in_an_array_from_outside()
    {
        var boxes = new Box[1];
        double F(double x)
        {
            System.Threading.Volatile.Write(ref boxes[0].Node, new Node { Value = x * x });
            System.Threading.Interlocked.MemoryBarrier();
            return boxes[0].Node!.Value * x;
        }

        Assert.Equal(12, AD.Gradient((Func<double, double>)F)(2), 12);
        Assert.Equal(12, AD.Gradient(AD.Gradient((Func<double, double>)F))(2), 12);
        Assert.Equal(12, AD.Derivative(AD.Gradient((Func<double, double>)F))(2), 12);
    }

    /// <summary>In the try block a variable of the handler was overwritten before the call that throws.</summary>
    [Fact]
    public void What_a_handler_reads_is_not_overwritten_before_the_exception()
    {
        static double F(double x)
        {
            var y = x;
            try
            {
                y *= int.Parse("2");
                y *= int.Parse("x");
            }
            catch (FormatException)
            {
                y *= x;
            }

            return y;
        }

        Assert.Equal((8, 4), AD.Pushforward(AD.Gradient((Func<double, double>)F))(2, 1));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double[] Zeros(double x, int n) => x > 100 ? null! : new double[n];

    /// <summary>The pair of array and shadow that the callee returns had no shadow in place of the second.</summary>
    [Fact]
    public void A_constant_array_made_by_a_callee()
    {
        static double F(double x)
        {
            var a = Zeros(x * x, 3);
            var y = a[1] + (x * x);
            a[0] = y * x;
            return y * (a[0] + a[2]);
        }

        Assert.Equal(20 * X * X * X, AD.Derivative(AD.Gradient((Func<double, double>)F))(X), 10);
    }

    record struct Pair(double A, double B);

    /// <summary>The pullback's result was copied by its references, of which there are none: it came out as zeros.</summary>
    [Fact]
    public void Pullbacks_by_structs_inside()
    {
        static double F(double x)
        {
            var (_, pullback) = AD.Pullback((Pair p) => p.A * p.A * p.B, new Pair(x, x + 1));
            var g = pullback(1.0);
            return g.A + (10 * g.B);
        }

        static double Complex(double x)
        {
            var (_, pullback) = AD.Pullback(
                (System.Numerics.Complex z) => z.Real * z.Real * z.Imaginary, new System.Numerics.Complex(x, x + 1));
            var g = pullback(1.0);
            return g.Real + (10 * g.Imaginary);
        }

        // 2 x (x + 1) + 10 x^2 and its derivative 24 x + 2
        foreach (var f in (Func<double, double>[])[F, Complex])
        {
            Assert.Equal(24 * 0.7 + 2, AD.Gradient(f)(0.7), 12);
            Assert.Equal(24 * 0.7 + 2, AD.Derivative(f)(0.7), 12);
        }
    }

    [Fact]
    public void All_of_a_Jacobian_inside()
    {
        static double F(double[] x)
        {
            var j = AD.Jacobian(
                (double[] y) =>
                {
                    var z = new double[3];
                    for (var i = 0; i < 3; i++)
                        z[i] = y[0] * y[1] * (i + 1) * y[i % 2];
                    return z;
                })([x[0], x[1]]);
            var sum = 0.0;
            for (var i = 0; i < 3; i++)
            {
                for (var k = 0; k < 2; k++)
                    sum += j[i, k] * (1 + i + (3 * k));
            }

            return sum;
        }

        // rows: (2ab, a^2), 2 (b^2, 2ab), 3 (2ab, a^2)
        static double Expected(double[] x)
        {
            var (a, b) = (x[0], x[1]);
            return (2 * a * b) + (4 * a * a) + (2 * 2 * b * b) + (5 * 4 * a * b) + (3 * 6 * a * b) + (6 * 3 * a * a);
        }

        double[] point = [0.7, -1.3];
        Assert.Equal(Expected(point), F(point), 12);
        Check.Close(AD.Gradient(Expected)(point), AD.Gradient(F)(point), 1e-12);
        Check.Close(AD.Jacobian(AD.Gradient(Expected))(point).Cast<double>().ToArray(), AD.Hessian(F)(point).Cast<double>().ToArray(), 1e-12);
    }

    [Fact]
    public void A_second_run_of_a_pullback_that_would_have_to_restore_what_the_function_wrote()
    {
        var scratch = new double[1];
        double Twice(double x)
        {
            var (_, pullback) = AD.Pullback(
                (double y) =>
                {
                    scratch[0] = y * y;
                    return scratch[0] * y;
                },
                x);
            return pullback(1.0) + pullback(2.0);
        }

        Assert.Equal(18 * 0.7, AD.Gradient(Twice, 0.7), 12);
    }

    [Fact]
    public void Exceptions_arrive_unchanged()
    {
        static double F(double x) => x > 100 ? throw new InvalidOperationException("large") : x * x;
        Assert.Equal("large", Assert.Throws<InvalidOperationException>(() => AD.Gradient(AD.Gradient((Func<double, double>)F))(200)).Message);
    }
}
