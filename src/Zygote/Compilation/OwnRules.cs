using System;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;
using RuleKind = Zygote.Differentiation.RuleKind;

namespace Zygote.Compilation;

/// <summary>
/// What happens when code of ours is reached by differentiation: the run-time support of derivative code, when that is
/// differentiated again, and the public entry points, when a differentiated function calls them.
/// </summary>
static class OwnRules
{
    static readonly Rule Flat = new(RuleKind.Zero);

    static readonly Rule Support = new(
        RuleKind.Refused, Reason: "it supports derivative code, and derivatives of it at second order are not supported yet",
        Remedy: "Differentiate the function once, or write it without arrays of structs, rules and delegates.");

    static readonly Rule Nested = new(
        RuleKind.Refused, Reason: "a derivative inside a differentiated function is not supported yet",
        Remedy: "Take the derivative outside and pass its value in, or use AD.NthDerivative.");

    static readonly Rule Arithmetic = new(
        RuleKind.Refused, Reason: "it computes with an address whose origin is not known",
        Remedy: "Pass the array and an index instead.");

    public static Rule? Find(MethodBase method)
    {
        var type = method.DeclaringType;
        if (type is null)
            return null;
        if (type == typeof(NativeSpans))
            return Flat;
        if (type == typeof(Addresses))
            return Arithmetic;
        if (type == typeof(Tape))
            return method.Name is nameof(Tape.ShadowOf) or nameof(Tape.Fresh) ? Flat : null;
        if (type == typeof(Shadow))
            return method.Name == nameof(Shadow.ZerosLike) ? Flat : Support;
        if (type == typeof(DispatchSite))
            return Support;
        if (type == typeof(AD))
            return method.Name == nameof(AD.StopGradient) ? null : Nested;
        return IsDerived(type) ? Nested : null;
    }

    static bool IsDerived(Type type)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
        {
            if (t.IsGenericType && t.GetGenericTypeDefinition() == typeof(DerivedFunction<>))
                return true;
        }

        return type.Name.StartsWith("PullbackAt`", StringComparison.Ordinal);
    }
}
