using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Control;

/// <summary>The two halves of the derivative of a checkpointed loop: see <see cref="CheckpointedLoop{S}"/>.</summary>
static class LoopPairs
{
    const int State = 0;
    const int Steps = 1;
    const int Step = 2;
    const int Snapshots = 3;

    /// <summary>The call of the step, and what is active in it: the state, and what the step has captured.</summary>
    public static (MethodInfo Invoke, Signature Signature) StepOf(Signature loop)
    {
        var invoke = loop.Parameters[Step].GetMethod("Invoke")!;
        bool[] active = [true, Carriers.CanCarry(loop.Result), .. invoke.GetParameters().Skip(1).Select(_ => false)];
        return (invoke, Signature.Of(invoke, loop.Pattern with { Active = active }));
    }

    public static void FillForward(Function function, Signature signature)
    {
        var entry = function.AddEntry();
        var builder = new Builder(entry);
        var x = entry.Parameters;
        var run = Method(signature, "Run", BindingFlags.Static);
        var loop = builder.Call(
            run, x[^1], x[State], x[Steps], x[Step], x[Snapshots], ControlPairs.ShadowOf(entry, signature, State),
            ControlPairs.ShadowOf(entry, signature, Step));
        Value Get(string name) => builder.Call(Getter(signature, name), loop);
        Value[] items = signature.ResultShadowed ? [Get("Value"), Get("Shadow"), Get("Token")] : [Get("Value"), Get("Token")];
        builder.Return(Tuples.Make(builder, signature.ForwardResults, items));
    }

    public static void FillReverse(Function function, Signature signature, Signature stepSignature, SplitPair step)
    {
        var entry = function.AddEntry();
        var (next, body, done) = (new Block(), new Block(), new Block());
        function.Blocks.AddRange([next, body, done]);
        var hasCotangent = signature.ResultCotangent;
        if (hasCotangent)
            next.AddParameter(signature.Result, "cotangent");

        var builder = new Builder(entry);
        var count = signature.ForwardParameters.Count;
        var tape = entry.Parameters[count - 1];
        var loop = builder.Call(Method(signature, "Resume", BindingFlags.Static), tape, entry.Parameters[count]);
        builder.Branch(next, hasCotangent ? [entry.Parameters[^1]] : []);

        builder.Block = next;
        builder.BranchIf(builder.Call(Method(signature, "Next"), loop), new Edge(body, []), new Edge(done, []));

        builder.Block = body;
        Value Get(string name) => builder.Call(Getter(signature, name), loop);
        var stepType = signature.Parameters[Step];
        Value[] own = [entry.Parameters[Step], Get("State"), .. stepSignature.Parameters.Skip(2).Select(_ => Get("Index"))];
        var shadows = stepSignature.Shadowed.Select(
            i => i == 0 ? builder.UncheckedCast(stepType, Get("StepShadow")) : Get("Shadow"));
        Value[] inputs = [.. own, .. shadows, tape];
        var results = builder.CallFunction(step.Forward, inputs);
        var (value, shadow) = ControlPairs.ValueAndShadow(builder, stepSignature, results);
        builder.Call(Method(signature, "Join"), loop, value, shadow);
        var token = Tuples.Item(builder, results, stepSignature.ForwardResults.Count, stepSignature.ForwardResults.Count - 1);
        var cotangent = builder.CallFunction(step.Reverse, [.. inputs, token, .. next.Parameters]);
        builder.Call(Method(signature, "Leave"), loop);
        builder.Branch(next, hasCotangent ? [cotangent] : []);

        builder.Block = done;
        builder.Call(Method(signature, "End"), loop);
        builder.Return(signature.ReverseResults.Count == 0 ? null : next.Parameters[0]);
    }

    static MethodInfo Method(Signature signature, string name, BindingFlags kind = BindingFlags.Instance) =>
        typeof(CheckpointedLoop<>).MakeGenericType(signature.Result).GetMethod(name, BindingFlags.Public | kind)!;

    static MethodInfo Getter(Signature signature, string name) =>
        typeof(CheckpointedLoop<>).MakeGenericType(signature.Result).GetProperty(name)!.GetMethod!;
}
