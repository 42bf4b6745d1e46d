using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Gives cycles that are entered at several places (goto into a loop) one entrance.</summary>
/// <remarks>
///   a: br x(%1)   b: br y(%2)   x(%p): ... br y(%3)   y(%q): ... br x(%4)
///   =>
///   a: br d(0, %1, 0)   x(%p): ... br d(1, 0, %3)
///   b: br d(1, 0, %2)   y(%q): ... br d(0, %4, 0)      d(%way, %p', %q'): switch %way, x(%p'), y(%q')
/// The dispatch block d becomes the header of a loop in the usual sense. Values of the cycle that other blocks use go through
/// d as well; on ways that cannot be taken they are zero. An address that cannot be computed again leaves the cycle as it is.
/// Requires: reachable blocks only. Leaves: a reducible graph. Cost: one analysis for each such cycle.
/// </remarks>
static class MakeReducible
{
    public static bool Run(Function function)
    {
        var changed = false;
        while (true)
        {
            var flow = new ControlFlow(function);
            if (new LoopForest(flow, new DominatorTree(flow)).IsReducible)
                return changed;
            SimplifyControlFlow.RemoveUnreachable(function, flow);
            if (FindCycle(flow, flow.ReversePostOrder) is not var (cycle, entries) || !Dispatch(function, cycle, entries, flow))
                return changed;
            changed = true;
        }
    }

    /// <summary>An outermost cycle with several entrances: in loops with one entrance the header is taken away first.</summary>
    static (HashSet<Block> Cycle, List<Block> Entries)? FindCycle(ControlFlow flow, IReadOnlyList<Block> within)
    {
        foreach (var component in Components(within))
        {
            var cycle = new HashSet<Block>(component);
            var entries = component.FindAll(b => IsEntered(b, cycle, flow));
            if (entries.Count > 1)
                return (cycle, entries);
            component.Remove(entries[0]);
            if (component.Count > 0 && FindCycle(flow, component) is { } inner)
                return inner;
        }

        return null;
    }

    static bool IsEntered(Block block, HashSet<Block> cycle, ControlFlow flow)
    {
        foreach (var (from, _) in flow.Predecessors(block))
        {
            if (!cycle.Contains(from))
                return true;
        }

        return false;
    }

    /// <summary>The strongly connected components that have a cycle, blocks in the order given.</summary>
    static List<List<Block>> Components(IReadOnlyList<Block> within)
    {
        var allowed = new HashSet<Block>(within);
        var predecessors = new Dictionary<Block, List<Block>>();
        foreach (var block in within)
            predecessors[block] = [];
        var finished = new List<Block>();
        var seen = new HashSet<Block>();
        foreach (var root in within)
        {
            var stack = new Stack<(Block Block, int Next)>();
            if (seen.Add(root))
                stack.Push((root, 0));
            while (stack.TryPop(out var top))
            {
                if (top.Next == top.Block.Edges.Length)
                {
                    finished.Add(top.Block);
                    continue;
                }

                stack.Push((top.Block, top.Next + 1));
                var target = top.Block.Edges[top.Next].Target;
                if (!allowed.Contains(target))
                    continue;
                predecessors[target].Add(top.Block);
                if (seen.Add(target))
                    stack.Push((target, 0));
            }
        }

        // Backwards from what finished last: Kosaraju's algorithm.
        var result = new List<List<Block>>();
        for (var i = finished.Count - 1; i >= 0; i--)
        {
            var component = new HashSet<Block>();
            var work = new Stack<Block>([finished[i]]);
            while (work.TryPop(out var block))
            {
                if (!allowed.Remove(block))
                    continue;
                component.Add(block);
                foreach (var from in predecessors[block])
                    work.Push(from);
            }

            if (component.Count > 1 || predecessors[finished[i]].Contains(finished[i]))
                result.Add([.. Ordered(within, component)]);
        }

        return result;
    }

    static IEnumerable<Block> Ordered(IReadOnlyList<Block> order, HashSet<Block> chosen)
    {
        foreach (var block in order)
        {
            if (chosen.Contains(block))
                yield return block;
        }
    }

    static bool Dispatch(Function function, HashSet<Block> cycle, List<Block> entries, ControlFlow flow)
    {
        if (!RecomputeAddresses.Run(function, (home, _) => cycle.Contains(home)))
            return false;
        var dispatch = function.AddBlock();
        var way = dispatch.AddParameter(typeof(int), "way");
        var onward = new List<Edge>();
        foreach (var entry in entries)
        {
            var edge = new Edge(entry);
            foreach (var parameter in entry.Parameters)
                edge.Arguments.Add(dispatch.AddParameter(parameter.Type, parameter.Name));
            onward.Add(edge);
        }

        for (var i = 0; i < entries.Count; i++)
        {
            foreach (var (_, edge) in flow.Predecessors(entries[i]))
                Redirect(edge, dispatch, onward, i);
        }

        dispatch.Terminator = new Instruction(Opcode.Switch, typeof(void), [way], null) { Edges = [.. onward] };
        Repair(function, cycle);
        return true;
    }

    static void Redirect(Edge edge, Block dispatch, List<Edge> onward, int taken)
    {
        Value[] arguments = [.. edge.Arguments];
        edge.Target = dispatch;
        edge.Arguments.Clear();
        edge.Arguments.Add(Constant.Of(taken));
        for (var i = 0; i < onward.Count; i++)
        {
            for (var p = 0; p < onward[i].Arguments.Count; p++)
                edge.Arguments.Add(i == taken ? arguments[p] : Constant.Zero(onward[i].Arguments[p].Type));
        }
    }

    /// <summary>What the cycle defines no longer dominates its uses, for control seems to come there from any entrance.</summary>
    static void Repair(Function function, HashSet<Block> cycle)
    {
        var redefined = new List<Redefined>();
        foreach (var block in cycle)
        {
            foreach (var parameter in block.Parameters)
                Redefine(parameter, block);
            foreach (var instruction in block.Instructions)
            {
                if (instruction.Type != typeof(void) && !instruction.Type.IsByRef)
                    Redefine(instruction, block);
            }
        }

        RepairSsa.Run(function, redefined);

        void Redefine(Value value, Block block) => redefined.Add(
            new Redefined(value) { Definitions = { [function.Entry] = Constant.Zero(value.Type), [block] = value } });
    }
}
