using System;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>
/// Derivatives of what a solver finds: against the implicit function theorem by hand, against each other in all modes, and
/// against central differences.
/// </summary>
public class ImplicitTests
{
    static double Newton(Func<double, double> g, Func<double, double> slope, double x)
    {
        for (var i = 0; i < 60; i++)
            x -= g(x) / slope(x);
        return x;
    }

    // x^3 + x = p
    static double Cubic(double p) => AD.ImplicitRoot(
        (x, q) => (x * x * x) + x - q, q => Newton(x => (x * x * x) + x - q, x => (3 * x * x) + 1, 0.5), p);

    // x' = u with u = 1 / (3 x^2 + 1), so x'' = -6 x u^3 and x''' = -6 u^4 + 108 x^2 u^5.
    static double[] CubicDerivatives(double p)
    {
        var x = Cubic(p);
        var u = 1 / ((3 * x * x) + 1);
        return [x, u, -6 * x * u * u * u, (-6 * u * u * u * u) + (108 * x * x * u * u * u * u * u)];
    }

    static void Near(double expected, double actual, double tolerance = 1e-12) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{expected:R} expected, {actual:R} found");

    static double Central(Func<double, double> f, double x) => (f(x + 1e-5) - f(x - 1e-5)) / 2e-5;

    [Fact]
    public void A_root_by_both_modes_to_third_order()
    {
        var d = CubicDerivatives(1.3);
        Near(d[1], AD.Gradient(Cubic, 1.3));
        Near(d[1], AD.Derivative(Cubic, 1.3));
        Near(d[2], AD.Gradient(AD.Gradient(Cubic))(1.3));
        Near(d[2], AD.Gradient(AD.Derivative(Cubic))(1.3));
        Near(d[2], AD.Derivative(AD.Gradient(Cubic))(1.3));
        Near(d[2], AD.Derivative(AD.Derivative(Cubic))(1.3));
        Near(d[3], AD.Gradient(AD.Gradient(AD.Gradient(Cubic)))(1.3));
        Near(d[3], AD.Derivative(AD.Derivative(AD.Derivative(Cubic)))(1.3));
        Near(d[3], AD.Gradient(AD.Derivative(AD.Gradient(Cubic)))(1.3));
    }

    [Fact]
    public void Taylor_coefficients_of_a_root()
    {
        var d = CubicDerivatives(1.3);
        var c = AD.Taylor(Cubic, 3)(1.3);
        Near(d[0], c[0]);
        Near(d[1], c[1]);
        Near(d[2], c[2] * 2);
        Near(d[3], c[3] * 6);
        Near(d[3], AD.Gradient(AD.NthDerivative(Cubic, 2))(1.3));
        Near(AD.NthDerivative(Cubic, 7)(1.3), AD.Derivative(AD.Derivative(AD.NthDerivative(Cubic, 5)))(1.3), 1e-9);
    }

    [Fact]
    public void Taylor_coefficients_of_large_order()
    {
        // x = sqrt p: the series of a power is known to Taylor mode without a solver.
        static double Root(double p) => AD.ImplicitRoot((x, q) => (x * x) - q, q => Math.Sqrt(q), p);
        var (found, known) = (AD.Taylor(Root, 15)(1.7), AD.Taylor(Math.Sqrt, 15)(1.7));
        for (var k = 0; k < known.Length; k++)
            Near(known[k], found[k], 1e-11);
    }

    static double[] Solve(double[] p)
    {
        // a x^2 + y = 3 and x = b y^2, by Newton's method with Cramer's rule.
        var (x, y) = (1.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var (g, h) = ((p[0] * x * x) + y - 3, x - (p[1] * y * y));
            var (a, b, c, d) = (2 * p[0] * x, 1.0, 1.0, -2 * p[1] * y);
            var det = (a * d) - (b * c);
            (x, y) = (x - (((g * d) - (b * h)) / det), y - (((a * h) - (g * c)) / det));
        }

        return [x, y];
    }

    static double OfSystem(double[] p)
    {
        var x = AD.ImplicitRoot(
            (double[] x, double[] q) => [(q[0] * x[0] * x[0]) + x[1] - 3, x[0] - (q[1] * x[1] * x[1])], Solve, p);
        return (x[0] * Math.Sin(x[1])) + (p[0] * x[1]);
    }

