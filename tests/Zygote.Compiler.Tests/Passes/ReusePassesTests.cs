using System;
using System.Linq;

using Xunit;

using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>What is kept from one iteration or one execution to the next.</summary>
public sealed class ReusePassesTests
{
    static readonly PassOptions Options = new() { SpareArrays = SpareArrays.Of };

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

    static bool IsReused(Function f) => ReuseArrays.Run(f, Options) && Ssa.Count(f, Opcode.NewArray) == 0;

    [Fact]
    public void An_array_that_stays_is_kept()
    {
        var f = Making((b, array, _) => b.Store(b.ElementAddress(array, Constant.Of(0)), Constant.Of(2.5)));
        Assert.True(IsReused(f));
        Ssa.Check(f);
        Assert.Equal(2, Ssa.Count(f, Opcode.Call));
        Assert.True(IsReused(Making((b, array, _) => b.Append(Opcode.Length, typeof(int), null, array))));
    }

    [Fact]
    public void One_that_leaves_is_not()
    {
        Assert.False(IsReused(Making((b, array, f) => b.Store(b.ElementAddress(f.Entry.Parameters[1], Constant.Of(0)), array))));
        Assert.False(IsReused(Making((b, array, _) => b.Call(typeof(GC).GetMethod(nameof(GC.KeepAlive))!, array))));
        Assert.False(IsReused(Making((b, array, _) => b.Call(
            typeof(Math).GetMethod(nameof(Math.Abs), [typeof(double)])!, b.Load(b.ElementAddress(array, Constant.Of(0)))), typeof(object))));
    }

    [Fact]
    public void What_was_kept_comes_back_as_zeros_and_to_one_taker_only()
    {
        var place = new SpareArray<double>();
        var first = place.Take(3);
        first[1] = 5;
        place.Keep(first);
        var second = place.Take(3);
        Assert.Same(first, second);
        Assert.Equal([0, 0, 0], second);
        Assert.NotSame(second, place.Take(3));
        place.Keep(second);
        Assert.Equal(4, place.Take(4).Length);
        place.Keep(null);
        Assert.Throws<OverflowException>(() => place.Take(-1));
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
