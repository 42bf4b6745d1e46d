using System;
using System.Linq;
using System.Reflection;

using Xunit;

using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>Objects, delegates and virtual calls that disappear.</summary>
public sealed class ObjectPassesTests
{
    sealed class Closure(double k)
    {
        public double K = k;

        public double Scale(double x) => K * x;
    }

    abstract class Shape
    {
        public abstract double Area();
    }

    sealed class Square : Shape
    {
        public override double Area() => 4;
    }

    static readonly FieldInfo K = typeof(Closure).GetField("K")!;

    [Fact]
    public void A_delegate_over_a_closure_becomes_arithmetic()
    {
        // var c = new Closure { K = x }; Func<double, double> g = c.Scale; return g(3);
        var f = new Function("f", [typeof(double)], typeof(double));
        var b = new Builder(f.AddEntry());
        var slot = b.Slot(typeof(Func<double, double>));
        var closure = b.NewObject(typeof(Closure));
        b.Call(typeof(object).GetConstructor([])!, closure);
        b.Store(b.FieldAddress(closure, K), f.Entry.Parameters[0]);
        var target = new DelegateTarget(typeof(Closure).GetMethod("Scale")!);
        b.Store(slot, b.NewDelegate(typeof(Func<double, double>), target, closure));
        b.Return(b.CallVirtual(typeof(Func<double, double>).GetMethod("Invoke")!, b.Load(slot), Constant.Of(3.0)));

        Pipeline.Simplify(f, PassOptions.Default);
        Ssa.Check(f);
        Assert.Equal(0, Ssa.Count(f, Opcode.NewDelegate));
        Assert.Equal(1, Ssa.Count(f, Opcode.Call));

        InlineCalls.Run(f, _ => Scale());
        Pipeline.Simplify(f, PassOptions.Default);
        Ssa.Check(f);
        Assert.Equal(Opcode.Mul, Assert.Single(Assert.Single(f.Blocks).Instructions).Opcode);
        Assert.Equal(6.0, Evaluator.Run(f, 2.0));
    }

    [Fact]
    public void The_cache_around_a_lambda_is_taken_out()
    {
        Func<double, double> lambda = x => x + 1;
        var host = lambda.Method.DeclaringType!;
        var cache = host.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .First(field => field.FieldType == typeof(Func<double, double>));
        var f = new Function("f", [typeof(double)], typeof(double));
        var b = new Builder(f.AddEntry());
        var (make, use) = (f.AddBlock(), f.AddBlock());
        var chosen = use.AddParameter(typeof(Func<double, double>));
        var cached = b.Load(b.StaticAddress(cache));
        var isMade = b.Compare(Comparison.NotEqual, cached, Constant.Zero(cached.Type));
        b.BranchIf(isMade, new Edge(use, cached), new Edge(make));
        b.Block = make;
        var instance = b.Load(b.StaticAddress(host.GetField("<>9")!));
        var made = b.NewDelegate(typeof(Func<double, double>), new DelegateTarget(lambda.Method), instance);
        b.Store(b.StaticAddress(cache), made);
        b.Branch(use, made);
        b.Block = use;
        b.Return(b.CallVirtual(typeof(Func<double, double>).GetMethod("Invoke")!, chosen, f.Entry.Parameters[0]));

        Pipeline.Simplify(f, PassOptions.Default);

        Ssa.Check(f);
        Assert.Equal(0, Ssa.Count(f, Opcode.NewDelegate) + Ssa.Count(f, Opcode.CallVirtual));
        Assert.Equal(lambda.Method, Assert.Single(f.Blocks).Instructions.Single(i => i.Opcode == Opcode.Call).Payload);
    }

