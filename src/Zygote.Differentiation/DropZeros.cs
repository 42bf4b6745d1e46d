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
        var substitution = new Substitution();
        foreach (var block in function.Blocks)
        {
            for (var n = 0; n < block.Instructions.Count; n++)
            {
                var instruction = block.Instructions[n];
                substitution.ApplyToOperands(instruction);
                if (!StackTypes.IsFloat(instruction.Type))
                    continue;
                if (Simpler(instruction) is { } simpler)
                    substitution.Replace(instruction, simpler);
                else if (Cheaper(instruction) is { } cheaper)
                {
                    substitution.Replace(instruction, cheaper);
                    block.Instructions.Insert(n + 1, cheaper);
                }
            }
        }

        foreach (var block in function.Blocks)
            block.Instructions.RemoveAll(i => substitution.Resolve(i) != i);
        substitution.ApplyTo(function);
        return !substitution.IsEmpty;
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
            new Instruction(Opcode.Sub, i.Type, [i.Operands[0], neg.Operands[0]], i.Payload, i.Span),
        Opcode.Add when i.Operands[0] is Instruction { Opcode: Opcode.Neg } neg =>
            new Instruction(Opcode.Sub, i.Type, [i.Operands[1], neg.Operands[0]], i.Payload, i.Span),
        _ => null,
    };

    static bool IsZero(Value value) => value is Constant { Content: 0.0 or 0f };

    static bool IsOne(Value value) => value is Constant { Content: 1.0 or 1f };
}
