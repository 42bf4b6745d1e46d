using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Whether the iterations of a loop do not meet in memory, as far as numbers with derivatives go: what one writes, it alone
/// reads.
/// </summary>
/// <remarks>
/// Such numbers may be read from memory that nothing writes from then on; and written into arrays made in the iteration, or
/// into scratch arrays that each iteration fills before it reads them:
///   for i: { for j &lt; a.Length: a[j] = ...; use a[...] }
/// What else writes or might, or is not known, is a no. Requires: canonical loops.
/// </remarks>
sealed class IndependentIterations(Reverse reverse, Loop loop)
{
    readonly Activity _activity = reverse.Activity;
    readonly Value[] _returned = [.. reverse.Result is { } result ? [result] : (Value[])[]];

    sealed record PlacedLoad(Instruction Load, Block Block);

    public bool Hold()
    {
        var blocks = new List<Block>();
        foreach (var block in reverse.Flow.ReversePostOrder)
        {
            if (loop.Blocks.Contains(block) && _activity.Returning.Contains(block))
                blocks.Add(block);
        }

        var written = new Dictionary<MemoryNode, Instruction>(); // by node the one array
        var loads = new List<PlacedLoad>();
        foreach (var block in blocks)
        {
            if (block.Terminator!.Opcode == Opcode.Guard)
                return false;
            foreach (var i in reverse.Original(block))
            {
                switch (i.Opcode)
                {
                    case Opcode.Store when !i.Operands[1].Type.IsPrimitive:
                        return false;
                    case Opcode.Store when _activity.IsActiveLocation(i.Operands[0]) || reverse.Rewinding?.Undoes(i) == true:
                        if (_activity.OwnMemory(i.Operands[0], _returned) is not { } node || Array(i.Operands[0]) is not { } array
                            || (written.TryGetValue(node, out var other) && other != array))
                        {
                            return false;
                        }

                        written[node] = array;
                        break;
                    case Opcode.Load:
                        loads.Add(new(i, block));
                        break;
                    case Opcode.Call when !IsHarmless(i):
                    case Opcode.CallVirtual or Opcode.CallFunction or Opcode.NewDelegate or Opcode.Box or Opcode.UnboxAddress or Opcode.Caught
                        or Opcode.NewObject or Opcode.Slot:
                        return false;
                }
            }
        }

        foreach (var array in written.Values)
        {
            if (!IsSeenHereOnly(array))
                return false;
        }

        var read = loads.FindAll(l => _activity.OwnMemory(l.Load.Operands[0], _returned) is { } node && written.ContainsKey(node));
        if (read.Exists(l => Array(l.Load.Operands[0]) is not { } array || !written.ContainsValue(array)))
            return false;
        if (loads.Exists(l => !read.Contains(l) && _activity.IsActive(l.Load) && !_activity.IsReloadable(l.Load)))
            return false;
        foreach (var array in written.Values.Where(a => !IsMadeHere(a)))
        {
            var filled = Filled(array, blocks);
            if (read.Exists(l => Array(l.Load.Operands[0]) == array && !filled.Contains(l.Block) && !IsStoredBefore(l.Load, l.Block)))
                return false;
        }

        return true;
    }

    /// <summary>Numbers in, numbers out; or nothing of it carries a derivative.</summary>
    bool IsHarmless(Instruction call)
    {
        if (_activity.IsActiveCall(call))
        {
            return reverse.Calls.ContainsKey(call)
                ? reverse.Readers.Contains(call)
                : call.Type.IsPrimitive && call.Operands.All(o => o.Type.IsPrimitive);
        }

        return reverse.Context.IsPure((MethodBase)call.Payload!) || call.Operands.All(o => o is Constant || !Carriers.CanCarry(o.Type));
    }

    /// <summary>The array of numbers that the address is in, if it was made by this function.</summary>
    static Instruction? Array(Value address) =>
        address is Instruction { Opcode: Opcode.ElementAddress, Operands: [Instruction { Opcode: Opcode.NewArray, Operands.Length: 1 } array, _] }
        && array.Type.GetElementType()!.IsPrimitive
            ? array
            : null;

    bool IsMadeHere(Instruction array) => loop.Blocks.Any(b => reverse.Original(b).Contains(array));

