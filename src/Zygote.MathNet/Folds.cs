using System;

using MathNet.Numerics.LinearAlgebra;

namespace Zygote.MathNet;

/// <summary>Folds of two vectors or matrices by a function that is given: MathNet hands it to the storage, which it names by a delegate.</summary>
static class Folds
{
    [SubstituteFor(typeof(Vector<>), nameof(Vector<>.Fold2))]
    static TState Fold2<T, TOther, TState>(
        Vector<T> vector, Func<TState, T, TOther, TState> f, TState state, Vector<TOther> other, Zeros zeros)
        where T : struct, IEquatable<T>, IFormattable
        where TOther : struct, IEquatable<TOther>, IFormattable
    {
        if (vector.Count != other.Count)
            throw new ArgumentException("All vectors must have the same dimensionality.", nameof(other));
        var isWhole = zeros == Zeros.Include || (vector.Storage.IsDense && other.Storage.IsDense);
        for (var i = 0; i < vector.Count; i++)
        {
            var (x, y) = (vector[i], other[i]);
            if (isWhole || !x.Equals(default) || !y.Equals(default))
                state = f(state, x, y);
        }

        return state;
    }

    [SubstituteFor(typeof(Matrix<>), nameof(Matrix<>.Fold2))]
    static TState Fold2<T, TOther, TState>(
        Matrix<T> matrix, Func<TState, T, TOther, TState> f, TState state, Matrix<TOther> other, Zeros zeros)
        where T : struct, IEquatable<T>, IFormattable
        where TOther : struct, IEquatable<TOther>, IFormattable
    {
        if (matrix.RowCount != other.RowCount || matrix.ColumnCount != other.ColumnCount)
            throw new ArgumentOutOfRangeException(nameof(other), "Matrix dimensions must agree.");
        var isWhole = zeros == Zeros.Include || (matrix.Storage.IsDense && other.Storage.IsDense);
        for (var j = 0; j < matrix.ColumnCount; j++)
        {
            for (var i = 0; i < matrix.RowCount; i++)
            {
                var (x, y) = (matrix[i, j], other[i, j]);
                if (isWhole || !x.Equals(default) || !y.Equals(default))
                    state = f(state, x, y);
            }
        }

        return state;
    }
}
