using System;
using System.Runtime.CompilerServices;

using Zygote.Differentiation;

namespace Zygote.Control;

/// <summary>
/// Run-time part of <see cref="AD.CheckpointedLoop{S}(S, int, Func{S, int, S}, int)"/>: the loop itself, its snapshots, and
/// the way back through its steps, of which derivative code records and reverses one at a time.
/// </summary>
/// <remarks>
///   forward   loop = Run(tape, state, ...); y = loop.Value; yShadow = loop.Shadow; token = loop.Token
///   reverse   loop = Resume(tape, token); sBar = yBar
///             while (loop.Next())
///                 (s, sShadow, t) = step.forward(loop.State, loop.Index, ...); loop.Join(s, sShadow)
///                 sBar = step.reverse(..., t, sBar); loop.Leave()
///             loop.End(); xBar = sBar
/// References in shadows are put back for the reverse half, as <see cref="Checkpoints"/> does.
/// Between the steps that are recorded the step is called as it is. That the recorded steps follow each other is checked: each
/// must give the numbers with which the one after it began.
/// </remarks>
sealed class CheckpointedLoop<S>
{
    readonly Delegate _step;
    readonly int _steps;
    readonly S _start;
    readonly LoopMemory<S> _memory;
    readonly BinomialSchedule _schedule;
    readonly Snapshot[] _snapshots;
    readonly Snapshot _end = new();

    // The state with which the step after the one that is recorded began, and that of the recorded one, in turns.
    readonly Snapshot[] _recorded = [new(), new()];
    Snapshot _before;
    LoopImage? _present;
    MemoryImage _wiring = null!;
    object?[]? _presentWiring;
    object?[]? _presentStatics;
    Tape _tape;
    TapeTops _tops;
    ScheduleMove _move;
    bool _hasMove;
    bool _hasRun;
    bool _isInDoubt;
    int _position;

    CheckpointedLoop(Tape tape, S state, int steps, Delegate step, int snapshots, S stateShadow, Delegate? stepShadow)
    {
        (_tape, _step, _steps, _start) = (tape, step, steps, state);
        StepShadow = stepShadow ?? tape.ShadowOf(step);
        _memory = new LoopMemory<S>(tape, step, state);
        _memory.FindShadows(StepShadow, state, stateShadow);
        _schedule = new BinomialSchedule(steps, snapshots);
        _snapshots = new Snapshot[_schedule.Capacity];
        (State, _before) = (state, _end);
        Keep(_snapshots[0] = new Snapshot());
    }

    /// <summary>A state, and what it can lead to.</summary>
    sealed class Snapshot
    {
        public S State = default!;
        public LoopImage? Image;

        /// <summary>Of a step that is reversed.</summary>
        public S Shadow = default!;
    }

    /// <summary>The result of the loop.</summary>
    public S Value { [MethodImpl(MethodImplOptions.NoInlining)] get => _end.State; }

    /// <summary>Of the result at first, and then of <see cref="State"/>.</summary>
    public S Shadow { [MethodImpl(MethodImplOptions.NoInlining)] get; private set; } = default!;

    public int Token { [MethodImpl(MethodImplOptions.NoInlining)] get; private set; }

    /// <summary>Before the step that is to be recorded.</summary>
    public S State { [MethodImpl(MethodImplOptions.NoInlining)] get; private set; }

    /// <summary>Of that step.</summary>
    public int Index { [MethodImpl(MethodImplOptions.NoInlining)] get; private set; }

    public Delegate? StepShadow { [MethodImpl(MethodImplOptions.NoInlining)] get; }

