using System;
using System.Threading;

namespace Zygote.Differentiation;

/// <summary>
/// The threads that work on one function: one to begin with, and those of the tasks and threads that they start. It counts
/// those that do not wait for each other, so that a wait that nobody will end is noticed.
/// </summary>
sealed class Crew
{
    [ThreadStatic]
    static Crew? _current;

    int _busy = 1;

    public static Crew Current => _current ??= new Crew();

    /// <summary>All wait. To be asked, as all here that says so, while this is locked.</summary>
    public bool IsIdle => _busy == 0;

    /// <summary>Locked.</summary>
    public void Enter(int count = 1) => _busy += count;

    /// <summary>Locked.</summary>
    public void Leave()
    {
        if (--_busy == 0)
            Monitor.PulseAll(this);
    }

    /// <summary>Before another thread begins.</summary>
    public void Expect(FutureState state)
    {
        state.Crew = this;
        lock (this)
            Enter();
    }

    /// <summary>On the other thread.</summary>
    public static void Run(FutureState state, Action work)
    {
        var crew = state.Crew!;
        var outer = _current;
        _current = crew;
        try
        {
            work();
        }
        finally
        {
            _current = outer;
            lock (crew)
            {
                // Who waited for this goes on.
                crew.Enter(state.Waiting);
                state.Waiting = 0;
                state.HasEnded = true;
                crew.Leave();
            }
        }
    }

    /// <summary>Waits for work that was started.</summary>
    public static void WaitFor(FutureState? state, Action wait)
    {
        if (state?.Crew is { } crew && crew == _current)
        {
            lock (crew)
            {
                if (!state.HasEnded)
                {
                    state.Waiting++;
                    crew.Leave();
                }
            }
        }

        wait();
    }
}
