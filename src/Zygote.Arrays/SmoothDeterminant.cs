using System.Numerics;

namespace Zygote;

/// <summary>
/// Determinants whose derivatives do not divide by small pivots. Elimination with complete pivoting ends before them;
/// what is left is a small matrix of small elements, whose determinant is computed without division: the coefficients
/// of the characteristic polynomial of each leading part from those of the one before (Berkowitz, On computing the
/// determinant in small parallel time using a small number of processors, 1984). Plain code, differentiated as it is.
/// </summary>
static class SmoothDeterminant
{
    /// <summary>
    /// Smaller parts of the largest element are small; the cube root loses about as much to them as to rounding.
    /// </summary>
    [ZeroDerivative]
    public static T Small<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Cbrt(T.BitIncrement(T.One) - T.One);

    public static T Of<T>(T[,] matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = Rules.Copies.Of(matrix);
        var n = a.GetLength(0);
        var product = T.One;
        var limit = T.Zero;
        for (var k = 0; k < n; k++)
        {
            var (row, column) = Largest(a, k);
            var size = T.Abs(a[row, column]);
            if (k == 0)
                limit = size * Small<T>();
            if (size <= limit)
                return product * OfPart(a, k);
            if (row != k)
                product = -product;
            if (column != k)
                product = -product;
            for (var j = k; j < n; j++)
                (a[k, j], a[row, j]) = (a[row, j], a[k, j]);
            for (var i = k; i < n; i++)
                (a[i, k], a[i, column]) = (a[i, column], a[i, k]);
            var pivot = a[k, k];
            product *= pivot;
            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / pivot;
                for (var j = k + 1; j < n; j++)
                    a[i, j] -= factor * a[k, j];
            }
        }

        return product;
    }

    [ZeroDerivative]
    static (int Row, int Column) Largest<T>(T[,] a, int start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (row, column) = (start, start);
        for (var i = start; i < a.GetLength(0); i++)
        {
            for (var j = start; j < a.GetLength(0); j++)
            {
                if (T.Abs(a[i, j]) > T.Abs(a[row, column]))
                    (row, column) = (i, j);
            }
        }

        return (row, column);
    }

    /// <summary>Of the rows and columns from one on.</summary>
    static T OfPart<T>(T[,] matrix, int start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = matrix.GetLength(0) - start;
        var a = new T[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                a[i, j] = matrix[start + i, start + j];
        }

        T[] coefficients = [T.One];
        for (var r = 0; r < n; r++)
        {
            // The first column of the Toeplitz matrix: 1, -a[r, r], -R C, -R M C, -R M^2 C, ...
            var column = new T[r + 2];
            column[0] = T.One;
            column[1] = -a[r, r];
            var power = new T[r];
            for (var i = 0; i < r; i++)
                power[i] = a[i, r];
            for (var k = 2; k < r + 2; k++)
            {
                var sum = T.Zero;
                for (var i = 0; i < r; i++)
                    sum += a[r, i] * power[i];
                column[k] = -sum;
                power = Times(a, r, power);
            }

            var next = new T[r + 2];
            for (var i = 0; i < r + 2; i++)
            {
                var sum = T.Zero;
                for (var j = 0; j < r + 1 && j <= i; j++)
                    sum += column[i - j] * coefficients[j];
                next[i] = sum;
            }

            coefficients = next;
        }

        return n % 2 == 0 ? coefficients[n] : -coefficients[n];
    }

    static T[] Times<T>(T[,] a, int n, T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = new T[n];
        for (var i = 0; i < n; i++)
        {
            var sum = T.Zero;
            for (var j = 0; j < n; j++)
                sum += a[i, j] * x[j];
            y[i] = sum;
        }

        return y;
    }
}