    /// <summary>The loop, on which the first snapshots are taken.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static CheckpointedLoop<S> Run(
        Tape tape, S state, int steps, Delegate step, int snapshots, S stateShadow, Delegate? stepShadow)
    {
        AD.RequireLoop(steps, step, snapshots);
        var loop = new CheckpointedLoop<S>(tape, state, steps, step, snapshots, stateShadow, stepShadow);
        loop.Run();
        loop.Token = tape.ReserveObjects(1);
        tape.Objects[loop.Token] = loop;
        return loop;
    }

    void Run()
    {
        _hasMove = MoveOn();
        Advance(_steps);
        if (!_memory.HasSameStructure())
            throw Checkpoints.ChangesStructure(_step);
        (_end.State, _end.Image) = (State, new LoopImage());
        _memory.Take(_end.Image, State);
        Shadow = _end.Shadow = _memory.ShadowOf(_tape, State);
        _wiring = _memory.Wiring(_tape, Shadow);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static CheckpointedLoop<S> Resume(Tape tape, int token)
    {
        var loop = (CheckpointedLoop<S>)tape.Objects[token]!;
        loop.Resume(tape);
        return loop;
    }

    void Resume(Tape tape)
    {
        (_tape, _tops) = (tape, Checkpoints.Tops(tape));
        if (_hasRun)
        {
            _schedule.Restart();
            _hasMove = false;
        }

        _hasRun = true;
        _position = -1;
        _memory.TakeAll(_present ??= new LoopImage(), _start, Value);
        _memory.Start.Restore();
        _end.Image!.Restore();
        _presentWiring = _wiring.Restore();
        _presentStatics = _memory.Statics.Restore();
        (Shadow, Index) = (_end.Shadow, _steps);
    }

    /// <summary>Comes to the step before the one that was reversed last; false if that was the first.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Next()
    {
        try
        {
            if (!_hasMove && !MoveOn())
                return false;
            _hasMove = false;
            Go(_move.Place, _move.From, _move.To);
            if (!_memory.HasSameStructure())
                throw Checkpoints.ChangesStructure(_step);
            _before = Index == _steps ? _end : _recorded[Index & 1];
            Index = _move.To;
            var recorded = _recorded[Index & 1];
            Keep(recorded);
            Shadow = recorded.Shadow = _memory.ShadowOf(_tape, State);
            _memory.ForgetMemos();
            _memory.Statics.Watch();
            return true;
        }
        catch
        {
            End();
            throw;
        }
    }

    /// <summary>Runs and takes snapshots until a step is to be recorded; false if there is none.</summary>
    bool MoveOn()
    {
        while (_schedule.Next(out _move))
        {
            if (!_move.Keeps)
                return true;
            Go(_move.Place, _move.From, _move.To);
            Keep(_snapshots[_move.Place + 1] ??= new Snapshot());
        }

        return false;
    }

    /// <summary>The step was recorded: is it the one after which the next one began?</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Join(S value, S shadow)
    {
        _isInDoubt = !Follows(value);
        var refusal = !_memory.Statics.AreSame() ? Checkpoints.WritesStatics(_step)
            : RuntimeHelpers.IsReferenceOrContainsReferences<S>() && !Cotangents.Move(_before.Shadow, shadow)
                ? Checkpoints.GivesAnotherResult(_step)
            : null;
        if (refusal is null)
            return;
        End();
        throw refusal;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Leave()
    {
        Checkpoints.CutBack(_tape, _tops);
        _position = -1;
        if (!_isInDoubt)
            return;

        // Derivative code may round in another way than the step does; what counts is what the step does twice.
        Go(_move.Place, _move.From, Index + 1);
        var follows = Follows(State);
        _position = -1;
        if (follows)
            return;
        End();
        throw Checkpoints.GivesAnotherResult(_step);
    }

    /// <summary>Memory is again what it was when the reverse pass came by.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void End()
    {
        Checkpoints.CutBack(_tape, _tops);
        _present?.Restore();
        _wiring.Undo(_presentWiring!);
        _memory.Statics.Undo(_presentStatics!);
    }

    bool Follows(S value) => _memory.HasNumbersOf(value, _before.State, ref _before.Image);

    void Go(int place, int from, int to)
    {
        if (_position != from)
        {
            State = _snapshots[place].State;
            _snapshots[place].Image?.Restore();
            _position = from;
        }

        Advance(to);
    }

    void Advance(int to)
    {
        var state = State;
        if (_step is Func<S, S> step)
        {
            for (var i = _position; i < to; i++)
                state = step(state);
        }
        else
        {
            var indexed = (Func<S, int, S>)_step;
            for (var i = _position; i < to; i++)
                state = indexed(state, i);
        }

        (State, _position) = (state, to);
    }

    void Keep(Snapshot snapshot)
    {
        snapshot.State = State;
        if (_memory.Changes)
            _memory.Take(snapshot.Image ??= new LoopImage(), State);
    }
}
