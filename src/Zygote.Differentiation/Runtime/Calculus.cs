using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

/// <summary>Arithmetic that derivative code is made of.</summary>
static class Calculus
{
    /// <summary>
    /// A tangent or cotangent times a partial derivative, where zero wins over infinite and undefined factors: a value that
    /// does not matter to the result gives no NaN.
    /// </summary>
    /// <remarks>Only products that are not a number are looked at again, so the usual way is one multiplication.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Scale(double tangent, double partial)
    {
        var product = tangent * partial;
        return double.IsNaN(product) ? Undefined(tangent, partial) : product;
    }

    /// <inheritdoc cref="Scale(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float tangent, float partial)
    {
        var product = tangent * partial;
        return float.IsNaN(product) ? (float)Undefined(tangent, partial) : product;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Undefined(double tangent, double partial) => tangent == 0 || partial == 0 ? 0 : double.NaN;

    /// <summary>Partial of <c>x % y</c> in <c>y</c>: minus the truncated quotient.</summary>
    public static double RemainderPartial(double x, double y) => -System.Math.Truncate(x / y);

    /// <inheritdoc cref="RemainderPartial(double, double)"/>
    public static float RemainderPartial(float x, float y) => -System.MathF.Truncate(x / y);
}
