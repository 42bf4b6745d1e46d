using System;
using System.Linq;
using System.Reflection;

using Xunit;

using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>What is kept from one iteration or one execution to the next.</summary>
public sealed class ReusePassesTests
{
    /// <summary>f(n, other) makes an array of n, does something with it and returns its first element.</summary>
    static Function Making(Action<Builder, Value, Function> use, Type? element = null)
    {
        var f = new Function("f", [typeof(int), typeof(double[][])], typeof(double));
        var b = new Builder(f.AddEntry());
        var array = b.NewArray((element ?? typeof(double)).MakeArrayType(), f.Entry.Parameters[0]);
        use(b, array, f);
        b.Return(array.Type == typeof(double[]) ? b.Load(b.ElementAddress(array, Constant.Of(0))) : Constant.Of(0.0));
        return f;
    }

    static bool IsReused(Function f) => ReuseMemory.Run(f, PassOptions.Default) && Ssa.Count(f, Opcode.NewArray) == 0;

    [Fact]
    public void An_array_that_stays_is_kept()
    {
        var f = Making((b, array, _) => b.Store(b.ElementAddress(array, Constant.Of(0)), Constant.Of(2.5)));
        Assert.True(IsReused(f));
        Ssa.Check(f);
        Assert.Equal(3, Ssa.Count(f, Opcode.Call));
        Assert.True(IsReused(Making((b, array, _) => b.Append(Opcode.Length, typeof(int), null, array))));
    }

    [Fact]
    public void One_that_leaves_is_not()
    {
        Assert.False(IsReused(Making((b, array, f) => b.Store(b.ElementAddress(f.Entry.Parameters[1], Constant.Of(0)), array))));
        Assert.False(IsReused(Making((b, array, _) => b.Call(typeof(GC).GetMethod(nameof(GC.KeepAlive))!, array))));
        Assert.False(IsReused(Making((b, array, f) =>
        {
            var holder = b.NewArray(typeof(double[][]), Constant.Of(1));
            b.Store(b.ElementAddress(holder, Constant.Of(0)), array);
            b.Call(typeof(GC).GetMethod(nameof(GC.KeepAlive))!, b.Load(b.ElementAddress(holder, Constant.Of(0))));
        })));
    }

    static Value SpanOf(Builder b, Value array)
    {
        var type = typeof(View<double>);
        var whole = b.WithField(Constant.Zero(type), type.GetField(nameof(View<>.Array))!, array);
        return b.WithField(whole, type.GetField(nameof(View<>.Length))!, b.Append(Opcode.Length, typeof(int), null, array));
    }

    static double First(ReadOnlySpan<double> x) => x[0];

    static ReadOnlySpan<double> Rest(ReadOnlySpan<double> x) => x[1..];

    static void Hand(ReadOnlySpan<double> x, ref ReadOnlySpan<double> y) => y = x;

    [Fact]
    public void One_that_is_lent_as_a_span_is_kept_unless_it_may_come_back()
    {
        static MethodInfo Method(string name) => typeof(ReusePassesTests).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

        var f = Making((b, array, _) => b.Call(Method(nameof(First)), SpanOf(b, array)));
        Assert.True(IsReused(f));
        Ssa.Check(f);
        Assert.False(IsReused(Making((b, array, _) => b.Call(Method(nameof(Rest)), SpanOf(b, array)))));
        Assert.False(IsReused(Making((b, array, _) => b.Call(Method(nameof(Hand)), SpanOf(b, array), b.Slot(typeof(View<double>))))));
        Assert.False(IsReused(Making((b, array, _) => b.Call(
            typeof(GC).GetMethod(nameof(GC.KeepAlive))!, b.Append(Opcode.Box, typeof(object), typeof(View<double>), SpanOf(b, array))))));
    }

