using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace Zygote.Differentiation;

/// <summary>
/// The body of a loop whose iterations run on several threads: a struct of the loop's delegates and data. Its code is
/// differentiated with the delegates known, so that they are inlined into it.
/// </summary>
interface IPiece<TPiece>
    where TPiece : struct, IPiece<TPiece>
{
    /// <summary>Runs a part of the loop, or what a worker does before or after its parts.</summary>
    void Run(long from, long to, ParallelLoopState? state, WorkerStep step);

    /// <summary>A copy with memory of its own for what a worker keeps between iterations; used for shadows as well.</summary>
    TPiece ForWorker();

    /// <summary>There is something to do at <see cref="WorkerStep.Begin"/> and <see cref="WorkerStep.End"/>.</summary>
    static virtual bool HasWorkerSteps => false;
}

enum WorkerStep
{
    Iterations,
    Begin,
    End,
}

/// <summary>
/// Loops on several threads, and their derivatives: see <see cref="Callback"/> for the four forms of each. The forward half
/// gives each piece of work a tape of its own and keeps where its frames begin; the reverse half runs the pieces' reverse
/// halves on several threads, those that share a tape one after the other, the last first.
/// </summary>
static class Fork
{
    // More pieces than threads: they take unequal times.
    const int PiecesPerThread = 32;

    static readonly ParallelOptions Default = new();

    /// <summary>Refusals arrive as they are, not among the exceptions of a loop's bodies. Set by the layer above.</summary>
    public static Func<Exception, bool> IsRefusal { get; set; } = _ => false;

    /// <summary>A loop whose iterations may be run in ranges.</summary>
    public static ParallelLoopResult Ranges<TPiece>(long from, long to, ParallelOptions? options, TPiece piece)
        where TPiece : struct, IPiece<TPiece>
    {
        var cuts = Cut(from, to, options);
        return Share(cuts.Length, options, k => piece.Run(cuts[k].From, cuts[k].To, null, WorkerStep.Iterations));
    }

    public static ParallelLoopResult RangesPushforward<TPiece>(
        long from, long to, ParallelOptions? options, TPiece piece, TPiece shadow, Tape tape)
        where TPiece : struct, IPiece<TPiece>
    {
        var code = ForkCode<TPiece>.Pushforward(piece);
        var cuts = Cut(from, to, options);
        var tapes = Array.ConvertAll(cuts, _ => tape.Fork());
        return Unwrapped(() => Share(
            cuts.Length, options,
            k => code(piece, cuts[k].From, cuts[k].To, null, WorkerStep.Iterations, shadow, tapes[k])));
    }

    public static (ParallelLoopResult, object) RangesForward<TPiece>(
        long from, long to, ParallelOptions? options, TPiece piece, TPiece shadow, Tape tape)
        where TPiece : struct, IPiece<TPiece>
    {
        var code = ForkCode<TPiece>.Pair(piece, tape);
        var workers = Array.ConvertAll(
            Cut(from, to, options), cut => (cut.From, cut.To, Worker: new ForkWorker<TPiece>(code, piece, shadow, tape.Fork())));
        var result = Unwrapped(() => Share(
            workers.Length, options,
            k => workers[k].Worker.Run(workers[k].From, workers[k].To, null, WorkerStep.Iterations)));
        return (result, new ForkRecord<TPiece>([.. workers.Select(w => w.Worker)], options));
    }

    public static void RangesReverse<TPiece>(object record)
        where TPiece : struct, IPiece<TPiece> => ((ForkRecord<TPiece>)record).Reverse();

    /// <summary>A loop whose iterations see the state of the loop, so that it decides on each of them.</summary>
    public static ParallelLoopResult Iterations<TPiece>(long from, long to, ParallelOptions? options, TPiece piece)
        where TPiece : struct, IPiece<TPiece> =>
        Parallel.For(
            from, to, options ?? Default,
            () =>
            {
                var mine = piece.ForWorker();
                if (TPiece.HasWorkerSteps)
                    mine.Run(0, 0, null, WorkerStep.Begin);
                return mine;
            },
            (i, state, mine) =>
            {
                mine.Run(i, i + 1, state, WorkerStep.Iterations);
                return mine;
            },
            mine =>
            {
                if (TPiece.HasWorkerSteps)
                    mine.Run(0, 0, null, WorkerStep.End);
            });

    public static ParallelLoopResult IterationsPushforward<TPiece>(
        long from, long to, ParallelOptions? options, TPiece piece, TPiece shadow, Tape tape)
        where TPiece : struct, IPiece<TPiece>
    {
        var code = ForkCode<TPiece>.Pushforward(piece);
        return Unwrapped(() => Parallel.For(
            from, to, options ?? Default,
            () =>
            {
                var (mine, dual, own) = (piece.ForWorker(), shadow.ForWorker(), tape.Fork());
                if (TPiece.HasWorkerSteps)
                    code(mine, 0, 0, null, WorkerStep.Begin, dual, own);
                return (mine, dual, own);
            },
            (i, state, w) =>
            {
                code(w.mine, i, i + 1, state, WorkerStep.Iterations, w.dual, w.own);
                return w;
            },
            w =>
            {
                if (TPiece.HasWorkerSteps)
                    code(w.mine, 0, 0, null, WorkerStep.End, w.dual, w.own);
            }));
    }

