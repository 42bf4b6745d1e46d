using System;
using System.Threading.Channels;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>The channel of differentiated code: it holds as much as is written.</summary>
sealed class QueueChannel<T> : Channel<T>
{
    public QueueChannel()
    {
        var line = new Line<T>();
        Reader = new QueueReader<T>(line);
        Writer = new QueueWriter<T>(line);
    }
}

/// <summary>What reader and writer share.</summary>
sealed class Line<T>
{
    readonly Conduit _conduit = new();
    Exception? _failure;

    public int Count => Conduit.Count(_conduit);

    public bool IsClosed => Conduit.IsClosed(_conduit);

    public bool Put(T value)
    {
        if (Conduit.IsClosed(_conduit))
            return false;
        Conduit.Put(_conduit, new Parcel { Value = value });
        return true;
    }

    public bool Take(out T? value)
    {
        var delivery = new Delivery();
        if (!Conduit.Take(_conduit, delivery))
        {
            value = default;
            return false;
        }

        value = ((Parcel)delivery.Parcel!).Value;
        return true;
    }

    /// <summary>False at the end. What the writer ended with is thrown.</summary>
    public bool Wait()
    {
        if (Conduit.WaitToTake(_conduit))
            return true;
        if (_failure is { } failure)
            throw failure;
        return false;
    }

    /// <summary>False at the end, however it came.</summary>
    public bool WaitToRead() => Conduit.WaitToTake(_conduit);

    public void WaitForEnd()
    {
        Conduit.WaitForEnd(_conduit);
        if (_failure is { } failure)
            throw failure;
    }

    public bool Close(Exception? failure)
    {
        if (Conduit.IsClosed(_conduit))
            return false;
        _failure = failure;
        return Conduit.Close(_conduit);
    }

    public Exception Closed() => new ChannelClosedException(_failure);

    sealed class Parcel
    {
        public T Value = default!;
    }
}

static class ChannelSubstitutes
{
    [SubstituteFor(typeof(Channel), nameof(Channel.CreateUnbounded))]
    static Channel<T> CreateUnbounded<T>() => new QueueChannel<T>();

    [SubstituteFor(typeof(Channel), nameof(Channel.CreateUnbounded))]
    static Channel<T> CreateUnbounded<T>(UnboundedChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new QueueChannel<T>();
    }

    [SubstituteFor(typeof(Channel), nameof(Channel.CreateBounded))]
    static Channel<T> CreateBounded<T>(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        return new QueueChannel<T>();
    }

    [SubstituteFor(typeof(Channel), nameof(Channel.CreateBounded))]
    static Channel<T> CreateBounded<T>(BoundedChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.FullMode == BoundedChannelFullMode.Wait ? new QueueChannel<T>() : throw Background.Drops();
    }
}
