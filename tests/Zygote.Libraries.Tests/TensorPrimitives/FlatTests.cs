using System;
using System.Linq;

using Xunit;

using TP = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.Tests.Tensors;

/// <summary>What has no derivative, and what is written over what had one.</summary>
public sealed class FlatTests
{
    static readonly double[] X = [0.3, -1.7, 2.4];

    static void Gradient(double[] expected, Func<double[], double> f)
    {
        Agreement.Close(expected, AD.Gradient(f, (double[])X.Clone()), 1e-14, "gradient");
        for (var i = 0; i < expected.Length; i++)
        {
            var direction = new double[3];
            direction[i] = 1;
            Assert.Equal(expected[i], AD.Pushforward(f)((double[])X.Clone(), direction).Tangent, 1e-14);
        }
    }

    [Fact]
    public void Rounded_numbers_carry_nothing() => Gradient([-2, 0, 0], x =>
    {
        var d = new double[3];
        TP.Exp<double>(x, d);
        TP.Floor<double>(x, d);
        var first = x[0];
        TP.Round<double>(x, x);
        return (d[0] * x[0] * x[1]) + (d[1] * first) + d[2];
    });

    [Fact]
    public void Indices_choose() => Gradient([1, 0, 2], x =>
        x[TP.IndexOfMax<double>(x)] * 2 + x[TP.IndexOfMinMagnitude<double>(x)]);

    [Fact]
    public void Questions_and_integers() => Gradient([1, 0, -1], x =>
    {
        var signs = new int[3];
        TP.Sign<double>(x, signs);
        var whole = new int[3];
        TP.ConvertToInteger<double, int>(x, whole);
        var finite = new bool[3];
        TP.IsFinite<double>(x, finite);
        return (x[0] * signs[0]) + (x[2] * signs[1]) + (TP.IsNaNAny<double>(x) ? x[1] : whole[2])
            + (finite[1] ? TP.HammingDistance<double>(x, x) : x[1]);
    });

    [Fact]
    public void Conversions_of_one_precision_to_the_other() => Gradient([0, 2, 0], x =>
    {
        var single = new float[3];
        TP.ConvertChecked<double, float>(x, single);
        TP.ConvertSaturating<float, double>(single, x);
        TP.ConvertTruncating<double, double>(x, x);
        return 2 * x[1];
    });

    [Fact]
    public void Conversions_of_integers() => Gradient([0, 0, 5], x =>
    {
        var whole = new int[3];
        TP.ConvertTruncating<double, int>(x, whole);
        TP.ConvertSaturating<double, int>(x, whole);
        TP.ConvertChecked<double, int>(x, whole);
        var last = x[2];
        TP.ConvertChecked<int, double>([1, 2, 3], x);
        return (x[0] * x[1] * x[2] * whole[1]) + ((x[1] + x[2]) * last);
    });

    [Fact]
    public void Half_carries_derivatives_as_well() => Gradient([1.5, 0, 0.25], x =>
    {
        var single = new float[] { (float)x[0], 0, 0 };
        var halves = new Half[3];
        TP.ConvertToHalf(single, halves);
        TP.ConvertToSingle(halves, single);
        var own = 1.5 * single[0];
        TP.ConvertToSingle([(Half)0.25, (Half)0.5, (Half)0.125], single);
        return own + (single[0] * x[2]);
    });

    [Fact]
    public void Arrays_of_integers_and_of_Half_are_left_alone() => Gradient([9, 0, 0], x =>
    {
        int[] n = [1, 2];
        TP.Add<int>(n, 2, n);
        TP.BitwiseAnd<int>(n, 7, n);
        TP.ShiftLeft<int>(n, 1, n);
        byte[] bytes = [1, 2];
        TP.Add<byte>(bytes, 1, bytes);
        Half[] halves = [(Half)1, (Half)2];
        TP.Multiply<Half>(halves, halves, halves);
        TP.Exp<Half>([Half.Zero], halves);
        return x[0] * (n[0] + bytes[1] - (double)halves[0] + TP.Sum<int>([1]));
    });

    [Fact]
    public void Operations_on_bits_are_refused()
    {
        Refused(x => TP.BitwiseAnd<double>(x, 1.0, x));
        Refused(x => TP.BitwiseAnd<double>(x, x, x));
        Refused(x => TP.BitwiseOr<double>(x, 1.0, x));
        Refused(x => TP.BitwiseOr<double>(x, x, x));
        Refused(x => TP.Xor<double>(x, 1.0, x));
        Refused(x => TP.Xor<double>(x, x, x));
        Refused(x => TP.OnesComplement<double>(x, x));

        static void Refused(Action<double[]> operation)
        {
            double F(double[] x)
            {
                operation(x);
                return x[0];
            }

            Assert.Contains("no rule for these numbers", Assert.Throws<NotDifferentiableException>(() => AD.Gradient(F, X)).Reason);
            Assert.Throws<NotDifferentiableException>(() => AD.Pushforward<double[], double>(F)(X, X));
        }
    }

    [Fact]
    public void Estimates_have_the_derivative_of_what_they_estimate()
    {
        double[] x = [0.3, 0.7, 2.4, 5, 11];
        Check(TP.ReciprocalEstimate, v => -1 / (v * v));
        Check(TP.ReciprocalSqrtEstimate, v => -0.5 / (v * Math.Sqrt(v)));

        void Check(Action<ReadOnlySpan<double>, Span<double>> operation, Func<double, double> partial)
        {
            var (value, tangent) = AD.Pushforward((double[] v) =>
            {
                var d = new double[v.Length];
                operation(v, d);
                return d;
            })(x, [1, 1, 1, 1, 1]);
            var expected = new double[x.Length];
            operation(x, expected);
            Agreement.Same(expected, value, "value");
            Agreement.Close(x.Select(partial), tangent, 1e-14, "tangent");
        }
    }

    [Fact]
    public void Sine_and_cosine_at_once()
    {
        Func<double[], double> f = Both;
        var gradient = AD.Gradient(f);
        Agreement.Close(Agreement.Differences(f, X), gradient((double[])X.Clone()), 1e-8, "SinCos");
        var hessian = AD.Hessian(f)((double[])X.Clone());
        for (var row = 0; row < X.Length; row++)
        {
            var k = row;
            Agreement.Close(
                Agreement.Differences(x => gradient(x)[k], X), Enumerable.Range(0, X.Length).Select(j => hessian[k, j]), 1e-7,
                "second order");
        }

        static double Both(double[] x)
        {
            var cos = new double[x.Length];
            TP.SinCos<double>(x, x, cos); // in place
            TP.SinCosPi<double>(cos, cos, x);
            return (x[0] * cos[1]) + (x[1] * cos[0]) + (x[2] * x[2] * cos[2]);
        }
    }
}
