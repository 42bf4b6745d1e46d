using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>
/// What the compiler makes of async methods: they run to their end when they are called, since whatever they await has ended
/// when they go on. Their results stand in futures.
/// </summary>
/// <remarks>
/// Builders without a result keep a task whose type cannot be named: they set exceptions by a method of the builder with one,
/// and that there is no task means success.
/// </remarks>
static class AsyncSubstitutes
{
    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.Start))]
    static void Start<TResult, TMachine>(ref AsyncTaskMethodBuilder<TResult> builder, ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    [SubstituteFor(typeof(AsyncTaskMethodBuilder), nameof(AsyncTaskMethodBuilder.Start))]
    static void Start<TMachine>(ref AsyncTaskMethodBuilder builder, ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    [SubstituteFor(typeof(AsyncValueTaskMethodBuilder<>), nameof(AsyncValueTaskMethodBuilder<>.Start))]
    static void Start<TResult, TMachine>(ref AsyncValueTaskMethodBuilder<TResult> builder, ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    [SubstituteFor(typeof(AsyncValueTaskMethodBuilder), nameof(AsyncValueTaskMethodBuilder.Start))]
    static void Start<TMachine>(ref AsyncValueTaskMethodBuilder builder, ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    [SubstituteFor(typeof(AsyncVoidMethodBuilder), nameof(AsyncVoidMethodBuilder.Create))]
    static AsyncVoidMethodBuilder Create() => default;

    [SubstituteFor(typeof(AsyncVoidMethodBuilder), nameof(AsyncVoidMethodBuilder.Start))]
    static void Start<TMachine>(ref AsyncVoidMethodBuilder builder, ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    [SubstituteFor(typeof(AsyncIteratorMethodBuilder), nameof(AsyncIteratorMethodBuilder.MoveNext))]
    static void MoveNext<TMachine>(ref AsyncIteratorMethodBuilder builder, ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.SetResult))]
    static void SetResult<TResult>(ref AsyncTaskMethodBuilder<TResult> builder, TResult result) =>
        TaskOf(ref builder) = Futures.Of(result);

    [SubstituteFor(typeof(AsyncTaskMethodBuilder), nameof(AsyncTaskMethodBuilder.SetResult))]
    static void SetResult(ref AsyncTaskMethodBuilder builder)
    {
    }

    [SubstituteFor(typeof(AsyncValueTaskMethodBuilder<>), nameof(AsyncValueTaskMethodBuilder<>.SetResult))]
    static void SetResult<TResult>(ref AsyncValueTaskMethodBuilder<TResult> builder, TResult result) =>
        ResultOf(ref builder) = result;

    [SubstituteFor(typeof(AsyncValueTaskMethodBuilder), nameof(AsyncValueTaskMethodBuilder.SetResult))]
    static void SetResult(ref AsyncValueTaskMethodBuilder builder)
    {
    }

    [SubstituteFor(typeof(AsyncVoidMethodBuilder), nameof(AsyncVoidMethodBuilder.SetResult))]
    static void SetResult(ref AsyncVoidMethodBuilder builder)
    {
    }

    [SubstituteFor(typeof(AsyncIteratorMethodBuilder), nameof(AsyncIteratorMethodBuilder.Complete))]
    static void Complete(ref AsyncIteratorMethodBuilder builder)
    {
    }

    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.SetException))]
    static void SetException<TResult>(ref AsyncTaskMethodBuilder<TResult> builder, Exception exception) =>
        TaskOf(ref builder) = Futures.Failed<TResult>(exception);

    /// <summary>All others lead here.</summary>
    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.SetException))]
    static void SetException<TResult>(Exception exception, ref Task<TResult> task) => task = Futures.Failed<TResult>(exception);

    /// <summary>It would end the process on a thread of its own.</summary>
    [SubstituteFor(typeof(AsyncVoidMethodBuilder), nameof(AsyncVoidMethodBuilder.SetException))]
    static void SetException(ref AsyncVoidMethodBuilder builder, Exception exception) => throw exception;

    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), "get_" + nameof(AsyncTaskMethodBuilder<>.Task))]
    static Task<TResult> GetTask<TResult>(ref AsyncTaskMethodBuilder<TResult> builder) => TaskOf(ref builder);

    [SubstituteFor(typeof(AsyncTaskMethodBuilder), "get_" + nameof(AsyncTaskMethodBuilder.Task))]
    static Task GetTask(ref AsyncTaskMethodBuilder builder) => TaskOf(ref builder) ?? Task.CompletedTask;

    [SubstituteFor(typeof(AsyncValueTaskMethodBuilder<>), "get_" + nameof(AsyncValueTaskMethodBuilder<>.Task))]
    static ValueTask<TResult> GetTask<TResult>(ref AsyncValueTaskMethodBuilder<TResult> builder) =>
        TaskOf(ref builder) is { } task ? new ValueTask<TResult>(task) : new ValueTask<TResult>(ResultOf(ref builder));

    [SubstituteFor(typeof(AsyncValueTaskMethodBuilder), "get_" + nameof(AsyncValueTaskMethodBuilder.Task))]
    static ValueTask GetTask(ref AsyncValueTaskMethodBuilder builder) =>
        TaskOf(ref builder) is { } task ? new ValueTask(task) : default;

    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.AwaitOnCompleted))]
    [SubstituteFor(typeof(AsyncTaskMethodBuilder<>), nameof(AsyncTaskMethodBuilder<>.AwaitUnsafeOnCompleted))]
    static void Await<TResult, TAwaiter, TMachine>(
        ref AsyncTaskMethodBuilder<TResult> builder, ref TAwaiter awaiter, ref TMachine machine) => throw Background.NotEnded();

    [SubstituteFor(typeof(AsyncTaskMethodBuilder), nameof(AsyncTaskMethodBuilder.AwaitOnCompleted))]
    [SubstituteFor(typeof(AsyncTaskMethodBuilder), nameof(AsyncTaskMethodBuilder.AwaitUnsafeOnCompleted))]
    static void Await<TAwaiter, TMachine>(
        ref AsyncTaskMethodBuilder builder, ref TAwaiter awaiter, ref TMachine machine) => throw Background.NotEnded();

    [SubstituteFor(typeof(AsyncValueTaskMethodBuilder<>), nameof(AsyncValueTaskMethodBuilder<>.AwaitOnCompleted))]
    [SubstituteFor(typeof(AsyncValueTaskMethodBuilder<>), nameof(AsyncValueTaskMethodBuilder<>.AwaitUnsafeOnCompleted))]
    static void Await<TResult, TAwaiter, TMachine>(
        ref AsyncValueTaskMethodBuilder<TResult> builder, ref TAwaiter awaiter, ref TMachine machine) => throw Background.NotEnded();

    [SubstituteFor(typeof(AsyncValueTaskMethodBuilder), nameof(AsyncValueTaskMethodBuilder.AwaitOnCompleted))]
    [SubstituteFor(typeof(AsyncValueTaskMethodBuilder), nameof(AsyncValueTaskMethodBuilder.AwaitUnsafeOnCompleted))]
    static void Await<TAwaiter, TMachine>(
        ref AsyncValueTaskMethodBuilder builder, ref TAwaiter awaiter, ref TMachine machine) => throw Background.NotEnded();

    [SubstituteFor(typeof(AsyncVoidMethodBuilder), nameof(AsyncVoidMethodBuilder.AwaitOnCompleted))]
    [SubstituteFor(typeof(AsyncVoidMethodBuilder), nameof(AsyncVoidMethodBuilder.AwaitUnsafeOnCompleted))]
    static void Await<TAwaiter, TMachine>(
        ref AsyncVoidMethodBuilder builder, ref TAwaiter awaiter, ref TMachine machine) => throw Background.NotEnded();

    [SubstituteFor(typeof(AsyncIteratorMethodBuilder), nameof(AsyncIteratorMethodBuilder.AwaitOnCompleted))]
    [SubstituteFor(typeof(AsyncIteratorMethodBuilder), nameof(AsyncIteratorMethodBuilder.AwaitUnsafeOnCompleted))]
    static void Await<TAwaiter, TMachine>(
        ref AsyncIteratorMethodBuilder builder, ref TAwaiter awaiter, ref TMachine machine) => throw Background.NotEnded();

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    static extern ref Task<TResult> TaskOf<TResult>(ref AsyncTaskMethodBuilder<TResult> builder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    static extern ref Task<TResult>? TaskOf<TResult>(ref AsyncValueTaskMethodBuilder<TResult> builder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_result")]
    static extern ref TResult ResultOf<TResult>(ref AsyncValueTaskMethodBuilder<TResult> builder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    static extern ref Task? TaskOf(ref AsyncTaskMethodBuilder builder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_task")]
    static extern ref Task? TaskOf(ref AsyncValueTaskMethodBuilder builder);
}
