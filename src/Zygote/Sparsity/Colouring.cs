using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Sparsity;

/// <summary>Greedy colourings, from the vertex with most neighbours to the one with fewest.</summary>
static class Colouring
{
    public static int Count(int[] colours) => colours.Length == 0 ? 0 : colours.Max() + 1;

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
        var colours = Enumerable.Repeat(-1, pattern.ColumnCount).ToArray();
        var forbidden = new Forbidden(pattern.ColumnCount);
        // How many neighbours of a vertex have a colour.
        var around = new Dictionary<(int Vertex, int Colour), int>();
        foreach (var v in Largest(pattern))
        {
            forbidden.Clear();
            foreach (var w in pattern.Row(v))
            {
                if (w == v || colours[w] < 0)
                    continue;
                forbidden.Add(colours[w]);
                // x - w - v - w' with w and w' alike, and v - w - x - y with w and y alike.
                var inner = around[(v, colours[w])] > 1;
                foreach (var x in pattern.Row(w))
                {
                    if (x != v && x != w && colours[x] >= 0 && !forbidden.Has(colours[x]) && (inner || around[(x, colours[w])] > 1))
                        forbidden.Add(colours[x]);
                }
            }

            colours[v] = forbidden.Free();
            foreach (var w in pattern.Row(v))
            {
                if (w != v)
                    around[(w, colours[v])] = around.GetValueOrDefault((w, colours[v])) + 1;
            }
        }

        return colours;
    }

    static IEnumerable<int> Largest(SparsityPattern pattern) =>
        Enumerable.Range(0, pattern.RowCount).OrderByDescending(v => pattern.Row(v).Count);

    /// <summary>A set of colours that is emptied at no cost.</summary>
    sealed class Forbidden(int count)
    {
        readonly int[] _round = new int[count + 1];
        int _now;

        public void Clear() => _now++;

        public void Add(int colour)
        {
            if (colour >= 0)
                _round[colour] = _now;
        }

        public bool Has(int colour) => _round[colour] == _now;

        public int Free() => Array.FindIndex(_round, r => r != _now);
    }
}
