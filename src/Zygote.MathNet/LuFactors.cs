using System;
using System.Numerics;

namespace Zygote.MathNet;

/// <summary>P A = L U with a unit diagonal in L; both factors in one array.</summary>
/// <remarks>
/// The order of the rows is constant. With C = L^-1 P A' U^-1 the tangents are L' = L low(C) and U' = up(C) U, low without and
/// up with the diagonal (F. R. de Hoog, R. S. Anderssen, M. A. Lukas, Differentiation of matrix functionals using triangular
/// factorization, Mathematics of Computation 80, 2011). A singular matrix has infinities and NaN in its derivative.
/// </remarks>
static class LuFactors
{
    public static T[] Factor<T>(T[] a, int order, int[] pivots)
        where T : struct, IFloatingPointIeee754<T>
    {
        var factors = (T[])a.Clone();
        Providers.Current<T>().LUFactor(factors, order, pivots);
        return factors;
    }

    [PullbackOf(typeof(LuFactors), nameof(Factor))]
    static (T[] Value, Func<T[], T[]> Pullback) FactorPullback<T>(T[] a, int order, int[] pivots)
        where T : struct, IFloatingPointIeee754<T>
    {
        var factors = Factor(a, order, pivots);
        return (factors, bar =>
        {
            // C- = low(L' L-) + up(U- U'), of which L^-T C- U^-T is the cotangent of P A.
            var lower = Arrays.Lower(
                Products.TransposeThisAndMultiply(Unit(factors, order), order, order, Arrays.Lower(bar, order, false), order),
                order, false);
            var upper = Arrays.Upper(
                Products.TransposeAndMultiply(Arrays.Upper(bar, order, order), order, order, Arrays.Upper(factors, order, order), order),
                order, order);
            var left = Triangles.Solve(
                factors, order, Triangle.Unit | Triangle.Transposed, Arrays.Add(lower, upper), order);
            var right = Triangles.Solve(factors, order, Triangle.Upper, Arrays.Transpose(left, order, order), order);
            var result = Arrays.Transpose(right, order, order);
            Unpermute(result, order, order, pivots);
            return result;
        });
    }

    [PushforwardOf(typeof(LuFactors), nameof(Factor))]
    static (T[] Value, T[] Tangent) FactorPushforward<T>(
        T[] a, int order, int[] pivots, T[] aDot, int orderDot, int[]? pivotsDot)
        where T : struct, IFloatingPointIeee754<T>
    {
        var factors = Factor(a, order, pivots);
        var change = new T[aDot.Length];
        Arrays.Copy(aDot, change);
        Permute(change, order, order, pivots);
        var left = Triangles.Solve(factors, order, Triangle.Unit, change, order);
        var right = Triangles.Solve(
            factors, order, Triangle.Upper | Triangle.Transposed, Arrays.Transpose(left, order, order), order);
        var c = Arrays.Transpose(right, order, order);
        var lower = Products.Multiply(Unit(factors, order), order, order, Arrays.Lower(c, order, false), order);
        var upper = Products.Multiply(
            Arrays.Upper(c, order, order), order, order, Arrays.Upper(factors, order, order), order);
        return (factors, Arrays.Add(lower, upper));
    }

    /// <summary>L, with its ones.</summary>
    static T[] Unit<T>(T[] factors, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var lower = Arrays.Lower(factors, order, false);
        for (var i = 0; i < order; i++)
            lower[i + (i * order)] = T.One;
        return lower;
    }

    /// <summary>P B, in place: the exchanges of rows in their order.</summary>
    public static void Permute<T>(T[] b, int order, int columns, int[] pivots)
    {
        for (var i = 0; i < order; i++)
            Exchange(b, order, columns, i, pivots[i]);
    }

    static void Unpermute<T>(T[] b, int order, int columns, int[] pivots)
    {
        for (var i = order - 1; i >= 0; i--)
            Exchange(b, order, columns, i, pivots[i]);
    }

    static void Exchange<T>(T[] b, int order, int columns, int i, int k)
    {
        if (i == k)
            return;
        for (var j = 0; j < columns; j++)
        {
            var kept = b[i + (j * order)];
            b[i + (j * order)] = b[k + (j * order)];
            b[k + (j * order)] = kept;
        }
    }
}
