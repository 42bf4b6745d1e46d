// Names of parameters as in the originals.
#pragma warning disable CA2208, CA1859

using System;
using System.Threading;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>Tasks and threads that are started and waited for, led back to <see cref="Background"/>.</summary>
static class TaskSubstitutes
{
    [SubstituteFor(typeof(Task), nameof(Task.Run))]
    static Task Run(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var future = new Future<Nothing>();
        Background.Start(future, new Work(action, future));
        return future;
    }

    [SubstituteFor(typeof(Task), nameof(Task.Run))]
    static Task<TResult> Run<TResult>(Func<TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var future = new Future<TResult>();
        Background.Start(future, new FutureWork<TResult>(function, future));
        return future;
    }

    [SubstituteFor(typeof(Task), nameof(Task.Run))]
    static Task Run(Func<Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var future = new Future<Nothing>();
        Background.Start(future, new AsyncWork(function, future));
        return future;
    }

    [SubstituteFor(typeof(Task), nameof(Task.Run))]
    static Task<TResult> Run<TResult>(Func<Task<TResult>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var future = new Future<TResult>();
        Background.Start(future, new AsyncFutureWork<TResult>(function, future));
        return future;
    }

    [SubstituteFor(typeof(Task), nameof(Task.Run))]
    static Task Run(Action action, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Canceled<Nothing>(cancellationToken) : Run(action);

    [SubstituteFor(typeof(Task), nameof(Task.Run))]
    static Task<TResult> Run<TResult>(Func<TResult> function, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Canceled<TResult>(cancellationToken) : Run(function);

    [SubstituteFor(typeof(Task), nameof(Task.Run))]
    static Task Run(Func<Task> function, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Canceled<Nothing>(cancellationToken) : Run(function);

    [SubstituteFor(typeof(Task), nameof(Task.Run))]
    static Task<TResult> Run<TResult>(Func<Task<TResult>> function, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Canceled<TResult>(cancellationToken) : Run(function);

    [SubstituteFor(typeof(Task), nameof(Task.FromCanceled))]
    static Task<TResult> Canceled<TResult>(CancellationToken cancellationToken) =>
        Futures.Failed<TResult>(new TaskCanceledException(null, null, cancellationToken));

    [SubstituteFor(typeof(TaskFactory), nameof(TaskFactory.StartNew))]
    static Task StartNew(TaskFactory factory, Action action)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Run(action);
    }

    [SubstituteFor(typeof(TaskFactory), nameof(TaskFactory.StartNew))]
    static Task<TResult> StartNew<TResult>(TaskFactory factory, Func<TResult> function)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Run(function);
    }

    [SubstituteFor(typeof(Task), nameof(Task.FromResult))]
    static Task<TResult> FromResult<TResult>(TResult result) => Futures.Of(result);

    [SubstituteFor(typeof(Task), nameof(Task.FromException))]
    static Task FromException(Exception exception) => FromException<Nothing>(exception);

    [SubstituteFor(typeof(Task), nameof(Task.FromException))]
    static Task<TResult> FromException<TResult>(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Futures.Failed<TResult>(exception);
    }

    [SubstituteFor(typeof(Task<>), "get_Result")]
    static TResult Result<TResult>(Task<TResult> task)
    {
        Wait(task);
        return Futures.ValueOf(task);
    }

    /// <summary>What a task failed with arrives in an <see cref="AggregateException"/>.</summary>
    [SubstituteFor(typeof(Task), nameof(Task.Wait))]
    static void Wait(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        Background.Settle(task);
        if (Background.HasFailed(task))
            throw new AggregateException(Futures.FailureOf(task));
    }

    [SubstituteFor(typeof(Task), nameof(Task.WaitAll))]
    static void WaitAll(Task[] tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (Futures.Settle(tasks) is { Length: > 0 } failures)
            throw new AggregateException(failures);
    }

    [SubstituteFor(typeof(Task), nameof(Task.WaitAll))]
    static void WaitAll(ReadOnlySpan<Task> tasks) => WaitAll(tasks.ToArray());

    [SubstituteFor(typeof(Task), "get_" + nameof(Task.IsCompleted))]
    static bool IsCompleted(Task task) => Background.HasEnded(task);

    [SubstituteFor(typeof(Task), "get_" + nameof(Task.IsCompletedSuccessfully))]
    static bool IsCompletedSuccessfully(Task task) => Background.HasEnded(task) && !Background.HasFailed(task);

    [SubstituteFor(typeof(Task), "get_" + nameof(Task.IsCanceled))]
    static bool IsCanceled(Task task) => Background.IsCanceled(task);

    [SubstituteFor(typeof(Task), "get_" + nameof(Task.IsFaulted))]
    static bool IsFaulted(Task task) => Background.HasFailed(task) && !Background.IsCanceled(task);

    [SubstituteFor(typeof(Task), "get_" + nameof(Task.Exception))]
    static AggregateException? ExceptionOf(Task task) => IsFaulted(task) ? new AggregateException(Futures.FailureOf(task)) : null;

    [SubstituteFor(typeof(Thread), ".ctor")]
    static void Make(Thread thread, ThreadStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        Background.Make(thread, new ThreadWork(start));
    }

    [SubstituteFor(typeof(Thread), nameof(Thread.Start))]
    static void Start(Thread thread) => Background.Launch(thread);

    [SubstituteFor(typeof(Thread), nameof(Thread.Join))]
    static void Join(Thread thread) => Background.Join(thread);
}
