using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

using Zygote.Sparsity;

namespace Zygote;

/// <summary>
/// The places of a matrix of derivatives that may be other than zero, and the colouring by which such a matrix is computed.
/// </summary>
/// <remarks>
/// What <see cref="AD.JacobianPattern"/> and <see cref="AD.HessianPattern"/> find holds for all points at which the function
/// takes the same path: the same branches, indices and lengths. Where the path changes, find it anew or unite the patterns of
/// several points. Immutable and thread-safe; a colouring is made when it is first needed, then kept.
/// </remarks>
public sealed class SparsityPattern
{
    readonly int[] _rowPointers;
    readonly int[] _columnIndices;
    JacobianColouring? _jacobian;
    Compression? _hessian;

    /// <summary>A pattern that is known beforehand.</summary>
    /// <param name="columnCount">How many columns there are.</param>
    /// <param name="rows">The columns of the entries of each row, in any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is negative or not below <paramref name="columnCount"/>.</exception>
    public SparsityPattern(int columnCount, IEnumerable<IEnumerable<int>> rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        ArgumentNullException.ThrowIfNull(rows);
        var pointers = new List<int> { 0 };
        var columns = new List<int>();
        foreach (var row in rows)
        {
            foreach (var column in row.Distinct().Order())
            {
                CheckIndex(column, columnCount, nameof(rows));
                columns.Add(column);
            }

            pointers.Add(columns.Count);
        }

        ColumnCount = columnCount;
        _rowPointers = [.. pointers];
        _columnIndices = [.. columns];
    }

    /// <summary>How many rows there are.</summary>
    public int RowCount => _rowPointers.Length - 1;

    /// <summary>How many columns there are.</summary>
    public int ColumnCount { get; }

    /// <summary>How many entries there are.</summary>
    public int NonZeroCount => _columnIndices.Length;

    /// <summary>Where each row begins in <see cref="ColumnIndices"/>, and at last its length.</summary>
    public ReadOnlySpan<int> RowPointers => _rowPointers;

    /// <summary>The column of each entry, row by row, ascending within a row.</summary>
    public ReadOnlySpan<int> ColumnIndices => _columnIndices;

    /// <summary>How a Jacobian of this pattern is computed.</summary>
    internal JacobianColouring Jacobian =>
        Volatile.Read(ref _jacobian) ?? Interlocked.CompareExchange(ref _jacobian, new JacobianColouring(this), null) ?? _jacobian;

    /// <summary>How a Hessian of this pattern is computed.</summary>
    /// <exception cref="ArgumentException">The pattern is not symmetric.</exception>
    /// <exception cref="ArgumentException">It is not symmetric.</exception>
    internal Compression Hessian =>
        Volatile.Read(ref _hessian) ?? Interlocked.CompareExchange(ref _hessian, StarCompression(), null) ?? _hessian;

    Compression StarCompression() => IsSame(Transposed())
        ? new Compression(this, Colouring.Star(this), isSymmetric: true)
        : throw new ArgumentException("The pattern of a Hessian is symmetric.", "pattern");

    /// <summary>Whether an entry is in the pattern.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public bool Contains(int row, int column) => Find(row, column) >= 0;

    /// <summary>The entries of both patterns: what holds at the points of the one and of the other.</summary>
    /// <param name="other">Of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public SparsityPattern Union(SparsityPattern other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.RowCount != RowCount || other.ColumnCount != ColumnCount)
            throw new ArgumentException($"The shapes {Shape} and {other.Shape} differ.", nameof(other));
        return new SparsityPattern(ColumnCount, Enumerable.Range(0, RowCount).Select(i => Row(i).Concat(other.Row(i))));
    }

    /// <summary>Rows become columns.</summary>
    internal SparsityPattern Transposed()
    {
        var rows = Enumerable.Range(0, ColumnCount).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < RowCount; i++)
        {
            foreach (var column in Row(i))
                rows[column].Add(i);
        }

        return new SparsityPattern(RowCount, rows);
    }

    internal bool IsSame(SparsityPattern other) =>
        ColumnCount == other.ColumnCount && RowPointers.SequenceEqual(other.RowPointers)
        && ColumnIndices.SequenceEqual(other.ColumnIndices);

    internal string Shape => $"[{RowCount}, {ColumnCount}]";

    internal ArraySegment<int> Row(int row) =>
        new(_columnIndices, _rowPointers[row], _rowPointers[row + 1] - _rowPointers[row]);

    /// <summary>The place of an entry among all; negative outside of the pattern.</summary>
    internal int Find(int row, int column)
    {
        CheckIndex(row, RowCount, nameof(row));
        CheckIndex(column, ColumnCount, nameof(column));
        return Array.BinarySearch(_columnIndices, _rowPointers[row], _rowPointers[row + 1] - _rowPointers[row], column);
    }

    static void CheckIndex(int index, int count, string parameter)
    {
        if ((uint)index >= (uint)count)
            throw new ArgumentOutOfRangeException(parameter, index, $"The index must be from 0 to below {count}.");
    }
}
