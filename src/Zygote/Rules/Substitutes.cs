// Exceptions and empty arrays as in the originals.
#pragma warning disable CA1825, CA2201, CA2208

using System;
using System.Runtime.CompilerServices;
using System.Threading;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>
/// Bodies in plain C# for members of the BCL whose own code cannot be read: intrinsics, calls into the runtime, spans. They
/// do the same, exceptions included, and are differentiated in place of the original.
/// </summary>
static class Substitutes
{
    // What is substituted is differentiated code.
    [SubstituteFor(typeof(AD), "get_" + nameof(AD.IsDifferentiating))]
    [SubstituteFor(typeof(Coefficients), "get_" + nameof(Coefficients.IsDifferentiated))]
    static bool IsDifferentiating() => true;

    [SubstituteFor(typeof(Math), nameof(Math.SinCos))]
    [SubstituteFor(typeof(double), nameof(double.SinCos))]
    static (double Sin, double Cos) SinCos(double x) => (Math.Sin(x), Math.Cos(x));

    [SubstituteFor(typeof(MathF), nameof(MathF.SinCos))]
    [SubstituteFor(typeof(float), nameof(float.SinCos))]
    static (float Sin, float Cos) SinCos(float x) => (MathF.Sin(x), MathF.Cos(x));

    [SubstituteFor(typeof(double), nameof(double.SinCosPi))]
    static (double SinPi, double CosPi) SinCosPi(double x) => (double.SinPi(x), double.CosPi(x));

    [SubstituteFor(typeof(float), nameof(float.SinCosPi))]
    static (float SinPi, float CosPi) SinCosPi(float x) => (float.SinPi(x), float.CosPi(x));

    /// <summary>Read, so that an object that was just made is seen not to be null, and not to escape.</summary>
    [SubstituteFor(typeof(ArgumentNullException), nameof(ArgumentNullException.ThrowIfNull))]
    static void ThrowIfNull(object? argument, string? paramName)
    {
        if (argument is null)
            throw new ArgumentNullException(paramName);
    }

    [SubstituteFor(typeof(Random), nameof(Random.Shuffle))]
    static void Shuffle<T>(Random random, T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        for (var i = 0; i < values.Length - 1; i++)
        {
            var j = random.Next(i, values.Length);
            if (j != i)
                (values[i], values[j]) = (values[j], values[i]);
        }
    }