    public static (ParallelLoopResult, object) IterationsForward<TPiece>(
        long from, long to, ParallelOptions? options, TPiece piece, TPiece shadow, Tape tape)
        where TPiece : struct, IPiece<TPiece>
    {
        var code = ForkCode<TPiece>.Pair(piece, tape);
        var workers = new List<ForkWorker<TPiece>>();
        var result = Unwrapped(() => Parallel.For(
            from, to, options ?? Default,
            () =>
            {
                var worker = new ForkWorker<TPiece>(code, piece.ForWorker(), shadow.ForWorker(), tape.Fork());
                lock (workers)
                    workers.Add(worker);
                if (TPiece.HasWorkerSteps)
                    worker.Run(0, 0, null, WorkerStep.Begin);
                return worker;
            },
            (i, state, worker) =>
            {
                worker.Run(i, i + 1, state, WorkerStep.Iterations);
                return worker;
            },
            worker =>
            {
                if (TPiece.HasWorkerSteps)
                    worker.Run(0, 0, null, WorkerStep.End);
            }));
        return (result, new ForkRecord<TPiece>([.. workers], options));
    }

    public static void IterationsReverse<TPiece>(object record)
        where TPiece : struct, IPiece<TPiece> => ((ForkRecord<TPiece>)record).Reverse();

    /// <summary>What a partitioner hands out: ranges of indices mostly.</summary>
    public static T[] Parts<T>(Partitioner<T> source)
    {
        var parts = new List<T>();
        if (source.SupportsDynamicPartitions)
        {
            parts.AddRange(source.GetDynamicPartitions());
            return [.. parts];
        }

        using var only = source.GetPartitions(1)[0];
        while (only.MoveNext())
            parts.Add(only.Current);
        return [.. parts];
    }

    /// <summary>Runs the calls on several threads, as many as there are calls if need be.</summary>
    public static void InParallel(int count, ParallelOptions? options, Action<int> call)
    {
        if (count == 1)
        {
            call(0);
            return;
        }

        Unwrapped(() => Share(count, options, call));
    }

    /// <summary>
    /// A thread that is free takes the next one. Parallel.For would hand out several at a time, more and more of them: at the end
    /// one thread waits for what another one has taken.
    /// </summary>
    static ParallelLoopResult Share(int count, ParallelOptions? options, Action<int> call)
    {
        var next = -1;
        return Parallel.For(0, Math.Min(count, Threads(options)), options ?? Default, (_, state) =>
        {
            while (!state.ShouldExitCurrentIteration && Interlocked.Increment(ref next) is var k && k < count)
            {
                options?.CancellationToken.ThrowIfCancellationRequested();
                call(k);
            }
        });
    }

    static int Threads(ParallelOptions? options) =>
        options is { MaxDegreeOfParallelism: > 0 and var most } ? Math.Min(Environment.ProcessorCount, most) : Environment.ProcessorCount;

    /// <summary>At least one range each, of nearly equal lengths.</summary>
    static (long From, long To)[] Cut(long from, long to, ParallelOptions? options)
    {
        if (from >= to)
            return [];
        var threads = Threads(options);
        var length = (ulong)to - (ulong)from;
        var count = Math.Min(length, (ulong)(threads == 1 ? 1 : threads * PiecesPerThread));
        var cuts = new (long From, long To)[count];
        var start = from;
        for (var k = 0UL; k < count; k++)
        {
            var end = (long)((ulong)start + (length / count) + (k < length % count ? 1UL : 0));
            cuts[k] = (start, end);
            start = end;
        }

        return cuts;
    }

    static ParallelLoopResult Unwrapped(Func<ParallelLoopResult> loop)
    {
        try
        {
            return loop();
        }
        catch (AggregateException all) when (all.Flatten().InnerExceptions.FirstOrDefault(e => IsRefusal(e)) is { } refusal)
        {
            ExceptionDispatchInfo.Throw(refusal);
            throw;
        }
    }
}

/// <summary>What one thread did, one step after the other, on a tape of its own.</summary>
sealed class ForkWorker<TPiece>(ForkPair<TPiece> code, TPiece piece, TPiece shadow, Tape tape)
    where TPiece : struct, IPiece<TPiece>
{
    readonly List<(long From, long To, ParallelLoopState? State, WorkerStep Step, int Token)> _done = new(1);

    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        using var inside = tape.Resume();
        var token = code.Forward(piece, from, to, state, step, shadow, tape);
        _done.Add((from, to, state, step, token));
    }

    public void Reverse()
    {
        using var inside = tape.Resume();
        for (var k = _done.Count - 1; k >= 0; k--)
        {
            var (from, to, state, step, token) = _done[k];
            code.Reverse(piece, from, to, state, step, shadow, tape, token);
        }
    }
}

/// <summary>What the forward half of a loop leaves for the reverse half, which may be run again.</summary>
sealed class ForkRecord<TPiece>(ForkWorker<TPiece>[] workers, ParallelOptions? options)
    where TPiece : struct, IPiece<TPiece>
{
    // Without the token of cancellation: what the primal has done is undone.
    readonly ParallelOptions? _options = options is null ? null
        : new ParallelOptions { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, TaskScheduler = options.TaskScheduler };

    public void Reverse() => Fork.InParallel(workers.Length, _options, k => workers[k].Reverse());
}
