using System.Collections.Generic;

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
        System.Array.Fill(_idom, -1);
        _idom[0] = 0;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 1; i < blocks.Count; i++)
            {
                var best = -1;
                foreach (var (from, _) in flow.Predecessors(blocks[i]))
                {
                    var p = flow.Order(from);
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

    /// <summary>For each block the joins where a definition in it may meet another one.</summary>
    public Dictionary<Block, HashSet<Block>> Frontiers()
    {
        var frontiers = new Dictionary<Block, HashSet<Block>>();
        foreach (var block in _flow.ReversePostOrder)
            frontiers[block] = [];
        foreach (var block in _flow.ReversePostOrder)
        {
            var predecessors = _flow.Predecessors(block);
            if (predecessors.Count < 2)
                continue;
            var stop = ImmediateDominator(block);
            foreach (var (from, _) in predecessors)
            {
                for (var runner = from; runner != stop; runner = ImmediateDominator(runner)!)
                    frontiers[runner].Add(block);
            }
        }

        return frontiers;
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
