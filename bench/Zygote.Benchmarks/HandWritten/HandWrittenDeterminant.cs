using System;

namespace Zygote.Benchmarks.HandWritten;

/// <summary>
/// The factor that a minor is multiplied with is known before the minor is, so one walk gives value and gradient.
/// </summary>
static class HandWrittenDeterminant
{
    public static double Gradient(double[] a, int n, double[] gradient)
    {
        Array.Clear(gradient);
        var nextRow = new int[n + 1];
        var nextColumn = new int[n + 1];
        for (var i = 0; i < n; i++)
            nextRow[i] = nextColumn[i] = i + 1;
        return Minor(a, n, n, nextRow, nextColumn, 1, gradient);
    }

    static double Minor(
        double[] a, int n, int size, int[] nextRow, int[] nextColumn, double minorBar, double[] gradient)
    {
        var row = nextRow[n];
        if (size == 1)
        {
            var entry = row * n + nextColumn[n];
            gradient[entry] += minorBar;
            return a[entry];
        }

        nextRow[n] = nextRow[row];
        var sum = 0.0;
        var sign = 1.0;
        var previous = n;
        for (var k = 0; k < size; k++)
        {
            var column = nextColumn[previous];
            nextColumn[previous] = nextColumn[column];
            var entry = row * n + column;
            var factor = sign * a[entry];
            var minor = Minor(a, n, size - 1, nextRow, nextColumn, minorBar * factor, gradient);
            gradient[entry] += minorBar * sign * minor;
            sum += factor * minor;
            nextColumn[previous] = column;
            previous = column;
            sign = -sign;
        }

        nextRow[n] = row;
        return sum;
    }
}
