using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>The order in which blocks are written: each loop in one piece, what throws at the end.</summary>
sealed class BlockLayout
{
    readonly ControlFlow _flow;
    readonly LoopForest _loops;
    readonly HashSet<Block> _placed = [];
    readonly List<Block> _order = [];

    public BlockLayout(ControlFlow flow, LoopForest loops)
    {
        _flow = flow;
        _loops = loops;
        Place(flow.ReversePostOrder.Where(b => !IsCold(b)));
        Place(flow.ReversePostOrder);
    }

    public IReadOnlyList<Block> Order => _order;

    // A loop is written whole where its header comes: all ways in lead through the header, so everything that must come
    // before it is there, and reverse postorder of the rest is kept.
    void Place(IEnumerable<Block> blocks, Loop? within = null)
    {
        foreach (var block in blocks)
        {
            if (_placed.Contains(block))
                continue;
            if (Inner(block, within) is { } loop && loop.Header == block)
            {
                Place(loop.InOrder(_flow).Where(b => !IsCold(b)), loop);
            }
            else if (_placed.Add(block))
            {
                _order.Add(block);
            }
        }
    }

    bool IsCold(Block block) => block.Terminator!.Opcode == Opcode.Throw && block != _flow.ReversePostOrder[0];

    /// <summary>The outermost loop around a block inside <paramref name="within"/>.</summary>
    Loop? Inner(Block block, Loop? within)
    {
        var loop = _loops.Innermost(block);
        while (loop is not null && loop.Parent != within)
            loop = loop.Parent;
        return loop;
    }
}
