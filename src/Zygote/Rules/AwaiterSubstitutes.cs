using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>Awaiters always say that there is nothing to wait for, and wait where the result is asked for.</summary>
static class AwaiterSubstitutes
{
    // Task<T>.

    [SubstituteFor(typeof(Task<>), nameof(Task<>.GetAwaiter))]
    static TaskAwaiter<TResult> GetAwaiter<TResult>(Task<TResult> task) => NewAwaiter(task);

    [SubstituteFor(typeof(Task<>), nameof(Task<>.ConfigureAwait))]
    static ConfiguredTaskAwaitable<TResult> Configure<TResult>(Task<TResult> task, bool continueOnCapturedContext) =>
        NewConfigured(task, ConfigureAwaitOptions.None);

    [SubstituteFor(typeof(TaskAwaiter<>), "get_" + nameof(TaskAwaiter<>.IsCompleted))]
    static bool IsCompleted<TResult>(ref TaskAwaiter<TResult> awaiter) => true;

    [SubstituteFor(typeof(TaskAwaiter<>), nameof(TaskAwaiter<>.GetResult))]
    static TResult GetResult<TResult>(ref TaskAwaiter<TResult> awaiter) => Futures.Await(TaskOf(ref awaiter));

    [SubstituteFor(typeof(ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter), "get_IsCompleted")]
    static bool IsCompleted<TResult>(ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter awaiter) => true;

    [SubstituteFor(typeof(ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter), "GetResult")]
    static TResult GetResult<TResult>(ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter awaiter) =>
        Futures.Await(TaskOf(ref awaiter));

    // Task.

    [SubstituteFor(typeof(Task), nameof(Task.GetAwaiter))]
    static TaskAwaiter GetAwaiter(Task task) => NewAwaiter(task);

    [SubstituteFor(typeof(Task), nameof(Task.ConfigureAwait))]
    static ConfiguredTaskAwaitable Configure(Task task, bool continueOnCapturedContext) =>
        NewConfigured(task, ConfigureAwaitOptions.None);

    [SubstituteFor(typeof(TaskAwaiter), "get_" + nameof(TaskAwaiter.IsCompleted))]
    static bool IsCompleted(ref TaskAwaiter awaiter) => true;

    [SubstituteFor(typeof(TaskAwaiter), nameof(TaskAwaiter.GetResult))]
    static void GetResult(ref TaskAwaiter awaiter) => Futures.Await(TaskOf(ref awaiter));

    [SubstituteFor(typeof(ConfiguredTaskAwaitable.ConfiguredTaskAwaiter), "get_IsCompleted")]
    static bool IsCompleted(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter) => true;

    [SubstituteFor(typeof(ConfiguredTaskAwaitable.ConfiguredTaskAwaiter), "GetResult")]
    static void GetResult(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter) => Futures.Await(TaskOf(ref awaiter));

    // ValueTask<T>, whose awaiters ask it for its result.

    [SubstituteFor(typeof(ValueTaskAwaiter<>), "get_" + nameof(ValueTaskAwaiter<>.IsCompleted))]
    static bool IsCompleted<TResult>(ref ValueTaskAwaiter<TResult> awaiter) => true;

    [SubstituteFor(typeof(ConfiguredValueTaskAwaitable<>.ConfiguredValueTaskAwaiter), "get_IsCompleted")]
    static bool IsCompleted<TResult>(ref ConfiguredValueTaskAwaitable<TResult>.ConfiguredValueTaskAwaiter awaiter) => true;

    [SubstituteFor(typeof(ValueTask<>), "get_" + nameof(ValueTask<>.Result))]
    static TResult Result<TResult>(ref ValueTask<TResult> task) => SourceOf(ref task) switch
    {
        null => ResultOf(ref task),
        Task<TResult> known => Futures.Await(known),
        { } source => ResultOf((IValueTaskSource<TResult>)source, TokenOf(ref task)),
    };

