using System;
using System.Reflection;

namespace Zygote.Rules;

enum RuleKind
{
    /// <summary>Scalar partials: <c>(inputs..., y) -> partial or tuple of partials</c>.</summary>
    Derivative,

    /// <summary><c>(inputs...) -> (value, Func of the cotangent)</c>.</summary>
    Pullback,

    /// <summary><c>(inputs..., tangents...) -> (value, tangent)</c>.</summary>
    Pushforward,

    /// <summary>Another body for the same function, to be lifted in its place.</summary>
    Substitute,

    /// <summary>Arranges references only: <c>(inputs..., shadows..., tape) -> (value, shadow)</c>.</summary>
    Mirror,

    /// <summary>Constant for differentiation; called as it is.</summary>
    Zero,

    /// <summary>Must not meet a value that carries a derivative.</summary>
    Refused,

    /// <summary>Rules that were known before are gone; the code itself is differentiated.</summary>
    None,
}

/// <summary>Where a rule comes from; later ones win.</summary>
enum RuleOrigin
{
    /// <summary>This assembly.</summary>
    BuiltIn,

    /// <summary>A library of rules for someone else's assembly, see <see cref="RuleLibraries"/>.</summary>
    Library,

    /// <summary>The assembly that has the method.</summary>
    Beside,

    /// <summary>Another assembly of the program.</summary>
    Own,

    /// <summary><see cref="AD.RegisterRules"/>.</summary>
    Registered,
}

/// <summary>What is known about the derivative of a method.</summary>
sealed record DerivativeRule(RuleKind Kind)
{
    /// <summary>
    /// The body, closed over the type arguments of the method. A substitute for a method on <see cref="Array"/> stays open
    /// unless <see cref="RuleTable.Find"/> was given the static types of the arguments. Null for Zero and Refused.
    /// </summary>
    public MethodInfo? Method { get; init; }

    /// <summary>For a method that has both: the pushforward beside the pullback that <see cref="Method"/> is.</summary>
    public MethodInfo? Pushforward { get; init; }

    /// <summary>
    /// To which inputs the partials or cotangents belong, in order. Inputs count from 0, the instance first.
    /// </summary>
    public int[] Inputs { get; init; } = [];

    /// <summary>For Refused.</summary>
    public string Reason { get; init; } = "";

    /// <summary>For Refused.</summary>
    public string Remedy { get; init; } = "";
}

/// <summary>On the body of a rule for a method that only arranges references.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
sealed class MirrorOfAttribute(Type type, string method) : Attribute
{
    public Type Type { get; } = type;

    public string Method { get; } = method;
}
