using System;
using System.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace Zygote.MathNet;

/// <summary>Determinants, whose derivative is the matrix of cofactors, also of singular matrices.</summary>
static class Determinants
{
    [SubstituteFor(typeof(Matrix<>), nameof(Matrix<>.Determinant))]
    static T Determinant<T>(Matrix<T> m)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (m.RowCount != m.ColumnCount)
            throw new ArgumentException("Matrix must be square.");
        return Single(m.ToColumnMajorArray(), m.RowCount)[0];
    }

    public static T Of<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var pivots = new int[order];
        var factors = LuFactors.Factor(a, order, pivots);
        var product = T.One;
        for (var i = 0; i < order; i++)
            product *= pivots[i] == i ? factors[i + (i * order)] : -factors[i + (i * order)];
        return product;
    }

    /// <summary>The determinant as the only element of an array.</summary>
    static T[] Single<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T> => [Of(a, order)];

    [PullbackOf(typeof(Determinants), nameof(Single))]
    static (T[] Value, Func<T[], T[]> Pullback) SinglePullback<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var cofactors = Cofactors(a, order);
        return (Single(a, order), y => Scaled(cofactors, y[0]));
    }

    [PushforwardOf(typeof(Determinants), nameof(Single))]
    static (T[] Value, T[] Tangent) SinglePushforward<T>(T[] a, int order, T[] aDot, int orderDot)
        where T : struct, IFloatingPointIeee754<T>
    {
        var cofactors = Cofactors(a, order);
        var tangent = T.Zero;
        for (var i = 0; i < aDot.Length; i++)
            tangent += cofactors[i] * aDot[i];
        return (Single(a, order), [tangent]);
    }

    static T[] Scaled<T>(T[] a, T factor)
        where T : struct, IFloatingPointIeee754<T>
    {
        var result = new T[a.Length];
        for (var i = 0; i < a.Length; i++)
            result[i] = factor * a[i];
        return result;
    }

    /// <summary>
    /// det(A) A^-T; of a matrix that is singular within rounding det(U) det(V) U diag(products of the other singular values) V'.
    /// </summary>
    static T[] Cofactors<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var pivots = new int[order];
        var factors = LuFactors.Factor(a, order, pivots);
        if (IsSingular(factors, order))
            return SingularCofactors(a, order);
        var inverse = Arrays.Identity<T>(order);
        LuFactors.Permute(inverse, order, order, pivots);
        inverse = Triangles.Solve(
            factors, order, Triangle.Upper, Triangles.Solve(factors, order, Triangle.Unit, inverse, order), order);
        return Scaled(Arrays.Transpose(inverse, order, order), Single(a, order)[0]);
    }

    static bool IsSingular<T>(T[] factors, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var (least, largest) = (T.PositiveInfinity, T.Zero);
        for (var i = 0; i < order; i++)
        {
            least = T.Min(least, T.Abs(factors[i + (i * order)]));
            largest = T.Max(largest, T.Abs(factors[i + (i * order)]));
        }

        return least <= T.CreateChecked(order) * (T.BitIncrement(T.One) - T.One) * largest;
    }

    static T[] SingularCofactors<T>(T[] a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var all = SingularValues.Factor(a, order, order);
        var u = Arrays.Slice(all, 0, order * order);
        var vt = Arrays.Slice(all, (order * order) + order, order * order);
        var sign = Sign(u, order) * Sign(vt, order);
        for (var j = 0; j < order; j++)
        {
            var others = sign;
            for (var k = 0; k < order; k++)
            {
                if (k != j)
                    others *= all[(order * order) + k];
            }

            for (var i = 0; i < order; i++)
                u[i + (j * order)] *= others;
        }

        return Products.Multiply(u, order, order, vt, order);
    }

    /// <summary>The determinant of an orthogonal matrix.</summary>
    [ZeroDerivative]
    static T Sign<T>(T[] q, int order)
        where T : struct, IFloatingPointIeee754<T> => T.CreateChecked(T.Sign(Of(q, order)));
}
