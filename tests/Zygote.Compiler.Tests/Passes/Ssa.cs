using System.Collections.Generic;
using System.Linq;

using Xunit;

using Zygote.IR;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>Every use is dominated by its definition and every edge fits its target.</summary>
static class Ssa
{
    public static void Check(Function function)
    {
        var flow = new ControlFlow(function);
        var dominators = new DominatorTree(flow);
        var home = new Dictionary<Value, (Block Block, int Position)>();
        Assert.Equal(0, flow.Predecessors(function.Entry).Count);
        foreach (var block in function.Blocks)
        {
            Assert.True(flow.IsReachable(block));
            Assert.NotNull(block.Terminator);
            foreach (var parameter in block.Parameters)
            {
                Assert.Same(block, parameter.Block);
                home.Add(parameter, (block, -1));
            }

            for (var i = 0; i < block.Instructions.Count; i++)
                home.Add(block.Instructions[i], (block, i));
        }

        foreach (var block in function.Blocks)
        {
            for (var i = 0; i < block.Instructions.Count; i++)
            {
                foreach (var operand in block.Instructions[i].Operands)
                    CheckUse(operand, block, i);
            }

            foreach (var value in block.Terminator!.Operands.Concat(block.Edges.SelectMany(e => e.Arguments)))
                CheckUse(value, block, int.MaxValue);
            foreach (var edge in block.Edges)
            {
                Assert.Contains(edge.Target, function.Blocks);
                Assert.Equal(edge.Target.Parameters.Select(p => p.Type), edge.Arguments.Select(a => a.Type));
            }
        }

        void CheckUse(Value value, Block block, int position)
        {
            if (value is Constant or OuterValue)
                return;
            Assert.True(home.ContainsKey(value), "a value that is nowhere defined");
            var (at, index) = home[value];
            Assert.True(at == block ? index < position : dominators.Dominates(at, block));
        }
    }

    public static int Count(Function function, Opcode opcode) =>
        function.Blocks.Sum(b => b.Instructions.Count(i => i.Opcode == opcode));
}
