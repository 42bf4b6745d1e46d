using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>An integer that a loop carries one step behind a counter is computed from the counter.</summary>
/// <remarks>
///   br h(0, 1)    h(%i, %j): ... %k = add %j, 1; br h(%j, %k)
///   =>
///   br h(1)       h(%j): %i = add %j, -1; ... %k = add %j, 1; br h(%k)
/// Rotated loops whose condition looks one step ahead are like that. Requires: rotated loops with one latch or more, all of
/// which agree. Leaves: the parameter without uses, for EliminateDeadCode. Cost: one analysis of the loops.
/// </remarks>
static class MergeCounters
{
    public static bool Run(Function function)
    {
        var flow = new ControlFlow(function);
        var replaced = new Substitution();
        var taken = new HashSet<Value>(); // a counter may itself be behind another one; that one stays
        foreach (var loop in new LoopForest(flow, new DominatorTree(flow)).Loops)
        {
            var parameters = loop.Header.Parameters;
            for (var i = 0; i < parameters.Count; i++)
            {
                if (!StackTypes.IsInteger(parameters[i].Type) || taken.Contains(parameters[i])
                    || Ahead(loop, flow, i) is not var (counter, step) || replaced.Resolve(counter) != counter)
                {
                    continue;
                }

                var behind = new Instruction(Opcode.Add, counter.Type, [counter, Number(counter, -step)], null, default)
                {
                    Name = parameters[i].Name,
                };
                loop.Header.Instructions.Insert(0, behind);
                Handlers.PutFirst(loop.Header);
                replaced.Replace(parameters[i], behind);
                taken.Add(counter);
            }
        }

        replaced.ApplyTo(function);
        return !replaced.IsEmpty;
    }

    /// <summary>The counter that is always one step ahead of a parameter of the header.</summary>
    static (BlockParameter Counter, long Step)? Ahead(Loop loop, ControlFlow flow, int index)
    {
        (BlockParameter Counter, long Step)? found = null;
        foreach (var (from, edge) in flow.Predecessors(loop.Header))
        {
            if (!loop.Blocks.Contains(from))
                continue;
            if (edge.Arguments[index] is not BlockParameter counter || counter.Block != loop.Header
                || loop.Header.Parameters.IndexOf(counter) is var other && other == index
                || edge.Arguments[other] is not Instruction { Opcode: Opcode.Add } next || next.Operands[0] != counter
                || Knowledge.Number(next.Operands[1]) is not { } step || (found is { } known && known != (counter, step)))
            {
                return null;
            }

            found = (counter, step);
        }

        if (found is not var (ahead, by))
            return null;
        foreach (var (from, edge) in flow.Predecessors(loop.Header))
        {
            if (!loop.Blocks.Contains(from) && !IsSum(edge.Arguments[loop.Header.Parameters.IndexOf(ahead)], edge.Arguments[index], by))
                return null;
        }

        return found;
    }

    static bool IsSum(Value sum, Value start, long step) =>
        Knowledge.Number(start) is { } a && Knowledge.Number(sum) is { } b ? b == a + step
        : sum is Instruction { Opcode: Opcode.Add } add && add.Operands[0] == start && Knowledge.Number(add.Operands[1]) == step;

    static Constant Number(Value like, long value) =>
        like.Type == typeof(int) ? Constant.Of((int)value)
        : like.Type == typeof(long) ? Constant.Of(value)
        : Constant.NativeInt(value);
}
