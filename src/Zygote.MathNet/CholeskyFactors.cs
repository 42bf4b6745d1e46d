using System;
using System.Numerics;

namespace Zygote.MathNet;

/// <summary>A = L L' of a symmetric positive definite matrix, of which the lower triangle is read.</summary>
/// <remarks>
/// I. Murray, Differentiation of the Cholesky decomposition, arXiv:1602.07527 (2016): with half(.) the lower triangle with half
/// the diagonal, L' = L half(L^-1 A' L^-T), and S = L^-T half(L' L-) L^-1 holds the cotangents of A.
/// </remarks>
static class CholeskyFactors
{
    public static T[] Factor<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var factor = (T[])a.Clone();
        Providers.Current<T>().CholeskyFactor(factor, order);
        return factor;
    }

    [PullbackOf(typeof(CholeskyFactors), nameof(Factor))]
    static (T[] Value, Func<T[], T[]> Pullback) FactorPullback<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var factor = Factor(a, order);
        return (factor, bar =>
        {
            var inner = Half(Products.TransposeThisAndMultiply(factor, order, order, Arrays.Lower(bar, order), order), order);
            var left = Triangles.Solve(factor, order, Triangle.Transposed, inner, order);
            var s = Triangles.Solve(factor, order, Triangle.Transposed, Arrays.Transpose(left, order, order), order);
            // An element below the diagonal stands for the one above as well.
            var sum = new T[s.Length];
            for (var j = 0; j < order; j++)
            {
                sum[j + (j * order)] = s[j + (j * order)];
                for (var i = j + 1; i < order; i++)
                    sum[i + (j * order)] = s[i + (j * order)] + s[j + (i * order)];
            }

            return sum;
        });
    }

    [PushforwardOf(typeof(CholeskyFactors), nameof(Factor))]
    static (T[] Value, T[] Tangent) FactorPushforward<T>(T[] a, int order, T[] aDot, int orderDot)
        where T : struct, IFloatingPointIeee754<T>
    {
        var factor = Factor(a, order);
        var symmetric = new T[aDot.Length];
        for (var j = 0; j < order; j++)
        {
            for (var i = j; i < order; i++)
                symmetric[i + (j * order)] = symmetric[j + (i * order)] = aDot[i + (j * order)];
        }

        var left = Triangles.Solve(factor, order, Triangle.Lower, symmetric, order);
        var inner = Triangles.Solve(factor, order, Triangle.Lower, Arrays.Transpose(left, order, order), order);
        return (factor, Products.Multiply(factor, order, order, Half(inner, order), order));
    }

    static T[] Half<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var half = Arrays.Lower(a, order);
        for (var i = 0; i < order; i++)
            half[i + (i * order)] = a[i + (i * order)] / (T.One + T.One);
        return half;
    }
}
