using System;
using System.Numerics;

using Zygote.Kernels;

namespace Zygote;

public static partial class Arrays
{
    /// <summary>The matrix product a b, of m x k and k x n; zeros where k is 0.</summary>
    /// <remarks>
    /// Blocked and in vectors: sums are taken in another order than by a loop, with fused multiplication where the processor
    /// has it. By a rule: value and gradient cost three products.
    /// </remarks>
    /// <exception cref="ArgumentException">The columns of a are not as many as the rows of b.</exception>
    public static T[,] MatrixProduct<T>(T[,] a, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MatrixProduct(a, b, false, false);

    /// <summary>The product of the two matrices or of their transposes, which are not made.</summary>
    /// <exception cref="ArgumentException">The columns of the first factor are not as many as the rows of the second.</exception>
    public static T[,] MatrixProduct<T>(T[,] a, T[,] b, bool transposeA, bool transposeB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var x = Strided.Of(a);
        var y = Strided.Of(b);
        var (rows, depth) = transposeA ? (a.GetLength(1), a.GetLength(0)) : (a.GetLength(0), a.GetLength(1));
        var (inner, columns) = transposeB ? (b.GetLength(1), b.GetLength(0)) : (b.GetLength(0), b.GetLength(1));
        Guard.Inner("A matrix product", rows, depth, inner, columns);
        var c = new T[rows, columns];
        Gemm.Add(
            Strided.Of(c), transposeA ? x.Transposed : x, transposeB ? y.Transposed : y,
            rows, columns, depth);
        return c;
    }

    /// <summary>The matrix times the vector.</summary>
    /// <exception cref="ArgumentException">The columns of the matrix are not as many as the elements of the vector.</exception>
    public static T[] MatrixProduct<T>(T[,] a, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorProduct(a, x, false);

    /// <summary>The vector, as a row, times the matrix.</summary>
    /// <exception cref="ArgumentException">The elements of the vector are not as many as the rows of the matrix.</exception>
    public static T[] MatrixProduct<T>(T[] x, T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorProduct(a, x, true);

    internal static T[] VectorProduct<T>(T[,] a, T[] x, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(x);
        var (rows, columns) = (a.GetLength(0), a.GetLength(1));
        ReadOnlySpan<T> all = Simd.Span(a);
        var y = new T[transposed ? columns : rows];
        if (transposed)
            Guard.Inner("A matrix product", 1, x.Length, rows, columns);
        else
            Guard.Inner("A matrix product", rows, columns, x.Length, 1);
        for (var i = 0; i < rows; i++)
        {
            var row = all.Slice(i * columns, columns);
            if (transposed)
                Simd.AddScaled(x[i], row, y);
            else
                y[i] = Simd.Dot(row, x);
        }

        return y;
    }

    /// <summary>The sum of the products of elements; 0 of empty vectors.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Dot<T>(T[] x, T[] y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Guard.SameLength(nameof(Dot), x.Length, y.Length);
        return Simd.Dot<T>(x, y);
    }

    /// <summary>The matrix of all products x[i] y[j].</summary>
    public static T[,] Outer<T>(T[] x, T[] y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var result = new T[x.Length, y.Length];
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < y.Length; j++)
                result[i, j] = x[i] * y[j];
        }

        return result;
    }

    /// <summary>The Kronecker product: a matrix of blocks a[i, j] b.</summary>
    public static T[,] Kronecker<T>(T[,] a, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (rows, columns) = (b.GetLength(0), b.GetLength(1));
        var result = new T[a.GetLength(0) * rows, a.GetLength(1) * columns];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var k = 0; k < rows; k++)
            {
                for (var j = 0; j < a.GetLength(1); j++)
                {
                    var factor = a[i, j];
                    for (var l = 0; l < columns; l++)
                        result[i * rows + k, j * columns + l] = factor * b[k, l];
                }
            }
        }

        return result;
    }

    /// <summary>The matrix with rows and columns exchanged.</summary>
    public static T[,] Transpose<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        var (rows, columns) = (a.GetLength(0), a.GetLength(1));
        var result = new T[columns, rows];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                result[j, i] = a[i, j];
        }

        return result;
    }

    /// <summary>The sum of the diagonal.</summary>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static T Trace<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        Guard.Square(nameof(Trace), a.GetLength(0), a.GetLength(1));
        var sum = T.Zero;
        for (var i = 0; i < a.GetLength(0); i++)
            sum += a[i, i];
        return sum;
    }
}
