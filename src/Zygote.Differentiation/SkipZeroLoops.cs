using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Reverse loops that only spread one cotangent are left out where that is zero: a selection (the nearest of many, the largest, a
/// branch not taken) gives zero to all but one. In the loop it then is not zero, which makes products cheaper.
/// </summary>
/// <remarks>
///   p: br h(x)                             h(x): xBar[i] += scale(yBar, a); ...; br.if c, h(x'), e
///   =>
///   p: br.if yBar == 0, e, h(x)            h(x): xBar[i] += scale.nonzero(yBar, a); ...; br.if c, h(x'), e
/// Where there is a tangent of the cotangent, it has to be zero, too.
/// What comes before the loop for its sake alone is left out, too: whether there is anything to do, the arrays.
/// All that such a loop does must be to add what is zero if the cotangent is. Only for derivative code that is not differentiated
/// again: a cotangent that happens to be zero may have a tangent that is not. What comes from a scale is derivative code, where
/// scale's zero wins by definition, and x + 0 need not be x when x is minus zero.
/// </remarks>
static class SkipZeroLoops
{
    /// <param name="function">Changed in place.</param>
    /// <param name="isPure">Of calls: the result depends on the arguments alone, and nothing else happens.</param>
    /// <param name="keepsMarks">Whether a tangent or cotangent may be a mark.</param>
    public static void Run(Function function, Func<MethodBase, bool> isPure, bool keepsMarks)
    {
        if (!function.Blocks.Exists(b => b.Instructions.Exists(ZeroLoops.IsScale)))
            return;
        var flow = new ControlFlow(function);
        var uses = new Uses(function);
        var loops = new LoopForest(flow, new DominatorTree(flow)).Loops;
        for (var (depth, left) = (1, loops.Count); left > 0; depth++)
        {
            foreach (var loop in loops)
            {
                if (loop.Depth != depth)
                    continue;
                left--;
                if (TrySkip(function, loop, flow, uses, isPure, keepsMarks))
                    flow = new ControlFlow(function);
            }
        }
    }

    static bool TrySkip(Function function, Loop loop, ControlFlow flow, Uses uses, Func<MethodBase, bool> isPure, bool keepsMarks)
    {
        if (loop.Exits(flow).ToArray() is not [var (_, exit)]
            || flow.Predecessors(loop.Header).Where(p => !loop.Blocks.Contains(p.From)).ToArray() is not [var (before, entry)]
            || Cotangents(loop, flow, keepsMarks) is not { } cotangents)
        {
            return false;
        }

        var zeros = ZeroLoops.Zeros(loop, cotangents, flow, keepsMarks);
        if (!loop.Blocks.All(b => b.Instructions.TrueForAll(i => ZeroLoops.IsNothing(i, zeros, isPure))))
            return false;
        var arguments = new List<Value>();
        foreach (var argument in exit.Arguments)
        {
            if (Unchanged(argument, loop, entry, zeros) is not { } value)
                return false;
            arguments.Add(value);
        }

        if (ZeroLoops.IsUsedOutside(loop, uses))
            return false;
        var (test, otherwise) = Top(before, loop, new Edge(exit.Target, [.. arguments]), cotangents, flow, uses, isPure) is { } top
            ? (top, new Edge(Split(function, top)))
            : (function.AddBlock(), new Edge(loop.Header, [.. entry.Arguments]));
        if (otherwise.Target == loop.Header)
        {
            entry.Target = test;
            entry.Arguments.Clear();
        }

        var builder = new Builder(test);
        Value? all = null;
        foreach (var cotangent in cotangents)
        {
            var isZero = builder.Compare(Comparison.Equal, cotangent, Constant.Zero(cotangent.Type));
            all = all is null ? isZero : builder.Binary(Opcode.And, all, isZero);
        }

        builder.BranchIf(all!, new Edge(exit.Target, [.. arguments]), otherwise);
        if (cotangents.Count == 1 && !keepsMarks)
            DropTests(loop, cotangents.First());
        return true;
    }

    /// <summary>
    /// The block that asks whether to go to the loop, perhaps through another one: it, too, is for the loop alone, so that the test
    /// may stand before it. It goes around the loop the same way.
    /// </summary>
    static Block? Top(
        Block before, Loop loop, Edge around, HashSet<Value> cotangents, ControlFlow flow, Uses uses, Func<MethodBase, bool> isPure)
    {
        var region = new HashSet<Block>(loop.Blocks) { before };
        var top = before;
        if (top.Terminator!.Opcode == Opcode.Branch && flow.Predecessors(top) is [var (above, _)])
            region.Add(top = above);
        return top.Terminator!.Opcode == Opcode.BranchIf && !loop.Blocks.Contains(top) && top.Edges.Any(IsAround)
            && region.Except(loop.Blocks).All(IsForTheLoop) && !cotangents.Any(IsMadeHere) && !around.Arguments.Exists(IsMadeHere)
            ? top
            : null;

        bool IsMadeHere(Value value) => value is Instruction i && (top.Instructions.Contains(i) || before.Instructions.Contains(i));

        bool IsAround(Edge edge)
        {
            var isSame = edge.Target == around.Target;
            for (var k = 0; isSame && k < edge.Arguments.Count; k++)
                isSame = IsSame(edge.Arguments[k], around.Arguments[k]);
            return isSame;
        }

        bool IsForTheLoop(Block block) => (block == top || block.Parameters.Count == 0)
            && block.Instructions.TrueForAll(i => ZeroLoops.IsIdle(i, isPure) && uses.Of(i).All(u => region.Contains(u.Block)));

        static bool IsSame(Value a, Value b) => a == b || (a is Constant x && b is Constant y && x.SameAs(y));
    }

    /// <summary>What the block does moves to a new one, after it.</summary>
    static Block Split(Function function, Block block)
    {
        var rest = function.AddBlock();
        rest.Instructions.AddRange(block.Instructions);
        rest.Terminator = block.Terminator;
        block.Instructions.Clear();
        return rest;
    }

    /// <summary>The cotangent is not zero in the loop.</summary>
    static void DropTests(Loop loop, Value cotangent)
    {
        var products = new Substitution();
        foreach (var block in loop.Blocks)
        {
            for (var n = 0; n < block.Instructions.Count; n++)
            {
                var i = block.Instructions[n];
                if (!ZeroLoops.IsScale(i) || ZeroLoops.IsScaleOfTangent(i) || i.Operands[0] != cotangent)
                    continue;
                var product = new Instruction(
                    Opcode.Call, i.Type, i.Operands, Linearization.Method(nameof(Calculus.ScaleNonzero), i.Type), i.Span);
                products.Replace(i, product);
                block.Instructions[n] = product;
            }
        }

        products.ApplyTo(loop.Blocks);
    }

    /// <summary>What is scaled in the loop and comes from outside: a cotangent, or it and its tangent.</summary>
    static HashSet<Value>? Cotangents(Loop loop, ControlFlow flow, bool keepsMarks)
    {
        var scales = loop.Blocks.SelectMany(b => b.Instructions).Where(ZeroLoops.IsScale).ToList();
        var found = new HashSet<Value>(scales.Where(i => !ZeroLoops.IsScaleOfTangent(i)).Select(i => i.Operands[0]).Where(IsFromOutside));
        if (found.Count > 1)
            return null;
        if (scales.Exists(ZeroLoops.IsScaleOfTangent))
        {
            var zeros = ZeroLoops.Zeros(loop, found, flow, keepsMarks);
            found.UnionWith(scales.Where(i => !zeros.Contains(i)).Select(i => i.Operands[0]).Where(IsFromOutside));
        }

        return found.Count is 1 or 2 ? found : null;

        bool IsFromOutside(Value value) => value is not Constant && !ZeroLoops.IsDefinedIn(value, loop);
    }

    /// <summary>What leaves the loop for this, were all that is added in it zero; null if that is not known.</summary>
    static Value? Unchanged(Value value, Loop loop, Edge entry, HashSet<Value> zeros) =>
        zeros.Contains(value) ? Constant.Zero(value.Type)
        : !ZeroLoops.IsDefinedIn(value, loop) ? value
        : ZeroLoops.Sum(value, loop, zeros) is { } sum ? entry.Arguments[sum.Block.Parameters.IndexOf(sum)]
        : null;
}
