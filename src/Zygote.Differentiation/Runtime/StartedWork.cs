using System;
using System.Collections.Generic;
using System.Threading;

namespace Zygote.Differentiation;

/// <summary>
/// A task or thread in derivative code. Its reverse half may run as soon as every wait for it has been reversed: by then all
/// that came of it has its cotangents. It must have run when its start is reversed. There, all that may run do so, on several
/// threads, while the thread that started them waits: so their additions meet only each other's.
/// </summary>
abstract class StartedWork(Tape creator)
{
    readonly List<StartedWork> _takers = [];
    int _waits;
    int _open;
    volatile bool _isUndone;
    volatile bool _isStartUndone;

    public abstract void Run();

    /// <summary>Until the work is done, whether or not it failed.</summary>
    public Action WaitForEnd { get; set; } = () => { };

    public void Wait()
    {
        Interlocked.Increment(ref _waits);
        Interlocked.Increment(ref _open);
    }

    public void UndoWait()
    {
        _isStartUndone = false;
        if (Interlocked.Decrement(ref _open) == 0)
            creator.AddReady(this);
    }

    /// <summary>Another work has taken from a channel what this one put in.</summary>
    public void AddTaker(StartedWork taker)
    {
        lock (_takers)
        {
            if (!_takers.Contains(taker))
                _takers.Add(taker);
        }
    }

    public void UndoStart()
    {
        if (!_isUndone)
        {
            WaitForEnd();
            foreach (var taker in _takers)
                taker.UndoEarly();
            List<StartedWork> ready = [.. creator.TakeReady()];
            if (!ready.Contains(this))
                ready.Add(this);
            Fork.InParallel(ready.Count, null, k => ready[k].ReverseOnce());
        }

        // For the next time, which begins with the waits.
        _isStartUndone = true;
        _isUndone = false;
        _open = _waits;
    }

    /// <summary>Before its start is reversed, since a thread that gave it numbers is about to be reversed.</summary>
    public void UndoEarly()
    {
        if (_isUndone || _isStartUndone)
            return;
        if (_waits == 0 || Volatile.Read(ref _open) > 0)
        {
            throw Exchange.Refuse(
                "two threads exchange numbers in both directions, or the one that takes them is not waited for",
                "Let one thread pass numbers to the other by a channel and wait for it.");
        }

        WaitForEnd();
        ReverseOnce();
    }

    void ReverseOnce()
    {
        lock (_takers)
        {
            if (_isUndone)
                return;
            Reverse();
            _isUndone = true;
        }
    }

    protected abstract void Reverse();
}

sealed class StartedPiece<TPiece> : StartedWork
    where TPiece : struct, IPiece<TPiece>
{
    readonly ForkWorker<TPiece> _worker;

    public StartedPiece(TPiece piece, TPiece shadow, Tape tape)
        : base(tape)
    {
        var own = tape.ForkForGood();
        own.Work = this;
        _worker = new ForkWorker<TPiece>(ForkCode<TPiece>.Pair(piece, Concurrency.Shared), piece, shadow, own);
    }

    public override void Run() => _worker.Run(0, 1, null, WorkerStep.Iterations);

    protected override void Reverse() => _worker.Reverse();
}
