using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.Emission;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>
/// Fits the derivative of the method that a delegate or virtual call reaches to the signature that the call site knows: the
/// receiver is a delegate, an interface or a base class there, and the target or the exact class here.
/// </summary>
static class DispatchAdapters
{
    /// <summary>Larger derivatives are called by the adapter: what a call costs does not matter to them.</summary>
    const int InliningLimit = 200;

    static readonly object Ignored = new();

    static readonly MethodInfo TargetShadow = typeof(DispatchSite).GetMethod(nameof(DispatchSite.TargetShadow))!;
    static readonly MethodInfo Target = typeof(Delegate).GetProperty(nameof(Delegate.Target))!.GetMethod!;

    static readonly MethodInfo ShadowOf = typeof(Tape).GetMethod(nameof(Tape.ShadowOf))!;

    public static CompiledPair CompilePair(Compiler compiler, DispatchSite site, object receiver, bool isConstant) =>
        compiler.InScopeOf(site, () => Pair(compiler, site, receiver, isConstant));

    static CompiledPair Pair(Compiler compiler, DispatchSite site, object receiver, bool isConstant)
    {
        var outer = site.Signature;
        var method = site.Target(receiver);
        var (inner, pattern) = InnerOf(site, method, isConstant || DispatchSite.IsConstant(receiver));
        if (IsConstant(site, method, inner, pattern))
        {
            return new CompiledPair(
                Compile(Constant(compiler, site, outer.NewForward("constant"), true), outer.ForwardParameters, outer.ForwardResults),
                Compile(Nothing(outer), outer.ReverseParameters, outer.ReverseResults));
        }

        var attempt = CodeOf(compiler, site, method);
        var pair = attempt is null ? compiler.GetSplit(method, pattern, site.Span) : compiler.GetSplit(attempt, pattern);
        var known = SignatureOf(method, attempt, pattern);
        var forward = Adapt(
            outer.NewForward(Compiler.NameOf(method)), pair.Forward, site, inner, method, pattern.Active is [true, ..], known.ForwardResults, outer.ForwardResults);
        var reverse = Adapt(
            outer.NewReverse(Compiler.NameOf(method)), pair.Reverse, site, inner, method, pattern.Active is [true, ..], known.ReverseResults, outer.ReverseResults);
        return new CompiledPair(
            Compile(forward, outer.ForwardParameters, outer.ForwardResults),
            Compile(reverse, outer.ReverseParameters, outer.ReverseResults));
    }

    public static Delegate CompilePushforward(Compiler compiler, DispatchSite site, object receiver, bool isConstant) =>
        compiler.InScopeOf(site, () => Pushforward(compiler, site, receiver, isConstant));

    static Delegate Pushforward(Compiler compiler, DispatchSite site, object receiver, bool isConstant)
    {
        var outer = site.Signature;
        var method = site.Target(receiver);
        var (inner, pattern) = InnerOf(site, method, isConstant || DispatchSite.IsConstant(receiver));
        if (IsConstant(site, method, inner, pattern))
        {
            return Compile(
                Constant(compiler, site, outer.NewPushforward("constant"), false), outer.PushforwardParameters, outer.PushforwardResults);
        }

        var attempt = CodeOf(compiler, site, method);
        var derived = attempt is null ? compiler.GetPushforward(method, pattern, site.Span) : compiler.GetPushforward(attempt, pattern);
        var function = Adapt(
            outer.NewPushforward(Compiler.NameOf(method)), derived, site, inner, method, pattern.Active is [true, ..],
            SignatureOf(method, attempt, pattern).PushforwardResults, outer.PushforwardResults);
        return Compile(function, outer.PushforwardParameters, outer.PushforwardResults);
    }

    /// <summary>Code that is not the method's own: derivative code, or an attempt.</summary>
    static Function? CodeOf(Compiler compiler, DispatchSite site, MethodInfo method)
    {
        if (Emitter.SourceOf(method) is not { } source)
            return site.IsAttempt ? compiler.Attempt(method, site.Span) : null;
        source = compiler.ForNesting(source);
        return site.IsAttempt ? compiler.Attempt(source) : source;
    }

