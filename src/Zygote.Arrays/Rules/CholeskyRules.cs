using System;
using System.Numerics;

using static Zygote.Arrays;

namespace Zygote.Rules;

/// <summary>
/// With S the symmetric change of a: LDot = L half(L^-1 S L^-T), where half takes the lower triangle and half of the
/// diagonal. Backwards P = half(L^T LBar), and the cotangent of S is L^-T P L^-1, of which a's triangle gets both
/// parts.
/// </summary>
static class CholeskyRules
{
    [PullbackOf(typeof(Arrays), nameof(BlockedCholesky))]
    static (T[,], Func<T[,], T[,]>) Pullback<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var l = BlockedCholesky(a);
        return (l, lBar =>
        {
            var p = Half(MatrixProduct(l, SolveRules.Triangle(lBar, true, false), true, false));
            var left = SolveTriangular(l, p, lower: true, transposed: true);
            var s = SolveTriangular(l, Transpose(left), lower: true, transposed: true);
            return Folded(s);
        });
    }

    [PushforwardOf(typeof(Arrays), nameof(BlockedCholesky))]
    static (T[,], T[,]) Pushforward<T>(T[,] a, T[,] aDot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var l = BlockedCholesky(a);
        var left = SolveTriangular(l, Symmetric(aDot), lower: true);
        var inner = SolveTriangular(l, Transpose(left), lower: true);
        return (l, MatrixProduct(l, Half(inner)));
    }

    static T[,] Half<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = a.GetLength(0);
        var half = T.One / (T.One + T.One);
        var result = new T[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                result[i, j] = a[i, j];
            result[i, i] = half * a[i, i];
        }

        return result;
    }

    /// <summary>What the lower triangle stands for.</summary>
    static T[,] Symmetric<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = a.GetLength(0);
        var result = new T[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                result[i, j] = a[i, j];
                result[j, i] = a[i, j];
            }
        }

        return result;
    }

    /// <summary>The transpose of that: what belongs above the diagonal is added below.</summary>
    static T[,] Folded<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = a.GetLength(0);
        var result = new T[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                result[i, j] = a[i, j] + a[j, i];
            result[i, i] = a[i, i];
        }

        return result;
    }
}
