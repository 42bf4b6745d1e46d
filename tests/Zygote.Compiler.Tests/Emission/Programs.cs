using System;
using System.Linq;
using Zygote.Emission;
using Zygote.IR;

namespace Zygote.Compiler.Tests.Emission;

/// <summary>Short ways to build and run functions.</summary>
static class Programs
{
    public delegate void Body(Builder b, Value[] parameters);

    /// <summary>A function with the signature of a delegate type.</summary>
    public static Function Build<TDelegate>(Body body, string name = "test")
        where TDelegate : Delegate
    {
        var invoke = typeof(TDelegate).GetMethod("Invoke")!;
        var function = new Function(name, [.. invoke.GetParameters().Select(p => p.ParameterType)], invoke.ReturnType);
        Fill(function, body);
        return function;
    }

    public static void Fill(Function function, Body body)
    {
        var entry = function.AddEntry();
        body(new Builder(entry), [.. entry.Parameters]);
    }

    public static TDelegate Compile<TDelegate>(Body body)
        where TDelegate : Delegate =>
        Compile<TDelegate>(Build<TDelegate>(body));

    public static TDelegate Compile<TDelegate>(Function function)
        where TDelegate : Delegate =>
        (TDelegate)Emitter.Compile(function, typeof(TDelegate));

    public static Constant C(int value) => Constant.Of(value);

    public static Constant C(double value) => Constant.Of(value);

    public static Block NewBlock(Function function, params Type[] parameters)
    {
        var block = function.AddBlock();
        foreach (var type in parameters)
            block.AddParameter(type);
        return block;
    }

    /// <summary>A function whose body needs more than one block.</summary>
    public static Function BuildBlocks<TDelegate>(Action<Function, Builder, Value[]> body, string name = "test")
        where TDelegate : Delegate
    {
        var invoke = typeof(TDelegate).GetMethod("Invoke")!;
        var function = new Function(name, [.. invoke.GetParameters().Select(p => p.ParameterType)], invoke.ReturnType);
        var entry = function.AddEntry();
        body(function, new Builder(entry), [.. entry.Parameters]);
        return function;
    }

    public static TDelegate CompileBlocks<TDelegate>(Action<Function, Builder, Value[]> body)
        where TDelegate : Delegate =>
        Compile<TDelegate>(BuildBlocks<TDelegate>(body));

    /// <summary>
    /// for (i = 0; i &lt; n; i++) carried = body(i, carried); leaves the builder in the block after the loop.
    /// </summary>
    public static Value[] CountedLoop(
        Function function, Builder b, Value n, Value[] initial, Func<Builder, Value, Value[], Value[]> body)
    {
        Type[] types = [typeof(int), .. initial.Select(v => v.Type)];
        var header = NewBlock(function, types);
        var inside = function.AddBlock();
        var after = function.AddBlock();
        b.Branch(header, [C(0), .. initial]);
        b.Block = header;
        Value[] carried = [.. header.Parameters.Skip(1)];
        b.BranchIf(b.Compare(Comparison.Less, header.Parameters[0], n), new Edge(inside), new Edge(after));
        b.Block = inside;
        var next = body(b, header.Parameters[0], carried);
        b.Branch(header, [b.Add(header.Parameters[0], C(1)), .. next]);
        b.Block = after;
        return carried;
    }
}
