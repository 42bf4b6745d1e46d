using System.Collections.Generic;
using System.Linq;

namespace Zygote.IR;

/// <summary>Immediate dominators of the reachable blocks.</summary>
/// <remarks>Source: Cooper, Harvey and Kennedy (2001), A Simple, Fast Dominance Algorithm.</remarks>
sealed class DominatorTree
{
    readonly ControlFlow _flow;
    readonly int[] _idom;
    readonly int[] _depth;

    public DominatorTree(ControlFlow flow)
    {
        _flow = flow;
        var blocks = flow.ReversePostOrder;
        _idom = new int[blocks.Count];
        for (var i = 1; i < blocks.Count; i++)
            _idom[i] = -1;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 1; i < blocks.Count; i++)
            {
                var best = -1;
                foreach (var p in flow.PredecessorOrders(i))
                {
                    if (_idom[p] >= 0)
                        best = best < 0 ? p : Meet(best, p);
                }

                changed |= _idom[i] != best;
                _idom[i] = best;
            }
        }

        _depth = new int[blocks.Count];
        for (var i = 1; i < blocks.Count; i++)
            _depth[i] = _depth[_idom[i]] + 1;
    }

    /// <summary>Null for the entry.</summary>
    public Block? ImmediateDominator(Block block)
    {
        var i = _flow.Order(block);
        return i == 0 ? null : _flow.ReversePostOrder[_idom[i]];
    }

    /// <summary>True also when both are the same block.</summary>
    public bool Dominates(Block above, Block below)
    {
        var a = _flow.Order(above);
        var b = _flow.Order(below);
        while (_depth[b] > _depth[a])
            b = _idom[b];
        return a == b;
    }

    /// <summary>For each block the joins where a definition in it may meet another one; by position in the flow's order.</summary>
    public IReadOnlyList<int>[] Frontiers()
    {
        var frontiers = new List<int>?[_idom.Length];
        for (var join = 0; join < _idom.Length; join++)
        {
            var predecessors = _flow.PredecessorOrders(join);
            if (predecessors.Length < 2)
                continue;
            foreach (var from in predecessors)
            {
                // The entry, which has no dominator, has no predecessors either.
                for (var runner = from; runner != _idom[join]; runner = _idom[runner])
                {
                    var frontier = frontiers[runner] ??= [];
                    if (frontier.Count == 0 || frontier[^1] != join)
                        frontier.Add(join);
                }
            }
        }

        return [.. frontiers.Select(f => (IReadOnlyList<int>?)f ?? [])];
    }

    int Meet(int a, int b)
    {
        while (a != b)
        {
            while (a > b)
                a = _idom[a];
            while (b > a)
                b = _idom[b];
        }

        return a;
    }
}
