// No awaits: what there is to wait for is waited for at once, and exceptions belong into the task.
#pragma warning disable CS1998

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace Zygote.Rules;

sealed class QueueReader<T>(Line<T> line) : ChannelReader<T>
{
    public override bool CanCount => true;

    public override int Count => line.Count;

    public override Task Completion => Task.Run(line.WaitForEnd);

    public override bool TryRead(out T item) => line.Take(out item!);

    public override async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return line.Wait();
    }

    public override async ValueTask<T> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (line.WaitToRead())
        {
            if (line.Take(out var item))
                return item!;
        }

        throw line.Closed();
    }

    public override async IAsyncEnumerable<T> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (line.Wait())
        {
            while (line.Take(out var item))
            {
                yield return item!;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}

sealed class QueueWriter<T>(Line<T> line) : ChannelWriter<T>
{
    public override bool TryWrite(T item) => line.Put(item);

    public override async ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return !line.IsClosed;
    }

    public override async ValueTask WriteAsync(T item, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!line.Put(item))
            throw line.Closed();
    }

    public override bool TryComplete(Exception? error = null) => line.Close(error);
}
