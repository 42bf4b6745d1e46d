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
    // Tables by the numbers of values (Value.Order): nothing else numbers them during emission.
    readonly bool[] _needed;
    readonly int[] _first; // the users of value i are from _first[i] up to _first[i + 1]
    readonly Instruction[] _users;
    readonly Dictionary<Instruction, Instruction> _constructions = [];
    readonly Dictionary<Block, List<Instruction>> _instructions = [];

    public Uses(ControlFlow flow)
    {
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var parameter in block.Parameters)
                parameter.Order = Count++;
            foreach (var instruction in block.Instructions)
                instruction.Order = Count++;
            block.Terminator!.Order = Count++;
        }

        _needed = new bool[Count];
        foreach (var block in flow.ReversePostOrder)
            FindConstructions(block);
        Mark(flow);
        foreach (var block in flow.ReversePostOrder)
            _instructions[block] = Order(block);
        _first = new int[Count + 1];
        ForEachUse(flow, (value, _) => _first[value.Order + 1]++);
        for (var i = 0; i < Count; i++)
            _first[i + 1] += _first[i];
        _users = new Instruction[_first[Count]];
        var next = _first.AsSpan().ToArray();
        ForEachUse(flow, (value, user) => _users[next[value.Order]++] = user);
    }

    /// <summary>So many values have numbers.</summary>
    public int Count { get; }

    /// <summary>The needed instructions in order, without the terminator.</summary>
    public IReadOnlyList<Instruction> Instructions(Block block) => _instructions[block];

    public bool IsNeeded(Value value) => _needed[value.Order];

    /// <summary>One entry for each operand that is the value.</summary>
    public ArraySegment<Instruction> Of(Value value) =>
        new(_users, _first[value.Order], _first[value.Order + 1] - _first[value.Order]);

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

    void ForEachUse(ControlFlow flow, Action<Value, Instruction> action)
    {
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var user in _instructions[block])
                Visit(Operands(user), user);
            Visit(AllOperands(block.Terminator!), block.Terminator!);
        }

        void Visit(ReadOnlySpan<Value> operands, Instruction user)
        {
            foreach (var operand in operands)
            {
                if (operand is not Constant)
                    action(operand, user);
            }
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
            if (value is Constant || _needed[value.Order])
                return;
            _needed[value.Order] = true;
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
