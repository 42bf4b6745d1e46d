using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Gives every loop a preheader, a single latch and exits of its own.</summary>
/// <remarks>
///   entries a, b -> h    =>  a, b -> p -> h       (p: preheader, the only entry; h is its only successor)
///   latches a, b -> h    =>  a, b -> l -> h       (l: latch, the only back edge)
///   exits a, b -> x &lt;- c =>  a, b -> e -> x &lt;- c  (e: entered from inside the loop only)
/// Requires: reachable blocks only. Leaves: this form for every natural loop; cycles with two entrances stay as they are.
/// Cost: O(blocks) for each loop that is changed.
/// </remarks>
static class CanonicalizeLoops
{
    public static bool Run(Function function)
    {
        SimplifyControlFlow.RemoveUnreachable(function);
        var flow = new ControlFlow(function);
        var forest = new LoopForest(flow, new DominatorTree(flow));
        var changed = false;

        // Inner loops first: their new exits are seen by the loops around them.
        for (var i = forest.Loops.Count - 1; i >= 0; i--)
        {
            var loop = forest.Loops[i];
            if (Canonicalize(function, loop, flow))
            {
                flow = new ControlFlow(function);
                changed = true;
            }
        }

        return changed;
    }

    static bool Canonicalize(Function function, Loop loop, ControlFlow flow)
    {
        var (entries, back) = (new List<Edge>(), new List<Edge>());
        Block? entry = null;
        foreach (var (from, edge) in flow.Predecessors(loop.Header))
        {
            if (loop.Blocks.Contains(from))
            {
                back.Add(edge);
                continue;
            }

            entries.Add(edge);
            entry = from;
        }

        var changed = false;
        var isGuarded = flow.Predecessors(entry!) is [(var guard, _)] && guard.Terminator!.Opcode == Opcode.Guard
            && guard.Edges[0].Target == entry;
        if (entries.Count != 1 || entry!.Edges.Count != 1 || isGuarded) // a preheader takes what is moved out of the loop
        {
            Join(function, loop.Header, entries, loop.Parent);
            changed = true;
        }

        if (back.Count != 1)
        {
            var latch = Join(function, loop.Header, back, loop);
            loop.Latches.Clear();
            loop.Latches.Add(latch);
            changed = true;
        }

        return changed | SeparateExits(function, loop, flow);
    }

    static bool SeparateExits(Function function, Loop loop, ControlFlow flow)
    {
        var exits = new Dictionary<Block, List<Edge>>();
        var order = new List<Block>();
        foreach (var (_, edge) in loop.Exits(flow))
        {
            if (!exits.TryGetValue(edge.Target, out var edges))
            {
                exits[edge.Target] = edges = [];
                order.Add(edge.Target);
            }

            edges.Add(edge);
        }

        var changed = false;
        foreach (var target in order)
        {
            if (exits[target].Count == flow.Predecessors(target).Count)
                continue;
            Join(function, target, exits[target], LoopAround(loop, target));
            changed = true;
        }

        return changed;
    }

    /// <summary>The innermost loop around <paramref name="loop"/> that holds the target of an exit.</summary>
    static Loop? LoopAround(Loop loop, Block target)
    {
        var around = loop.Parent;
        while (around is not null && !around.Blocks.Contains(target))
            around = around.Parent;
        return around;
    }

    /// <summary>A new block through which some of the edges to a block go; it belongs to the loop given.</summary>
    static Block Join(Function function, Block target, List<Edge> edges, Loop? within)
    {
        var join = function.AddBlock();
        var onward = new Edge(target);
        foreach (var parameter in target.Parameters)
        {
            onward.Arguments.Add(edges.Count == 1
                ? edges[0].Arguments[onward.Arguments.Count]
                : join.AddParameter(parameter.Type, parameter.Name));
        }

        join.Terminator = new Instruction(Opcode.Branch, typeof(void), [], null) { Edges = [onward] };
        foreach (var edge in edges)
        {
            edge.Target = join;
            if (edges.Count == 1)
                edge.Arguments.Clear();
        }

        for (; within is not null; within = within.Parent)
            within.Blocks.Add(join);
        return join;
    }
}
