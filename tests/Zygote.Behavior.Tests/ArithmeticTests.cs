using System;

using Xunit;

namespace Zygote.Behavior.Tests;

public class ArithmeticTests
{
    const double Gravity = 9.81;
    static readonly double Offset = Math.Sqrt(2);

    [Fact]
    public void Sums_and_differences() => Check.Two((a, b) => a + b - (b - a) + 3, (1, 2), (-4, 0.5));

    [Fact]
    public void Products() => Check.Two((a, b) => a * b * a, (1, 2), (-4, 0.5), (0, 0));

    [Fact]
    public void Quotients() => Check.Two((a, b) => a / b / (1 + (a * a)), (1, 2), (-4, 0.5));

    [Fact]
    public void Remainders() => Check.Two((a, b) => (a % b) * a, (7.3, 2), (-7.3, 2), (7.3, -2.5), (1, 4));

    [Fact]
    public void Negation_and_unary_plus() => Check.Scalar(x => -x * -(-x) * +x, 1.5, -2);

    [Fact]
    public void Same_operand_twice() => Check.Scalar(x => (x * x) + (x / x) + (x - x), 1.5, -2);

    [Fact]
    public void Polynomial_in_Horner_form() =>
        Check.Scalar(x => ((((((2 * x) - 3) * x) + 5) * x) - 7) * x, 0, 1, -2.5);

    [Fact]
    public void Constants_of_all_kinds() => Check.Scalar(x => (Gravity * x) + (Offset * x * x) + (Math.PI / x), 1, -3);

    [Fact]
    public void A_constant_function()
    {
        Check.Scalar(x => 42, 1, 2);
        Assert.Equal(0.0, AD.Gradient(x => 42.0, 1.0));
    }

    [Fact]
    public void Identity()
    {
        Check.Scalar(x => x, 3);
        Assert.Equal(1.0, AD.Gradient(x => x, 3.0));
    }

    [Fact]
    public void Compound_assignment() => Check.Scalar(
        x =>
        {
            var y = x;
            y += 2;
            y *= x;
            y -= x / 3;
            y /= 1 + (x * x);
            y %= 5;
            return y;
        },
        1.5, -2, 0);

    [Fact]
    public void Increment_and_decrement() => Check.Scalar(
        x =>
        {
            var y = x;
            var a = y++;
            var b = ++y;
            var c = y--;
            return a * b * c * --y;
        },
        1.5, -2);

    [Fact]
    public void Integers_in_between() => Check.Scalar(
        x =>
        {
            var n = 3;
            var m = 7L;
            byte k = 200;
            return (n * x) + (x / m) + (k * x * x) + (n / 2 * x);
        },
        1.5, -2);

    [Fact]
    public void Integer_operators_steer() => Check.Scalar(
        x =>
        {
            var bits = 0b1011;
            var y = 0.0;
            for (var i = 0; i < 4; i++)
            {
                if (((bits >> i) & 1) != 0)
                    y += x * (1 << i);
                else
                    y -= x * x * (i ^ 5);
            }

            return y * (~bits) * (17 % 5);
        },
        1.5, -2);

    [Fact]
    public void Checked_integers() => Check.Scalar(
        x =>
        {
            var n = 1;
            for (var i = 1; i <= 5; i++)
                n = checked(n * i);
            return checked((n + 3) * x * checked((uint)n));
        },
        1.5);

    [Fact]
    public void Checked_overflow_arrives()
    {
        var big = int.MaxValue;
        Assert.Throws<OverflowException>(() => AD.Gradient((double x) => x * checked(big + 1), 1.0));
        Assert.Throws<OverflowException>(() => AD.Derivative((double x) => x * checked(big + 1), 1.0));
    }

    [Fact]
    public void Unsigned_and_long_conversions() => Check.Scalar(
        x =>
        {
            uint u = 4_000_000_000;
            ulong v = 1UL << 63;
            long l = -5;
            return (x * u * 1e-9) + (x * x * v * 1e-18) + (x * x * x * l);
        },
        0.5, 2);

