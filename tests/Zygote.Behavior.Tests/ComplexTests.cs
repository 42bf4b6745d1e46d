using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Complex numbers: every operator and function against central differences, closed forms and the complex step.</summary>
public class ComplexTests
{
    static readonly Complex I = Complex.ImaginaryOne;

    // Off the cuts, on both axes, in all quadrants.
    static readonly Complex[] Points =
        [new(0.7, 0.4), new(-0.7, 0.3), new(-1.3, -2.1), new(1.5, -0.5), new(0.4, 0), new(0.5, 1.5), new(-0.2, 0.9)];

    struct Signal
    {
        public Complex[] Samples;
        public Complex Gain;
        public double Offset;
    }

    /// <summary>The derivative by both modes, both real and imaginary direction, and by differences along both.</summary>
    static void Holomorphic(Func<Complex, Complex> f, Func<Complex, Complex> derivative, params Complex[] points)
    {
        var all = points.Length == 0 ? Points : points;
        Check.Any(f, all);
        Exactly(f, derivative, all);
    }

    /// <summary>Where there is no difference quotient on both sides.</summary>
    static void Exactly(Func<Complex, Complex> f, Func<Complex, Complex> derivative, params Complex[] points)
    {
        foreach (var z in points)
        {
            var expected = derivative(z);
            Equal(expected, AD.Derivative(f, z), z);
            Equal(expected, AD.Derivative(f)(z), z);
            Equal(expected * I, AD.Pushforward(f, z, I).Tangent, z);
            var (value, pullback) = AD.Pullback(f, z);
            Assert.Equal(f(z), value);
            Equal(Complex.Conjugate(expected), pullback(1), z);
            Equal(Complex.Conjugate(expected) * I, pullback(I), z);
            // df/dRe + i df/dIm of the parts of an analytic function.
            Equal(Complex.Conjugate(expected), AD.Gradient((Complex w) => f(w).Real, z), z);
            Equal(Complex.Conjugate(expected) * I, AD.Gradient((Complex w) => f(w).Imaginary, z), z);
        }
    }

    static void Equal(Complex expected, Complex actual, Complex at)
    {
        if (!(Complex.Abs(expected - actual) <= 1e-13 * Math.Max(1, Complex.Abs(expected))) && !expected.Equals(actual))
            Assert.Fail($"at {at}: expected {expected}, got {actual}");
    }

    [Fact]
    public void Operators()
    {
        Holomorphic(z => z + new Complex(1, 2), _ => 1);
        Holomorphic(z => new Complex(1, 2) - z, _ => -1);
        Holomorphic(z => -z * new Complex(1, 2), _ => -new Complex(1, 2));
        Holomorphic(z => z * z * z, z => 3 * z * z);
        Holomorphic(z => z / new Complex(1, 2), _ => 1 / new Complex(1, 2));
        Holomorphic(z => new Complex(1, 2) / z, z => -new Complex(1, 2) / (z * z));
        Holomorphic(z => (z + 1) / (z - 3), z => -4 / ((z - 3) * (z - 3)));
        Holomorphic(z => (2.0 * z) + (z * 3.0) + (z / 4.0) + (1.0 - z) + (z - 1.0) + (5.0 + z) + (z + 5.0), _ => 7.25);
        Holomorphic(z => 2.0 / z, z => -2 / (z * z));
    }

    [Fact]
    public void Named_operators()
    {
        Holomorphic(z => Complex.Add(z, z) + Complex.Add(z, 1.0) + Complex.Add(2.0, z), _ => 4);
        Holomorphic(z => Complex.Subtract(z, I) + Complex.Subtract(z, 1.0) + Complex.Subtract(2.0, z), _ => 1);
        Holomorphic(z => Complex.Multiply(z, z) + Complex.Multiply(z, 2.0) + Complex.Multiply(2.0, z), z => (2 * z) + 4);
        Holomorphic(z => Complex.Divide(z, I) + Complex.Divide(z, 2.0) + Complex.Divide(2.0, z), z => (1 / I) + 0.5 - (2 / (z * z)));
        Holomorphic(Complex.Negate, _ => -1);
        Holomorphic(Complex.Reciprocal, z => -1 / (z * z));
    }

