using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>
/// Tasks that end when others do. Where these have ended, as async methods have, they are made at once; else a task of its own
/// waits for them.
/// </summary>
static class CombinedTasks
{
    [SubstituteFor(typeof(Task), nameof(Task.WhenAll))]
    static Task<TResult[]> WhenAll<TResult>(Task<TResult>[] tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var all = (Task<TResult>[])tasks.Clone();
        if (!Background.HaveEnded(all))
            return Task.Run(() => Futures.All(all));
        try
        {
            return Futures.Of(Futures.All(all));
        }
        catch (Exception e)
        {
            return Futures.Failed<TResult[]>(e);
        }
    }

    [SubstituteFor(typeof(Task), nameof(Task.WhenAll))]
    static Task WhenAll(Task[] tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var all = (Task[])tasks.Clone();
        if (!Background.HaveEnded(all))
            return Task.Run(() => Futures.AwaitAll(all));
        return Futures.Settle(all) is { Length: > 0 } failures ? Futures.Failed<Nothing>(failures[0]) : Task.CompletedTask;
    }

    [SubstituteFor(typeof(Task), nameof(Task.WhenAll))]
    static Task<TResult[]> WhenAll<TResult>(IEnumerable<Task<TResult>> tasks) => WhenAll(tasks.ToArray());

    [SubstituteFor(typeof(Task), nameof(Task.WhenAll))]
    static Task WhenAll(IEnumerable<Task> tasks) => WhenAll(tasks.ToArray());

    [SubstituteFor(typeof(Task), nameof(Task.WhenAll))]
    static Task<TResult[]> WhenAll<TResult>(ReadOnlySpan<Task<TResult>> tasks) => WhenAll(tasks.ToArray());

    [SubstituteFor(typeof(Task), nameof(Task.WhenAll))]
    static Task WhenAll(ReadOnlySpan<Task> tasks) => WhenAll(tasks.ToArray());

    [SubstituteFor(typeof(Task), nameof(Task.WhenAny))]
    static Task<Task<TResult>> WhenAny<TResult>(Task<TResult>[] tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var all = (Task<TResult>[])tasks.Clone();
        var ended = Background.FirstEnded(all);
        return ended < 0 ? StartNew(() => all[Background.WaitForAny(all)]) : Futures.Of(all[ended]);
    }

    [SubstituteFor(typeof(Task), nameof(Task.WhenAny))]
    static Task<Task> WhenAny(Task[] tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var all = (Task[])tasks.Clone();
        var ended = Background.FirstEnded(all);
        return ended < 0 ? StartNew(() => all[Background.WaitForAny(all)]) : Futures.Of(all[ended]);
    }

    [SubstituteFor(typeof(Task), nameof(Task.WhenAny))]
    static Task<Task<TResult>> WhenAny<TResult>(Task<TResult> task1, Task<TResult> task2) => WhenAny([task1, task2]);

    [SubstituteFor(typeof(Task), nameof(Task.WhenAny))]
    static Task<Task> WhenAny(Task task1, Task task2) => WhenAny([task1, task2]);

    [SubstituteFor(typeof(Task), nameof(Task.WhenAny))]
    static Task<Task<TResult>> WhenAny<TResult>(IEnumerable<Task<TResult>> tasks) => WhenAny(tasks.ToArray());

    [SubstituteFor(typeof(Task), nameof(Task.WhenAny))]
    static Task<Task> WhenAny(IEnumerable<Task> tasks) => WhenAny(tasks.ToArray());

    [SubstituteFor(typeof(Task<>), nameof(Task<>.ContinueWith))]
    static Task<TNewResult> ContinueWith<TResult, TNewResult>(Task<TResult> task, Func<Task<TResult>, TNewResult> continuation) =>
        After(task, () => continuation(task));

    [SubstituteFor(typeof(Task<>), nameof(Task<>.ContinueWith))]
    static Task ContinueWith<TResult>(Task<TResult> task, Action<Task<TResult>> continuation) => After(task, () => continuation(task));

    [SubstituteFor(typeof(Task), nameof(Task.ContinueWith))]
    static Task<TResult> ContinueWith<TResult>(Task task, Func<Task, TResult> continuation) => After(task, () => continuation(task));

    [SubstituteFor(typeof(Task), nameof(Task.ContinueWith))]
    static Task ContinueWith(Task task, Action<Task> continuation) => After(task, () => continuation(task));

    static Task<TResult> After<TResult>(Task task, Func<TResult> continuation)
    {
        if (!Background.HasEnded(task))
        {
            return StartNew(() =>
            {
                Background.Settle(task);
                return continuation();
            });
        }

        try
        {
            return Futures.Of(continuation());
        }
        catch (Exception e)
        {
            return Futures.Failed<TResult>(e);
        }
    }

    static Task After(Task task, Action continuation) => After<Nothing?>(task, () =>
    {
        continuation();
        return null;
    });

    /// <summary>Without looking into the result, should it be a task.</summary>
    static Task<TResult> StartNew<TResult>(Func<TResult> function) => Task.Factory.StartNew(function);
}
