using System.Numerics;

namespace Zygote;

/// <summary>
/// LU with partial pivoting as plain loops, differentiated as they are: for small matrices that takes less time than
/// the calls and copies of a rule.
/// </summary>
static class Elimination
{
    /// <summary>Up to this size.</summary>
    public const int Small = 8;

    /// <summary>In place. The rows that were exchanged, and the first pivot that is zero, or -1.</summary>
    public static (int[] Rows, int ZeroPivot) Factorize<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = a.GetLength(0);
        var rows = new int[n];
        var zeroPivot = -1;
        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
            {
                if (T.Abs(a[i, k]) > T.Abs(a[pivot, k]))
                    pivot = i;
            }

            rows[k] = pivot;
            if (pivot != k)
            {
                for (var j = 0; j < n; j++)
                    (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            }

            if (a[k, k] == T.Zero)
            {
                if (zeroPivot < 0)
                    zeroPivot = k;
                continue;
            }

            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / a[k, k];
                a[i, k] = factor;
                for (var j = k + 1; j < n; j++)
                    a[i, j] -= factor * a[k, j];
            }
        }

        return (rows, zeroPivot);
    }

    /// <summary>The solution for one right-hand side, from the factors.</summary>
    public static T[] Substitute<T>(T[,] a, int[] rows, T[] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = rows.Length;
        var x = Rules.Copies.Of(b);
        for (var i = 0; i < n; i++)
            (x[i], x[rows[i]]) = (x[rows[i]], x[i]);
        for (var i = 0; i < n; i++)
        {
            var sum = x[i];
            for (var j = 0; j < i; j++)
                sum -= a[i, j] * x[j];
            x[i] = sum;
        }

        for (var i = n - 1; i >= 0; i--)
        {
            var sum = x[i];
            for (var j = i + 1; j < n; j++)
                sum -= a[i, j] * x[j];
            x[i] = sum / a[i, i];
        }

        return x;
    }

    public static T Determinant<T>(T[,] a, int[] rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = T.One;
        for (var i = 0; i < rows.Length; i++)
        {
            product *= a[i, i];
            if (rows[i] != i)
                product = -product;
        }

        return product;
    }

    public static (T Logarithm, int Sign) LogAbsDeterminant<T>(T[,] a, int[] rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        var sign = 1;
        for (var i = 0; i < rows.Length; i++)
        {
            sum += T.Log(T.Abs(a[i, i]));
            if (rows[i] != i)
                sign = -sign;
            if (a[i, i] < T.Zero)
                sign = -sign;
        }

        return (sum, sign);
    }

    /// <summary>As <see cref="Kernels.Lu{T}.IsNearlySingular"/>.</summary>
    [ZeroDerivative]
    public static bool IsNearlySingular<T>(T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (least, most) = (T.PositiveInfinity, T.Zero);
        for (var i = 0; i < a.GetLength(0); i++)
        {
            least = T.Min(least, T.Abs(a[i, i]));
            most = T.Max(most, T.Abs(a[i, i]));
        }

        return a.GetLength(0) > 0 && least <= most * SmoothDeterminant.Small<T>();
    }

    /// <summary>As <see cref="Arrays.SolveTriangular{T}(T[,], T[], bool, bool, bool)"/>, for each column.</summary>
    public static T[,] SolveTriangular<T>(T[,] t, T[,] b, bool lower, bool transposed, bool unit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (n, columns) = (b.GetLength(0), b.GetLength(1));
        var x = Rules.Copies.Of(b);
        for (var step = 0; step < n; step++)
        {
            var i = lower != transposed ? step : n - 1 - step;
            var (first, end) = lower ? (0, i) : (i + 1, n);
            for (var c = 0; c < columns; c++)
            {
                var sum = x[i, c];
                if (!transposed)
                {
                    for (var j = first; j < end; j++)
                        sum -= t[i, j] * x[j, c];
                }

                if (!unit)
                    sum /= t[i, i];
                x[i, c] = sum;
                if (transposed)
                {
                    for (var j = first; j < end; j++)
                        x[j, c] -= t[i, j] * sum;
                }
            }
        }

        return x;
    }
}
