using System;
using System.Linq;

namespace Zygote.Sparsity;

/// <summary>By columns in forward mode or by rows in reverse mode, whichever takes fewer passes.</summary>
sealed class JacobianColouring
{
    public JacobianColouring(SparsityPattern pattern)
    {
        var columns = Colouring.OfColumns(pattern);
        var rows = Colouring.OfColumns(pattern.Transposed());
        ByRows = Colouring.Count(rows) < Colouring.Count(columns);
        Colours = ByRows ? rows : columns;
        Count = Colouring.Count(Colours);
        Members = [.. Enumerable.Range(0, Count).Select(c => Enumerable.Range(0, Colours.Length).Where(k => Colours[k] == c).ToArray())];
    }

    public bool ByRows { get; }

    /// <summary>Of each row or column.</summary>
    public int[] Colours { get; }

    public int Count { get; }

    /// <summary>The rows or columns of each colour.</summary>
    public int[][] Members { get; }
}

/// <summary>A star colouring, and from which row of which compressed column each entry is read.</summary>
sealed class HessianColouring
{
    public HessianColouring(SparsityPattern pattern)
    {
        if (pattern.RowCount != pattern.ColumnCount || !pattern.ColumnIndices.SequenceEqual(pattern.Transposed().ColumnIndices)
            || !pattern.RowPointers.SequenceEqual(pattern.Transposed().RowPointers))
        {
            throw new ArgumentException("The pattern of a Hessian is symmetric.", nameof(pattern));
        }

        Colours = Colouring.Star(pattern);
        Count = Colouring.Count(Colours);
        Members = [.. Enumerable.Range(0, Count).Select(c => Enumerable.Range(0, Colours.Length).Where(k => Colours[k] == c).ToArray())];
        Sources = new (int, int)[pattern.NonZeroCount];
        for (var i = 0; i < pattern.RowCount; i++)
        {
            for (var k = pattern.RowPointers[i]; k < pattern.RowPointers[i + 1]; k++)
            {
                var j = pattern.ColumnIndices[k];
                Sources[k] = IsAlone(pattern, i, j) ? (i, Colours[j]) : (j, Colours[i]);
            }
        }
    }

    public int[] Colours { get; }

    public int Count { get; }

    /// <summary>The columns of each colour.</summary>
    public int[][] Members { get; }

    /// <summary>Of each entry.</summary>
    public (int Row, int Colour)[] Sources { get; }

    /// <summary>No other entry of the row has the colour of this one.</summary>
    bool IsAlone(SparsityPattern pattern, int row, int column)
    {
        foreach (var other in pattern.Row(row))
        {
            if (other != column && Colours[other] == Colours[column])
                return false;
        }

        return true;
    }
}