    [SubstituteFor(typeof(Array), nameof(Array.Clone))]
    static T[] Clone<T>(T[] array)
    {
        var copy = new T[array.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = array[i];
        return copy;
    }

    [SubstituteFor(typeof(Array), nameof(Array.Clone))]
    static T[,] Clone<T>(T[,] array)
    {
        var rows = array.GetLength(0);
        var columns = array.GetLength(1);
        var copy = new T[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                copy[i, j] = array[i, j];
        }
        return copy;
    }

    [SubstituteFor(typeof(Array), nameof(Array.Copy))]
    static void Copy<T>(T[] source, T[] destination, int length)
    {
        ArgumentNullException.ThrowIfNull(source, "sourceArray");
        ArgumentNullException.ThrowIfNull(destination, "destinationArray");
        Copy(source, 0, destination, 0, length);
    }

    [SubstituteFor(typeof(Array), nameof(Array.Copy))]
    static void Copy<T>(T[] source, T[] destination, long length) => Copy(source, destination, checked((int)length));

    [SubstituteFor(typeof(Array), nameof(Array.Copy))]
    static void Copy<T>(T[] source, int sourceIndex, T[] destination, int destinationIndex, int length)
    {
        ArgumentNullException.ThrowIfNull(source, "sourceArray");
        ArgumentNullException.ThrowIfNull(destination, "destinationArray");
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(sourceIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(destinationIndex);
        if (length > source.Length - sourceIndex)
            throw new ArgumentException("Source array was not long enough.", "sourceArray");
        if (length > destination.Length - destinationIndex)
            throw new ArgumentException("Destination array was not long enough.", "destinationArray");
        // Where the two overlap, no element may be overwritten before it was read.
        if (sourceIndex >= destinationIndex)
        {
            for (var i = 0; i < length; i++)
                destination[destinationIndex + i] = source[sourceIndex + i];
        }
        else
        {
            for (var i = length - 1; i >= 0; i--)
                destination[destinationIndex + i] = source[sourceIndex + i];
        }
    }

    [SubstituteFor(typeof(Array), nameof(Array.ConstrainedCopy))]
    static void ConstrainedCopy<T>(T[] source, int sourceIndex, T[] destination, int destinationIndex, int length) =>
        Copy(source, sourceIndex, destination, destinationIndex, length);

    [SubstituteFor(typeof(Array), nameof(Array.CopyTo))]
    static void CopyTo<T>(T[] source, T[] destination, int index)
    {
        ArgumentNullException.ThrowIfNull(destination, "destinationArray");
        Copy(source, 0, destination, index, source.Length);
    }

    [SubstituteFor(typeof(Array), nameof(Array.Clear))]
    static void Clear<T>(T[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        for (var i = 0; i < array.Length; i++)
            array[i] = default!;
    }

    [SubstituteFor(typeof(Array), nameof(Array.Clear))]
    static void Clear<T>(T[,] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        for (var i = 0; i < array.GetLength(0); i++)
        {
            for (var j = 0; j < array.GetLength(1); j++)
                array[i, j] = default!;
        }
    }

    [SubstituteFor(typeof(Array), nameof(Array.Clear))]
    static void Clear<T>(T[] array, int index, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (index < 0 || length < 0 || length > array.Length - index)
            throw new IndexOutOfRangeException();
        for (var i = index; i < index + length; i++)
            array[i] = default!;
    }

    [SubstituteFor(typeof(Array), nameof(Array.Fill))]
    static void Fill<T>(T[] array, T value)
    {
        ArgumentNullException.ThrowIfNull(array);
        for (var i = 0; i < array.Length; i++)
            array[i] = value;
    }

    [SubstituteFor(typeof(Array), nameof(Array.Fill))]
    static void Fill<T>(T[] array, T value, int startIndex, int count)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (startIndex < 0 || startIndex > array.Length)
            throw new ArgumentOutOfRangeException(nameof(startIndex));
        if (count < 0 || startIndex > array.Length - count)
            throw new ArgumentOutOfRangeException(nameof(count));
        for (var i = startIndex; i < startIndex + count; i++)
            array[i] = value;
    }

    [SubstituteFor(typeof(Array), nameof(Array.Reverse))]
    static void Reverse<T>(T[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        Reverse(array, 0, array.Length);
    }

    [SubstituteFor(typeof(Array), nameof(Array.Reverse))]
    static void Reverse<T>(T[] array, int index, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > array.Length - index)
            throw new ArgumentException("Offset and length were out of bounds for the array.");
        for (int i = index, j = index + length - 1; i < j; i++, j--)
        {
            var item = array[i];
            array[i] = array[j];
            array[j] = item;
        }
    }

    [SubstituteFor(typeof(Array), nameof(Array.Resize))]
    static void Resize<T>(ref T[]? array, int newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(newSize);
        if (array is not null && array.Length == newSize)
            return;
        var resized = new T[newSize];
        var kept = array is null ? 0 : Math.Min(array.Length, newSize);
        for (var i = 0; i < kept; i++)
            resized[i] = array![i];
        array = resized;
    }

    /// <summary>What events do to add a handler: the derivative of a call runs on one thread.</summary>
    [SubstituteFor(typeof(Interlocked), nameof(Interlocked.CompareExchange))]
    static T CompareExchange<T>(ref T location, T value, T comparand)
        where T : class?
    {
        var old = location;
        if (ReferenceEquals(old, comparand))
            location = value;
        return old;
    }

    [SubstituteFor(typeof(RuntimeHelpers), nameof(RuntimeHelpers.GetSubArray))]
    static T[] GetSubArray<T>(T[] array, Range range)
    {
        var (offset, length) = range.GetOffsetAndLength(array.Length);
        var part = new T[length];
        for (var i = 0; i < length; i++)
            part[i] = array[offset + i];
        return part;
    }

    /// <summary>A fresh array: the shared one would have a shared shadow.</summary>
    [SubstituteFor(typeof(Array), nameof(Array.Empty))]
    static T[] Empty<T>() => new T[0];
}
