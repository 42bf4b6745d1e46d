using System;
using System.Numerics;

using MathNet.Numerics.Providers.LinearAlgebra;

namespace Zygote.MathNet;

/// <summary>Products of matrices that are arrays column by column; the value comes from the provider of MathNet.</summary>
static class Products
{
    /// <summary>op(A) op(B), where op transposes or does nothing; rows and columns are those of the arrays.</summary>
    public static T[] Multiply<T>(
        T[] a, int rowsA, int columnsA, bool transposeA, T[] b, int rowsB, int columnsB, bool transposeB)
        where T : struct, IFloatingPointIeee754<T>
    {
        var result = new T[(transposeA ? columnsA : rowsA) * (transposeB ? rowsB : columnsB)];
        if (result.Length > 0 && a.Length > 0 || !Fits(rowsA, columnsA, transposeA, rowsB, columnsB, transposeB))
        {
            Providers.Current<T>().MatrixMultiplyWithUpdate(
                Op(transposeA), Op(transposeB), T.One, a, rowsA, columnsA, b, rowsB, columnsB, T.Zero, result);
        }

        return result;
    }

    static Transpose Op(bool transpose) => transpose ? Transpose.Transpose : Transpose.DontTranspose;

    static bool Fits(int rowsA, int columnsA, bool transposeA, int rowsB, int columnsB, bool transposeB) =>
        (transposeA ? rowsA : columnsA) == (transposeB ? columnsB : rowsB);

    /// <summary>A B for arrays of rows times inner and inner times columns numbers.</summary>
    public static T[] Multiply<T>(T[] a, int rows, int inner, T[] b, int columns)
        where T : struct, IFloatingPointIeee754<T> =>
        Multiply(a, rows, inner, false, b, inner, columns, false);

    /// <summary>A' B, where A is stored with inner rows.</summary>
    public static T[] TransposeThisAndMultiply<T>(T[] a, int inner, int rows, T[] b, int columns)
        where T : struct, IFloatingPointIeee754<T> =>
        Multiply(a, inner, rows, true, b, inner, columns, false);

    /// <summary>A B', where B is stored with columns rows.</summary>
    public static T[] TransposeAndMultiply<T>(T[] a, int rows, int inner, T[] b, int columns)
        where T : struct, IFloatingPointIeee754<T> =>
        Multiply(a, rows, inner, false, b, columns, inner, true);

    /// <summary>Y = op(A) op(B): the cotangent of op(A) is Y- op(B)', that of op(B) is op(A)' Y-.</summary>
    [PullbackOf(typeof(Products), nameof(Multiply))]
    static (T[] Value, Func<T[], (T[], T[])> Pullback) MultiplyPullback<T>(
        T[] a, int rowsA, int columnsA, bool transposeA, T[] b, int rowsB, int columnsB, bool transposeB)
        where T : struct, IFloatingPointIeee754<T>
    {
        var rows = transposeA ? columnsA : rowsA;
        var columns = transposeB ? rowsB : columnsB;
        return (
            Multiply(a, rowsA, columnsA, transposeA, b, rowsB, columnsB, transposeB),
            y => (
                transposeA
                    ? Multiply(b, rowsB, columnsB, transposeB, y, rows, columns, true)
                    : Multiply(y, rows, columns, false, b, rowsB, columnsB, !transposeB),
                transposeB
                    ? Multiply(y, rows, columns, true, a, rowsA, columnsA, transposeA)
                    : Multiply(a, rowsA, columnsA, !transposeA, y, rows, columns, false)));
    }

    [PushforwardOf(typeof(Products), nameof(Multiply))]
    static (T[] Value, T[] Tangent) MultiplyPushforward<T>(
        T[] a, int rowsA, int columnsA, bool transposeA, T[] b, int rowsB, int columnsB, bool transposeB,
        T[] aDot, int rowsADot, int columnsADot, bool transposeADot, T[] bDot, int rowsBDot, int columnsBDot, bool transposeBDot)
        where T : struct, IFloatingPointIeee754<T> => (
            Multiply(a, rowsA, columnsA, transposeA, b, rowsB, columnsB, transposeB),
            Arrays.Add(
                Multiply(aDot, rowsA, columnsA, transposeA, b, rowsB, columnsB, transposeB),
                Multiply(a, rowsA, columnsA, transposeA, bDot, rowsB, columnsB, transposeB)));
}
