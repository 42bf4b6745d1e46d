using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Loop-closed SSA: what a loop computes leaves it through the parameters of its exits only.</summary>
/// <remarks>
///   loop: %1 = ...; br.if %c, loop, x    x: use %1    =>    loop: %1 = ...; br.if %c, loop, x(%1)    x(%2): use %2
/// Addresses do not go through parameters: they are computed again outside, where possible.
/// Requires: the form that CanonicalizeLoops leaves. Leaves: the same blocks; each value is used only inside the loop it is
/// defined in. Simplify would undo it. Cost: two sweeps for each depth of nesting.
/// </remarks>
static class CloseLoops
{
    public static bool Run(Function function)
    {
        var flow = new ControlFlow(function);
        var dominators = new DominatorTree(flow);
        var forest = new LoopForest(flow, dominators);
        if (forest.Loops.Count == 0)
            return false;
        RecomputeAddresses.Run(function, (home, use) => Leaves(forest, home, use));
        var depth = 0;
        foreach (var loop in forest.Loops)
            depth = System.Math.Max(depth, loop.Depth);

        // Inner loops first: the parameters of their exits are values of the loop around.
        var changed = false;
        for (; depth > 0; depth--)
        {
            var redefined = FindLeaving(function, flow, forest, depth);
            RepairSsa.Run(function, redefined, flow, dominators);
            changed |= redefined.Count > 0;
        }

        return changed;
    }

    static bool Leaves(LoopForest forest, Block home, Block use) =>
        forest.Innermost(home) is { } loop && !loop.Contains(forest.Innermost(use));

    static List<Redefined> FindLeaving(Function function, ControlFlow flow, LoopForest forest, int depth)
    {
        var homes = new Dictionary<Value, Block>();
        foreach (var block in function.Blocks)
        {
            if (forest.Depth(block) != depth)
                continue;
            foreach (var parameter in block.Parameters)
                homes[parameter] = block;
            foreach (var instruction in block.Instructions)
            {
                if (!instruction.Type.IsByRef)
                    homes[instruction] = block;
            }
        }

        var usesOutside = new Dictionary<Value, HashSet<Block>>();
        var order = new List<Value>();
        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
                Collect(instruction.Operands, block);
            Collect(block.Terminator!.Operands, block);
            foreach (var edge in block.Edges)
                Collect(edge.Arguments, block);
        }

        var redefined = new List<Redefined>();
        foreach (var value in order)
            redefined.Add(AtExits(value, homes[value], usesOutside[value], flow, forest));
        return redefined;

        void Collect(IReadOnlyList<Value> values, Block user)
        {
            for (var i = 0; i < values.Count; i++)
            {
                var value = values[i];
                if (value is Constant || !homes.TryGetValue(value, out var home) || home == user
                    || !Leaves(forest, home, user))
                    continue;
                if (!usesOutside.TryGetValue(value, out var blocks))
                {
                    usesOutside[value] = blocks = [];
                    order.Add(value);
                }

                blocks.Add(user);
            }
        }
    }

    /// <summary>A parameter at each exit from which a use is reached, walking backwards from the uses.</summary>
    static Redefined AtExits(Value value, Block home, HashSet<Block> uses, ControlFlow flow, LoopForest forest)
    {
        var loop = forest.Innermost(home)!;
        var result = new Redefined(value) { Definitions = { [home] = value } };
        var live = new HashSet<Block>();
        var work = new Stack<Block>(uses);
        while (work.TryPop(out var block))
        {
            if (!live.Add(block))
                continue;
            var isExit = false;
            foreach (var (from, _) in flow.Predecessors(block))
                isExit |= loop.Blocks.Contains(from);
            if (!isExit)
            {
                foreach (var (from, _) in flow.Predecessors(block))
                    work.Push(from);
                continue;
            }

            result.Definitions[block] = block.AddParameter(value.Type, value.Name);
            foreach (var (_, edge) in flow.Predecessors(block))
                edge.Arguments.Add(value);
        }

        return result;
    }
}
