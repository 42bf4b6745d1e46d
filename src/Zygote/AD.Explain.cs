using System;

using Zygote.Compilation;
using Zygote.Rules;

namespace Zygote;

/// <summary>Which derivative <see cref="AD.Explain"/> shows.</summary>
public enum DerivativeKind
{
    /// <summary>Reverse mode of a real function: value and gradient.</summary>
    Gradient,

    /// <summary>Reverse mode in two parts: the evaluation, and the pullback of a cotangent.</summary>
    Pullback,

    /// <summary>Forward mode by one real argument.</summary>
    Derivative,

    /// <summary>Forward mode along a direction: value and tangent.</summary>
    Pushforward,
}

/// <summary>How <see cref="AD.Explain"/> writes it.</summary>
public enum ExplainFormat
{
    /// <summary>Text that reads like C#.</summary>
    Code,

    /// <summary>The intermediate representation, as it was handed to the emitter.</summary>
    IR,
}

/// <summary>Automatic differentiation of compiled C#.</summary>
/// <remarks>
/// Every function here reads the IL of the delegate it is given, writes the derivative as another program, and has it
/// compiled once; the code is cached by method. All of them are thread-safe, and all can be differentiated in turn.
/// </remarks>
public static partial class AD
{
    /// <summary>
    /// The program that computes a derivative of <paramref name="f"/>, as text to read; after it what it calls of the
    /// compiler's own making.
    /// </summary>
    /// <param name="f">The function.</param>
    /// <param name="kind">Which derivative.</param>
    /// <param name="format">C#-like code, or the intermediate representation.</param>
    /// <returns>The text, several lines. It is for people: the format may change between versions.</returns>
    /// <exception cref="NotDifferentiableException">
    /// <paramref name="f"/> needs something that has no derivative rule.
    /// </exception>
    public static string Explain(
        Delegate f, DerivativeKind kind = DerivativeKind.Gradient, ExplainFormat format = ExplainFormat.Code)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Engine.Explain(f, kind, format);
    }

    /// <summary>
    /// Makes the derivative rules in a class known. Those in the user's own assemblies are found by themselves.
    /// </summary>
    /// <param name="rules">
    /// A class with static methods that carry <see cref="DerivativeOfAttribute"/>, <see cref="PullbackOfAttribute"/>,
    /// <see cref="PushforwardOfAttribute"/> or <see cref="SubstituteForAttribute"/>, or that has
    /// <see cref="ZeroDerivativeAttribute"/> or <see cref="NoRuleForAttribute"/>. They replace earlier rules for the same
    /// methods, built-in ones included.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There is no rule in the class, the method that one names does not exist, or its signature does not fit; the message
    /// says what it should be.
    /// </exception>
    /// <remarks>Functions that were already compiled are compiled anew on their next call.</remarks>
    public static void RegisterRules(Type rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RuleTable.Register(rules);
    }
}
