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

    static readonly Rule Fresh = new(RuleKind.Fresh);

    static readonly Rule Support = new(
        RuleKind.Refused, Reason: "it supports derivative code, and derivatives of it at second order are not supported yet",
        Remedy: "Differentiate the function once, or write it without arrays of structs, rules and delegates.");

    static readonly Rule Replacement = new(RuleKind.Exchange);

    static readonly Rule Partitions = new(
        RuleKind.Refused, Reason: "a partitioner hands out values that carry a derivative",
        Remedy: "Pass the array or list itself, or partition its indices.");

    static readonly string[] Forks = [nameof(Fork.Ranges), nameof(Fork.Iterations)];

    static readonly string[] Starts = [nameof(Background.Start), nameof(Background.Make)];
    static readonly string[] Waits = [nameof(Background.Settle), nameof(Background.Launch), nameof(Background.Join)];
    static readonly string[] Observations =
    [
        nameof(Background.Complete), nameof(Background.HasEnded), nameof(Background.HaveEnded), nameof(Background.FirstEnded),
        nameof(Background.WaitForAny), nameof(Background.IsCanceled), nameof(Background.HasFailed), nameof(Background.FailureOf),
        nameof(Background.OrdinaryResult), nameof(Background.WaitForSource),
        nameof(Background.NotEnded), nameof(Background.Drops),
    ];

    static readonly Rule Arithmetic = new(
        RuleKind.Refused, Reason: "it computes with an address whose origin is not known",
        Remedy: "Pass the array and an index instead, or a ref to the inline array.");

    public static Rule? Find(MethodBase method)
    {
        var type = method.DeclaringType;
        if (type is null || SystemTypes.IsSystem(type))
            return null;
        if (type == typeof(NativeSpans))
            return Flat;
        if (type == typeof(Addresses))
            return Arithmetic;
        if (type == typeof(Tape))
            return IsFlatOnTape(method) ? Flat : null;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(StaticShadow<>))
        {
            return method.Name == nameof(StaticShadow<int>.Of) ? Flat
                : method.Name == nameof(StaticShadow<int>.PrepareMirror) ? null
                : method.Name == nameof(StaticShadow<int>.Prepare) ? new Rule(RuleKind.Mirror, type.GetMethod(nameof(StaticShadow<int>.PrepareMirror)))
                : Support;
        }

        if (type == typeof(Shadow))
            return OfShadow((MethodInfo)method);
        if (type == typeof(ShadowStructure))
            return method.Name == nameof(ShadowStructure.Completed) ? null : Flat;
        if (type == typeof(ShadowWiring) || type == typeof(ShadowType))
            return Flat;
        if (type == typeof(Background) && method is MethodInfo operation)
        {
            return Array.IndexOf(Waits, method.Name) >= 0
                ? new Rule(RuleKind.Callback) { Callback = Callback.Of(operation) with { IsAlwaysActive = true } }
                : Array.IndexOf(Starts, method.Name) >= 0 ? new Rule(RuleKind.Callback) { Callback = Callback.Of(operation) }
                : Array.IndexOf(Observations, method.Name) >= 0 ? Flat
                : Support;
        }

        if (type == typeof(Conduit))
        {
            return method.Name is nameof(Conduit.Put) ? new Rule(RuleKind.Callback) { Callback = Callback.Of((MethodInfo)method) }
                : method.Name is nameof(Conduit.Take)
                    ? new Rule(RuleKind.Callback) { Callback = Callback.Of((MethodInfo)method) with { Delivers = true } }
                : Flat;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Future<>))
            return method is ConstructorInfo ? Flat : null;
        if (type == typeof(Fork) && method is MethodInfo primal && Array.IndexOf(Forks, method.Name) >= 0)
            return new Rule(RuleKind.Callback) { Callback = Callback.Of(primal) };
        if (type == typeof(Exchange))
            return method.Name is nameof(Exchange.Replace) or nameof(Exchange.CompareAndReplace) ? Replacement : Support;
        if (type == typeof(Fork) && method.Name == nameof(Fork.Parts))
            return Carriers.CanCarry(method.GetGenericArguments()[0]) ? Partitions : Flat;
        if (type == typeof(CompiledPair))
            return Flat;
        if (type == typeof(DispatchSite))
            return method.Name == nameof(DispatchSite.TargetShadow) ? null : Flat;
        if (type == typeof(Fork) || type == typeof(Atomic)
            || type.Namespace == typeof(Control.Checkpoints).Namespace)
        {
            return Support;
        }

        return type == typeof(NestedCode) && method.Name is nameof(NestedCode.Of) or nameof(NestedCode.RequireFirstRun) ? Flat : null;
    }

    static bool IsFlatOnTape(MethodBase method) => method.Name switch
    {
        nameof(Tape.ShadowOf) or nameof(Tape.ReadShadowOf) or nameof(Tape.ShadowIfAny) or nameof(Tape.CheckStack) or nameof(Tape.ZerosOf)
            or nameof(Tape.Fresh) or nameof(Tape.Layer) => true,
        nameof(Tape.Enlarged) => !Carriers.CanCarry(method.GetGenericArguments()[0]), // a stack of integers
        _ => false,
    };

    /// <summary>Arrays and numbers have code that can be read; what walks through objects is linear as a whole.</summary>
    static Rule? OfShadow(MethodInfo method)
    {
        var type = method.IsGenericMethod ? method.GetGenericArguments()[0] : typeof(Array);
        var isNumber = type == typeof(double) || type == typeof(float);
        Rule? Linear(string transpose) =>
            !type.IsValueType ? new Rule(RuleKind.Linear, Generic(typeof(Shadow).GetMethod(transpose)!))
            : Carriers.HasReferences(type) ? Support
            : Flat;
        MethodInfo Generic(MethodInfo transpose) => transpose.IsGenericMethod ? transpose.MakeGenericMethod(type) : transpose;
        return method.Name switch
        {
            nameof(Shadow.ZerosLike) =>
                isNumber || type == typeof(double[]) || type == typeof(float[]) ? null : type.IsValueType ? Flat : Fresh,
            nameof(Shadow.Rows) => null,
            nameof(Shadow.Copy) => Carriers.CanCarry(type) ? null : Flat,
            nameof(Shadow.CheckSameShape) or nameof(Shadow.CopyConstants) or nameof(Shadow.CanCarryDerivative) or nameof(Shadow.HasLooseNumbers) => Flat,
            nameof(Shadow.Clear) => Linear(nameof(Shadow.Clear)),
            nameof(Shadow.ClearNumbers) => Linear(nameof(Shadow.ClearNumbers)),
            nameof(Shadow.Accumulate) => isNumber ? null : Linear(nameof(Shadow.AccumulateTransposed)),
            nameof(Shadow.AccumulateTransposed) => Linear(nameof(Shadow.Accumulate)),
            _ => Support,
        };
    }
}
