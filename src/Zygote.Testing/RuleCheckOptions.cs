namespace Zygote.Testing;

/// <summary>What <see cref="RuleCheck"/> checks, where, and how exactly.</summary>
/// <remarks>
/// Tolerances are relative to the numbers compared; null means what suits the least precise type of number among inputs and
/// result (<c>double</c>, <c>float</c> or <c>Half</c>).
/// </remarks>
public sealed record RuleCheckOptions
{
    /// <summary>The defaults.</summary>
    public static RuleCheckOptions Default { get; } = new();

    /// <summary>How many random points are checked besides the one that was given.</summary>
    public int Points { get; init; } = 2;

    /// <summary>How far from the given point the others are, relative to each number; absolute where it is zero.</summary>
    public double Radius { get; init; } = 0.05;

    /// <summary>Of the random points, directions and cotangents.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether there is a forward mode; false for a rule that is for reverse mode only.</summary>
    public bool Forward { get; init; } = true;

    /// <summary>Whether there is a reverse mode; false for a rule that is for forward mode only.</summary>
    public bool Reverse { get; init; } = true;

    /// <summary>Whether second derivatives are checked.</summary>
    public bool SecondOrder { get; init; } = true;

    /// <summary>
    /// The last Taylor coefficient that is checked, 0 for none. Null means 4, or none where the function has no real result
    /// or a Taylor series is refused (<see cref="RuleCheckReport.TaylorRefusal"/>).
    /// </summary>
    public int? TaylorOrder { get; init; }

    /// <summary>
    /// Whether a call of the compiled derivative allocates memory: false if it must not, true if it must, null if it does
    /// not matter.
    /// </summary>
    public bool? Allocates { get; init; }

    /// <summary>Of derivatives against difference quotients: 1e-6, 4e-3 for float, 6e-2 for Half.</summary>
    public double? Tolerance { get; init; }

    /// <summary>Of derivatives by one mode against those by another: 1e-8, 1e-3 for float, 3e-2 for Half.</summary>
    public double? Agreement { get; init; }

    /// <summary>Up to how many numbers in the input, and in the result, each is checked by itself.</summary>
    public int Componentwise { get; init; } = 8;
}