    [Fact]
    public void An_object_made_anew_in_each_iteration_starts_from_zero()
    {
        // for (i = 0; i < n; i++) { var o = new Closure(); o.K += i; sum += o.K; }
        var f = new Function("f", [typeof(int)], typeof(double));
        var entry = f.AddEntry();
        var (header, body, exit) = (f.AddBlock(), f.AddBlock(), f.AddBlock());
        var (i, sum) = (header.AddParameter(typeof(int)), header.AddParameter(typeof(double)));
        var b = new Builder(entry);
        b.Branch(header, Constant.Of(0), Constant.Of(0.0));
        b.Block = header;
        b.BranchIf(b.Compare(Comparison.Less, i, entry.Parameters[0]), new Edge(body), new Edge(exit));
        b.Block = body;
        var o = b.NewObject(typeof(Closure));
        var address = b.FieldAddress(o, K);
        b.Store(address, b.Add(b.Load(address), b.Convert(typeof(double), i)));
        b.Branch(header, b.Add(i, Constant.Of(1)), b.Add(sum, b.Load(address)));
        b.Block = exit;
        b.Return(sum);

        Pipeline.PrepareForDifferentiation(f, PassOptions.Default);

        Ssa.Check(f);
        Assert.Equal(0, Ssa.Count(f, Opcode.NewObject) + Ssa.Count(f, Opcode.Slot) + Ssa.Count(f, Opcode.Load));
        Assert.Equal(10.0, Evaluator.Run(f, 5));
        Assert.Equal(0.0, Evaluator.Run(f, 0));
        Assert.Equal(1, CanonicalForm.Check(f));
        var flow = new ControlFlow(f);
        var loop = Assert.Single(new LoopForest(flow, new DominatorTree(flow)).Loops);
        Assert.All(loop.Exits(flow), e => Assert.Contains(e.From, loop.Latches));
    }

    [Fact]
    public void A_small_array_with_known_indices_becomes_values()
    {
        var f = new Function("f", [typeof(double)], typeof(double));
        var b = new Builder(f.AddEntry());
        var array = b.NewArray(typeof(double[]), Constant.Of(2));
        b.Store(b.ElementAddress(array, Constant.Of(0)), f.Entry.Parameters[0]);
        b.Store(b.ElementAddress(array, Constant.Of(1)), b.Convert(typeof(double), b.Length(array)));
        b.Return(b.Mul(b.Load(b.ElementAddress(array, Constant.Of(0))), b.Load(b.ElementAddress(array, Constant.Of(1)))));

        Pipeline.Simplify(f, PassOptions.Default);

        Assert.Equal(Opcode.Mul, Assert.Single(Assert.Single(f.Blocks).Instructions).Opcode);
        Assert.Equal(6.0, Evaluator.Run(f, 3.0));
    }

    [Fact]
    public void A_virtual_call_on_a_new_object_is_direct()
    {
        var f = new Function("f", [], typeof(double));
        var b = new Builder(f.AddEntry());
        b.Return(b.CallVirtual(typeof(Shape).GetMethod("Area")!, b.NewObject(typeof(Square))));

        Assert.True(DevirtualizeCalls.Run(f));

        var call = Assert.Single(f.Entry.Instructions, i => i.Opcode == Opcode.Call);
        Assert.Equal(typeof(Square), ((MethodInfo)call.Payload!).DeclaringType);
        Assert.Equal(4.0, Evaluator.Run(f));
    }

    [Fact]
    public void A_store_into_an_object_that_is_returned_stays()
    {
        var f = new Function("f", [typeof(double)], typeof(object));
        var b = new Builder(f.AddEntry());
        var o = b.NewObject(typeof(Closure));
        b.Store(b.FieldAddress(o, K), f.Entry.Parameters[0]);
        b.Return(o);

        Pipeline.Simplify(f, PassOptions.Default);

        Assert.Equal(2.5, ((Closure)Evaluator.Run(f, 2.5)!).K);
    }

    static Function Scale()
    {
        var g = new Function("Scale", [typeof(Closure), typeof(double)], typeof(double));
        var b = new Builder(g.AddEntry());
        b.Return(b.Mul(b.Load(b.FieldAddress(g.Entry.Parameters[0], K)), g.Entry.Parameters[1]));
        return g;
    }
}
