using System;
using System.Collections.Generic;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Removes what nobody sees: unused values, cycles of them through loops, stores nobody reads.</summary>
/// <remarks>
///   %2 = mul %1, %1 (unused)                               =>  nothing
///   b1(%p): ... %q = add %p, 1; br.if %c, b1(%q), b2       =>  b1: ... br.if %c, b1, b2
///   %o = new.object; store (field.address %o, f), %x       =>  nothing, when %o is used for stores only
///   %a = new.array f64 %n; store (element.address %a, %i), (add (load (element.address %a, %i)), %x)
///                                                          =>  the check that %i is in range, when only sums like this are read
/// Mark and sweep: what may throw or writes is a root, unless it writes into memory made here whose contents nobody looks at.
/// Unused loads and allocations go. Requires: nothing. Leaves: reachable blocks only. Loops stay even when nothing is left
/// in them: they may not end. Cost: O(instructions + edges).
/// </remarks>
static class EliminateDeadCode
{
    /// <param name="function">Changed in place.</param>
    /// <param name="isRemovable">Calls to these methods are removed when unused.</param>
    public static bool Run(Function function, Func<MethodBase, bool>? isRemovable = null)
    {
        var flow = new ControlFlow(function);
        var changed = SimplifyControlFlow.RemoveUnreachable(function, flow);
        var marking = new Marking(function, flow, isRemovable);
        return Sweep(function, marking.Live) | changed;
    }

    sealed class Marking
    {
        readonly ControlFlow _flow;
        readonly Func<MethodBase, bool>? _isRemovable;
        readonly Stack<Value> _work = new();

        // Stores into memory made here count when its contents do: when they are loaded, or others get to see the memory.
        readonly Dictionary<Instruction, List<Instruction>> _stores = [];

        public Marking(Function function, ControlFlow flow, Func<MethodBase, bool>? isRemovable)
        {
            _flow = flow;
            _isRemovable = isRemovable;
            Live = new HashSet<Value>(function.Size);
            foreach (var block in function.Blocks)
            {
                foreach (var instruction in block.Instructions)
                {
                    if (instruction.Opcode == Opcode.Store
                        && Knowledge.Allocation(instruction.Operands[0]) is { } allocation)
                    {
                        if (!_stores.TryGetValue(allocation, out var list))
                            _stores[allocation] = list = [];
                        list.Add(instruction);
                    }
                }
            }

            foreach (var block in function.Blocks)
            {
                foreach (var instruction in block.Instructions)
                {
                    if (IsRoot(instruction))
                        Mark(instruction);
                }

                foreach (var operand in block.Terminator!.Operands)
                    MarkSeen(operand);
            }

            while (_work.TryPop(out var value))
                MarkInputs(value);
        }

        public HashSet<Value> Live { get; }

        bool IsRoot(Instruction i) =>
            i.Opcode == Opcode.Store ? Knowledge.Allocation(i.Operands[0]) is null
            : !Knowledge.IsPure(i, _isRemovable)
                && ((i.Effects & Effects.Writes) != 0 || Knowledge.MayThrow(i));

        void Mark(Value value)
        {
            if (value is not Constant && Live.Add(value))
                _work.Push(value);
        }

        /// <summary>With the contents of the memory, if the value is a pointer into memory made here.</summary>
        void MarkSeen(Value value)
        {
            Mark(value);
            if (Knowledge.Allocation(value) is { } allocation && _stores.Remove(allocation, out var stores))
            {
                foreach (var store in stores)
                    Mark(store);
            }
        }

        void MarkInputs(Value value)
        {
            if (value is Instruction instruction)
            {
                for (var n = 0; n < instruction.Operands.Length; n++)
                {
                    if (n == 0 && OnlyPoints(instruction.Opcode))
                        Mark(instruction.Operands[n]);
                    else
                        MarkSeen(instruction.Operands[n]);
                }
            }
            else if (value is BlockParameter parameter)
            {
                var index = parameter.Block.Parameters.IndexOf(parameter);
                foreach (var (_, edge) in _flow.Predecessors(parameter.Block))
                    MarkSeen(edge.Arguments[index]);
            }
        }

        /// <summary>The first operand is where something is, or how much; its contents do not matter.</summary>
        static bool OnlyPoints(Opcode opcode) => opcode is Opcode.FieldAddress or Opcode.ElementAddress or Opcode.Cast or Opcode.UncheckedCast
            or Opcode.Length or Opcode.Store;
    }

    static bool Sweep(Function function, HashSet<Value> live)
    {
        var changed = false;
        Predicate<Value> isDead = value => !live.Contains(value);
        foreach (var block in function.Blocks)
        {
            changed |= block.Instructions.RemoveAll(isDead) > 0;
            foreach (var edge in block.Edges)
            {
                for (var p = edge.Arguments.Count - 1; p >= 0; p--)
                {
                    if (!live.Contains(edge.Target.Parameters[p]))
                        edge.Arguments.RemoveAt(p);
                }
            }
        }

        foreach (var block in function.Blocks)
        {
            if (block != function.Entry)
                changed |= block.Parameters.RemoveAll(isDead) > 0;
        }

        return changed;
    }
}