    static Signature SignatureOf(MethodBase method, Function? attempt, ActivityPattern pattern) =>
        attempt is null ? Signature.Of(method, pattern) : new Signature(attempt.ParameterTypes, attempt.ReturnType, pattern);

    static Delegate Compile(Function function, IReadOnlyList<Type> parameters, IReadOnlyList<Type> results) =>
        Emitter.Compile(WithIgnoredFirst(function), DynamicCalls.DelegateType(parameters, results), Ignored, Optimizer.Emitted);

    /// <summary>A delegate with a bound argument calls its code at once, one without has to shift all arguments first.</summary>
    static Function WithIgnoredFirst(Function function)
    {
        var result = new Function(function.Name, [typeof(object), .. function.ParameterTypes], function.ReturnType, function.Method);
        result.Blocks.AddRange(function.Blocks);
        result.Entry.Parameters.Insert(0, new BlockParameter(result.Entry, typeof(object)));
        return result;
    }

    /// <summary>
    /// Which of the method's own parameters are active; the receiver of a static method vanishes, and one that can have no
    /// shadow is a constant.
    /// </summary>
    static (Type[] Parameters, ActivityPattern Pattern) InnerOf(DispatchSite site, MethodBase method, bool isConstant)
    {
        var parameters = Signature.ParametersOf(method);
        var outer = site.Signature.Pattern.Active;
        var hasReceiver = parameters.Length == outer.Length;
        return (parameters, new ActivityPattern(
            hasReceiver ? [outer[0] && !isConstant, .. outer[1..]] : outer[1..],
            site.Signature.Pattern.Concurrency)
        { Duals = site.Signature.Pattern.Duals });
    }

    /// <summary>Nothing varies that the method is given, nor what it finds in static fields or leaves there.</summary>
    static bool IsConstant(DispatchSite site, MethodInfo method, Type[] parameters, ActivityPattern pattern)
    {
        if (pattern.Active.Contains(true))
            return false;
        return Emitter.SourceOf(method) is not null
            ? !site.Statics.AnyActive // derivative code: what it uses is not in IL
            : !site.Statics.MayTouch(new Instruction(
                Opcode.Call, StackTypes.Of(method.ReturnType), [.. parameters.Select(p => (Value)IR.Constant.Zero(p))], method));
    }

    /// <summary>The call as it is; nothing that it is given varies.</summary>
    static Function Constant(Compiler compiler, DispatchSite site, Function function, bool withToken)
    {
        var entry = function.AddEntry();
        var builder = new Builder(entry) { Span = site.Span };
        Value[] arguments = [.. entry.Parameters.Take(site.Signature.Parameters.Count)];
        var value = site.IsAttempt
            ? builder.CallFunction(compiler.AttemptVirtual(site.Called), arguments)
            : builder.CallVirtual(site.Called, arguments);
        var signature = site.Signature;
        var items = new List<Value>();
        if (signature.Result != typeof(void))
            items.Add(value);
        if (withToken ? signature.ResultShadowed : signature.ResultActive)
            items.AddRange(DualsOf(builder, entry, value, signature));
        if (withToken)
            items.Add(IR.Constant.Of(0));
        builder.Return(items.Count == 0 ? null : Tuples.Make(builder, withToken ? signature.ForwardResults : signature.PushforwardResults, items));
        return function;
    }

    static Function Nothing(Signature signature)
    {
        var function = signature.NewReverse("constant");
        var builder = new Builder(function.AddEntry());
        builder.Return(signature.ReverseResults.Count == 0 ? null
            : Tuples.Make(builder, signature.ReverseResults, [.. signature.ReverseResults.Select(t => (Value)IR.Constant.Zero(t))]));
        return function;
    }

    // The last: derivative code has that of an inner derivative among its arguments.
    static BlockParameter TapeOf(Block entry) => entry.Parameters.Last(p => p.Type == typeof(Tape));

    static Value LayerOf(Builder builder, Block entry, int index) => index == 0
        ? TapeOf(entry)
        : builder.Call(typeof(Tape).GetMethod(nameof(Tape.Layer))!, TapeOf(entry), IR.Constant.Of(index));

    static IEnumerable<Value> DualsOf(Builder builder, Block entry, Value value, Signature signature) =>
        [.. Enumerable.Range(0, signature.Pattern.Duals.Count).Select(k => DualOf(builder, LayerOf(builder, entry, k), value))];