    [Fact]
    public void What_was_kept_comes_back_as_zeros_and_to_one_taker_only()
    {
        var place = new SpareMemory(null, null);
        var arrays = place.Take();
        var first = SpareMemory.Zeros<double>(arrays, 0, 3);
        first[1] = 5;
        place.Keep(arrays);
        var again = place.Take();
        Assert.Same(arrays, again);
        Assert.NotSame(again, place.Take());
        Assert.Same(first, SpareMemory.Zeros<double>(again, 0, 3));
        Assert.Equal([0, 0, 0], first);
        Assert.Equal(4, SpareMemory.Zeros<double>(again, 0, 4).Length);
        Assert.Throws<OverflowException>(() => SpareMemory.Zeros<double>(again, 0, -1));

        // Not for ever where they are large.
        var large = SpareMemory.Zeros<double>(again, 1, 1_000_000);
        Assert.NotSame(large, SpareMemory.Zeros<double>(again, 1, 1_000_000));
    }

    /// <summary>do { a = new double[n]; a[0] = i; s += last[0]; last = a; } while (++i &lt; n): two of them are in use.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_array_that_the_next_iteration_uses_is_not_taken_before_the_next_execution(bool isUsed)
    {
        var f = new Function("f", [typeof(int)], typeof(double));
        var n = f.AddEntry().Parameters[0];
        var entry = new Builder(f.Entry);
        var (loop, exit) = (f.AddBlock(), f.AddBlock());
        var (i, sum) = (loop.AddParameter(typeof(int)), loop.AddParameter(typeof(double)));
        var last = isUsed ? loop.AddParameter(typeof(double[])) : null;
        entry.Branch(loop, [Constant.Of(0), Constant.Of(0.0), .. isUsed ? [entry.NewArray(typeof(double[]), Constant.Of(1))] : (Value[])[]]);
        var b = new Builder(loop);
        var array = b.NewArray(typeof(double[]), n);
        b.Store(b.ElementAddress(array, Constant.Of(0)), b.Convert(typeof(double), i));
        var total = b.Add(sum, b.Load(b.ElementAddress(last ?? array, Constant.Of(0))));
        var next = b.Add(i, Constant.Of(1));
        b.BranchIf(b.Compare(Comparison.Less, next, n), new Edge(loop, [next, total, .. isUsed ? [array] : (Value[])[]]), new Edge(exit, total));
        new Builder(exit).Return(exit.AddParameter(typeof(double)));

        Assert.True(ReuseMemory.Run(f, PassOptions.Default));
        Ssa.Check(f);
        var called = isUsed ? nameof(SpareMemory.Next) : nameof(SpareMemory.Zeros);
        Assert.Single(f.Blocks.SelectMany(x => x.Instructions), x => x.Payload is MethodInfo m && m.Name == called);
        Assert.Equal(isUsed ? 3.0 : 6.0, Evaluator.Run(f, 4));
        Assert.Equal(isUsed ? 10.0 : 15.0, Evaluator.Run(f, 6));
    }

    /// <summary>f(n, other) puts an array of 2 into an array made here, and reads it from there.</summary>
    static Function Holding(Action<Builder, Value, Value, Function> use)
    {
        var f = new Function("f", [typeof(int), typeof(double[][])], typeof(double));
        var b = new Builder(f.AddEntry());
        var holder = b.NewArray(typeof(double[][]), f.Entry.Parameters[0]);
        var array = b.NewArray(typeof(double[]), Constant.Of(2));
        b.Store(b.ElementAddress(holder, Constant.Of(0)), array);
        var found = b.Load(b.ElementAddress(holder, Constant.Of(0)));
        use(b, holder, found, f);
        b.Return(b.Load(b.ElementAddress(found, Constant.Of(1))));
        return f;
    }

