using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Zygote.TensorRules;

/// <summary>The checks that the originals make before anything else, with their exceptions.</summary>
/// <remarks>Spans that are written come as read-only ones as well, so that it is seen that nothing is written here.</remarks>
static class Spans
{
    /// <summary>What is computed from one span.</summary>
    [ZeroDerivative]
    public static void Check<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> destination)
    {
        if (x.Length > destination.Length)
            throw TooShort();
        CheckPlaces(x, destination);
    }

    /// <summary>What is computed from two.</summary>
    [ZeroDerivative]
    public static void Check<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> destination)
    {
        CheckLengths(x, y);
        if (x.Length > destination.Length)
            throw TooShort();
        CheckPlaces(x, destination);
        CheckPlaces(y, destination);
    }

    /// <summary>What is computed from three.</summary>
    [ZeroDerivative]
    public static void Check<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> destination)
    {
        if (x.Length != y.Length || x.Length != z.Length)
            throw Different();
        if (x.Length > destination.Length)
            throw TooShort();
        CheckPlaces(x, destination);
        CheckPlaces(y, destination);
        CheckPlaces(z, destination);
    }

    /// <summary>Two things that are computed from one span.</summary>
    [ZeroDerivative]
    public static void CheckTwo<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> destination1, ReadOnlySpan<T> destination2)
    {
        if (x.Length > destination1.Length)
            throw new ArgumentException("Destination is too short.", nameof(destination1));
        if (x.Length > destination2.Length)
            throw new ArgumentException("Destination is too short.", nameof(destination2));
        CheckPlaces(x, destination1);
        CheckPlaces(x, destination2);
        if (destination1.Overlaps(destination2))
            throw new ArgumentException("Destination spans must not overlap with each other.");
    }

    /// <summary>Of a conversion, which looks where its spans are if both are of one type.</summary>
    [ZeroDerivative]
    public static void CheckLength<TFrom, TTo>(ReadOnlySpan<TFrom> source, ReadOnlySpan<TTo> destination)
        where TFrom : struct
        where TTo : struct
    {
        if (source.Length > destination.Length)
            throw TooShort();
        if (typeof(TFrom) == typeof(TTo))
            CheckPlaces(source, MemoryMarshal.Cast<TTo, TFrom>(destination));
    }

    /// <summary>Two spans of one length.</summary>
    [ZeroDerivative]
    public static void CheckLengths<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        if (x.Length != y.Length)
            throw Different();
    }

    /// <summary>Limits that are numbers must not cross; those in spans may.</summary>
    [ZeroDerivative]
    public static void CheckLimits<T>(T min, T max)
        where T : INumber<T>
    {
        if (min > max)
            throw new ArgumentException("A minimum value may not be greater than a maximum value.");
    }

    /// <summary>In place is allowed, one element further is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CheckPlaces<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> destination)
    {
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(destination)) && x.Overlaps(destination))
            throw Overlapping();
    }

    static ArgumentException Overlapping() =>
        new("The destination span may only overlap with an input span if the two spans start at the same memory location.", "destination");

    static ArgumentException Different() => new("Input span arguments must all have the same length.");

    static ArgumentException TooShort() => new("Destination is too short.", "destination");
}
