// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;

namespace Zygote.Rules;

/// <summary>
/// Sorting in place: the platform's own sort says how to permute, from a copy of the keys; the elements are then moved here. So
/// ties come out as they do without differentiation.
/// </summary>
static class Sorting
{
    [SubstituteFor(typeof(Array), nameof(Array.Sort))]
    static void Sort<T>(T[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        Permute(array, Permutations.OfKeys(array, 0, array.Length, null), 0, array.Length);
    }

    [SubstituteFor(typeof(Array), nameof(Array.Sort))]
    static void Sort<T>(T[] array, IComparer<T>? comparer)
    {
        ArgumentNullException.ThrowIfNull(array);
        Permute(array, Permutations.OfKeys(array, 0, array.Length, comparer), 0, array.Length);
    }

    [SubstituteFor(typeof(Array), nameof(Array.Sort))]
    static void Sort<T>(T[] array, Comparison<T> comparison)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentNullException.ThrowIfNull(comparison);
        Permute(array, Permutations.OfKeys(array, 0, array.Length, Comparer<T>.Create(comparison)), 0, array.Length);
    }

    [SubstituteFor(typeof(Array), nameof(Array.Sort))]
    static void Sort<T>(T[] array, int index, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        Permute(array, Permutations.OfKeys(array, index, length, null), index, length);
    }

    [SubstituteFor(typeof(Array), nameof(Array.Sort))]
    static void Sort<T>(T[] array, int index, int length, IComparer<T>? comparer)
    {
        ArgumentNullException.ThrowIfNull(array);
        Permute(array, Permutations.OfKeys(array, index, length, comparer), index, length);
    }

    [SubstituteFor(typeof(Array), nameof(Array.Sort))]
    static void Sort<K, V>(K[] keys, V[]? items)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Sort(keys, items, 0, keys.Length, null);
    }

    [SubstituteFor(typeof(Array), nameof(Array.Sort))]
    static void Sort<K, V>(K[] keys, V[]? items, IComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Sort(keys, items, 0, keys.Length, comparer);
    }

    [SubstituteFor(typeof(Array), nameof(Array.Sort))]
    static void Sort<K, V>(K[] keys, V[]? items, int index, int length) => Sort(keys, items, index, length, null);

    [SubstituteFor(typeof(Array), nameof(Array.Sort))]
    static void Sort<K, V>(K[] keys, V[]? items, int index, int length, IComparer<K>? comparer)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (items is not null && length >= 0 && index > items.Length - length)
            throw new ArgumentException("Offset and length were out of bounds for the array.");
        var permutation = Permutations.OfKeys(keys, index, length, comparer);
        if (items is not null)
            Permute(items, permutation, index, length);
        Permute(keys, permutation, index, length);
    }

    /// <summary>Its own code sorts a span.</summary>
    [SubstituteFor(typeof(List<>), nameof(List<>.Sort))]
    static void Sort<T>(List<T> list, Comparison<T> comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        list.Sort(0, list.Count, Comparer<T>.Create(comparison));
    }

    static void Permute<T>(T[] array, int[] permutation, int index, int length)
    {
        var old = new T[length];
        for (var i = 0; i < length; i++)
            old[i] = array[index + i];
        for (var i = 0; i < length; i++)
            array[index + i] = old[permutation[index + i] - index];
    }
}
