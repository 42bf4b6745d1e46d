using System.Collections.Generic;
using System.Linq;

namespace Zygote.Lifting;

/// <summary>A run of instructions that is entered only at the first and left only behind the last.</summary>
sealed class ILBlock
{
    /// <summary>Never empty.</summary>
    public List<ILInstruction> Instructions { get; } = [];

    /// <summary>Branch targets in the order of the operand, then the block behind, if it can be reached.</summary>
    public List<ILBlock> Successors { get; } = [];

    public int PredecessorCount { get; set; }

    /// <summary>A branch leads here from a block that is lifted later.</summary>
    public bool HasBackwardEntrance { get; set; }

    /// <summary>Position in reverse postorder.</summary>
    public int Order { get; set; }
}

/// <summary>Cuts a method body into blocks.</summary>
static class BlockFinder
{
    /// <summary>The reachable blocks in reverse postorder; null where control runs off the end.</summary>
    public static List<ILBlock>? Find(IReadOnlyList<ILInstruction> code)
    {
        var leaders = new HashSet<int> { 0 };
        foreach (var instruction in code)
        {
            if (instruction.HasTargets)
                leaders.UnionWith(instruction.Targets);
            if (instruction.EndsBlock)
                leaders.Add(instruction.Next);
        }

        var byOffset = new Dictionary<int, ILBlock>();
        ILBlock current = null!;
        foreach (var instruction in code)
        {
            if (leaders.Contains(instruction.Offset))
                byOffset[instruction.Offset] = current = new ILBlock();
            current.Instructions.Add(instruction);
        }

        foreach (var block in byOffset.Values)
        {
            var last = block.Instructions[^1];
            int[] targets = [.. last.HasTargets ? last.Targets : [], .. last.EndsFlow ? (int[])[] : [last.Next]];
            foreach (var target in targets)
            {
                // Unreachable tails may lack a successor; the walk below meets only what is reachable.
                if (byOffset.TryGetValue(target, out var successor))
                    block.Successors.Add(successor);
            }
        }

        var order = ReversePostOrder(byOffset[0]);
        foreach (var successor in order.SelectMany(b => b.Successors))
            successor.PredecessorCount++;
        return order.All(IsComplete) ? order : null;
    }

    static bool IsComplete(ILBlock block)
    {
        var last = block.Instructions[^1];
        return block.Successors.Count == (last.HasTargets ? last.Targets.Length : 0) + (last.EndsFlow ? 0 : 1);
    }

    static List<ILBlock> ReversePostOrder(ILBlock entry)
    {
        var postOrder = new List<ILBlock>();
        var seen = new HashSet<ILBlock> { entry };
        var stack = new Stack<(ILBlock Block, int Next)>();
        stack.Push((entry, 0));
        while (stack.TryPop(out var top))
        {
            if (top.Next == top.Block.Successors.Count)
            {
                postOrder.Add(top.Block);
                continue;
            }

            stack.Push((top.Block, top.Next + 1));
            var successor = top.Block.Successors[top.Next];
            if (seen.Add(successor))
                stack.Push((successor, 0));
        }

        postOrder.Reverse();
        for (var i = 0; i < postOrder.Count; i++)
            postOrder[i].Order = i;
        foreach (var block in postOrder)
        {
            foreach (var successor in block.Successors)
                successor.HasBackwardEntrance |= successor.Order <= block.Order;
        }

        return postOrder;
    }
}
