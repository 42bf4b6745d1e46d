using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// A reverse loop that looks for where its cotangent goes is left when it has found that: the walk back over a search for the
/// nearest, the largest or the last of many ends at that one.
/// </summary>
/// <remarks>
///   h(yBar): br.if c, found, next(yBar)    found: xBar[i] += yBar; br next(0.0)    next(zBar): br.if d, h(zBar), e
///   =>
///   ...                                                                            next(zBar): br.if d, t, e    t: br.if zBar == 0, e, h(zBar)
/// All that the rest of the loop does must be to add what is zero if the cotangent is, and the cotangent must stay zero. It is known
/// by what it adds to that it is one. Only for derivative code that is not differentiated again, as in <see cref="SkipZeroLoops"/>.
/// </remarks>
static class LeaveZeroLoops
{
    /// <param name="function">Changed in place.</param>
    /// <param name="isPure">Of calls: the result depends on the arguments alone, and nothing else happens.</param>
    /// <param name="keepsMarks">Whether a tangent or cotangent may be a mark.</param>
    public static void Run(Function function, Func<MethodBase, bool> isPure, bool keepsMarks)
    {
        var flow = new ControlFlow(function);
        Uses? uses = null; // for most loops it is not asked
        foreach (var loop in new LoopForest(flow, new DominatorTree(flow)).Loops)
        {
            if (TryLeave(function, loop, flow, ref uses, isPure, keepsMarks))
                flow = new ControlFlow(function);
        }
    }

    static bool TryLeave(
        Function function, Loop loop, ControlFlow flow, ref Uses? uses, Func<MethodBase, bool> isPure, bool keepsMarks)
    {
        if (loop.Latches is not [var latch] || loop.Exits(flow).ToArray() is not [var (_, exit)])
            return false;
        var back = latch.Edges.First(e => e.Target == loop.Header);

        var parameters = loop.Header.Parameters;
        var found = parameters.Where((p, k) => StackTypes.IsFloat(p.Type) && MayBecomeZero(back.Arguments[k], loop, flow, [])).ToHashSet<Value>();
        if (found.Count == 0 || !loop.Blocks.Any(b => b.Instructions.Exists(i => i.Opcode == Opcode.Store)))
            return false;
        var zeros = ZeroLoops.Zeros(loop, found, flow, keepsMarks);
        if (!parameters.TrueForAll(p => !found.Contains(p) || IsZero(Next(p), zeros))
            || !loop.Blocks.All(b => b.Instructions.TrueForAll(i => ZeroLoops.IsNothing(i, zeros, isPure)))
            || ZeroLoops.IsUsedOutside(loop, uses ??= new Uses(function)))
        {
            return false;
        }

        var arguments = new List<Value>();
        foreach (var argument in exit.Arguments)
        {
            if (AtEnd(argument) is not { } value)
                return false;
            arguments.Add(value);
        }

        var test = function.AddBlock();
        var builder = new Builder(test) { Span = latch.Terminator!.Span };
        var all = found.Select(p => builder.Compare(Comparison.Equal, Next((BlockParameter)p), Constant.Zero(p.Type)))
            .Aggregate((a, b) => builder.Binary(Opcode.And, a, b));
        builder.BranchIf(all, new Edge(exit.Target, arguments), new Edge(loop.Header, [.. back.Arguments]));
        back.Target = test;
        back.Arguments.Clear();
        return true;

        Value Next(BlockParameter p) => back.Arguments[parameters.IndexOf(p)];

        // All that is still added is zero.
        Value? AtEnd(Value value) =>
            !ZeroLoops.IsDefinedIn(value, loop) ? value
            : ZeroLoops.Sum(value, loop, zeros) is { } sum && !found.Contains(sum) ? Next(sum)
            : IsZero(value, zeros) ? Constant.Zero(value.Type)
            : null;
    }

    static bool IsZero(Value value, HashSet<Value> zeros) => zeros.Contains(value) || value is Constant { IsZero: true };

    /// <summary>It is zero on one of the ways through the loop.</summary>
    static bool MayBecomeZero(Value value, Loop loop, ControlFlow flow, HashSet<Value> seen) =>
        value is BlockParameter p && p.Block != loop.Header && loop.Blocks.Contains(p.Block) && seen.Add(p)
        && p.Block.Parameters.IndexOf(p) is var index && flow.Predecessors(p.Block).Any(e =>
            e.Edge.Arguments[index] is Constant { IsZero: true } || MayBecomeZero(e.Edge.Arguments[index], loop, flow, seen));
}
