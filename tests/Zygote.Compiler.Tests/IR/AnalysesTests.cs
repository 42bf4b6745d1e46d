using System.Collections.Generic;
using System.Linq;

using Xunit;

using Zygote.IR;

namespace Zygote.Compiler.Tests.IR;

public sealed class AnalysesTests
{
    const string NestedLoops = """
        function f(int) -> int {
        b0(%n: int):
          br b1(0)
        b1(%i: int):
          %c = compare.lt %i, %n
          br.if %c, b2(0), b5()
        b2(%j: int):
          %d = compare.lt %j, %i
          br.if %d, b3(), b4()
        b3():
          %j1 = add %j, 1
          br b2(%j1)
        b4():
          %i1 = add %i, 1
          br b1(%i1)
        b5():
          return %i
        }
        """;

    const string Irreducible = """
        function f(int) -> int {
        b0(%n: int):
          br.if %n, b1(), b2()
        b1():
          br.if %n, b2(), b3()
        b2():
          br b1()
        b3():
          return %n
        }
        """;

    [Fact]
    public void Dominators_of_nested_loops()
    {
        var f = Parser.Parse(NestedLoops);
        var flow = new ControlFlow(f);
        var tree = new DominatorTree(flow);

        var parents = f.Blocks.Select(b => tree.ImmediateDominator(b) is { } d ? f.Blocks.IndexOf(d) : -1);
        IEnumerable<int> Frontier(int b) =>
            tree.Frontiers()[flow.Order(f.Blocks[b])].Select(j => f.Blocks.IndexOf(flow.ReversePostOrder[j])).Order();

        Assert.Equal([-1, 0, 1, 2, 2, 1], parents);
        Assert.True(tree.Dominates(f.Blocks[1], f.Blocks[4]));
        Assert.True(tree.Dominates(f.Blocks[4], f.Blocks[4]));
        Assert.False(tree.Dominates(f.Blocks[3], f.Blocks[4]));
        Assert.Equal([1], Frontier(4));
        Assert.Equal([1, 2], Frontier(2));
    }

    [Fact]
    public void Dominators_of_an_irreducible_graph()
    {
        var f = Parser.Parse(Irreducible);
        var tree = new DominatorTree(new ControlFlow(f));

        Assert.Equal([f.Blocks[0], f.Blocks[0], f.Blocks[1]], f.Blocks.Skip(1).Select(tree.ImmediateDominator));
    }

    [Fact]
    public void Loops_nest()
    {
        var f = Parser.Parse(NestedLoops);
        var flow = new ControlFlow(f);
        var forest = new LoopForest(flow, new DominatorTree(flow));

        Assert.True(forest.IsReducible);
        Assert.Equal([f.Blocks[1], f.Blocks[2]], forest.Loops.Select(l => l.Header));
        Assert.Equal([0, 1, 2, 2, 1, 0], f.Blocks.Select(forest.Depth));
        Assert.Same(forest.Loops[0], forest.Loops[1].Parent);
        Assert.Equal([f.Blocks[3]], forest.Loops[1].Latches);
        Assert.Equal([(f.Blocks[2], f.Blocks[4])], forest.Loops[1].Exits(flow).Select(e => (e.From, e.Edge.Target)));
        Assert.True(forest.Loops[0].Contains(forest.Loops[1]));
        Assert.False(forest.Loops[1].Contains(forest.Loops[0]));
    }

    [Fact]
    public void A_cycle_with_two_entrances_is_no_loop()
    {
        var flow = new ControlFlow(Parser.Parse(Irreducible));
        var forest = new LoopForest(flow, new DominatorTree(flow));

        Assert.False(forest.IsReducible);
        Assert.Empty(forest.Loops);
    }

    [Fact]
    public void Liveness_of_nested_loops()
    {
        var f = Parser.Parse(NestedLoops);
        var liveness = Liveness.Of(f, new ControlFlow(f));

        string[] live = [.. f.Blocks.Select(b => string.Join(' ', liveness.LiveIn(b).Select(v => v.Name?.Text)))];

        Assert.Equal(["", "n", "n i", "n i j", "n i", "i"], live);
        Assert.True(liveness.IsLiveIn(f.Entry.Parameters[0], f.Blocks[4]));
        Assert.False(liveness.IsLiveOut(f.Blocks[4].Instructions[0], f.Blocks[4]));
    }

    [Fact]
    public void Liveness_of_an_irreducible_graph()
    {
        var f = Parser.Parse(Irreducible);
        var liveness = Liveness.Of(f, new ControlFlow(f));

        Assert.All(f.Blocks.Skip(1), b => Assert.True(liveness.IsLiveIn(f.Entry.Parameters[0], b)));
    }

    [Fact]
    public void Uses_count_operands_and_arguments()
    {
        var f = Samples.Power();
        var uses = new Uses(f);

        var product = f.Blocks[1].Parameters[0];
        Assert.Equal(2, uses.Count(product));
        Assert.Equal([null, null], uses.Of(product).Select(u => u.Edge));
        Assert.Equal([1], uses.Of(f.Blocks[2].Instructions[0]).Select(u => u.Index));
        Assert.Equal(0, uses.Count(f.Blocks[2].Instructions[2]));
    }
}
