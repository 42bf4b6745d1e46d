using System;
using System.Collections.Generic;
using System.Reflection.Metadata;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>
/// Ref locals and ref arguments: which assignment reaches each read. If it is one only, then it dominates the read, and the
/// read is the assigned address itself; nothing of the variable is left in the IR.
/// </summary>
/// <remarks>
/// Reaching definitions over the lattice: not reached, one assignment, several. Terminates since a state only rises.
/// </remarks>
sealed class AddressVariables
{
    const int Initial = -1;
    const int Several = -2;

    readonly Func<bool, int, bool> _isAddress;
    readonly Dictionary<int, int> _assignmentAt = [];
    readonly Dictionary<int, Value> _assigned = [];

    public AddressVariables(Func<bool, int, bool> isAddress, List<ILBlock> blocks)
    {
        _isAddress = isAddress;
        var states = new Dictionary<ILBlock, Dictionary<(bool, int), int>> { [blocks[0]] = [] };
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var block in blocks)
            {
                if (!states.TryGetValue(block, out var before))
                    continue;
                var after = Walk(block, before);
                foreach (var successor in block.Successors)
                    changed |= Merge(states, successor, after);
                if (block.Landing is not null)
                    changed |= Merge(states, block.Landing, before) | Merge(states, block.Landing, after);
            }
        }
    }

    /// <summary>Null for the value a variable has at the start.</summary>
    public Value? Reaching(ILInstruction read, SourceSpan span) => _assignmentAt[read.Offset] switch
    {
        Several => throw Refusals.ReassignedAddress(span),
        Initial => null,
        var assignment => _assigned[assignment],
    };

    public void Assign(ILInstruction write, Value value) => _assigned[write.Offset] = value;

    Dictionary<(bool, int), int> Walk(ILBlock block, Dictionary<(bool, int), int> before)
    {
        var state = new Dictionary<(bool, int), int>(before);
        foreach (var instruction in block.Instructions)
        {
            switch (instruction.Opcode)
            {
                case ILOpCode.Ldloc or ILOpCode.Ldarg:
                    var read = (instruction.Opcode == ILOpCode.Ldarg, instruction.Number);
                    _assignmentAt[instruction.Offset] = state.GetValueOrDefault(read, Initial);
                    break;
                case ILOpCode.Stloc or ILOpCode.Starg:
                    var written = (instruction.Opcode == ILOpCode.Starg, instruction.Number);
                    if (_isAddress(written.Item1, written.Number))
                        state[written] = instruction.Offset;
                    break;
            }
        }

        return state;
    }

    static bool Merge(
        Dictionary<ILBlock, Dictionary<(bool, int), int>> states, ILBlock block, Dictionary<(bool, int), int> incoming)
    {
        if (!states.TryGetValue(block, out var state))
        {
            states[block] = new(incoming);
            return true;
        }

        var changed = false;
        foreach (var variable in (HashSet<(bool, int)>)[.. state.Keys, .. incoming.Keys])
        {
            var old = state.GetValueOrDefault(variable, Initial);
            var merged = old == incoming.GetValueOrDefault(variable, Initial) ? old : Several;
            state[variable] = merged;
            changed |= merged != old;
        }

        return changed;
    }
}
