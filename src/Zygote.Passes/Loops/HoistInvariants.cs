using System;
using System.Collections.Generic;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Computes before a loop what is the same in every iteration.</summary>
/// <remarks>
///   p: br h    h: %1 = mul %a, %b; ...    =>    p: %1 = mul %a, %b; br h    h: ...
/// From anywhere in the loop: what cannot throw and neither reads nor writes. From blocks that every iteration executes:
/// calls of pure methods. From the header, as long as nothing before it throws or writes: what may throw; of two checks of
/// elements either may come first. Loads: when their address is invariant and nothing in the loop may write there.
/// Requires: reachable blocks only; makes the preheaders it needs (CanonicalizeLoops). Cost: O(instructions x depth), for
/// loads times the stores in the loop, of which there may be few.
/// </remarks>
static class HoistInvariants
{
    /// <summary>With more stores than this in a loop, its loads stay where they are.</summary>
    const int MaxStores = 32;

    /// <param name="function">Changed in place.</param>
    /// <param name="isPure">Methods that do nothing but return a result.</param>
    /// <param name="isOwn">Fields of objects of the compiler's own, which are never null.</param>
    public static bool Run(Function function, Func<MethodBase, bool>? isPure = null, Func<FieldInfo, bool>? isOwn = null)
    {
        var changed = CanonicalizeLoops.Run(function);
        var flow = new ControlFlow(function);
        var dominators = new DominatorTree(flow);
        var forest = new LoopForest(flow, dominators);
        if (forest.Loops.Count == 0)
            return changed;
        var homes = new Dictionary<Value, Block>();
        foreach (var block in function.Blocks)
        {
            foreach (var parameter in block.Parameters)
                homes[parameter] = block;
            foreach (var instruction in block.Instructions)
                homes[instruction] = block;
        }

        // Inner loops first: what leaves an inner loop may leave the outer one as well.
        for (var i = forest.Loops.Count - 1; i >= 0; i--)
            changed |= new Hoisting(forest.Loops[i], flow, dominators, homes, isPure, isOwn).Run();
        return changed;
    }

    sealed class Hoisting(
        Loop loop,
        ControlFlow flow,
        DominatorTree dominators,
        Dictionary<Value, Block> homes,
        Func<MethodBase, bool>? isPure,
        Func<FieldInfo, bool>? isOwn)
    {
        readonly List<Value> _stores = [];
        bool _writesAnywhere;

        public bool Run()
        {
            if (Preheader() is not { } preheader)
                return false;
            var blocks = new List<Block>(loop.Blocks);
            blocks.Sort((a, b) => flow.Order(a).CompareTo(flow.Order(b)));
            foreach (var block in blocks)
                FindWrites(block);
            var changed = false;
            foreach (var block in blocks)
                changed |= HoistFrom(block, preheader);
            return changed;
        }

        Block? Preheader()
        {
            Block? preheader = null;
            foreach (var (from, _) in flow.Predecessors(loop.Header))
            {
                if (loop.Blocks.Contains(from))
                    continue;
                if (preheader is not null || from.Edges.Length != 1)
                    return null;
                preheader = from;
            }

            return preheader;
        }

        void FindWrites(Block block)
        {
            foreach (var instruction in block.Instructions)
            {
                if (!Knowledge.Writes(instruction, isPure))
                    continue;
                if (instruction.Opcode == Opcode.Store && _stores.Count < MaxStores)
                    _stores.Add(instruction.Operands[0]);
                else
                    _writesAnywhere = true;
            }
        }

        bool HoistFrom(Block block, Block preheader)
        {
            var always = true;
            foreach (var latch in loop.Latches)
                always &= dominators.Dominates(block, latch);
            var mayThrow = block == loop.Header;
            var passesChecks = false; // of elements
            var hoisted = block.Instructions.RemoveAll(i =>
            {
                if (IsInvariant(i) && MayMove(i, always, (mayThrow && (!passesChecks || IsElementOfNumbers(i))) || IsChecked(i, preheader)))
                {
                    preheader.Instructions.Add(i);
                    homes[i] = preheader;
                    return true;
                }

                var throws = !Knowledge.IsPure(i, isPure) && Knowledge.MayThrow(i);
                passesChecks |= throws;
                mayThrow &= !Knowledge.Writes(i, isPure) && (!throws || IsElementOfNumbers(i));
                return false;
            });
            return hoisted > 0;
        }

        /// <summary>Arrays of references may throw for another type of elements.</summary>
        static bool IsElementOfNumbers(Instruction i) =>
            i.Opcode == Opcode.ElementAddress && i.Operands[0].Type.GetElementType() is { IsValueType: true };

        /// <summary>The object is not null: it is of the compiler's own, or another field of it was reached before.</summary>
        bool IsChecked(Instruction i, Block preheader) => i.Opcode == Opcode.FieldAddress
            && (isOwn?.Invoke((FieldInfo)i.Payload!) == true
                || preheader.Instructions.Exists(p => p.Opcode == Opcode.FieldAddress && p.Operands[0] == i.Operands[0]));

        bool IsInvariant(Instruction i)
        {
            foreach (var operand in i.Operands)
            {
                if (operand is not (Constant or OuterValue) && loop.Blocks.Contains(homes[operand]))
                    return false;
            }

            return true;
        }

        bool MayMove(Instruction i, bool always, bool mayThrow)
        {
            if (Knowledge.IsPure(i, isPure))
                return always;
            if (i.Opcode == Opcode.Load)
                return !_writesAnywhere && !_stores.Exists(a => Aliasing.MayAlias(a, i.Operands[0]));
            return (i.Effects & (Effects.Reads | Effects.Writes | Effects.Allocates)) == 0
                && (mayThrow || !Knowledge.MayThrow(i));
        }
    }
}
