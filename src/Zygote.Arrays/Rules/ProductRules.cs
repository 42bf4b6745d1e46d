using System;
using System.Numerics;

using static Zygote.Arrays;

namespace Zygote.Rules;

/// <summary>Products are bilinear: each factor's cotangent is a product of the other one and the result's.</summary>
static class ProductRules
{
    [PullbackOf(typeof(Arrays), nameof(BlockedProduct))]
    static (T[,], Func<T[,], (T[,], T[,])>) Pullback<T>(T[,] a, T[,] b, bool transposeA, bool transposeB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (BlockedProduct(a, b, transposeA, transposeB), bar => (
            transposeA ? BlockedProduct(b, bar, transposeB, true) : BlockedProduct(bar, b, false, !transposeB),
            transposeB ? BlockedProduct(bar, a, true, transposeA) : BlockedProduct(a, bar, !transposeA, false)));

    [PushforwardOf(typeof(Arrays), nameof(BlockedProduct))]
    static (T[,], T[,]) Pushforward<T>(
        T[,] a, T[,] b, bool transposeA, bool transposeB, T[,] aDot, T[,] bDot, bool transposeADot, bool transposeBDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (BlockedProduct(a, b, transposeA, transposeB), Copies.Sum(
            BlockedProduct(aDot, b, transposeA, transposeB), BlockedProduct(a, bDot, transposeA, transposeB)));
}
