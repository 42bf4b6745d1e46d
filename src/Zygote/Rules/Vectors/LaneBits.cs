using System;

namespace Zygote.Rules;

/// <summary>
/// Operations on the bits of numbers, as vectors use them: with masks that comparisons give, and with the bit of the sign. What
/// else they do to a number has no derivative, which shows when it is asked for.
/// </summary>
static class LaneBits
{
    /// <summary>a where the mask has ones, b where it has zeros, bit by bit.</summary>
    public static double Select(double mask, double a, double b) => Number((Bits(mask) & Bits(a)) | (~Bits(mask) & Bits(b)));

    public static double And(double a, double b) => Number(Bits(a) & Bits(b));

    public static double Or(double a, double b) => Number(Bits(a) | Bits(b));

    public static double Xor(double a, double b) => Number(Bits(a) ^ Bits(b));

    public static double Not(double a) => Number(~Bits(a));

    [DerivativeOf(typeof(LaneBits), nameof(Select))]
    static (double, double, double) SelectPartials(double mask, double a, double b, double y)
    {
        var bits = Bits(mask);
        return (0, bits == -1 ? 1 : bits == long.MaxValue ? SameSign(a, y) : Constant(bits is 0 or long.MinValue),
            bits == 0 ? 1 : bits == long.MinValue ? SameSign(b, y) : Constant(bits is -1 or long.MaxValue));
    }

    [DerivativeOf(typeof(LaneBits), nameof(And))]
    static (double, double) AndPartials(double a, double b, double y) => (AndPartial(a, b, y), AndPartial(b, a, y));

    [DerivativeOf(typeof(LaneBits), nameof(Or))]
    static (double, double) OrPartials(double a, double b, double y) => (OrPartial(a, b, y), OrPartial(b, a, y));

    [DerivativeOf(typeof(LaneBits), nameof(Xor))]
    static (double, double) XorPartials(double a, double b, double y) => (XorPartial(a, b, y), XorPartial(b, a, y));

    /// <summary>All ones become a zero and the other way round: both are masks, that vary with nothing.</summary>
    [DerivativeOf(typeof(LaneBits), nameof(Not))]
    static double NotPartial(double a, double y) => Constant(Bits(a) is 0 or -1);

    /// <summary>By the number, where the other one is a mask: all of it, nothing, all but the sign, or only that.</summary>
    static double AndPartial(double a, double mask, double y)
    {
        var bits = Bits(mask);
        return bits == -1 ? 1 : bits == long.MaxValue ? SameSign(a, y) : Constant(bits is 0 or long.MinValue || Bits(a) is 0 or -1 or long.MaxValue or long.MinValue);
    }

    /// <summary>With the sign bit it is minus the absolute value.</summary>
    static double OrPartial(double a, double mask, double y)
    {
        var bits = Bits(mask);
        return bits == 0 ? 1 : bits == long.MinValue ? SameSign(a, y) : Constant(bits == -1 || Bits(a) is 0 or -1 or long.MinValue);
    }

    /// <summary>With the sign bit it is the negative.</summary>
    static double XorPartial(double a, double mask, double y)
    {
        var bits = Bits(mask);
        return bits == 0 ? 1 : bits == long.MinValue ? -1 : Constant(Bits(a) is 0 or long.MinValue);
    }

    /// <summary>The derivative where the sign alone may have changed; 0 at 0, as that of the absolute value.</summary>
    static double SameSign(double a, double y) => a == 0 ? 0 : (Bits(a) ^ Bits(y)) < 0 ? -1 : 1;

    /// <inheritdoc cref="Select(double, double, double)"/>
    public static float Select(float mask, float a, float b) => Number((Bits(mask) & Bits(a)) | (~Bits(mask) & Bits(b)));

    public static float And(float a, float b) => Number(Bits(a) & Bits(b));

    public static float Or(float a, float b) => Number(Bits(a) | Bits(b));

    public static float Xor(float a, float b) => Number(Bits(a) ^ Bits(b));

    public static float Not(float a) => Number(~Bits(a));

    [DerivativeOf(typeof(LaneBits), nameof(Select))]
    static (float, float, float) SelectPartials(float mask, float a, float b, float y)
    {
        var bits = Bits(mask);
        return (0, bits == -1 ? 1 : bits == int.MaxValue ? SameSign(a, y) : Constant(bits is 0 or int.MinValue),
            bits == 0 ? 1 : bits == int.MinValue ? SameSign(b, y) : Constant(bits is -1 or int.MaxValue));
    }

    [DerivativeOf(typeof(LaneBits), nameof(And))]
    static (float, float) AndPartials(float a, float b, float y) => (AndPartial(a, b, y), AndPartial(b, a, y));

    [DerivativeOf(typeof(LaneBits), nameof(Or))]
    static (float, float) OrPartials(float a, float b, float y) => (OrPartial(a, b, y), OrPartial(b, a, y));

    [DerivativeOf(typeof(LaneBits), nameof(Xor))]
    static (float, float) XorPartials(float a, float b, float y) => (XorPartial(a, b, y), XorPartial(b, a, y));

    /// <inheritdoc cref="NotPartial(double, double)"/>
    [DerivativeOf(typeof(LaneBits), nameof(Not))]
    static float NotPartial(float a, float y) => Constant(Bits(a) is 0 or -1);

    /// <inheritdoc cref="AndPartial(double, double, double)"/>
    static float AndPartial(float a, float mask, float y)
    {
        var bits = Bits(mask);
        return bits == -1 ? 1 : bits == int.MaxValue ? SameSign(a, y) : Constant(bits is 0 or int.MinValue || Bits(a) is 0 or -1 or int.MaxValue or int.MinValue);
    }

    /// <inheritdoc cref="OrPartial(double, double, double)"/>
    static float OrPartial(float a, float mask, float y)
    {
        var bits = Bits(mask);
        return bits == 0 ? 1 : bits == int.MinValue ? SameSign(a, y) : Constant(bits == -1 || Bits(a) is 0 or -1 or int.MinValue);
    }

    /// <inheritdoc cref="XorPartial(double, double, double)"/>
    static float XorPartial(float a, float mask, float y)
    {
        var bits = Bits(mask);
        return bits == 0 ? 1 : bits == int.MinValue ? -1 : Constant(Bits(a) is 0 or int.MinValue);
    }

    /// <inheritdoc cref="SameSign(double, double)"/>
    static float SameSign(float a, float y) => a == 0 ? 0 : (Bits(a) ^ Bits(y)) < 0 ? -1 : 1;

    /// <summary>Zero; a refusal where bits of a number were changed that no derivative belongs to.</summary>
    [ZeroDerivative]
    static int Constant(bool isConstant) => isConstant ? 0 : throw new NotDifferentiableException(
        null, null, null, "it changes some bits of a number that carries a derivative",
        "Use masks of comparisons, whose bits are all equal, and arithmetic on the numbers.");

    [ZeroDerivative]
    static long Bits(double x) => BitConverter.DoubleToInt64Bits(x);

    [ZeroDerivative]
    static int Bits(float x) => BitConverter.SingleToInt32Bits(x);

    static double Number(long bits) => BitConverter.Int64BitsToDouble(bits);

    static float Number(int bits) => BitConverter.Int32BitsToSingle(bits);
}
