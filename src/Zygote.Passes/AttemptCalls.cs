using System;
using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>
/// Calls whose exceptions are handled here get these as results. What a method has done before it threw is then known like
/// everything else that a call does, and can be undone.
/// </summary>
/// <remarks>
///   guard b1, h   b1: %1 = call f(%x); A   h: %e = caught; br d(%e)
///   =>
///   b1: %t = call.function attempt_f(%x); br.if Item2 of %t, d(Item2 of %t), b2   b2: A[Item1 of %t]
/// Only where the handler leads to a return: of a path that ends in an exception there is no derivative.
/// Requires: reachable blocks only. Cost: one sweep.
/// </remarks>
static class AttemptCalls
{
    /// <param name="function">Changed in place.</param>
    /// <param name="attempt">
    /// The function that returns the result and the exception of a call (only the exception for one without result), or null
    /// to leave the call as it is.
    /// </param>
    public static bool Run(Function function, Func<Instruction, Function?> attempt)
    {
        SimplifyControlFlow.RemoveUnreachable(function);
        var results = new Substitution();
        var any = false;
        HashSet<Block>? returning = null;
        foreach (var (body, guard) in Guarding.Bodies(function.Blocks))
        {
            for (var i = 0; i < body.Instructions.Count; i++)
            {
                var call = body.Instructions[i];
                if (call.Opcode is not (Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction))
                    continue;
                returning ??= new ControlFlow(function).BlocksThatReturn();
                if (!returning.Contains(guard.Edges[1].Target) || attempt(call) is not { } callee)
                    continue;
                Replace(function, body, i, guard, callee, results);
                any = true;
                break; // in the body of a guard a call is the last that may throw
            }
        }

        results.ApplyTo(function);
        return any;
    }

    static void Replace(Function function, Block body, int index, Instruction guard, Function callee, Substitution results)
    {
        var call = body.Instructions[index];
        var rest = function.AddBlock();
        rest.Instructions.AddRange(body.Instructions.GetRange(index + 1, body.Instructions.Count - index - 1));
        rest.Terminator = body.Terminator;
        body.Instructions.RemoveRange(index, body.Instructions.Count - index);
        body.Terminator = null;
        var builder = new Builder(body) { Span = call.Span };
        var attempted = builder.CallFunction(callee, call.Operands);
        var exception = attempted;
        if (call.Type != typeof(void))
        {
            exception = builder.GetField(attempted, attempted.Type.GetField("Item2")!);
            results.Replace(call, builder.GetField(attempted, attempted.Type.GetField("Item1")!));
        }

        var failed = builder.Compare(Comparison.NotEqual, exception, Constant.Zero(typeof(Exception)));
        builder.Return(); // replaced at once: the way to the handler may change uses
        var handler = Handlers.EdgeTo(function, guard.Edges[1], exception);
        builder.BranchIf(failed, handler, new Edge(rest));
    }
}
