using System;
using System.Threading;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

// Bodies of the loops of System.Threading.Tasks.Parallel: one struct for each form, see IPiece. All loops start at `from` and
// go up by one: that is how the compiler knows that ranges touch different elements.

readonly struct IntRange(Action<int> body) : IPiece<IntRange>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (int i = (int)from, end = (int)to; i < end; i++)
            body(i);
    }

    public IntRange ForWorker() => this;
}

readonly struct LongRange(Action<long> body) : IPiece<LongRange>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (var i = from; i < to; i++)
            body(i);
    }

    public LongRange ForWorker() => this;
}

readonly struct IntStates(Action<int, ParallelLoopState> body) : IPiece<IntStates>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (int i = (int)from, end = (int)to; i < end; i++)
            body(i, state!);
    }

    public IntStates ForWorker() => this;
}

readonly struct LongStates(Action<long, ParallelLoopState> body) : IPiece<LongStates>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (var i = from; i < to; i++)
            body(i, state!);
    }

    public LongStates ForWorker() => this;
}

/// <summary>What a worker hands from one iteration to the next.</summary>
sealed class Cell<T>
{
    public T Value = default!;
}

readonly struct LongLocals<T>(Func<T> first, Func<long, ParallelLoopState, T, T> body, Action<T> last, Cell<T>? cell)
    : IPiece<LongLocals<T>>
{
    public static bool HasWorkerSteps => true;

    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        if (step == WorkerStep.Begin)
        {
            cell!.Value = first();
        }
        else if (step == WorkerStep.End)
        {
            last(cell!.Value);
        }
        else
        {
            for (var i = from; i < to; i++)
                cell!.Value = body(i, state!, cell.Value);
        }
    }

    public LongLocals<T> ForWorker() => new(first, body, last, new Cell<T>());
}

readonly struct IntLocals<T>(Func<T> first, Func<int, ParallelLoopState, T, T> body, Action<T> last, Cell<T>? cell)
    : IPiece<IntLocals<T>>
{
    public static bool HasWorkerSteps => true;

    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        if (step == WorkerStep.Begin)
        {
            cell!.Value = first();
        }
        else if (step == WorkerStep.End)
        {
            last(cell!.Value);
        }
        else
        {
            for (int i = (int)from, end = (int)to; i < end; i++)
                cell!.Value = body(i, state!, cell.Value);
        }
    }

    public IntLocals<T> ForWorker() => new(first, body, last, new Cell<T>());
}

readonly struct Items<T>(T[] source, Action<T> body) : IPiece<Items<T>>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (int i = (int)from, end = (int)to; i < end; i++)
            body(source[i]);
    }

    public Items<T> ForWorker() => this;
}

readonly struct ItemStates<T>(T[] source, Action<T, ParallelLoopState> body) : IPiece<ItemStates<T>>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (int i = (int)from, end = (int)to; i < end; i++)
            body(source[i], state!);
    }

    public ItemStates<T> ForWorker() => this;
}

readonly struct ItemIndices<T>(T[] source, Action<T, ParallelLoopState, long> body) : IPiece<ItemIndices<T>>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (int i = (int)from, end = (int)to; i < end; i++)
            body(source[i], state!, i);
    }

    public ItemIndices<T> ForWorker() => this;
}

readonly struct ItemLocals<T, L>(T[] source, Func<L> first, Func<T, ParallelLoopState, L, L> body, Action<L> last, Cell<L>? cell)
    : IPiece<ItemLocals<T, L>>
{
    public static bool HasWorkerSteps => true;

    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        if (step == WorkerStep.Begin)
        {
            cell!.Value = first();
        }
        else if (step == WorkerStep.End)
        {
            last(cell!.Value);
        }
        else
        {
            for (int i = (int)from, end = (int)to; i < end; i++)
                cell!.Value = body(source[i], state!, cell.Value);
        }
    }

    public ItemLocals<T, L> ForWorker() => new(source, first, body, last, new Cell<L>());
}

readonly struct ItemIndexLocals<T, L>(
    T[] source, Func<L> first, Func<T, ParallelLoopState, long, L, L> body, Action<L> last, Cell<L>? cell)
    : IPiece<ItemIndexLocals<T, L>>
{
    public static bool HasWorkerSteps => true;

    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        if (step == WorkerStep.Begin)
        {
            cell!.Value = first();
        }
        else if (step == WorkerStep.End)
        {
            last(cell!.Value);
        }
        else
        {
            for (int i = (int)from, end = (int)to; i < end; i++)
                cell!.Value = body(source[i], state!, i, cell.Value);
        }
    }

    public ItemIndexLocals<T, L> ForWorker() => new(source, first, body, last, new Cell<L>());
}

/// <summary>Calls that have nothing in common.</summary>
readonly struct Calls(Action[] actions) : IPiece<Calls>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (int i = (int)from, end = (int)to; i < end; i++)
            actions[i]();
    }

    public Calls ForWorker() => this;
}

readonly struct ThreadWork(ThreadStart body) : IPiece<ThreadWork>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step) => body();

    public ThreadWork ForWorker() => this;
}

// Tasks. What they fail with is kept beside the result, so that what it carries stays in sight; the future then fails with it.

readonly struct Work(Action body, Future<Nothing> future) : IPiece<Work>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        try
        {
            body();
        }
        catch (Exception e)
        {
            future.Failure = e;
        }
    }

    public Work ForWorker() => this;
}

readonly struct FutureWork<T>(Func<T> body, Future<T> future) : IPiece<FutureWork<T>>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        try
        {
            future.Value = body();
        }
        catch (Exception e)
        {
            future.Failure = e;
        }
    }

    public FutureWork<T> ForWorker() => this;
}

/// <summary>An async lambda.</summary>
readonly struct AsyncWork(Func<Task> body, Future<Nothing> future) : IPiece<AsyncWork>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        try
        {
            Futures.Await(body());
        }
        catch (Exception e)
        {
            future.Failure = e;
        }
    }

    public AsyncWork ForWorker() => this;
}

readonly struct AsyncFutureWork<T>(Func<Task<T>> body, Future<T> future) : IPiece<AsyncFutureWork<T>>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        try
        {
            future.Value = Futures.Await(body());
        }
        catch (Exception e)
        {
            future.Failure = e;
        }
    }

    public AsyncFutureWork<T> ForWorker() => this;
}
