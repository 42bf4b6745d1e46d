using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Zygote.Passes;

/// <summary>What an execution of some code has made for itself, for the next execution; see <see cref="ReuseMemory"/>.</summary>
/// <param name="places">Where the code makes something: null for arrays.</param>
sealed class SpareMemory(params SpareMemory.Objects?[] places)
{
    /// <summary>What is made in one place, if it is no array.</summary>
    /// <param name="References">Where an object refers to others: in bytes from the first field.</param>
    /// <param name="Size">Of an object in bytes, about.</param>
    public sealed record Objects(int[] References, int Size);

    /// <summary>
    /// Of all together. Larger ones are left to the garbage collector: what is kept is kept for as long as the code.
    /// </summary>
    const long MaxBytes = 4 << 20;

    object?[]? _kept;

    /// <summary>Nobody else gets the same: another thread may be here, or the same one further up.</summary>
    public object?[] Take() => Interlocked.Exchange(ref _kept, null) ?? New();

    object?[] New() => [.. Array.ConvertAll(places, o => (object?)(o is null ? null : new ObjectRow(o))), new Total()];

    /// <summary>How much is kept; the last of what is taken.</summary>
    sealed class Total
    {
        long _bytes;

        public bool HasRoom(long more)
        {
            if (_bytes + more > MaxBytes)
                return false;
            _bytes += more;
            return true;
        }

        public static Total Of(object?[] spares) => Unsafe.As<Total>(spares[^1]!);
    }

    public void Keep(object?[] spares)
    {
        foreach (var spare in spares)
        {
            if (spare is Row row)
                row.Release(Total.Of(spares));
        }

        _kept = spares;
    }

    /// <summary>Zeros; the array that the same place had before, which nobody uses any more.</summary>
    /// <typeparam name="T">Without references.</typeparam>
    /// <param name="spares">What was taken.</param>
    /// <param name="index">Which of them; always of the same type.</param>
    /// <param name="length">How long it has to be.</param>
    /// <exception cref="OverflowException">The length is negative.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)] // else it would not be compiled ahead
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
        if (Unsafe.As<ArrayRow?>(spares[index]) is { } row && row.Next is { } next
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

    /// <summary>As <see cref="Next{T}(object[], int, int)"/>; what is in its fields is to be overwritten. Null if there is none.</summary>
    public static object? NextObject(object?[] spares, int index)
    {
        var row = Unsafe.As<ObjectRow>(spares[index])!;
        var next = row.Next;
        if (next is not null)
            row.Used++;
        return next;
    }

    /// <summary>The same where none that was given out before is in use.</summary>
    public static object? SameObject(object?[] spares, int index)
    {
        Restart(spares, index);
        return NextObject(spares, index);
    }

    /// <summary>One that was made because there was none.</summary>
    public static void AddObject(object?[] spares, int index, object made)
    {
        var row = Unsafe.As<ObjectRow>(spares[index])!;
        if (!row.AreTooMany)
            row.Append(made, Total.Of(spares));
    }

    /// <summary>Never called: what is named here is compiled ahead, not at the first derivative.</summary>
    static void Ahead(object?[] spares)
    {
        Zeros<double>(spares, 0, 0);
        Next<double>(spares, 0, 0);
        Again<double[]>(spares, 0, 0);
        Next<double[]>(spares, 0, 0);
        Zeros<int>(spares, 0, 0);
        Next<int>(spares, 0, 0);
        Zeros<float>(spares, 0, 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static T[] Make<T>(object?[] spares, int index, int length)
    {
        var array = new T[length];
        var (last, size) = (Unsafe.As<T[]?>(spares[index]), (long)Unsafe.SizeOf<T>());
        if (Total.Of(spares).HasRoom(size * ((long)length - (last?.Length ?? 0))))
            spares[index] = array;
        return array;
    }

    static void Restart(object?[] spares, int index)
    {
        if (Unsafe.As<Row?>(spares[index]) is { } row)
            row.Used = 0;
    }

    static Array? Next(object?[] spares, int index, int first, int second, int third)
    {
        if (Unsafe.As<ArrayRow?>(spares[index]) is not { } row || row.Next is not { } array
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
        if (spares[index] is not ArrayRow row)
            spares[index] = row = new ArrayRow(Unsafe.SizeOf<T>(), RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        row.Append(made, Total.Of(spares));
    }

    /// <summary>What one place has made, in order.</summary>
    abstract class Row
    {
        public int Used;

        /// <summary>What they refer to must not be kept alive: objects of the user, and arrays that there was no room for.</summary>
        public abstract void Release(Total total);
    }

    sealed class ArrayRow(int elementSize, bool hasReferences) : Row
    {
        Array?[] _arrays = [];

        public Array? Next => (uint)Used < (uint)_arrays.Length ? _arrays[Used] : null;

        /// <summary>Instead of the next one, if there is room.</summary>
        public void Append(Array made, Total total)
        {
            if (Used == _arrays.Length)
                Array.Resize(ref _arrays, Math.Max(4, 2 * Used));
            if (total.HasRoom(Size(made) - Size(_arrays[Used])))
                _arrays[Used++] = made;
        }

        public override void Release(Total total)
        {
            for (var i = 0; hasReferences && i < Used; i++)
                Array.Clear(_arrays[i]!);
            Used = 0;
        }

        /// <summary>With the header.</summary>
        long Size(Array? array) => array is null ? 0 : 24 + array.LongLength * elementSize;
    }

    sealed class ObjectRow(Objects place) : Row
    {
        object?[] _objects = [];

        /// <summary>Kept objects that refer to new ones cost the garbage collector more than they save: then none are kept.</summary>
        public bool AreTooMany;

        public object? Next => (uint)Used < (uint)_objects.Length ? _objects[Used] : null;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Append(object made, Total total)
        {
            AreTooMany = !total.HasRoom(place.Size);
            if (AreTooMany)
                return;
            if (Used == _objects.Length)
                Array.Resize(ref _objects, Math.Max(4, 2 * Used));
            _objects[Used++] = made;
        }

        public override void Release(Total total)
        {
            if (AreTooMany && _objects.Length > 0)
            {
                total.HasRoom(-(long)place.Size * Array.FindAll(_objects, o => o is not null).Length);
                _objects = [];
            }

            foreach (var offset in place.References)
            {
                for (var i = 0; i < Used && i < _objects.Length; i++)
                    Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref Unsafe.As<Raw>(_objects[i])!.First, offset)) = null;
            }

            Used = 0;
        }
    }

    sealed class Raw
    {
        public byte First = 1;
    }
}
