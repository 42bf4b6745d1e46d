// Exceptions as in the originals.
#pragma warning disable CA1507, CA1512, CA2201, CA2208, IDE1006

using System;
using System.Runtime.CompilerServices;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>Members of <see cref="MemoryExtensions"/>, on views; see <see cref="Replacements"/>.</summary>
static class MemoryExtensionsMembers
{
    static View<T> AsSpan<T>(T[]? array) => array is null ? default : new View<T>(array, 0, array.Length);

    static View<T> AsSpan<T>(T[]? array, int start)
    {
        if (array is null)
            return start == 0 ? default : throw new ArgumentOutOfRangeException();
        if ((uint)start > (uint)array.Length)
            throw new ArgumentOutOfRangeException();
        return new View<T>(array, start, array.Length - start);
    }

    static View<T> AsSpan<T>(T[]? array, int start, int length)
    {
        if (array is null)
            return start == 0 && length == 0 ? default : throw new ArgumentOutOfRangeException();
        if ((uint)start > (uint)array.Length || (uint)length > (uint)(array.Length - start))
            throw new ArgumentOutOfRangeException();
        return new View<T>(array, start, length);
    }

    static View<T> AsSpan<T>(T[]? array, Index start)
    {
        if (array is null)
            return start.Equals(Index.Start) ? default : throw new ArgumentNullException(nameof(array));
        return AsSpan(array, start.GetOffset(array.Length));
    }

    static View<T> AsSpan<T>(T[]? array, Range range)
    {
        if (array is null)
        {
            return range.Start.Equals(Index.Start) && range.End.Equals(Index.Start)
                ? default : throw new ArgumentNullException(nameof(array));
        }

        var (start, length) = range.GetOffsetAndLength(array.Length);
        return new View<T>(array, start, length);
    }

    static View<T> AsSpan<T>(ArraySegment<T> segment) => new(segment.Array, segment.Offset, segment.Count);

    static void CopyTo<T>(T[]? source, View<T> destination)
    {
        var length = source is null ? 0 : source.Length;
        if (length > destination.Length)
            throw new ArgumentException("Destination is too short.", nameof(destination));
        if (destination.Array != source || destination.Start <= 0)
        {
            for (var i = 0; i < length; i++)
                destination.Array![destination.Start + i] = source![i];
        }
        else
        {
            for (var i = length - 1; i >= 0; i--)
                destination.Array![destination.Start + i] = source![i];
        }
    }

    static void Reverse<T>(View<T> span)
    {
        for (int i = span.Start, j = span.Start + span.Length - 1; i < j; i++, j--)
        {
            var item = span.Array![i];
            span.Array[i] = span.Array[j];
            span.Array[j] = item;
        }
    }
}

/// <summary>Members of <see cref="System.Runtime.InteropServices.MemoryMarshal"/>.</summary>
static class MemoryMarshalMembers
{
    public static ref T GetReference<T>(View<T> span)
    {
        if (span.Array is null)
            return ref Addresses.Null<T>();
        return ref Addresses.Offset(ref Addresses.First(span.Array), span.Start);
    }

    static ref T GetArrayDataReference<T>(T[] array) => ref Addresses.First(array);

    public static View<T> CreateSpan<T>(ref T reference, int length)
    {
        if (length < 0)
            throw new ArgumentOutOfRangeException();
        return new View<T>(Addresses.ArrayOf(ref reference), Addresses.IndexOf(ref reference), length);
    }

    static View<T> CreateReadOnlySpan<T>(ref T reference, int length) => CreateSpan(ref reference, length);

    /// <summary>Of the same type only; other casts take numbers apart.</summary>
    static View<T> Cast<T>(View<T> span) => span;
}

/// <summary>Members of <see cref="Unsafe"/>.</summary>
static class UnsafeMembers
{
    static ref T Add<T>(ref T source, int elementOffset) => ref Addresses.Offset(ref source, elementOffset);

    static ref T Add<T>(ref T source, nint elementOffset) => ref Addresses.Offset(ref source, (int)elementOffset);

    static ref T Add<T>(ref T source, nuint elementOffset) => ref Addresses.Offset(ref source, (int)elementOffset);

    static ref T Subtract<T>(ref T source, int elementOffset) => ref Addresses.Offset(ref source, -elementOffset);

    static ref T Subtract<T>(ref T source, nint elementOffset) => ref Addresses.Offset(ref source, -(int)elementOffset);

    static ref T AsRef<T>(ref T source) => ref source;

    static ref T As<T>(ref T source) => ref source;

    static T As<T>(object value) => (T)value;

    /// <summary>The first element of an inline array.</summary>
    static ref T As<TArray, T>(ref TArray source)
        where TArray : struct
        => ref InlineArrays.Element<TArray, T>(ref source, 0);

    /// <summary>Copies elements that lie one behind the other (cpblk).</summary>
    public static void CopyBlock<T>(ref T to, ref T from, int count)
    {
        for (var i = 0; i < count; i++)
            Addresses.Offset(ref to, i) = Addresses.Offset(ref from, i);
    }

    static ref T NullRef<T>() => ref Addresses.Null<T>();

    static bool IsNullRef<T>(ref T source) => Addresses.Same(ref source, ref Addresses.Null<T>());

    static bool AreSame<T>(ref T left, ref T right) => Addresses.Same(ref left, ref right);

    static void SkipInit<T>(out T value) => value = default!;
}

/// <summary>Members of <see cref="RuntimeHelpers"/>.</summary>
static class RuntimeHelpersMembers
{
    static View<T> CreateSpan<T>(RuntimeFieldHandle data)
    {
        var constants = NativeSpans.Constants<T>(data);
        return new View<T>(constants, 0, constants.Length);
    }
}
