using System;
using System.Collections.Generic;

namespace Zygote.IR;

/// <summary>One place where a value is used.</summary>
/// <param name="User">The instruction or terminator.</param>
/// <param name="Block">Where it stands.</param>
/// <param name="Edge">For an argument of an edge; otherwise the value is an operand.</param>
/// <param name="Index">Of the operand or argument.</param>
sealed record Use(Instruction User, Block Block, Edge? Edge, int Index);

/// <summary>All uses of all values of a function, computed once; edits make it stale.</summary>
sealed class Uses
{
    readonly List<Value> _values;

    // Those of value i are from _first[i] up to _first[i + 1].
    readonly Use[] _uses;
    readonly int[] _first;
    Dictionary<Value, int>? _order;

    public Uses(Function function)
    {
        var size = function.Size;
        _values = new List<Value>(size);
        var counts = new List<int>(size + 1);
        var all = new List<Use>(2 * size);
        foreach (var block in function.Blocks)
        {
            foreach (var parameter in block.Parameters)
                Number(parameter);
            foreach (var instruction in block.Instructions)
                Number(instruction);
        }

        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
                AddOperands(instruction, block);
            if (block.Terminator is not { } end)
                continue;
            AddOperands(end, block);
            foreach (var edge in end.Edges)
            {
                for (var i = 0; i < edge.Arguments.Count; i++)
                {
                    if (IsCounted(edge.Arguments[i]))
                        all.Add(new Use(end, block, edge, i));
                }
            }
        }

        _first = new int[_values.Count + 1];
        for (var i = 0; i < _values.Count; i++)
            _first[i + 1] = _first[i] + counts[i];
        _uses = new Use[all.Count];
        for (var i = all.Count - 1; i >= 0; i--)
        {
            var use = all[i];
            var value = use.Edge is { } edge ? edge.Arguments[use.Index] : use.User.Operands[use.Index];
            _uses[_first[value.Order] + --counts[value.Order]] = use;
        }

        void AddOperands(Instruction user, Block block)
        {
            for (var i = 0; i < user.Operands.Length; i++)
            {
                if (IsCounted(user.Operands[i]))
                    all.Add(new Use(user, block, null, i));
            }
        }

        bool IsCounted(Value value)
        {
            if (value is Constant)
                return false;
            if (value.Order >= _values.Count || _values[value.Order] != value)
                Number(value); // of another function
            counts[value.Order]++;
            return true;
        }

        void Number(Value value)
        {
            value.Order = _values.Count;
            _values.Add(value);
            counts.Add(0);
        }
    }

    public ArraySegment<Use> Of(Value value) =>
        Find(value) is var i and >= 0 ? new(_uses, _first[i], _first[i + 1] - _first[i]) : ArraySegment<Use>.Empty;

    public int Count(Value value) => Of(value).Count;

    int Find(Value value)
    {
        if (value.Order < _values.Count && _values[value.Order] == value)
            return value.Order;

        // The uses have been computed anew since, of the edited function.
        if (_order is null)
        {
            _order = new Dictionary<Value, int>(_values.Count);
            for (var i = 0; i < _values.Count; i++)
                _order[_values[i]] = i;
        }

        return _order.GetValueOrDefault(value, -1);
    }
}
