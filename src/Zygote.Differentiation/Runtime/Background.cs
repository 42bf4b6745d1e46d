using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;

namespace Zygote.Differentiation;

/// <summary>
/// Tasks and threads that are started and waited for, and their derivatives: see <see cref="Callback"/> for the four forms
/// of each operation, and <see cref="StartedWork"/> for how they are reversed.
/// </summary>
static class Background
{
    static readonly object NotOurs = new();
    static readonly ConditionalWeakTable<Thread, FutureState> Threads = [];

    // Tasks.

    public static void Start<TPiece>(Task future, TPiece piece)
        where TPiece : struct, IPiece<TPiece> =>
        Go(future, () => piece.Run(0, 1, null, WorkerStep.Iterations));

    public static void StartPushforward<TPiece>(Task future, TPiece piece, Task? futureDot, TPiece shadow, Tape tape)
        where TPiece : struct, IPiece<TPiece>
    {
        var code = ForkCode<TPiece>.Pushforward(piece);
        var own = tape.ForkForGood();
        Go(future, () => code(piece, 0, 1, null, WorkerStep.Iterations, shadow, own));
    }

    public static object StartForward<TPiece>(Task future, TPiece piece, Task? futureShadow, TPiece shadow, Tape tape)
        where TPiece : struct, IPiece<TPiece>
    {
        var work = new StartedPiece<TPiece>(piece, shadow, tape)
        {
            WaitForEnd = () => ((IAsyncResult)future).AsyncWaitHandle.WaitOne(),
        };
        ((IFuture)future).State.Started = work;
        Go(future, work.Run);
        return work;
    }

    public static void StartReverse<TPiece>(object record)
        where TPiece : struct, IPiece<TPiece> => ((StartedWork)record).UndoStart();

    /// <summary>Until the task has ended, in whatever way; but for refusals, which arrive as they are.</summary>
    public static void Settle(Task task)
    {
        try
        {
            if (task.IsCompleted)
                task.Wait();
            else
                Crew.WaitFor((task as IFuture)?.State, task.Wait);
        }
        catch (Exception)
        {
            Require(task);
        }
    }

    public static void SettlePushforward(Task task, Task? shadow, Tape tape) => Settle(task);

    public static object SettleForward(Task task, Task? shadow, Tape tape)
    {
        Settle(task);
        return Waited((task as IFuture)?.State.Started);
    }

    public static void SettleReverse(object record) => (record as StartedWork)?.UndoWait();

    static void Require(Task task)
    {
        if (task.Exception?.Flatten().InnerExceptions.FirstOrDefault(e => Fork.IsRefusal(e)) is { } refusal)
            ExceptionDispatchInfo.Throw(refusal);
    }

    /// <summary>The task has what it was made for, and code that knows tasks only finds it there.</summary>
    public static void Complete(Task future)
    {
        ((IFuture)future).State.HasEndedAtOnce = true;
        future.RunSynchronously(TaskScheduler.Default);

        // Nobody need look at it: who awaits it looks at the future.
        _ = future.Exception;
    }

    public static bool HasEnded(Task task) => task.IsCompleted;

    public static bool HaveEnded(Task[] tasks) => Array.TrueForAll(tasks, t => t.IsCompleted);

    /// <summary>The first that has ended, or -1.</summary>
    public static int FirstEnded(Task[] tasks) => Array.FindIndex(tasks, t => t.IsCompleted);

    public static int WaitForAny(Task[] tasks) => Task.WaitAny(tasks);

    /// <summary>Async methods that end with such an exception have been cancelled.</summary>
    public static bool IsCanceled(Task task) => task.IsCanceled || (task is IFuture { State.HasEndedAtOnce: true, Failed: OperationCanceledException });

    public static bool HasFailed(Task task) => task is { IsCompleted: true, IsCompletedSuccessfully: false };

    /// <summary>Of a task that is no future, and has failed.</summary>
    public static Exception FailureOf(Task task) => task.Exception?.InnerException ?? new TaskCanceledException(task);

