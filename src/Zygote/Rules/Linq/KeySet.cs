// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;

namespace Zygote.Rules;

/// <summary>
/// Numbers different keys in the order in which they come. It is a comparer so that it counts as one: keys do not vary, nothing in
/// it has a derivative, and its code is called as it is.
/// </summary>
sealed class KeySet<TKey>(IEqualityComparer<TKey>? comparer) : IEqualityComparer<TKey>
{
    readonly Dictionary<ValueTuple<TKey>, int> _numbers = new(new Wrapped(comparer ?? EqualityComparer<TKey>.Default));

    [ZeroDerivative]
    public static KeySet<TKey> Make(IEqualityComparer<TKey>? comparer) => new(comparer);

    /// <summary>The number of a key; for a new one it is how many there were before.</summary>
    [ZeroDerivative]
    public int Add(TKey key)
    {
        var wrapped = new ValueTuple<TKey>(key);
        if (!_numbers.TryGetValue(wrapped, out var number))
            _numbers.Add(wrapped, number = _numbers.Count);
        return number;
    }

    /// <summary>-1 for a key that did not come.</summary>
    [ZeroDerivative]
    public int Find(TKey key) => _numbers.TryGetValue(new ValueTuple<TKey>(key), out var number) ? number : -1;

    public bool Equals(TKey? x, TKey? y) => EqualityComparer<TKey>.Default.Equals(x, y);

    public int GetHashCode(TKey obj) => obj is null ? 0 : obj.GetHashCode();

    /// <summary>A key may be null here.</summary>
    sealed class Wrapped(IEqualityComparer<TKey> comparer) : IEqualityComparer<ValueTuple<TKey>>
    {
        public bool Equals(ValueTuple<TKey> x, ValueTuple<TKey> y) => comparer.Equals(x.Item1, y.Item1);

        public int GetHashCode(ValueTuple<TKey> obj) => obj.Item1 is { } key ? comparer.GetHashCode(key) : 0;
    }
}

/// <summary>Compares elements by their keys, which have been computed before; like all comparers it has no derivative.</summary>
sealed class KeyOrder<TKey>(TKey[] keys, IComparer<TKey>? comparer, bool descending, IComparer<int>? next) : IComparer<int>
{
    readonly IComparer<TKey> _comparer = comparer ?? Comparer<TKey>.Default;

    public int Compare(int x, int y)
    {
        var c = _comparer.Compare(keys[x], keys[y]);
        return c == 0 ? next?.Compare(x, y) ?? 0 : descending == c > 0 ? -1 : 1;
    }
}

/// <summary>Finds out how to permute; called as it is.</summary>
static class Permutations
{
    [ZeroDerivative]
    public static KeyOrder<TKey> ByKeys<TKey>(TKey[] keys, IComparer<TKey>? comparer, bool descending, IComparer<int>? next) =>
        new(keys, comparer, descending, next);

    /// <summary>The indices 0, 1, ... in the order of a comparer; those that are equal stay in their order.</summary>
    [ZeroDerivative]
    public static int[] Stable(int count, IComparer<int> order)
    {
        var indices = new int[count];
        for (var i = 0; i < count; i++)
            indices[i] = i;
        Array.Sort(indices, (x, y) => order.Compare(x, y) is var c and not 0 ? c : x.CompareTo(y));
        return indices;
    }

    /// <summary>The permutation that the platform's own, unstable sort makes: it moves what it is given beside the keys.</summary>
    [ZeroDerivative]
    public static int[] OfKeys<TKey>(TKey[] keys, int index, int length, IComparer<TKey>? comparer)
    {
        var copy = (TKey[])keys.Clone();
        var indices = new int[keys.Length];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = i;
        Array.Sort(copy, indices, index, length, comparer);
        return indices;
    }
}