    [Fact]
    public void An_element_of_an_array_that_stays_is_kept_unless_it_leaves_by_one_of_its_names()
    {
        static bool IsKept(Function f) => ReuseMemory.Run(f, PassOptions.Default) && Ssa.Count(f, Opcode.NewArray) == 0;

        var f = Holding((b, _, found, _) => b.Store(b.ElementAddress(found, Constant.Of(1)), Constant.Of(2.5)));
        Assert.True(IsKept(f));
        Ssa.Check(f);
        Assert.False(IsKept(Holding((b, _, found, f) => b.Store(b.ElementAddress(f.Entry.Parameters[1], Constant.Of(0)), found))));
        Assert.False(IsKept(Holding((b, holder, _, _) => b.Call(typeof(GC).GetMethod(nameof(GC.KeepAlive))!, holder))));
        Assert.True(IsKept(Holding((b, holder, _, _) =>
        {
            var outer = b.NewArray(typeof(double[][][]), Constant.Of(1));
            b.Store(b.ElementAddress(outer, Constant.Of(0)), holder);
        })));
        Assert.False(IsKept(Holding((b, holder, _, _) =>
        {
            var outer = b.NewArray(typeof(double[][][]), Constant.Of(1));
            b.Store(b.ElementAddress(outer, Constant.Of(0)), holder);
            b.Call(typeof(GC).GetMethod(nameof(GC.KeepAlive))!, outer);
        })));
    }

    [Fact]
    public void Those_of_one_place_come_back_in_the_order_in_which_they_were_taken()
    {
        var place = new SpareMemory([null]);
        var spares = place.Take();
        double[][] first = [SpareMemory.Next<double>(spares, 0, 2), SpareMemory.Next<double>(spares, 0, 3)];
        Assert.NotSame(first[0], first[1]);
        first[1][2] = 5;
        place.Keep(spares);
        spares = place.Take();
        Assert.Same(first[0], SpareMemory.Next<double>(spares, 0, 2));
        Assert.Same(first[1], SpareMemory.Next<double>(spares, 0, 3));
        Assert.Equal([0, 0, 0], first[1]);
        Assert.Equal(2, SpareMemory.Next<double>(spares, 0, 2).Length);
        place.Keep(spares);

        // Another length replaces it; what is large is not kept.
        spares = place.Take();
        var other = SpareMemory.Next<double>(spares, 0, 7);
        Assert.Equal(7, other.Length);
        Assert.Same(first[1], SpareMemory.Next<double>(spares, 0, 3));
        Assert.Equal(1_000_000, SpareMemory.Next<double>(spares, 0, 1_000_000).Length);
        Assert.Throws<OverflowException>(() => SpareMemory.Next<double>(spares, 0, -1));
        place.Keep(spares);
        Assert.Same(other, SpareMemory.Next<double>(place.Take(), 0, 7));
    }

    [Fact]
    public void A_loop_that_looks_ahead_has_one_counter()
    {
        // sum = 0; for (i = 0, j = 1; j < n; i = j, j = j + 1) sum += i
        var f = new Function("f", [typeof(int)], typeof(int));
        var entry = new Builder(f.AddEntry());
        var header = f.AddBlock();
        var exit = f.AddBlock();
        var (sum, i, j) = (header.AddParameter(typeof(int)), header.AddParameter(typeof(int)), header.AddParameter(typeof(int)));
        entry.Branch(header, Constant.Of(0), Constant.Of(0), Constant.Of(1));
        var b = new Builder(header);
        var (total, next) = (b.Add(sum, i), b.Add(j, Constant.Of(1)));
        var result = exit.AddParameter(typeof(int));
        b.BranchIf(b.Compare(Comparison.Less, next, f.Entry.Parameters[0]), new Edge(header) { Arguments = { total, j, next } }, new Edge(exit) { Arguments = { total } });
        new Builder(exit).Return(result);

        Assert.Equal(0 + 1 + 2 + 3, Evaluator.Run(f, 5));
        Assert.True(MergeCounters.Run(f));
        Pipeline.Simplify(f, PassOptions.Default);
        Ssa.Check(f);
        Assert.Equal(2, f.Blocks.Max(x => x.Parameters.Count));
        Assert.Equal(0 + 1 + 2 + 3, Evaluator.Run(f, 5));
        Assert.False(MergeCounters.Run(f));
    }
}
