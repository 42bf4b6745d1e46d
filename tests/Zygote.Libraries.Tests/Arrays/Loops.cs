using System;

namespace Zygote.Tests.Arrays;

/// <summary>The functions as plain loops, in the simplest way.</summary>
static class Loops
{
    public static double[,] Product(double[,] a, double[,] b)
    {
        var c = new double[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < b.GetLength(1); j++)
            {
                for (var k = 0; k < a.GetLength(1); k++)
                    c[i, j] += a[i, k] * b[k, j];
            }
        }

        return c;
    }

    public static double[] Product(double[,] a, double[] x)
    {
        var y = new double[a.GetLength(0)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var k = 0; k < a.GetLength(1); k++)
                y[i] += a[i, k] * x[k];
        }

        return y;
    }

    public static double[,] Transpose(double[,] a)
    {
        var b = new double[a.GetLength(1), a.GetLength(0)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++)
                b[j, i] = a[i, j];
        }

        return b;
    }

    /// <summary>Gauss and Jordan with pivots, on a copy, together with the determinant.</summary>
    public static (double[,] X, double Determinant) Solve(double[,] matrix, double[,] right)
    {
        var (n, m) = (right.GetLength(0), right.GetLength(1));
        var (a, x, determinant) = (new double[n, n], new double[n, m], 1.0);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                a[i, j] = matrix[i, j];
            for (var j = 0; j < m; j++)
                x[i, j] = right[i, j];
        }

        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k; i < n; i++)
                pivot = Math.Abs(a[i, k]) > Math.Abs(a[pivot, k]) ? i : pivot;
            if (pivot != k)
            {
                determinant = -determinant;
                for (var j = 0; j < n; j++)
                    (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
                for (var j = 0; j < m; j++)
                    (x[k, j], x[pivot, j]) = (x[pivot, j], x[k, j]);
            }

            var divisor = a[k, k];
            determinant *= divisor;
            for (var j = 0; j < n; j++)
                a[k, j] /= divisor;
            for (var j = 0; j < m; j++)
                x[k, j] /= divisor;
            for (var i = 0; i < n; i++)
            {
                if (i == k)
                    continue;
                var factor = a[i, k];
                for (var j = 0; j < n; j++)
                    a[i, j] -= factor * a[k, j];
                for (var j = 0; j < m; j++)
                    x[i, j] -= factor * x[k, j];
            }
        }

        return (x, determinant);
    }

    public static double[,] Identity(int n)
    {
        var a = new double[n, n];
        for (var i = 0; i < n; i++)
            a[i, i] = 1;
        return a;
    }

    public static double[,] Column(double[] x)
    {
        var a = new double[x.Length, 1];
        for (var i = 0; i < x.Length; i++)
            a[i, 0] = x[i];
        return a;
    }

    public static double[] First(double[,] a)
    {
        var x = new double[a.GetLength(0)];
        for (var i = 0; i < x.Length; i++)
            x[i] = a[i, 0];
        return x;
    }

    /// <summary>The triangle alone, with ones on the diagonal if asked for, or its transpose.</summary>
    public static double[,] Triangle(double[,] t, bool lower, bool transposed, bool unit)
    {
        var n = t.GetLength(0);
        var a = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (i == j || lower == (j < i))
                    a[i, j] = i == j && unit ? 1 : t[i, j];
            }
        }

        return transposed ? Transpose(a) : a;
    }
}
