using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Zygote.Rules;

/// <summary>Where async iterators say whether there is another element: always before they are asked.</summary>
static class ValueTaskSources
{
    [SubstituteFor(typeof(ManualResetValueTaskSourceCore<>), nameof(ManualResetValueTaskSourceCore<>.SetResult))]
    static void SetResult<TResult>(ref ManualResetValueTaskSourceCore<TResult> source, TResult result)
    {
        ResultOf(ref source) = result;
        IsCompleted(ref source) = true;
    }

    /// <summary>Where a continuation has its state there is room for an exception; nothing is ever continued.</summary>
    [SubstituteFor(typeof(ManualResetValueTaskSourceCore<>), nameof(ManualResetValueTaskSourceCore<>.SetException))]
    static void SetException<TResult>(ref ManualResetValueTaskSourceCore<TResult> source, Exception error)
    {
        FailureOf(ref source) = error;
        IsCompleted(ref source) = true;
    }

    [SubstituteFor(typeof(ManualResetValueTaskSourceCore<>), nameof(ManualResetValueTaskSourceCore<>.GetStatus))]
    static ValueTaskSourceStatus GetStatus<TResult>(ref ManualResetValueTaskSourceCore<TResult> source, short token) =>
        !IsCompleted(ref source) ? ValueTaskSourceStatus.Pending
        : FailureOf(ref source) is null ? ValueTaskSourceStatus.Succeeded
        : FailureOf(ref source) is OperationCanceledException ? ValueTaskSourceStatus.Canceled
        : ValueTaskSourceStatus.Faulted;

    [SubstituteFor(typeof(ManualResetValueTaskSourceCore<>), nameof(ManualResetValueTaskSourceCore<>.GetResult))]
    static TResult GetResult<TResult>(ref ManualResetValueTaskSourceCore<TResult> source, short token)
    {
        if (FailureOf(ref source) is Exception failure)
            throw failure;
        return ResultOf(ref source);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_result")]
    static extern ref TResult ResultOf<TResult>(ref ManualResetValueTaskSourceCore<TResult> source);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_completed")]
    static extern ref bool IsCompleted<TResult>(ref ManualResetValueTaskSourceCore<TResult> source);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_continuationState")]
    static extern ref object? FailureOf<TResult>(ref ManualResetValueTaskSourceCore<TResult> source);
}
