using System;
using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Computes addresses anew where they are used, so that they need not go through block parameters.</summary>
/// <remarks>
///   b1: %a = element.address %x, %i ... b2: load %a   =>   b1: ... b2: %b = element.address %x, %i; load %b
/// The check in the copy repeats one that has passed with the same operands. An address that a call returned or that was
/// loaded cannot be computed again: it stays as it is.
/// </remarks>
static class RecomputeAddresses
{
    public static bool IsComputable(Value value) =>
        value is Instruction
        {
            Opcode: Opcode.FieldAddress or Opcode.ElementAddress or Opcode.StaticAddress or Opcode.UnboxAddress,
        };

    /// <summary>
    /// Rewrites all uses of addresses for which <paramref name="crosses"/> holds, given the block of the definition and of
    /// the use. False if an address that cannot be recomputed crosses.
    /// </summary>
    public static bool Run(Function function, Func<Block, Block, bool> crosses)
    {
        var homes = new Dictionary<Value, Block>();
        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
            {
                if (instruction.Type.IsByRef && instruction.Opcode != Opcode.Slot)
                    homes[instruction] = block;
            }
        }

        if (homes.Count == 0)
            return true;
        var all = true;
        foreach (var block in function.Blocks)
        {
            Dictionary<Value, Value>? copies = null;
            for (var i = 0; i < block.Instructions.Count; i++)
                i += Rewrite(block.Instructions[i], block, i);
            Rewrite(block.Terminator!, block, block.Instructions.Count);

            int Rewrite(Instruction user, Block at, int position)
            {
                var before = at.Instructions.Count;
                for (var k = 0; k < user.Operands.Length; k++)
                {
                    if (user.Operands[k].Type.IsByRef)
                        user.Operands[k] = Copy(user.Operands[k], at, position + at.Instructions.Count - before);
                }

                return at.Instructions.Count - before;
            }

            Value Copy(Value address, Block at, int position)
            {
                if (!homes.TryGetValue(address, out var home) || home == at || !crosses(home, at))
                    return address;
                if (!IsComputable(address))
                {
                    all = false;
                    return address;
                }

                if (copies?.TryGetValue(address, out var copy) == true)
                    return copy;
                var original = (Instruction)address;
                var operands = (Value[])original.Operands.Clone();
                var before = at.Instructions.Count;
                if (operands.Length > 0 && operands[0].Type.IsByRef)
                    operands[0] = Copy(operands[0], at, position);
                var made = new Instruction(original.Opcode, original.Type, operands, original.Payload, original.Span)
                {
                    Name = original.Name,
                };
                at.Instructions.Insert(position + at.Instructions.Count - before, made);
                (copies ??= [])[address] = made;
                return made;
            }
        }

        return all;
    }
}
