using System;
using System.Threading;

namespace Zygote.Differentiation;

/// <summary>Numbers in shadows to which several threads add at once.</summary>
static class Atomic
{
    /// <summary>The sum does not depend on the order of the additions but for rounding.</summary>
    public static void Add(ref double place, double contribution)
    {
        if (contribution == 0)
            return;
        for (var seen = Volatile.Read(ref place); ;)
        {
            var before = Interlocked.CompareExchange(ref place, seen + contribution, seen);
            if (BitConverter.DoubleToInt64Bits(before) == BitConverter.DoubleToInt64Bits(seen))
                return;
            seen = before;
        }
    }

    /// <inheritdoc cref="Add(ref double, double)"/>
    public static void Add(ref float place, float contribution)
    {
        if (contribution == 0)
            return;
        for (var seen = Volatile.Read(ref place); ;)
        {
            var before = Interlocked.CompareExchange(ref place, seen + contribution, seen);
            if (BitConverter.SingleToInt32Bits(before) == BitConverter.SingleToInt32Bits(seen))
                return;
            seen = before;
        }
    }
}
