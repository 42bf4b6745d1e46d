using System;
using System.Numerics;

namespace Zygote.MathNet;

/// <summary>A = V D V' of a symmetric matrix: V, then the eigenvalues in ascending order in one array.</summary>
/// <remarks>
/// With P = V' A' V the tangents are diag(P) and V X, X[i, j] = P[i, j] / (d[j] - d[i]) (M. Giles, Collected matrix derivative
/// results, 2008). A changes symmetrically: the cotangent is a symmetric matrix. Where two eigenvalues agree within rounding a
/// derivative that needs their vectors is NaN, and those of their sum and of other symmetric functions are right.
/// </remarks>
static class SymmetricEigen
{
    public static T[] Factor<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var vectors = new T[order * order];
        var values = new Complex[order];
        Providers.Current<T>().EigenDecomp(true, order, a, vectors, values, new T[order * order]);
        var all = new T[vectors.Length + order];
        Arrays.Put(vectors, all, 0);
        for (var i = 0; i < order; i++)
            all[vectors.Length + i] = T.CreateChecked(values[i].Real);
        return all;
    }

    [PullbackOf(typeof(SymmetricEigen), nameof(Factor))]
    static (T[] Value, Func<T[], T[]> Pullback) FactorPullback<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var all = Factor(a, order);
        var v = Arrays.Slice(all, 0, order * order);
        var d = Arrays.Slice(all, order * order, order);
        return (all, bar =>
        {
            var m = Products.TransposeThisAndMultiply(v, order, order, Arrays.Slice(bar, 0, order * order), order);
            var p = new T[order * order];
            var limit = Limit(d);
            for (var j = 0; j < order; j++)
            {
                p[j + (j * order)] = bar[(order * order) + j];
                for (var i = j + 1; i < order; i++)
                {
                    var (mij, mji) = (m[i + (j * order)], m[j + (i * order)]);
                    var half = Quotient((mij - mji) / (T.One + T.One), d[j] - d[i], limit, mij == T.Zero && mji == T.Zero);
                    p[i + (j * order)] = half;
                    p[j + (i * order)] = half;
                }
            }

            return Products.TransposeAndMultiply(Products.Multiply(v, order, order, p, order), order, order, v, order);
        });
    }

    [PushforwardOf(typeof(SymmetricEigen), nameof(Factor))]
    static (T[] Value, T[] Tangent) FactorPushforward<T>(T[] a, int order, T[] aDot, int orderDot)
        where T : struct, IFloatingPointIeee754<T>
    {
        var all = Factor(a, order);
        var v = Arrays.Slice(all, 0, order * order);
        var d = Arrays.Slice(all, order * order, order);
        var p = Products.Multiply(Products.TransposeThisAndMultiply(v, order, order, aDot, order), order, order, v, order);
        var x = new T[order * order];
        var tangent = new T[all.Length];
        var limit = Limit(d);
        for (var j = 0; j < order; j++)
        {
            tangent[(order * order) + j] = p[j + (j * order)];
            for (var i = j + 1; i < order; i++)
            {
                var sum = (p[i + (j * order)] + p[j + (i * order)]) / (T.One + T.One);
                var part = Quotient(sum, d[j] - d[i], limit, p[i + (j * order)] == T.Zero && p[j + (i * order)] == T.Zero);
                x[i + (j * order)] = part;
                x[j + (i * order)] = -part;
            }
        }

        Arrays.Put(Products.Multiply(v, order, order, x, order), tangent, 0);
        return (all, tangent);
    }

    /// <summary>What cannot be told from zero among the differences of eigenvalues.</summary>
    static T Limit<T>(T[] d)
        where T : struct, IFloatingPointIeee754<T>
    {
        var largest = T.Zero;
        for (var i = 0; i < d.Length; i++)
            largest = T.Max(largest, T.Abs(d[i]));
        return T.CreateChecked(d.Length) * (T.BitIncrement(T.One) - T.One) * largest;
    }

    static T Quotient<T>(T value, T difference, T limit, bool isZero)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (!(T.Abs(difference) <= limit))
            return value / difference;
        return isZero ? T.Zero : T.NaN;
    }
}