    [Fact]
    public void Exponential_and_logarithm()
    {
        Holomorphic(Complex.Exp, Complex.Exp);
        Holomorphic(Complex.Log, z => 1 / z);
        Holomorphic(Complex.Log10, z => 1 / (z * Math.Log(10)));
        Holomorphic(z => Complex.Log(z, 3), z => 1 / (z * Math.Log(3)));
        Exactly(Complex.Log, z => 1 / z, -2, new Complex(1e150, 1e150), new Complex(1e-150, 1e-150));
    }

    [Fact]
    public void Powers()
    {
        Holomorphic(z => Complex.Pow(z, 2.5), z => 2.5 * Complex.Pow(z, 1.5));
        Holomorphic(z => Complex.Pow(z, new Complex(1, 2)), z => new Complex(1, 2) * Complex.Pow(z, 2 * I));
        Holomorphic(z => Complex.Pow(new Complex(1, 2), z), z => Complex.Log(new Complex(1, 2)) * Complex.Pow(new Complex(1, 2), z));
        Holomorphic(z => Complex.Pow(z, z), z => (Complex.Log(z) + 1) * Complex.Pow(z, z));
        Exactly(z => Complex.Pow(z, 2.0), z => 2 * z, 0, -2);
        Exactly(z => Complex.Pow(z, 1.0), _ => 1, 0);
        Exactly(z => Complex.Pow(z, 0.0), _ => 0, 0, -2);
        Exactly(z => Complex.Pow(0, z), _ => 0, 2);
    }

    [Fact]
    public void Square_root()
    {
        Holomorphic(Complex.Sqrt, z => 0.5 / Complex.Sqrt(z));
        Holomorphic(z => Complex.Sqrt(Complex.Sqrt(z) + z), z => (0.5 / Complex.Sqrt(z) + 1) * 0.5 / Complex.Sqrt(Complex.Sqrt(z) + z));
        Exactly(Complex.Sqrt, z => 0.5 / Complex.Sqrt(z), new Complex(1e300, 1e300), new Complex(1e-300, 1e-300), new Complex(1e-320, 0));
    }

    /// <summary>The library takes a short cut on the axis; its code has no derivative across it.</summary>
    [Fact]
    public void Square_root_varies_across_the_real_axis() =>
        Exactly(Complex.Sqrt, z => 0.5 / Complex.Sqrt(z), 4, -4, 0.25);

    [Fact]
    public void Trigonometric_functions()
    {
        Holomorphic(Complex.Sin, Complex.Cos);
        Holomorphic(Complex.Cos, z => -Complex.Sin(z));
        Holomorphic(Complex.Tan, z => 1 / (Complex.Cos(z) * Complex.Cos(z)));
        Holomorphic(Complex.Asin, z => 1 / Complex.Sqrt(1 - (z * z)));
        Holomorphic(Complex.Acos, z => -1 / Complex.Sqrt(1 - (z * z)));
        Holomorphic(Complex.Atan, z => 1 / (1 + (z * z)));
        // Far out the tangent is constant.
        Exactly(Complex.Tan, _ => 0, new Complex(1, 400), new Complex(1, -400));
    }

    [Fact]
    public void Inverse_sine_and_cosine_vary_across_the_axes()
    {
        Exactly(Complex.Asin, z => 1 / Complex.Sqrt(1 - (z * z)), 0, 0.5, -0.5, 1.5 * I, -1.5 * I);
        Exactly(Complex.Acos, z => -1 / Complex.Sqrt(1 - (z * z)), 0, 0.5, -0.5, 1.5 * I, -1.5 * I);
        // On the cuts the real direction tells the side.
        const double H = 1e-6;
        foreach (var z in new Complex[] { 2, -2 })
        {
            var difference = (Complex.Asin(z + H) - Complex.Asin(z - H)) / (2 * H);
            Assert.Equal(0, Complex.Abs(difference - AD.Derivative(Complex.Asin, z)), 8);
            difference = (Complex.Acos(z + H) - Complex.Acos(z - H)) / (2 * H);
            Assert.Equal(0, Complex.Abs(difference - AD.Derivative(Complex.Acos, z)), 8);
        }
    }

