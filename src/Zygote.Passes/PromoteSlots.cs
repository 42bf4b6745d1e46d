using System;
using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Turns local variables in memory into SSA values.</summary>
/// <remarks>
///   s = slot; b0: store s, %1; br b2    b1: store s, %2; br b2    b2: %3 = load s; use %3
///   =>
///   b0: br b2(%1)    b1: br b2(%2)    b2(%3): use %3
/// Requires: slots in the entry block. Leaves: no slot that is only loaded and stored (structs have been split into their
/// fields before), reachable blocks only. A slot whose address is used otherwise stays. So does a slot that holds an
/// address and would need a block parameter: addresses never go through those.
/// Cost: O(instructions + live ranges in blocks). Source: Cytron et al. (1991), pruned by liveness.
/// </remarks>
static class PromoteSlots
{
    public static bool Run(Function function)
    {
        if (!HasSlots(function))
            return false;
        SimplifyControlFlow.RemoveUnreachable(function);
        var changed = SplitSlots.Run(function);
        return new Promotion(function).Run() | changed;
    }

    static bool HasSlots(Function function)
    {
        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
            {
                if (instruction.Opcode == Opcode.Slot)
                    return true;
            }
        }

        return false;
    }

    sealed class Variable(Instruction slot, int index)
    {
        public Instruction Slot { get; } = slot;

        public int Index { get; } = index;

        public Type Type { get; } = (Type)slot.Payload!;

        public bool Escapes { get; set; }

        /// <summary>Blocks with a store.</summary>
        public List<int> Defining { get; } = [];

        /// <summary>Blocks with a load before any store.</summary>
        public List<int> Exposed { get; } = [];

        public Value Zero => field ??= Constant.Zero(Type);
    }

    /// <summary>The value that a variable had before.</summary>
    sealed record Definition(Variable Variable, Value? Old);

    sealed class Promotion
    {
        readonly ControlFlow _flow;
        readonly DominatorTree _dominators;
        readonly Dictionary<Value, Variable> _bySlot = [];
        readonly List<Variable> _variables = [];
        readonly Substitution _loads = new();

        // By block: the variables that get a parameter there.
        readonly List<Variable>?[] _joins;
        Value?[] _current = [];
        readonly Stack<Definition> _undo = [];

        public Promotion(Function function)
        {
            _flow = new ControlFlow(function);
            _dominators = new DominatorTree(_flow);
            _joins = new List<Variable>?[_flow.ReversePostOrder.Count];
        }

        public bool Run()
        {
            FindVariables();
            PlaceParameters();
            var any = false;
            foreach (var variable in _variables)
                any |= !variable.Escapes;
            if (any)
                Rename();
            return any;
        }

        void FindVariables()
        {
            foreach (var instruction in _flow.ReversePostOrder[0].Instructions)
            {
                if (instruction.Opcode != Opcode.Slot)
                    continue;
                var variable = new Variable(instruction, _variables.Count);
                _variables.Add(variable);
                _bySlot[instruction] = variable;
            }

            for (var b = 0; b < _flow.ReversePostOrder.Count; b++)
            {
                var block = _flow.ReversePostOrder[b];
                foreach (var instruction in block.Instructions)
                {
                    var operands = instruction.Operands;
                    for (var i = 0; i < operands.Length; i++)
                    {
                        if (VariableOf(operands[i]) is not { } variable)
                            continue;
                        if (instruction.Opcode == Opcode.Load)
                            AddOnce(variable.Exposed, b, unless: variable.Defining);
                        else if (instruction.Opcode == Opcode.Store && i == 0)
                            AddOnce(variable.Defining, b, unless: variable.Defining);
                        else
                            variable.Escapes = true;
                    }
                }

                EscapeThrough(block.Terminator!);
            }
        }

        void EscapeThrough(Instruction end)
        {
            foreach (var operand in end.Operands)
                Escape(operand);
            foreach (var edge in end.Edges)
            {
                foreach (var argument in edge.Arguments)
                    Escape(argument);
            }
        }

        void Escape(Value value)
        {
            if (VariableOf(value) is { } variable)
                variable.Escapes = true;
        }

        Variable? VariableOf(Value value) =>
            value is Instruction { Opcode: Opcode.Slot } ? _bySlot.GetValueOrDefault(value) : null;

        static void AddOnce(List<int> list, int block, List<int> unless)
        {
            // Blocks are visited in ascending order, so only the last entry can be this block.
            if ((unless.Count == 0 || unless[^1] != block) && (list.Count == 0 || list[^1] != block))
                list.Add(block);
        }

        void PlaceParameters()
        {
            var blocks = _flow.ReversePostOrder;
            IReadOnlyList<int>[]? frontiers = null;
            var live = new int[blocks.Count]; // stamped with the number of the variable + 1
            var defines = new int[blocks.Count];
            var placed = new int[blocks.Count];
            var work = new Stack<int>();
            foreach (var variable in _variables)
            {
                if (variable.Escapes || variable.Exposed.Count == 0)
                    continue;
                var stamp = variable.Index + 1;
                foreach (var b in variable.Defining)
                    defines[b] = stamp;
                foreach (var b in variable.Exposed)
                    work.Push(b);
                while (work.TryPop(out var b))
                {
                    if (live[b] == stamp)
                        continue;
                    live[b] = stamp;
                    foreach (var p in _flow.PredecessorOrders(b))
                    {
                        if (defines[p] != stamp && live[p] != stamp)
                            work.Push(p);
                    }
                }

                var joins = new List<int>();
                foreach (var b in variable.Defining)
                    work.Push(b);
                while (work.TryPop(out var b))
                {
                    frontiers ??= _dominators.Frontiers();
                    foreach (var j in frontiers[b])
                    {
                        if (live[j] != stamp || placed[j] == stamp)
                            continue;
                        placed[j] = stamp;
                        joins.Add(j);
                        work.Push(j);
                    }
                }

                if (variable.Type.IsByRef && (joins.Count > 0 || live[0] == stamp))
                {
                    variable.Escapes = true;
                    continue;
                }

                foreach (var j in joins)
                    (_joins[j] ??= []).Add(variable);
            }
        }

        void Rename()
        {
            var blocks = _flow.ReversePostOrder;
            var children = new List<int>?[blocks.Count];
            for (var b = blocks.Count - 1; b > 0; b--)
                (children[_flow.Order(_dominators.ImmediateDominator(blocks[b])!)] ??= []).Add(b);
            _current = new Value?[_variables.Count];

            // Depth first over the dominator tree; a negative entry ends the subtree begun at that depth of the undo stack.
            var work = new Stack<int>();
            work.Push(0);
            while (work.TryPop(out var b))
            {
                if (b < 0)
                {
                    while (_undo.Count > ~b)
                    {
                        var (variable, old) = _undo.Pop();
                        _current[variable.Index] = old;
                    }

                    continue;
                }

                work.Push(~_undo.Count);
                RenameIn(blocks[b], _joins[b]);
                foreach (var child in children[b] ?? [])
                    work.Push(child);
            }
        }

        void RenameIn(Block block, List<Variable>? joins)
        {
            foreach (var variable in joins ?? [])
                Define(variable, block.AddParameter(variable.Type, variable.Slot.Name));

            var instructions = block.Instructions;
            var kept = 0;
            for (var i = 0; i < instructions.Count; i++)
            {
                var instruction = instructions[i];
                _loads.ApplyToOperands(instruction);
                var variable = VariableOf(instruction.Opcode == Opcode.Slot ? instruction
                    : instruction.Operands.Length > 0 ? instruction.Operands[0] : instruction);
                if (variable is null || variable.Escapes)
                {
                    instructions[kept++] = instruction;
                }
                else if (instruction.Opcode == Opcode.Load)
                {
                    _loads.Replace(instruction, _current[variable.Index] ?? variable.Zero);
                }
                else if (instruction.Opcode == Opcode.Store)
                {
                    var stored = Storage.Through(instruction.Operands[1], variable.Type, instruction.Span);
                    if (stored != instruction.Operands[1] && stored is Instruction conversion)
                        instructions[kept++] = conversion;
                    if (stored is Instruction or BlockParameter)
                        stored.Offer(variable.Slot.Name);
                    Define(variable, stored);
                }
            }

            instructions.RemoveRange(kept, instructions.Count - kept);
            _loads.ApplyToTerminator(block.Terminator!);
            foreach (var edge in block.Edges)
            {
                foreach (var variable in _joins[_flow.Order(edge.Target)] ?? [])
                    edge.Arguments.Add(_current[variable.Index] ?? variable.Zero);
            }
        }

        void Define(Variable variable, Value value)
        {
            _undo.Push(new(variable, _current[variable.Index]));
            _current[variable.Index] = value;
        }
    }
}
