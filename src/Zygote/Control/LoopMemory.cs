using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

using Zygote.Compilation;
using Zygote.Differentiation;

namespace Zygote.Control;

/// <summary>What the step of a checkpointed loop can reach: the memory that was there before, and that of each state.</summary>
/// <remarks>
/// The objects of a state keep their identity from snapshot to snapshot; their contents are put back in place. Memory that
/// was there before has shadows of its own, which gather cotangents over all steps. What steps have made gets a shadow for each
/// step that is reversed; so it must not be left in memory that was there before.
/// </remarks>
sealed class LoopMemory<S>
{
    static readonly bool HasReferences = RuntimeHelpers.IsReferenceOrContainsReferences<S>();

    readonly Delegate _step;
    readonly StaticCells _statics;
    readonly StepWrites _writes;
    readonly S _first;
    readonly ObjectWalk _walk = new();
    readonly LoopImage _start = new();
    readonly ShadowMap _outer = new();
    readonly ShadowMap _known = new();
    readonly ShadowMap _shadows = new();
    readonly List<int> _structure = [];
    readonly List<int> _memos = [];
    readonly Action<object> _requireShadow;

    /// <summary>Takes an image of all that is there before.</summary>
    public LoopMemory(Tape tape, Delegate step, S state)
    {
        _statics = new StaticCells(tape);
        _writes = Engine.WritesOf(step);
        (_step, _requireShadow) = (step, RequireShadow);
        ReachAll(state);
        _start.Take(_walk, _known);
        for (var i = 0; i < _start.Count; i++)
        {
            var value = _start.TargetAt(i);
            var layout = ObjectLayout.Of(value.GetType());
            Changes |= !layout.IsEmpty && _writes == StepWrites.Anything;
            _outer.Add(value, value);
            if (MemoryImage.IsLarge(value, layout))
                _known.Add(value, _start.ContentsAt(i));
            if (layout.HasStructure && value is not ValueType)
                _structure.Add(i);
            if (layout.HasMemos)
                _memos.Add(i);
        }

        Changes |= HasReferences && _writes != StepWrites.Nothing;
        _first = state;
    }

    /// <summary>Steps may change what they can reach: a state alone does not tell all.</summary>
    public bool Changes { get; }

    /// <summary>Of the start.</summary>
    public LoopImage Start => _start;

    public void Take(LoopImage image, S state)
    {
        Reach(state);
        image.Take(_walk, _known);
    }

    /// <summary>Of all that was there before, and of another state.</summary>
    public void TakeAll(LoopImage image, S state, S other)
    {
        ReachAll(state);
        if (HasReferences)
            _walk.Start(other);
        image.Take(_walk, _known);
    }

    /// <summary>The state has the numbers of another one, whose image was taken if memory changes.</summary>
    public bool HasNumbersOf(S state, S other, ref LoopImage? image)
    {
        if (!HasReferences && !SameNumbers(state, other))
            return false;
        if (!Changes)
        {
            if (!HasReferences)
                return true;
            if (state is double[] a && other is double[] b)
                return a.AsSpan().SequenceEqual(b);
            Take(image ??= new LoopImage(), other);
        }

        Reach(state);
        return image!.HasNumbersOf(_walk);
    }

    static bool SameNumbers(S a, S b) => a is double x && b is double y
        ? x.Equals(y)
        : ObjectLayout.Of(typeof(S)).SameNumbers(a!, b!);

    public StaticCells Statics => _statics;

    /// <summary>What was there before refers to the same objects and has the same number of elements.</summary>
    public bool HasSameStructure()
    {
        if (_writes == StepWrites.Nothing)
            return true;
        foreach (var i in _structure)
        {
            var value = _start.TargetAt(i);
            if (!ObjectLayout.Of(value.GetType()).SameStructure(value, _start.ContentsAt(i)))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Delegates that the step has made for itself are forgotten before it is recorded: what it makes then has a shadow.
    /// </summary>
    public void ForgetMemos()
    {
        foreach (var i in _memos)
            ObjectLayout.Of(_start.TargetAt(i).GetType()).CopyMemos(_start.ContentsAt(i), _start.TargetAt(i));
    }

    /// <summary>Shadows of what was there before, by way of those of the roots.</summary>
    /// <remarks>Those that code finds by identity are found so here.</remarks>
    public void FindShadows(Delegate? stepShadow, S state, S stateShadow)
    {
        var work = new Stack<(object, object)>();
        void Push(object a, object b)
        {
            if (a.GetType() == b.GetType() && a is not string && _shadows.TryAdd(a, b))
                work.Push((a, b));
        }

        if (stepShadow is not null)
            Push(_step, stepShadow);
        if (state is not null && stateShadow is not null)
            Push(state, stateShadow);
        foreach (var (value, shadow) in _statics.References)
        {
            if (value is not null && shadow is not null)
                Push(value, shadow);
        }

        while (work.TryPop(out var pair))
        {
            if (pair is (Delegate a, Delegate b))
                Cotangents.VisitTargets(a, b, Push);
            else
                ObjectLayout.Of(pair.Item1.GetType()).VisitPairs(pair.Item1, pair.Item2, Push);
        }
    }

    /// <summary>Zeros for what steps have made, and the shadows that there are for what was there before.</summary>
    public S ShadowOf(Tape tape, S state)
    {
        if (!HasReferences || state is null)
            return default!;
        if (state is double[] numbers && _outer.Find(numbers) is null)
            return (S)(object)new double[numbers.Length];
        RequireShadow(state);
        _walk.Start(state);
        while (_walk.Next(out var value, out var layout))
        {
            if (_outer.Find(value) is null)
                layout.Visit(value, _requireShadow);
            else if (_shadows.Find(value) is null && tape.ShadowOf(value) is { } shadow)
                _shadows.Add(value, shadow);
        }

        var count = _shadows.Count;
        var zeros = Shadow.ZerosLike(state, _shadows);
        _shadows.CutBack(count);
        return (S)zeros!;
    }

    /// <summary>What has no image of zeros must not lead to numbers; shadows that were there before would not be found.</summary>
    void RequireShadow(object value)
    {
        var type = value.GetType();
        if (value is Delegate d
            ? Array.Exists(d.GetInvocationList(), f => f.Target is { } t && DerivativeTypes.ExactlyCarries(t.GetType()))
            : ShadowType.Of(type).Kind == ShadowKind.Opaque && DerivativeTypes.CanCarry(type))
        {
            throw Checkpoints.HasOpaqueState(_step, type);
        }
    }

    /// <summary>The references in all shadows of what was there before, and in that of a state.</summary>
    public MemoryImage Wiring(Tape tape, S stateShadow)
    {
        var roots = new List<object?> { stateShadow };
        for (var i = 0; i < _start.Count; i++)
            roots.Add(_shadows.Find(_start.TargetAt(i)) ?? tape.KnownShadowOf(_start.TargetAt(i)));
        return new MemoryImage(null, roots);
    }

    void Reach(S state)
    {
        if (_writes == StepWrites.Anything)
        {
            ReachAll(state);
        }
        else if (HasReferences)
        {
            // What the first state leads to may be found by other ways when a later one no longer leads to it.
            if (_writes == StepWrites.State)
                _walk.Start(_first);
            _walk.Start(state);
        }
    }

    void ReachAll(S state)
    {
        _walk.Start(_step);
        foreach (var (value, _) in _statics.References)
            _walk.Start(value);
        if (HasReferences)
            _walk.Start(state);
    }
}
