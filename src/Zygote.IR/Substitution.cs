using System.Collections.Generic;

namespace Zygote.IR;

/// <summary>Values to be replaced by others; replacements may themselves be replaced later.</summary>
sealed class Substitution
{
    readonly Dictionary<Value, Value> _replacements = [];

    public bool IsEmpty => _replacements.Count == 0;

    /// <summary>The user's name moves to the replacement, unless that has one.</summary>
    public void Replace(Value old, Value by)
    {
        by = Resolve(by);
        if (by == old)
            return;
        _replacements[old] = by;
        if (by is Instruction or BlockParameter)
            by.Offer(old.Name);
    }

    public Value Resolve(Value value)
    {
        if (!_replacements.TryGetValue(value, out var to) || !_replacements.TryGetValue(to, out var next))
            return to ?? value;
        do
            to = next;
        while (_replacements.TryGetValue(to, out next));
        return _replacements[value] = to; // shortens the chain for the next look-up
    }

    public void ApplyTo(Function function) => ApplyTo(function.Blocks);

    public void ApplyTo(IEnumerable<Block> blocks)
    {
        if (IsEmpty)
            return;
        foreach (var block in blocks)
        {
            foreach (var instruction in block.Instructions)
                ApplyToOperands(instruction);
            if (block.Terminator is { } end)
                ApplyToTerminator(end);
        }
    }

    public bool ApplyToOperands(Instruction instruction)
    {
        var operands = instruction.Operands;
        var changed = false;
        for (var i = 0; i < operands.Length; i++)
        {
            var resolved = Resolve(operands[i]);
            changed |= resolved != operands[i];
            operands[i] = resolved;
        }

        return changed;
    }

    public void ApplyToTerminator(Instruction end)
    {
        ApplyToOperands(end);
        foreach (var edge in end.Edges)
        {
            var arguments = edge.Arguments;
            for (var i = 0; i < arguments.Count; i++)
                arguments[i] = Resolve(arguments[i]);
        }
    }
}
