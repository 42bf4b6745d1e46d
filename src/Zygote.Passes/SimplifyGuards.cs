using System;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Removes guards that guard nothing, or for nothing.</summary>
/// <remarks>
///   guard b1, h   b1: %1 = mul %a, %b; ...                  =>  br b1
///   guard b1, h   h: %e = caught; rethrow %e                =>  br b1
///   guard b1, h   b1: %1 = load %a; br b2
///   b2: guard b3, h   b3: call f(%1); ...                   =>  guard b1, h   b1: %1 = load %a; call f(%1); ...
/// In the last form the first body has no effects, so that the handler sees the same after either.
/// Requires: nothing. Cost: one sweep.
/// </remarks>
static class SimplifyGuards
{
    public static bool Run(Function function, Func<MethodBase, bool>? isPure)
    {
        var changed = false;
        var flow = new ControlFlow(function);
        foreach (var block in flow.ReversePostOrder)
        {
            while (block.Terminator is { Opcode: Opcode.Guard } guard)
            {
                var body = guard.Edges[0].Target;
                if (!MayThrow(body, isPure) || IsRethrow(guard.Edges[1].Target))
                    block.Terminator = new Instruction(Opcode.Branch, typeof(void), [], null, guard.Span) { Edges = [guard.Edges[0]] };
                else if (!Join(body, guard, flow, isPure))
                    break;
                changed = true;
            }
        }

        if (changed)
            SimplifyControlFlow.RemoveUnreachable(function);
        return changed;
    }

    static bool MayThrow(Block body, Func<MethodBase, bool>? isPure) =>
        body.Terminator!.Opcode is Opcode.Throw or Opcode.Rethrow
        || body.Instructions.Exists(i => Knowledge.MayThrow(i) && !IsTotal(i, isPure));

    /// <summary>Pure methods that also take an integer, or three numbers, may check them.</summary>
    static bool IsTotal(Instruction i, Func<MethodBase, bool>? isPure) =>
        Knowledge.IsPure(i, isPure) && i.Operands.Length <= 2 && StackTypes.IsFloat(i.Type)
        && Array.TrueForAll(i.Operands, o => StackTypes.IsFloat(o.Type));

    static bool IsRethrow(Block handler) =>
        handler.Instructions is [{ Opcode: Opcode.Caught } caught]
        && (handler.Terminator is { Opcode: Opcode.Rethrow } end ? end.Operands[0] == caught
            : handler.Terminator is { Opcode: Opcode.Branch } onward && onward.Edges[0] is var edge
                && edge.Target.Instructions.Count == 0
                && edge.Target.Terminator is { Opcode: Opcode.Rethrow, Operands: [BlockParameter p] }
                && p.Block == edge.Target && edge.Arguments[p.Block.Parameters.IndexOf(p)] == caught);

    static bool Join(Block body, Instruction guard, ControlFlow flow, Func<MethodBase, bool>? isPure)
    {
        if (body.Terminator is not { Opcode: Opcode.Branch } end || end.Edges[0] is not { Arguments.Count: 0, Target: var next }
            || flow.Predecessors(next).Count != 1 || next == body
            || next.Terminator is not { Opcode: Opcode.Guard } second || second.Edges[1].Target != guard.Edges[1].Target
            || second.Edges[0].Arguments.Count > 0)
        {
            return false;
        }

        for (var i = 0; i < guard.Edges[1].Arguments.Count; i++)
        {
            if (!SimplifyControlFlow.Same(guard.Edges[1].Arguments[i], second.Edges[1].Arguments[i]))
                return false;
        }

        if (body.Instructions.Exists(i => Knowledge.Writes(i, isPure)) || next.Instructions.Exists(i => Knowledge.Writes(i, isPure)))
            return false;
        var inner = second.Edges[0].Target;
        body.Instructions.AddRange(next.Instructions);
        body.Instructions.AddRange(inner.Instructions);
        body.Terminator = inner.Terminator;
        next.Instructions.Clear();
        inner.Instructions.Clear();
        next.Terminator = second; // both are unreachable now
        return true;
    }
}
