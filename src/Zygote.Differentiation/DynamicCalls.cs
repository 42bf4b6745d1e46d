using System;
using System.Collections.Generic;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Derivatives of calls whose target is known only when it arrives: of delegates, virtual and interface methods. Code asks a
/// <see cref="DispatchSite"/> for the compiled derivative of the method that it holds and calls that through a delegate.
/// </summary>
static class DynamicCalls
{
    static readonly MethodInfo PairMethod = typeof(DispatchSite).GetMethod(nameof(DispatchSite.GetPair))!;
    static readonly MethodInfo PushforwardMethod = typeof(DispatchSite).GetMethod(nameof(DispatchSite.GetPushforward))!;
    static readonly FieldInfo ForwardField = typeof(CompiledPair).GetField(nameof(CompiledPair.Forward))!;
    static readonly FieldInfo ReverseField = typeof(CompiledPair).GetField(nameof(CompiledPair.Reverse))!;

    /// <summary>An operation on a variable of type dynamic is a call of the delegate in a <see cref="CallSite"/>, passed first.</summary>
    public static bool IsDynamic(MethodBase method) =>
        method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(CallSite);

    public static Value ResolvePair(Builder builder, Instruction call, Signature signature, IStaticFields statics) =>
        builder.Call(PairMethod, Site(call, signature, statics), call.Operands[0]);

    public static Value ResolvePushforward(Builder builder, Instruction call, Signature signature, IStaticFields statics) =>
        builder.Call(PushforwardMethod, Site(call, signature, statics), call.Operands[0]);

    public static Value ResolvePair(Builder builder, DispatchSite site, Value receiver) =>
        builder.Call(PairMethod, Constant.OfObject(site), receiver);

    public static Value ResolvePushforward(Builder builder, DispatchSite site, Value receiver) =>
        builder.Call(PushforwardMethod, Constant.OfObject(site), receiver);

    public static Value Forward(Builder builder, Value pair) => builder.Load(builder.FieldAddress(pair, ForwardField));

    public static Value Reverse(Builder builder, Value pair) => builder.Load(builder.FieldAddress(pair, ReverseField));

    public static Value Invoke(
        Builder builder, Value code, IReadOnlyList<Type> parameters, IReadOnlyList<Type> results, IEnumerable<Value> arguments)
    {
        var type = DelegateType(parameters, results);
        return builder.CallVirtual(type.GetMethod("Invoke")!, [builder.UncheckedCast(type, code), .. arguments]);
    }

    public static Type DelegateType(IReadOnlyList<Type> parameters, IReadOnlyList<Type> results) =>
        Expression.GetDelegateType([.. parameters, Tuples.TypeOf(results)]);

    static Constant Site(Instruction call, Signature signature, IStaticFields statics) =>
        Constant.OfObject(call.Payload is Function { Attempted: { } method }
            ? new DispatchSite(method, signature, call.Span, statics, isAttempt: true)
            : new DispatchSite((MethodInfo)call.Payload!, signature, call.Span, statics));
}
