using System;
using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

/// <summary>
/// Which object has which shadow, by identity: what is shared or cyclic in the original is so in the shadow. Objects whose
/// fields are still to be filled wait here, so that long chains do not exhaust the stack. Few objects are compared one by
/// one, more are hashed.
/// </summary>
/// <param name="pairs">A set of pairs: one original may have several partners.</param>
sealed class ShadowMap(bool pairs = false)
{
    const int Few = 8;

    (object Original, object Shadow)[] _entries = new (object, object)[Few];
    int _count;

    // Numbers of entries plus one, from the hash of an entry on; what is in use of it is a power of two.
    int[] _table = [];
    int _mask;

    (object Source, object Target, bool Keeps)[] _pending = new (object, object, bool)[Few];
    int _pendingCount;

    public void Push(object source, object target, bool keeps)
    {
        if (_pendingCount == _pending.Length)
            Array.Resize(ref _pending, 2 * _pendingCount);
        _pending[_pendingCount++] = (source, target, keeps);
    }

    public bool TryPop(out (object Source, object Target, bool Keeps) next)
    {
        if (_pendingCount == 0)
        {
            next = default;
            return false;
        }
        next = _pending[--_pendingCount];
        _pending[_pendingCount] = default;
        return true;
    }

    public object? Find(object original)
    {
        if (_count <= Few)
        {
            for (var i = 0; i < _count; i++)
            {
                if (ReferenceEquals(_entries[i].Original, original))
                    return _entries[i].Shadow;
            }
            return null;
        }
        var place = PlaceOf(original, null);
        return _table[place] == 0 ? null : _entries[_table[place] - 1].Shadow;
    }

    /// <summary>For an object that is not there yet.</summary>
    public void Add(object original, object shadow)
    {
        if (_count == _entries.Length)
            Array.Resize(ref _entries, 2 * _count);
        _entries[_count++] = (original, shadow);
        if (_count <= Few)
            return;
        if (_count == Few + 1 || 2 * _count > _mask)
            Rehash();
        else
            _table[PlaceOf(original, shadow)] = _count;
    }

    /// <summary>Whether the object (the pair) was not there before.</summary>
    public bool TryAdd(object original, object partner)
    {
        if (_count > Few)
        {
            if (_table[PlaceOf(original, partner)] != 0)
                return false;
        }
        else
        {
            for (var i = 0; i < _count; i++)
            {
                if (ReferenceEquals(_entries[i].Original, original)
                    && (!pairs || ReferenceEquals(_entries[i].Shadow, partner)))
                {
                    return false;
                }
            }
        }
        Add(original, partner);
        return true;
    }

    public int Count => _count;

    /// <summary>Forgets all entries but the first.</summary>
    public void CutBack(int count)
    {
        // From the last on: no chain of places leads over one that is freed.
        for (; _count > count; _count--)
        {
            ref var last = ref _entries[_count - 1];
            if (_count > Few)
                _table[PlaceOf(last.Original, last.Shadow)] = 0;
            last = default;
        }
    }

    /// <summary>Sets the numbers in all shadows to zero.</summary>
    public void ClearShadows()
    {
        var walk = ShadowWalk.Rent();
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Shadow is System.ValueType box)
                walk.ClearBox(box);
            else
                walk.Clear(_entries[i].Shadow);
        }

        walk.Return();
    }

    /// <summary>The storage stays.</summary>
    public void Clear()
    {
        Array.Clear(_entries, 0, _count);
        Array.Clear(_pending, 0, _pendingCount);
        (_count, _pendingCount) = (0, 0);
    }

    void Rehash()
    {
        var size = 4 * Few;
        while (size <= 3 * _count)
            size *= 2;
        _mask = size - 1;
        if (_table.Length < size)
            _table = new int[size];
        else
            Array.Clear(_table, 0, size);
        for (var i = 0; i < _count; i++)
            _table[PlaceOf(_entries[i].Original, _entries[i].Shadow)] = i + 1;
    }

    /// <summary>Of the entry, or the free place for it.</summary>
    int PlaceOf(object original, object? partner)
    {
        var hash = RuntimeHelpers.GetHashCode(original);
        if (pairs)
            hash = (hash * 31) + RuntimeHelpers.GetHashCode(partner);
        for (var place = (int)((uint)hash * 0x9E3779B1u >> 8) & _mask; ; place = (place + 1) & _mask)
        {
            var number = _table[place];
            if (number == 0)
                return place;
            ref var entry = ref _entries[number - 1];
            if (ReferenceEquals(entry.Original, original) && (!pairs || ReferenceEquals(entry.Shadow, partner)))
                return place;
        }
    }
}
