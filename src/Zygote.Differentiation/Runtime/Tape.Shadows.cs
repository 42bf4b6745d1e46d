using System;
using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

// Shadows of objects that came without one, by identity.

sealed partial class Tape
{
    /// <summary>
    /// The shadow of an object that did not come with one (a captured array that is written, for example): zeros at first,
    /// the same shadow each time.
    /// </summary>
    public T? ShadowOf<T>(T? primal)
        where T : class
        => primal is null || Flat.Contains(primal.GetType()) ? null : Unsafe.As<T>(CarryingShadowOf(primal));

    /// <summary>
    /// The same for code that only reads the object: that changes nothing of <see cref="HasNoShadows"/>, unless it leads to others, whose
    /// shadows are found through its own, which then must be kept like it.
    /// </summary>
    public T? ReadShadowOf<T>(T? primal)
        where T : class
    {
        var varies = _mayVary;
        var shadow = ShadowOf(primal);
        if (shadow is not null && LeadsNowhere(ShadowType.Of(primal!.GetType())))
            _mayVary = varies;
        return shadow;
    }

    static bool LeadsNowhere(ShadowType type) =>
        type.Element is { } element ? element.IsPlain : type.Kind == ShadowKind.Object && type.Layout.IsLeaf;

    /// <summary>
    /// Nothing that came without a shadow has been given one here to store something in it: then no such object has a varying
    /// number in it, and whoever only reads it may take it for a constant. It has to be asked for each use anew.
    /// </summary>
    public bool HasNoShadows => ((object?)Statics ?? _root ?? (object?)_forked) is null && !_mayVary && !_isKept;

    /// <summary>As <see cref="ShadowOf"/>, but null in that case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T? ShadowIfAny<T>(T? primal)
        where T : class => HasNoShadows ? null : ShadowOf(primal);

    object? CarryingShadowOf(object primal)
    {
        if (primal is Tape tape)
            return (_root ?? this).TwinOf(tape);
        if (primal is Array { Length: 0 })
            return primal; // no number can be in it: lists begin with one that all share
        if (_shadows is not null && _forked is null && !_isKept && _shadows.Find(primal) is { } known)
        {
            _mayVary = true;
            return known;
        }

        var type = primal.GetType();
        if (DerivativeTypes.ExactlyCarries(type) && ShadowType.Of(type).Kind != ShadowKind.Opaque)
            return (_root ?? this).FindShadow(primal);
        Flat.Add(type);
        return null;
    }

    object? FindShadow(object primal)
    {
        _mayVary = true;
        if (_forked is null && !_isKept)
            return Shadow.ZerosLike(primal, _shadows ??= new ShadowMap());
        lock (Gate)
            return Shadow.ZerosLike(primal, _shadows ??= new ShadowMap());
    }

    /// <summary>That shadow if there is one already.</summary>
    public object? KnownShadowOf(object primal)
    {
        lock (Gate)
            return (_root ?? this)._shadows?.Find(primal);
    }

    /// <summary>Classes seen lately whose objects hold nothing that could vary: they need no shadow.</summary>
    static class Flat
    {
        static Type? _first;
        static Type? _second;
        static Type? _third;
        static Type? _fourth;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Contains(Type type) => type == _first || type == _second || type == _third || type == _fourth;

        // A race loses an entry, which is found again.
        public static void Add(Type type) => (_fourth, _third, _second, _first) = (_third, _second, _first, type);
    }
}
