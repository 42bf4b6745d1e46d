// Exceptions as in the originals.
#pragma warning disable CA1507, CA1512, CA2201, CA2208, IDE1006

using System;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>The members of <c>Span&lt;T&gt;</c> and <c>ReadOnlySpan&lt;T&gt;</c>, on views; see <see cref="Replacements"/>.</summary>
static class SpanMembers
{
    static void Constructor<T>(ref View<T> self, T[]? array)
    {
        if (array is not null)
            self = new View<T>(array, 0, array.Length);
    }

    static void Constructor<T>(ref View<T> self, T[]? array, int start, int length)
    {
        if (array is null)
        {
            if (start != 0 || length != 0)
                throw new ArgumentOutOfRangeException();
            return;
        }

        if ((uint)start > (uint)array.Length || (uint)length > (uint)(array.Length - start))
            throw new ArgumentOutOfRangeException();
        self = new View<T>(array, start, length);
    }

    static void Constructor<T>(ref View<T> self, ref T reference) =>
        self = new View<T>(Addresses.ArrayOf(ref reference), Addresses.IndexOf(ref reference), 1);

    static void Constructor<T>(ref View<T> self, ref T start, int length)
    {
        if (length < 0)
            throw new ArgumentOutOfRangeException();
        self = new View<T>(Addresses.ArrayOf(ref start), Addresses.IndexOf(ref start), length);
    }

    static ref T get_Item<T>(ref View<T> self, int index)
    {
        if ((uint)index >= (uint)self.Length)
            throw new IndexOutOfRangeException();
        return ref self.Array![self.Start + index];
    }

    static int get_Length<T>(ref View<T> self) => self.Length;

    static bool get_IsEmpty<T>(ref View<T> self) => self.Length == 0;

    static View<T> get_Empty<T>() => default;

    static View<T> Slice<T>(ref View<T> self, int start)
    {
        if ((uint)start > (uint)self.Length)
            throw new ArgumentOutOfRangeException();
        return new View<T>(self.Array, self.Start + start, self.Length - start);
    }

    static View<T> Slice<T>(ref View<T> self, int start, int length)
    {
        if ((uint)start > (uint)self.Length || (uint)length > (uint)(self.Length - start))
            throw new ArgumentOutOfRangeException();
        return new View<T>(self.Array, self.Start + start, length);
    }

    static void Clear<T>(ref View<T> self)
    {
        for (var i = 0; i < self.Length; i++)
            self.Array![self.Start + i] = default!;
    }

    static void Fill<T>(ref View<T> self, T value)
    {
        for (var i = 0; i < self.Length; i++)
            self.Array![self.Start + i] = value;
    }

    static void CopyTo<T>(ref View<T> self, View<T> destination)
    {
        if (self.Length > destination.Length)
            throw new ArgumentException("Destination is too short.", "destination");
        Copy(self, destination);
    }

    static bool TryCopyTo<T>(ref View<T> self, View<T> destination)
    {
        if (self.Length > destination.Length)
            return false;
        Copy(self, destination);
        return true;
    }

    /// <summary>Where the two overlap, no element may be overwritten before it was read.</summary>
    static void Copy<T>(View<T> from, View<T> to)
    {
        if (from.Start >= to.Start)
        {
            for (var i = 0; i < from.Length; i++)
                to.Array![to.Start + i] = from.Array![from.Start + i];
        }
        else
        {
            for (var i = from.Length - 1; i >= 0; i--)
                to.Array![to.Start + i] = from.Array![from.Start + i];
        }
    }

    static T[] ToArray<T>(ref View<T> self)
    {
        var copy = new T[self.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = self.Array![self.Start + i];
        return copy;
    }

    static ViewEnumerator<T> GetEnumerator<T>(ref View<T> self) => new(self);

    static ref T GetPinnableReference<T>(ref View<T> self) => ref MemoryMarshalMembers.GetReference(self);

    static View<T> op_Implicit<T>(T[]? array) => array is null ? default : new View<T>(array, 0, array.Length);

    static View<T> op_Implicit<T>(View<T> view) => view;

    static View<T> op_Implicit<T>(ArraySegment<T> segment) => new(segment.Array, segment.Offset, segment.Count);

    static bool op_Equality<T>(View<T> a, View<T> b) =>
        a.Length == b.Length && a.Array == b.Array && (a.Start == b.Start || a.Array is null);

    static bool op_Inequality<T>(View<T> a, View<T> b) => !op_Equality(a, b);
}

/// <summary>The members of the enumerators of spans.</summary>
static class SpanEnumeratorMembers
{
    static bool MoveNext<T>(ref ViewEnumerator<T> self)
    {
        if (self.Index + 1 >= self.View.Length)
            return false;
        self.Index++;
        return true;
    }

    static ref T get_Current<T>(ref ViewEnumerator<T> self) => ref self.View.Array![self.View.Start + self.Index];
}
