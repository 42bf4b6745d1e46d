using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Zygote.Differentiation;

/// <summary>
/// A task or thread in derivative code. Its reverse half may run as soon as every wait for it has been reversed: by then all
/// that came of it has its cotangents. It must have run when its start is reversed. There, all that may run do so, on several
/// threads, while the thread that started them waits: so their additions meet only each other's.
/// </summary>
abstract class StartedWork(Tape creator)
{
    int _waits;
    int _open;
    bool _isUndone;

    /// <summary>Why a thread ended early, to be said by who waits for it.</summary>
    public Exception? Failure { get; protected set; }

    public abstract void Run();

    /// <summary>As <see cref="Run"/>, for threads: an exception there would end the process.</summary>
    public void RunKeepingRefusal()
    {
        try
        {
            Run();
        }
        catch (Exception e) when (Fork.IsRefusal(e))
        {
            Failure = e;
        }
    }

    /// <summary>Until the work is done, whether or not it failed.</summary>
    public Action WaitForEnd { get; set; } = () => { };

    public void Wait()
    {
        Interlocked.Increment(ref _waits);
        Interlocked.Increment(ref _open);
    }

    public void UndoWait()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            creator.AddReady(this);
    }

    public void UndoStart()
    {
        if (!_isUndone)
        {
            WaitForEnd();
            List<StartedWork> ready = [.. creator.TakeReady()];
            if (!ready.Contains(this))
                ready.Add(this);
            Fork.InParallel(ready.Count, null, k => ready[k].Reverse());
            ready.ForEach(w => w._isUndone = true);
        }

        // For the next time.
        _isUndone = false;
        _open = _waits;
    }

    protected abstract void Reverse();
}

sealed class StartedPiece<TPiece>(TPiece piece, TPiece shadow, Tape tape) : StartedWork(tape)
    where TPiece : struct, IPiece<TPiece>
{
    readonly ForkWorker<TPiece> _worker = new(ForkCode<TPiece>.Pair(piece, Concurrency.Shared), piece, shadow, tape.Fork());

    public override void Run() => _worker.Run(0, 1, null, WorkerStep.Iterations);

    protected override void Reverse() => _worker.Reverse();
}
