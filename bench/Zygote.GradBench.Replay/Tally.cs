using System.Collections.Generic;

namespace Zygote.GradBench.Replay;

/// <summary>What became of the cases of one file.</summary>
sealed class Tally
{
    public int Cases { get; set; }

    public int Matches { get; set; }

    public int StrictMatches { get; set; }

    public int Mismatches { get; set; }

    public int Errors { get; set; }

    public int NotImplemented { get; set; }

    public List<string> Notes { get; } = [];

    /// <summary>A case must also match within the strict tolerance.</summary>
    public bool Failed => StrictMatches + NotImplemented < Cases;
}
