using System;

using Xunit;

namespace Zygote.Behavior.Tests;

public class MathFunctionTests
{
    [Fact]
    public void Trigonometric()
    {
        Check.Scalar(x => Math.Sin(x) * Math.Cos(2 * x), 0, 0.5, -2);
        Check.Scalar(x => Math.Tan(x) * x, 0, 0.5, -1);
        Check.Scalar(x => Math.Asin(x) + Math.Acos(x * x), 0.1, 0.5, -0.7);
        Check.Scalar(x => Math.Atan(x) * Math.Atan(1 / x), 0.1, 3, -0.7);
    }

    [Fact]
    public void Atan2() => Check.Two((y, x) => Math.Atan2(y, x) * x, (1, 2), (-1, 2), (1, -2), (-1, -2), (0, 1));

    [Fact]
    public void SinCos() => Check.Scalar(
        x =>
        {
            var (s, c) = Math.SinCos(x);
            return s * c * x;
        },
        0.5, -2);

    [Fact]
    public void Hyperbolic()
    {
        Check.Scalar(x => Math.Sinh(x) * Math.Cosh(x), 0, 0.5, -2);
        Check.Scalar(x => Math.Tanh(x) * x, 0, 0.5, -2);
        Check.Scalar(x => Math.Asinh(x) + Math.Acosh(1 + (x * x)) + Math.Atanh(x / 4), 0.5, -2);
    }

    [Fact]
    public void Exponentials_and_logarithms()
    {
        Check.Scalar(x => Math.Exp(x) * Math.Exp(-2 * x), 0, 0.5, -2);
        Check.Scalar(x => Math.Log(x) * Math.Log2(x) * Math.Log10(x), 0.5, 2);
        Check.Scalar(x => Math.Log(x, 3) + Math.Log(5, x), 0.5, 2);
    }

    [Fact]
    public void Roots()
    {
        Check.Scalar(x => Math.Sqrt(x) * Math.Cbrt(x), 0.5, 2);
        Check.Scalar(x => Math.Cbrt(x), -0.5, -8);
    }

    [Fact]
    public void Powers()
    {
        Check.Two(Math.Pow, (2, 3), (0.5, -1.5), (3, 0));
        Check.Scalar(x => Math.Pow(x, 3), 2, -2, 0);
        Check.Scalar(x => Math.Pow(x, -2), 2, -2);
        Check.Scalar(x => Math.Pow(3, x), 2, -2, 0);
        Check.Scalar(x => Math.Pow(x, x), 2, 0.3);
    }

    [Fact]
    public void Absolute_values_and_signs()
    {
        Check.Scalar(x => Math.Abs(x) * x, 2, -3);
        Check.Scalar(x => Math.Sign(x) * x * x, 2, -3);
        Check.Two((a, b) => Math.CopySign(a * a, b) * b, (1, 2), (-1, 2), (1, -2), (-1, -2));
    }

    [Fact]
    public void Extrema()
    {
        Check.Two((a, b) => Math.Max(a * b, a + b) * Math.Min(a, b), (1, 2.5), (3, 2), (-1, -4));
        Check.Two((a, b) => Math.MaxMagnitude(a, b) + (2 * Math.MinMagnitude(a, b)), (1, 2.5), (-3, 2), (-1, -4));
        Check.Scalar(x => Math.Clamp(x, -1, 2) * x, 0.5, 3, -2);
        Check.Two((a, b) => Math.Clamp(5, a, b), (1, 2), (6, 7), (1, 9));
    }

    [Fact]
    public void Roundings()
    {
        Check.Scalar(x => Math.Floor(x) * x + Math.Ceiling(x) * x * x, 0.5, -1.7);
        Check.Scalar(x => Math.Round(x) * x + Math.Truncate(x) * x * x + Math.Round(x, 1), 0.53, -1.77);
    }

