using System;
using System.Numerics;

namespace Zygote;

// Reductions of all elements of a matrix, row after row: those of an array.

public static partial class Arrays
{
    /// <summary>The elements of a matrix, row after row.</summary>
    public static T[] Flatten<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(a);
        var (rows, columns) = (a.GetLength(0), a.GetLength(1));
        var result = new T[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                result[i * columns + j] = a[i, j];
        }

        return result;
    }

    /// <inheritdoc cref="Sum{T}(T[])"/>
    public static T Sum<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sum(Flatten(a));

    /// <inheritdoc cref="Product{T}(T[])"/>
    public static T Product<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Product(Flatten(a));

    /// <inheritdoc cref="Mean{T}(T[])"/>
    public static T Mean<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Mean(Flatten(a));

    /// <inheritdoc cref="Max{T}(T[])"/>
    public static T Max<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Max(Flatten(a));

    /// <inheritdoc cref="Min{T}(T[])"/>
    public static T Min<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Min(Flatten(a));

    /// <inheritdoc cref="LogSumExp{T}(T[])"/>
    public static T LogSumExp<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LogSumExp(Flatten(a));

    /// <summary>The norm of all elements as those of one vector: with p = 2 that of Frobenius.</summary>
    public static T Norm<T>(T[,] a, double p = 2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Norm(Flatten(a), p);
}
