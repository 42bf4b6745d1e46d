using System;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

// Bodies of the loops of System.Threading.Tasks.Parallel: one struct for each form, see IPiece.

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
