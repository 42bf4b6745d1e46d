using System;
using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// In a function that runs ranges of a loop (<see cref="Concurrency.Ranges"/>): addresses in array elements that only the
/// iteration they are used in touches, so that no other thread adds to their shadows.
/// </summary>
/// <remarks>
///   for (i = from; i &lt; to; i++) y[i] = f(x[i], a[i, k])           all elements are the iteration's own
///   for (i = from; i &lt; to; i++) y[i] = f(x[i], x[i + 1])         none: x[i + 1] is x[i] of the next one, or y[i + 1] may be
/// Two arrays of one type may be the same, so all accesses to arrays of a type must be at the same index; arrays that were
/// made in the function do not count, and calls that are not looked into spoil everything.
/// </remarks>
sealed class OwnElements
{
    readonly Function _function;
    readonly LoopForest _loops;
    readonly HashSet<Value> _own = [];

    public OwnElements(
        Function function, LoopForest loops, Activity activity, IReadOnlyDictionary<Instruction, CallRecord> calls)
    {
        _function = function;
        _loops = loops;
        if (activity.Concurrency != Concurrency.Ranges || calls.Any(c => SeesMemory(c.Key, c.Value)))
            return;
        var accesses = new Dictionary<Type, List<(Value Address, Instruction Element)>>();
        foreach (var instruction in function.Blocks.SelectMany(b => b.Instructions))
        {
            if (instruction.Opcode is not (Opcode.Load or Opcode.Store) && !Exchanges.IsOne(instruction))
                continue;
            var address = instruction.Operands[0];
            if (Element(address) is { } element && activity.IsKnownOutside(address))
            {
                var type = element.Operands[0].Type;
                if (!accesses.TryGetValue(type, out var list))
                    accesses[type] = list = [];
                list.Add((address, element));
            }
        }

        foreach (var list in accesses.Values)
        {
            var dimensions = list[0].Element.Operands.Length - 1;
            for (var d = 1; d <= dimensions; d++)
            {
                if (list.Select(a => Offset(a.Element.Operands[d])).Distinct().ToArray() is [not null])
                    _own.UnionWith(list.Select(a => a.Address));
            }
        }
    }

    public bool Contains(Value address) => _own.Contains(address);

    public static bool SeesMemory(Instruction call, CallRecord record) =>
        record.Kind is CallKind.Split or CallKind.Dynamic or CallKind.Callback
        || record.Kind != CallKind.Exchange && call.Operands.Any(o => Carriers.HasReferences(o.Type));

    static Instruction? Element(Value address)
    {
        while (Addresses.Around(address) is { } around)
            address = around;
        return address is Instruction { Opcode: Opcode.ElementAddress } element ? element : null;
    }

    /// <summary>By how much an index is ahead of the loop's own; null when it is another number.</summary>
    long? Offset(Value index)
    {
        var offset = 0L;
        while (true)
        {
            switch (index)
            {
                case Instruction { Opcode: Opcode.Convert } convert when IsWidening((Conversion)convert.Payload!, convert.Operands[0].Type):
                    index = convert.Operands[0];
                    break;
                case Instruction { Opcode: Opcode.Add, Operands: [var a, Constant { Content: int c }] }:
                    (index, offset) = (a, offset + c);
                    break;
                case BlockParameter p when IsIndex(p):
                    return offset;
                default:
                    return null;
            }
        }
    }

    /// <summary>Different numbers stay different.</summary>
    static bool IsWidening(Conversion conversion, Type from) =>
        (conversion.To == typeof(int) || conversion.To == typeof(long) || conversion.To == typeof(nint))
        && StackTypes.IsInteger(from) && (conversion.Checked || from == typeof(int) || conversion.To != typeof(int));

    /// <summary>Starts at the beginning of the range and goes on in steps of one.</summary>
    bool IsIndex(BlockParameter parameter)
    {
        if (_loops.Innermost(parameter.Block) is not { Parent: null } loop || loop.Header != parameter.Block)
            return false;
        var index = parameter.Block.Parameters.IndexOf(parameter);
        foreach (var block in _function.Blocks)
        {
            foreach (var edge in block.Edges.Where(e => e.Target == parameter.Block))
            {
                var value = edge.Arguments[index];
                if (loop.Contains(_loops.Innermost(block))
                    ? value is not Instruction { Opcode: Opcode.Add, Operands: [var a, Constant { Content: 1 or 1L }] } || a != parameter
                    : !IsStart(value))
                {
                    return false;
                }
            }
        }

        return true;
    }

    bool IsStart(Value value)
    {
        while (value is Instruction { Opcode: Opcode.Convert } convert)
            value = convert.Operands[0];
        return value == _function.Entry.Parameters[1];
    }
}
