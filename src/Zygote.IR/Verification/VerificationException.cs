using System;

namespace Zygote.IR;

/// <summary>A function breaks a rule of the IR: always a mistake of ours, never of the user's.</summary>
sealed class VerificationException : Exception
{
    public VerificationException(string problem, string after, string excerpt)
        : base($"{(after.Length == 0 ? "" : $"After {after}: ")}{problem}\n{excerpt}") => Problem = problem;

    public string Problem { get; }
}