    [Fact]
    public void Truncation_to_integer_is_constant()
    {
        Check.Scalar(x => x * (int)(x * 10), 1.23, -0.77);
        Check.Scalar(x => x * (long)(x * 10) * (byte)(x * x), 1.23, 2.77);
        Assert.Equal(12.0, AD.Gradient(x => x * (int)(x * 10), 1.23), 12);
    }

    [Fact]
    public void Through_float_and_back()
    {
        Assert.Equal(2 * (double)1.7f, AD.Gradient(x => (double)(float)x * (float)x, (double)1.7f), 6);
        Assert.Equal(2 * (double)1.7f, AD.Derivative(x => (double)(float)x * (float)x, (double)1.7f), 6);
        Assert.Equal(3.0, AD.Gradient((float x) => 3.0 * x, 2f), 6);
    }

    [Fact]
    public void Float_with_double_arithmetic() =>
        Check.Float(x => (float)(x * 2.5 * Math.Sin(x)), x => x * 2.5 * Math.Sin(x), 0.3f, 1.7f);

    [Fact]
    public void Large_and_small_numbers()
    {
        Assert.Equal(2e150, AD.Gradient(x => x * x, 1e150));
        Assert.Equal(-1e200, AD.Gradient(x => 1 / x, 1e-100), 1e186);
        Assert.Equal(-1e200, AD.Derivative(x => 1 / x, 1e-100), 1e186);
    }

    [Fact]
    public void Infinite_and_undefined_values()
    {
        Assert.Equal(double.PositiveInfinity, AD.ValueAndGradient(x => 1 / x, 0.0).Value);
        Assert.Equal(double.NegativeInfinity, AD.Gradient(x => 1 / x, 0.0));
        Assert.True(double.IsNaN(AD.Gradient(x => x * x, double.NaN)));
        Assert.True(double.IsNaN(AD.ValueAndGradient(x => Math.Sqrt(x), -1.0).Value));
    }

    [Fact]
    public void Long_expression() => Check.Two(
        (a, b) => (((a * b) + (a / (b + 3))) * ((a - b) * (a + b))) - ((a * a * a) / ((b * b) + 1)) + (a * (b - (a * (b - a)))),
        (1, 2), (-4, 0.5), (0.1, -0.2));

    [Fact]
    public void Shared_subexpressions() => Check.Scalar(
        x =>
        {
            var a = x * x;
            var b = a + x;
            var c = b * a;
            return (c * c) + (b * c) + (a * a * b);
        },
        1.1, -0.4);

    [Fact]
    public void Unused_results() => Check.Scalar(
        x =>
        {
            var unused = Math.Exp(x) / x;
            _ = unused * 2;
            return x * 5;
        },
        1.1);

    [Fact]
    public void Assignment_as_expression() => Check.Scalar(
        x =>
        {
            double a, b;
            a = b = x * 2;
            return (a += b) * (b *= a);
        },
        1.1, -3);

    [Fact]
    public void Comparison_results_as_numbers() =>
        Check.Scalar(x => (x > 1 ? 1 : 0) * x * x + (x >= 0 ? 3 : 2) * x + (x != 4 ? x : 0), 0.5, 1.5, -1);

    [Fact]
    public void Char_and_enum_constants() => Check.Scalar(x => (x * 'A') + (x * x * (int)DayOfWeek.Friday), 0.5);

    [Fact]
    public void Decimal_constants_only() => Check.Scalar(x => x * (double)1.5m, 0.5);

    [Fact]
    public void Native_integers() => Check.Scalar(
        x =>
        {
            nint n = 12;
            nuint m = 5;
            return (x * n) + (x * x * m);
        },
        0.5);

    [Fact]
    public void Six_arguments()
    {
        var g = AD.Gradient((double a, double b, double c, double d, double e, double f) => (a * b * c) + (d * e * f), 1, 2, 3, 4, 5, 6);
        Assert.Equal((6.0, 3.0, 2.0, 30.0, 24.0, 20.0), g);
        var (value, g2) = AD.ValueAndGradient((double a, double b, double c, double d, double e) => a * b * c * d * e, 1, 2, 3, 4, 5);
        Assert.Equal(120, value);
        Assert.Equal((120.0, 60.0, 40.0, 30.0, 24.0), g2);
    }
}
