namespace Zygote.Testing;

/// <summary>What <see cref="RuleCheck"/> found out about a function whose derivatives are right.</summary>
/// <param name="Points">At how many points they were checked.</param>
/// <param name="Comparisons">How many pairs of numbers were compared.</param>
/// <param name="MeasuredCall">The call whose memory was measured.</param>
/// <param name="AllocatedBytes">What a warm call of it allocates.</param>
/// <param name="TaylorRefusal">Why there is no Taylor series, or null if there is one or none was wanted.</param>
public sealed record RuleCheckReport(
    int Points, int Comparisons, string MeasuredCall, long AllocatedBytes, string? TaylorRefusal);