    [Fact]
    public void Gradient_and_Hessian_through_a_system()
    {
        double[] p = [1.2, 0.8];
        var gradient = AD.Gradient(OfSystem)(p);
        for (var i = 0; i < 2; i++)
        {
            double At(double v) => OfSystem(i == 0 ? [v, p[1]] : [p[0], v]);
            Near(Central(At, p[i]), gradient[i], 1e-8);
            var direction = new double[2];
            direction[i] = 1;
            Near(gradient[i], AD.Pushforward(OfSystem)(p, direction).Tangent);
        }

        var hessian = AD.Hessian(OfSystem)(p);
        Near(hessian[0, 1], hessian[1, 0]);
        for (var i = 0; i < 2; i++)
        {
            var row = AD.Gradient((double[] q) => AD.Gradient(OfSystem)(q)[i])(p);
            for (var j = 0; j < 2; j++)
            {
                double At(double v) => AD.Gradient(OfSystem)(j == 0 ? [v, p[1]] : [p[0], v])[i];
                Near(Central(At, p[j]), hessian[i, j], 1e-8);
                Near(hessian[i, j], row[j]);
            }
        }

        var along = AD.Taylor(OfSystem, 3)(p, [1, -0.5]);
        Near(hessian[0, 0] - hessian[0, 1] + (0.25 * hessian[1, 1]), 2 * along[2]);
        Near(Central(t => AD.Taylor(OfSystem, 2)([p[0] + t, p[1] - (t / 2)], [1, -0.5])[2], 0), 3 * along[3], 1e-7);
    }

    [Fact]
    public void What_the_equation_captures_carries_derivatives()
    {
        static double Value(double a)
        {
            var c = new[] { a * a };
            return AD.ImplicitRoot(
                (x, q) => (x * x * x) + (c[0] * x) - q,
                q => Newton(x => (x * x * x) + (c[0] * x) - q, x => (3 * x * x) + c[0], 0.5),
                2 * a);
        }

        Near(Central(Value, 1.1), AD.Gradient(Value, 1.1), 1e-9);
        Near(Central(Value, 1.1), AD.Derivative(Value, 1.1), 1e-9);
        var second = Central(AD.Gradient(Value), 1.1);
        Near(second, AD.Gradient(AD.Gradient(Value))(1.1), 1e-9);
        Near(second, AD.Derivative(AD.Derivative(Value))(1.1), 1e-9);
        Near(second, AD.NthDerivative(Value, 2)(1.1), 1e-9);
    }

    [Fact]
    public void The_solver_is_not_read()
    {
        // Bisection in decimal: neither could be differentiated.
        static double Bisect(double p)
        {
            var (low, high) = (0m, 4m);
            for (var i = 0; i < 80; i++)
            {
                var middle = (low + high) / 2;
                if (middle * middle < (decimal)p)
                    low = middle;
                else
                    high = middle;
            }

            return (double)low;
        }

        static double Root(double p) => AD.ImplicitRoot((x, q) => (x * x) - q, Bisect, p);
        Near(0.5 / Math.Sqrt(2), AD.Gradient(Root, 2), 1e-9);
        Near(-0.25 / (2 * Math.Sqrt(2)), AD.NthDerivative(Root, 2)(2), 1e-9);
    }

    [Fact]
    public void Delegates_that_are_known_at_run_time_only()
    {
        static double Root(Func<double, double, double> g, Func<double, double> solve, double p) => AD.ImplicitRoot(g, solve, p);
        Func<double, double, double> equation = (x, q) => (x * x) - q;
        Func<double, double> solver = Math.Sqrt;
        double Through(double p)
        {
            var choice = p > 0 ? equation : (x, q) => x - q;
            return Root(choice, solver, p) * p;
        }

        // p^1.5
        Near(1.5 * Math.Sqrt(2), AD.Gradient(Through, 2));
        Near(0.75 / Math.Sqrt(2), AD.Gradient(AD.Gradient(Through))(2));
    }

    sealed class Spring
    {
        public double Stiffness;
        public double[] Load = [];
    }

