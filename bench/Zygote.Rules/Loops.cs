using System;
using System.Numerics;

namespace Zygote.Rules.Bench;

/// <summary>The functions as one would write them without a library: good loops, in the order of memory.</summary>
static class Loops
{
    public static double[] Row(double[,] a, int row)
    {
        var x = new double[a.GetLength(1)];
        for (var j = 0; j < x.Length; j++)
            x[j] = a[row, j];
        return x;
    }

    public static double[,] Product(double[,] a, double[,] b)
    {
        var (n, m, depth) = (a.GetLength(0), b.GetLength(1), a.GetLength(1));
        var c = new double[n, m];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < depth; k++)
            {
                var factor = a[i, k];
                for (var j = 0; j < m; j++)
                    c[i, j] += factor * b[k, j];
            }
        }

        return c;
    }

    /// <summary>In place, with partial pivoting; the rows that were exchanged, and the sign.</summary>
    static (int[] Rows, double Sign) Factorize(double[,] a)
    {
        var n = a.GetLength(0);
        var (rows, sign) = (new int[n], 1.0);
        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i, k]) > Math.Abs(a[pivot, k]))
                    pivot = i;
            }

            rows[k] = pivot;
            if (pivot != k)
            {
                sign = -sign;
                for (var j = 0; j < n; j++)
                    (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            }

            for (var i = k + 1; i < n; i++)
            {
                a[i, k] /= a[k, k];
                var factor = a[i, k];
                for (var j = k + 1; j < n; j++)
                    a[i, j] -= factor * a[k, j];
            }
        }

        return (rows, sign);
    }

    public static double[] Solve(double[,] matrix, double[] b)
    {
        var a = Copy(matrix);
        var (rows, _) = Factorize(a);
        return Substitute(a, rows, b);
    }

    static double[] Substitute(double[,] a, int[] rows, double[] b)
    {
        var n = b.Length;
        var x = new double[n];
        for (var i = 0; i < n; i++)
            x[i] = b[i];
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

    public static double[,] Inverse(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var (a, result) = (Copy(matrix), new double[n, n]);
        var (rows, _) = Factorize(a);
        for (var j = 0; j < n; j++)
        {
            var unit = new double[n];
            unit[j] = 1;
            var x = Substitute(a, rows, unit);
            for (var i = 0; i < n; i++)
                result[i, j] = x[i];
        }

        return result;
    }

    public static double Determinant(double[,] matrix)
    {
        var a = Copy(matrix);
        var (_, product) = Factorize(a);
        for (var i = 0; i < a.GetLength(0); i++)
            product *= a[i, i];
        return product;
    }

    public static double LogAbsDeterminant(double[,] matrix)
    {
        var a = Copy(matrix);
        Factorize(a);
        var sum = 0.0;
        for (var i = 0; i < a.GetLength(0); i++)
            sum += Math.Log(Math.Abs(a[i, i]));
        return sum;
    }

    public static double[,] Solve(double[,] matrix, double[,] b)
    {
        var (n, m) = (b.GetLength(0), b.GetLength(1));
        var (a, result) = (Copy(matrix), new double[n, m]);
        var (rows, _) = Factorize(a);
        for (var j = 0; j < m; j++)
        {
            var column = new double[n];
            for (var i = 0; i < n; i++)
                column[i] = b[i, j];
            column = Substitute(a, rows, column);
            for (var i = 0; i < n; i++)
                result[i, j] = column[i];
        }

        return result;
    }

    public static double[,] Forward(double[,] a, double[,] b)
    {
        var x = Copy(b);
        for (var i = 0; i < x.GetLength(0); i++)
        {
            for (var j = 0; j < i; j++)
            {
                var factor = a[i, j];
                for (var k = 0; k < x.GetLength(1); k++)
                    x[i, k] -= factor * x[j, k];
            }

            for (var k = 0; k < x.GetLength(1); k++)
                x[i, k] /= a[i, i];
        }

        return x;
    }

    public static double[,] Cholesky(double[,] a)
    {
        var n = a.GetLength(0);
        var l = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++)
                    sum -= l[i, k] * l[j, k];
                l[i, j] = i == j ? Math.Sqrt(sum) : sum / l[j, j];
            }
        }

        return l;
    }

    public static double[,] Cubes(double[,] a)
    {
        var b = Copy(a);
        for (var i = 0; i < b.GetLength(0); i++)
        {
            for (var j = 0; j < b.GetLength(1); j++)
                b[i, j] *= b[i, j] * b[i, j];
        }

        return b;
    }

    static double[,] Copy(double[,] a)
    {
        var copy = new double[a.GetLength(0), a.GetLength(1)];
        for (var i = 0; i < copy.GetLength(0); i++)
        {
            for (var j = 0; j < copy.GetLength(1); j++)
                copy[i, j] = a[i, j];
        }

        return copy;
    }

    public static double[] Convolve(double[] a, double[] b)
    {
        var c = new double[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
                c[i + j] += a[i] * b[j];
        }

        return c;
    }

    public static double[,] Convolve(double[,] a, double[,] b)
    {
        var (n, m, p, q) = (a.GetLength(0), a.GetLength(1), b.GetLength(0), b.GetLength(1));
        var c = new double[n + p - 1, m + q - 1];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < m; j++)
            {
                for (var k = 0; k < p; k++)
                {
                    for (var l = 0; l < q; l++)
                        c[i + k, j + l] += a[i, j] * b[k, l];
                }
            }
        }

        return c;
    }

    public static Complex[] Complexes(double[] x)
    {
        var y = new Complex[x.Length];
        for (var i = 0; i < y.Length; i++)
            y[i] = new Complex(x[i], 0);
        return y;
    }

    public static Complex[] Half(Complex[] x)
    {
        var y = new Complex[x.Length / 2 + 1];
        for (var i = 0; i < y.Length; i++)
            y[i] = x[i];
        return y;
    }

    /// <summary>By halves where the length is even, else as a sum.</summary>
    public static Complex[] Fft(Complex[] x)
    {
        var n = x.Length;
        if (n % 2 != 0)
            return Dft(x);
        var (even, odd, y) = (new Complex[n / 2], new Complex[n / 2], new Complex[n]);
        for (var i = 0; i < n / 2; i++)
        {
            even[i] = x[2 * i];
            odd[i] = x[2 * i + 1];
        }

        (even, odd) = (Fft(even), Fft(odd));
        for (var i = 0; i < n / 2; i++)
        {
            var (sin, cos) = Math.SinCos(-2 * Math.PI * i / n);
            var turned = new Complex(cos, sin) * odd[i];
            y[i] = even[i] + turned;
            y[i + n / 2] = even[i] - turned;
        }

        return y;
    }

    public static Complex[] Dft(Complex[] x)
    {
        var n = x.Length;
        var (y, roots) = (new Complex[n], new Complex[n]);
        for (var i = 0; i < n; i++)
        {
            var (sin, cos) = Math.SinCos(-2 * Math.PI * i / n);
            roots[i] = new Complex(cos, sin);
        }

        for (var k = 0; k < n; k++)
        {
            for (int j = 0, at = 0; j < n; j++)
            {
                y[k] += x[j] * roots[at];
                at += k;
                at = at >= n ? at - n : at;
            }
        }

        return y;
    }
}
