using System;
using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Makes a loop of a function that returns a reference and ends by calling itself.</summary>
/// <remarks>
///   f(%o): ... br.if %c, b1, b2   b1: %a = field.address %o, V; return %a   b2: %l = ...; %r = call f(%l); return %r
///   =>
///   f(%o'): br b0(%o')   b0(%o): ... br.if %c, b1, b2   b1: %a = field.address %o, V; return %a   b2: %l = ...; br b0(%l)
/// The reference is then one that the function names itself, and it can be inlined. Other functions stay recursive: when
/// they do not end, that is an exception rather than a loop for ever. Not where variables are in memory, which each call has
/// of its own, nor where an address or a struct of addresses changes from call to call: loops have no parameters of these
/// types.
/// Requires: a function that was lifted from a method. Leaves: reachable blocks only. Cost: one sweep.
/// </remarks>
static class EliminateTailCalls
{
    /// <param name="function">Changed in place.</param>
    /// <param name="isFollowed">Parameters of this type must be handed on as they are.</param>
    public static bool Run(Function function, Func<Type, bool> isFollowed)
    {
        if (!function.ReturnType.IsByRef)
            return false;
        var bodies = Guarding.Bodies(function.Blocks);
        var ends = new List<Block>();
        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
            {
                if (instruction.Opcode == Opcode.Slot)
                    return false;
            }

            if (!bodies.ContainsKey(block) && IsTailCall(function, block) && HandsOn(function, block.Instructions[^1], isFollowed))
                ends.Add(block);
        }

        if (ends.Count == 0)
            return false;
        var top = function.Entry;
        var entry = new Block();
        foreach (var parameter in top.Parameters)
            entry.AddParameter(parameter.Type, parameter.Name);
        new Builder(entry) { Span = new SourceSpan(function.Method, 0) }.Branch(top, [.. entry.Parameters]);
        function.Blocks.Insert(0, entry);
        foreach (var block in ends)
        {
            var call = block.Instructions[^1];
            block.Instructions.RemoveAt(block.Instructions.Count - 1);
            new Builder(block) { Span = call.Span }.Branch(top, call.Operands);
        }

        return true;
    }

    /// <summary>The block ends by a call of the function itself, whose result is returned, at once or by a block that does only that.</summary>
    static bool IsTailCall(Function function, Block block)
    {
        if (block.Instructions.Count == 0 || block.Instructions[^1] is not { Opcode: Opcode.Call } call
            || !Equals(call.Payload, function.Method))
            return false;
        var end = block.Terminator!;
        if (end.Opcode == Opcode.Return)
            return end.Operands[0] == call;
        return end.Opcode == Opcode.Branch && end.Edges[0] is { } edge
            && edge.Target is { Instructions.Count: 0, Terminator: { Opcode: Opcode.Return } last }
            && last.Operands[0] is BlockParameter p && p.Block == edge.Target
            && edge.Arguments[p.Block.Parameters.IndexOf(p)] == call;
    }

    static bool HandsOn(Function function, Instruction call, Func<Type, bool> isFollowed)
    {
        for (var i = 0; i < call.Operands.Length; i++)
        {
            var parameter = function.Entry.Parameters[i];
            if (call.Operands[i] != parameter
                && (call.Operands[i].Type != parameter.Type || isFollowed(function.ParameterTypes[i])))
                return false;
        }

        return true;
    }
}
