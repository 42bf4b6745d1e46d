using System;
using System.Numerics;

namespace Zygote.MathNet;

/// <summary>A = U S V': U, then the singular values, then V' in one array; U and V are square.</summary>
/// <remarks>
/// With P = U' A' V the tangents are S' = diag(P), U' = U X and V' = V Y with antisymmetric X and Y, found from the elements of
/// P in pairs (J. Townsend, Differentiating the singular value decomposition, 2016; M. Giles, Collected matrix derivative
/// results, 2008). Columns of the larger one of U and V beyond the smaller dimension are determined up to a rotation; the
/// derivative is that of the least rotation. Where two singular values agree, or one is zero that has to be divided by, within
/// rounding, a derivative that needs their vectors is NaN.
/// </remarks>
static class SingularValues
{
    public static T[] Factor<T>(T[] a, int rows, int columns)
        where T : struct, IFloatingPointIeee754<T>
    {
        var u = new T[rows * rows];
        var s = new T[Math.Min(rows, columns)];
        var vt = new T[columns * columns];
        Providers.Current<T>().SingularValueDecomposition(true, (T[])a.Clone(), rows, columns, s, u, vt);
        var all = new T[u.Length + s.Length + vt.Length];
        Arrays.Put(u, all, 0);
        Arrays.Put(s, all, u.Length);
        Arrays.Put(vt, all, u.Length + s.Length);
        return all;
    }

    [PullbackOf(typeof(SingularValues), nameof(Factor))]
    static (T[] Value, Func<T[], T[]> Pullback) FactorPullback<T>(T[] a, int rows, int columns)
        where T : struct, IFloatingPointIeee754<T>
    {
        var all = Factor(a, rows, columns);
        var (u, s, vt) = Parts(all, rows, columns);
        return (all, bar =>
        {
            var (uBar, sBar, vtBar) = Parts(bar, rows, columns);
            var m = Products.TransposeThisAndMultiply(u, rows, rows, uBar, rows);
            var n = Products.TransposeAndMultiply(vt, columns, columns, vtBar, columns);
            var p = new T[rows * columns];
            var limit = Limit(s, Math.Max(rows, columns));
            for (var j = 0; j < s.Length; j++)
            {
                p[j + (j * rows)] = sBar[j];
                for (var i = 0; i < s.Length; i++)
                {
                    if (i != j)
                    {
                        var x = Antisymmetric(m, rows, i, j);
                        var y = Antisymmetric(n, columns, i, j);
                        p[i + (j * rows)] = Quotient((x * s[j]) + (y * s[i]), s[j], s[i], limit, IsZero(m, rows, i, j) && IsZero(n, columns, i, j));
                    }
                }

                for (var i = s.Length; i < rows; i++)
                    p[i + (j * rows)] = Quotient(Antisymmetric(m, rows, i, j), s[j], limit, IsZero(m, rows, i, j));
                for (var i = s.Length; i < columns; i++)
                    p[j + (i * rows)] = Quotient(Antisymmetric(n, columns, i, j), s[j], limit, IsZero(n, columns, i, j));
            }

            return Products.Multiply(Products.Multiply(u, rows, rows, p, columns), rows, columns, vt, columns);
        });
    }

    [PushforwardOf(typeof(SingularValues), nameof(Factor))]
    static (T[] Value, T[] Tangent) FactorPushforward<T>(
        T[] a, int rows, int columns, T[] aDot, int rowsDot, int columnsDot)
        where T : struct, IFloatingPointIeee754<T>
    {
        var all = Factor(a, rows, columns);
        var (u, s, vt) = Parts(all, rows, columns);
        var p = Products.TransposeAndMultiply(
            Products.TransposeThisAndMultiply(u, rows, rows, aDot, columns), rows, columns, vt, columns);
        var x = new T[rows * rows];
        var y = new T[columns * columns];
        var sDot = new T[s.Length];
        var limit = Limit(s, Math.Max(rows, columns));
        for (var j = 0; j < s.Length; j++)
        {
            sDot[j] = p[j + (j * rows)];
            for (var i = j + 1; i < s.Length; i++)
            {
                var (pij, pji) = (p[i + (j * rows)], p[j + (i * rows)]);
                var isZero = pij == T.Zero && pji == T.Zero;
                SetAntisymmetric(x, rows, i, j, Quotient((pij * s[j]) + (pji * s[i]), s[j], s[i], limit, isZero));
                SetAntisymmetric(y, columns, i, j, Quotient((pij * s[i]) + (pji * s[j]), s[j], s[i], limit, isZero));
            }

            for (var i = s.Length; i < rows; i++)
                SetAntisymmetric(x, rows, i, j, Quotient(p[i + (j * rows)], s[j], limit, p[i + (j * rows)] == T.Zero));
            for (var i = s.Length; i < columns; i++)
                SetAntisymmetric(y, columns, i, j, Quotient(p[j + (i * rows)], s[j], limit, p[j + (i * rows)] == T.Zero));
        }

        var tangent = new T[all.Length];
        Arrays.Put(Products.Multiply(u, rows, rows, x, rows), tangent, 0);
        Arrays.Put(sDot, tangent, rows * rows);
        // (V Y)' = Y' V'
        Arrays.Put(
            Products.TransposeThisAndMultiply(y, columns, columns, vt, columns), tangent, (rows * rows) + s.Length);
        return (all, tangent);
    }

    static (T[] U, T[] S, T[] Vt) Parts<T>(T[] all, int rows, int columns)
    {
        var count = Math.Min(rows, columns);
        return (
            Arrays.Slice(all, 0, rows * rows), Arrays.Slice(all, rows * rows, count),
            Arrays.Slice(all, (rows * rows) + count, columns * columns));
    }

    static T Antisymmetric<T>(T[] a, int order, int i, int j)
        where T : struct, IFloatingPointIeee754<T> => a[i + (j * order)] - a[j + (i * order)];

    static bool IsZero<T>(T[] a, int order, int i, int j)
        where T : struct, IFloatingPointIeee754<T> => a[i + (j * order)] == T.Zero && a[j + (i * order)] == T.Zero;

    static void SetAntisymmetric<T>(T[] a, int order, int i, int j, T value)
        where T : struct, IFloatingPointIeee754<T>
    {
        a[i + (j * order)] = value;
        a[j + (i * order)] = -value;
    }

    /// <summary>What cannot be told from zero among the singular values and their differences.</summary>
    static T Limit<T>(T[] s, int dimension)
        where T : struct, IFloatingPointIeee754<T> =>
        s.Length == 0 ? T.Zero : T.CreateChecked(dimension) * (T.BitIncrement(T.One) - T.One) * s[0];

    /// <summary>value / (a^2 - b^2).</summary>
    static T Quotient<T>(T value, T a, T b, T limit, bool isZero)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (!(T.Abs(a - b) <= limit))
            return value / ((a - b) * (a + b));
        return isZero ? T.Zero : T.NaN;
    }

    static T Quotient<T>(T value, T a, T limit, bool isZero)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (!(T.Abs(a) <= limit))
            return value / a;
        return isZero ? T.Zero : T.NaN;
    }
}
