using System.Threading;

namespace Zygote.Differentiation;

/// <summary>What <see cref="Volatile"/> does with references, as code that can be read.</summary>
static class Publication
{
    // The fence is a call with effects: no pass moves a load or a store across it.
    public static T Read<T>(ref T location)
        where T : class?
    {
        var value = location;
        Interlocked.MemoryBarrier();
        return value;
    }

    public static void Write<T>(ref T location, T value)
        where T : class?
    {
        Interlocked.MemoryBarrier();
        location = value;
    }
}
