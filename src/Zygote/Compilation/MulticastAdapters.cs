using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.Emission;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>
/// The derivative of a call of a delegate with several targets: of the calls of its parts, one after the other. The last
/// result counts, and backwards only the last call gets a cotangent.
/// </summary>
static class MulticastAdapters
{
    static readonly MethodInfo Part = Method(typeof(Multicast), nameof(Multicast.Part));
    static readonly MethodInfo PartShadow = Method(typeof(Multicast), nameof(Multicast.PartShadow));
    static readonly MethodInfo Keep = Method(typeof(Multicast), nameof(Multicast.Keep));
    static readonly MethodInfo Kept = Method(typeof(Multicast), nameof(Multicast.Kept));
    static readonly MethodInfo Reserve = Method(typeof(Tape), nameof(Tape.ReserveIntegers));
    static readonly MethodInfo Accumulate = Method(typeof(Shadow), nameof(Shadow.Accumulate));

    public static CompiledPair CompilePair(DispatchSite site, int parts) => new(
        Compile(Forward(site, parts), site.Signature.ForwardParameters, site.Signature.ForwardResults),
        Compile(Reverse(site, parts), site.Signature.ReverseParameters, site.Signature.ReverseResults));

    public static Delegate CompilePushforward(DispatchSite site, int parts)
    {
        var signature = site.Signature;
        var function = signature.NewPushforward(NameOf(site));
        var builder = new Builder(function.AddEntry()) { Span = site.Span };
        Value? results = null;
        for (var k = 0; k < parts; k++)
        {
            var arguments = Arguments(builder, site, k);
            var code = DynamicCalls.ResolvePushforward(builder, Constant.OfObject(site), arguments[0]);
            results = DynamicCalls.Invoke(builder, code, signature.PushforwardParameters, signature.PushforwardResults, arguments);
        }

        builder.Return(results!.Type == typeof(void) ? null : results);
        return Compile(function, signature.PushforwardParameters, signature.PushforwardResults);
    }

    static Function Forward(DispatchSite site, int parts)
    {
        var signature = site.Signature;
        var function = signature.NewForward(NameOf(site));
        var builder = new Builder(function.AddEntry()) { Span = site.Span };
        var tape = function.Entry.Parameters[^1];
        var start = builder.Call(Reserve, tape, Constant.Of(parts));
        var count = signature.ForwardResults.Count;
        Value results = null!;
        for (var k = 0; k < parts; k++)
        {
            var arguments = Arguments(builder, site, k);
            var pair = DynamicCalls.ResolvePair(builder, Constant.OfObject(site), arguments[0]);
            results = DynamicCalls.Invoke(
                builder, DynamicCalls.Forward(builder, pair), signature.ForwardParameters, signature.ForwardResults, arguments);
            builder.Call(Keep, tape, builder.Add(start, Constant.Of(k)), Tuples.Item(builder, results, count, count - 1));
        }

        Value[] items = [.. Enumerable.Range(0, count - 1).Select(i => Tuples.Item(builder, results, count, i)), start];
        builder.Return(Tuples.Make(builder, signature.ForwardResults, items));
        return function;
    }

    static Function Reverse(DispatchSite site, int parts)
    {
        var signature = site.Signature;
        var function = signature.NewReverse(NameOf(site));
        var builder = new Builder(function.AddEntry()) { Span = site.Span };
        var entry = function.Entry.Parameters;
        var forwardCount = signature.ForwardParameters.Count;
        var count = signature.ReverseResults.Count;
        var sums = new Value?[count];
        for (var k = parts - 1; k >= 0; k--)
        {
            var arguments = Arguments(builder, site, k);
            var place = builder.Add(entry[forwardCount], Constant.Of(k));
            arguments[forwardCount] = builder.Call(Kept, entry[forwardCount - 1], place);
            if (signature.ResultCotangent && k < parts - 1)
                arguments[^1] = Constant.Zero(entry[^1].Type);
            var pair = DynamicCalls.ResolvePair(builder, Constant.OfObject(site), arguments[0]);
            var results = DynamicCalls.Invoke(
                builder, DynamicCalls.Reverse(builder, pair), signature.ReverseParameters, signature.ReverseResults, arguments);
            for (var i = 0; i < count; i++)
                sums[i] = Sum(builder, sums[i], Tuples.Item(builder, results, count, i));
        }

        builder.Return(count == 0 ? null : Tuples.Make(builder, signature.ReverseResults, sums!));
        return function;
    }

    static Value Sum(Builder builder, Value? a, Value b) => a is null ? b
        : StackTypes.IsFloat(b.Type) ? builder.Add(a, b)
        : builder.Call(Accumulate.MakeGenericMethod(b.Type), a, b);

    /// <summary>Those of the whole call, with one part in place of the delegate.</summary>
    static Value[] Arguments(Builder builder, DispatchSite site, int index)
    {
        var signature = site.Signature;
        Value[] arguments = [.. builder.Block.Parameters];
        var type = arguments[0].Type;
        arguments[0] = builder.UncheckedCast(type, builder.Call(Part, arguments[0], Constant.Of(index)));
        if (signature.Pattern.Active[0])
        {
            // All duals of the first coefficient come before those of the second.
            var first = signature.Parameters.Count;
            var tape = Array.FindLastIndex(arguments, a => a.Type == typeof(Tape));
            for (var shadow = first; shadow < tape; shadow += (tape - first) / signature.Pattern.Duals.Count)
                arguments[shadow] = builder.UncheckedCast(type, builder.Call(PartShadow, arguments[shadow], Constant.Of(index)));
        }

        return arguments;
    }

    static Delegate Compile(Function function, IReadOnlyList<Type> parameters, IReadOnlyList<Type> results) =>
        Emitter.Compile(function, DynamicCalls.DelegateType(parameters, results), emitted: Optimizer.Emitted);

    static string NameOf(DispatchSite site) => $"{site.Called.DeclaringType!.Name}.{site.Called.Name}";

    static MethodInfo Method(Type type, string name) => type.GetMethod(name)!;
}