    [Fact]
    public void Parameters_that_are_an_object()
    {
        // k (x_i + x_i^3) = load_i
        static double[] Settle(Spring s) =>
            [.. s.Load.Select(w => Newton(x => (s.Stiffness * (x + (x * x * x))) - w, x => s.Stiffness * (1 + (3 * x * x)), 0))];
        static double Energy(Spring spring) => AD.ImplicitRoot(
            (x, s) =>
            {
                var rest = new double[x.Length];
                for (var i = 0; i < rest.Length; i++)
                    rest[i] = (s.Stiffness * (x[i] + (x[i] * x[i] * x[i]))) - s.Load[i];
                return rest;
            },
            Settle,
            spring).Sum(x => x * x);

        Spring At(double k, double w) => new() { Stiffness = k, Load = [0.3, w, 1.1] };
        var gradient = AD.Gradient<Spring>(Energy)(At(2, 0.7));
        Near(Central(k => Energy(At(k, 0.7)), 2), gradient.Stiffness, 1e-8);
        Near(Central(w => Energy(At(2, w)), 0.7), gradient.Load[1], 1e-8);
    }

    [Fact]
    public void Roots_inside_of_equations_and_loops()
    {
        // y^2 = x inside of x^2 = p: y = p^(1/4).
        static double Quarter(double p) => AD.ImplicitRoot(
            (y, q) => (y * y) - AD.ImplicitRoot((x, r) => (x * x) - r, Math.Sqrt, q), q => Math.Sqrt(Math.Sqrt(q)), p);
        Near(0.25 * Math.Pow(2, -0.75), AD.Gradient(Quarter, 2));
        Near(0.25 * -0.75 * Math.Pow(2, -1.75), AD.Gradient(AD.Gradient(Quarter))(2));
        Near(0.25 * -0.75 * Math.Pow(2, -1.75), AD.NthDerivative(Quarter, 2)(2));

        static double Repeated(double p)
        {
            for (var i = 0; i < 3; i++)
                p = AD.ImplicitRoot((x, r) => (x * x) - r, Math.Sqrt, p);
            return p;
        }

        Near(0.125 * Math.Pow(2, -0.875), AD.Gradient(Repeated, 2));
        Near(0.125 * -0.875 * Math.Pow(2, -1.875), AD.Derivative(AD.Gradient(Repeated))(2));
    }

    [Fact]
    public void An_exception_of_the_solver_is_caught_as_ever()
    {
        static double Safe(double p)
        {
            try
            {
                return AD.ImplicitRoot((x, q) => (x * x) - q, q => q < 0 ? throw new ArithmeticException() : Math.Sqrt(q), p);
            }
            catch (ArithmeticException)
            {
                return 3 * p;
            }
        }

        Near(0.5 / Math.Sqrt(2), AD.Gradient(Safe, 2));
        Near(3, AD.Gradient(Safe, -2));
    }

    [Fact]
    public void The_value_is_what_the_solver_returned()
    {
        // Not a root: the Newton step that gives the derivative must not move it.
        static double Rough(double p) => AD.ImplicitRoot((x, q) => (x * x) - q, q => 1.5, p);
        Assert.Equal(1.5, Rough(2));
        var (value, gradient) = AD.ValueAndGradient(Rough, 2);
        Assert.Equal(1.5, value);
        Near(1 / 3.0, gradient);

        // Nor at a singular point, where there is no derivative.
        static double Double(double p) => AD.ImplicitRoot((x, q) => x * x * q, q => 0, p);
        (value, gradient) = AD.ValueAndGradient(Double, 2);
        Assert.Equal(0, value);
        Assert.False(double.IsFinite(gradient) && gradient != 0);
    }

    [Fact]
    public void Float()
    {
        static float Root(float p) => AD.ImplicitRoot((x, q) => (x * x) - q, MathF.Sqrt, p);
        Assert.Equal(0.5f / MathF.Sqrt(2), AD.Gradient(Root, 2f), 1e-6f);
        Assert.Equal(0.5f / MathF.Sqrt(2), AD.Derivative(Root, 2f), 1e-6f);
        static float Sum(float[] p) => AD.ImplicitRoot(
            (float[] x, float[] q) => [(x[0] * x[0]) - q[0], (x[1] * x[0]) - q[1]], q => [MathF.Sqrt(q[0]), q[1] / MathF.Sqrt(q[0])], p)[1];
        var gradient = AD.Gradient(Sum)([4, 3]);
        Assert.Equal(-3 / 16f, gradient[0], 1e-6f);
        Assert.Equal(0.5f, gradient[1], 1e-6f);
    }

