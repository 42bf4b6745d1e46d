using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Sparsity;

/// <summary>
/// Finds the pattern of a matrix that can only be asked which rows a set of columns reaches, and which columns a row reaches.
/// </summary>
/// <remarks>
/// Columns are taken together in blocks, first all in one. What a row reaches is known by block; then blocks are halved. Halves
/// of which no row can reach two are asked about at once, so each halving takes twice as many questions as the coarse pattern
/// has colours: O(colours log n) in all where rows are short. Rows that reach many blocks would cost a colour for each: they
/// are asked about one by one and left out from there on.
/// </remarks>
/// <param name="columnCount">How many columns there are.</param>
/// <param name="rowsOf">Which rows the marked columns reach.</param>
/// <param name="columnsOf">Which columns a row reaches.</param>
sealed class PatternSearch(int columnCount, Func<bool[], bool[]> rowsOf, Func<int, bool[]> columnsOf)
{
    /// <summary>A row that reaches more blocks is a long one.</summary>
    const int Long = 12;

    public SparsityPattern Run()
    {
        int[] starts = [0, columnCount];
        var reached = rowsOf(Enumerable.Repeat(true, columnCount).ToArray());
        var rows = Array.ConvertAll(reached, r => r && columnCount > 0 ? new List<int> { 0 } : []);
        var known = new bool[]?[rows.Length];
        while (true)
        {
            var pattern = new SparsityPattern(starts.Length - 1, rows);
            var colours = Colouring.OfColumns(pattern);
            if (AskLongRows(rows, known, 2 * Colouring.Count(colours)))
                continue;
            if (starts.Length - 1 == columnCount || columnCount == 0)
                break;
            (starts, rows) = Halve(starts, rows, colours);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (known[i] is { } columns)
                rows[i] = [.. Enumerable.Range(0, columnCount).Where(j => columns[j])];
        }

        return new SparsityPattern(columnCount, rows);
    }

    /// <summary>If long rows are fewer than the questions of the next halving.</summary>
    bool AskLongRows(List<int>[] rows, bool[]?[] known, int questions)
    {
        var longRows = Enumerable.Range(0, rows.Length).Where(i => rows[i].Count > Long).ToArray();
        if (longRows.Length == 0 || longRows.Length > questions)
            return false;
        foreach (var i in longRows)
        {
            known[i] = columnsOf(i);
            rows[i] = [];
        }

        return true;
    }

    (int[] Starts, List<int>[] Rows) Halve(int[] starts, List<int>[] rows, int[] colours)
    {
        // Block b becomes the blocks from first[b] to first[b + 1].
        var first = new int[starts.Length];
        var halves = new List<int>();
        for (var b = 0; b < starts.Length - 1; b++)
        {
            first[b] = halves.Count;
            halves.Add(starts[b]);
            if (starts[b + 1] - starts[b] > 1)
                halves.Add((starts[b] + starts[b + 1]) / 2);
        }

        first[^1] = halves.Count;
        halves.Add(columnCount);
        var result = Array.ConvertAll(rows, _ => new List<int>());
        var blocksOf = Enumerable.Range(0, colours.Length).ToLookup(b => colours[b]);
        foreach (var blocks in blocksOf)
        {
            for (var half = 0; half < 2; half++)
            {
                var marks = new bool[columnCount];
                foreach (var b in blocks.Where(b => first[b] + half < first[b + 1]))
                    marks.AsSpan(halves[first[b] + half]..halves[first[b] + half + 1]).Fill(true);
                var reached = rowsOf(marks);
                for (var i = 0; i < rows.Length; i++)
                {
                    if (!reached[i])
                        continue;
                    foreach (var b in rows[i])
                    {
                        if (colours[b] == blocks.Key && first[b] + half < first[b + 1])
                            result[i].Add(first[b] + half);
                    }
                }
            }
        }

        return ([.. halves], result);
    }
}
