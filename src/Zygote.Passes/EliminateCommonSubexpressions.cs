using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.InteropServices;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Computes equal things once.</summary>
/// <remarks>
///   %3 = add %1, %2 ... (dominated) %4 = add %1, %2; use %4            =>  use %3
///   store %a, %1 ... (same block, %a not written) %2 = load %a; use %2 =>  use %1
///   %1 = load %a ... (same block, %a not written) store %a, %1         =>  nothing
///   %3 = length %1 ... (dominated) %4 = compare.ne %1, null; use %4    =>  use 1
///   %4 = new.array f64 (length %1); %5 = element.address %1, %i ... (dominated) %6 = element.address %4, %i, unused  =>  nothing
/// A check that has passed need not be made again where it dominates. Loads are compared within their block only, between
/// writes that cannot touch them. Allocations are never merged: each has its identity.
/// Requires: reachable blocks only. Leaves: the same blocks. Cost: O(instructions), loads bounded by a window.
/// </remarks>
static class EliminateCommonSubexpressions
{
    /// <summary>So many known memory cells are kept in mind.</summary>
    const int Window = 32;

    public static bool Run(Function function, Func<MethodBase, bool>? isPure = null)
    {
        var flow = new ControlFlow(function);
        var dominators = new DominatorTree(flow);
        var blocks = flow.ReversePostOrder;
        var children = new List<int>?[blocks.Count];
        for (var b = blocks.Count - 1; b > 0; b--)
            (children[flow.Order(dominators.ImmediateDominator(blocks[b])!)] ??= []).Add(b);

        var numbering = new Numbering(function.Size, UnusedAddresses(blocks), isPure);
        var work = new Stack<int>();
        work.Push(0);
        while (work.TryPop(out var b))
        {
            if (b < 0)
            {
                numbering.ForgetDownTo(~b);
                continue;
            }

            work.Push(~numbering.Count);
            numbering.Visit(blocks[b]);
            foreach (var child in children[b] ?? [])
                work.Push(child);
        }

        numbering.Same.ApplyTo(function);
        return !numbering.Same.IsEmpty || numbering.HasDropped;
    }

    /// <summary>What is left of those are the checks.</summary>
    static HashSet<Value> UnusedAddresses(IReadOnlyList<Block> blocks)
    {
        var addresses = new HashSet<Value>();
        foreach (var block in blocks)
        {
            foreach (var i in block.Instructions)
            {
                if (i.Opcode == Opcode.ElementAddress)
                    addresses.Add(i);
            }
        }

        if (addresses.Count == 0)
            return addresses;
        foreach (var block in blocks)
        {
            foreach (var i in block.Instructions)
                Use(i.Operands);
            Use(block.Terminator!.Operands);
            foreach (var edge in block.Edges)
                Use(CollectionsMarshal.AsSpan(edge.Arguments));
        }

        return addresses;

        void Use(ReadOnlySpan<Value> values)
        {
            foreach (var value in values)
            {
                if (value is Instruction { Opcode: Opcode.ElementAddress })
                    addresses.Remove(value);
            }
        }
    }

    /// <summary>A check: this is not null; or, of what is as long as this, that element is there.</summary>
    sealed record Passed(Value Array, Value? Index);

    /// <summary>What stands in memory.</summary>
    sealed record Cell(Value Address, Value Content);

    sealed class Numbering(int size, HashSet<Value> unusedAddresses, Func<MethodBase, bool>? isPure)
    {
        readonly Dictionary<Instruction, Instruction> _known = new(size, Structural.Comparer);

        readonly HashSet<Passed> _checked = [];
        readonly Stack<object> _added = new(size); // to these two
        readonly List<Cell> _memory = [];
        Predicate<Instruction>? _isRedundant;

        public Substitution Same { get; } = new();

        /// <summary>A store of what was there.</summary>
        public bool HasDropped { get; private set; }

        public int Count => _added.Count;

        public void ForgetDownTo(int count)
        {
            while (_added.Count > count)
            {
                var last = _added.Pop();
                if (last is Instruction known)
                    _known.Remove(known);
                else
                    _checked.Remove((Passed)last);
            }
        }

        public void Visit(Block block)
        {
            _memory.Clear();
            block.Instructions.RemoveAll(_isRedundant ??= IsRedundant);
            Same.ApplyToOperands(block.Terminator!);
        }

