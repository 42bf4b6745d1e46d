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
    static readonly MethodInfo PairOnMethod = typeof(DispatchSite).GetMethod(nameof(DispatchSite.GetPairOn))!;
    static readonly MethodInfo PushforwardMethod = typeof(DispatchSite).GetMethod(nameof(DispatchSite.GetPushforward))!;
    static readonly MethodInfo PushforwardOnMethod = typeof(DispatchSite).GetMethod(nameof(DispatchSite.GetPushforwardOn))!;
    static readonly FieldInfo ForwardField = typeof(CompiledPair).GetField(nameof(CompiledPair.Forward))!;
    static readonly FieldInfo NumberField = typeof(CompiledPair).GetField(nameof(CompiledPair.Number))!;
    static readonly MethodInfo PairOfMethod = typeof(DispatchSite).GetMethod(nameof(DispatchSite.PairOf))!;
    static readonly MethodInfo ShadowForMethod = typeof(CompiledPair).GetMethod(nameof(CompiledPair.ShadowFor))!;
    static readonly FieldInfo ReverseField = typeof(CompiledPair).GetField(nameof(CompiledPair.Reverse))!;

    /// <summary>An operation on a variable of type dynamic is a call of the delegate in a <see cref="CallSite"/>, passed first.</summary>
    public static bool IsDynamic(MethodBase method) =>
        method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(CallSite);

    /// <param name="builder">Where the question is asked.</param>
    /// <param name="site">The site.</param>
    /// <param name="receiver">What the call is made on.</param>
    /// <param name="tape">Of a receiver that came without a shadow: where it may have one, see <see cref="Tape.HasNoShadows"/>.</param>
    public static Value ResolvePair(Builder builder, Constant site, Value receiver, Value? tape = null) =>
        tape is null ? builder.Call(PairMethod, site, receiver) : builder.Call(PairOnMethod, site, tape, receiver);

    /// <inheritdoc cref="ResolvePair"/>
    public static Value ResolvePushforward(Builder builder, Constant site, Value receiver, Value? tape = null) =>
        tape is null ? builder.Call(PushforwardMethod, site, receiver) : builder.Call(PushforwardOnMethod, site, tape, receiver);

    /// <summary>What the reverse half needs to find the pair again; a number is kept more cheaply than an object.</summary>
    public static Value Number(Builder builder, Value pair) => builder.Load(builder.FieldAddress(pair, NumberField));

    public static Value PairOf(Builder builder, Constant site, Value number) => builder.Call(PairOfMethod, site, number);

    /// <summary>The shadow of a receiver that came without one, the same for both halves of the pair.</summary>
    public static Value ShadowFor(Builder builder, Value pair, Value tape, Value receiver) =>
        builder.Call(ShadowForMethod.MakeGenericMethod(receiver.Type), pair, tape, receiver);

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

    public static Constant Site(Instruction call, Signature signature, IStaticFields statics) =>
        Constant.OfObject(call.Payload is Function { Attempted: { } method }
            ? new DispatchSite(method, signature, call.Span, statics, isAttempt: true)
            : new DispatchSite((MethodInfo)call.Payload!, signature, call.Span, statics));
}