    /// <summary>
    /// Of a task that is no future. Code that is called as it is has made it, and is given nothing that varies: it is a constant.
    /// </summary>
    public static T OrdinaryResult<T>(Task<T> task) => task.Result;

    public static T OrdinaryResult<T>(IValueTaskSource<T> source, short token) =>
        new ValueTask<T>(source, token).AsTask().GetAwaiter().GetResult();

    public static void WaitForSource(IValueTaskSource source, short token) =>
        new ValueTask(source, token).AsTask().GetAwaiter().GetResult();

    /// <summary>An awaiter of the user's own says that it has to be waited for.</summary>
    public static Exception NotEnded() => Exchange.Refuse(
        "it awaits something that has not ended and is no task", "Await a task, or let the awaiter say that it is completed.");

    public static Exception Drops() => Exchange.Refuse(
        "a channel drops what does not fit", "Use BoundedChannelFullMode.Wait, or an unbounded channel.");

    static void Go(Task future, Action work)
    {
        var state = ((IFuture)future).State;
        state.Work = () => Crew.Run(state, work);
        Crew.Current.Expect(state);
        future.Start(TaskScheduler.Default);
    }

    // Threads. What they run is known when they are made, and it begins when they are started.

    public static void Make<TPiece>(Thread thread, TPiece piece)
        where TPiece : struct, IPiece<TPiece> =>
        Make(thread, () => piece.Run(0, 1, null, WorkerStep.Iterations), null);

    public static void MakePushforward<TPiece>(Thread thread, TPiece piece, TPiece shadow, Tape tape)
        where TPiece : struct, IPiece<TPiece>
    {
        var code = ForkCode<TPiece>.Pushforward(piece);
        var own = tape.ForkForGood();
        Make(thread, () => code(piece, 0, 1, null, WorkerStep.Iterations, shadow, own), null);
    }

    public static object MakeForward<TPiece>(Thread thread, TPiece piece, TPiece shadow, Tape tape)
        where TPiece : struct, IPiece<TPiece>
    {
        var work = new StartedPiece<TPiece>(piece, shadow, tape) { WaitForEnd = thread.Join };
        Make(thread, work.Run, work);
        return work;
    }

    static void Make(Thread thread, Action work, StartedWork? started)
    {
        var state = new FutureState { Started = started };
        Threads.Add(thread, state);
        Construct(thread, () => Crew.Run(state, () =>
        {
            try
            {
                work();
            }
            catch (Exception e) when (Fork.IsRefusal(e))
            {
                state.Refusal = e;
            }
        }));
    }

    public static void MakeReverse<TPiece>(object record)
        where TPiece : struct, IPiece<TPiece>
    {
        // Undone where it was started.
    }

    public static void Launch(Thread thread)
    {
        if (StateOf(thread) is { } state)
            Crew.Current.Expect(state);
        thread.Start();
    }

    public static void LaunchPushforward(Thread thread, Tape tape) => Launch(thread);

    public static object LaunchForward(Thread thread, Tape tape)
    {
        Launch(thread);
        return StartedBy(thread) ?? NotOurs;
    }

    public static void LaunchReverse(object record) => (record as StartedWork)?.UndoStart();

    public static void Join(Thread thread)
    {
        var state = StateOf(thread);
        Crew.WaitFor(state, thread.Join);
        if (state?.Refusal is { } refusal)
            ExceptionDispatchInfo.Throw(refusal);
    }

    public static void JoinPushforward(Thread thread, Tape tape) => Join(thread);

    public static object JoinForward(Thread thread, Tape tape)
    {
        Join(thread);
        return Waited(StartedBy(thread));
    }

    public static void JoinReverse(object record) => (record as StartedWork)?.UndoWait();

    static object Waited(StartedWork? work)
    {
        work?.Wait();
        return work ?? NotOurs;
    }

    static StartedWork? StartedBy(Thread thread) => StateOf(thread)?.Started;

    static FutureState? StateOf(Thread thread) => Threads.TryGetValue(thread, out var state) ? state : null;

    /// <summary>Runs the constructor on an object that is there already, as derivative code makes objects.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = ".ctor")]
    static extern void Construct(Thread thread, ThreadStart start);
}
