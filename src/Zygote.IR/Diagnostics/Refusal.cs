using System;

namespace Zygote.IR;

/// <summary>
/// Raised by any stage for a construct it cannot handle. The public API turns it into a
/// <c>NotDifferentiableException</c> with the method and the line of <see cref="Span"/>.
/// </summary>
sealed class Refusal : Exception
{
    public Refusal(SourceSpan span, string reason, string remedy)
        : base(reason)
    {
        Span = span;
        Remedy = remedy;
    }

    public SourceSpan Span { get; }

    /// <summary>Why: one sentence without the final full stop, beginning in lower case.</summary>
    public string Reason => Message;

    /// <summary>What the user can do: one or two sentences.</summary>
    public string Remedy { get; }
}
