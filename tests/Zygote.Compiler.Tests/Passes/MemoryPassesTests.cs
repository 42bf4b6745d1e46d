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
        Assert.True(EliminateDeadCode.Run(f, isRemovable: m => m.DeclaringType == typeof(Math)));
        Assert.Empty(f.Entry.Instructions);
    }

    /// <summary>a = new double[x.Length]; for each i: a[i + k] += x[i]; and nobody looks at a.</summary>
    static Function SumsInto(out Builder end, out Value array)
    {
        var f = new Function("f", [typeof(double[]), typeof(int)], typeof(double));
        var (x, k) = (f.AddEntry().Parameters[0], f.Entry.Parameters[1]);
        var b = new Builder(f.Entry);
        var (loop, exit) = (f.AddBlock(), f.AddBlock());
        var i = loop.AddParameter(typeof(int));
        array = b.NewArray(typeof(double[]), b.Append(Opcode.Length, typeof(int), null, x));
        b.Branch(loop, Constant.Of(0));
        b.Block = loop;
        var address = b.ElementAddress(array, b.Add(i, k));
        b.Store(address, b.Add(b.Load(address), b.Load(b.ElementAddress(x, i))));
        var next = b.Add(i, Constant.Of(1));
        b.BranchIf(b.Compare(Comparison.Less, next, b.Append(Opcode.Length, typeof(int), null, x)), new Edge(loop, next), new Edge(exit));
        end = new Builder(exit);
        return f;
    }

    [Fact]
    public void Sums_into_an_array_that_nobody_looks_at_go_but_not_the_exception()
    {
        var f = SumsInto(out var end, out _);
        end.Return(Constant.Of(1.0));

        Pipeline.Simplify(f, PassOptions.Default);

        Assert.Equal(0, Ssa.Count(f, Opcode.Store));
        Assert.Equal(1.0, Evaluator.Run(f, new double[3], 0));
        Assert.ThrowsAny<Exception>(() => Evaluator.Run(f, new double[3], 1));
    }

    [Fact]
    public void An_array_as_long_as_another_is_not_checked_for_an_index_that_was_in_range_there()
    {
        var f = new Function("f", [typeof(double[]), typeof(int)], typeof(double));
        var (x, i) = (f.AddEntry().Parameters[0], f.Entry.Parameters[1]);
        var b = new Builder(f.Entry);
        var array = b.NewArray(typeof(double[]), b.Append(Opcode.Length, typeof(int), null, x));
        var content = b.Load(b.ElementAddress(x, i));
        b.Store(b.ElementAddress(array, i), content);
        b.Return(content);

        Pipeline.Simplify(f, PassOptions.Default);

        Assert.Equal(0, Ssa.Count(f, Opcode.NewArray));
        Assert.Equal(5.0, Evaluator.Run(f, new double[] { 4, 5 }, 1));
    }

    /// <summary>The second address was replaced by the first one, which was gone.</summary>
    [Fact]
    public void A_check_that_goes_does_not_stand_for_an_address_that_is_used()
    {
        var f = new Function("f", [typeof(double[]), typeof(int)], typeof(double));
        var (x, i) = (f.AddEntry().Parameters[0], f.Entry.Parameters[1]);
        var b = new Builder(f.Entry);
        var content = b.Load(b.ElementAddress(x, i));
        var array = b.NewArray(typeof(double[]), b.Append(Opcode.Length, typeof(int), null, x));
        b.ElementAddress(array, i);
        b.Store(b.ElementAddress(array, i), content);
        b.Return(b.Load(b.ElementAddress(array, Constant.Of(0))));

        Pipeline.Simplify(f, PassOptions.Default);

        Assert.Equal(4.0, Evaluator.Run(f, new double[] { 4, 5 }, 0));
    }

    [Fact]
    public void Sums_into_an_array_stay_where_one_is_loaded()
    {
        var f = SumsInto(out var end, out var array);
        end.Return(end.Load(end.ElementAddress(array, Constant.Of(1))));

        Pipeline.Simplify(f, PassOptions.Default);

        Assert.Equal(1, Ssa.Count(f, Opcode.Store));
        Assert.Equal(5.0, Evaluator.Run(f, new double[] { 4, 5 }, 0));
    }

    [Fact]
    public void What_had_a_length_is_not_null_from_there_on()
    {
        var f = new Function("f", [typeof(double[]), typeof(int)], typeof(int));
        var (x, c) = (f.AddEntry().Parameters[0], f.Entry.Parameters[1]);
        var b = new Builder(f.Entry);
        var (checks, ends) = (f.AddBlock(), f.AddBlock());
        var result = ends.AddParameter(typeof(int));
        b.BranchIf(c, new Edge(checks), new Edge(ends, Constant.Of(7)));
        b.Block = checks;
        var length = b.Append(Opcode.Length, typeof(int), null, x);
        var here = b.Compare(Comparison.NotEqual, x, Constant.Zero(typeof(double[])));
        b.Branch(ends, b.Add(b.Mul(length, Constant.Of(2)), here));
        b.Block = ends;
        b.Return(b.Add(result, b.Compare(Comparison.Equal, x, Constant.Zero(typeof(double[])))));

        Pipeline.Simplify(f, PassOptions.Default);

        Assert.Equal(1, Ssa.Count(f, Opcode.Compare));
        Assert.Equal(7, Evaluator.Run(f, new double[3], 1));
        Assert.Equal(8, Evaluator.Run(f, null, 0));
    }
}
