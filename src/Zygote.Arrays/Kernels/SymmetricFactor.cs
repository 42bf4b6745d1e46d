using System;
using System.Numerics;

namespace Zygote.Kernels;

static class SymmetricFactor
{
    const int BlockSize = 48;

    /// <summary>
    /// The Cholesky factor, block column by block column; and the first pivot that is not positive, or -1.
    /// </summary>
    public static T[,] Of<T>(T[,] a, out int pivot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = a.GetLength(0);
        var l = new T[n, n];
        var f = Simd.Span(l);
        ReadOnlySpan<T> source = Simd.Span(a);
        for (var i = 0; i < n; i++)
            source.Slice(i * n, i + 1).CopyTo(f.Slice(i * n, i + 1));
        var all = Strided.Of(l);
        for (var start = 0; start < n; start += BlockSize)
        {
            var size = Math.Min(BlockSize, n - start);
            var left = all.From(start, 0);
            Gemm.Add(all.From(start, start), left, left.Transposed, n - start, size, start, subtract: true);
            for (var j = start; j < start + size; j++)
            {
                var row = f.Slice(j * n + start, j - start);
                var square = f[j * n + j] - Simd.Dot<T>(row, row);
                if (square <= T.Zero)
                {
                    pivot = j;
                    return l;
                }

                var root = T.Sqrt(square);
                f[j * n + j] = root;
                for (var i = j + 1; i < n; i++)
                    f[i * n + j] = (f[i * n + j] - Simd.Dot<T>(f.Slice(i * n + start, j - start), row)) / root;
            }

            // The product has also filled what lies above the diagonal of the block.
            for (var j = start; j < start + size; j++)
                f.Slice(j * n + j + 1, start + size - j - 1).Clear();
        }

        pivot = -1;
        return l;
    }
}
