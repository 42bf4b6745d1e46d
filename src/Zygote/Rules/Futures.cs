using System;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

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
        var future = new Future<T> { Failure = failure };
        Background.Complete(future);
        return future;
    }

    /// <summary>What it failed with is thrown as it is.</summary>
    public static T Await<T>(Task<T> task)
    {
        Await((Task)task);
        return ValueOf(task);
    }

    public static void Await(Task task)
    {
        Background.Settle(task);
        if (Background.HasFailed(task))
            throw FailureOf(task);
    }

    /// <summary>Until all have ended; what those that failed ended with.</summary>
    public static Exception[] Settle(Task[] tasks)
    {
        var failed = 0;
        for (var i = 0; i < tasks.Length; i++)
        {
            Background.Settle(tasks[i]);
            if (Background.HasFailed(tasks[i]))
                failed++;
        }

        var failures = new Exception[failed];
        for (var i = tasks.Length - 1; failed > 0; i--)
        {
            if (Background.HasFailed(tasks[i]))
                failures[--failed] = FailureOf(tasks[i]);
        }

        return failures;
    }

    public static Exception FailureOf(Task task) => task is IFuture { Failed: { } failure } ? failure : Background.FailureOf(task);

    public static void AwaitAll(Task[] tasks)
    {
        if (Settle(tasks) is { Length: > 0 } failures)
            throw failures[0];
    }

    public static T[] All<T>(Task<T>[] tasks)
    {
        AwaitAll(tasks);
        var results = new T[tasks.Length];
        for (var i = 0; i < results.Length; i++)
            results[i] = ValueOf(tasks[i]);
        return results;
    }

    /// <summary>Of a task that has ended well.</summary>
    public static T ValueOf<T>(Task<T> task) => task is Future<T> future ? future.Value : Background.OrdinaryResult(task);
}
