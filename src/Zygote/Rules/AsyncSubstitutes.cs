using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>
/// What the compiler makes of async methods: they run to their end when they are called, since whatever they await has ended
/// when they go on. Their results stand in futures.
/// </summary>
static class AsyncSubstitutes
{
    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.Start))]
    static void Start<TResult, TMachine>(ref AsyncTaskMethodBuilder<TResult> builder, ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.SetResult))]
    static void SetResult<TResult>(ref AsyncTaskMethodBuilder<TResult> builder, TResult result) =>
        TaskOf(ref builder) = Futures.Of(result);

    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.SetException))]
    static void SetException<TResult>(ref AsyncTaskMethodBuilder<TResult> builder, Exception exception) =>
        TaskOf(ref builder) = Futures.Failed<TResult>(exception);

    /// <summary>This is where builders without a result lead to.</summary>
    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.SetException))]
    static void SetException<TResult>(Exception exception, ref Task<TResult> task) => task = Futures.Failed<TResult>(exception);

    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), "get_" + nameof(AsyncTaskMethodBuilder<>.Task))]
    static Task<TResult> GetTask<TResult>(ref AsyncTaskMethodBuilder<TResult> builder) => TaskOf(ref builder);

    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.AwaitOnCompleted))]
    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.AwaitUnsafeOnCompleted))]
    static void Await<TResult, TAwaiter, TMachine>(
        ref AsyncTaskMethodBuilder<TResult> builder, ref TAwaiter awaiter, ref TMachine machine) => throw Background.NotEnded();

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    static extern ref Task<TResult> TaskOf<TResult>(ref AsyncTaskMethodBuilder<TResult> builder);

    // Awaiters.

    [SubstituteFor(typeof(Task<>), nameof(Task<>.GetAwaiter))]
    static TaskAwaiter<TResult> GetAwaiter<TResult>(Task<TResult> task) => NewAwaiter(task);

    [SubstituteFor(typeof(TaskAwaiter<>), "get_" + nameof(TaskAwaiter<>.IsCompleted))]
    static bool IsCompleted<TResult>(ref TaskAwaiter<TResult> awaiter) => true;

    [SubstituteFor(typeof(TaskAwaiter<>), nameof(TaskAwaiter<>.GetResult))]
    static TResult GetResult<TResult>(ref TaskAwaiter<TResult> awaiter) => Futures.Await(TaskOf(ref awaiter));

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    static extern TaskAwaiter<TResult> NewAwaiter<TResult>(Task<TResult> task);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    static extern ref Task<TResult> TaskOf<TResult>(ref TaskAwaiter<TResult> awaiter);
}

/// <summary>Futures that have ended, and waiting for those that have not.</summary>
static class Futures
{
    public static Future<T> Of<T>(T value)
    {
        var future = new Future<T> { Value = value };
        Background.Complete(future);
        return future;
    }

    public static Future<T> Failed<T>(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var future = new Future<T> { Failure = failure };
        Background.Complete(future);
        return future;
    }

    /// <summary>What it failed with is thrown as it is.</summary>
    public static T Await<T>(Task<T> task)
    {
        Await((Task)task);
        return task is Future<T> future ? future.Value : Background.OrdinaryResult(task);
    }

    public static void Await(Task task)
    {
        Background.Settle(task);
        if (!Background.HasFailed(task))
            return;
        if (task is IFuture { Failed: { } failure })
            throw failure;
        Background.ThrowFailure(task);
    }
}
