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
                row.Release();
        }

        _kept = spares;
    }

    /// <summary>Zeros; the array that the same place had before, which nobody uses any more.</summary>
    /// <typeparam name="T">Without references.</typeparam>
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
        if (Unsafe.As<Row?>(spares[index]) is { } row && row.Next is { } next
            && Unsafe.As<T[]>(next) is var array && array.Length == length)
        {
            row.Used++;
            array.AsSpan().Clear();
            return array;
        }

        return Append(spares, index, new T[length]);
    }

    /// <inheritdoc cref="Next{T}(object[], int, int)"/>
    public static T[,] Next<T>(object?[] spares, int index, int rows, int columns) =>
        Next(spares, index, rows, columns, 0) is { } known ? Unsafe.As<T[,]>(known) : Append(spares, index, new T[rows, columns]);

    /// <inheritdoc cref="Next{T}(object[], int, int)"/>
    public static T[,,] Next<T>(object?[] spares, int index, int planes, int rows, int columns) =>
        Next(spares, index, planes, rows, columns) is { } known ? Unsafe.As<T[,,]>(known) : Append(spares, index, new T[planes, rows, columns]);

    /// <summary>As <see cref="Zeros"/>, for all types.</summary>
    public static T[] Again<T>(object?[] spares, int index, int length)
    {
        Restart(spares, index);
        return Next<T>(spares, index, length);
    }

    /// <inheritdoc cref="Again{T}(object[], int, int)"/>
    public static T[,] Again<T>(object?[] spares, int index, int rows, int columns)
    {
        Restart(spares, index);
        return Next<T>(spares, index, rows, columns);
    }

    /// <inheritdoc cref="Again{T}(object[], int, int)"/>
    public static T[,,] Again<T>(object?[] spares, int index, int planes, int rows, int columns)
    {
        Restart(spares, index);
        return Next<T>(spares, index, planes, rows, columns);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static T[] Make<T>(object?[] spares, int index, int length)
    {
        var array = new T[length];
        spares[index] = (long)length * Unsafe.SizeOf<T>() <= MaxBytes / spares.Length ? array : null;
        return array;
    }

    static void Restart(object?[] spares, int index)
    {
        if (Unsafe.As<Row?>(spares[index]) is { } row)
            row.Used = 0;
    }

    static Array? Next(object?[] spares, int index, int first, int second, int third)
    {
        if (Unsafe.As<Row?>(spares[index]) is not { } row || row.Next is not { } array
            || array.GetLength(0) != first || array.GetLength(1) != second || (array.Rank == 3 && array.GetLength(2) != third))
        {
            return null;
        }

        row.Used++;
        Array.Clear(array);
        return array;
    }

    static T[] Append<T>(object?[] spares, int index, T[] made)
    {
        Append<T>(spares, index, (Array)made);
        return made;
    }

    static T[,] Append<T>(object?[] spares, int index, T[,] made)
    {
        Append<T>(spares, index, (Array)made);
        return made;
    }

    static T[,,] Append<T>(object?[] spares, int index, T[,,] made)
    {
        Append<T>(spares, index, (Array)made);
        return made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Append<T>(object?[] spares, int index, Array made)
    {
        if (spares[index] is not Row row)
            spares[index] = row = new Row(Unsafe.SizeOf<T>(), RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        row.Append(made, MaxBytes / spares.Length);
    }

    /// <summary>The arrays of one place, in the order in which they are made.</summary>
    sealed class Row(int elementSize, bool hasReferences)
    {
        public int Used;

        Array?[] _arrays = [];
        long _bytes;

        public Array? Next => (uint)Used < (uint)_arrays.Length ? _arrays[Used] : null;

        /// <summary>Instead of the next one, if there is room.</summary>
        public void Append(Array made, long maxBytes)
        {
            if (Used == _arrays.Length)
                Array.Resize(ref _arrays, Math.Max(4, 2 * Used));
            var bytes = _bytes + Size(made) - Size(_arrays[Used]);
            if (bytes > maxBytes)
                return;
            _bytes = bytes;
            _arrays[Used++] = made;
        }

        /// <summary>What they refer to must not be kept alive: objects of the user, and arrays that there was no room for.</summary>
        public void Release()
        {
            for (var i = 0; hasReferences && i < Used; i++)
                Array.Clear(_arrays[i]!);
            Used = 0;
        }

        /// <summary>With the header.</summary>
        long Size(Array? array) => array is null ? 0 : 24 + array.LongLength * elementSize;
    }
}
