using System;
using System.Numerics;

namespace Zygote.Kernels;

/// <summary>Triangular systems, in place. Only the triangle that is named is read.</summary>
static class Triangular
{
    const int BlockSize = 48;

    /// <summary>Solves t x = b, or its transpose, for one right-hand side; rows of t are contiguous.</summary>
    public static void Solve<T>(ReadOnlySpan<T> t, int n, bool lower, bool transposed, bool unit, Span<T> x)
        where T : unmanaged, INumberBase<T>
    {
        for (var step = 0; step < n; step++)
        {
            var i = lower != transposed ? step : n - 1 - step;
            var row = lower ? t.Slice(i * n, i) : t.Slice(i * n + i + 1, n - 1 - i);
            var others = lower ? x[..i] : x[(i + 1)..n];
            // Rows meet what is known already, or, transposed, spread what has become known.
            if (!transposed)
                x[i] -= Simd.Dot(row, others);
            if (!unit)
                x[i] /= t[i * n + i];
            if (transposed)
                Simd.AddScaled(-x[i], row, others);
        }
    }

    /// <summary>The same for a matrix of right-hand sides with contiguous rows, most of it by matrix products.</summary>
    public static void Solve<T>(Span<T> t, int n, bool lower, bool transposed, bool unit, Span<T> x, int columns)
        where T : unmanaged, INumberBase<T> =>
        Solve(new Strided<T>(t, n, 1), n, lower, transposed, unit, new Strided<T>(x, columns, 1), columns);

    public static void Solve<T>(Strided<T> t, int n, bool lower, bool transposed, bool unit, Strided<T> x, int columns)
        where T : unmanaged, INumberBase<T>
    {
        var op = transposed ? t.Transposed : t;
        var forward = lower != transposed;
        for (var done = 0; done < n; done += BlockSize)
        {
            var size = Math.Min(BlockSize, n - done);
            var start = forward ? done : n - done - size;
            var known = forward ? 0 : start + size;
            Gemm.Add(x.From(start, 0), op.From(start, known), x.From(known, 0), size, columns, done, subtract: true);
            for (var step = 0; step < size; step++)
            {
                var i = forward ? start + step : start + size - 1 - step;
                var row = x.Data.Slice(i * x.Row, columns);
                for (var before = 0; before < step; before++)
                {
                    var j = forward ? start + before : start + size - 1 - before;
                    Simd.AddScaled(-op.Data[i * op.Row + j * op.Column], x.Data.Slice(j * x.Row, columns), row);
                }

                if (!unit)
                    Simd.Scale(T.One / op.Data[i * op.Row + i * op.Column], row);
            }
        }
    }
}
