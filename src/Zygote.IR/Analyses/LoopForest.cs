using System.Collections.Generic;
using System.Linq;

namespace Zygote.IR;

/// <summary>A natural loop: the header dominates all blocks, which all reach a latch, whence an edge goes back.</summary>
sealed class Loop(Block header)
{
    public Block Header { get; } = header;

    public Loop? Parent { get; set; }

    /// <summary>1 for an outermost loop.</summary>
    public int Depth => Parent is null ? 1 : Parent.Depth + 1;

    /// <summary>All blocks, those of inner loops included.</summary>
    public HashSet<Block> Blocks { get; } = [header];

    public List<Block> Latches { get; } = [];

    public bool Contains(Loop? other)
    {
        for (; other is not null; other = other.Parent)
        {
            if (other == this)
                return true;
        }

        return false;
    }

    /// <summary>The reachable blocks in reverse postorder.</summary>
    public List<Block> InOrder(ControlFlow flow)
    {
        var blocks = new List<Block>(Blocks.Count);
        foreach (var block in Blocks)
        {
            if (flow.IsReachable(block))
                blocks.Add(block);
        }

        blocks.Sort((a, b) => flow.Order(a) - flow.Order(b));
        return blocks;
    }

    /// <summary>The edges that leave the loop.</summary>
    public List<Passage> Exits(ControlFlow flow) => Exits(InOrder(flow));

    /// <summary>The same in the order given, which has all blocks.</summary>
    public List<Passage> Exits(List<Block> blocks)
    {
        var result = new List<Passage>();
        foreach (var block in blocks)
        {
            foreach (var edge in block.Edges)
            {
                if (!Blocks.Contains(edge.Target))
                    result.Add(new(block, edge));
            }
        }

        return result;
    }
}

/// <summary>All natural loops of a function and how they nest.</summary>
sealed class LoopForest
{
    readonly Dictionary<Block, Loop> _innermost = [];

    public LoopForest(ControlFlow flow, DominatorTree dominators)
    {
        IsReducible = true;
        var byHeader = new Dictionary<Block, Loop>();
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var edge in block.Edges)
            {
                if (flow.Order(edge.Target) > flow.Order(block))
                    continue;
                if (!dominators.Dominates(edge.Target, block))
                {
                    IsReducible = false; // a retreating edge into a region with a second entrance
                    continue;
                }

                if (!byHeader.TryGetValue(edge.Target, out var loop))
                    byHeader[edge.Target] = loop = new Loop(edge.Target);
                if (!loop.Latches.Contains(block))
                    loop.Latches.Add(block);
            }
        }

        // Outer headers come first in reverse postorder, so inner loops overwrite the innermost map last.
        var loops = byHeader.Values.ToList();
        loops.Sort((a, b) => flow.Order(a.Header) - flow.Order(b.Header));
        Loops = loops;
        foreach (var loop in Loops)
        {
            var work = new Stack<Block>(loop.Latches);
            while (work.TryPop(out var block))
            {
                if (!loop.Blocks.Add(block))
                    continue;
                foreach (var (from, _) in flow.Predecessors(block))
                    work.Push(from);
            }

            loop.Parent = _innermost.GetValueOrDefault(loop.Header);
            foreach (var block in loop.Blocks)
                _innermost[block] = loop;
        }
    }

    /// <summary>Outer loops before inner ones.</summary>
    public IReadOnlyList<Loop> Loops { get; }

    /// <summary>False when some cycle can be entered at two places; such a cycle is not among the loops.</summary>
    public bool IsReducible { get; }

    public Loop? Innermost(Block block) => _innermost.GetValueOrDefault(block);

    public int Depth(Block block) => Innermost(block)?.Depth ?? 0;
}
