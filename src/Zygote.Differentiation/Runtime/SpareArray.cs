using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Zygote.Differentiation;

/// <summary>
/// For one place in code where an array is made that nobody gets to see: the array of the last execution, for the next one.
/// </summary>
sealed class SpareArray<T>
{
    /// <summary>A larger one is left to the garbage collector: what is kept is kept for as long as the code.</summary>
    const int MaxBytes = 1 << 20;

    T[]? _array;

    /// <summary>Zeros.</summary>
    public T[] Take(int length)
    {
        // Another thread may be here, or the same one further up.
        var array = _array is null ? null : Interlocked.Exchange(ref _array, null);
        if (array is null || array.Length != length)
            return new T[length];
        array.AsSpan().Clear();
        return array;
    }

    public void Keep(T[]? array)
    {
        if (array is not null && (long)array.Length * Unsafe.SizeOf<T>() <= MaxBytes)
            _array = array;
    }
}

/// <summary>Makes those places.</summary>
static class SpareArrays
{
    /// <summary>The place and its methods; null if arrays of such elements are not kept.</summary>
    public static (object Place, MethodInfo Take, MethodInfo Keep)? Of(Type element)
    {
        // References would keep the user's objects alive.
        if (!element.IsPrimitive && !(element.IsGenericType && element.Namespace == "System.Runtime.Intrinsics"))
            return null;
        var type = typeof(SpareArray<>).MakeGenericType(element);
        return (Activator.CreateInstance(type)!, type.GetMethod(nameof(SpareArray<>.Take))!, type.GetMethod(nameof(SpareArray<>.Keep))!);
    }
}
