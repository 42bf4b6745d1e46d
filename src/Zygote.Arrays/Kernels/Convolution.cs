using System;
using System.Buffers;
using System.Numerics;

namespace Zygote.Kernels;

/// <summary>Elements of a convolution from one on; those outside of it are zero.</summary>
static class Convolution
{
    /// <summary>Where transforms are faster, by measurement.</summary>
    public static bool IsLong(int n, int m) => Math.Min(n, m) >= 160;

    /// <summary>
    /// Where, of matrices, that of the rows with its gradient is faster than a loop, by measurement: from so many
    /// multiplications for each element of the result on.
    /// </summary>
    public static bool IsLong(int rows, int columns, int otherRows, int otherColumns) =>
        (double)rows * columns * otherRows * otherColumns > 16.0 * (rows + otherRows - 1) * (columns + otherColumns - 1);

    public static void ByLoops<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int start, Span<T> result)
        where T : unmanaged, INumberBase<T>
    {
        if (a.Length > b.Length)
        {
            ByLoops(b, a, start, result);
            return;
        }

        for (var i = 0; i < a.Length; i++)
        {
            // result[k - start] += a[i] b[k - i]
            var first = Math.Max(0, start - i);
            var end = Math.Min(b.Length, start + result.Length - i);
            if (first < end)
                Simd.AddScaled(a[i], b[first..end], result[(first + i - start)..]);
        }
    }

    /// <summary>
    /// Both arrays as the parts of one complex array: the product of their spectra is in the square of its own.
    /// </summary>
    public static void ByTransforms<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int start, Span<T> result)
        where T : unmanaged, INumberBase<T>
    {
        var used = a.Length + b.Length - 1;
        var n = (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)used), 1u << 30);
        foreach (var part in (ReadOnlySpan<int>)[15, 12, 10, 9])
        {
            if (n % 16 == 0 && n / 16 * part >= used)
                n = Math.Min(n, n / 16 * part);
        }

        var rented = ArrayPool<double>.Shared.Rent(4 * n);
        var re = rented.AsSpan(0, n);
        var im = rented.AsSpan(n, n);
        var productRe = rented.AsSpan(2 * n, n);
        var productIm = rented.AsSpan(3 * n, n);
        rented.AsSpan(0, 2 * n).Clear();
        for (var i = 0; i < a.Length; i++)
            re[i] = double.CreateTruncating(a[i]);
        for (var i = 0; i < b.Length; i++)
            im[i] = double.CreateTruncating(b[i]);
        var plan = FourierPlan.Of(n);
        plan.Transform(re, im);
        for (var k = 0; k < n; k++)
        {
            var mirror = k == 0 ? 0 : n - k;
            // A = (z + conj z') / 2, B = (z - conj z') / 2i
            var (aRe, aIm) = (re[k] + re[mirror], im[k] - im[mirror]);
            var (bRe, bIm) = (im[k] + im[mirror], re[mirror] - re[k]);
            (productRe[k], productIm[k]) = (0.25 * (aRe * bRe - aIm * bIm), 0.25 * (aRe * bIm + aIm * bRe));
        }

        plan.Transform(productIm, productRe);
        for (var k = Math.Max(0, -start); k < result.Length && k + start < used; k++)
            result[k] = T.CreateTruncating(productRe[k + start] / n);
        ArrayPool<double>.Shared.Return(rented);
    }
}
