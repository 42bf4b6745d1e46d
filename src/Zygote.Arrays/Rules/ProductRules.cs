using System;
using System.Numerics;

using static Zygote.Arrays;

namespace Zygote.Rules;

/// <summary>Products are bilinear: each factor's cotangent is a product of the other one and the result's.</summary>
static class ProductRules
{
    [PullbackOf(typeof(Arrays), nameof(BlockedProduct))]
    static (T[,], Func<T[,], (T[,], T[,])>) Pullback<T>(T[,] a, T[,] b, bool transposeA, bool transposeB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, y) = (Copies.Of(a), Copies.Of(b));
        return (BlockedProduct(x, y, transposeA, transposeB), bar => (
            transposeA ? BlockedProduct(y, bar, transposeB, true) : BlockedProduct(bar, y, false, !transposeB),
            transposeB ? BlockedProduct(bar, x, true, transposeA) : BlockedProduct(x, bar, !transposeA, false)));
    }

    [PushforwardOf(typeof(Arrays), nameof(BlockedProduct))]
    static (T[,], T[,]) Pushforward<T>(
        T[,] a, T[,] b, bool transposeA, bool transposeB, T[,] aDot, T[,] bDot, bool transposeADot, bool transposeBDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (BlockedProduct(a, b, transposeA, transposeB), Copies.Sum(
            BlockedProduct(aDot, b, transposeA, transposeB), BlockedProduct(a, bDot, transposeA, transposeB)));
}
