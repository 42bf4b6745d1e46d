using System.Threading;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>Atomic operations on numbers. Those on integers and references stay as they are.</summary>
static class AtomicSubstitutes
{
    [SubstituteFor(typeof(Interlocked), nameof(Interlocked.Exchange))]
    static double Exchange(ref double location1, double value) => Differentiation.Exchange.Replace(ref location1, value);

    [SubstituteFor(typeof(Interlocked), nameof(Interlocked.Exchange))]
    static float Exchange(ref float location1, float value) => Differentiation.Exchange.Replace(ref location1, value);

    [SubstituteFor(typeof(Interlocked), nameof(Interlocked.CompareExchange))]
    static double CompareExchange(ref double location1, double value, double comparand) =>
        Differentiation.Exchange.CompareAndReplace(ref location1, value, comparand);

    [SubstituteFor(typeof(Interlocked), nameof(Interlocked.CompareExchange))]
    static float CompareExchange(ref float location1, float value, float comparand) =>
        Differentiation.Exchange.CompareAndReplace(ref location1, value, comparand);

    [SubstituteFor(typeof(Volatile), nameof(Volatile.Read))]
    static T Read<T>(ref T location)
        where T : class? => Publication.Read(ref location);

    [SubstituteFor(typeof(Volatile), nameof(Volatile.Write))]
    static void Write<T>(ref T location, T value)
        where T : class? => Publication.Write(ref location, value);

    // The fence is a call with effects: no pass moves a load or a store across it.
    [SubstituteFor(typeof(Volatile), nameof(Volatile.Read))]
    static double Read(ref double location)
    {
        var value = location;
        Interlocked.MemoryBarrier();
        return value;
    }

    [SubstituteFor(typeof(Volatile), nameof(Volatile.Read))]
    static float Read(ref float location)
    {
        var value = location;
        Interlocked.MemoryBarrier();
        return value;
    }

    [SubstituteFor(typeof(Volatile), nameof(Volatile.Write))]
    static void Write(ref double location, double value)
    {
        Interlocked.MemoryBarrier();
        location = value;
    }

    [SubstituteFor(typeof(Volatile), nameof(Volatile.Write))]
    static void Write(ref float location, float value)
    {
        Interlocked.MemoryBarrier();
        location = value;
    }
}
