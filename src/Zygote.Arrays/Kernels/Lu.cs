using System;
using System.Numerics;

namespace Zygote.Kernels;

/// <summary>
/// P A = L U with partial pivoting, from the left to the right in blocks. Whoever uses the factors, which are
/// constants, also gets the matrix, to which the derivative belongs.
/// </summary>
sealed class Lu<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int BlockSize = 48;
    readonly Constants<T> _factors;
    readonly int _n;

    Lu(int n)
    {
        _n = n;
        _factors = new Constants<T>(n * n);
        Rows = new int[n];
    }

    /// <summary>The row that was exchanged with this one, in the order of elimination.</summary>
    public int[] Rows { get; }

    /// <summary>The first pivot that is exactly zero, or -1.</summary>
    public int ZeroPivot { get; private set; } = -1;

    public bool IsOdd { get; private set; }

    public Span<T> Factors => _factors.Span;

    /// <summary>Of the determinant.</summary>
    [ZeroDerivative]
    public int Sign()
    {
        var factors = Factors;
        var odd = IsOdd;
        for (var i = 0; i < _n; i++)
            odd ^= T.IsNegative(factors[i * _n + i]);
        return ZeroPivot >= 0 ? 0 : odd ? -1 : 1;
    }

    /// <summary>
    /// Whether pivots are so different that second derivatives by inverses would lose more than half of the digits.
    /// </summary>
    [ZeroDerivative]
    public bool IsNearlySingular()
    {
        var factors = Factors;
        var (least, most) = (T.PositiveInfinity, T.Zero);
        for (var i = 0; i < _n; i++)
        {
            var size = T.Abs(factors[i * _n + i]);
            least = T.Min(least, size);
            most = T.Max(most, size);
        }

        return _n > 0 && least <= most * SmoothDeterminant.Small<T>();
    }

    [ZeroDerivative]
    public static Lu<T> Of(T[,] a)
    {
        var lu = new Lu<T>(a.GetLength(0));
        var f = lu.Factors;
        Simd.Span(a).CopyTo(f);
        lu.Factorize(f);
        return lu;
    }

    void Factorize(Span<T> f)
    {
        var n = _n;
        var all = new Strided<T>(f, n, 1);
        for (var start = 0; start < n; start += BlockSize)
        {
            var end = Math.Min(start + BlockSize, n);
            for (var k = start; k < end; k++)
                Eliminate(f, k, end);
            Triangular.Solve(
                all.From(start, start), end - start, true, false, true, all.From(start, end), n - end);
            Gemm.Add(all.From(end, end), all.From(end, start), all.From(start, end), n - end, n - end, end - start, true);
        }
    }

    /// <summary>Column k of a block that ends at a column.</summary>
    void Eliminate(Span<T> f, int k, int end)
    {
        var n = _n;
        var pivot = k;
        for (var i = k + 1; i < n; i++)
        {
            if (T.Abs(f[i * n + k]) > T.Abs(f[pivot * n + k]))
                pivot = i;
        }

        Rows[k] = pivot;
        if (pivot != k)
        {
            IsOdd = !IsOdd;
            var x = f.Slice(k * n, n);
            var y = f.Slice(pivot * n, n);
            for (var j = 0; j < n; j++)
                (x[j], y[j]) = (y[j], x[j]);
        }

        var divisor = f[k * n + k];
        if (T.IsZero(divisor))
        {
            // The column below is zero, too: nothing is to be eliminated.
            if (ZeroPivot < 0)
                ZeroPivot = k;
            return;
        }

        var row = f[(k * n + k + 1)..(k * n + end)];
        for (var i = k + 1; i < n; i++)
        {
            var factor = f[i * n + k] /= divisor;
            Simd.AddScaled(-factor, row, f.Slice(i * n + k + 1, row.Length));
        }
    }

    public void Permute(Span<T> x, int columns, bool back)
    {
        for (var step = 0; step < _n; step++)
        {
            var i = back ? _n - 1 - step : step;
            var other = Rows[i];
            for (var j = 0; other != i && j < columns; j++)
                (x[i * columns + j], x[other * columns + j]) = (x[other * columns + j], x[i * columns + j]);
        }
    }

    /// <summary>In place; x has contiguous rows of so many columns.</summary>
    public void Solve(Span<T> x, int columns, bool transposed)
    {
        var f = Factors;
        if (!transposed)
            Permute(x, columns, back: false);
        foreach (var lower in (ReadOnlySpan<bool>)[!transposed, transposed])
        {
            if (columns == 1)
                Triangular.Solve(f, _n, lower, transposed, unit: lower, x);
            else
                Triangular.Solve(f, _n, lower, transposed, unit: lower, x, columns);
        }

        if (transposed)
            Permute(x, columns, back: true);
    }
}
