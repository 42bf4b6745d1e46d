using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>A value that has come to have several definitions; each stands for it from its block on.</summary>
sealed class Redefined(Value original)
{
    public Value Original { get; } = original;

    public Dictionary<Block, Value> Definitions { get; } = [];
}

/// <summary>Restores single assignment where a transformation has given values further definitions.</summary>
/// <remarks>
///   b1: %1 = ...; br b3     b2: %1' = ...; br b3     b3: use %1
///   =>
///   b1: %1 = ...; br b3(%1)     b2: %1' = ...; br b3(%1')     b3(%2): use %2
/// A use in a block with a definition: if that is a parameter of the block, it is meant; otherwise the use already names the
/// right value. Requires: reachable blocks only; no value is an address; every path to a use passes a definition.
/// Leaves: the same blocks. Cost: one sweep, and for each value its live blocks.
/// Source: Cytron et al. (1991), pruned by liveness.
/// </remarks>
static class RepairSsa
{
    public static void Run(Function function, IReadOnlyList<Redefined> values) =>
        Run(function, values, new ControlFlow(function), null);

    public static void Run(
        Function function, IReadOnlyList<Redefined> values, ControlFlow flow, DominatorTree? dominators)
    {
        if (values.Count == 0)
            return;
        var uses = new UsesByValue();
        foreach (var value in values)
            uses.Track(value.Original);
        uses.Collect(function);
        dominators ??= new DominatorTree(flow);
        var frontiers = dominators.Frontiers();
        foreach (var value in values)
            new Repair(value, flow, dominators, frontiers).Rewrite(uses.Of(value.Original));
    }

    sealed class Repair(
        Redefined value, ControlFlow flow, DominatorTree dominators, IReadOnlyList<int>[] frontiers)
    {
        readonly Dictionary<Block, Value> _atStart = [];

        public void Rewrite(List<Use> uses)
        {
            PlaceParameters(uses);
            foreach (var use in uses)
            {
                if (!value.Definitions.TryGetValue(use.Block, out var here))
                    use.Set(AtStart(use.Block));
                else if (here is BlockParameter p && p.Block == use.Block)
                    use.Set(here);
            }
        }

        void PlaceParameters(List<Use> uses)
        {
            var live = new HashSet<Block>();
            var work = new Stack<Block>();
            foreach (var use in uses)
            {
                if (!value.Definitions.ContainsKey(use.Block))
                    work.Push(use.Block);
            }

            while (work.TryPop(out var block))
            {
                if (!live.Add(block))
                    continue;
                foreach (var (from, _) in flow.Predecessors(block))
                {
                    if (!value.Definitions.ContainsKey(from))
                        work.Push(from);
                }
            }

            var joins = new List<Block>();
            foreach (var block in value.Definitions.Keys)
                work.Push(block);
            while (work.TryPop(out var block))
            {
                foreach (var j in frontiers[flow.Order(block)])
                {
                    var join = flow.ReversePostOrder[j];
                    if (!live.Contains(join) || _atStart.ContainsKey(join))
                        continue;
                    _atStart[join] = join.AddParameter(value.Original.Type, value.Original.Name);
                    joins.Add(join);
                    work.Push(join);
                }
            }

            foreach (var join in joins)
            {
                foreach (var (from, edge) in flow.Predecessors(join))
                    edge.Arguments.Add(value.Definitions.TryGetValue(from, out var here) ? here : AtStart(from));
            }
        }

        /// <summary>Walks up the dominator tree to the definition that reaches; remembers it on the way.</summary>
        Value AtStart(Block block)
        {
            var passed = new List<Block>();
            Value? found;
            while (!_atStart.TryGetValue(block, out found))
            {
                passed.Add(block);
                if (dominators.ImmediateDominator(block) is not { } above)
                {
                    found = value.Original; // no definition on this path, hence no use either
                    break;
                }

                block = above;
                if (value.Definitions.TryGetValue(block, out found))
                    break;
            }

            foreach (var b in passed)
                _atStart[b] = found;
            return found;
        }
    }
}
