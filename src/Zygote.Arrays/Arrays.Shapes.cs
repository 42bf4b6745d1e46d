using System;
using System.Numerics;

namespace Zygote;

public static partial class Arrays
{
    /// <summary>The elements from the last to the first.</summary>
    public static T[] Reverse<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        var result = new T[x.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = x[x.Length - 1 - i];
        return result;
    }

    /// <summary>
    /// The elements moved towards higher indices, those at the end to the start; a negative shift moves back.
    /// </summary>
    public static T[] Roll<T>(T[] x, int shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        var n = x.Length;
        var result = new T[n];
        if (n == 0)
            return result;
        var to = shift % n;
        if (to < 0)
            to += n;
        for (var i = 0; i < n; i++)
        {
            result[to] = x[i];
            to = to + 1 == n ? 0 : to + 1;
        }

        return result;
    }

    /// <summary>The elements at the indices, which may repeat.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    public static T[] Gather<T>(T[] x, int[] indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(indices);
        var result = new T[indices.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = x[indices[i]];
        return result;
    }

    /// <summary>Each element less the one before: one fewer; none of an empty array.</summary>
    public static T[] Differences<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        var result = new T[Math.Max(0, x.Length - 1)];
        for (var i = 0; i < result.Length; i++)
            result[i] = x[i + 1] - x[i];
        return result;
    }

    /// <summary>The sums of the first elements, each inclusive.</summary>
    public static T[] CumulativeSum<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        var result = new T[x.Length];
        var sum = T.Zero;
        for (var i = 0; i < result.Length; i++)
        {
            sum += x[i];
            result[i] = sum;
        }

        return result;
    }

    /// <summary>The products of the first elements, each inclusive.</summary>
    public static T[] CumulativeProduct<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        var result = new T[x.Length];
        var product = T.One;
        for (var i = 0; i < result.Length; i++)
        {
            product *= x[i];
            result[i] = product;
        }

        return result;
    }

    /// <summary>
    /// The elements in ascending order, NaN first; equal ones keep their order, and each its own derivative.
    /// </summary>
    /// <remarks>Sorting is done on the numbers alone; what is differentiated is the loop that moves them.</remarks>
    public static T[] Sort<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Gather(x, ArgSort(x));

    /// <summary>
    /// The indices of the elements in ascending order, NaN first; those of equal elements are ascending, too.
    /// </summary>
    [ZeroDerivative]
    public static int[] ArgSort<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        T[] keys = [.. x];
        var indices = new int[x.Length];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = i;
        Array.Sort(keys, indices);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            end = start + 1;
            while (end < keys.Length && keys[end].Equals(keys[start]))
                end++;
            if (end > start + 1)
                Array.Sort(indices, start, end - start);
        }

        return indices;
    }
}
