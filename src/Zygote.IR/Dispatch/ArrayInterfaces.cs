// Exceptions as in the originals.
#pragma warning disable CA1859, CA2201

using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Zygote.IR;

/// <summary>
/// The interface methods of arrays, which the runtime supplies, in C# that can be read. A method here has the name of the
/// interface's, with <c>get_</c> and <c>set_</c> written as Get and Set.
/// </summary>
static class ArrayInterfaces
{
    const string ReadOnly = "Collection was of a fixed size.";

    static readonly MethodInfo[] Generic = typeof(Members).GetMethods(BindingFlags.Static | BindingFlags.NonPublic);
    static readonly MethodInfo[] OfObjects = typeof(ObjectMembers).GetMethods(BindingFlags.Static | BindingFlags.NonPublic);

    /// <summary>The method for an array type, or null.</summary>
    public static MethodInfo? Find(MethodInfo called, Type array)
    {
        var declaring = called.DeclaringType!;
        var name = called.Name.Replace("_", "", StringComparison.Ordinal);
        var (methods, element) = declaring.IsConstructedGenericType
            ? (Generic, declaring.GetGenericArguments()[0])
            : (OfObjects, array.GetElementType()!);
        var rank = array.GetArrayRank();
        if (element.IsPointer || element.IsByRefLike || (!array.IsSZArray && rank == 1))
            return null;
        var found = methods.SingleOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            && m.GetParameters() is var p && p.Length == called.GetParameters().Length + 1
            && p[0].ParameterType.GetArrayRank() == rank);
        return found?.MakeGenericMethod(element);
    }

    static class Members
    {
        internal static IEnumerator<T> GetEnumerator<T>(T[] array) => new ArrayEnumerator<T>(array);

        internal static int GetCount<T>(T[] array) => array.Length;

        internal static bool GetIsReadOnly<T>(T[] array) => array.Length >= 0;

        internal static T GetItem<T>(T[] array, int index)
        {
            if ((uint)index >= (uint)array.Length)
                throw new ArgumentOutOfRangeException(nameof(index));
            return array[index];
        }

        internal static void SetItem<T>(T[] array, int index, T value)
        {
            if ((uint)index >= (uint)array.Length)
                throw new ArgumentOutOfRangeException(nameof(index));
            array[index] = value;
        }

        internal static void CopyTo<T>(T[] array, T[] destination, int index) => Array.Copy(array, 0, destination, index, array.Length);

        internal static bool Contains<T>(T[] array, T value) => Array.IndexOf(array, value) >= 0;

        internal static int IndexOf<T>(T[] array, T value) => Array.IndexOf(array, value);

        internal static void Add<T>(T[] array, T value) => throw Fixed(array);

        internal static bool Remove<T>(T[] array, T value) => throw Fixed(array);

        internal static void Insert<T>(T[] array, int index, T value) => throw Fixed(array);

        internal static void RemoveAt<T>(T[] array, int index) => throw Fixed(array);

        internal static void Clear<T>(T[] array) => throw new NotSupportedException("Collection is read-only.");
    }

    /// <summary>Of the interfaces without type argument.</summary>
    static class ObjectMembers
    {
        internal static IEnumerator GetEnumerator<T>(T[] array) => new ArrayEnumerator<T>(array);

        internal static IEnumerator GetEnumerator<T>(T[,] array)
        {
            var flat = new T[array.Length];
            var next = 0;
            for (var i = 0; i < array.GetLength(0); i++)
            {
                for (var j = 0; j < array.GetLength(1); j++)
                    flat[next++] = array[i, j];
            }

            return new ArrayEnumerator<T>(flat);
        }

        internal static int GetCount<T>(T[] array) => array.Length;

        internal static int GetCount<T>(T[,] array) => array.Length;

        internal static bool GetIsFixedSize<T>(T[] array) => array.Length >= 0;

        internal static bool GetIsReadOnly<T>(T[] array) => array.Length < 0;

        internal static object? GetItem<T>(T[] array, int index) => array[index];

        internal static void SetItem<T>(T[] array, int index, object? value) => array[index] = (T)value!;

        internal static void CopyTo<T>(T[] array, Array destination, int index)
        {
            if (destination is not T[] same)
                throw new ArrayTypeMismatchException();
            Array.Copy(array, 0, same, index, array.Length);
        }
    }

    /// <remarks>An array that is null throws as an instance would.</remarks>
    static NotSupportedException Fixed(Array array) => array.Length < 0 ? throw new NotSupportedException() : new NotSupportedException(ReadOnly);
}

/// <summary>What the runtime has for arrays, in C# that can be read.</summary>
sealed class ArrayEnumerator<T>(T[] array) : IEnumerator<T>
{
    readonly T[] _array = array;
    readonly int _length = array.Length;
    int _index = -1;

    public T Current
    {
        get
        {
            if ((uint)_index >= (uint)_length)
                throw new InvalidOperationException(_index < 0 ? "Enumeration has not started. Call MoveNext." : "Enumeration already finished.");
            return _array[_index];
        }
    }

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        // Beyond the end it stays out of range, which Current finds out.
        var next = _index + 1;
        _index = next;
        return next < _length;
    }

    public void Reset() => _index = -1;

    public void Dispose()
    {
    }
}
