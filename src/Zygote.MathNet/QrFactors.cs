using System;
using System.Numerics;

namespace Zygote.MathNet;

/// <summary>A = Q R of a matrix with at least as many rows as columns; Q and then R in one array.</summary>
/// <remarks>
/// With C = Q' A' R^-1 the tangents are Q' = Q W and R' = Q' A' - W R, where W is antisymmetric and below its diagonal C; the
/// thin Q has (I - Q Q') A' R^-1 added (S. F. Walter, L. Lehmann, Algorithmic differentiation of linear algebra functions, 2010).
/// Of the full Q the columns beyond those of A are determined up to a rotation; the derivative is that of the least rotation,
/// and right where the rotation does not matter. A matrix without full rank has infinities and NaN in its derivative.
/// </remarks>
static class QrFactors
{
    public static T[] Factor<T>(T[] a, int rows, int columns, bool full)
        where T : struct, IFloatingPointIeee754<T>
    {
        var copy = (T[])a.Clone();
        var tau = new T[Math.Min(rows, columns)];
        var other = full ? new T[rows * rows] : new T[columns * columns];
        if (full)
            Providers.Current<T>().QRFactor(copy, rows, columns, other, tau);
        else
            Providers.Current<T>().ThinQRFactor(copy, rows, columns, other, tau);
        var (q, r) = full ? (other, copy) : (copy, other);
        var both = new T[q.Length + r.Length];
        Arrays.Put(q, both, 0);
        Arrays.Put(full ? Arrays.Upper(r, rows, columns) : Arrays.Upper(r, columns, columns), both, q.Length);
        return both;
    }

    [PullbackOf(typeof(QrFactors), nameof(Factor))]
    static (T[] Value, Func<T[], T[]> Pullback) FactorPullback<T>(T[] a, int rows, int columns, bool full)
        where T : struct, IFloatingPointIeee754<T>
    {
        var both = Factor(a, rows, columns, full);
        var order = full ? rows : columns; // of W
        var q = Arrays.Slice(both, 0, rows * order);
        var r = Arrays.Slice(both, rows * order, order * columns);
        return (both, bar =>
        {
            var qBar = Arrays.Slice(bar, 0, rows * order);
            var rBar = Arrays.Upper(Arrays.Slice(bar, rows * order, order * columns), order, columns);
            var m = Products.TransposeThisAndMultiply(q, rows, order, qBar, order);
            var w = Arrays.Subtract(m, Products.TransposeAndMultiply(rBar, order, columns, r, order));
            var c = Below(w, order, columns);
            if (!full)
                c = Arrays.Subtract(c, m);
            var p = Arrays.Add(rBar, OverTransposed(c, order, r, columns));
            var result = Products.Multiply(q, rows, order, p, columns);
            return full ? result : Arrays.Add(result, OverTransposed(qBar, rows, r, columns));
        });
    }

    [PushforwardOf(typeof(QrFactors), nameof(Factor))]
    static (T[] Value, T[] Tangent) FactorPushforward<T>(
        T[] a, int rows, int columns, bool full, T[] aDot, int rowsDot, int columnsDot, bool fullDot)
        where T : struct, IFloatingPointIeee754<T>
    {
        var both = Factor(a, rows, columns, full);
        var order = full ? rows : columns;
        var q = Arrays.Slice(both, 0, rows * order);
        var r = Arrays.Slice(both, rows * order, order * columns);
        var p = Products.TransposeThisAndMultiply(q, rows, order, aDot, columns);
        var c = Over(p, order, r, columns);
        var w = new T[order * order];
        for (var j = 0; j < columns; j++)
        {
            for (var i = j + 1; i < order; i++)
            {
                w[i + (j * order)] = c[i + (j * order)];
                w[j + (i * order)] = -c[i + (j * order)];
            }
        }

        var qDot = Products.Multiply(q, rows, order, w, order);
        if (!full)
        {
            var outside = Arrays.Subtract(aDot, Products.Multiply(q, rows, order, p, columns));
            qDot = Arrays.Add(qDot, Over(outside, rows, r, columns));
        }

        var rDot = Arrays.Upper(Arrays.Subtract(p, Products.Multiply(w, order, order, r, columns)), order, columns);
        var tangent = new T[both.Length];
        Arrays.Put(qDot, tangent, 0);
        Arrays.Put(rDot, tangent, qDot.Length);
        return (both, tangent);
    }

    /// <summary>W- as the cotangent of C: what is below the diagonal minus what mirrors it, for the columns of A.</summary>
    static T[] Below<T>(T[] w, int order, int columns)
        where T : struct, IFloatingPointIeee754<T>
    {
        var c = new T[order * columns];
        for (var j = 0; j < columns; j++)
        {
            for (var i = j + 1; i < order; i++)
                c[i + (j * order)] = w[i + (j * order)] - w[j + (i * order)];
        }

        return c;
    }

    /// <summary>B R^-1.</summary>
    static T[] Over<T>(T[] b, int rows, T[] r, int columns)
        where T : struct, IFloatingPointIeee754<T> => Over(b, rows, r, columns, Triangle.Upper | Triangle.Transposed);

    /// <summary>B R^-T.</summary>
    static T[] OverTransposed<T>(T[] b, int rows, T[] r, int columns)
        where T : struct, IFloatingPointIeee754<T> => Over(b, rows, r, columns, Triangle.Upper);

    static T[] Over<T>(T[] b, int rows, T[] r, int columns, Triangle kind)
        where T : struct, IFloatingPointIeee754<T>
    {
        var square = Arrays.Top(r, columns == 0 ? 0 : r.Length / columns, columns, columns);
        var solved = Triangles.Solve(square, columns, kind, Arrays.Transpose(b, rows, columns), rows);
        return Arrays.Transpose(solved, columns, rows);
    }
}
