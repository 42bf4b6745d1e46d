using System;
using System.Linq;
using System.Numerics;

using Xunit;

using Zygote.Testing;

using F = Zygote.SpecialFunctions;
using S = Zygote.SpecialFunctionsF;

namespace Zygote.Tests.SpecialFunctions;

public sealed class NumberPartsTests
{
    const double Inf = double.PositiveInfinity;

    [Fact]
    public void Angles_are_reduced_with_all_digits()
    {
        foreach (var (name, f) in new (string, Func<double, double>)[] { ("ModTwoPi", F.ModTwoPi), ("RemTwoPi", F.RemTwoPi) })
        {
            foreach (var row in ReferenceTable.Rows("trigonometry", name, 1))
            {
                var (x, expected) = (row.Arguments[0], row.Values[0]);
                if (expected is null)
                    continue; // below the normal numbers of the table
                Assert.True(Math.Abs(f(x) - expected.Value) <= 4e-16 * Math.Abs(expected.Value), $"{name}({x:R}): {f(x):R} instead of {expected:R}");
                Assert.Equal((1.0, 1.0, 0.0), (AD.Derivative(f, x), AD.Gradient(f, x), AD.NthDerivative(f, 2)(x)));
            }
        }

        Assert.Equal(-1e-300, F.RemTwoPi(-1e-300));
        Assert.Equal((2 * Math.PI, 0.0), (F.ModTwoPi(-1e-300), F.ModTwoPi(0)));
        foreach (var x in new[] { Inf, -Inf, double.NaN })
            Assert.Equal((double.NaN, double.NaN), (F.ModTwoPi(x), F.RemTwoPi(x)));
        Assert.Equal((float)F.ModTwoPi(1e10f), S.ModTwoPi(1e10f));
        RuleCheck.Verify(F.ModTwoPi, 9.5);
        RuleCheck.Verify(F.RemTwoPi, -12.0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-0.75)]
    [InlineData(-3.5)]
    [InlineData(1e300)]
    [InlineData(5e-324)]
    [InlineData(-3e-310)]
    [InlineData(1)]
    [InlineData(0.99999999999999989)]
    public void Parts_make_up_the_number(double x)
    {
        var (fraction, integer) = F.Modf(x);
        Assert.Equal(x, integer + fraction);
        Assert.True(Math.Abs(fraction) < 1 && integer == Math.Truncate(x) && fraction * x >= 0);
        Assert.Equal(1, AD.Gradient(v => F.Modf(v).Fraction, x));
        Assert.Equal(0, AD.Gradient(v => F.Modf(v).Integer, x));
        var (mantissa, exponent) = F.Frexp(x);
        Assert.Equal(x, Math.ScaleB(mantissa, exponent));
        Assert.True(x == 0 || Math.Abs(mantissa) is >= 0.5 and < 1, $"{mantissa:R}");
        if (Math.Abs(x) > 1e-300)
            Assert.Equal(Math.ScaleB(1, -exponent), AD.Derivative(v => F.Frexp(v).Mantissa, x));
    }

    [Fact]
    public void Parts_of_what_is_not_finite()
    {
        Assert.Equal((0.0, Inf), F.Modf(Inf));
        Assert.Equal((double.NaN, double.NaN), F.Modf(double.NaN));
        Assert.Equal((-Inf, 0), F.Frexp(-Inf));
        Assert.Equal((double.NaN, 0), F.Frexp(double.NaN));
        Assert.Equal((0.25f, 3f), S.Modf(3.25f));
        Assert.Equal((0.8125f, 2), S.Frexp(3.25f));
        Assert.Equal(0.25f, AD.Gradient(v => S.Frexp(v).Mantissa, 3.25f));
        RuleCheck.Verify(x => F.Modf(x).Fraction + F.Frexp(x).Mantissa, -2.75);
    }

    [Fact]
    public void The_unit_circle_turns()
    {
        Assert.Equal(Complex.Exp(new Complex(0, 2.5)), F.Cis(2.5));
        RuleCheck.Verify(x => F.Cis(x).Real + 3 * F.Cis(2 * x).Imaginary, 0.7);
        // d/dx e^(ix) = i e^(ix), closed form.
        Assert.Equal(-Math.Sin(1.25), AD.Derivative(x => F.Cis(x).Real, 1.25), 1e-16);
        Assert.Equal(Math.Cos(1.25), AD.Gradient(x => F.Cis(x).Imaginary, 1.25), 1e-16);
    }

    [Fact]
    public void Polynomials_are_differentiated_by_the_argument_and_by_coefficients()
    {
        double[] c = [0.5, -2, 0, 3, 0.25];
        var powers = Enumerable.Range(0, c.Length).Select(i => Math.Pow(1.5, i)).ToArray();
        var (byX, byC) = AD.Gradient<double, double[]>(F.EvalPolynomial)(1.5, c);
        Assert.Equal(c.Zip(powers, (a, b) => a * b).Sum(), F.EvalPolynomial(1.5, c), 1e-14);
        Assert.Equal(Enumerable.Range(1, 4).Sum(i => i * c[i] * powers[i - 1]), byX, 1e-13);
        Assert.Equal(powers, byC);
        Assert.Equal(0, F.EvalPolynomial(2));
        Assert.Equal(17, F.EvalPolynomial(2, 1, 2, 3));
        Assert.Equal(14, AD.Gradient(x => F.EvalPolynomial(x, 1, 2, 3), 2));
        Assert.Equal(14, AD.Gradient(x => F.EvalPolynomial(x, x, 2, 3) - x, 2));
        Assert.Equal(17f, S.EvalPolynomial(2, 1, 2, 3));
        Assert.Equal(14f, AD.Gradient((float x) => S.EvalPolynomial(x, [1, 2, 3]), 2));
        RuleCheck.Verify((double x, double[] v) => F.EvalPolynomial(x, v), 1.5, c);
    }

    [Fact]
    public void Lengths_do_not_overflow()
    {
        ReferenceTable.Check("trigonometry", "Hypot", 5, F.Hypot, 1e-15, 4e-15);
        Assert.Equal(5, F.Hypot(3, 4));
        Assert.Equal((0.0, 0.0, Inf), (F.Hypot(), F.Hypot(new double[3]), F.Hypot(double.NaN, 1, 2, -Inf)));
        Assert.Equal(double.NaN, F.Hypot(1, 2, 3, double.NaN));
        Assert.Equal(new double[4], AD.Gradient((double[] x) => F.Hypot(x), new double[4]));
        Assert.Equal(5e-324 * 5, F.Hypot(5e-324 * 3, 0, 5e-324 * 4, 0));
        Assert.Equal(0.6, AD.Gradient(x => F.Hypot(x, 0, 4, 0), 3), 1e-15);
        Assert.Equal(5e30f, S.Hypot(3e30f, 0, 4e30f, 0));
        Assert.Equal(new float[4], AD.Gradient((float[] x) => S.Hypot(x), new float[4]));
        RuleCheck.Verify((double[] x) => F.Hypot(x), [0.5, -2, 1.5, 3]);
        RuleCheck.Verify((float[] x) => S.Hypot(x), [0.5f, -2, 1.5f, 3]);
    }
}
