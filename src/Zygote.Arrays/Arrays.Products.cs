using System;
using System.Numerics;

using Zygote.Kernels;

namespace Zygote;

public static partial class Arrays
{
    /// <summary>The matrix product a b, of m x k and k x n; zeros where k is 0.</summary>
    /// <remarks>
    /// In blocks and vectors, with fused multiplication where the processor has it, so that sums are not those of a
    /// loop to the last digit. By a rule: value and gradient cost three products. Small products are a loop.
    /// </remarks>
    /// <exception cref="ArgumentException">The columns of a are not as many as the rows of b.</exception>
    public static T[,] MatrixProduct<T>(T[,] a, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MatrixProduct(a, b, false, false);

    /// <summary>The product of the two matrices or of their transposes, which are not made.</summary>
    /// <exception cref="ArgumentException">
    /// The columns of the first factor are not as many as the rows of the second.
    /// </exception>
    public static T[,] MatrixProduct<T>(T[,] a, T[,] b, bool transposeA, bool transposeB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (rows, depth) = transposeA ? (a.GetLength(1), a.GetLength(0)) : (a.GetLength(0), a.GetLength(1));
        var (inner, columns) = transposeB ? (b.GetLength(1), b.GetLength(0)) : (b.GetLength(0), b.GetLength(1));
        Guard.Inner("A matrix product", rows, depth, inner, columns);
        if ((long)rows * columns * depth > SmallProduct)
            return BlockedProduct(a, b, transposeA, transposeB);
        var c = new T[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < depth; k++)
            {
                var factor = transposeA ? a[k, i] : a[i, k];
                for (var j = 0; j < columns; j++)
                    c[i, j] += factor * (transposeB ? b[j, k] : b[k, j]);
            }
        }

        return c;
    }

    /// <summary>
    /// Up to so many multiplications, a loop and its derivative take less time than calls and copies of a rule.
    /// </summary>
    const int SmallProduct = 1000;

    internal static T[,] BlockedProduct<T>(T[,] a, T[,] b, bool transposeA, bool transposeB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = transposeA ? Strided.Of(a).Transposed : Strided.Of(a);
        var y = transposeB ? Strided.Of(b).Transposed : Strided.Of(b);
        var (rows, depth) = transposeA ? (a.GetLength(1), a.GetLength(0)) : (a.GetLength(0), a.GetLength(1));
        var c = new T[rows, transposeB ? b.GetLength(0) : b.GetLength(1)];
        Gemm.Add(Strided.Of(c), x, y, rows, c.GetLength(1), depth);
        return c;
    }

    /// <summary>The matrix times the vector.</summary>
    /// <exception cref="ArgumentException">
    /// The columns of the matrix are not as many as the elements of the vector.
    /// </exception>
    public static T[] MatrixProduct<T>(T[,] a, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(x);
        Guard.Inner("A matrix product", a.GetLength(0), a.GetLength(1), x.Length, 1);
        var y = new T[a.GetLength(0)];
        for (var i = 0; i < y.Length; i++)
        {
            var sum = T.Zero;
            for (var j = 0; j < x.Length; j++)
                sum += a[i, j] * x[j];
            y[i] = sum;
        }

        return y;
    }

    /// <summary>The vector, as a row, times the matrix.</summary>
    /// <exception cref="ArgumentException">
    /// The elements of the vector are not as many as the rows of the matrix.
    /// </exception>
    public static T[] MatrixProduct<T>(T[] x, T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(x);
        Guard.Inner("A matrix product", 1, x.Length, a.GetLength(0), a.GetLength(1));
        var y = new T[a.GetLength(1)];
        for (var i = 0; i < x.Length; i++)
        {
            var factor = x[i];
            for (var j = 0; j < y.Length; j++)
                y[j] += factor * a[i, j];
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
        var sum = T.Zero;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>The sum of the products of elements at the same place; 0 of empty matrices.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static T Dot<T>(T[,] a, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (rows, columns) = (a.GetLength(0), a.GetLength(1));
        Guard.SameShape(nameof(Dot), rows, columns, b.GetLength(0), b.GetLength(1));
        var sum = T.Zero;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                sum += a[i, j] * b[i, j];
        }

        return sum;
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
