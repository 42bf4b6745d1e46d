using System.Collections.Generic;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Folds what sums and products of derivatives have too much of: zeros and ones.</summary>
/// <remarks>
///   x + 0 => x     scale(0, p) => 0     scale(x, 1) => x     scale(1, p) => p     -0 => 0
///   scale(2, p) => 2 * p     x + -y => x - y
/// Only for derivative code: x + 0 is not x when x is minus zero, and scale's zero wins by definition.
/// </remarks>
static class DropZeros
{
    public static bool Run(Function function)
    {
        var replaced = new Dictionary<Value, Value>();
        Value Current(Value value)
        {
            while (replaced.TryGetValue(value, out var next))
                value = next;
            return value;
        }

        foreach (var block in function.Blocks)
        {
            for (var n = 0; n < block.Instructions.Count; n++)
            {
                var instruction = block.Instructions[n];
                for (var i = 0; i < instruction.Operands.Length; i++)
                    instruction.Operands[i] = Current(instruction.Operands[i]);
                if (!StackTypes.IsFloat(instruction.Type))
                    continue;
                if (Simpler(instruction) is { } simpler)
                    replaced[instruction] = simpler;
                else if (Cheaper(instruction) is { } cheaper)
                {
                    replaced[instruction] = cheaper;
                    block.Instructions.Insert(n + 1, cheaper);
                }
            }
        }

        if (replaced.Count == 0)
            return false;
        foreach (var block in function.Blocks)
        {
            block.Instructions.RemoveAll(replaced.ContainsKey);
            foreach (var instruction in block.Instructions)
            {
                for (var i = 0; i < instruction.Operands.Length; i++)
                    instruction.Operands[i] = Current(instruction.Operands[i]);
            }

            for (var i = 0; i < block.Terminator!.Operands.Length; i++)
                block.Terminator.Operands[i] = Current(block.Terminator.Operands[i]);
            foreach (var edge in block.Edges)
            {
                for (var i = 0; i < edge.Arguments.Count; i++)
                    edge.Arguments[i] = Current(edge.Arguments[i]);
            }
        }

        return true;
    }

    static Value? Simpler(Instruction i) => i.Opcode switch
    {
        Opcode.Add when IsZero(i.Operands[0]) => i.Operands[1],
        Opcode.Add when IsZero(i.Operands[1]) => i.Operands[0],
        Opcode.Sub when IsZero(i.Operands[1]) => i.Operands[0],
        Opcode.Neg when IsZero(i.Operands[0]) => Constant.Zero(i.Type),
        Opcode.Convert when IsZero(i.Operands[0]) => Constant.Zero(i.Type),
        Opcode.Call when Linearization.IsScale((MethodBase)i.Payload!) =>
            IsZero(i.Operands[0]) ? Constant.Zero(i.Type)
            : IsOne(i.Operands[1]) ? i.Operands[0]
            : IsOne(i.Operands[0]) ? i.Operands[1]
            : null,
        _ => null,
    };

    static Instruction? Cheaper(Instruction i) => i.Opcode switch
    {
        Opcode.Call when Linearization.IsScale((MethodBase)i.Payload!) && i.Operands[0] is Constant =>
            new Instruction(Opcode.Mul, i.Type, i.Operands, null, i.Span),
        Opcode.Add when i.Operands[1] is Instruction { Opcode: Opcode.Neg } neg =>
            new Instruction(Opcode.Sub, i.Type, [i.Operands[0], neg.Operands[0]], null, i.Span),
        Opcode.Add when i.Operands[0] is Instruction { Opcode: Opcode.Neg } neg =>
            new Instruction(Opcode.Sub, i.Type, [i.Operands[1], neg.Operands[0]], null, i.Span),
        _ => null,
    };

    static bool IsZero(Value value) => value is Constant { Content: 0.0 or 0f };

    static bool IsOne(Value value) => value is Constant { Content: 1.0 or 1f };
}
