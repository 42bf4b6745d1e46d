using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Gives every loop a preheader, a single latch and exits of its own.</summary>
/// <remarks>
///   entries a, b -> h    =>  a, b -> p -> h       (p: preheader, the only entry; h is its only successor)
///   latches a, b -> h    =>  a, b -> l -> h       (l: latch, the only back edge)
///   exits a, b -> x &lt;- c =>  a, b -> e -> x &lt;- c  (e: entered from inside the loop only)
/// Requires: reachable blocks only. Leaves: this form for every natural loop; cycles with two entrances stay as they are.
/// Cost: O(blocks in loops x their depth).
/// </remarks>
static class CanonicalizeLoops
{
    public static bool Run(Function function)
    {
        var flow = new ControlFlow(function);
        SimplifyControlFlow.RemoveUnreachable(function, flow);
        var forest = new LoopForest(flow, new DominatorTree(flow));
        if (forest.Loops.Count == 0)
            return false;
        var graph = new Graph(function, flow);
        var changed = false;

        // Inner loops first: their new exits are seen by the loops around them.
        for (var i = forest.Loops.Count - 1; i >= 0; i--)
            changed |= Canonicalize(forest.Loops[i], graph);
        return changed;
    }

    static bool Canonicalize(Loop loop, Graph graph)
    {
        var (entries, back) = (new List<Edge>(), new List<Edge>());
        Block? entry = null;
        foreach (var (from, edge) in graph.Predecessors(loop.Header))
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
        var isGuarded = graph.Predecessors(entry!) is [(var guard, _)] && guard.Terminator!.Opcode == Opcode.Guard
            && guard.Edges[0].Target == entry;
        if (entries.Count != 1 || entry!.Edges.Length != 1 || isGuarded) // a preheader takes what is moved out of the loop
        {
            graph.Join(loop.Header, entries, loop.Parent);
            changed = true;
        }

        if (back.Count != 1)
        {
            var latch = graph.Join(loop.Header, back, loop);
            loop.Latches.Clear();
            loop.Latches.Add(latch);
            changed = true;
        }

        return changed | SeparateExits(loop, graph);
    }

    static bool SeparateExits(Loop loop, Graph graph)
    {
        var exits = new Dictionary<Block, List<Edge>>();
        var order = new List<Block>();
        foreach (var (_, edge) in graph.Exits(loop))
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
            if (exits[target].Count == graph.Predecessors(target).Count)
                continue;
            graph.Join(target, exits[target], LoopAround(loop, target));
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

    /// <summary>The edges into each block, kept up to date while blocks are put in.</summary>
    sealed class Graph(Function function, ControlFlow flow)
    {
        readonly Dictionary<Block, List<Passage>> _changed = [];

        public IReadOnlyList<Passage> Predecessors(Block block) =>
            _changed.TryGetValue(block, out var list) ? list : flow.Predecessors(block);

        /// <summary>The edges that leave the loop, those of new blocks last.</summary>
        public IEnumerable<Passage> Exits(Loop loop) =>
            loop.Exits([.. loop.InOrder(flow), .. loop.Blocks.Where(b => !flow.IsReachable(b))]);

        /// <summary>A new block through which some of the edges to a block go; it belongs to the loop given.</summary>
        public Block Join(Block target, List<Edge> edges, Loop? within)
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
            var before = Predecessors(target);
            _changed[join] = [.. before.Where(p => edges.Contains(p.Edge))];
            _changed[target] = [.. before.Where(p => !edges.Contains(p.Edge)), new(join, onward)];
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
}
