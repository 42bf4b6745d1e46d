using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>What <see cref="Calculus"/> does to numbers, for each number of vectors.</summary>
static class VectorCalculus
{
    /// <inheritdoc cref="Calculus.Scale(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Scale<T>(Vector256<T> cotangent, Vector256<T> partial) =>
        ScaleTangent(cotangent, partial);

    /// <inheritdoc cref="Calculus.ScaleNonzero(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ScaleNonzero<T>(Vector256<T> cotangent, Vector256<T> partial) =>
        Vector256.AndNot(cotangent * partial, Vector256.Equals(partial, Vector256<T>.Zero));

    /// <inheritdoc cref="Calculus.ScaleTangent(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ScaleTangent<T>(Vector256<T> tangent, Vector256<T> partial)
    {
        var product = tangent * partial;
        if (Vector256.EqualsAll(product, product))
            return product;
        var isZero = Vector256.Equals(tangent, Vector256<T>.Zero)
            | Vector256.AndNot(Vector256.Equals(partial, Vector256<T>.Zero), Dependence.AreMarks(tangent));
        return Vector256.AndNot(product, Vector256.AndNot(isZero, Vector256.Equals(product, product)));
    }
}
