using System.Numerics;

namespace Zygote.MathNet;

/// <summary>Parts of matrices that are arrays column by column, in plain loops: what the rules of this library are made of.</summary>
static class Arrays
{
    public static T[] Add<T>(T[] a, T[] b)
        where T : struct, INumberBase<T>
    {
        var sum = new T[a.Length];
        for (var i = 0; i < sum.Length; i++)
            sum[i] = a[i] + b[i];
        return sum;
    }

    public static T[] Subtract<T>(T[] a, T[] b)
        where T : struct, INumberBase<T>
    {
        var difference = new T[a.Length];
        for (var i = 0; i < difference.Length; i++)
            difference[i] = a[i] - b[i];
        return difference;
    }

    public static T[] Identity<T>(int order)
        where T : struct, INumberBase<T>
    {
        var identity = new T[order * order];
        for (var i = 0; i < order; i++)
            identity[i + (i * order)] = T.One;
        return identity;
    }

    public static void Copy<T>(T[] from, T[] to)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = from[i];
    }

    public static T[] Slice<T>(T[] a, int start, int length)
    {
        var slice = new T[length];
        for (var i = 0; i < length; i++)
            slice[i] = a[start + i];
        return slice;
    }

    public static void Put<T>(T[] part, T[] whole, int start)
    {
        for (var i = 0; i < part.Length; i++)
            whole[start + i] = part[i];
    }

    public static T[] Transpose<T>(T[] a, int rows, int columns)
    {
        var result = new T[a.Length];
        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i < rows; i++)
                result[j + (i * columns)] = a[i + (j * rows)];
        }

        return result;
    }

    /// <summary>The first rows of a matrix.</summary>
    public static T[] Top<T>(T[] a, int rows, int columns, int count)
    {
        var top = new T[count * columns];
        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i < count; i++)
                top[i + (j * count)] = a[i + (j * rows)];
        }

        return top;
    }

    /// <summary>The elements on the diagonal, if wanted, and above it; zeros elsewhere.</summary>
    public static T[] Upper<T>(T[] a, int rows, int columns, bool diagonal = true)
        where T : struct
    {
        var upper = new T[a.Length];
        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i < rows && (i < j || (diagonal && i == j)); i++)
                upper[i + (j * rows)] = a[i + (j * rows)];
        }

        return upper;
    }

    /// <summary>The elements on the diagonal, if wanted, and below it; zeros elsewhere.</summary>
    public static T[] Lower<T>(T[] a, int order, bool diagonal = true)
        where T : struct
    {
        var lower = new T[a.Length];
        for (var j = 0; j < order; j++)
        {
            for (var i = diagonal ? j : j + 1; i < order; i++)
                lower[i + (j * order)] = a[i + (j * order)];
        }

        return lower;
    }
}
