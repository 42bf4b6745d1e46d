using System;
using System.Runtime.CompilerServices;

namespace Zygote.Rules;

/// <summary>1 - y^2 for y = tanh x, with all digits also where y is rounded to nearly 1.</summary>
/// <remarks>
/// It varies as 1 - y^2 does, so that is its derivative: only the value itself cancels. In the tail it is 4 e / (1 + e)^2 with
/// e = exp(-2 |x|), which is a method of its own: what is hardly ever reached should not lengthen loops.
/// </remarks>
static class TanhPartial
{
    /// <summary>With less than this left of 1, up to four bits are lost: the error is 3e-15 there.</summary>
    const double Cancelled = 0.0625;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At(double x, double y)
    {
        var difference = 1 - y * y;
        return difference > Cancelled ? difference : InTail(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float At(float x, float y)
    {
        var difference = 1 - y * y;
        return difference > (float)Cancelled ? difference : (float)InTail(x);
    }

    [DerivativeOf(typeof(TanhPartial), nameof(At))]
    static (double, double) Of(double x, double y, double value) => (0, -2 * y);

    [DerivativeOf(typeof(TanhPartial), nameof(At))]
    static (float, float) Of(float x, float y, float value) => (0, -2 * y);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double InTail(double x)
    {
        var e = Math.Exp(-2 * Math.Abs(x));
        return 4 * e / ((1 + e) * (1 + e));
    }
}
