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
