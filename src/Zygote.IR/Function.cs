using System;
using System.Collections.Generic;
using System.Reflection;

namespace Zygote.IR;

/// <summary>Instructions that are executed one after the other, with one entrance and one terminator.</summary>
sealed class Block
{
    public List<BlockParameter> Parameters { get; } = [];

    /// <summary>Everything but the terminator.</summary>
    public List<Instruction> Instructions { get; } = [];

    /// <summary>Null only while the block is being built.</summary>
    public Instruction? Terminator { get; set; }

    public Edge[] Edges => Terminator?.Edges ?? [];

    /// <summary>Where it stood in the <see cref="ControlFlow"/> computed last; only that looks at it.</summary>
    internal int Order { get; set; }

    public BlockParameter AddParameter(Type type, ValueName? name = null)
    {
        var parameter = new BlockParameter(this, StackTypes.Of(type)) { Name = name };
        Parameters.Add(parameter);
        return parameter;
    }
}

/// <summary>
/// A program: typed SSA with block parameters. The first block is the entry, its parameters are the function's.
/// No edge leads to the entry.
/// </summary>
sealed class Function
{
    public Function(string name, IReadOnlyList<Type> parameterTypes, Type returnType, MethodBase? method = null)
    {
        Name = name;
        ParameterTypes = parameterTypes;
        ReturnType = returnType;
        Method = method;
    }

    public string Name { get; }

    /// <summary>Exact types, as in a signature; the entry's parameters have the stack types of these.</summary>
    public IReadOnlyList<Type> ParameterTypes { get; }

    /// <summary>Exact type; void for none.</summary>
    public Type ReturnType { get; }

    /// <summary>The method this was lifted from, if any.</summary>
    public MethodBase? Method { get; }

    /// <summary>
    /// The virtual method or delegate that this function calls, when it does nothing but to return the exception of that
    /// call beside its result.
    /// </summary>
    public MethodInfo? Attempted { get; init; }

    public List<Block> Blocks { get; } = [];

    public Block Entry => Blocks[0];

    /// <summary>The number of instructions, terminators not counted.</summary>
    public int Size
    {
        get
        {
            var size = 0;
            foreach (var block in Blocks)
                size += block.Instructions.Count;
            return size;
        }
    }

    public Block AddBlock()
    {
        var block = new Block();
        Blocks.Add(block);
        return block;
    }

    /// <summary>The functions themselves and then all that they call, each once, in the order in which they are met.</summary>
    /// <param name="roots">Where to begin.</param>
    /// <param name="isKnown">Which callees to leave out, with what only these call.</param>
    public static List<Function> Reachable(IEnumerable<Function> roots, Predicate<Function>? isKnown = null)
    {
        List<Function> found = [.. roots];
        var seen = new HashSet<Function>(found);
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var block in found[i].Blocks)
            {
                foreach (var instruction in block.Instructions)
                {
                    if (instruction is { Opcode: Opcode.CallFunction, Payload: Function callee } && seen.Add(callee)
                        && isKnown?.Invoke(callee) is not true)
                        found.Add(callee);
                }
            }
        }

        return found;
    }

    /// <summary>Adds the entry block with one parameter for each of <see cref="ParameterTypes"/>.</summary>
    public Block AddEntry()
    {
        var entry = AddBlock();
        foreach (var type in ParameterTypes)
            entry.AddParameter(type);
        return entry;
    }
}
