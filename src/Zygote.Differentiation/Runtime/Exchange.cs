using System;
using System.Threading;

namespace Zygote.Differentiation;

/// <summary>The atomic operations of <see cref="Interlocked"/> on numbers, and what their derivatives are made of.</summary>
static class Exchange
{
    static readonly Lock Gate = new();

    /// <summary>How a refusal is made at run time. Set by the layer above.</summary>
    public static Func<string, string, Exception> Refuse { get; set; } = (reason, _) => new InvalidOperationException(reason);

    public static double Replace(ref double place, double value) => Interlocked.Exchange(ref place, value);

    public static float Replace(ref float place, float value) => Interlocked.Exchange(ref place, value);

    public static double CompareAndReplace(ref double place, double value, double comparand) =>
        Interlocked.CompareExchange(ref place, value, comparand);

    public static float CompareAndReplace(ref float place, float value, float comparand) =>
        Interlocked.CompareExchange(ref place, value, comparand);

    /// <summary>
    /// Number and tangent change as one: who has read a tangent that does not belong to the number does not succeed, since
    /// the tangent is written first and the number is compared. Unless the number has not changed by what another thread
    /// has added to it, but its tangent has: then what this thread adds is added to that.
    /// </summary>
    public static (double, double) CompareAndReplaceBoth(
        ref double place, double value, double comparand, ref double placeDot, double valueDot, double comparandDot)
    {
        lock (Gate)
        {
            var (old, oldDot) = (Volatile.Read(ref place), Volatile.Read(ref placeDot));
            if (Took(old, comparand))
            {
                Volatile.Write(ref placeDot, oldDot == comparandDot ? valueDot : oldDot + (valueDot - comparandDot));
                Volatile.Write(ref place, value);
            }

            return (old, oldDot);
        }
    }

    /// <inheritdoc cref="CompareAndReplaceBoth(ref double, double, double, ref double, double, double)"/>
    public static (float, float) CompareAndReplaceBoth(
        ref float place, float value, float comparand, ref float placeDot, float valueDot, float comparandDot)
    {
        lock (Gate)
        {
            var (old, oldDot) = (Volatile.Read(ref place), Volatile.Read(ref placeDot));
            if (Took(old, comparand))
            {
                Volatile.Write(ref placeDot, oldDot == comparandDot ? valueDot : oldDot + (valueDot - comparandDot));
                Volatile.Write(ref place, value);
            }

            return (old, oldDot);
        }
    }

    public static (double, double) ReplaceBoth(ref double place, double value, ref double placeDot, double valueDot)
    {
        lock (Gate)
        {
            var old = (Volatile.Read(ref place), Volatile.Read(ref placeDot));
            Volatile.Write(ref placeDot, valueDot);
            Volatile.Write(ref place, value);
            return old;
        }
    }

    public static (float, float) ReplaceBoth(ref float place, float value, ref float placeDot, float valueDot)
    {
        lock (Gate)
        {
            var old = (Volatile.Read(ref place), Volatile.Read(ref placeDot));
            Volatile.Write(ref placeDot, valueDot);
            Volatile.Write(ref place, value);
            return old;
        }
    }

    /// <summary>The reverse of a replacement that took place: the cotangent goes, and the place has none.</summary>
    public static double Take(ref double shadow, double old, double comparand) =>
        Took(old, comparand) ? Interlocked.Exchange(ref shadow, 0) : 0;

    public static float Take(ref float shadow, float old, float comparand) =>
        Took(old, comparand) ? Interlocked.Exchange(ref shadow, 0) : 0;

    /// <summary>The reverse of an addition that took place: the cotangent stays for the other threads.</summary>
    public static double Peek(ref double shadow, double old, double comparand) =>
        Took(old, comparand) ? Volatile.Read(ref shadow) : 0;

    public static float Peek(ref float shadow, float old, float comparand) =>
        Took(old, comparand) ? Volatile.Read(ref shadow) : 0;

    /// <summary>
    /// What a thread reads of a number that others replace may only be what it compares with: else the result depends on
    /// the order of the threads, and so does its derivative.
    /// </summary>
    public static void RequireUnread(double contribution)
    {
        if (contribution != 0)
        {
            throw Refuse(
                "a number that several threads replace is changed other than by adding to it",
                "Give each thread a number of its own and put them together afterwards.");
        }
    }

    /// <summary>While a turn under a lock is reversed nobody may add to the cotangent of a sum: it would be no sum.</summary>
    public static void RequireUnchanged(ref double shadow, double seen)
    {
        if (seen != 0 && !Volatile.Read(ref shadow).Equals(seen))
            throw RefuseSum();
    }

    /// <inheritdoc cref="RequireUnchanged(ref double, double)"/>
    public static void RequireUnchanged(ref float shadow, float seen)
    {
        if (seen != 0 && !Volatile.Read(ref shadow).Equals(seen))
            throw RefuseSum();
    }

    static Exception RefuseSum() => Refuse(
        "what is added to a number under a lock depends on that number",
        "Give each thread a number of its own and put them together afterwards.");

    /// <summary>Compared as bits, like <see cref="Interlocked"/> does it.</summary>
    static bool Took(double old, double comparand) =>
        BitConverter.DoubleToInt64Bits(old) == BitConverter.DoubleToInt64Bits(comparand);

    static bool Took(float old, float comparand) =>
        BitConverter.SingleToInt32Bits(old) == BitConverter.SingleToInt32Bits(comparand);
}
