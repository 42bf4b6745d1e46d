using System;

using Xunit;

using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>Loads, stores and what may come between them.</summary>
public sealed class MemoryPassesTests
{
    [Fact]
    public void A_store_to_another_array_element_may_be_the_same_memory()
    {
        // a[i] loaded twice with b[j] stored between: both arrays may be one.
        var f = new Function("f", [typeof(double[]), typeof(double[])], typeof(double));
        var (x, y) = (f.AddEntry().Parameters[0], f.Entry.Parameters[1]);
        var b = new Builder(f.Entry);
        var address = b.ElementAddress(x, Constant.Of(0));
        var first = b.Load(address);
        b.Store(b.ElementAddress(y, Constant.Of(0)), Constant.Of(5.0));
        b.Return(b.Add(first, b.Load(b.ElementAddress(x, Constant.Of(0)))));

        Pipeline.Simplify(f, PassOptions.Default);

        double[] one = [1];
        Assert.Equal(6.0, Evaluator.Run(f, one, one));
        Assert.Equal(1, Ssa.Count(f, Opcode.Store));
        Assert.Equal(2, Ssa.Count(f, Opcode.ElementAddress));
    }

    [Fact]
    public void A_byte_variable_keeps_eight_bits()
    {
        var f = new Function("f", [typeof(int)], typeof(int));
        var b = new Builder(f.AddEntry());
        var slot = b.Slot(typeof(byte));
        b.Store(slot, f.Entry.Parameters[0]);
        b.Return(b.Load(slot));

        Pipeline.Simplify(f, PassOptions.Default);

        Assert.Equal(0, Ssa.Count(f, Opcode.Slot));
        Assert.Equal(44, Evaluator.Run(f, 300));
    }

    [Fact]
    public void A_variable_whose_address_is_passed_on_stays_but_its_neighbours_go()
    {
        var pair = typeof(RandomFunctions.Pair);
        var g = new Function("g", [typeof(double).MakeByRefType()], typeof(void));
        var b = new Builder(g.AddEntry());
        b.Store(g.Entry.Parameters[0], Constant.Of(9.0));
        b.Return();
        var f = new Function("f", [typeof(double)], typeof(double));
        b.Block = f.AddEntry();
        var slot = b.Slot(pair);
        var (x, n) = (pair.GetField("X")!, pair.GetField("N")!);
        b.Store(b.FieldAddress(slot, n), Constant.Of(3));
        b.CallFunction(g, b.FieldAddress(slot, x));
        var whole = b.Load(slot);
        b.Return(b.Add(b.GetField(whole, x), b.Convert(typeof(double), b.GetField(whole, n))));

        Pipeline.Simplify(f, PassOptions.Default);

        Ssa.Check(f);
        Assert.Equal(1, Ssa.Count(f, Opcode.Slot));
        Assert.Equal(12.0, Evaluator.Run(f, 0.0));
        InlineCalls.Run(f, i => i.Payload as Function);
        Pipeline.Simplify(f, PassOptions.Default);
        Assert.Equal(12.0, Assert.IsType<Constant>(f.Entry.Terminator!.Operands[0]).Content);
    }

    [Fact]
    public void A_ref_local_with_two_addresses_is_left_in_memory()
    {
        var f = new Function("f", [typeof(double[]), typeof(int)], typeof(double));
        var entry = f.AddEntry();
        var (one, join) = (f.AddBlock(), f.AddBlock());
        var b = new Builder(entry);

        // The type of an address of an address cannot be named; the lifter gives such slots their own type.
        var slot = b.Append(Opcode.Slot, typeof(double).MakeByRefType(), typeof(double).MakeByRefType());
        b.Store(slot, b.ElementAddress(entry.Parameters[0], Constant.Of(0)));
        b.BranchIf(entry.Parameters[1], new Edge(one), new Edge(join));
        b.Block = one;
        b.Store(slot, b.ElementAddress(entry.Parameters[0], Constant.Of(1)));
        b.Branch(join);
        b.Block = join;
        b.Return(b.Load(b.Append(Opcode.Load, typeof(double).MakeByRefType(), null, slot)));

        PromoteSlots.Run(f);

        Assert.Equal(1, Ssa.Count(f, Opcode.Slot));
        Assert.All(f.Blocks, k => Assert.DoesNotContain(k.Parameters, p => p.Type.IsByRef));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_load_leaves_the_loop_unless_the_loop_may_write_there(bool writes)
    {
        var f = new Function("f", [typeof(double[]), typeof(double[]), typeof(int)], typeof(double));
        var entry = f.AddEntry();
        var (loop, exit) = (f.AddBlock(), f.AddBlock());
        var (i, sum) = (loop.AddParameter(typeof(int)), loop.AddParameter(typeof(double)));
        var b = new Builder(entry);
        b.Branch(loop, Constant.Of(0), Constant.Of(0.0));
        b.Block = loop;
        var next = b.Add(sum, b.Load(b.ElementAddress(entry.Parameters[0], Constant.Of(0))));
        if (writes)
            b.Store(b.ElementAddress(entry.Parameters[1], Constant.Of(0)), next);
        var count = b.Add(i, Constant.Of(1));
        b.BranchIf(b.Compare(Comparison.Less, count, entry.Parameters[2]), new Edge(loop, count, next), new Edge(exit));
        b.Block = exit;
        b.Return(next);

        Pipeline.FinishForEmission(f, PassOptions.Default);

        Ssa.Check(f);
        Assert.Equal(writes, loop.Instructions.Exists(k => k.Opcode == Opcode.Load));
        var source = entry.Parameters[0];
        Assert.DoesNotContain(loop.Instructions, k => k.Opcode == Opcode.ElementAddress && k.Operands[0] == source);
        double[] memory = [2];
        Assert.Equal(writes ? 8.0 : 6.0, Evaluator.Run(f, memory, memory, 3));
    }

    [Fact]
    public void Unused_calls_go_only_when_pure()
    {
        var f = new Function("f", [typeof(double)], typeof(double));
        var b = new Builder(f.AddEntry());
        b.Call(typeof(Math).GetMethod("Sin")!, f.Entry.Parameters[0]);
        b.Return(f.Entry.Parameters[0]);

        Assert.False(EliminateDeadCode.Run(f));
        Assert.True(EliminateDeadCode.Run(f, isPure: m => m.DeclaringType == typeof(Math)));
        Assert.Empty(f.Entry.Instructions);
    }
}