    /// <summary>The dual of a constant: for an object always the same one.</summary>
    static Value DualOf(Builder builder, Value tape, Value value)
    {
        if (StackTypes.IsReference(value.Type))
            return Carriers.CanCarry(value.Type) ? builder.Call(ShadowOf.MakeGenericMethod(value.Type), tape, value) : IR.Constant.Zero(value.Type);
        if (!StackTypes.IsStruct(value.Type) || !Carriers.HasReferences(value.Type))
            return IR.Constant.Zero(value.Type);
        Value dual = IR.Constant.Zero(value.Type);
        foreach (var field in Carriers.Fields(value.Type))
        {
            if (Carriers.HasReferences(field.FieldType))
                dual = builder.WithField(dual, field, DualOf(builder, tape, builder.GetField(value, field)));
        }

        return dual;
    }

    static Function Adapt(
        Function adapter, Function derived, DispatchSite site, Type[] inner, MethodBase method, bool receiverIsActive,
        IReadOnlyList<Type> innerResults, IReadOnlyList<Type> outerResults)
    {
        var entry = adapter.AddEntry();
        var builder = new Builder(entry) { Span = site.Span };
        var signature = site.Signature;
        var count = signature.Parameters.Count;
        var isDelegate = typeof(Delegate).IsAssignableFrom(site.Called.DeclaringType) && site.Called.Name == "Invoke";
        var tape = entry.Parameters.ToList().FindLastIndex(p => p.Type == typeof(Tape));
        var stride = (tape - count) / Math.Max(1, signature.Pattern.Duals.Count);
        var arguments = new List<Value>();
        for (var i = 0; i < entry.Parameters.Count; i++)
        {
            // The receiver stands first, its dual first among the duals.
            var dual = i < count || i >= tape || !signature.Pattern.Active[0] ? -1 : (i - count) / stride;
            var isReceiver = i == 0 || (dual >= 0 && (i - count) % stride == 0);
            if (!isReceiver)
            {
                arguments.Add(entry.Parameters[i]);
                continue;
            }

            // A static method has no receiver; a receiver whose exact type holds no numbers has no dual.
            Value receiver = entry.Parameters[i];
            if (inner.Length < count || (i > 0 && (!receiverIsActive || !Carriers.HasReferences(inner[0]))))
                continue;
            if (isDelegate)
            {
                receiver = i == 0
                    ? builder.Call(Target, receiver)
                    : builder.Call(TargetShadow, LayerOf(builder, entry, dual), entry.Parameters[0], receiver);
            }

            arguments.Add(method is { IsStatic: false, DeclaringType.IsValueType: true }
                ? builder.Append(Opcode.UnboxAddress, method.DeclaringType.MakeByRefType(), method.DeclaringType, receiver)
                : builder.UncheckedCast(inner[0], receiver));
        }

        // A constant function of constants has no cotangent to take.
        var result = builder.CallFunction(derived, [.. arguments.Take(derived.ParameterTypes.Count)]);
        builder.Return(Results(builder, entry, result, innerResults, outerResults, signature));
        if (derived.Size <= InliningLimit && Optimizer.Inline(adapter, c => c == result ? derived : null))
            Optimizer.Simplify(adapter);
        return adapter;
    }

    /// <summary>
    /// The results that the site wants. The method's own may be of narrower types. The method may know that its result is constant where the site does not: then the
    /// dual, always the second of the results, is made of zeros.
    /// </summary>
    static Value? Results(
        Builder builder, Block entry, Value result, IReadOnlyList<Type> inner, IReadOnlyList<Type> outer, Signature signature)
    {
        if (outer.Count == 0)
            return null;
        if (inner.SequenceEqual(outer))
            return result;
        var items = Enumerable.Range(0, inner.Count).Select(i => Tuples.Item(builder, result, inner.Count, i)).ToList();
        if (inner.Count < outer.Count)
            items.InsertRange(1, DualsOf(builder, entry, items[0], signature));

        // An override may return a narrower type, as may a method of a variant interface.
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Type != StackTypes.Of(outer[i]))
                items[i] = builder.UncheckedCast(outer[i], items[i]);
        }

        return Tuples.Make(builder, outer, items);
    }
}
