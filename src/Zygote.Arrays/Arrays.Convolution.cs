using System;
using System.Numerics;

using Zygote.Kernels;

namespace Zygote;

/// <summary>Which part of a convolution is wanted.</summary>
public enum ConvolutionMode
{
    /// <summary>All sums with at least one product: n + m - 1 elements.</summary>
    Full,

    /// <summary>As many elements as the first array has, from the middle.</summary>
    Same,

    /// <summary>Where the shorter array lies within the longer one: max - min + 1 elements.</summary>
    Valid,
}

public static partial class Arrays
{
    /// <summary>The convolution c[k] = sum of a[i] b[k - i]; empty if an array is.</summary>
    /// <remarks>
    /// By loops in vectors, or by Fourier transforms in double precision where both are long: then errors are relative
    /// to the largest element. By a rule: the gradient adds two convolutions of the same kind.
    /// </remarks>
    public static T[] Convolve<T>(T[] a, T[] b, ConvolutionMode mode = ConvolutionMode.Full)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Length == 0 || b.Length == 0)
            return [];
        return mode switch
        {
            ConvolutionMode.Full => PartOfConvolution(a, b, 0, a.Length + b.Length - 1),
            ConvolutionMode.Same => PartOfConvolution(a, b, (b.Length - 1) / 2, a.Length),
            _ => PartOfConvolution(a, b, Math.Min(a.Length, b.Length) - 1, Math.Abs(a.Length - b.Length) + 1),
        };
    }

    /// <summary>
    /// The convolution c[k, l] = sum of a[i, j] b[k - i, l - j], the parts of it taken in both axes; 0 x 0 if a matrix
    /// is empty.
    /// </summary>
    /// <remarks>
    /// By a loop, or, where both matrices have many elements, as the convolution of the rows one after the other, which
    /// has a rule: then errors are relative to the largest element, and NaN and infinity spread.
    /// </remarks>
    public static T[,] Convolve<T>(T[,] a, T[,] b, ConvolutionMode mode = ConvolutionMode.Full)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (rows, columns) = (a.GetLength(0), a.GetLength(1));
        var (otherRows, otherColumns) = (b.GetLength(0), b.GetLength(1));
        if (rows == 0 || columns == 0 || otherRows == 0 || otherColumns == 0)
            return new T[0, 0];
        var full = Convolution.IsLong(rows, columns, otherRows, otherColumns) ? ConvolutionOfRows(a, b)
            : rows * columns < otherRows * otherColumns ? ConvolutionByLoop(a, b)
            : ConvolutionByLoop(b, a);
        return mode switch
        {
            ConvolutionMode.Full => full,
            ConvolutionMode.Same => Block(full, (otherRows - 1) / 2, (otherColumns - 1) / 2, rows, columns),
            _ => Block(
                full, Math.Min(rows, otherRows) - 1, Math.Min(columns, otherColumns) - 1,
                Math.Abs(rows - otherRows) + 1, Math.Abs(columns - otherColumns) + 1),
        };
    }

    static T[,] ConvolutionByLoop<T>(T[,] a, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var c = new T[a.GetLength(0) + b.GetLength(0) - 1, a.GetLength(1) + b.GetLength(1) - 1];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
            {
                var factor = a[i, j];
                for (var k = 0; k < b.GetLength(0); k++)
                {
                    for (var l = 0; l < b.GetLength(1); l++)
                        c[i + k, j + l] += factor * b[k, l];
                }
            }
        }

        return c;
    }

    /// <summary>With rows as long as those of the result, zeros at the end, sums do not reach into the next row.</summary>
    static T[,] ConvolutionOfRows<T>(T[,] a, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var c = new T[a.GetLength(0) + b.GetLength(0) - 1, a.GetLength(1) + b.GetLength(1) - 1];
        var (rows, columns) = (c.GetLength(0), c.GetLength(1));
        var flat = PartOfConvolution(FlattenPadded(a, columns), FlattenPadded(b, columns), 0, rows * columns);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                c[i, j] = flat[i * columns + j];
        }

        return c;
    }

    /// <summary>Rows one after the other, all but the last with zeros up to a length.</summary>
    static T[] FlattenPadded<T>(T[,] a, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, columns) = (a.GetLength(0), a.GetLength(1));
        var result = new T[(rows - 1) * length + columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                result[i * length + j] = a[i, j];
        }

        return result;
    }

    static T[,] Block<T>(T[,] a, int row, int column, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new T[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                result[i, j] = a[row + i, column + j];
        }

        return result;
    }

    /// <summary>Elements from one on, which may be outside of the arrays: there are zeros.</summary>
    internal static T[] PartOfConvolution<T>(T[] a, T[] b, int start, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new T[count];
        if (Convolution.IsLong(a.Length, b.Length))
            Convolution.ByTransforms<T>(a, b, start, result);
        else
            Convolution.ByLoops<T>(a, b, start, result);
        return result;
    }
}
