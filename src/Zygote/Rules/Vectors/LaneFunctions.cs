using System;
using System.Numerics;

namespace Zygote.Rules;

/// <summary>What operations on vectors do with each lane. A method stands for the operation of its name.</summary>
static class LaneFunctions
{
    static T Add<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => a + b;

    static T AddSaturate<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => a + b;

    static T Subtract<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => a - b;

    static T SubtractSaturate<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => a - b;

    static T Multiply<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => a * b;

    static T Divide<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => a / b;

    static T Negate<T>(T a)
        where T : IFloatingPointIeee754<T> => -a;

    static T Abs<T>(T a)
        where T : IFloatingPointIeee754<T> => T.Abs(a);

    static T Sqrt<T>(T a)
        where T : IFloatingPointIeee754<T> => T.Sqrt(a);

    static T SquareRoot<T>(T a)
        where T : IFloatingPointIeee754<T> => T.Sqrt(a);

    static T FusedMultiplyAdd<T>(T a, T b, T c)
        where T : IFloatingPointIeee754<T> => T.FusedMultiplyAdd(a, b, c);

    static T MultiplyAddEstimate<T>(T a, T b, T c)
        where T : IFloatingPointIeee754<T> => T.MultiplyAddEstimate(a, b, c);

    static T Lerp<T>(T a, T b, T amount)
        where T : IFloatingPointIeee754<T> => T.Lerp(a, b, amount);

    static T CopySign<T>(T a, T sign)
        where T : IFloatingPointIeee754<T> => T.CopySign(a, sign);

    static T Max<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.Max(a, b);

    static T MaxNative<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.MaxNative(a, b);

    static T MaxNumber<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.MaxNumber(a, b);

    static T MaxMagnitude<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.MaxMagnitude(a, b);

    static T MaxMagnitudeNumber<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.MaxMagnitudeNumber(a, b);

    static T Min<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.Min(a, b);

    static T MinNative<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.MinNative(a, b);

    static T MinNumber<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.MinNumber(a, b);

    static T MinMagnitude<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.MinMagnitude(a, b);

    static T MinMagnitudeNumber<T>(T a, T b)
        where T : IFloatingPointIeee754<T> => T.MinMagnitudeNumber(a, b);

    static T Clamp<T>(T a, T min, T max)
        where T : IFloatingPointIeee754<T> => T.Min(T.Max(a, min), max);

    static T ClampNative<T>(T a, T min, T max)
        where T : IFloatingPointIeee754<T> => T.MinNative(T.MaxNative(a, min), max);

    static double ConditionalSelect(double mask, double a, double b) => LaneBits.Select(mask, a, b);

    static float ConditionalSelect(float mask, float a, float b) => LaneBits.Select(mask, a, b);

    static double ConditionalSelect(long mask, double a, double b) => LaneBits.Select(BitConverter.Int64BitsToDouble(mask), a, b);

    static float ConditionalSelect(int mask, float a, float b) => LaneBits.Select(BitConverter.Int32BitsToSingle(mask), a, b);

    static double BitwiseAnd(double a, double b) => LaneBits.And(a, b);

    static float BitwiseAnd(float a, float b) => LaneBits.And(a, b);

    static double BitwiseOr(double a, double b) => LaneBits.Or(a, b);

    static float BitwiseOr(float a, float b) => LaneBits.Or(a, b);

    static double Xor(double a, double b) => LaneBits.Xor(a, b);

    static float Xor(float a, float b) => LaneBits.Xor(a, b);

    static double AndNot(double a, double b) => LaneBits.And(a, LaneBits.Not(b));

    static float AndNot(float a, float b) => LaneBits.And(a, LaneBits.Not(b));

    static double OnesComplement(double a) => LaneBits.Not(a);

    static float OnesComplement(float a) => LaneBits.Not(a);
}
