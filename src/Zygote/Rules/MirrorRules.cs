using System;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>Members of the BCL that only arrange references: the shadow of the result follows from those of the arguments.</summary>
static class MirrorRules
{
    [MirrorOf(typeof(Delegate), nameof(Delegate.Combine))]
    static (Delegate? Value, Delegate? Shadow) Combine(Delegate? a, Delegate? b, Delegate? aShadow, Delegate? bShadow, Tape tape) =>
        (Delegate.Combine(a, b), Multicast.CombinedShadow(tape, a, b, aShadow, bShadow));

    [MirrorOf(typeof(Delegate), nameof(Delegate.Remove))]
    static (Delegate? Value, Delegate? Shadow) Remove(
        Delegate? source, Delegate? value, Delegate? sourceShadow, Delegate? valueShadow, Tape tape) =>
        (Delegate.Remove(source, value), Multicast.RemainingShadow(tape, source, value, sourceShadow));

    [MirrorOf(typeof(Delegate), nameof(Delegate.GetInvocationList))]
    static (Delegate[] Value, Delegate[] Shadow) Parts(Delegate source, Delegate? shadow, Tape tape) =>
        (source.GetInvocationList(), Multicast.PartShadows(tape, source, shadow));

    [MirrorOf(typeof(Delegate), "get_" + nameof(Delegate.Target))]
    static (object? Value, object? Shadow) Target(Delegate primal, Delegate? shadow, Tape tape) =>
        (primal.Target, DispatchSite.TargetShadow(tape, primal, shadow));

    /// <summary>The same for the shadow of an inner derivative.</summary>
    [MirrorOf(typeof(DispatchSite), nameof(DispatchSite.TargetShadow))]
    static (object? Value, object? Shadow) TargetShadow(
        Tape inner, Delegate primal, Delegate? shadow, Tape innerShadow, Delegate? primalShadow, Delegate? shadowShadow, Tape tape)
    {
        var value = DispatchSite.TargetShadow(inner, primal, shadow);
        return (value, shadow is null ? tape.ShadowOf(value) : DispatchSite.TargetShadow(tape, shadow, shadowShadow));
    }

    [MirrorOf(typeof(MulticastDelegate), nameof(MulticastDelegate.GetInvocationList))]
    static (Delegate[] Value, Delegate[] Shadow) Parts(MulticastDelegate source, MulticastDelegate? shadow, Tape tape) =>
        (source.GetInvocationList(), Multicast.PartShadows(tape, source, shadow));
}