    [Fact]
    public void No_unknowns_and_a_pivot_of_zero()
    {
        static double None(double p) => AD.ImplicitRoot((double[] x, double q) => [], q => [], p).Length * p;
        Assert.Equal(0, AD.Gradient(None, 2));

        // y = p, x y = 1: the first pivot is zero.
        static double Swapped(double p) => AD.ImplicitRoot((double[] x, double q) => [x[1] - q, (x[0] * x[1]) - 1], q => [1 / q, q], p)[0];
        Near(-0.25, AD.Gradient(Swapped, 2));
        Near(0.25, AD.NthDerivative(Swapped, 2)(2));
    }

    [Fact]
    public void As_many_equations_as_unknowns()
    {
        static double Short(double p) => AD.ImplicitRoot((double[] x, double q) => [x[0] - q], q => [q, q], p)[0];
        Assert.Equal(2, Short(2));
        Assert.Contains("2 unknowns and 1 equations", Assert.Throws<ArgumentException>(() => AD.Gradient(Short, 2)).Message, StringComparison.Ordinal);
        static double Shorter(double p) => AD.FixedPoint((double[] x, double q) => [x[0] - q], q => [q, q], p)[0];
        Assert.Contains("2 numbers to 1", Assert.Throws<ArgumentException>(() => AD.Gradient(Shorter, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => AD.ImplicitRoot(null!, Math.Sqrt, 2.0));
        Assert.Throws<ArgumentNullException>(() => AD.ImplicitRoot((double x, double q) => x - q, null!, 2.0));
    }

    // x = cos(p x), so x' = -sin(p x) x / (1 + p sin(p x)).
    static double Cosine(double p) => AD.FixedPoint((x, q) => Math.Cos(q * x), 0.5, p);

    [Fact]
    public void Fixed_points_of_a_number()
    {
        var x = Cosine(0.9);
        var first = -Math.Sin(0.9 * x) * x / (1 + (0.9 * Math.Sin(0.9 * x)));
        Near(x, Math.Cos(0.9 * x), 1e-13);
        Near(first, AD.Gradient(Cosine, 0.9));
        Near(first, AD.Derivative(Cosine, 0.9));
        Near(Central(AD.Gradient(Cosine), 0.9), AD.Gradient(AD.Gradient(Cosine))(0.9), 1e-8);
        Near(AD.NthDerivative(Cosine, 4)(0.9), AD.Derivative(AD.Gradient(AD.Derivative(AD.Gradient(Cosine))))(0.9), 1e-11);
        static double Given(double p) => AD.FixedPoint((double x, double q) => Math.Cos(q * x), Cosine, p);
        Near(first, AD.Gradient(Given, 0.9));
    }

    [Fact]
    public void Fixed_points_of_a_vector_that_the_map_updates_in_place()
    {
        static double Sum(double[] p) => AD.FixedPoint(
            (double[] x, double[] q) =>
            {
                for (var i = 0; i < x.Length; i++)
                    x[i] = 0.5 * Math.Sin(x[i] + q[i]) + (0.1 * x[(i + 1) % x.Length]);
                return x;
            },
            [0, 0, 0],
            p).Select((x, i) => x * (i + 1)).Sum();

        double[] point = [0.4, 0.9, -0.3];
        var gradient = AD.Gradient(Sum)(point);
        var hessian = AD.Hessian(Sum)(point);
        for (var i = 0; i < 3; i++)
        {
            double[] At(double v) => [.. point.Select((x, k) => k == i ? v : x)];
            Near(Central(v => Sum(At(v)), point[i]), gradient[i], 1e-8);
            for (var j = 0; j < 3; j++)
                Near(Central(v => AD.Gradient(Sum)(At(v))[j], point[i]), hessian[i, j], 1e-7);
        }
    }

    [Fact]
    public void An_iteration_that_does_not_come_to_rest()
    {
        var e = Assert.Throws<InvalidOperationException>(() => AD.FixedPoint((double x, double q) => q * x * (1 - x), 0.3, 3.9, maxIterations: 500));
        Assert.Contains("500 steps", e.Message, StringComparison.Ordinal);
    }
}
