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
    static readonly List<Use> None = [];

    readonly Dictionary<Value, List<Use>> _uses = [];

    public Uses(Function function)
    {
        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
                Add(instruction, block);
            if (block.Terminator is not { } end)
                continue;
            Add(end, block);
            foreach (var edge in end.Edges)
            {
                for (var i = 0; i < edge.Arguments.Count; i++)
                    Add(edge.Arguments[i], new Use(end, block, edge, i));
            }
        }
    }

    public IReadOnlyList<Use> Of(Value value) => _uses.GetValueOrDefault(value, None);

    public int Count(Value value) => Of(value).Count;

    void Add(Instruction user, Block block)
    {
        for (var i = 0; i < user.Operands.Length; i++)
            Add(user.Operands[i], new Use(user, block, null, i));
    }

    void Add(Value value, Use use)
    {
        if (value is Constant)
            return;
        if (!_uses.TryGetValue(value, out var list))
            _uses[value] = list = [];
        list.Add(use);
    }
}
