using System;
using System.Runtime.InteropServices;

namespace Zygote.Kernels;

/// <summary>
/// Numbers that are constants to the compiler, whatever was done with the numbers they come from: kept as bytes, they
/// cannot carry a derivative.
/// </summary>
readonly struct Constants<T>
    where T : unmanaged
{
    readonly byte[] _bytes;

    public unsafe Constants(int length) =>
        _bytes = GC.AllocateUninitializedArray<byte>(checked(length * sizeof(T)));

    public Constants(ReadOnlySpan<T> numbers)
        : this(numbers.Length) => numbers.CopyTo(Span);

    public Span<T> Span => MemoryMarshal.Cast<byte, T>(_bytes.AsSpan());
}
