using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Computes what is known now, and applies identities that hold for all inputs.</summary>
/// <remarks>
///   %2 = add 1, 2                   =>  3
///   %2 = mul %x, 1.0                =>  %x       (but x + 0.0, x * 0.0 and x - x stay: they differ at -0.0 and NaN)
///   %2 = get.field (with.field %s, f, %x), f   =>  %x
///   %2 = eq (lt %a, %b), 0          =>  ge.un %a, %b
///   %2 = element.address %s, 1      =>  field.address [1], %s    in an inline array
/// Exact .NET semantics; nothing that throws is computed here. One sweep in reverse postorder, so operands are simplified
/// before their users. The identities live in the files of <c>Folding</c>.
/// Requires: nothing. Leaves: the same blocks; terminators may have changed their condition. Cost: O(instructions).
/// </remarks>
static class FoldConstants
{
    /// <summary>A rewritten instruction is looked at again; each rewriting moves towards a normal form.</summary>
    const int MaxSteps = 8;

    public static bool Run(Function function)
    {
        var flow = new ControlFlow(function);
        var folded = new Substitution();
        var changed = false;
        var output = new List<Instruction>();
        foreach (var block in flow.ReversePostOrder)
        {
            output.Clear();
            var blockChanged = false;
            foreach (var instruction in block.Instructions)
            {
                if (!folded.IsEmpty)
                    folded.ApplyToOperands(instruction);
                var value = Simplify(instruction, output);
                if (value == instruction)
                {
                    output.Add(instruction);
                    continue;
                }

                folded.Replace(instruction, value);
                blockChanged = true;
            }

            if (blockChanged)
            {
                block.Instructions.Clear();
                block.Instructions.AddRange(output);
                changed = true;
            }

            if (!folded.IsEmpty)
                folded.ApplyToOperands(block.Terminator!);
            changed |= SimplifyComparisons.InTerminator(block);
        }

        folded.ApplyTo(function);
        return changed;
    }

    /// <summary>The value that replaces an instruction, or itself; new instructions are appended to the output.</summary>
    static Value Simplify(Instruction original, List<Instruction> output)
    {
        Value value = original;
        for (var step = 0; step < MaxSteps; step++)
        {
            if (Step((Instruction)value, output) is not { } next)
                return value;
            value = next;

            // What existed before was simplified where it stands.
            if (output.Count == 0 || output[^1] != next)
                return next;
        }

        return value;
    }

    static Value? Step(Instruction i, List<Instruction> output)
    {
        switch (i.Opcode)
        {
            case Opcode.Compare:
                return SimplifyComparisons.Of(i, output);
            case Opcode.Convert:
                return SimplifyConversions.Of(i, output);
            case Opcode.GetField or Opcode.WithField:
                return SimplifyStructs.Of(i, output);
            case Opcode.Cast or Opcode.UncheckedCast or Opcode.IsInstance or Opcode.Length:
                return SimplifyReferences.Of(i, output);
            case Opcode.ElementAddress when i.Operands[0].Type.IsByRef && Knowledge.IsInRange(i):
                var elements = InlineArrays.FieldsOf(i.Operands[0].Type.GetElementType()!);
                return output.Make(i, Opcode.FieldAddress, elements[Knowledge.Number(i.Operands[1])!.Value], i.Operands[0]);
            case Opcode.Call:
                return SimplifyCalls.Of(i);
            case <= Opcode.MulCheckedUn:
                return SimplifyArithmetic.Of(i, output);
            default:
                return null;
        }
    }

    /// <summary>A new instruction in place of another one.</summary>
    internal static Instruction Make(
        this List<Instruction> output, Instruction instead, Opcode opcode, object? payload, params Value[] operands)
    {
        var made = new Instruction(opcode, instead.Type, operands, payload, instead.Span) { Name = instead.Name };
        output.Add(made);
        return made;
    }
}
