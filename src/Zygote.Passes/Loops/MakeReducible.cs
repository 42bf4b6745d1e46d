using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Gives a cycle that can be entered at several places one header, which decides where to go on.</summary>
/// <remarks>
///   a: br b1(%x)    b: br b2    b1(%p): ... br b2    b2: ... br b1(%y)
///   =>
///   a: br h(0, %x)  b: br h(1, 0)    h(%where, %q): switch %where, b1(%q), b2
///   b1(%p): ... br h(1, 0)    b2: ... br h(0, %y)
/// That is what the state machines of iterators look like: the state leads into the middle of a loop. Values that reach a use
/// along one way only are zero on the others, where they are not used.
/// Requires: reachable blocks only. Leaves: natural loops only, except where a guard leads into the cycle, or an address of
/// unknown origin is live. Cost: one analysis of the cycles for each that is changed.
/// </remarks>
static class MakeReducible
{
    const int MaxCycles = 64;

    public static bool Run(Function function)
    {
        SimplifyControlFlow.RemoveUnreachable(function);
        for (var changed = 0; changed < MaxCycles; changed++)
        {
            var flow = new ControlFlow(function);
            if (new LoopForest(flow, new DominatorTree(flow)).IsReducible || Entrances(flow, [.. flow.ReversePostOrder]) is not { } entrances
                || !Join(function, flow, entrances))
                return changed > 0;
        }

        return true;
    }

    /// <summary>Where a cycle can be entered, if at several places.</summary>
    static List<Block>? Entrances(ControlFlow flow, HashSet<Block> region)
    {
        foreach (var cycle in Cycles(flow, region))
        {
            var entrances = flow.ReversePostOrder
                .Where(b => cycle.Contains(b) && flow.Predecessors(b).Any(p => !cycle.Contains(p.From))).ToList();
            if (entrances.Count > 1)
                return entrances;
            cycle.Remove(entrances[0]);
            if (Entrances(flow, cycle) is { } inner)
                return inner;
        }

        return null;
    }

    /// <summary>The strongly connected components with more than one block.</summary>
    static List<HashSet<Block>> Cycles(ControlFlow flow, HashSet<Block> region)
    {
        var finished = new List<Block>();
        var seen = new HashSet<Block>();
        foreach (var block in flow.ReversePostOrder)
        {
            if (region.Contains(block))
                Finish(block);
        }

        var result = new List<HashSet<Block>>();
        var taken = new HashSet<Block>();
        for (var i = finished.Count - 1; i >= 0; i--)
        {
            var component = new HashSet<Block>();
            var work = new Stack<Block>([finished[i]]);
            while (work.TryPop(out var block))
            {
                if (!region.Contains(block) || !taken.Add(block))
                    continue;
                component.Add(block);
                foreach (var (from, _) in flow.Predecessors(block))
                    work.Push(from);
            }

            if (component.Count > 1)
                result.Add(component);
        }

        return result;

        void Finish(Block start)
        {
            var work = new Stack<(Block Block, bool Done)>([(start, false)]);
            while (work.TryPop(out var next))
            {
                if (next.Done)
                {
                    finished.Add(next.Block);
                }
                else if (region.Contains(next.Block) && seen.Add(next.Block))
                {
                    work.Push((next.Block, true));
                    foreach (var edge in next.Block.Edges)
                        work.Push((edge.Target, false));
                }
            }
        }
    }

    static bool Join(Function function, ControlFlow flow, List<Block> entrances)
    {
        if (entrances.Exists(b => flow.Predecessors(b).Any(p => p.From.Terminator!.Opcode == Opcode.Guard)
            || b.Parameters.Any(p => p.Type.IsByRef)))
            return false;
        var incoming = entrances.ConvertAll(b => flow.Predecessors(b).Select(p => p.Edge).ToList());
        var header = function.AddBlock();
        var where = header.AddParameter(typeof(int), "where");
        var parts = entrances.ConvertAll(b => b.Parameters.Select(p => header.AddParameter(p.Type, p.Name)).ToList());
        for (var i = 0; i < entrances.Count; i++)
        {
            foreach (var edge in incoming[i])
            {
                Value[] own = [.. edge.Arguments];
                edge.Arguments.Clear();
                edge.Arguments.Add(Constant.Of(i));
                for (var k = 0; k < parts.Count; k++)
                    edge.Arguments.AddRange(k == i ? own : parts[k].Select(p => (Value)Constant.Zero(p.Type)));
                edge.Target = header;
            }
        }

        header.Terminator = new Instruction(Opcode.Switch, typeof(void), [where], null, entrances[0].Terminator!.Span)
        {
            Edges = [.. entrances.Select((b, i) => new Edge(b, parts[i]))],
        };
        return Repair(function);
    }

    /// <summary>Definitions that no longer dominate their uses.</summary>
    static bool Repair(Function function)
    {
        var flow = new ControlFlow(function);
        var dominators = new DominatorTree(flow);
        if (!RecomputeAddresses.Run(function, (home, use) => !dominators.Dominates(home, use)))
            return false;
        var homes = new Dictionary<Value, Block>();
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var parameter in block.Parameters)
                homes[parameter] = block;
            foreach (var instruction in block.Instructions)
                homes[instruction] = block;
        }

        var broken = new Dictionary<Value, Redefined>();
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var user in block.Instructions.Append(block.Terminator!))
            {
                foreach (var operand in user.Operands)
                    Check(operand, block);
            }

            foreach (var edge in block.Edges)
            {
                foreach (var argument in edge.Arguments)
                    Check(argument, block);
            }
        }

        RepairSsa.Run(function, [.. broken.Values], flow, dominators);
        return true;

        void Check(Value value, Block use)
        {
            if (!homes.TryGetValue(value, out var home) || broken.ContainsKey(value) || dominators.Dominates(home, use))
                return;
            var redefined = broken[value] = new Redefined(value);
            redefined.Definitions[home] = value;
            redefined.Definitions[function.Entry] = Constant.Zero(value.Type);
        }
    }
}
