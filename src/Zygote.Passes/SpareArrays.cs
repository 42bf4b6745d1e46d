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

    object?[]? _kept;

    /// <summary>Nobody else gets the same: another thread may be here, or the same one further up.</summary>
    public object?[] Take() => Interlocked.Exchange(ref _kept, null) ?? new object?[count];

    public void Keep(object?[] spares)
    {
        foreach (var spare in spares)
        {
            if (spare is Row row)
                row.Used = 0;
        }

        _kept = spares;
    }

    /// <summary>Zeros; the array that the same place had before, which nobody uses any more.</summary>
    /// <param name="spares">What was taken.</param>
    /// <param name="index">Which of them; always of the same type.</param>
    /// <param name="length">How long it has to be.</param>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public static T[] Zeros<T>(object?[] spares, int index, int length)
    {
        var array = Unsafe.As<T[]?>(spares[index]);
        if (array is null || array.Length != length)
            return Make<T>(spares, index, length);
        array.AsSpan().Clear();
        return array;
    }

    /// <summary>As <see cref="Zeros"/>, where those that this execution has been given already are still in use.</summary>
    public static T[] Next<T>(object?[] spares, int index, int length)
    {
        if (Unsafe.As<Row<T>?>(spares[index]) is { } row && (uint)row.Used < (uint)row.Arrays.Length
            && row.Arrays[row.Used] is { } array && array.Length == length)
        {
            row.Used++;
            array.AsSpan().Clear();
            return array;
        }

        return Append<T>(spares, index, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static T[] Make<T>(object?[] spares, int index, int length)
    {
        var array = new T[length];
        spares[index] = (long)length * Unsafe.SizeOf<T>() <= MaxBytes / spares.Length ? array : null;
        return array;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static T[] Append<T>(object?[] spares, int index, int length)
    {
        var array = new T[length];
        if (spares[index] is not Row<T> row)
            spares[index] = row = new Row<T>();
        if (row.Used == row.Arrays.Length)
            Array.Resize(ref row.Arrays, Math.Max(4, 2 * row.Used));
        var bytes = row.Bytes + Size(array) - Size(row.Arrays[row.Used]);
        if (bytes > MaxBytes / spares.Length)
            return array;
        row.Bytes = bytes;
        row.Arrays[row.Used++] = array;
        return array;
    }

    /// <summary>With the header.</summary>
    static long Size<T>(T[]? array) => array is null ? 0 : 24 + (long)array.Length * Unsafe.SizeOf<T>();

    /// <summary>The arrays of one place, in the order in which they are made.</summary>
    abstract class Row
    {
        public int Used;
        public long Bytes;
    }

    sealed class Row<T> : Row
    {
        public T[]?[] Arrays = [];
    }
}
