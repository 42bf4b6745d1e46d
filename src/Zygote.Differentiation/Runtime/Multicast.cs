using System;

namespace Zygote.Differentiation;

/// <summary>Delegates with several targets: their shadows, and what calls of them keep.</summary>
/// <remarks>
/// The shadow of a delegate is one of the same type with the shadow of its target, null if the target came without; that of
/// a delegate with several targets has as many, in the same order.
/// </remarks>
static class Multicast
{
    public static Delegate Part(Delegate primal, int index) => primal.GetInvocationList()[index];

    /// <summary>The shadow of a part; a delegate without shadow has parts without.</summary>
    public static Delegate? PartShadow(Delegate? shadow, int index) => shadow?.GetInvocationList()[index];

    /// <summary>The token of the call of one part, for the way back.</summary>
    public static void Keep(Tape tape, int place, int token) => tape.Integers[place] = token;

    public static int Kept(Tape tape, int place) => tape.Integers[place];

    public static Delegate? CombinedShadow(Tape tape, Delegate? a, Delegate? b, Delegate? aShadow, Delegate? bShadow) =>
        Delegate.Combine(Complete(tape, a, aShadow), Complete(tape, b, bShadow));

    /// <summary>Takes out of the shadow what <see cref="Delegate.Remove"/> takes out of the original.</summary>
    public static Delegate? RemainingShadow(Tape tape, Delegate? source, Delegate? value, Delegate? shadow)
    {
        if (Complete(tape, source, shadow) is not { } complete || value is null)
            return shadow;
        var (from, gone) = (source!.GetInvocationList(), value.GetInvocationList());
        for (var start = from.Length - gone.Length; start >= 0; start--)
        {
            if (!from.AsSpan(start, gone.Length).SequenceEqual(gone))
                continue;
            var parts = complete.GetInvocationList();
            return Delegate.Combine([.. parts[..start], .. parts[(start + gone.Length)..]]);
        }

        return complete;
    }

    public static Delegate[] PartShadows(Tape tape, Delegate source, Delegate? shadow) =>
        Complete(tape, source, shadow)!.GetInvocationList();

    /// <summary>A shadow that has a part for each of the original's.</summary>
    static Delegate? Complete(Tape tape, Delegate? primal, Delegate? shadow) => primal is null || shadow is not null
        ? shadow
        : Delegate.Combine(Array.ConvertAll(primal.GetInvocationList(), part => tape.ShadowOf(part.Target) is { } target
            ? Delegate.CreateDelegate(part.GetType(), target, part.Method)
            : part));
}
