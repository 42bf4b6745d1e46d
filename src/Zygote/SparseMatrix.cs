using System;

namespace Zygote;

/// <summary>A matrix in compressed rows: only entries of its pattern are kept, all others are zero.</summary>
/// <remarks>
/// The entries of row <c>i</c> are those from <c>RowPointers[i]</c> to <c>RowPointers[i + 1]</c>, by ascending column. An
/// entry of the pattern may be zero at a point.
/// </remarks>
public sealed class SparseMatrix
{
    readonly double[] _values;

    internal SparseMatrix(SparsityPattern pattern, double[] values)
    {
        Pattern = pattern;
        _values = values;
    }

    /// <summary>Where entries are.</summary>
    public SparsityPattern Pattern { get; }

    /// <summary>How many rows there are.</summary>
    public int RowCount => Pattern.RowCount;

    /// <summary>How many columns there are.</summary>
    public int ColumnCount => Pattern.ColumnCount;

    /// <summary>How many entries are kept, those among them that happen to be zero included.</summary>
    public int NonZeroCount => _values.Length;

    /// <summary>Where each row begins in <see cref="ColumnIndices"/> and <see cref="Values"/>, and at last their length.</summary>
    public ReadOnlySpan<int> RowPointers => Pattern.RowPointers;

    /// <summary>The column of each entry.</summary>
    public ReadOnlySpan<int> ColumnIndices => Pattern.ColumnIndices;

    /// <summary>The entries, row by row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>One entry; zero outside of the pattern. The cost is that of a binary search in the row.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public double this[int row, int column] => Pattern.Find(row, column) is >= 0 and var k ? _values[k] : 0;

    /// <summary>The same matrix with all its zeros, of shape <c>[RowCount, ColumnCount]</c>.</summary>
    public double[,] ToDense()
    {
        var dense = new double[RowCount, ColumnCount];
        for (var i = 0; i < RowCount; i++)
        {
            for (var k = RowPointers[i]; k < RowPointers[i + 1]; k++)
                dense[i, ColumnIndices[k]] = _values[k];
        }

        return dense;
    }
}
