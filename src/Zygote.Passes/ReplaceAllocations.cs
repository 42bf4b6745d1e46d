using System;
using System.Collections.Generic;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Keeps objects and small arrays that never leave the function in local variables.</summary>
/// <remarks>
///   %o = new.object C; store (field.address %o, f), %x; load (field.address %o, f)
///   =>
///   s = slot (in the entry); store s, 0; store s, %x; load s
///   %o = box S %x; load (unbox.address %o)   =>   store s, %x; load s
/// Requires: the object is used for addresses of its fields only (and in object::.ctor(), which does nothing). Not through
/// block parameters, so that in a loop every use means the object made last: one variable serves all iterations.
/// Arrays: constant length up to 16 and constant indices. Leaves: slots for PromoteSlots. Cost: O(instructions).
/// </remarks>
static class ReplaceAllocations
{
    const int MaxLength = 16;

    public static bool Run(Function function)
    {
        var candidates = new Dictionary<Value, Replacement>();
        foreach (var block in function.Blocks)
        {
            foreach (var i in block.Instructions)
            {
                if (IsCandidate(i))
                    candidates[i] = new Replacement(i);
            }
        }

        if (candidates.Count == 0)
            return false;
        RemoveEscaping(function, candidates);
        if (candidates.Count == 0)
            return false;
        Rewrite(function, candidates);
        return true;
    }

    sealed class Replacement(Instruction allocation)
    {
        /// <summary>By field or index.</summary>
        public List<(object Part, Instruction Slot)> Slots { get; } = [];

        public Instruction SlotFor(Instruction address)
        {
            var type = address.Type.GetElementType()!;
            var part = address.Opcode switch
            {
                Opcode.FieldAddress => address.Payload!,
                Opcode.UnboxAddress => "value",
                _ => Knowledge.Number(address.Operands[1])!,
            };
            foreach (var (known, existing) in Slots)
            {
                if (known is FieldInfo f ? FieldIdentity.Same(f, (FieldInfo)part) : known.Equals(part))
                    return existing;
            }

            var owner = allocation.Name;
            var name = part is FieldInfo field ? field.Name : new ValueName(() => $"{owner?.Text}[{part}]");
            var slot = new Instruction(Opcode.Slot, type.MakeByRefType(), [], type, allocation.Span) { Name = name };
            Slots.Add((part, slot));
            return slot;
        }
    }

    static bool IsCandidate(Instruction i) => i.Opcode switch
    {
        Opcode.NewArray => i.Operands is [Constant length] && Knowledge.Number(length) is >= 0 and <= MaxLength,
        Opcode.Box => Nullable.GetUnderlyingType((Type)i.Payload!) is null,
        Opcode.NewObject => Fields.Of((Type)i.Payload!) is not null && !HasFinalizer((Type)i.Payload!),
        _ => false,
    };

    public static bool HasFinalizer(Type type) =>
        type.GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic, []) is { } m
        && m.DeclaringType != typeof(object);

    static void RemoveEscaping(Function function, Dictionary<Value, Replacement> candidates)
    {
        foreach (var block in function.Blocks)
        {
            foreach (var i in block.Instructions)
            {
                for (var k = 0; k < i.Operands.Length; k++)
                {
                    RemoveArrayOf(i.Operands[k], i, k, candidates);
                    if (!(k == 0 && IsPart(i)) && i.Operands[k] is Instruction)
                        candidates.Remove(i.Operands[k]);
                }
            }

            foreach (var operand in block.Terminator!.Operands)
            {
                candidates.Remove(operand);
                RemoveArrayOf(operand, block.Terminator, 0, candidates);
            }

            foreach (var edge in block.Edges)
            {
                foreach (var argument in edge.Arguments)
                {
                    candidates.Remove(argument);
                    RemoveArrayOf(argument, block.Terminator, 0, candidates);
                }
            }
        }
    }

    /// <summary>Who gets the address of an element may go on to the next one.</summary>
    static void RemoveArrayOf(Value operand, Instruction user, int k, Dictionary<Value, Replacement> candidates)
    {
        var isAccess = user.Opcode is Opcode.Load or Opcode.FieldAddress or Opcode.ElementAddress || (user.Opcode == Opcode.Store && k == 0);
        if (!isAccess && operand is Instruction { Opcode: Opcode.ElementAddress } element)
            candidates.Remove(element.Operands[0]);
    }

    static bool IsPart(Instruction i) =>
        i.Opcode == Opcode.FieldAddress
        || (i.Opcode == Opcode.ElementAddress && Knowledge.IsInRange(i))
        || (i.Opcode == Opcode.UnboxAddress && !Knowledge.MayThrow(i))
        || Knowledge.IsObjectConstructor(i);

    static void Rewrite(Function function, Dictionary<Value, Replacement> candidates)
    {
        var addresses = new Substitution();
        foreach (var block in function.Blocks)
        {
            block.Instructions.RemoveAll(i =>
            {
                if (i.Operands.Length == 0 || !candidates.TryGetValue(i.Operands[0], out var replacement))
                    return false;
                if (i.Opcode != Opcode.Call)
                    addresses.Replace(i, replacement.SlotFor(i));
                return true;
            });
        }

        var slots = new List<Instruction>();
        foreach (var block in function.Blocks)
        {
            for (var k = block.Instructions.Count - 1; k >= 0; k--)
            {
                if (!candidates.TryGetValue(block.Instructions[k], out var replacement))
                    continue;
                var made = block.Instructions[k];
                block.Instructions.RemoveAt(k);
                foreach (var (_, slot) in replacement.Slots)
                {
                    slots.Add(slot);
                    Value[] operands = [slot, made.Opcode == Opcode.Box ? made.Operands[0] : Constant.Zero((Type)slot.Payload!)];
                    block.Instructions.Insert(k, new Instruction(Opcode.Store, typeof(void), operands, null, made.Span));
                }
            }
        }

        function.Entry.Instructions.InsertRange(0, slots);
        addresses.ApplyTo(function);
    }
}
