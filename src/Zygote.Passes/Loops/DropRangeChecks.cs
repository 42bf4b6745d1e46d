using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Decides tests of an index that the condition of its loop implies.</summary>
/// <remarks>
///   h(%i): br.if %i &lt; %n, b, exit    b: %1 = compare.ge.un %i, %n; br.if %1, fail, ok; ...; br h(%i + 1)    =>    b: br ok; ...
/// The counter begins at a number that is not negative and goes up by one, which cannot overflow below %n. This is what
/// spans leave, which test their own index: an array does it at the access.
/// Requires: loops that test at the top. Leaves: constant branches. Cost: dominators, and the instructions of such loops.
/// </remarks>
static class DropRangeChecks
{
    public static bool Run(Function function)
    {
        var flow = new ControlFlow(function);
        var dominators = new DominatorTree(flow);
        var changed = false;
        foreach (var loop in new LoopForest(flow, dominators).Loops)
        {
            if (Condition(loop.Header) is not var (counter, limit, body) || !loop.Blocks.Contains(body)
                || flow.Predecessors(body).Count != 1 || !Counts(counter, loop, body, flow, dominators))
            {
                continue;
            }

            foreach (var block in loop.Blocks)
            {
                if (dominators.Dominates(body, block))
                    changed |= Decide(block, counter, limit, function);
            }
        }

        return changed;
    }

    /// <summary>The counter is below the limit in this block.</summary>
    static (BlockParameter Counter, Value Limit, Block Body)? Condition(Block header)
    {
        if (header.Terminator is not { Opcode: Opcode.BranchIf, Operands: [Instruction { Opcode: Opcode.Compare } test] } end)
            return null;
        var (a, b) = (test.Operands[0], test.Operands[1]);
        var (counter, limit, edge) = (Comparison)test.Payload! switch
        {
            Comparison.Less => (a, b, 0),
            Comparison.GreaterOrEqual => (a, b, 1),
            Comparison.Greater => (b, a, 0),
            Comparison.LessOrEqual => (b, a, 1),
            _ => default,
        };
        return counter is BlockParameter p && p.Block == header && p.Type == typeof(int) ? (p, limit, end.Edges[edge].Target) : null;
    }

    static bool Counts(BlockParameter counter, Loop loop, Block body, ControlFlow flow, DominatorTree dominators)
    {
        foreach (var (from, edge) in flow.Predecessors(loop.Header))
        {
            var next = edge.Arguments[loop.Header.Parameters.IndexOf(counter)];
            var fits = !loop.Blocks.Contains(from) ? Knowledge.IsNotNegative(next)
                : dominators.Dominates(body, from) && next is Instruction { Opcode: Opcode.Add, Operands: [var old, Constant { Content: 1 }] }
                    && old == counter;
            if (!fits)
                return false;
        }

        return true;
    }

    static bool Decide(Block block, Value counter, Value limit, Function function)
    {
        Substitution? known = null;
        foreach (var i in block.Instructions)
        {
            if (i.Opcode != Opcode.Compare)
                continue;
            var (a, b) = (i.Operands[0], i.Operands[1]);
            bool? holds = (Comparison)i.Payload! switch
            {
                Comparison.GreaterOrEqualUn when a == counter && b == limit => false,
                Comparison.LessUn when a == counter && b == limit => true,
                Comparison.LessOrEqualUn when b == counter && a == limit => false,
                Comparison.GreaterUn when b == counter && a == limit => true,
                _ => null,
            };
            if (holds is { } value)
                (known ??= new Substitution()).Replace(i, Constant.Of(value ? 1 : 0));
        }

        known?.ApplyTo(function);
        return known is not null;
    }
}
