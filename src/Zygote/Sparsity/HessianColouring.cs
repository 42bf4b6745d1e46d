using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Sparsity;

/// <summary>A star colouring, and where in the compressed columns each entry is read.</summary>
sealed class HessianColouring
{
    readonly SparsityPattern _pattern;

    public HessianColouring(SparsityPattern pattern)
    {
        var transposed = pattern.Transposed();
        if (pattern.RowCount != pattern.ColumnCount || !pattern.IsSame(transposed))
            throw new ArgumentException("The pattern of a Hessian is symmetric.", nameof(pattern));
        _pattern = pattern;
        Colours = Colouring.Star(pattern);
        Members = Colouring.Members(Colours);
        Entries = [.. Members.Select(EntriesOf)];
        Zeros = [.. Members.Select(ZerosOf)];
    }

    public int[] Colours { get; }

    /// <summary>The columns of each colour.</summary>
    public int[][] Members { get; }

    /// <summary>By colour, the entries that its compressed column holds: the row there, the place among the values.</summary>
    public (int Row, int Place)[][] Entries { get; }

    /// <summary>By colour, the rows in which no column of it has an entry.</summary>
    public int[][] Zeros { get; }

    (int Row, int Place)[] EntriesOf(int[] columns)
    {
        var entries = new List<(int, int)>();
        foreach (var j in columns)
        {
            foreach (var i in _pattern.Row(j))
            {
                if (!IsAlone(i, j))
                    continue;
                entries.Add((i, _pattern.Find(i, j)));
                // The other half, where it cannot be read itself.
                if (i != j && !IsAlone(j, i))
                    entries.Add((i, _pattern.Find(j, i)));
            }
        }

        return [.. entries.Order()];
    }

    int[] ZerosOf(int[] columns)
    {
        var reached = new bool[_pattern.RowCount];
        foreach (var j in columns)
        {
            foreach (var i in _pattern.Row(j))
                reached[i] = true;
        }

        return [.. Enumerable.Range(0, reached.Length).Where(i => !reached[i])];
    }

    /// <summary>No other entry of the row has the colour of this one.</summary>
    bool IsAlone(int row, int column)
    {
        foreach (var other in _pattern.Row(row))
        {
            if (other != column && Colours[other] == Colours[column])
                return false;
        }

        return true;
    }
}
