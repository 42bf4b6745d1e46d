using System;

namespace Zygote.Differentiation;

/// <summary>Runs over all index tuples of an array of any rank, the last index fastest.</summary>
struct ArrayIndex
{
    readonly Array _array;
    bool _started;

    public ArrayIndex(Array array)
    {
        _array = array;
        Current = new int[array.Rank];
        for (var d = 0; d < Current.Length; d++)
            Current[d] = array.GetLowerBound(d);
    }

    public int[] Current { get; }

    public bool MoveNext()
    {
        if (!_started)
        {
            _started = true;
            return _array.Length > 0;
        }
        for (var d = Current.Length - 1; d >= 0; d--)
        {
            if (++Current[d] <= _array.GetUpperBound(d))
                return true;
            Current[d] = _array.GetLowerBound(d);
        }
        return false;
    }
}
