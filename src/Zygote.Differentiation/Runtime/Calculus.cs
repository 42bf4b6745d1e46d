using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

/// <summary>Arithmetic that derivative code is made of.</summary>
static class Calculus
{
    /// <summary>
    /// A tangent or cotangent times a partial derivative, where zero wins over infinite and undefined partials: a value that
    /// does not matter to the result gives no NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Scale(double tangent, double partial) => tangent == 0 ? 0 : tangent * partial;

    /// <inheritdoc cref="Scale(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float tangent, float partial) => tangent == 0 ? 0 : tangent * partial;

    /// <summary>Partial of <c>x % y</c> in <c>y</c>: minus the truncated quotient.</summary>
    public static double RemainderPartial(double x, double y) => -System.Math.Truncate(x / y);

    /// <inheritdoc cref="RemainderPartial(double, double)"/>
    public static float RemainderPartial(float x, float y) => -System.MathF.Truncate(x / y);
}
