using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Sparsity;

/// <summary>
/// Where the entries of a matrix are read in its compressed columns: the products with the sums of the axes of one colour.
/// </summary>
sealed class Compression
{
    readonly SparsityPattern _pattern;
    readonly SparsityPattern _columns;
    readonly ConcurrentDictionary<int, Group[]> _groups = [];

    /// <param name="pattern">The pattern.</param>
    /// <param name="colours">Of each column.</param>
    /// <param name="isSymmetric">An entry may be read where that on the other side of the diagonal is.</param>
    public Compression(SparsityPattern pattern, int[] colours, bool isSymmetric)
    {
        _pattern = pattern;
        _columns = isSymmetric ? pattern : pattern.Transposed();
        Colours = colours;
        Members = Colouring.Members(colours);
        Entries = [.. Members.Select(m => EntriesOf(m, isSymmetric))];
        Zeros = [.. Members.Select(ZerosOf)];
    }

    /// <summary>Several colours as the lanes of vectors: entries by place, and zeros; <c>From</c> counts all lanes of all rows.</summary>
    public sealed record Group((int From, int Place)[] Entries, int[] Zeros);

    public int RowCount => _pattern.RowCount;

    public int[] Colours { get; }

    /// <summary>The columns of each colour.</summary>
    public int[][] Members { get; }

    /// <summary>By colour, the entries that its compressed column holds: the row there, the place among the values.</summary>
    public (int Row, int Place)[][] Entries { get; }

    /// <summary>By colour, the rows in which no column of it has an entry.</summary>
    public int[][] Zeros { get; }

    /// <summary>The groups of <paramref name="width"/> colours each.</summary>
    public Group[] Groups(int width) => _groups.GetOrAdd(width, _ =>
    [
        .. Enumerable.Range(0, Members.Length).Chunk(width).Select(colours => new Group(
            [.. colours.SelectMany((c, k) => Entries[c].Select(e => ((e.Row * width) + k, e.Place))).OrderBy(e => e.Place)],
            [.. colours.SelectMany((c, k) => Zeros[c].Select(row => (row * width) + k)).Order()])),
    ]);

    (int Row, int Place)[] EntriesOf(int[] columns, bool isSymmetric)
    {
        var entries = new List<(int, int)>();
        foreach (var j in columns)
        {
            foreach (var i in _columns.Row(j))
            {
                if (!IsAlone(i, j))
                    continue;
                entries.Add((i, _pattern.Find(i, j)));
                if (isSymmetric && i != j && !IsAlone(j, i))
                    entries.Add((i, _pattern.Find(j, i)));
            }
        }

        return [.. entries.Order()];
    }

    int[] ZerosOf(int[] columns)
    {
        var reached = new bool[RowCount];
        foreach (var j in columns)
        {
            foreach (var i in _columns.Row(j))
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
