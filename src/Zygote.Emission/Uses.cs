using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>
/// What must be computed and who uses it: dead instructions and parameters are left out, and an allocation whose first use
/// is its constructor is merged with that call.
/// </summary>
/// <remarks>
///   %1 = new.object T ... call T::.ctor(%1, a) ... use %1     =>     %1 = newobj T(a) at the place of the call
/// </remarks>
sealed class Uses
{
    readonly HashSet<Value> _needed = [];
    readonly Dictionary<Value, List<Instruction>> _users = [];
    readonly Dictionary<Instruction, Instruction> _constructions = [];
    readonly Dictionary<Block, List<Instruction>> _instructions = [];

    public Uses(ControlFlow flow)
    {
        foreach (var block in flow.ReversePostOrder)
            FindConstructions(block);
        Mark(flow);
        foreach (var block in flow.ReversePostOrder)
        {
            var list = _instructions[block] = Order(block);
            foreach (var user in list)
                AddTo(Operands(user), user);
            AddTo(AllOperands(block.Terminator!), block.Terminator!);
        }
    }

    /// <summary>The needed instructions in order, without the terminator.</summary>
    public IReadOnlyList<Instruction> Instructions(Block block) => _instructions[block];

    public bool IsNeeded(Value value) => _needed.Contains(value);

    /// <summary>One entry for each operand that is the value.</summary>
    public IReadOnlyList<Instruction> Of(Value value) => _users.TryGetValue(value, out var list) ? list : [];

    public Instruction? Construction(Instruction instruction) => _constructions.GetValueOrDefault(instruction);

    /// <summary>
    /// In order of evaluation; for a branch the arguments of its edge, for a merged allocation the constructor's.
    /// </summary>
    public ReadOnlySpan<Value> Operands(Instruction instruction)
    {
        if (instruction.Opcode == Opcode.NewObject && Construction(instruction) is { } call)
            return call.Operands.AsSpan(1);
        return instruction.Opcode == Opcode.Branch ? Arguments(instruction.Edges[0]) : instruction.Operands;
    }

    /// <summary>The operands, and the arguments of all edges.</summary>
    public ReadOnlySpan<Value> AllOperands(Instruction instruction)
    {
        if (instruction.Opcode == Opcode.Branch || instruction.Edges.Length == 0)
            return Operands(instruction);
        var all = new List<Value>(instruction.Operands);
        foreach (var edge in instruction.Edges)
            all.AddRange(Arguments(edge));
        return CollectionsMarshal.AsSpan(all);
    }

    ReadOnlySpan<Value> Arguments(Edge edge)
    {
        var parameters = edge.Target.Parameters;
        return parameters.TrueForAll(IsNeeded)
            ? CollectionsMarshal.AsSpan(edge.Arguments)
            : edge.Arguments.Where((_, i) => IsNeeded(parameters[i])).ToArray();
    }

    void AddTo(ReadOnlySpan<Value> operands, Instruction user)
    {
        foreach (var operand in operands)
        {
            if (!_users.TryGetValue(operand, out var list))
                _users[operand] = list = [];
            list.Add(user);
        }
    }

    void FindConstructions(Block block)
    {
        var pending = new HashSet<Instruction>();
        foreach (var instruction in block.Instructions)
        {
            if (instruction is { Opcode: Opcode.Call, Payload: System.Reflection.ConstructorInfo constructor }
                && instruction.Operands[0] is Instruction created && pending.Contains(created)
                && constructor.DeclaringType == (System.Type)created.Payload!
                && !instruction.Operands.Skip(1).Contains(created))
                _constructions[created] = instruction;
            foreach (var operand in instruction.Operands)
            {
                if (operand is Instruction used)
                    pending.Remove(used);
            }

            if (instruction.Opcode == Opcode.NewObject)
                pending.Add(instruction);
        }
    }

    List<Instruction> Order(Block block)
    {
        var created = new Dictionary<Instruction, Instruction>();
        var list = new List<Instruction>();
        foreach (var instruction in block.Instructions)
        {
            if (Construction(instruction) is { } call)
                created[call] = instruction;
            else if (created.TryGetValue(instruction, out var made))
                list.Add(made);
            else if (IsNeeded(instruction))
                list.Add(instruction);
        }

        return list;
    }

    void Mark(ControlFlow flow)
    {
        var work = new Stack<Value>();
        void Need(Value value)
        {
            if (value is not Constant && _needed.Add(value))
                work.Push(value);
        }

        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var instruction in block.Instructions)
            {
                if ((instruction.Effects & (Effects.Writes | Effects.Throws)) != 0)
                    Need(instruction);
            }

            Need(block.Terminator!);
        }

        while (work.TryPop(out var value))
        {
            if (value is Instruction instruction)
            {
                foreach (var operand in instruction.Operands)
                    Need(operand);
                continue;
            }

            if (value is not BlockParameter parameter)
                continue;
            var index = parameter.Block.Parameters.IndexOf(parameter);
            foreach (var (_, edge) in flow.Predecessors(parameter.Block))
                Need(edge.Arguments[index]);
        }
    }
}
