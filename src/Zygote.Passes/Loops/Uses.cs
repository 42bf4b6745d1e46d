using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>One place where a value is used: an operand, or an argument of an edge.</summary>
sealed record Use(Block Block, Instruction User, Edge? Edge, int Index)
{
    public void Set(Value value)
    {
        if (Edge is null)
            User.Operands[Index] = value;
        else
            Edge.Arguments[Index] = value;
    }
}

/// <summary>Where chosen values are used.</summary>
sealed class UsesByValue
{
    static readonly List<Use> None = [];

    readonly Dictionary<Value, List<Use>?> _uses = [];

    public void Track(Value value) => _uses[value] = null;

    public void Collect(Function function)
    {
        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
                CollectOperands(block, instruction);
            CollectOperands(block, block.Terminator!);
            foreach (var edge in block.Edges)
            {
                for (var i = 0; i < edge.Arguments.Count; i++)
                    Add(edge.Arguments[i], new Use(block, block.Terminator!, edge, i));
            }
        }
    }

    public List<Use> Of(Value value) => _uses[value] ?? None;

    void CollectOperands(Block block, Instruction user)
    {
        for (var i = 0; i < user.Operands.Length; i++)
            Add(user.Operands[i], new Use(block, user, null, i));
    }

    void Add(Value value, Use use)
    {
        if (value is Constant || !_uses.TryGetValue(value, out var list))
            return;
        if (list is null)
            _uses[value] = list = [];
        list.Add(use);
    }
}