        bool IsRedundant(Instruction i)
        {
            Same.ApplyToOperands(i);
            if (i.Opcode == Opcode.Load)
                return IsKnownLoad(i);
            if (i.Opcode == Opcode.Store)
            {
                if (IsThere(i.Operands[0], i.Operands[1]))
                    return HasDropped = true;
                Write(i);
                return false;
            }

            var pureCall = Knowledge.IsPure(i, isPure);
            if (!pureCall && (i.Effects & (Effects.Reads | Effects.Writes | Effects.Allocates)) != 0)
            {
                if ((i.Effects & Effects.Writes) != 0)
                    _memory.Clear();
                return false;
            }

            if (i.Type == typeof(void))
                return false;
            if (i is { Opcode: Opcode.Compare, Operands: [var reference, Constant { Content: null }] } && _checked.Contains(new(reference, null)))
            {
                Same.Replace(i, SimplifyComparisons.OfNotNull((Comparison)i.Payload!));
                return true;
            }

            if (_known.TryGetValue(i, out var same))
            {
                Same.Replace(i, same);
                return true;
            }

            if (i.Opcode is Opcode.Length or Opcode.ElementAddress && Check(i) && unusedAddresses.Contains(i))
                return true;
            _known.Add(i, i);
            _added.Push(i);
            return false;
        }

        /// <returns>All checks of this instruction are known to have been made.</returns>
        bool Check(Instruction i)
        {
            Add(new(i.Operands[0], null));
            return i is { Opcode: Opcode.ElementAddress, Operands: [var array, var index] } && array.Type.IsSZArray
                && !Add(new(AsLongAs(array), index));

            bool Add(Passed passed)
            {
                if (!_checked.Add(passed))
                    return false;
                _added.Push(passed);
                return true;
            }
        }

        /// <summary>The array, or number, that this array is made as long as.</summary>
        static Value AsLongAs(Value array)
        {
            while (array is Instruction { Opcode: Opcode.NewArray, Operands: [var length] })
            {
                if (length is not Instruction { Opcode: Opcode.Length } of)
                    return length;
                array = of.Operands[0];
            }

            return array;
        }

        bool IsThere(Value address, Value content)
        {
            foreach (var cell in _memory)
            {
                if (cell.Address == address && cell.Content == content)
                    return true;
            }

            return false;
        }

        bool IsKnownLoad(Instruction load)
        {
            foreach (var (address, content) in _memory)
            {
                if (address == load.Operands[0] && content.Type == load.Type)
                {
                    Same.Replace(load, content);
                    return true;
                }
            }

            Remember(load.Operands[0], load);
            return false;
        }

        void Write(Instruction store)
        {
            var address = store.Operands[0];
            _memory.RemoveAll(cell => Aliasing.MayAlias(cell.Address, address));

            // A small integer or another static type would come back changed.
            var exact = address.Type.GetElementType()!;
            var value = store.Operands[1];
            if (value.Type == StackTypes.Of(exact) && Storage.Holds(value, exact))
                Remember(address, value);
        }

        void Remember(Value address, Value content)
        {
            if (_memory.Count == Window)
                _memory.RemoveAt(0);
            _memory.Add(new(address, content));
        }
    }

    /// <summary>Same operation on the same operands.</summary>
    sealed class Structural : IEqualityComparer<Instruction>
    {
        public static readonly Structural Comparer = new();

        public bool Equals(Instruction? a, Instruction? b)
        {
            if (ReferenceEquals(a, b))
                return true;
            if (a is null || b is null || a.Opcode != b.Opcode || a.Type != b.Type || a.Operands.Length != b.Operands.Length
                || !SamePayload(a.Payload, b.Payload))
                return false;
            for (var i = 0; i < a.Operands.Length; i++)
            {
                if (a.Operands[i] != b.Operands[i]
                    && !(a.Operands[i] is Constant x && b.Operands[i] is Constant y && x.SameAs(y)))
                    return false;
            }

            return true;
        }

        public int GetHashCode(Instruction i)
        {
            var hash = new HashCode();
            hash.Add((int)i.Opcode);
            if (i.Payload is Comparison c)
                hash.Add((int)c);
            else if (i.Payload is MemberInfo m)
                hash.Add(m.MetadataToken);
            foreach (var operand in i.Operands)
                hash.Add(operand is Constant k ? k.Content?.GetHashCode() ?? 0 : operand.GetHashCode());
            return hash.ToHashCode();
        }

        static bool SamePayload(object? a, object? b) =>
            a is FieldInfo f && b is FieldInfo g ? FieldIdentity.Same(f, g) : Equals(a, b);
    }
}
