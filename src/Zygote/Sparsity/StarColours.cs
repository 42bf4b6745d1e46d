using System.Collections.Generic;
using System.Linq;

namespace Zygote.Sparsity;

/// <summary>A star colouring under way, with what it takes to find forbidden colours without walking along the paths.</summary>
/// <param name="pattern">Symmetric; the neighbours of a vertex are the columns of its row, the vertex itself aside.</param>
sealed class StarColours(SparsityPattern pattern)
{
    /// <summary>How many neighbours of a vertex have a colour.</summary>
    readonly Dictionary<(int Vertex, int Colour), int> _around = [];

    /// <summary>The colours of the neighbours, each once.</summary>
    readonly List<int>[] _colours = [.. Enumerable.Range(0, pattern.RowCount).Select(_ => new List<int>())];

    /// <summary>Colours of neighbours x of w that have another neighbour of the colour of w: v - w - x - y.</summary>
    readonly HashSet<int>?[] _blocked = new HashSet<int>?[pattern.RowCount];

    /// <summary>Of each vertex; negative before it has one.</summary>
    public int[] Colours { get; } = [.. Enumerable.Repeat(-1, pattern.RowCount)];

    public void Forbid(int v, Colouring.Forbidden forbidden)
    {
        foreach (var w in pattern.Row(v))
        {
            var colour = Colours[w];
            if (w == v || colour < 0)
                continue;
            forbidden.Add(colour);
            foreach (var other in _blocked[w] ?? [])
                forbidden.Add(other);
            // x - w - v - w' with w and w' alike.
            if (_around[(v, colour)] > 1)
            {
                foreach (var other in _colours[w])
                    forbidden.Add(other);
            }
        }
    }

    public void Set(int v, int colour)
    {
        Colours[v] = colour;
        foreach (var w in pattern.Row(v))
        {
            if (w == v)
                continue;
            var count = _around[(w, colour)] = _around.GetValueOrDefault((w, colour)) + 1;
            if (count == 1)
                _colours[w].Add(colour);
            if (Colours[w] < 0)
                continue;
            // v - w - x: the ends are alike, so neither may have another neighbour of the colour of w.
            if (count > 1)
                Block(v, Colours[w]);
            if (count == 2)
            {
                foreach (var end in pattern.Row(w))
                {
                    if (end != v && end != w && Colours[end] == colour)
                        Block(end, Colours[w]);
                }
            }

            // v is the middle of a path whose ends are alike.
            if (_around.GetValueOrDefault((v, Colours[w])) > 1)
                Block(w, colour);
        }
    }

    void Block(int vertex, int colour) => (_blocked[vertex] ??= []).Add(colour);
}
