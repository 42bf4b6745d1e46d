using System.Collections.Generic;
using System.Linq;

using Xunit;

using Zygote.IR;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>What differentiation is promised about loops.</summary>
static class CanonicalForm
{
    /// <summary>Returns the number of loops.</summary>
    public static int Check(Function function)
    {
        var flow = new ControlFlow(function);
        var forest = new LoopForest(flow, new DominatorTree(flow));
        foreach (var loop in forest.Loops)
        {
            var entries = flow.Predecessors(loop.Header).Where(p => !loop.Blocks.Contains(p.From)).ToList();
            var entry = Assert.Single(entries);
            Assert.Single(entry.From.Edges);
            Assert.Single(flow.Predecessors(loop.Header), p => loop.Blocks.Contains(p.From));
            foreach (var (_, edge) in loop.Exits(flow))
                Assert.All(flow.Predecessors(edge.Target), p => Assert.Contains(p.From, loop.Blocks));
        }

        var homes = new Dictionary<Value, Loop>();
        foreach (var block in function.Blocks)
        {
            if (forest.Innermost(block) is { } loop)
            {
                foreach (var value in block.Parameters.Concat<Value>(block.Instructions))
                    homes[value] = loop;
            }
        }

        foreach (var block in function.Blocks)
        {
            var used = block.Instructions.Append(block.Terminator!).SelectMany(i => i.Operands)
                .Concat(block.Edges.SelectMany(e => e.Arguments));
            foreach (var value in used)
            {
                if (homes.TryGetValue(value, out var loop))
                    Assert.True(loop.Contains(forest.Innermost(block)), "a value used outside its loop");
            }
        }

        return forest.Loops.Count;
    }
}
