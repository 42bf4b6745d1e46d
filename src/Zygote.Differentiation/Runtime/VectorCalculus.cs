using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>What <see cref="Calculus"/> does to numbers, for each number of vectors.</summary>
static class VectorCalculus
{
    /// <inheritdoc cref="Calculus.Scale(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Scale<T>(Vector256<T> cotangent, Vector256<T> partial) =>
        Vector256.AndNot(cotangent * partial, Vector256.Equals(cotangent, Vector256<T>.Zero));
}
