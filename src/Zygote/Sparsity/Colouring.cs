using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Sparsity;

/// <summary>Greedy colourings, from the vertex with most neighbours to the one with fewest.</summary>
static class Colouring
{
    public static int Count(int[] colours) => colours.Length == 0 ? 0 : colours.Max() + 1;

    /// <summary>Those of each colour.</summary>
    public static int[][] Members(int[] colours)
    {
        var members = Enumerable.Range(0, colours.Length).ToLookup(k => colours[k]);
        return [.. Enumerable.Range(0, Count(colours)).Select(c => members[c].ToArray())];
    }

    /// <summary>Distance 2: columns that have entries in one row differ. Empty columns have colour 0.</summary>
    public static int[] OfColumns(SparsityPattern pattern)
    {
        var columns = pattern.Transposed();
        var colours = Enumerable.Repeat(-1, pattern.ColumnCount).ToArray();
        var forbidden = new Forbidden(pattern.ColumnCount);
        foreach (var column in Largest(columns))
        {
            forbidden.Clear();
            foreach (var row in columns.Row(column))
            {
                foreach (var other in pattern.Row(row))
                    forbidden.Add(colours[other]);
            }

            colours[column] = forbidden.Free();
        }

        return colours;
    }

    /// <summary>Neighbours differ, and no path of four vertices has only two colours. The pattern is symmetric.</summary>
    public static int[] Star(SparsityPattern pattern)
    {
        var star = new StarColours(pattern);
        var forbidden = new Forbidden(pattern.ColumnCount);
        foreach (var v in Largest(pattern))
        {
            forbidden.Clear();
            star.Forbid(v, forbidden);
            star.Set(v, forbidden.Free());
        }

        return star.Colours;
    }

    static IEnumerable<int> Largest(SparsityPattern pattern) =>
        Enumerable.Range(0, pattern.RowCount).OrderByDescending(v => pattern.Row(v).Count);

    /// <summary>A set of colours that is emptied at no cost.</summary>
    internal sealed class Forbidden(int count)
    {
        readonly int[] _round = new int[count + 1];
        int _now;

        public void Clear() => _now++;

        public void Add(int colour)
        {
            if (colour >= 0)
                _round[colour] = _now;
        }

        public int Free() => Array.FindIndex(_round, r => r != _now);
    }
}
