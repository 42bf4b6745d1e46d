namespace Zygote.Differentiation;

/// <summary>
/// Who else adds to the shadows while the reverse half of a function runs. The forward halves share nothing but what the
/// primal shares: each thread has a tape of its own.
/// </summary>
enum Concurrency
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>
    /// The same function, for other ranges of a loop: its second and third parameter bound the range, and ranges are
    /// disjoint. What is only read at the index of the loop is added to without precautions.
    /// </summary>
    Ranges,

    /// <summary>Anybody: numbers that may be known elsewhere are added to atomically.</summary>
    Shared,

    /// <summary>Anybody, and the function is called under a lock: it must not write numbers that are known elsewhere.</summary>
    Locked,
}
