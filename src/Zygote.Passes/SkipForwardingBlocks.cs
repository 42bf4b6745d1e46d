using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Leads edges past blocks that only pass on where to go; part of <see cref="SimplifyControlFlow"/>.</summary>
/// <remarks>
///   b0: br b1(%x)   b1(%p): br b2(%p)            =>  b0: br b2(%x)
///   b0: br b1(0)    b1(%p): br.if %p, b2, b3     =>  b0: br b3
/// The second form is what short-circuit conditions become. Refused when the block is a loop header, or when a parameter is
/// used below the block: its uses would no longer be dominated.
/// </remarks>
static class SkipForwardingBlocks
{
    /// <summary>A longer chain is followed in the next round.</summary>
    const int MaxHops = 16;

    public static bool Run(Function function, ControlFlow flow)
    {
        var candidates = Candidates(function, flow);
        if (candidates.Count == 0)
            return false;
        var changed = false;
        foreach (var block in function.Blocks)
        {
            var edges = block.Terminator!.Edges;
            for (var i = block.Terminator.Opcode == Opcode.Guard ? 1 : 0; i < edges.Length; i++)
            {
                for (var hop = 0; hop < MaxHops && candidates.Contains(edges[i].Target); hop++)
                {
                    if (Onward(edges[i]) is not { } onward)
                        break;
                    edges[i] = onward;
                    changed = true;
                }
            }
        }

        if (changed)
            SimplifyControlFlow.RemoveUnreachable(function);
        return changed;
    }

    static HashSet<Block> Candidates(Function function, ControlFlow flow)
    {
        var candidates = new HashSet<Block>();
        foreach (var block in function.Blocks)
        {
            if (block != function.Entry && block.Instructions.Count == 0
                && block.Terminator is { Opcode: Opcode.Branch or Opcode.BranchIf or Opcode.Switch })
                candidates.Add(block);
        }

        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var edge in block.Edges)
            {
                if (flow.Order(edge.Target) <= flow.Order(block))
                    candidates.Remove(edge.Target);
            }
        }

        if (candidates.Count > 0)
            RemoveThoseUsedBelow(function, candidates);
        return candidates;
    }

    static void RemoveThoseUsedBelow(Function function, HashSet<Block> candidates)
    {
        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
                Use(instruction.Operands, block);
            Use(block.Terminator!.Operands, block);
            foreach (var edge in block.Edges)
                Use(edge.Arguments, block);
        }

        void Use(IReadOnlyList<Value> values, Block user)
        {
            for (var i = 0; i < values.Count; i++)
            {
                if (values[i] is BlockParameter p && p.Block != user)
                    candidates.Remove(p.Block);
            }
        }
    }

    static Edge? Onward(Edge edge)
    {
        var through = edge.Target;
        var end = through.Terminator!;
        Edge next;
        if (end.Opcode == Opcode.Branch)
            next = end.Edges[0];
        else if (Passed(end.Operands[0]) is Constant { Content: int c })
            next = SimplifyControlFlow.Choose(end, c);
        else
            return null;
        var arguments = new Value[next.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = Passed(next.Arguments[i]);
        return new Edge(next.Target, arguments);

        Value Passed(Value value) =>
            value is BlockParameter p && p.Block == through ? edge.Arguments[through.Parameters.IndexOf(p)] : value;
    }
}
