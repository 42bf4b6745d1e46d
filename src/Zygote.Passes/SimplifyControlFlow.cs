using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Removes what the graph of blocks does not need.</summary>
/// <remarks>
///   br.if 1, b1, b2                                =>  br b1
///   br.if %c, b1(%x), b1(%x)                       =>  br b1(%x)
///   b0: ... br b1(%x)   b1(%p): ... (only entry)   =>  b0: ... ...
///   b0: br b1(%x)   b1(%p): br b2(%p)              =>  b0: br b2(%x)
///   b0: br b1(0)    b1(%p): br.if %p, b2, b3       =>  b0: br b3
///   b1(%p) entered with the same %x everywhere     =>  b1 and %x for %p
///   b1(%p), %p unused                              =>  b1
/// Requires: nothing. Leaves: reachable blocks only, loop headers where they were. A header is never skipped: loops keep
/// their shape. Ends because every step removes an edge, a block or a parameter, or shortens a path.
/// Cost: a few sweeps of O(instructions + edges) each.
/// </remarks>
static class SimplifyControlFlow
{
    const int MaxRounds = 8;

    public static bool Run(Function function)
    {
        var any = false;
        for (var round = 0; round < MaxRounds; round++)
        {
            var changed = FoldTerminators(function);
            var flow = new ControlFlow(function);
            changed |= RemoveUnreachable(function, flow);
            changed |= RemoveParameters(function, flow);
            var skipped = SkipForwardingBlocks.Run(function, flow);
            changed |= skipped;
            changed |= MergeChains(function, skipped ? new ControlFlow(function) : flow);
            if (!changed)
                return any;
            any = true;
        }

        return any;
    }

    public static bool RemoveUnreachable(Function function) => RemoveUnreachable(function, new ControlFlow(function));

    /// <param name="function">Changed in place.</param>
    /// <param name="flow">Of the function; remains right.</param>
    public static bool RemoveUnreachable(Function function, ControlFlow flow) =>
        flow.ReversePostOrder.Count != function.Blocks.Count && function.Blocks.RemoveAll(b => !flow.IsReachable(b)) > 0;

    static bool FoldTerminators(Function function)
    {
        var changed = false;
        foreach (var block in function.Blocks)
        {
            if (block.Terminator is not { Edges.Length: > 0, Opcode: Opcode.BranchIf or Opcode.Switch } end)
                continue;
            if (TakenEdge(end) is { } edge)
            {
                block.Terminator = new Instruction(Opcode.Branch, typeof(void), [], null, end.Span) { Edges = [edge] };
                changed = true;
            }
        }

        return changed;
    }

    static Edge? TakenEdge(Instruction end)
    {
        if (end.Operands[0] is Constant { Content: int c })
            return Choose(end, c);
        for (var i = 1; i < end.Edges.Length; i++)
        {
            if (!Same(end.Edges[0], end.Edges[i]))
                return null;
        }

        return end.Edges[0];
    }

    internal static Edge Choose(Instruction end, int value) =>
        end.Opcode == Opcode.BranchIf ? end.Edges[value != 0 ? 0 : 1]
        : value >= 0 && value < end.Edges.Length - 1 ? end.Edges[value] : end.Edges[^1];

    static bool Same(Edge a, Edge b)
    {
        if (a.Target != b.Target)
            return false;
        for (var i = 0; i < a.Arguments.Count; i++)
        {
            if (!Same(a.Arguments[i], b.Arguments[i]))
                return false;
        }

        return true;
    }

    internal static bool Same(Value a, Value b) => a == b || (a is Constant x && b is Constant y && x.SameAs(y));

    static bool RemoveParameters(Function function, ControlFlow flow)
    {
        var uses = UsedParameters(function);
        var same = new Substitution();
        var removed = false;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var block in flow.ReversePostOrder)
            {
                if (block == function.Entry)
                    continue;
                for (var p = block.Parameters.Count - 1; p >= 0; p--)
                {
                    var parameter = block.Parameters[p];
                    if (uses.Contains(parameter))
                    {
                        if (OnlyArgument(flow, block, p, same) is not { } value)
                            continue;
                        same.Replace(parameter, value);
                        changed = true; // parameters that received this one may now be redundant too
                    }

                    block.Parameters.RemoveAt(p);
                    foreach (var (_, edge) in flow.Predecessors(block))
                        edge.Arguments.RemoveAt(p);
                    removed = true;
                }
            }
        }

        same.ApplyTo(function);
        return removed;
    }

    /// <summary>Handing a parameter on to itself is no use.</summary>
    static HashSet<Value> UsedParameters(Function function)
    {
        var uses = new HashSet<Value>();
        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
                Use(instruction.Operands);
            Use(block.Terminator!.Operands);
            foreach (var edge in block.Edges)
            {
                for (var i = 0; i < edge.Arguments.Count; i++)
                {
                    if (edge.Arguments[i] is BlockParameter p && p != edge.Target.Parameters[i])
                        uses.Add(p);
                }
            }
        }

        return uses;

        void Use(Value[] operands)
        {
            foreach (var operand in operands)
            {
                if (operand is BlockParameter)
                    uses.Add(operand);
            }
        }
    }

    static Value? OnlyArgument(ControlFlow flow, Block block, int index, Substitution same)
    {
        Value? only = null;
        foreach (var (_, edge) in flow.Predecessors(block))
        {
            var argument = same.Resolve(edge.Arguments[index]);
            if (argument == block.Parameters[index])
                continue;
            if (only is not null && !Same(only, argument))
                return null;
            only = argument;
        }

        return only;
    }

    static bool MergeChains(Function function, ControlFlow flow)
    {
        var substitution = new Substitution();
        var gone = new HashSet<Block>();
        var guarded = Guarding.Bodies(function.Blocks);
        foreach (var block in flow.ReversePostOrder)
        {
            if (gone.Contains(block) || guarded.ContainsKey(block)) // what follows a body is not guarded
                continue;
            while (block.Terminator is { Opcode: Opcode.Branch } end)
            {
                // With a single entrance the target is no loop header.
                var next = end.Edges[0].Target;
                if (next == block || flow.Predecessors(next).Count != 1)
                    break;
                for (var p = 0; p < next.Parameters.Count; p++)
                    substitution.Replace(next.Parameters[p], end.Edges[0].Arguments[p]);
                block.Instructions.AddRange(next.Instructions);
                block.Terminator = next.Terminator;
                gone.Add(next);
            }
        }

        if (gone.Count == 0)
            return false;
        function.Blocks.RemoveAll(gone.Contains);
        substitution.ApplyTo(function);
        return true;
    }
}
