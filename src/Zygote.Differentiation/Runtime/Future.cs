using System;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;

namespace Zygote.Differentiation;

/// <summary>What a future does when it runs, and what is kept of it; the shadow of a future has none.</summary>
class FutureState
{
    public Action Work { get; set; } = () => { };

    /// <summary>Why a thread ended early, to be said by who waits for it: an exception there would end the process.</summary>
    public Exception? Refusal { get; set; }

    public Crew? Crew { get; set; }

    /// <summary>Threads of the crew that wait for this.</summary>
    public int Waiting { get; set; }

    public bool HasEnded { get; set; }

    /// <summary>It was made with its result.</summary>
    public bool HasEndedAtOnce { get; set; }

    /// <summary>In derivative code.</summary>
    public StartedWork? Started { get; set; }
}

interface IFuture
{
    FutureState State { get; }

    /// <summary>What it ended with, if it failed.</summary>
    Exception? Failed { get; }
}

/// <summary>
/// A task in differentiated code. Its result stands in a field, where the shadow has its cotangent: an ordinary task keeps
/// it where only the platform reaches it. The constructor is not differentiated; a shadow is made without one.
/// </summary>
sealed class Future<T> : Task<T>, IFuture
{
    public T Value = default!;
    public Exception? Failure;
    readonly OwnState? _state;

    public Future()
        : this(new OwnState())
    {
    }

    Future(OwnState state)
        : base(static s => ((OwnState)s!).Run(), state)
    {
        state.Owner = this;
        _state = state;
    }

    FutureState IFuture.State => _state!;

    Exception? IFuture.Failed => Failure;

    sealed class OwnState : FutureState
    {
        public Future<T> Owner { get; set; } = null!;

        public T Run()
        {
            Work();
            if (Owner.Failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            return Owner.Value;
        }
    }
}

/// <summary>The result type of a task that has none.</summary>
sealed class Nothing;
