using System;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

// What the stages of parallel queries do to a range of their elements; see Pieces.cs.

readonly struct Mapping<T, R>(T[] source, Func<T, R> selector, R[] result) : IPiece<Mapping<T, R>>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (int i = (int)from, end = (int)to; i < end; i++)
            result[i] = selector(source[i]);
    }

    public Mapping<T, R> ForWorker() => this;
}

readonly struct IndexMapping<T, R>(T[] source, Func<T, int, R> selector, R[] result) : IPiece<IndexMapping<T, R>>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (int i = (int)from, end = (int)to; i < end; i++)
            result[i] = selector(source[i], i);
    }

    public IndexMapping<T, R> ForWorker() => this;
}

readonly struct Pairing<T, U, R>(T[] first, U[] second, Func<T, U, R> selector, R[] result) : IPiece<Pairing<T, U, R>>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (int i = (int)from, end = (int)to; i < end; i++)
            result[i] = selector(first[i], second[i]);
    }

    public Pairing<T, U, R> ForWorker() => this;
}

/// <summary>Each index stands for a part of the source, which is folded into one value.</summary>
readonly struct Folding<T, A>(T[] source, Func<A> seed, Func<A, T, A> update, A[] parts) : IPiece<Folding<T, A>>
{
    public void Run(long from, long to, ParallelLoopState? state, WorkerStep step)
    {
        for (int k = (int)from, end = (int)to; k < end; k++)
        {
            var value = seed();
            var last = (int)((long)source.Length * (k + 1) / parts.Length);
            for (var i = (int)((long)source.Length * k / parts.Length); i < last; i++)
                value = update(value, source[i]);
            parts[k] = value;
        }
    }

    public Folding<T, A> ForWorker() => this;
}
