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
    static readonly MethodInfo ZerosLike =
        typeof(Shadow).GetMethods().Single(m => m.Name == nameof(Shadow.ZerosLike) && m.GetParameters().Length == 1);
    static readonly MethodInfo TargetShadow = typeof(DispatchSite).GetMethod(nameof(DispatchSite.TargetShadow))!;
    static readonly MethodInfo Target = typeof(Delegate).GetProperty(nameof(Delegate.Target))!.GetMethod!;

    public static CompiledPair CompilePair(Compiler compiler, DispatchSite site, MethodBase method) =>
        compiler.InScopeOf(site, () => Pair(compiler, site, method));

    static CompiledPair Pair(Compiler compiler, DispatchSite site, MethodBase method)
    {
        var outer = site.Signature;
        var (inner, pattern) = InnerOf(site, method);
        var pair = compiler.GetSplit(method, pattern, site.Span);
        var known = Signature.Of(method, pattern);
        var forward = Adapt(
            outer.NewForward(Compiler.NameOf(method)), pair.Forward, site, inner, method, known.ForwardResults, outer.ForwardResults);
        var reverse = Adapt(
            outer.NewReverse(Compiler.NameOf(method)), pair.Reverse, site, inner, method, known.ReverseResults, outer.ReverseResults);
        return new CompiledPair(
            Compile(forward, outer.ForwardParameters, outer.ForwardResults),
            Compile(reverse, outer.ReverseParameters, outer.ReverseResults));
    }

    public static Delegate CompilePushforward(Compiler compiler, DispatchSite site, MethodBase method) =>
        compiler.InScopeOf(site, () => Pushforward(compiler, site, method));

    static Delegate Pushforward(Compiler compiler, DispatchSite site, MethodBase method)
    {
        var outer = site.Signature;
        var (inner, pattern) = InnerOf(site, method);
        var function = Adapt(
            outer.NewPushforward(Compiler.NameOf(method)), compiler.GetPushforward(method, pattern, site.Span), site, inner, method,
            Signature.Of(method, pattern).PushforwardResults, outer.PushforwardResults);
        return Compile(function, outer.PushforwardParameters, outer.PushforwardResults);
    }

    static Delegate Compile(Function function, IReadOnlyList<Type> parameters, IReadOnlyList<Type> results) =>
        Emitter.Compile(function, DynamicCalls.DelegateType(parameters, results));

    /// <summary>Which of the method's own parameters are active; the receiver of a static method vanishes.</summary>
    static (Type[] Parameters, ActivityPattern Pattern) InnerOf(DispatchSite site, MethodBase method)
    {
        var parameters = Signature.ParametersOf(method);
        var outer = site.Signature.Pattern.Active;
        var hasReceiver = parameters.Length == outer.Count;
        return (parameters, new ActivityPattern(hasReceiver ? outer : [.. outer.Skip(1)]));
    }

    static Function Adapt(
        Function adapter, Function derived, DispatchSite site, Type[] inner, MethodBase method,
        IReadOnlyList<Type> innerResults, IReadOnlyList<Type> outerResults)
    {
        var entry = adapter.AddEntry();
        var builder = new Builder(entry) { Span = site.Span };
        var signature = site.Signature;
        var count = signature.Parameters.Count;
        var isDelegate = typeof(Delegate).IsAssignableFrom(site.Called.DeclaringType) && site.Called.Name == "Invoke";
        var tape = entry.Parameters.ToList().FindIndex(p => p.Type == typeof(Tape));
        var arguments = new List<Value>();
        for (var i = 0; i < entry.Parameters.Count; i++)
        {
            // The receiver stands first, its dual first among the duals.
            var isReceiver = i == 0 || (i == count && signature.Pattern.Active[0]);
            if (!isReceiver)
            {
                arguments.Add(entry.Parameters[i]);
                continue;
            }

            // A static method has no receiver; a receiver whose exact type holds no numbers has no dual.
            Value receiver = entry.Parameters[i];
            if (inner.Length < count || (i > 0 && !Carriers.HasReferences(inner[0])))
                continue;
            if (isDelegate)
            {
                receiver = i == 0
                    ? builder.Call(Target, receiver)
                    : builder.Call(TargetShadow, entry.Parameters[tape], entry.Parameters[0], receiver);
            }

            arguments.Add(method.DeclaringType!.IsValueType && !method.IsStatic
                ? builder.Append(Opcode.UnboxAddress, method.DeclaringType.MakeByRefType(), method.DeclaringType, receiver)
                : builder.UncheckedCast(inner[0], receiver));
        }

        // A constant function of constants has no cotangent to take.
        var result = builder.CallFunction(derived, [.. arguments.Take(derived.ParameterTypes.Count)]);
        builder.Return(Results(builder, result, innerResults, outerResults));
        return adapter;
    }

    /// <summary>
    /// The results that the site wants. The method's own may be of narrower types. The method may know that its result is constant where the site does not: then the
    /// dual, always the second of the results, is made of zeros.
    /// </summary>
    static Value? Results(Builder builder, Value result, IReadOnlyList<Type> inner, IReadOnlyList<Type> outer)
    {
        if (outer.Count == 0)
            return null;
        if (inner.SequenceEqual(outer))
            return result;
        var items = Enumerable.Range(0, inner.Count).Select(i => Tuples.Item(builder, result, inner.Count, i)).ToList();
        if (inner.Count < outer.Count)
            items.Insert(1, builder.Call(ZerosLike.MakeGenericMethod(outer[1]), items[0]));
        for (var i = 0; i < items.Count; i++)
        {
            if (StackTypes.IsReference(outer[i]))
                items[i] = builder.UncheckedCast(outer[i], items[i]);
        }

        return Tuples.Make(builder, outer, items);
    }
}