    /// <summary>1 / cos(asin z) loses all digits there.</summary>
    [Fact]
    public void Inverse_sine_is_accurate_near_its_branch_point()
    {
        var z = new Complex(1 - 1e-14, 1e-14);
        var expected = 1 / (Complex.Sqrt(1 - z) * Complex.Sqrt(1 + z));
        Assert.Equal(0, Complex.Abs((AD.Derivative(Complex.Asin, z) / expected) - 1), 13);
        Assert.Equal(0, Complex.Abs((AD.Derivative(Complex.Acos, z) / expected) + 1), 13);
    }

    [Fact]
    public void Hyperbolic_functions()
    {
        Holomorphic(Complex.Sinh, Complex.Cosh);
        Holomorphic(Complex.Cosh, Complex.Sinh);
        Holomorphic(Complex.Tanh, z => 1 / (Complex.Cosh(z) * Complex.Cosh(z)));
        Exactly(Complex.Tanh, _ => 0, new Complex(400, 1), new Complex(-400, 1));
    }

    [Fact]
    public void Parts_absolute_value_phase_and_conjugate()
    {
        Check.Any((Complex z) => (z.Real * 3) + (z.Imaginary * z.Real), Points);
        Check.Any((Complex z) => Complex.Abs(z) + (2 * z.Magnitude), Points);
        Check.Any((Complex z) => z.Phase, Points);
        Check.Any((Complex z) => Complex.Conjugate(z) * z * z, Points);
        Check.Any(((double R, double Phi) p) => Complex.FromPolarCoordinates(p.R, p.Phi), [(2, 0.7), (0.5, -3)]);
        foreach (var z in Points)
        {
            Equal(z / Complex.Abs(z), AD.Gradient((Complex w) => Complex.Abs(w), z), z);
            Equal(2 * z, AD.Gradient((Complex w) => (w * Complex.Conjugate(w)).Real, z), z);
            Equal(I * z / (z * Complex.Conjugate(z)), AD.Gradient((Complex w) => w.Phase, z), z);
        }
    }

    [Fact]
    public void Absolute_value_at_zero_and_far_out()
    {
        Assert.Equal(Complex.Zero, AD.Gradient((Complex z) => z.Magnitude, Complex.Zero));
        Assert.Equal(0, AD.Pushforward((Complex z) => Complex.Abs(z), Complex.Zero, I).Tangent);
        foreach (var scale in new[] { 1e-300, 1e-160, 1e160, 1e300 })
            Equal(new Complex(0.6, 0.8), AD.Gradient((Complex z) => Complex.Abs(z), new Complex(0.6, 0.8) * scale), scale);
        Equal(new Complex(0, -1), AD.Gradient((Complex z) => Complex.Abs(z), new Complex(0, -2)), 0);
        Equal(new Complex(-1, 0), AD.Gradient((Complex z) => Complex.Abs(z), new Complex(-2, 0)), 0);
    }

    [Fact]
    public void Comparisons_are_constant() => Check.Any(
        (Complex z) => z == Complex.One || z.Equals(I) || Complex.IsNaN(z) || !Complex.IsFinite(z) || z != Complex.Conjugate(Complex.Conjugate(z))
            ? Complex.Zero
            : z * z * z.ToString("F2", System.Globalization.CultureInfo.InvariantCulture).Length,
        [new Complex(0.75, 0.5)]);

    [Fact]
    public void Conversions() => Check.Scalar(
        x =>
        {
            Complex z = x;
            z += (float)0.5 * (Complex)2f;
            return (z * z * 2).Real + (new Complex(x, x * x) * I).Real;
        },
        0.5, 1.25);

    [Fact]
    public void Arrays_and_loops() => Check.Any(
        (Complex[] z) =>
        {
            var sum = Complex.Zero;
            for (var k = 0; k < z.Length; k++)
            {
                for (var n = 0; n < z.Length; n++)
                    sum += z[n] * Complex.Exp(-I * 2 * Math.PI * k * n / z.Length) * (k + 1);
                z[k] = Complex.Sqrt(sum) * z[k];
            }

            return (sum * Complex.Conjugate(sum)).Real + z[^1].Imaginary;
        },
        [[new(0.7, 0.4), new(0.2, 0.3), new(1.3, 2.1)]]);

