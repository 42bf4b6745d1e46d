using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Turns while loops into guarded do-while loops.</summary>
/// <remarks>
///   br h(%0)    h(%i): %c = lt %i, %n; br.if %c, body, exit    body: ... br h(%j)
///   =>
///   br g(%0)    g(%i'): %c' = lt %i', %n; br.if %c', top, exit
///   top: br body    body: ... br h(%j)    h(%i): %c = lt %i, %n; br.if %c, top, exit
/// The old header becomes the test at the bottom, its copy the guard. The sequence of executed instructions is the same as
/// before. Only for headers that are small, write and allocate nothing and have the exit which the latch has not.
/// Requires: reachable blocks only. Leaves: top as the loop's header; it and exits may have new parameters.
/// Cost: one analysis of the loops, one sweep for the repair of all of them.
/// </remarks>
static class RotateLoops
{
    const int MaxHeader = 12;

    public static bool Run(Function function)
    {
        var flow = new ControlFlow(function);
        SimplifyControlFlow.RemoveUnreachable(function, flow);
        var loops = new LoopForest(flow, new DominatorTree(flow)).Loops;
        var headers = new List<Loop>();
        foreach (var loop in loops)
        {
            if (IsWhile(loop))
                headers.Add(loop);
        }

        headers = WithMovableAddresses(function, headers);
        if (headers.Count == 0)
            return false;
        var redefined = new List<Redefined>();
        foreach (var loop in headers)
            Rotate(function, loop, redefined);
        RepairSsa.Run(function, redefined);
        return true;
    }

    static bool IsWhile(Loop loop)
    {
        var header = loop.Header;
        if (header.Terminator is not { Opcode: Opcode.BranchIf } end || header.Instructions.Count > MaxHeader
            || loop.Contains(end.Edges[0]) == loop.Contains(end.Edges[1]))
            return false;
        foreach (var latch in loop.Latches)
        {
            foreach (var edge in latch.Edges)
            {
                if (!loop.Contains(edge))
                    return false;
            }
        }

        foreach (var instruction in header.Instructions)
        {
            if ((instruction.Effects & (Effects.Writes | Effects.Allocates)) != 0)
                return false;
        }

        return true;
    }

    static bool Contains(this Loop loop, Edge edge) => loop.Blocks.Contains(edge.Target);

    /// <summary>Addresses made in a header and used elsewhere would have two definitions: they are made again.</summary>
    static List<Loop> WithMovableAddresses(Function function, List<Loop> loops)
    {
        var kept = new List<Loop>();
        var blocks = new HashSet<Block>();
        foreach (var loop in loops)
        {
            if (!loop.Header.Instructions.Exists(i => i.Type.IsByRef && !RecomputeAddresses.IsComputable(i)))
            {
                kept.Add(loop);
                blocks.Add(loop.Header);
            }
        }

        if (kept.Count > 0)
            RecomputeAddresses.Run(function, (home, _) => blocks.Contains(home));
        return kept;
    }

    static void Rotate(Function function, Loop loop, List<Redefined> redefined)
    {
        var header = loop.Header;
        var guard = function.AddBlock();
        var cloning = new Cloning();
        foreach (var parameter in header.Parameters)
            Redefine(parameter, guard.AddParameter(parameter.Type, parameter.Name));
        foreach (var instruction in header.Instructions)
        {
            var copy = cloning.CopyInstruction(instruction);
            guard.Instructions.Add(copy);
            if (copy.Type != typeof(void) && !copy.Type.IsByRef)
                Redefine(instruction, copy);
        }

        // Entries now meet the guard; what still leads to the header comes from a latch.
        foreach (var block in function.Blocks)
        {
            if (loop.Blocks.Contains(block))
                continue;
            foreach (var edge in block.Edges)
            {
                if (edge.Target == header)
                    edge.Target = guard;
            }
        }

        var end = header.Terminator!;
        guard.Terminator = cloning.CopyTerminator(end);
        var inside = loop.Contains(end.Edges[0]) ? 0 : 1;

        // A block of its own: the target may be the header of an inner loop, which must not become that of this one.
        var top = function.AddBlock();
        var passed = new List<Value>();
        foreach (var parameter in end.Edges[inside].Target.Parameters)
            passed.Add(top.AddParameter(parameter.Type, parameter.Name));
        top.Terminator = new Instruction(Opcode.Branch, typeof(void), [], null, end.Span)
        {
            Edges = [new Edge(end.Edges[inside].Target, passed)],
        };
        end.Edges[inside].Target = top;
        guard.Terminator.Edges[inside].Target = top;

        void Redefine(Value original, Value copy)
        {
            cloning.Values[original] = copy;
            redefined.Add(new Redefined(original) { Definitions = { [header] = original, [guard] = copy } });
        }
    }
}
