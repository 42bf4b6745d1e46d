// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections;
using System.Collections.Generic;

namespace Zygote.Rules;

/// <summary>A lazy sequence of ours. Its class is sealed and its enumerator another one, so that both dissolve when inlined.</summary>
abstract class Sequence<T> : IEnumerable<T>
{
    public abstract IEnumerator<T> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>An enumerator of ours.</summary>
abstract class Walk<T> : IEnumerator<T>
{
    protected T _current = default!;

    public T Current => _current;

    object? IEnumerator.Current => _current;

    public abstract bool MoveNext();

    public virtual void Dispose()
    {
    }

    public void Reset() => throw new NotSupportedException();
}

/// <summary>The first items of an array.</summary>
sealed class PartWalk<T>(T[] items, int count) : Walk<T>
{
    int _index = -1;

    public override bool MoveNext()
    {
        var next = _index + 1;
        if (next >= count)
            return false;
        _index = next;
        _current = items[next];
        return true;
    }
}

/// <summary>A growing array.</summary>
sealed class Buffer<T>
{
    T[] _items = new T[4];

    public int Count { get; private set; }

    public T this[int index] => _items[index];

    public static Buffer<T> Of(IEnumerable<T> source)
    {
        var buffer = new Buffer<T>();
        foreach (var item in source)
            buffer.Add(item);
        return buffer;
    }

    public void Add(T item)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, 2 * Count);
        _items[Count++] = item;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        for (var i = 0; i < array.Length; i++)
            array[i] = _items[i];
        return array;
    }

    public IEnumerator<T> GetEnumerator() => new PartWalk<T>(_items, Count);
}

/// <summary>The exceptions that the operators throw.</summary>
static class Missing
{
    public static InvalidOperationException Elements() => new("Sequence contains no elements");

    public static InvalidOperationException Match() => new("Sequence contains no matching element");

    public static InvalidOperationException OneElement() => new("Sequence contains more than one element");

    public static InvalidOperationException OneMatch() => new("Sequence contains more than one matching element");
}