    [Fact]
    public void Branches_and_iterations() => Check.Any(
        (Complex c) =>
        {
            var z = c;
            for (var i = 0; i < 10 && z.Magnitude < 4; i++)
                z = z.Real > 0 ? (z * z) + c : Complex.Sqrt(z) - c;
            return z;
        },
        [new(0.3, 0.2), new(-0.4, 0.6), new(0.5, -0.7)]);

    [Fact]
    public void Structs_with_complex_numbers() => Check.Any(
        (Signal s) =>
        {
            var sum = new Complex(s.Offset, 0);
            foreach (var sample in s.Samples)
                sum = Complex.Pow(sum + (sample * s.Gain), 2) / (1 + sample);
            s.Samples[0] = Complex.Asin(sum) * s.Gain;
            return Complex.Abs(sum) + s.Samples[0].Real;
        },
        [new Signal { Samples = [new(0.3, 0.2), new(0.1, 0.4)], Gain = new(0.5, 0.25), Offset = 0.125 }]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Complex Power(Complex z, int n) => n == 0 ? 1 : Complex.Sqrt(z) * Power(z, n - 1) * Complex.Sqrt(z);

    [Fact]
    public void Recursion_and_delegates()
    {
        Holomorphic(z => Power(z, 3), z => 3 * z * z);
        Func<Complex, Complex> root = Complex.Sqrt;
        var functions = new[] { root, Complex.Exp, z => Power(z, 2) };
        Holomorphic(z => functions[0](z) + functions[2](z), z => (0.5 / Complex.Sqrt(z)) + (2 * z));
    }

    [Fact]
    public void Two_arguments()
    {
        var (a, b) = AD.Gradient((Complex x, Complex y) => (x * Complex.Conjugate(y)).Real, new Complex(1, 2), new Complex(3, 4));
        Assert.Equal(new Complex(3, 4), a);
        Assert.Equal(new Complex(1, 2), b);
        Check.Both((Complex x, Complex y) => Complex.Abs(Complex.Pow(x, y)), (new Complex(1, 2), new Complex(0.3, 0.4)));
    }

    [Fact]
    public void A_real_function_by_the_complex_step()
    {
        static Complex F(Complex z) => Complex.Exp(Complex.Sin(z)) / (1 + (z * z)) + Complex.Sqrt(z + 2);
        foreach (var x in new[] { 0.3, 1.7, -1.2 })
        {
            var step = F(new Complex(x, 1e-30)).Imaginary / 1e-30;
            Equal(step, AD.Derivative(F, (Complex)x), x);
            Equal(step, AD.Gradient((double t) => F(t).Real, x), x);
            Equal(step, AD.Derivative((double t) => F(t).Real, x), x);
        }
    }

    [Fact]
    public void Higher_derivatives_of_real_functions_through_complex_ones()
    {
        // |sqrt(x + i)|^2 = sqrt(x^2 + 1)
        var second = AD.NthDerivative((double x) => Math.Pow(Complex.Abs(Complex.Sqrt(new Complex(x, 1))), 2), 2);
        Assert.Equal(1 / Math.Pow((0.7 * 0.7) + 1, 1.5), second(0.7), 12);
    }

    /// <summary>A rule of the user's own for a complex function.</summary>
    static class Special
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static Complex Cube(Complex z) => Complex.FromPolarCoordinates(Math.Pow(z.Magnitude, 3), 3 * z.Phase);

        [DerivativeOf(typeof(Special), nameof(Cube))]
        static Complex CubeDerivative(Complex z, Complex y) => 3 * z * z;
    }

    [Fact]
    public void Rules_may_give_a_complex_derivative() => Holomorphic(Special.Cube, z => 3 * z * z);

    [Fact]
    public void Derivative_still_prefers_real_functions()
    {
        Assert.Equal(4, AD.Derivative(x => x * x, 2.0));
        Assert.Equal(4, AD.Derivative(x => x * x, 2));
        Assert.Equal(1, AD.Derivative(Math.Sin)(0.0));
    }
}
