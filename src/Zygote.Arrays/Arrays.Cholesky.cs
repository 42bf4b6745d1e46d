using System;
using System.Numerics;

using Zygote.Kernels;

namespace Zygote;

public static partial class Arrays
{
    /// <summary>The lower triangular L with L L^T = a; zeros above the diagonal.</summary>
    /// <remarks>
    /// Reads the lower triangle of a, diagonal included, and has derivatives in it alone: each element off the diagonal
    /// stands for two of the symmetric matrix. From some size on in blocks and by a rule (Murray, Differentiation of
    /// the Cholesky decomposition, 2016), whose gradient costs a matrix product and two triangular systems of n
    /// right-hand sides. NaN gives NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">a is not square, or a pivot is zero or negative.</exception>
    public static T[,] Cholesky<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        var n = a.GetLength(0);
        Guard.Square(nameof(Cholesky), n, a.GetLength(1));
        if (n > SmallCholesky)
            return BlockedCholesky(a);
        var l = new T[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++)
                    sum -= l[i, k] * l[j, k];
                if (i == j)
                    Guard.PositiveDefinite(sum <= T.Zero ? i : -1, n);
                l[i, j] = i == j ? T.Sqrt(sum) : sum / l[j, j];
            }
        }

        return l;
    }

    /// <summary>
    /// Up to here the loop and its derivative take less time than the rule, which does three times as much.
    /// </summary>
    const int SmallCholesky = 80;

    internal static T[,] BlockedCholesky<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var l = SymmetricFactor.Of(a, out var pivot);
        Guard.PositiveDefinite(pivot, a.GetLength(0));
        return l;
    }

    /// <summary>The x with L L^T x = b, given the factor: two triangular systems.</summary>
    /// <exception cref="ArgumentException">L is not square, or b has another number of rows.</exception>
    public static T[] SolveCholesky<T>(T[,] l, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SolveTriangular(l, SolveTriangular(l, b, lower: true), lower: true, transposed: true);

    /// <summary>The matrix x with L L^T x = b.</summary>
    /// <exception cref="ArgumentException">L is not square, or b has another number of rows.</exception>
    public static T[,] SolveCholesky<T>(T[,] l, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SolveTriangular(l, SolveTriangular(l, b, lower: true), lower: true, transposed: true);

    /// <summary>The logarithm of the determinant of L L^T, given the factor.</summary>
    /// <exception cref="ArgumentException">L is not square.</exception>
    public static T LogDeterminantCholesky<T>(T[,] l)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(l);
        Guard.Square(nameof(LogDeterminantCholesky), l.GetLength(0), l.GetLength(1));
        var sum = T.Zero;
        for (var i = 0; i < l.GetLength(0); i++)
            sum += T.Log(l[i, i]);
        return sum + sum;
    }
}
