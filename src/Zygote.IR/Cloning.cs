using System.Collections.Generic;
using System.Linq;

namespace Zygote.IR;

/// <summary>Copies functions or parts of them; <see cref="Values"/> maps originals to copies and may be seeded.</summary>
sealed class Cloning
{
    public Dictionary<Value, Value> Values { get; } = [];

    public Dictionary<Block, Block> Blocks { get; } = [];

    public static Function Copy(Function function)
    {
        var copy = new Function(function.Name, function.ParameterTypes, function.ReturnType, function.Method);
        new Cloning().CopyInto(copy, function);
        return copy;
    }

    /// <summary>Appends copies of all blocks of <paramref name="source"/> to <paramref name="target"/>, entry first.</summary>
    public void CopyInto(Function target, Function source)
    {
        foreach (var block in source.Blocks)
        {
            var copy = Blocks[block] = target.AddBlock();
            foreach (var parameter in block.Parameters)
                Values[parameter] = copy.AddParameter(parameter.Type, parameter.Name);
        }

        // Definitions may follow uses in the list of blocks, so operands are mapped in a second round.
        foreach (var block in source.Blocks)
        {
            foreach (var instruction in block.Instructions)
            {
                var operands = new Value[instruction.Operands.Length];
                var copy = new Instruction(instruction.Opcode, instruction.Type, operands, instruction.Payload, instruction.Span)
                {
                    Name = instruction.Name,
                };
                Values[instruction] = copy;
                Blocks[block].Instructions.Add(copy);
            }
        }

        foreach (var block in source.Blocks)
        {
            foreach (var instruction in block.Instructions)
            {
                var copy = (Instruction)Values[instruction];
                for (var i = 0; i < copy.Operands.Length; i++)
                    copy.Operands[i] = Map(instruction.Operands[i]);
            }

            if (block.Terminator is { } end)
                Blocks[block].Terminator = CopyTerminator(end);
        }
    }

    /// <summary>The copy of a value; constants and values outside the copied part stand for themselves.</summary>
    public Value Map(Value value) => Values.GetValueOrDefault(value, value);

    public Edge Map(Edge edge) => new(Blocks.GetValueOrDefault(edge.Target, edge.Target), edge.Arguments.Select(Map));

    /// <summary>One instruction with mapped operands, appended nowhere; recorded in <see cref="Values"/>.</summary>
    public Instruction CopyInstruction(Instruction instruction)
    {
        Value[] operands = [.. instruction.Operands.Select(Map)];
        var copy = new Instruction(instruction.Opcode, instruction.Type, operands, instruction.Payload, instruction.Span)
        {
            Name = instruction.Name,
        };
        Values[instruction] = copy;
        return copy;
    }

    public Instruction CopyTerminator(Instruction end) =>
        new(end.Opcode, end.Type, [.. end.Operands.Select(Map)], end.Payload, end.Span) { Edges = [.. end.Edges.Select(Map)] };
}
