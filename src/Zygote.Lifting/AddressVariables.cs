using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>A local or an argument.</summary>
sealed record Variable(bool IsArgument, int Number);

/// <summary>
/// Ref locals and ref arguments: which assignment reaches each read. The read is the assigned address itself; nothing of the
/// variable is left in the IR. Where several reach the start of a block in which the variable is read later, the block gets
/// a parameter for it.
/// </summary>
/// <remarks>
/// Reaching definitions over the lattice: not reached, one definition, a merge at this block. A merge that is found is a
/// definition from then on and the states are computed anew, so that what lies below sees one definition again.
/// </remarks>
sealed class AddressVariables
{
    readonly Predicate<Variable> _isAddress;
    readonly List<ILBlock> _blocks;
    readonly Dictionary<ILBlock, HashSet<Variable>> _live = [];
    readonly Dictionary<ILBlock, HashSet<Variable>> _merges = [];
    readonly Dictionary<(ILBlock, int), object?> _definitionAt = [];
    readonly Dictionary<object, Value> _values = [];
    Dictionary<ILBlock, Dictionary<Variable, object>> _before = [];

    public AddressVariables(Predicate<Variable> isAddress, List<ILBlock> blocks)
    {
        _isAddress = isAddress;
        _blocks = blocks;
        if (!blocks.Any(b => b.Instructions.Exists(i => Read(i) is not null)))
            return;
        FindLive();
        while (Flow())
            ;
        foreach (var block in blocks)
            Walk(block, note: true);
    }

    /// <summary>In the order of their numbers, locals first.</summary>
    public IEnumerable<Variable> MergesAt(ILBlock block) =>
        _merges.TryGetValue(block, out var merges) ? merges.OrderBy(v => v.IsArgument ? 1 : 0).ThenBy(v => v.Number) : [];

    /// <summary>The block whose instructions are read; the code of a finally clause is in several.</summary>
    public ILBlock Current { get; set; } = null!;

    /// <summary>Null for the value a variable has at the start.</summary>
    public Value? Reaching(ILInstruction read) => ValueOf(_definitionAt[(Current, read.Offset)]);

    public Value? AtEnd(ILBlock block, Variable variable) => ValueOf(Walk(block, note: false).GetValueOrDefault(variable));

    public void Assign(ILInstruction write, Value value) => _values[(Current, write.Offset)] = value;

    /// <summary>The parameter of a block for a variable that has several values there.</summary>
    public void Define(ILBlock block, Variable variable, Value value) => _values[(block, variable)] = value;

    Value? ValueOf(object? definition) => definition is null ? null : _values[definition];

    /// <summary>The variable with an address that an instruction reads.</summary>
    Variable? Read(ILInstruction i) =>
        i.Opcode is ILOpCode.Ldloc or ILOpCode.Ldarg ? WithAddress(new(i.Opcode == ILOpCode.Ldarg, i.Number)) : null;

    Variable? Written(ILInstruction i) =>
        i.Opcode is ILOpCode.Stloc or ILOpCode.Starg ? WithAddress(new(i.Opcode == ILOpCode.Starg, i.Number)) : null;

    Variable? WithAddress(Variable variable) => _isAddress(variable) ? variable : null;

    /// <summary>Which variables are read from the start of a block on before they are assigned.</summary>
    void FindLive()
    {
        foreach (var block in _blocks)
            _live[block] = [];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var b = _blocks.Count - 1; b >= 0; b--)
            {
                var live = new HashSet<Variable>(_blocks[b].Successors.SelectMany(s => _live[s]));
                HashSet<Variable> handled = _blocks[b].Landing is { } landing ? _live[landing] : [];
                live.UnionWith(handled);
                for (var n = _blocks[b].Instructions.Count - 1; n >= 0; n--)
                {
                    var i = _blocks[b].Instructions[n];
                    if (Written(i) is { } written && !handled.Contains(written))
                        live.Remove(written);
                    if (Read(i) is { } read)
                        live.Add(read);
                }

                changed |= !live.SetEquals(_live[_blocks[b]]);
                _live[_blocks[b]] = live;
            }
        }
    }

    /// <summary>True if a merge was found, which makes the states out of date.</summary>
    bool Flow()
    {
        _before = new() { [_blocks[0]] = [] };
        if (_merges.TryGetValue(_blocks[0], out var atStart))
        {
            foreach (var variable in atStart)
                _before[_blocks[0]][variable] = (_blocks[0], variable);
        }

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var block in _blocks.Where(_before.ContainsKey))
            {
                var after = Walk(block, note: false);
                foreach (var successor in block.Successors)
                {
                    if (Enter(successor, after, ref changed))
                        return true;
                }

                // An exception may come before or after any assignment of the block.
                if (block.Landing is { } landing
                    && (Enter(landing, _before[block], ref changed) || Enter(landing, after, ref changed) || AssignsTwice(block, landing)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Between two assignments the variable has a value that neither the start nor the end of the block knows.</summary>
    bool AssignsTwice(ILBlock block, ILBlock landing)
    {
        var seen = new HashSet<Variable>();
        var found = false;
        foreach (var i in block.Instructions)
        {
            if (Written(i) is not { } written || seen.Add(written) || !_live[landing].Contains(written))
                continue;
            if (!_merges.TryGetValue(landing, out var merges))
                _merges[landing] = merges = [];
            found |= merges.Add(written);
        }

        return found;
    }

    bool Enter(ILBlock block, Dictionary<Variable, object> incoming, ref bool changed)
    {
        var isNew = !_before.TryGetValue(block, out var state);
        if (isNew)
        {
            _before[block] = state = [];
            changed = true;
        }

        foreach (var variable in _live[block])
        {
            if (_merges.GetValueOrDefault(block)?.Contains(variable) == true)
            {
                state![variable] = (block, variable);
                continue;
            }

            var next = incoming.GetValueOrDefault(variable);
            var conflict = !isNew && !Equals(state!.GetValueOrDefault(variable), next);
            if (conflict)
            {
                if (!_merges.TryGetValue(block, out var merges))
                    _merges[block] = merges = [];
                return merges.Add(variable);
            }

            if (isNew && next is not null)
                state![variable] = next;
        }

        return false;
    }

    Dictionary<Variable, object> Walk(ILBlock block, bool note)
    {
        var state = new Dictionary<Variable, object>(_before.GetValueOrDefault(block) ?? []);
        foreach (var i in block.Instructions)
        {
            if (note && Read(i) is { } read)
                _definitionAt[(block, i.Offset)] = state.GetValueOrDefault(read);
            if (Written(i) is { } written)
                state[written] = (block, i.Offset);
        }

        return state;
    }
}
