using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Zygote.Passes;

/// <summary>The arrays that an execution of some code has made for itself, for the next execution; see <see cref="ReuseArrays"/>.</summary>
sealed class SpareArrays(int count)
{
    /// <summary>
    /// Of all together. Larger ones are left to the garbage collector: what is kept is kept for as long as the code.
    /// </summary>
    const long MaxBytes = 4 << 20;

    Array?[]? _kept;

    /// <summary>Nobody else gets the same: another thread may be here, or the same one further up.</summary>
    public Array?[] Take() => Interlocked.Exchange(ref _kept, null) ?? new Array?[count];

    public void Keep(Array?[] arrays) => _kept = arrays;

    /// <summary>Zeros.</summary>
    /// <param name="arrays">What was taken.</param>
    /// <param name="index">Which of them; always of the same type.</param>
    /// <param name="length">How long it has to be.</param>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public static T[] Zeros<T>(Array?[] arrays, int index, int length)
    {
        var array = Unsafe.As<T[]?>(arrays[index]);
        if (array is null || array.Length != length)
            return Make<T>(arrays, index, length);
        array.AsSpan().Clear();
        return array;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static T[] Make<T>(Array?[] arrays, int index, int length)
    {
        var array = new T[length];
        arrays[index] = (long)length * Unsafe.SizeOf<T>() <= MaxBytes / arrays.Length ? array : null;
        return array;
    }
}