    [Fact]
    public void Fused_and_remainders()
    {
        Check.Two((a, b) => Math.FusedMultiplyAdd(a, b, a * a), (1, 2), (-0.5, 3));
        Check.Two((a, b) => Math.IEEERemainder(a, b) * a, (7.3, 2), (-7.9, 2.2));
        Check.Scalar(x => Math.ScaleB(x, 3) * x + Math.BitIncrement(x), 0.5, -1.7);
        Check.Scalar(x => Math.ReciprocalEstimate(x) is var r ? x * x : r, 0.5);
    }

    [Fact]
    public void Methods_of_double()
    {
        Check.Scalar(x => double.Sin(x) + double.Exp(x) + double.Sqrt(x) + double.Log(x) + double.Abs(x), 0.5, 1.7);
        Check.Scalar(x => double.Hypot(x, 2) + double.RootN(x, 3) + double.Exp2(x) + double.Exp10(x / 2), 0.5, 1.7);
        Check.Scalar(x => double.ExpM1(x) + double.LogP1(x) + double.SinPi(x) + double.CosPi(x) + double.TanPi(x / 5), 0.5, 1.7);
        Check.Scalar(x => double.Lerp(x, 3, x * x) + double.Max(x, 1) + double.Clamp(x, 0, 1) + double.DegreesToRadians(x), 0.51, 1.7);
        Check.Scalar(x => double.IsNaN(x) ? 0 : double.IsPositive(x) ? x * x : -x, 0.5, -1.7);
    }

    [Fact]
    public void MathF_trigonometric() => Check.Float(
        x => MathF.Sin(x) * MathF.Cos(x) + MathF.Tan(x) + MathF.Asin(x) + MathF.Acos(x) + MathF.Atan(x) + MathF.Atan2(x, 2),
        x => Math.Sin(x) * Math.Cos(x) + Math.Tan(x) + Math.Asin(x) + Math.Acos(x) + Math.Atan(x) + Math.Atan2(x, 2),
        0.3f, -0.6f);

    [Fact]
    public void MathF_hyperbolic() => Check.Float(
        x => MathF.Sinh(x) * MathF.Cosh(x) + MathF.Tanh(x) + MathF.Asinh(x) + MathF.Acosh(x + 2) + MathF.Atanh(x),
        x => Math.Sinh(x) * Math.Cosh(x) + Math.Tanh(x) + Math.Asinh(x) + Math.Acosh(x + 2) + Math.Atanh(x),
        0.3f, -0.6f);

    [Fact]
    public void MathF_exponentials() => Check.Float(
        x => MathF.Exp(x) + MathF.Log(x) + MathF.Log2(x) + MathF.Log10(x) + MathF.Sqrt(x) + MathF.Cbrt(x) + MathF.Pow(x, 2.5f),
        x => Math.Exp(x) + Math.Log(x) + Math.Log2(x) + Math.Log10(x) + Math.Sqrt(x) + Math.Cbrt(x) + Math.Pow(x, 2.5),
        0.3f, 1.6f);

    [Fact]
    public void MathF_kinks_and_roundings() => Check.Float(
        x => MathF.Abs(x) * MathF.Max(x, 0.1f) * MathF.Min(x, 5) + MathF.Floor(x) * x + MathF.Round(x) * x + MathF.CopySign(x, 1) + MathF.Sign(x) * x,
        x => Math.Abs(x) * Math.Max(x, 0.1f) * Math.Min(x, 5) + Math.Floor(x) * x + Math.Round(x) * x + Math.CopySign(x, 1) + Math.Sign(x) * x,
        0.3f, 1.6f, -2.3f);

    [Fact]
    public void Stable_softplus_and_logistic() => Check.Scalar(
        x => (Math.Log(1 + Math.Exp(-Math.Abs(x))) + Math.Max(x, 0)) * (1 / (1 + Math.Exp(-x))), 0.5, -3, 30);

    [Fact]
    public void Log_sum_exp() => Check.Vector(
        x =>
        {
            var max = double.NegativeInfinity;
            foreach (var v in x)
                max = Math.Max(max, v);
            var sum = 0.0;
            foreach (var v in x)
                sum += Math.Exp(v - max);
            return max + Math.Log(sum);
        },
        [1, 2, 3.5], [-100, 5, 4]);
}
