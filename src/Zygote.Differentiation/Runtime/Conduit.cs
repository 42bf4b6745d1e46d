using System.Collections.Generic;
using System.Threading;

namespace Zygote.Differentiation;

/// <summary>Where <see cref="Conduit.Take"/> leaves what it took.</summary>
sealed class Delivery
{
    public object? Parcel;
}

/// <summary>
/// The queue of a channel, of any number of threads. What goes through it are objects that hold a number each; their shadows
/// go with them. See <see cref="Callback"/> for the four forms of an operation.
/// </summary>
/// <remarks>
/// Reverse: what was taken must be reversed before it is reversed that it was put in. Within one thread it is. Who takes from
/// another thread's work has waited for it, as if for a task. Where a work took from the thread that started it, or from a
/// work that is reversed before, it is reversed when the first of these is reached.
/// </remarks>
sealed class Conduit
{
    readonly Crew _crew = Crew.Current;
    readonly Queue<Item> _items = new();
    int _waiting;
    int _generation;
    bool _isClosed;

    public static void Put(Conduit line, object parcel) => line.Add(new Item(parcel, null, null));

    public static void PutPushforward(Conduit line, object parcel, Conduit? lineDot, object? parcelDot, Tape tape) =>
        line.Add(new Item(parcel, parcelDot, tape));

    public static object PutForward(Conduit line, object parcel, Conduit? lineShadow, object? parcelShadow, Tape tape)
    {
        var item = new Item(parcel, parcelShadow, tape);
        line.Add(item);
        return item;
    }

    public static void PutReverse(object record)
    {
        var item = (Item)record;
        if (item.Taker is { } taker && taker != item.Putter && !item.IsTakingUndone)
            WorkOf(taker).UndoEarly();
        item.IsTakingUndone = false;
    }

    /// <summary>False if there is nothing.</summary>
    public static bool Take(Conduit line, Delivery delivery) => line.Next(delivery) is not null;

    public static bool TakePushforward(Conduit line, Delivery delivery, Conduit? lineDot, Delivery? deliveryDot, Tape tape)
    {
        if (line.Next(delivery) is not { } item)
            return false;
        deliveryDot!.Parcel = item.Shadow ?? tape.ShadowOf(item.Parcel);
        return true;
    }

    public static (bool, object) TakeForward(Conduit line, Delivery delivery, Conduit? lineShadow, Delivery? deliveryShadow, Tape tape)
    {
        if (line.Next(delivery) is not { } item)
            return (false, line);
        deliveryShadow!.Parcel = item.Shadow ?? tape.ShadowOf(item.Parcel);
        item.Taker = tape;
        if (item.Putter is { } putter && putter != tape)
        {
            if (tape.Work is { } taking)
                putter.Work?.AddTaker(taking);
            if (putter.IsForked)
                WorkOf(putter).Wait();
            if (tape.IsForked)
                WorkOf(tape);
        }

        return (true, item);
    }

    public static void TakeReverse(object record)
    {
        if (record is not Item item)
            return;
        item.IsTakingUndone = true;
        if (item.Putter is { IsForked: true } putter && putter != item.Taker)
            WorkOf(putter).UndoWait();
    }

    public static int Count(Conduit line)
    {
        lock (line._crew)
            return line._items.Count;
    }

    /// <summary>False if it was closed before.</summary>
    public static bool Close(Conduit line)
    {
        lock (line._crew)
        {
            if (line._isClosed)
                return false;
            line._isClosed = true;
            line.Wake();
            return true;
        }
    }

    public static bool IsClosed(Conduit line)
    {
        lock (line._crew)
            return line._isClosed;
    }

    /// <summary>Until there is something; false if there never will be.</summary>
    public static bool WaitToTake(Conduit line)
    {
        lock (line._crew)
        {
            while (line._items.Count == 0 && !line._isClosed)
                line.WaitForChange();
            return line._items.Count > 0;
        }
    }

    /// <summary>Until it is closed and empty.</summary>
    public static void WaitForEnd(Conduit line)
    {
        lock (line._crew)
        {
            while (line._items.Count > 0 || !line._isClosed)
                line.WaitForChange();
        }
    }

    void WaitForChange()
    {
        var isMember = Crew.Current == _crew;
        var before = _generation;
        if (isMember)
        {
            _waiting++;
            _crew.Leave();
        }

        while (before == _generation)
        {
            if (_crew.IsIdle)
            {
                _waiting--;
                _crew.Enter();
                throw Exchange.Refuse(
                    "it reads from a channel that is empty and that nobody is going to write to",
                    "Write before reading, or let the part that writes run by Task.Run.");
            }

            Monitor.Wait(_crew);
        }
    }

    void Add(Item item)
    {
        lock (_crew)
        {
            _items.Enqueue(item);
            Wake();
        }
    }

    void Wake()
    {
        _generation++;
        _crew.Enter(_waiting);
        _waiting = 0;
        Monitor.PulseAll(_crew);
    }

    Item? Next(Delivery delivery)
    {
        lock (_crew)
        {
            if (!_items.TryDequeue(out var item))
                return null;
            if (_items.Count == 0 && _isClosed)
                Wake();
            delivery.Parcel = item.Parcel;
            return item;
        }
    }

    static StartedWork WorkOf(Tape tape) => tape.Work ?? throw Exchange.Refuse(
        "iterations of a parallel loop exchange numbers by a channel", "Use tasks, or write array elements.");

    /// <param name="parcel">What was put in.</param>
    /// <param name="shadow">Its shadow or tangent.</param>
    /// <param name="putter">The tape of the thread that put it in, in derivative code.</param>
    sealed class Item(object parcel, object? shadow, Tape? putter)
    {
        public object Parcel { get; } = parcel;

        public object? Shadow { get; } = shadow;

        public Tape? Putter { get; } = putter;

        public Tape? Taker { get; set; }

        public bool IsTakingUndone { get; set; }
    }
}
