using System;
using System.Collections.Concurrent;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>The compiled halves of a reverse-mode derivative, as delegates of the types that the call site knows.</summary>
sealed class CompiledPair(Delegate forward, Delegate reverse)
{
    public readonly Delegate Forward = forward;
    public readonly Delegate Reverse = reverse;
}

/// <summary>
/// A call in derivative code whose target is known only at run time: finds the derivative of the method that arrives,
/// compiled once for each method, with the last few kept at hand.
/// </summary>
/// <param name="called">What the code calls.</param>
/// <param name="signature">As the call site knows it.</param>
/// <param name="span">Of the call.</param>
/// <param name="statics">What the code around the call assumes of static fields.</param>
/// <param name="isAttempt">The exception of the method is a result.</param>
sealed class DispatchSite(MethodInfo called, Signature signature, SourceSpan span, IStaticFields statics, bool isAttempt = false)
{
    const int MaxRecent = 4;

    readonly ConcurrentDictionary<object, CompiledPair> _pairs = new();
    readonly ConcurrentDictionary<object, Delegate> _pushforwards = new();
    volatile Entry[] _recent = [];

    /// <summary>Set once by the layer that compiles: (site, receiver) to code.</summary>
    public static Func<DispatchSite, object, CompiledPair> CompilePair { get; set; } =
        (_, _) => throw new InvalidOperationException("no compiler");

    /// <inheritdoc cref="CompilePair"/>
    public static Func<DispatchSite, object, Delegate> CompilePushforward { get; set; } =
        (_, _) => throw new InvalidOperationException("no compiler");

    public MethodInfo Called { get; } = called;

    public Signature Signature { get; } = signature;

    public SourceSpan Span { get; } = span;

    public bool IsAttempt { get; } = isAttempt;

    /// <summary>What the code around the call assumes of static fields.</summary>
    public IStaticFields Statics { get; } = statics;

    public CompiledPair GetPair(object receiver)
    {
        var recent = _recent;
        if (receiver is Delegate d)
        {
            var (code, target) = (DelegateCode.Of(d), d.Target?.GetType());
            foreach (var entry in recent)
            {
                if (entry.Code == code && entry.Type == target && code != 0)
                    return entry.Pair;
            }
        }
        else
        {
            var type = receiver.GetType();
            foreach (var entry in recent)
            {
                if (entry.Type == type)
                    return entry.Pair;
            }
        }

        return FindPair(receiver);
    }

    CompiledPair FindPair(object receiver)
    {
        var key = Key(receiver);
        var pair = _pairs.GetOrAdd(key, static (_, s) => CompilePair(s.Site, s.Receiver), (Site: this, Receiver: receiver));

        // A race loses an entry, which is found again.
        var d = receiver as Delegate;
        var entry = new Entry(key, d is null ? (Type)key : d.Target?.GetType(), d is null ? 0 : DelegateCode.Of(d), pair);
        _recent = [entry, .. _recent.AsSpan(0, Math.Min(_recent.Length, MaxRecent - 1))];
        return pair;
    }

    public Delegate GetPushforward(object receiver) =>
        _pushforwards.GetOrAdd(
            Key(receiver), static (_, s) => CompilePushforward(s.Site, s.Receiver), (Site: this, Receiver: receiver));

    /// <summary>The shadow of a delegate's target, by the delegate's own shadow if it has one.</summary>
    public static object? TargetShadow(Tape tape, Delegate primal, Delegate? shadow) =>
        shadow is null ? tape.ShadowOf(primal.Target) : shadow.Target;

    static object Key(object receiver) => receiver is not Delegate d ? receiver.GetType()
        : d.HasSingleTarget ? d.Method
        : d.GetInvocationList().Length;

    /// <summary>How many methods a call on the receiver reaches.</summary>
    public int CountTargets(object receiver) =>
        receiver is Delegate { HasSingleTarget: false } d && Called.Name == "Invoke" ? d.GetInvocationList().Length : 1;

    /// <summary>
    /// An object of the platform that has no shadow (an iterator of LINQ that was made outside, a stream): like other values
    /// without one it is a constant, whatever the call site had to assume.
    /// </summary>
    public static bool IsConstant(object receiver) =>
        receiver is not Delegate && ShadowType.Of(receiver.GetType()).Kind == ShadowKind.Opaque
        && !SystemTypes.StandsForOurs(receiver.GetType());

    /// <summary>The method that a call on the receiver reaches.</summary>
    public MethodInfo Target(object receiver)
    {
        if (receiver is Delegate d && Called.Name == "Invoke")
            return d.Method;
        return VirtualMethods.Find(Called, receiver.GetType()) ?? throw new Refusal(
            Span, $"the method that {Called.DeclaringType!.Name}.{Called.Name} reaches on {receiver.GetType()} was not found",
            "Call it on a variable of the concrete type.");
    }

    /// <summary>What is asked first: type of the receiver, or code and type of the target of a delegate.</summary>
    /// <param name="Key">Keeps the method alive, so that its code is not another's.</param>
    /// <param name="Type">Of the receiver or the target.</param>
    /// <param name="Code">Of a delegate.</param>
    /// <param name="Pair">The derivative.</param>
    sealed record Entry(object Key, Type? Type, nint Code, CompiledPair Pair);
}
