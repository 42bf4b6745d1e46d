using System;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>The compiled halves of a reverse-mode derivative, as delegates of the types that the call site knows.</summary>
sealed class CompiledPair(Delegate forward, Delegate reverse)
{
    public readonly Delegate Forward = forward;
    public readonly Delegate Reverse = reverse;

    /// <summary>Among those of the site.</summary>
    public int Number;

    /// <summary>The receiver is a constant.</summary>
    public bool IsOfConstant;

    /// <summary>The shadow of a receiver that came without one; the forward half has found the same one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T? ShadowFor<T>(Tape tape, T receiver)
        where T : class => IsOfConstant ? null : tape.ShadowOf(receiver);
}

/// <summary>
/// A call in derivative code whose target is known only at run time: finds the derivative of the method that arrives,
/// compiled once for each method. What arrived first is compared at once, the rest is found in a small table by class or code.
/// </summary>
/// <param name="called">What the code calls.</param>
/// <param name="signature">As the call site knows it.</param>
/// <param name="span">Of the call.</param>
/// <param name="statics">What the code around the call assumes of static fields.</param>
/// <param name="isAttempt">The exception of the method is a result.</param>
sealed class DispatchSite(MethodInfo called, Signature signature, SourceSpan span, IStaticFields statics, bool isAttempt = false)
{
    const int TableBits = 6;

    readonly bool _isInvoke = called.Name == "Invoke" && typeof(Delegate).IsAssignableFrom(called.DeclaringType);

    readonly Known _known = new();
    volatile CompiledPair[] _pairs = [];

    /// <summary>For receivers that are constants.</summary>
    readonly Known _ofConstants = new();

    /// <summary>Set once by the layer that compiles: (site, receiver, whether that is a constant) to code.</summary>
    public static Func<DispatchSite, object, bool, CompiledPair> CompilePair { get; set; } =
        (_, _, _) => throw new InvalidOperationException("no compiler");

    /// <inheritdoc cref="CompilePair"/>
    public static Func<DispatchSite, object, bool, Delegate> CompilePushforward { get; set; } =
        (_, _, _) => throw new InvalidOperationException("no compiler");

    public MethodInfo Called { get; } = called;

    public Signature Signature { get; } = signature;

    public SourceSpan Span { get; } = span;

    public bool IsAttempt { get; } = isAttempt;

    /// <summary>What the code around the call assumes of static fields.</summary>
    public IStaticFields Statics { get; } = statics;

    public CompiledPair GetPair(object receiver) => GetPair(receiver, _known);

    /// <summary>The same for a receiver that came without a shadow, see <see cref="Tape.HasNoShadows"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CompiledPair GetPairOn(Tape tape, object receiver) => GetPair(receiver, tape.HasNoShadows ? _ofConstants : _known);

    /// <summary>One that was given out before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CompiledPair PairOf(int number) => _pairs[number];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    CompiledPair GetPair(object receiver, Known known) =>
        known.First is { } first && first.Class == ShadowLayout.ClassWord(receiver) ? first.Pair : SeenPair(receiver, known);

    [MethodImpl(MethodImplOptions.NoInlining)]
    CompiledPair SeenPair(object receiver, Known known)
    {
        var table = known.Table;
        if (_isInvoke)
        {
            var d = Unsafe.As<Delegate>(receiver);
            var (code, target) = (DelegateCode.Of(d), d.Target?.GetType());
            if (code != 0 && table[PlaceOf(code)] is { } entry && entry.Code == code && entry.Type == target)
                return entry.Pair;
        }
        else
        {
            var word = ShadowLayout.ClassWord(receiver);
            if (table[PlaceOf(word)] is { } entry && entry.Class == word)
                return entry.Pair;
        }

        return FindPair(receiver, known);
    }

    /// <summary>The places are few: entries may push each other out, and are found again in the dictionary.</summary>
    static int PlaceOf(nint word) => (int)((ulong)word * 0x9E3779B97F4A7C15 >> (64 - TableBits));

    CompiledPair FindPair(object receiver, Known known)
    {
        var key = Key(receiver);
        if (!known.Pairs.TryGetValue(key, out var pair))
            pair = known.Pairs.GetOrAdd(key, Numbered(CompilePair(this, receiver, known == _ofConstants), known));
        var entry = _isInvoke && receiver is Delegate d
            ? new Entry(key, d.Target?.GetType(), DelegateCode.Of(d), 0, pair)
            : new Entry(key, (Type)key, 0, ShadowLayout.ClassWord(receiver), pair);
        if (entry.Code != 0 || entry.Class != 0)
            known.Table[PlaceOf(entry.Code != 0 ? entry.Code : entry.Class)] = entry;
        if (entry.Class != 0)
            known.First ??= entry;
        return pair;
    }

    CompiledPair Numbered(CompiledPair pair, Known known)
    {
        lock (_known)
        {
            pair.Number = _pairs.Length;
            pair.IsOfConstant = known == _ofConstants;
            _pairs = [.. _pairs, pair];
        }

        return pair;
    }

    public Delegate GetPushforward(object receiver) => GetPushforward(receiver, _known);

    /// <inheritdoc cref="GetPairOn"/>
    public Delegate GetPushforwardOn(Tape tape, object receiver) => GetPushforward(receiver, tape.HasNoShadows ? _ofConstants : _known);

    Delegate GetPushforward(object receiver, Known known) =>
        known.Pushforwards.GetOrAdd(
            Key(receiver), static (_, s) => CompilePushforward(s.Site, s.Receiver, s.IsConstant),
            (Site: this, Receiver: receiver, IsConstant: known == _ofConstants));

    /// <summary>The shadow of a delegate's target, by the delegate's own shadow if it has one.</summary>
    public static object? TargetShadow(Tape tape, Delegate primal, Delegate? shadow) =>
        shadow is null ? tape.ShadowOf(primal.Target) : shadow.Target;

    object Key(object receiver) => !_isInvoke || receiver is not Delegate d ? receiver.GetType()
        : d.HasSingleTarget ? d.Method
        : d.GetInvocationList().Length;

    /// <summary>How many methods a call on the receiver reaches.</summary>
    public int CountTargets(object receiver) =>
        _isInvoke && receiver is Delegate { HasSingleTarget: false } d ? d.GetInvocationList().Length : 1;

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
        if (_isInvoke && receiver is Delegate d)
            return d.Method;
        return VirtualMethods.Find(Called, receiver.GetType()) ?? throw new Refusal(
            Span, $"the method that {Called.DeclaringType!.Name}.{Called.Name} reaches on {receiver.GetType()} was not found",
            "Call it on a variable of the concrete type.");
    }

    /// <summary>What was compiled for the site so far.</summary>
    sealed class Known
    {
        public readonly ConcurrentDictionary<object, CompiledPair> Pairs = new();
        public readonly ConcurrentDictionary<object, Delegate> Pushforwards = new();
        public readonly Entry?[] Table = new Entry?[1 << TableBits];
        public volatile Entry? First;
    }

    /// <summary>What is asked: type of the receiver, or code and type of the target of a delegate.</summary>
    /// <param name="Key">Type of the receiver, or method of a delegate, which is kept alive so that its code is not another's.</param>
    /// <param name="Type">Of the receiver or the target.</param>
    /// <param name="Code">Of a delegate.</param>
    /// <param name="Class">Of a receiver that is no delegate: <see cref="ShadowLayout.ClassWord"/>.</param>
    /// <param name="Pair">The derivative.</param>
    sealed record Entry(object Key, Type? Type, nint Code, nint Class, CompiledPair Pair);
}
