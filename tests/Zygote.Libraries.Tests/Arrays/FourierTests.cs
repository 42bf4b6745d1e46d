using System;
using System.Linq;
using System.Numerics;

using Xunit;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

public sealed class FourierTests
{
    public static TheoryData<int> Lengths =>
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 20, 23, 25, 27, 30, 31, 32, 36, 45, 60, 64, 97, 100, 101, 121,
            128, 150, 210, 240, 243, 251, 256, 509, 625, 768, 1000, 1021];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Transforms_of_any_length_are_those_of_the_sum(int n)
    {
        var x = Complexes(Data.Vector(2 * n));
        var y = Arrays.Fft(x);
        Near(Sum(x, -1), y, 1e-14);
        Near(x, Arrays.InverseFft(y), 1e-14);
        double[] real = [.. x.Select(v => v.Real)];
        var half = Arrays.RealFft(real);
        Near([.. Sum([.. real.Select(v => (Complex)v)], -1).Take(n == 0 ? 0 : n / 2 + 1)], half, 1e-14);
        Against.Near(real, Arrays.InverseRealFft(half, n), 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    public void Derivatives_are_those_of_the_sum(int n)
    {
        static double Mix(Complex[] y)
        {
            var sum = 0.0;
            for (var k = 0; k < y.Length; k++)
                sum += (1 + k) * y[k].Real * (1 + 0.3 * y[k].Imaginary) + 0.1 * y[k].Imaginary * (2 - y[k].Imaginary);
            return sum;
        }

        var x = Data.Vector(2 * n + 2);
        Against.Loop(v => Mix(Arrays.Fft(Complexes(v))), v => Mix(Sum(Complexes(v), -1)), x);
        Against.Differences(v => Mix(Arrays.InverseFft(Complexes(v))), x);
        Against.Differences(v => Mix(Arrays.RealFft(v)), Data.Vector(n));
        Against.Differences(v => Data.Mix(Arrays.InverseRealFft(Complexes(v), n)), Data.Vector(2 * (n / 2 + 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(23)]
    public void In_single_precision_they_are_those_in_double(int n)
    {
        static T Mix<T>(T[] re, T[] im)
            where T : INumber<T>
        {
            var sum = T.Zero;
            for (var k = 0; k < re.Length; k++)
                sum += re[k] * (T.One + im[k] * T.CreateChecked(0.3 + k)) + im[k];
            return sum;
        }

        static double Double(Complex[] y) => Mix<double>([.. y.Select(v => v.Real)], [.. y.Select(v => v.Imaginary)]);

        double[] re = [.. Data.Vector(n).Select(v => (double)(float)v)], im = [.. Data.Vector(n + 3)[3..].Select(v => (double)(float)v)];
        float[] reF = [.. re.Select(v => (float)v)], imF = [.. im.Select(v => (float)v)];
        static Complex[] Join(double[] a, double[] b)
        {
            var z = new Complex[a.Length];
            for (var i = 0; i < z.Length; i++)
                z[i] = new Complex(a[i], b[i]);
            return z;
        }

        Close(AD.Gradient((double[] a, double[] b) => Double(Arrays.Fft(Join(a, b))), re, im),
            AD.Gradient((float[] a, float[] b) => { var (u, v) = Arrays.Fft(a, b); return Mix(u, v); }, reF, imF));
        Close(AD.Gradient((double[] a, double[] b) => Double(Arrays.InverseFft(Join(a, b))), re, im),
            AD.Gradient((float[] a, float[] b) => { var (u, v) = Arrays.InverseFft(a, b); return Mix(u, v); }, reF, imF));
        Close((AD.Gradient((double[] a) => Double(Arrays.RealFft(a)), re), []),
            (AD.Gradient((float[] a) => { var (u, v) = Arrays.RealFft(a); return Mix(u, v); }, reF), []));
        var half = n / 2 + 1;
        Close(AD.Gradient((double[] a, double[] b) => { var x = Arrays.InverseRealFft(Join(a, b), n); return Mix(x, x); }, re[..half], im[..half]),
            AD.Gradient((float[] a, float[] b) => { var x = Arrays.InverseRealFft(a, b, n); return Mix(x, x); }, reF[..half], imF[..half]));
        // Forward against reverse.
        var (_, tangent) = AD.Pushforward((float[] a) => { var (u, v) = Arrays.RealFft(a); return Mix(u, v); }, reF, imF);
        var gradient = AD.Gradient((float[] a) => { var (u, v) = Arrays.RealFft(a); return Mix(u, v); }, reF);
        Assert.Equal(gradient.Zip(imF, (g, d) => (double)g * d).Sum(), tangent, 1e-4 * (1 + gradient.Sum(g => Math.Abs(g))));

        static void Close((double[], double[]) expected, (float[], float[]) found)
        {
            double[] e = [.. expected.Item1, .. expected.Item2];
            float[] f = [.. found.Item1, .. found.Item2];
            Assert.Equal(e.Length, f.Length);
            var size = 1 + e.Max(Math.Abs);
            for (var i = 0; i < e.Length; i++)
                Assert.True(Math.Abs(e[i] - f[i]) <= 4e-6 * size, $"{f[i]} instead of {e[i]}");
        }
    }

    [Fact]
    public void The_gradient_by_a_complex_number_has_that_by_its_imaginary_part_as_its_own()
    {
        Complex[] x = [new(1, 2), new(0.5, -1), new(-2, 0.3)];
        static double Power(Complex[] v)
        {
            var y = Arrays.Fft(v);
            return y[1].Real * y[1].Real + 3 * y[2].Imaginary;
        }

        static double ByLoop(Complex[] v)
        {
            var y = Sum(v, -1);
            return y[1].Real * y[1].Real + 3 * y[2].Imaginary;
        }

        Near(AD.Gradient(ByLoop, x), AD.Gradient(Power, x), 1e-14);
    }

    [Fact]
    public void The_spectrum_may_be_overwritten_afterwards()
    {
        static double Parseval(double[] v)
        {
            var y = Arrays.RealFft(v);
            var sum = 0.0;
            for (var k = 0; k < y.Length; k++)
            {
                sum += y[k].Real * y[k].Real;
                y[k] = 0;
            }

            v[0] = 3;
            return sum;
        }

        Against.Differences(v => Parseval([.. v]), Data.Vector(5));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_told()
    {
        Assert.Contains("of 3 and 2", Assert.Throws<ArgumentException>(() => Arrays.InverseRealFft(new Complex[2], 4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Arrays.InverseRealFft([], -1));
    }

    static Complex[] Complexes(double[] x)
    {
        var y = new Complex[x.Length / 2];
        for (var k = 0; k < y.Length; k++)
            y[k] = new Complex(x[2 * k], x[2 * k + 1]);
        return y;
    }

    static Complex[] Sum(Complex[] x, int sign)
    {
        var n = x.Length;
        var y = new Complex[n];
        for (var k = 0; k < n; k++)
        {
            for (var j = 0; j < n; j++)
            {
                var (sin, cos) = double.SinCosPi(sign * 2.0 * ((long)j * k % n) / n);
                y[k] += x[j] * new Complex(cos, sin);
            }
        }

        return y;
    }

    static void Near(Complex[] expected, Complex[] actual, double tolerance)
    {
        Against.Near([.. expected.Select(v => v.Real)], [.. actual.Select(v => v.Real)], tolerance);
        Against.Near([.. expected.Select(v => v.Imaginary)], [.. actual.Select(v => v.Imaginary)], tolerance);
    }
}
