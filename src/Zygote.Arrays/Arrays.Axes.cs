using System;
using System.Numerics;

namespace Zygote;

// Functions of the lines of a matrix along an axis: of its columns (axis 0) or of its rows (axis 1).

public static partial class Arrays
{
    /// <summary>Sums of the columns (axis 0) or of the rows (axis 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is not 0 or 1.</exception>
    public static T[] Sum<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var result = new T[a.GetLength(1 - axis)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
                result[axis == 0 ? j : i] += a[i, j];
        }

        return result;
    }

    /// <summary>Products of the columns (axis 0) or of the rows (axis 1); 1 of empty ones.</summary>
    /// <inheritdoc cref="Sum{T}(T[,], int)" path="/exception"/>
    public static T[] Product<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var result = new T[a.GetLength(1 - axis)];
        for (var k = 0; k < result.Length; k++)
            result[k] = Product(Line(a, axis, k));
        return result;
    }

    /// <summary>Arithmetic means of the columns (axis 0) or of the rows (axis 1); NaN of empty ones.</summary>
    /// <inheritdoc cref="Sum{T}(T[,], int)" path="/exception"/>
    public static T[] Mean<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = Sum(a, axis);
        var count = T.CreateTruncating(a.GetLength(axis));
        for (var k = 0; k < result.Length; k++)
            result[k] /= count;
        return result;
    }

    /// <summary>The p-norms of the columns (axis 0) or of the rows (axis 1); 0 of empty ones.</summary>
    /// <inheritdoc cref="Norm{T}(T[], double)" path="/remarks"/>
    /// <exception cref="ArgumentOutOfRangeException">p is not positive, or the axis is not 0 or 1.</exception>
    public static T[] Norm<T>(T[,] a, double p, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var result = new T[a.GetLength(1 - axis)];
        for (var k = 0; k < result.Length; k++)
            result[k] = Norm(Line(a, axis, k), p);
        return result;
    }

    /// <summary>The largest elements of the columns (axis 0) or of the rows (axis 1).</summary>
    /// <inheritdoc cref="ArgMax{T}(T[,], int)" path="/exception"/>
    /// <remarks>As of vectors: a NaN if there is one; the first of equal ones has the derivative.</remarks>
    public static T[] Max<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Pick(a, axis, ArgMax(a, axis));

    /// <summary>The smallest elements of the columns (axis 0) or of the rows (axis 1).</summary>
    /// <inheritdoc cref="ArgMax{T}(T[,], int)" path="/exception"/>
    /// <remarks>As of vectors: a NaN if there is one; the first of equal ones has the derivative.</remarks>
    public static T[] Min<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Pick(a, axis, ArgMin(a, axis));

    /// <summary>
    /// The row in which each column has its largest element (axis 0), or the column of each row (axis 1).
    /// </summary>
    /// <remarks>The first of equal ones; the first NaN if there is one.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The axis is not 0 or 1.</exception>
    /// <exception cref="ArgumentException">There are lines, and they are empty.</exception>
    [ZeroDerivative]
    public static int[] ArgMax<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var result = new int[a.GetLength(1 - axis)];
        for (var k = 0; k < result.Length; k++)
            result[k] = ArgMax(Line(a, axis, k));
        return result;
    }

    /// <summary>
    /// The row in which each column has its smallest element (axis 0), or the column of each row (axis 1).
    /// </summary>
    /// <inheritdoc cref="ArgMax{T}(T[,], int)"/>
    [ZeroDerivative]
    public static int[] ArgMin<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var result = new int[a.GetLength(1 - axis)];
        for (var k = 0; k < result.Length; k++)
            result[k] = ArgMin(Line(a, axis, k));
        return result;
    }

    static T[] Pick<T>(T[,] a, int axis, int[] at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new T[at.Length];
        for (var k = 0; k < result.Length; k++)
            result[k] = axis == 0 ? a[at[k], k] : a[k, at[k]];
        return result;
    }

    /// <summary>
    /// The logarithms of the sums of exponentials of the columns (axis 0) or of the rows (axis 1), without overflow;
    /// minus infinity of empty ones.
    /// </summary>
    /// <inheritdoc cref="Sum{T}(T[,], int)" path="/exception"/>
    public static T[] LogSumExp<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var result = new T[a.GetLength(1 - axis)];
        for (var k = 0; k < result.Length; k++)
            result[k] = LogSumExp(Line(a, axis, k));
        return result;
    }

    /// <summary>
    /// Exponentials divided by their sums in the columns (axis 0) or in the rows (axis 1), without overflow. A line
    /// with NaN or positive infinity is NaN.
    /// </summary>
    /// <inheritdoc cref="Sum{T}(T[,], int)" path="/exception"/>
    public static T[,] Softmax<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var result = new T[a.GetLength(0), a.GetLength(1)];
        for (var k = 0; k < a.GetLength(1 - axis); k++)
            SetLine(result, axis, k, Softmax(Line(a, axis, k)));
        return result;
    }

    /// <summary>The logarithms of <see cref="Softmax{T}(T[,], int)"/>.</summary>
    /// <inheritdoc cref="Sum{T}(T[,], int)" path="/exception"/>
    public static T[,] LogSoftmax<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var result = new T[a.GetLength(0), a.GetLength(1)];
        for (var k = 0; k < a.GetLength(1 - axis); k++)
            SetLine(result, axis, k, LogSoftmax(Line(a, axis, k)));
        return result;
    }

    /// <summary>
    /// The sums of the first elements of each column (axis 0) or of each row (axis 1), each inclusive.
    /// </summary>
    /// <inheritdoc cref="Sum{T}(T[,], int)" path="/exception"/>
    public static T[,] CumulativeSum<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var sums = new T[a.GetLength(1 - axis)];
        var result = new T[a.GetLength(0), a.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
            {
                sums[axis == 0 ? j : i] += a[i, j];
                result[i, j] = sums[axis == 0 ? j : i];
            }
        }

        return result;
    }

    /// <summary>
    /// The products of the first elements of each column (axis 0) or of each row (axis 1), each inclusive.
    /// </summary>
    /// <inheritdoc cref="Sum{T}(T[,], int)" path="/exception"/>
    public static T[,] CumulativeProduct<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var result = new T[a.GetLength(0), a.GetLength(1)];
        for (var k = 0; k < a.GetLength(1 - axis); k++)
            SetLine(result, axis, k, CumulativeProduct(Line(a, axis, k)));
        return result;
    }

    /// <summary>
    /// The columns (axis 0) or the rows (axis 1) in ascending order, NaN first; equal elements keep their order, and
    /// each its own derivative.
    /// </summary>
    /// <inheritdoc cref="Sum{T}(T[,], int)" path="/exception"/>
    public static T[,] Sort<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var order = ArgSort(a, axis);
        var result = new T[a.GetLength(0), a.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
                result[i, j] = axis == 0 ? a[order[i, j], j] : a[i, order[i, j]];
        }

        return result;
    }

    /// <summary>
    /// For each column the rows of its elements in ascending order (axis 0), or for each row the columns (axis 1); NaN
    /// first, and of equal elements the first.
    /// </summary>
    /// <inheritdoc cref="Sum{T}(T[,], int)" path="/exception"/>
    [ZeroDerivative]
    public static int[,] ArgSort<T>(T[,] a, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Axis(a, axis);
        var result = new int[a.GetLength(0), a.GetLength(1)];
        for (var k = 0; k < a.GetLength(1 - axis); k++)
        {
            var order = ArgSort(Line(a, axis, k));
            for (var i = 0; i < order.Length; i++)
                result[axis == 0 ? i : k, axis == 0 ? k : i] = order[i];
        }

        return result;
    }

    /// <summary>
    /// The integrals of the polygons through points: of the columns (axis 0) or of the rows (axis 1) of y by x.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is not 0 or 1.</exception>
    /// <exception cref="ArgumentException">The lines of y are not as long as x.</exception>
    public static T[] Trapezoid<T>(T[] x, T[,] y, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        Guard.Axis(y, axis);
        Guard.SameLength(nameof(Trapezoid), x.Length, y.GetLength(axis));
        var result = new T[y.GetLength(1 - axis)];
        for (var k = 0; k < result.Length; k++)
            result[k] = Trapezoid(x, Line(y, axis, k));
        return result;
    }

    /// <summary>
    /// The integrals of such polygons, as <see cref="Trapezoid{T}(T[], T[,], int)"/> has, from the first point to each:
    /// 0 first.
    /// </summary>
    /// <inheritdoc cref="Trapezoid{T}(T[], T[,], int)" path="/exception"/>
    public static T[,] CumulativeTrapezoid<T>(T[] x, T[,] y, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        Guard.Axis(y, axis);
        Guard.SameLength(nameof(CumulativeTrapezoid), x.Length, y.GetLength(axis));
        var result = new T[y.GetLength(0), y.GetLength(1)];
        for (var k = 0; k < y.GetLength(1 - axis); k++)
            SetLine(result, axis, k, CumulativeTrapezoid(x, Line(y, axis, k)));
        return result;
    }

    /// <summary>A column (axis 0) or a row (axis 1).</summary>
    static T[] Line<T>(T[,] a, int axis, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var line = new T[a.GetLength(axis)];
        for (var i = 0; i < line.Length; i++)
            line[i] = axis == 0 ? a[i, k] : a[k, i];
        return line;
    }

    static void SetLine<T>(T[,] a, int axis, int k, T[] line)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < line.Length; i++)
            a[axis == 0 ? i : k, axis == 0 ? k : i] = line[i];
    }
}
