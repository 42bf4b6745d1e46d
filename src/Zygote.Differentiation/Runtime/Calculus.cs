using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

/// <summary>Arithmetic that derivative code is made of.</summary>
static class Calculus
{
    /// <summary>
    /// A tangent or cotangent times a partial derivative, where zero wins over infinite and undefined factors: a value that
    /// does not matter to the result gives no NaN.
    /// </summary>
    /// <remarks>
    /// Only products that are not a number are looked at again, so the usual way is one multiplication. No call here, not even
    /// on the unusual way: around a call in a loop the JIT keeps all floating point values in memory.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Scale(double tangent, double partial)
    {
        var product = tangent * partial;
        return !double.IsNaN(product) ? product : tangent == 0 || partial == 0 ? 0 : product;
    }

    /// <inheritdoc cref="Scale(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float tangent, float partial)
    {
        var product = tangent * partial;
        return !float.IsNaN(product) ? product : tangent == 0 || partial == 0 ? 0 : product;
    }

    /// <summary>Partial of <c>x % y</c> in <c>y</c>: minus the truncated quotient.</summary>
    public static double RemainderPartial(double x, double y) => -System.Math.Truncate(x / y);

    /// <inheritdoc cref="RemainderPartial(double, double)"/>
    public static float RemainderPartial(float x, float y) => -System.MathF.Truncate(x / y);
}