    /// <summary>Under no other name, and not after the loop.</summary>
    bool IsSeenHereOnly(Instruction array)
    {
        var later = new HashSet<Block>();
        var work = new Stack<Block>(loop.Exits(reverse.Flow).Select(e => e.Edge.Target));
        while (work.TryPop(out var block))
        {
            if (later.Add(block))
            {
                foreach (var edge in block.Edges)
                    work.Push(edge.Target);
            }
        }

        later.ExceptWith(loop.Blocks); // of a loop around this one, whose iterations fill the array, too
        bool IsIn(Value value) => value == array || (value is Instruction { Opcode: Opcode.ElementAddress } i && i.Operands[0] == array);
        foreach (var block in reverse.Flow.ReversePostOrder)
        {
            foreach (var i in reverse.Original(block).Append(block.Terminator!))
            {
                for (var n = 0; n < i.Operands.Length; n++)
                {
                    if (!IsIn(i.Operands[n]) || i.Opcode is Opcode.Length or Opcode.Compare)
                        continue;
                    if (i.Opcode is not (Opcode.ElementAddress or Opcode.Load or Opcode.Store) || n != 0 || later.Contains(block))
                        return false;
                }
            }

            if (block.Edges.Any(e => e.Arguments.Any(IsIn)))
                return false;
        }

        return true;
    }

    /// <summary>The blocks before which the iteration has written the whole array.</summary>
    HashSet<Block> Filled(Instruction array, List<Block> blocks)
    {
        var filling = new HashSet<Edge>();
        foreach (var inner in reverse.Loops.Loops.Where(l => l != loop && loop.Contains(l)))
        {
            if (CountedLoop.Of(inner, reverse) is { IsEach: true, Start: Constant { IsZero: true } } counted
                && (counted.Bound == array || IsLength(counted.Bound, array))
                && inner.Blocks.Any(b => reverse.Loops.Innermost(b) == inner && reverse.Dominators.Dominates(b, inner.Latches[0])
                    && reverse.Original(b).Any(i => i.Opcode == Opcode.Store && IsElement(i.Operands[0], array, counted.Counter))))
            {
                filling.UnionWith(inner.Exits(reverse.Flow).Where(e => e.From == inner.Latches[0]).Select(e => e.Edge));
            }
        }

        // Around a loop over an empty array: there is nothing to be filled.
        foreach (var block in blocks)
        {
            if (block.Terminator is { Opcode: Opcode.BranchIf, Operands: [Instruction { Opcode: Opcode.Compare } compare] } branch)
            {
                var (a, b) = (compare.Operands[0], compare.Operands[1]);
                if ((compare.Payload is Comparison.Greater && IsLength(a, array) && b is Constant { IsZero: true })
                    || (compare.Payload is Comparison.Less && IsLength(b, array) && a is Constant { IsZero: true }))
                {
                    filling.Add(branch.Edges[1]);
                }
            }
        }

        var filled = blocks.Where(b => b != loop.Header).ToHashSet();
        bool IsFilled(Block block) => reverse.Flow.Predecessors(block).All(p =>
            !_activity.Returning.Contains(p.From) || filled.Contains(p.From) || filling.Contains(p.Edge));
        while (filled.RemoveWhere(b => !IsFilled(b)) > 0)
        {
        }

        return filled;
    }

    static bool IsLength(Value value, Instruction array) =>
        value == array.Operands[0] || (value is Instruction { Opcode: Opcode.Length } length && length.Operands[0] == array);

    static bool IsElement(Value address, Instruction array, Value index) =>
        address is Instruction { Opcode: Opcode.ElementAddress } i && i.Operands[0] == array && i.Operands[1] == index;

    /// <summary>The same element is written on all ways from where its index is known.</summary>
    bool IsStoredBefore(Instruction load, Block block)
    {
        var address = (Instruction)load.Operands[0];
        bool Stores(Instruction i) => i.Opcode == Opcode.Store && IsElement(i.Operands[0], (Instruction)address.Operands[0], address.Operands[1]);
        if (address.Operands[1] is Constant)
            return false;
        return reverse.Original(block).TakeWhile(i => i != load).Any(Stores)
            || loop.Blocks.Any(b => b != block && reverse.Dominators.Dominates(b, block) && reverse.Original(b).Any(Stores));
    }
}
