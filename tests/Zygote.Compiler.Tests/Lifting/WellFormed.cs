using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

namespace Zygote.Compiler.Tests.Lifting;

/// <summary>What the lifter promises about its output, whatever the input.</summary>
static class WellFormed
{
    public static void Assert(Function function)
    {
        var flow = new ControlFlow(function);
        var dominators = new DominatorTree(flow);
        var home = new Dictionary<Value, (Block Block, int Index)>();
        foreach (var block in function.Blocks)
        {
            Xunit.Assert.True(flow.IsReachable(block), "unreachable block");
            Xunit.Assert.NotNull(block.Terminator);
            foreach (var parameter in block.Parameters)
                home[parameter] = (block, -1);
            for (var i = 0; i < block.Instructions.Count; i++)
                home[block.Instructions[i]] = (block, i);
        }

        Xunit.Assert.Equal(function.Blocks.Count, flow.ReversePostOrder.Count);
        Xunit.Assert.Equal(0, flow.Predecessors(function.Entry).Count);
        foreach (var block in function.Blocks)
        {
            for (var i = 0; i <= block.Instructions.Count; i++)
            {
                var user = i < block.Instructions.Count ? block.Instructions[i] : block.Terminator!;
                Xunit.Assert.Equal(function.Method, user.Span.Method);
                Xunit.Assert.True(user.Opcode != Opcode.Slot || block == function.Entry, "slot outside of the entry");
                foreach (var operand in user.Operands.Concat(user.Edges.SelectMany(e => e.Arguments)))
                {
                    if (operand is Constant)
                        continue;
                    var (defined, at) = home[operand];
                    var dominated = defined == block ? at < i : dominators.Dominates(defined, block);
                    Xunit.Assert.True(dominated, $"{user.Opcode} uses a value that is not defined yet");
                }

                foreach (var edge in user.Edges)
                {
                    Xunit.Assert.Equal(edge.Target.Parameters.Count, edge.Arguments.Count);
                    Xunit.Assert.True(edge.Arguments.Zip(edge.Target.Parameters, Fits).All(f => f), "an argument does not fit");
                }
            }
        }
    }

    static bool Fits(Value argument, Value parameter) =>
        argument.Type == parameter.Type || (argument.Type.IsByRef && parameter.Type.IsByRef)
        || (StackTypes.IsReference(parameter.Type)
            && parameter.Type.IsAssignableFrom(argument.Type) && !argument.Type.IsValueType);
}