    /// <summary>What has not ended is none of ours: a timer, a socket.</summary>
    static TResult ResultOf<TResult>(IValueTaskSource<TResult> source, short token) =>
        source.GetStatus(token) == ValueTaskSourceStatus.Pending
            ? Background.OrdinaryResult(source, token)
            : source.GetResult(token);

    [SubstituteFor(typeof(ValueTask<>), nameof(ValueTask<>.AsTask))]
    static Task<TResult> AsTask<TResult>(ref ValueTask<TResult> task)
    {
        if (SourceOf(ref task) is Task<TResult> known)
            return known;
        TResult result;
        try
        {
            result = task.Result;
        }
        catch (Exception e)
        {
            return Futures.Failed<TResult>(e);
        }

        return Futures.Of(result);
    }

    // ValueTask.

    [SubstituteFor(typeof(ValueTaskAwaiter), "get_" + nameof(ValueTaskAwaiter.IsCompleted))]
    static bool IsCompleted(ref ValueTaskAwaiter awaiter) => true;

    [SubstituteFor(typeof(ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter), "get_IsCompleted")]
    static bool IsCompleted(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter) => true;

    [SubstituteFor(typeof(ValueTaskAwaiter), nameof(ValueTaskAwaiter.GetResult))]
    static void GetResult(ref ValueTaskAwaiter awaiter) => Await(ref ValueOf(ref awaiter));

    [SubstituteFor(typeof(ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter), "GetResult")]
    static void GetResult(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter) => Await(ref ValueOf(ref awaiter));

    static void Await(ref ValueTask task)
    {
        switch (SourceOf(ref task))
        {
            case null:
                break;
            case Task known:
                Futures.Await(known);
                break;
            case { } source:
                Await((IValueTaskSource)source, TokenOf(ref task));
                break;
        }
    }

    static void Await(IValueTaskSource source, short token)
    {
        if (source.GetStatus(token) == ValueTaskSourceStatus.Pending)
            Background.WaitForSource(source, token);
        else
            source.GetResult(token);
    }

    [SubstituteFor(typeof(ValueTask), nameof(ValueTask.AsTask))]
    static Task AsTask(ref ValueTask task)
    {
        if (SourceOf(ref task) is Task known)
            return known;
        try
        {
            Await(ref task);
        }
        catch (Exception e)
        {
            return Futures.Failed<Nothing>(e);
        }

        return Task.CompletedTask;
    }

    [SubstituteFor(typeof(YieldAwaitable.YieldAwaiter), "get_IsCompleted")]
    static bool IsCompleted(ref YieldAwaitable.YieldAwaiter awaiter) => true;

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    static extern TaskAwaiter<TResult> NewAwaiter<TResult>(Task<TResult> task);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    static extern ConfiguredTaskAwaitable<TResult> NewConfigured<TResult>(Task<TResult> task, ConfigureAwaitOptions options);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    static extern ref Task<TResult> TaskOf<TResult>(ref TaskAwaiter<TResult> awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    static extern ref Task<TResult> TaskOf<TResult>(ref ConfiguredTaskAwaitable<TResult>.ConfiguredTaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    static extern TaskAwaiter NewAwaiter(Task task);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    static extern ConfiguredTaskAwaitable NewConfigured(Task task, ConfigureAwaitOptions options);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    static extern ref Task TaskOf(ref TaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    static extern ref Task TaskOf(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_obj")]
    static extern ref object? SourceOf<TResult>(ref ValueTask<TResult> task);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_result")]
    static extern ref TResult ResultOf<TResult>(ref ValueTask<TResult> task);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_token")]
    static extern ref short TokenOf<TResult>(ref ValueTask<TResult> task);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_obj")]
    static extern ref object? SourceOf(ref ValueTask task);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_token")]
    static extern ref short TokenOf(ref ValueTask task);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    static extern ref ValueTask ValueOf(ref ValueTaskAwaiter awaiter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_value")]
    static extern ref ValueTask ValueOf(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter);
}
