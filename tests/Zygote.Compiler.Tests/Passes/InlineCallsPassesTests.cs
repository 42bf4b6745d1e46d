using System;

using Xunit;

using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compiler.Tests.Passes;

public sealed class InlineCallsPassesTests
{
    [Fact]
    public void A_body_with_two_returns_hands_its_value_to_a_parameter()
    {
        var max = Max();
        var f = new Function("f", [typeof(double), typeof(double)], typeof(double));
        var entry = f.AddEntry();
        var b = new Builder(entry);
        var first = b.CallFunction(max, entry.Parameters[0], entry.Parameters[1]);
        b.Return(b.CallFunction(max, first, Constant.Of(2.0)));

        Assert.True(InlineCalls.Run(f, i => i.Payload as Function));
        Ssa.Check(f);

        Assert.Equal(0, Ssa.Count(f, Opcode.CallFunction));
        Assert.Equal(7.0, Evaluator.Run(f, 1.0, 7.0));
        Assert.Equal(2.0, Evaluator.Run(f, 1.0, 0.0));
        SimplifyControlFlow.Run(f);
        Ssa.Check(f);
        Assert.Equal(7.0, Evaluator.Run(f, 7.0, 1.0));
    }

    sealed class Chain
    {
        public double V;
        public Chain? Next;

        public static ref double Last(Chain chain) => ref Last(chain); // its code is made below
    }

    [Fact]
    public void A_reference_from_the_end_of_a_recursion_is_found_in_a_loop()
    {
        var last = typeof(Chain).GetMethod(nameof(Chain.Last))!;
        var f = new Function("Last", [typeof(Chain)], typeof(double).MakeByRefType(), last);
        var b = new Builder(f.AddEntry());
        var (here, further) = (f.AddBlock(), f.AddBlock());
        var chain = f.Entry.Parameters[0];
        var next = b.Load(b.FieldAddress(chain, typeof(Chain).GetField(nameof(Chain.Next))!));
        b.BranchIf(b.Compare(Comparison.Equal, next, Constant.Zero(typeof(Chain))), new Edge(here), new Edge(further));
        b.Block = here;
        b.Return(b.FieldAddress(chain, typeof(Chain).GetField(nameof(Chain.V))!));
        b.Block = further;
        b.Return(b.Call(last, next));

        Assert.True(EliminateTailCalls.Run(f, t => t.IsByRef));
        Ssa.Check(f);
        Assert.Equal(0, Ssa.Count(f, Opcode.Call));

        var g = new Function("g", [typeof(Chain)], typeof(double));
        b = new Builder(g.AddEntry());
        b.Return(b.Load(b.CallFunction(f, g.Entry.Parameters[0])));
        InlineCalls.Run(g, i => i.Payload as Function);
        Ssa.Check(g);
        Assert.Equal(3.0, Evaluator.Run(g, new Chain { V = 1, Next = new Chain { V = 2, Next = new Chain { V = 3 } } }));
    }

    [Fact]
    public void A_slot_of_the_body_is_zero_each_time()
    {
        // g(x): s += x; return s, where s is a fresh local.
        var g = new Function("g", [typeof(double)], typeof(double));
        var b = new Builder(g.AddEntry());
        var slot = b.Slot(typeof(double));
        b.Store(slot, b.Add(b.Load(slot), g.Entry.Parameters[0]));
        b.Return(b.Load(slot));

        var f = new Function("f", [typeof(int)], typeof(double));
        var loop = Loop(f, out var exit, out var body);
        b.Block = body;
        var value = b.CallFunction(g, Constant.Of(1.5));
        b.Branch(loop, b.Add(loop.Parameters[0], Constant.Of(1)), b.Add(loop.Parameters[1], value));
        b.Block = exit;
        b.Return(loop.Parameters[1]);

        InlineCalls.Run(f, i => i.Payload as Function);
        Ssa.Check(f);
        Assert.Equal(4.5, Evaluator.Run(f, 3));
        PromoteSlots.Run(f);
        Ssa.Check(f);
        Assert.Equal(0, Ssa.Count(f, Opcode.Slot));
        Assert.Equal(4.5, Evaluator.Run(f, 3));
    }

    [Fact]
    public void A_body_that_never_returns_cuts_off_what_follows()
    {
        var g = new Function("g", [], typeof(double));
        var b = new Builder(g.AddEntry());
        b.Throw(Constant.OfObject(new InvalidOperationException("here")));
        var f = new Function("f", [], typeof(double));
        b.Block = f.AddEntry();
        b.Return(b.CallFunction(g));

        InlineCalls.Run(f, i => i.Payload as Function);

        Ssa.Check(f);
        Assert.Throws<InvalidOperationException>(() => Evaluator.Run(f));
    }

    static Function Max()
    {
        var max = new Function("max", [typeof(double), typeof(double)], typeof(double));
        var entry = max.AddEntry();
        var (one, two) = (max.AddBlock(), max.AddBlock());
        var b = new Builder(entry);
        b.BranchIf(b.Compare(Comparison.Greater, entry.Parameters[0], entry.Parameters[1]), new Edge(one), new Edge(two));
        b.Block = one;
        b.Return(entry.Parameters[0]);
        b.Block = two;
        b.Return(entry.Parameters[1]);
        return max;
    }

    /// <summary>for (i = 0, sum = 0.0; i &lt; n;) body(i, sum)</summary>
    static Block Loop(Function f, out Block exit, out Block body)
    {
        var entry = f.AddEntry();
        var header = f.AddBlock();
        (body, exit) = (f.AddBlock(), f.AddBlock());
        var (i, _) = (header.AddParameter(typeof(int)), header.AddParameter(typeof(double)));
        var b = new Builder(entry);
        b.Branch(header, Constant.Of(0), Constant.Of(0.0));
        b.Block = header;
        b.BranchIf(b.Compare(Comparison.Less, i, entry.Parameters[0]), new Edge(body), new Edge(exit));
        return header;
    }
}
