using System.Collections.Generic;

namespace Zygote.IR;

/// <summary>Predecessors and orders of the control flow graph, computed once; edits make it stale.</summary>
sealed class ControlFlow
{
    static readonly List<(Block From, Edge Edge)> None = [];

    readonly Dictionary<Block, List<(Block From, Edge Edge)>> _predecessors = [];
    readonly Dictionary<Block, int> _order = [];

    public ControlFlow(Function function)
    {
        // Depth first without recursion: generated functions can be deep.
        var postOrder = new List<Block>();
        var seen = new HashSet<Block> { function.Entry };
        var stack = new Stack<(Block Block, int Next)>();
        stack.Push((function.Entry, 0));
        while (stack.TryPop(out var top))
        {
            if (top.Next == top.Block.Edges.Count)
            {
                postOrder.Add(top.Block);
                continue;
            }

            stack.Push((top.Block, top.Next + 1));
            var target = top.Block.Edges[top.Next].Target;
            if (seen.Add(target))
                stack.Push((target, 0));
        }

        postOrder.Reverse();
        ReversePostOrder = postOrder;
        for (var i = 0; i < postOrder.Count; i++)
            _order[postOrder[i]] = i;
        foreach (var block in postOrder)
        {
            foreach (var edge in block.Edges)
            {
                if (!_predecessors.TryGetValue(edge.Target, out var list))
                    _predecessors[edge.Target] = list = [];
                list.Add((block, edge));
            }
        }
    }

    /// <summary>The reachable blocks, each before its successors except along back edges.</summary>
    public IReadOnlyList<Block> ReversePostOrder { get; }

    /// <summary>The edges into a block, from reachable blocks; two edges from one block are two entries.</summary>
    public IReadOnlyList<(Block From, Edge Edge)> Predecessors(Block block) => _predecessors.GetValueOrDefault(block, None);

    public bool IsReachable(Block block) => _order.ContainsKey(block);

    /// <summary>Position in <see cref="ReversePostOrder"/>.</summary>
    public int Order(Block block) => _order[block];

    /// <summary>The blocks from which a return can be reached.</summary>
    public HashSet<Block> BlocksThatReturn()
    {
        var result = new HashSet<Block>();
        var work = new Stack<Block>();
        foreach (var block in ReversePostOrder)
        {
            if (block.Terminator!.Opcode == Opcode.Return)
                work.Push(block);
        }

        while (work.TryPop(out var block))
        {
            if (!result.Add(block))
                continue;
            foreach (var (from, _) in Predecessors(block))
                work.Push(from);
        }

        return result;
    }
}
