using System;
using System.Numerics;

namespace Zygote.MathNet;

/// <summary>What is read of a square array.</summary>
[Flags]
enum Triangle
{
    Lower = 0,
    Upper = 1,

    /// <summary>Ones are on the diagonal, whatever is stored there.</summary>
    Unit = 2,

    /// <summary>The transpose of the triangle is meant.</summary>
    Transposed = 4,
}

/// <summary>Solves with a triangular matrix.</summary>
static class Triangles
{
    /// <summary>X with op(T) X = B. A zero on the diagonal gives infinities and NaN.</summary>
    public static T[] Solve<T>(T[] t, int order, Triangle kind, T[] b, int columns)
        where T : struct, IFloatingPointIeee754<T>
    {
        var x = new T[b.Length];
        Arrays.Copy(b, x);
        var forwards = (kind & Triangle.Upper) == 0 == ((kind & Triangle.Transposed) == 0);
        for (var c = 0; c < columns; c++)
        {
            for (var step = 0; step < order; step++)
                Eliminate(t, order, kind, x, c * order, forwards ? step : order - 1 - step, forwards);
        }

        return x;
    }

    /// <summary>Unknown k, from those that are known before it.</summary>
    static void Eliminate<T>(T[] t, int order, Triangle kind, T[] x, int start, int k, bool forwards)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (kind == Triangle.Lower)
        {
            // In the order in which MathNet solves with a Cholesky factor.
            var rest = x[start + k];
            for (var i = k - 1; i >= 0; i--)
                rest -= t[k + (i * order)] * x[start + i];
            x[start + k] = rest / t[k + (k * order)];
            return;
        }

        var (from, to) = forwards ? (k + 1, order) : (0, k);
        if ((kind & Triangle.Transposed) == 0)
        {
            // By columns of T: take what is known now out of the equations that are left.
            if ((kind & Triangle.Unit) == 0)
                x[start + k] /= t[k + (k * order)];
            var known = x[start + k];
            for (var i = from; i < to; i++)
                x[start + i] -= t[i + (k * order)] * known;
            return;
        }

        (from, to) = forwards ? (0, k) : (k + 1, order);
        var sum = x[start + k];
        for (var i = from; i < to; i++)
            sum -= t[i + (k * order)] * x[start + i];
        x[start + k] = (kind & Triangle.Unit) == 0 ? sum / t[k + (k * order)] : sum;
    }

    /// <summary>B- = op(T)^-T X-, and the cotangent of op(T) is -B- X', of which the triangle counts.</summary>
    [PullbackOf(typeof(Triangles), nameof(Solve))]
    static (T[] Value, Func<T[], (T[], T[])> Pullback) SolvePullback<T>(
        T[] t, int order, Triangle kind, T[] b, int columns)
        where T : struct, IFloatingPointIeee754<T>
    {
        var x = Solve(t, order, kind, b, columns);
        return (x, y =>
        {
            var bBar = Solve(t, order, kind ^ Triangle.Transposed, y, columns);
            var product = (kind & Triangle.Transposed) == 0
                ? Products.TransposeAndMultiply(bBar, order, columns, x, order)
                : Products.TransposeAndMultiply(x, order, columns, bBar, order);
            return (Masked(product, order, kind, -T.One), bBar);
        });
    }

    /// <summary>op(T) X' = B' - op(T)' X, with a dash for the tangent.</summary>
    [PushforwardOf(typeof(Triangles), nameof(Solve))]
    static (T[] Value, T[] Tangent) SolvePushforward<T>(
        T[] t, int order, Triangle kind, T[] b, int columns, T[] tDot, int orderDot, Triangle kindDot, T[] bDot, int columnsDot)
        where T : struct, IFloatingPointIeee754<T>
    {
        var x = Solve(t, order, kind, b, columns);
        var change = Products.Multiply(
            Masked(tDot, order, kind, T.One), order, order, (kind & Triangle.Transposed) != 0, x, order, columns, false);
        return (x, Solve(t, order, kind, Arrays.Subtract(bDot, change), columns));
    }

    /// <summary>The part of the array that is read, times a factor.</summary>
    static T[] Masked<T>(T[] a, int order, Triangle kind, T factor)
        where T : struct, IFloatingPointIeee754<T>
    {
        var result = new T[a.Length];
        var diagonal = (kind & Triangle.Unit) == 0;
        for (var j = 0; j < order; j++)
        {
            for (var i = 0; i < order; i++)
            {
                if (i == j ? diagonal : i < j == ((kind & Triangle.Upper) != 0))
                    result[i + (j * order)] = factor * a[i + (j * order)];
            }
        }

        return result;
    }
}
