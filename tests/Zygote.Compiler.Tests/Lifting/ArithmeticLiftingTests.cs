using System;

using Xunit;

using static Zygote.Compiler.Tests.Lifting.LiftedProgram;

namespace Zygote.Compiler.Tests.Lifting;

public sealed class ArithmeticLiftingTests
{
    [Fact]
    public void Floating_point()
    {
        AssertSame((double a, double b) => a * b + a / b - b % a, 3.5, -2.25);
        AssertSame((float a, float b) => a * b + a / b - b % a, 3.3f, -2.2f);
        AssertSame((float a, double b) => a * b + a, 3.3f, -2.2);
        AssertSame((double a) => -a / 0.0, 1.0);
        AssertSame((double a) => Math.Sin(a) + Math.Pow(a, 3) * Math.PI, 0.7);
    }

    [Theory]
    [InlineData(17, 5)]
    [InlineData(-17, 5)]
    [InlineData(int.MinValue, 33)]
    [InlineData(-1, 1)]
    public void Integers(int x, int y)
    {
        AssertSame((int a, int b) => (a + b) * (a - b) / b % 7, x, y);
        AssertSame((int a, int b) => (a & b) | (a ^ ~b), x, y);
        AssertSame((int a, int b) => (a << b) + (a >> b) - (a >>> b), x, y);
        AssertSame((uint a, uint b) => a / b + a % b + (a >> 3), (uint)x, (uint)y);
        AssertSame((long a, long b) => a * b / 3 + (a >>> 5), (long)x, (long)y);
        AssertSame((ulong a, int b) => a / 3 + (a >> b), (ulong)x, y);
        AssertSame((nint a, int b) => a * b + 1, (nint)x, y);
        AssertSame((uint a, uint b) => a < b ? a : b, (uint)x, (uint)y);
        AssertSame((ulong a, ulong b) => a >= b, (ulong)x, (ulong)y);
        AssertSame((byte a, sbyte b) => (byte)(a + b), (byte)x, (sbyte)y);
        AssertSame((short a, char b) => { a += (short)b; a++; return a; }, (short)x, (char)y);
        AssertSame((byte a) => { a--; a -= 200; return a; }, (byte)x);
    }

    [Theory]
    [InlineData(int.MaxValue, 2)]
    [InlineData(int.MinValue, -1)]
    [InlineData(100, 3)]
    public void Checked_arithmetic(int x, int y)
    {
        AssertSame((int a, int b) => checked(a + b), x, y);
        AssertSame((int a, int b) => checked(a - b), x, y);
        AssertSame((int a, int b) => checked(a * b), x, y);
        AssertSame((uint a, uint b) => checked(a * b), (uint)x, (uint)y);
        AssertSame((uint a, uint b) => checked(a - b), (uint)x, (uint)y);
        AssertSame((int a) => checked((byte)a), x);
        AssertSame((int a) => checked((uint)a), x);
        AssertSame((uint a) => checked((int)a), (uint)x);
        AssertSame((double a) => checked((int)a), x * 3.0);
        AssertSame((long a) => checked((int)a), x * 3L);
        AssertSame((long a) => checked((ulong)a), (long)x);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(300)]
    [InlineData(int.MaxValue)]
    public void Conversions(int x)
    {
        AssertSame((int a) => (byte)a + (sbyte)a + (short)a + (ushort)a, x);
        AssertSame((int a) => (ulong)a, x);
        AssertSame((uint a) => (ulong)a, (uint)x);
        AssertSame((uint a) => (long)a, (uint)x);
        AssertSame((uint a) => (double)a, (uint)x);
        AssertSame((ulong a) => (double)a, (ulong)(long)x);
        AssertSame((int a) => a / 2.0, x);
        AssertSame((long a) => (float)a, (long)x);
        AssertSame((double a) => (int)a + (long)a, x + 0.75);
        AssertSame((double a) => (float)a, x / 3.0);
        AssertSame((int a) => (nuint)a, x);
        AssertSame((uint a) => (nint)a, (uint)x);
        AssertSame((int a) => (char)a, x);
        AssertSame((int a) => (DayOfWeek)(a % 7) == DayOfWeek.Friday ? DayOfWeek.Monday : (DayOfWeek)a, x);
        AssertSame((bool a) => a ? 1.0 : 0.0, x > 0);
    }

    [Theory]
    [InlineData(1.0, 2.0)]
    [InlineData(2.0, 2.0)]
    [InlineData(double.NaN, 2.0)]
    public void Comparisons_know_not_a_number(double x, double y)
    {
        AssertSame((double a, double b) => a < b, x, y);
        AssertSame((double a, double b) => a <= b, x, y);
        AssertSame((double a, double b) => a > b, x, y);
        AssertSame((double a, double b) => a >= b, x, y);
        AssertSame((double a, double b) => a == b, x, y);
        AssertSame((double a, double b) => a != b, x, y);
        AssertSame((double a, double b) => { if (a < b) return 1; if (a >= b) return 2; return 3; }, x, y);
        AssertSame((double a, double b) => { if (!(a <= b)) return 1; if (!(a > b)) return 2; return 3; }, x, y);
    }
}
