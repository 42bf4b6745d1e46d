using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// The parameter and result lists of the functions derived from one primal function; fixed by its types and the activity
/// pattern alone, so that recursive calls can be written before their target exists.
/// </summary>
/// <remarks>
///   primal             f(x...) -> y
///   pushforward        (x..., xDot..., tape) -> (y, yDot)        all xDot of the first dual stand before those of the second
///   split, forward     (x..., xShadow..., tape) -> (y, yShadow, token)
///   split, reverse     (x..., xShadow..., tape, token, yBar) -> (xBar...)
///   whole              (x..., xShadow..., tape, yBar) -> (y, xBar...)                 of a result that is a number
/// Only active parameters have duals: in reverse mode those that are or hold references have a shadow, those that are or
/// hold floating point numbers by value a cotangent. The token is the base of the call's frame of integers on the tape.
/// </remarks>
sealed class Signature
{
    public Signature(IReadOnlyList<Type> parameters, Type result, ActivityPattern pattern)
    {
        Parameters = parameters;
        Result = result;
        Pattern = pattern;
        var active = pattern.ActiveParameters;
        Shadowed = Array.FindAll(active, i => Carriers.HasReferences(parameters[i]));
        Cotangents = Array.FindAll(active, i => Carriers.HasFloats(parameters[i]));
        Tangents = Array.FindAll(active, i => Carriers.HasReferences(parameters[i]) || Carriers.HasFloats(parameters[i]));
        // Without an active parameter too: static fields may be.
        ResultActive = result != typeof(void) && Carriers.CanCarry(result);
    }

    public IReadOnlyList<Type> Parameters { get; }

    public Type Result { get; }

    public ActivityPattern Pattern { get; }

    /// <summary>Indices of the parameters that come with a shadow in reverse mode.</summary>
    public int[] Shadowed { get; }

    /// <summary>Indices of the parameters for which the reverse function returns a cotangent.</summary>
    public int[] Cotangents { get; }

    /// <summary>Indices of the parameters that come with a tangent in forward mode.</summary>
    public int[] Tangents { get; }

    public bool ResultActive { get; }

    public bool ResultShadowed => ResultActive && Carriers.HasReferences(Result);

    public bool ResultCotangent => ResultActive && Carriers.HasFloats(Result);

    public IReadOnlyList<Type> PushforwardParameters => [.. Parameters, .. Enumerable.Repeat(Tangents.Select(i => Pattern.Duals.TypeOf(Parameters[i])), Pattern.Duals.Count).SelectMany(t => t), typeof(Tape)];

    public IReadOnlyList<Type> PushforwardResults =>
        [.. Result == typeof(void) ? (Type[])[] : [Result], .. ResultActive ? Enumerable.Repeat(Pattern.Duals.TypeOf(Result), Pattern.Duals.Count) : []];

    public IReadOnlyList<Type> ForwardParameters => [.. Parameters, .. ParametersAt(Shadowed), typeof(Tape)];

    public IReadOnlyList<Type> ForwardResults =>
        [.. Result == typeof(void) ? (Type[])[] : [Result], .. ResultShadowed ? (Type[])[Result] : [], typeof(int)];

    public IReadOnlyList<Type> ReverseParameters =>
        [.. ForwardParameters, typeof(int), .. ResultCotangent ? (Type[])[Result] : []];

    public IReadOnlyList<Type> ReverseResults => ParametersAt(Cotangents);

    Type[] ParametersAt(int[] indices) => Array.ConvertAll(indices, i => Parameters[i]);

    public IReadOnlyList<Type> WholeParameters => [.. ForwardParameters, Result];

    public IReadOnlyList<Type> WholeResults => [Result, .. ReverseResults];

    public static Signature Of(MethodBase method, ActivityPattern pattern) =>
        new(ParametersOf(method), ResultOf(method), pattern);

    public static Type ResultOf(MethodBase method) =>
        method is MethodInfo m ? ExactTypes.Of(m.ReturnType) : typeof(void);

    public static Type[] ParametersOf(MethodBase method)
    {
        var parameters = method.GetParameters().Select(p => ExactTypes.Of(p.ParameterType));
        if (method.IsStatic)
            return [.. parameters];
        var type = method.DeclaringType!;
        return [type.IsValueType ? ExactTypes.Of(type).MakeByRefType() : type, .. parameters];
    }

    public Function NewPushforward(string name) => New(name + "_pushforward", PushforwardParameters, PushforwardResults);

    public Function NewForward(string name) => New(name + "_forward", ForwardParameters, ForwardResults);

    public Function NewWhole(string name) => New(name + "_whole", WholeParameters, WholeResults);

    public Function NewReverse(string name) => New(name + "_reverse", ReverseParameters, ReverseResults);

    static Function New(string name, IReadOnlyList<Type> parameters, IReadOnlyList<Type> results) =>
        new(name, parameters, Tuples.TypeOf(results));
}
