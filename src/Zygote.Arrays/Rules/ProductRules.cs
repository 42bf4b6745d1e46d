using System;
using System.Numerics;

using static Zygote.Arrays;

namespace Zygote.Rules;

/// <summary>Products are bilinear: each factor's cotangent is a product of the other one and the result's.</summary>
static class ProductRules
{
    [PullbackOf(typeof(Arrays), nameof(MatrixProduct))]
    static (T[,], Func<T[,], (T[,], T[,])>) MatrixProductPullback<T>(T[,] a, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MatrixProductPullback(a, b, false, false);

    [PushforwardOf(typeof(Arrays), nameof(MatrixProduct))]
    static (T[,], T[,]) MatrixProductPushforward<T>(T[,] a, T[,] b, T[,] aDot, T[,] bDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (MatrixProduct(a, b), Copies.Sum(MatrixProduct(aDot, b), MatrixProduct(a, bDot)));

    [PullbackOf(typeof(Arrays), nameof(MatrixProduct))]
    static (T[,], Func<T[,], (T[,], T[,])>) MatrixProductPullback<T>(T[,] a, T[,] b, bool transposeA, bool transposeB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, y) = (Copies.Of(a), Copies.Of(b));
        return (MatrixProduct(x, y, transposeA, transposeB), bar => (
            transposeA ? MatrixProduct(y, bar, transposeB, true) : MatrixProduct(bar, y, false, !transposeB),
            transposeB ? MatrixProduct(bar, x, true, transposeA) : MatrixProduct(x, bar, !transposeA, false)));
    }

    [PushforwardOf(typeof(Arrays), nameof(MatrixProduct))]
    static (T[,], T[,]) MatrixProductPushforward<T>(
        T[,] a, T[,] b, bool transposeA, bool transposeB, T[,] aDot, T[,] bDot, bool transposeADot, bool transposeBDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (MatrixProduct(a, b, transposeA, transposeB), Copies.Sum(
            MatrixProduct(aDot, b, transposeA, transposeB), MatrixProduct(a, bDot, transposeA, transposeB)));

    [PullbackOf(typeof(Arrays), nameof(VectorProduct))]
    static (T[], Func<T[], (T[,], T[])>) VectorProductPullback<T>(T[,] a, T[] x, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (b, y) = (Copies.Of(a), Copies.Of(x));
        return (VectorProduct(b, y, transposed), bar =>
            (transposed ? Outer(y, bar) : Outer(bar, y), VectorProduct(b, bar, !transposed)));
    }

    [PushforwardOf(typeof(Arrays), nameof(VectorProduct))]
    static (T[], T[]) VectorProductPushforward<T>(
        T[,] a, T[] x, bool transposed, T[,] aDot, T[] xDot, bool transposedDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (VectorProduct(a, x, transposed), Copies.Sum(VectorProduct(aDot, x, transposed), VectorProduct(a, xDot, transposed)));

    [PullbackOf(typeof(Arrays), nameof(Dot))]
    static (T, Func<T, (T[], T[])>) DotPullback<T>(T[] x, T[] y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (a, b) = (Copies.Of(x), Copies.Of(y));
        return (Dot(a, b), bar => (Copies.Scaled(bar, b), Copies.Scaled(bar, a)));
    }

    [PushforwardOf(typeof(Arrays), nameof(Dot))]
    static (T, T) DotPushforward<T>(T[] x, T[] y, T[] xDot, T[] yDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (Dot(x, y), Dot(xDot, y) + Dot(x, yDot));
}
