using System;
using System.Linq;

using Xunit;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

public sealed class QuadratureTests
{
    [Fact]
    public void Trapezoids()
    {
        Assert.Equal(6.5, Arrays.Trapezoid([0.0, 1, 3], [1, 2, 3]));
        Assert.Equal([0, 1.5, 6.5], Arrays.CumulativeTrapezoid([0.0, 1, 3], [1, 2, 3]));
        Assert.Equal(0, Arrays.Trapezoid(Array.Empty<double>(), []));
        Assert.Empty(Arrays.CumulativeTrapezoid(Array.Empty<float>(), []));
        Assert.Throws<ArgumentException>(() => Arrays.Trapezoid([0.0], []));
        var x = Data.Vector(8);
        Against.Differences(v => Math.Exp(Arrays.Trapezoid(Data.Part(v, 0, 4), Data.Part(v, 4, 4))), x);
        Against.Differences(v => Data.Mix(Arrays.CumulativeTrapezoid(Data.Part(v, 0, 4), Data.Part(v, 4, 4))), x);
        Against.Single(
            v => Arrays.Trapezoid(Data.Part(v, 0, 4), Data.Part(v, 4, 4)), v => Arrays.Trapezoid(Data.Part(v, 0, 4), Data.Part(v, 4, 4)), x);
    }

    [Fact]
    public void Gauss_is_exact_for_polynomials()
    {
        foreach (var n in new[] { 1, 2, 3, 4, 5, 10, 21, 64, 200 })
        {
            for (var degree = 0; degree < Math.Min(2 * n, 60); degree++)
                Assert.Equal(Math.Pow(1.5, degree + 1) / (degree + 1), Arrays.GaussLegendre(t => Power(t, degree), 0, 1.5, n), 1e-12 * Math.Pow(1.5, degree));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Arrays.GaussLegendre(Math.Exp, 0, 1, 0));
        Against.Differences(v => Arrays.GaussLegendre(t => Math.Exp(v[2] * t), v[0], v[1], 8), [0.2, 1.3, 0.7]);
    }

    [Fact]
    public void Integrals_are_those_in_tables()
    {
        Against.Near(1 - Math.Cos(2), Arrays.Integrate(Math.Sin, 0, 2), 1e-14);
        Against.Near(Math.Cos(2) - 1, Arrays.Integrate(Math.Sin, 2, 0), 1e-14);
        Against.Near(2.0 / 3, Arrays.Integrate(Math.Sqrt, 0, 1), 1e-10);
        Against.Near(2, Arrays.Integrate(t => 1 / Math.Sqrt(t), 0, 1), 1e-8);
        Against.Near(-1, Arrays.Integrate(Math.Log, 0, 1), 1e-10);
        Against.Near(Math.PI, Arrays.Integrate(t => 1 / (1 + t * t), double.NegativeInfinity, double.PositiveInfinity), 1e-10);
        Against.Near(Math.Sqrt(Math.PI), Arrays.Integrate(t => Math.Exp(-t * t), double.NegativeInfinity, double.PositiveInfinity), 1e-10);
        Against.Near(Math.Exp(-1.5), Arrays.Integrate(t => Math.Exp(-t), 1.5, double.PositiveInfinity), 1e-10);
        Against.Near(Math.Exp(0.5), Arrays.Integrate(Math.Exp, double.NegativeInfinity, 0.5), 1e-10);
        Against.Near(Math.Atan(1e4), Arrays.Integrate(t => 1e4 / (1 + 1e8 * t * t), -1, 1) / 2, 1e-9);
        Against.Near(2.5, Arrays.Integrate(t => Math.Abs(t - 1), 0, 3), 1e-9);
        Assert.Equal(0, Arrays.Integrate(Math.Exp, 1, 1));
        Assert.Equal(0, Arrays.Integrate(Math.Exp, double.PositiveInfinity, double.PositiveInfinity));
        Assert.True(double.IsNaN(Arrays.Integrate(t => double.NaN, 0, 1)));
        Assert.Throws<ArgumentException>(() => Arrays.Integrate(Math.Exp, 0, double.NaN));
    }

    [Fact]
    public void Integrals_have_derivatives_in_limits_and_in_what_is_captured()
    {
        Against.Differences(v => Arrays.Integrate(t => Math.Sin(v[2] * t * t) + v[3], v[0], v[1]), [0.2, 1.3, 2.7, 0.4]);
        Against.Differences(v => Arrays.Integrate(t => Math.Sin(v[2] * t * t) + v[3], v[0], v[1]), [1.3, 0.2, 2.7, 0.4]);
        Against.Differences(v => Arrays.Integrate(t => Math.Exp(-v[0] * t), v[1], double.PositiveInfinity), [1.2, 0.3]);
        Against.Differences(v => Arrays.Integrate(t => Math.Exp(v[0] * t), double.NegativeInfinity, v[1]), [1.2, 0.3]);
        Against.Differences(v => Arrays.Integrate(t => Math.Exp(-v[0] * t * t), double.NegativeInfinity, double.PositiveInfinity), [1.2]);
    }

    [Fact]
    public void The_derivative_in_a_limit_is_the_integrand_and_so_on()
    {
        double F(double b) => Arrays.Integrate(t => Math.Exp(2 * t), 0, b);
        Against.Near(Math.Exp(2), AD.Gradient(F, 1.0), 1e-13);
        Against.Near(Math.Exp(2), AD.Derivative(F, 1.0), 1e-13);
        Against.Near(2 * Math.Exp(2), AD.Gradient(s => AD.Gradient(F, s), 1.0), 1e-13);
        Against.Near(8 * Math.Exp(2), AD.NthDerivative(F, 4)(1), 1e-11);
        Against.Near(1 / Math.Sqrt(2), AD.Derivative(b => Arrays.Integrate(t => 1 / Math.Sqrt(t), 0, b), 2.0), 1e-13);
    }

    [Fact]
    public void An_integrand_without_end_at_a_limit_spoils_no_other_derivative()
    {
        // 1 / p
        double F(double p) => Arrays.Integrate(t => Math.Pow(t, p - 1), 0, 1, 1e-12);
        Against.Near(1 / 0.6, F(0.6), 1e-6);
        Against.Near(-1 / 0.36, AD.Gradient(F, 0.6), 1e-4);
        Assert.Equal(double.NegativeInfinity, AD.Gradient(a => Arrays.Integrate(t => 1 / Math.Sqrt(t), a, 1), 0.0));
    }

    [Fact]
    public void Integrals_of_integrals()
    {
        double F(double[] v) => Arrays.Integrate(x => Arrays.Integrate(y => Math.Cos(v[0] * x * y), 0, x), 0, v[1]);
        Against.Differences(F, [0.7, 1.2], 1e-9);
    }

    static double Power(double t, int degree)
    {
        var power = 1.0;
        for (var i = 0; i < degree; i++)
            power *= t;
        return power;
    }
}
