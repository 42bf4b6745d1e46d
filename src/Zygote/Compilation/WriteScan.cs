using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>What was there before that a function may write which takes a state and returns the next one.</summary>
enum StepWrites
{
    Nothing,

    /// <summary>What the state leads to; and nothing else becomes part of the next one but what is made in the function.</summary>
    State,
    Anything,
}

/// <summary>Finds out what a step may write; in doubt anything.</summary>
sealed class WriteScan
{
    readonly Function _function;
    readonly Value _state;
    readonly Dictionary<BlockParameter, Value[]> _incoming = [];

    WriteScan(Function function, Value state)
    {
        (_function, _state) = (function, state);
        foreach (var edges in function.Blocks.SelectMany(b => b.Edges).GroupBy(e => e.Target))
        {
            for (var i = 0; i < edges.Key.Parameters.Count; i++)
                _incoming[edges.Key.Parameters[i]] = [.. edges.Select(e => e.Arguments[i])];
        }
    }

    /// <param name="function">The code, with its calls inlined.</param>
    /// <param name="state">Index of the parameter.</param>
    public static StepWrites Of(Function function, int state) => new WriteScan(function, function.Entry.Parameters[state]).Find();

    StepWrites Find()
    {
        var instructions = _function.Blocks.SelectMany(b => b.Instructions).ToArray();
        var stores = instructions.Where(i => i.Opcode == Opcode.Store).ToArray();
        if (!instructions.All(IsHarmless) || !stores.All(s => Container(s.Operands[0]) is not { } c || IsOwned(c)))
            return StepWrites.Anything;
        if (stores.All(s => Container(s.Operands[0]) is not { } c || IsFresh(c)) && !instructions.Any(IsCopy))
            return StepWrites.Nothing;
        return stores.All(s => IsOwned(s.Operands[1]))
            && _function.Blocks.All(b => b.Terminator is not { Opcode: Opcode.Return, Operands: [var result] } || IsOwned(result))
            ? StepWrites.State : StepWrites.Anything;
    }

    bool IsHarmless(Instruction i) => i.Opcode switch
    {
        Opcode.Call => Optimizer.IsPure((MethodBase)i.Payload!)
            || (IsCopy(i) ? i.Operands.All(IsOwned)
                : Differentiation.SystemTypes.IsSystem(((MethodBase)i.Payload!).Module.Assembly) && i.Operands.All(o => IsPlain(o.Type))),
        Opcode.CallVirtual or Opcode.CallFunction => false,
        _ => true,
    };

    /// <summary>Of arrays: it writes what it is given, and calls nothing of the user's.</summary>
    static bool IsCopy(Instruction i) =>
        i is { Opcode: Opcode.Call, Payload: MethodBase { DeclaringType: var type, Name: "Copy" or "Clear" } } && type == typeof(Array);

    /// <summary>What the address leads into: an object, an array, or an address that came from elsewhere. Null for a local variable.</summary>
    static Value? Container(Value address)
    {
        while (address is Instruction i && StackTypes.IsAddress(i.Type))
        {
            if (i.Opcode == Opcode.Slot)
                return null;
            if (i.Opcode is not (Opcode.FieldAddress or Opcode.ElementAddress or Opcode.UnboxAddress))
                return i;
            address = i.Operands[0];
        }

        return address;
    }

    static bool IsPlain(Type type) =>
        type == typeof(string) || (type.IsValueType && !StackTypes.IsAddress(type) && !Differentiation.Carriers.HasReferences(type));

    bool IsFresh(Value value) => All(value, v => v is Instruction { Opcode: Opcode.NewArray or Opcode.NewObject or Opcode.Box });

    /// <summary>No reference in it leads to anything but the state and what is made here.</summary>
    bool IsOwned(Value value) => All(value, v => v switch
    {
        Constant { IsZero: true } => true,
        { Type: var type } when IsPlain(type) => true,
        Instruction { Opcode: Opcode.NewArray or Opcode.NewObject } => true,
        Instruction { Opcode: Opcode.Box } box => IsOwned(box.Operands[0]),
        Instruction { Opcode: Opcode.WithField } with => IsOwned(with.Operands[0]) && IsOwned(with.Operands[1]),
        _ => IsOfState(v),
    });

    bool IsOfState(Value value) => All(value, v => v switch
    {
        Instruction { Opcode: Opcode.Load } load => Container(load.Operands[0]) is { } c && IsOfState(c),
        Instruction { Opcode: Opcode.GetField } get => IsOfState(get.Operands[0]),
        _ => v == _state,
    });

    /// <summary>Of all values that it may be.</summary>
    bool All(Value value, Func<Value, bool> test)
    {
        var seen = new HashSet<Value>();
        var work = new Stack<Value>([value]);
        while (work.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            if (next is Instruction { Opcode: Opcode.Cast or Opcode.UncheckedCast or Opcode.IsInstance } cast)
                work.Push(cast.Operands[0]);
            else if (next is BlockParameter parameter && _incoming.TryGetValue(parameter, out var incoming))
                Array.ForEach(incoming, work.Push);
            else if (!test(next))
                return false;
        }

        return true;
    }
}
