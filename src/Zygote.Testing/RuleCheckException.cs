using System;

namespace Zygote.Testing;

/// <summary>Which comparison of <see cref="RuleCheck"/> failed.</summary>
public enum RuleCheckKind
{
    /// <summary>The value that comes with a derivative is not that of the function, bit for bit.</summary>
    Value,

    /// <summary>Forward mode against central differences.</summary>
    Forward,

    /// <summary>Reverse mode against forward mode, or against central differences where there is no forward mode.</summary>
    Reverse,

    /// <summary>Second derivatives against each other or against central differences of the first.</summary>
    SecondOrder,

    /// <summary>Taylor coefficients against nested derivatives or against central differences of the one before.</summary>
    Taylor,

    /// <summary>A derivative changed its inputs, and the function does not; or a pullback gives something else when called again.</summary>
    Inputs,

    /// <summary>A derivative allocates, or does not, against <see cref="RuleCheckOptions.Allocates"/>.</summary>
    Allocation,

    /// <summary>There is nothing to compare with: the function is NaN there, or differences do not converge.</summary>
    NotVerifiable,

    /// <summary>The derivative was refused.</summary>
    Refused,
}

/// <summary>The first disagreement that <see cref="RuleCheck"/> found.</summary>
public sealed class RuleCheckException : Exception
{
    internal RuleCheckException(RuleCheckKind kind, string message, Exception? inner = null)
        : base(message, inner) =>
        Kind = kind;

    /// <summary>Which comparison failed.</summary>
    public RuleCheckKind Kind { get; }

    /// <summary>Which number, such as <c>d y[0] / d x2[1]</c>, or null.</summary>
    public string? Component { get; internal init; }

    /// <summary>The number to be checked, or NaN.</summary>
    public double Actual { get; internal init; } = double.NaN;

    /// <summary>What it was compared with, or NaN.</summary>
    public double Expected { get; internal init; } = double.NaN;

    /// <summary>The difference of both relative to the larger one, or NaN.</summary>
    public double RelativeDifference { get; internal init; } = double.NaN;
}
