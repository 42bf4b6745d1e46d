// Exceptions as in the originals.
#pragma warning disable CA2201, CA2208, IDE1006

using System;
using System.Runtime.CompilerServices;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>The fields of <c>Memory&lt;T&gt;</c> and <c>ReadOnlyMemory&lt;T&gt;</c>.</summary>
static class MemoryParts<T>
{
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_object")]
    public static extern ref object? Object(ref Memory<T> memory);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_index")]
    public static extern ref int Index(ref Memory<T> memory);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_length")]
    public static extern ref int Length(ref Memory<T> memory);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_object")]
    public static extern ref object? Object(ref ReadOnlyMemory<T> memory);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_index")]
    public static extern ref int Index(ref ReadOnlyMemory<T> memory);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_length")]
    public static extern ref int Length(ref ReadOnlyMemory<T> memory);
}

/// <summary>Members of <c>Memory&lt;T&gt;</c> and <c>ReadOnlyMemory&lt;T&gt;</c> over arrays; see <see cref="Replacements"/>.</summary>
static class MemoryMembers
{
    const int IndexBits = int.MaxValue; // the sign bit tells that an array is pinned

    static View<T> get_Span<T>(ref Memory<T> self) =>
        ViewOf<T>(MemoryParts<T>.Object(ref self), MemoryParts<T>.Index(ref self), MemoryParts<T>.Length(ref self));

    static View<T> get_Span<T>(ref ReadOnlyMemory<T> self) =>
        ViewOf<T>(MemoryParts<T>.Object(ref self), MemoryParts<T>.Index(ref self), MemoryParts<T>.Length(ref self));

    static ReadOnlyMemory<T> op_Implicit<T>(Memory<T> memory)
    {
        var result = default(ReadOnlyMemory<T>);
        MemoryParts<T>.Object(ref result) = MemoryParts<T>.Object(ref memory);
        MemoryParts<T>.Index(ref result) = MemoryParts<T>.Index(ref memory);
        MemoryParts<T>.Length(ref result) = MemoryParts<T>.Length(ref memory);
        return result;
    }

    static View<T> ViewOf<T>(object? owner, int index, int length)
    {
        if (owner is null)
            return default;
        if (owner is T[] array)
            return new View<T>(array, index & IndexBits, length);
        throw new NotSupportedException("Only memory over arrays can be differentiated.");
    }
}
