using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Calls that only read: the method stores no numbers, and from the call on none is stored into memory that it may have read.
/// Their reverse part then adds to shadows that no one takes before the end: it may run at any time after the call.
/// </summary>
sealed class ReadingCalls(Reverse reverse)
{
    readonly Activity _activity = reverse.Activity;
    readonly Dictionary<Instruction, bool> _known = [];

    public bool Contains(Instruction call)
    {
        if (!_known.TryGetValue(call, out var known))
            _known[call] = known = IsReader(call) && IsAlone && StoresNothingLater(call);
        return known;
    }

    /// <summary>The method stores no numbers anywhere, and only its result comes back.</summary>
    /// <remarks>A call within a try is one of a function: if it fails, what it has added must not stay.</remarks>
    bool IsReader(Instruction call) =>
        call.Opcode == Opcode.Call && reverse.Calls.TryGetValue(call, out var record) && record.Kind == CallKind.Split
        && StackTypes.IsFloat(call.Type) && !call.Operands.Any(o => StackTypes.IsAddress(o.Type))
        && reverse.Context.PlacesWrittenBy(call)?.All(p => p == MemoryNode.OtherElement) == true;

    /// <summary>Nothing here sees memory by other ways.</summary>
    bool IsAlone => _activity.Concurrency == Concurrency.None && !reverse.Context.Statics.AnyActive;

    bool StoresNothingLater(Instruction call)
    {
        var start = reverse.Flow.ReversePostOrder.First(b => reverse.Original(b).Contains(call));
        var seen = new HashSet<Block> { start }; // all of it, also what is before the call
        var work = new Stack<Block>(seen);
        while (work.TryPop(out var block))
        {
            foreach (var i in reverse.Original(block))
            {
                if (!IsHarmless(i, call))
                    return false;
            }

            foreach (var edge in block.Edges)
            {
                if (seen.Add(edge.Target))
                    work.Push(edge.Target);
            }
        }

        return true;
    }

    bool IsHarmless(Instruction i, Instruction call)
    {
        switch (i.Opcode)
        {
            case Opcode.Store:
                return !_activity.IsActiveLocation(i.Operands[0]) || _activity.OwnMemory(i.Operands[0], call.Operands) is not null;
            case Opcode.Call:
                return reverse.Context.IsPure((MethodBase)i.Payload!) || IsReader(i) || !i.Operands.Any(LeadsToNumbers);
            case Opcode.CallVirtual or Opcode.CallFunction or Opcode.NewObject:
                return !i.Operands.Any(LeadsToNumbers);
            default:
                return true;
        }
    }

    static bool LeadsToNumbers(Value value) =>
        value is not Constant && Carriers.CanCarry(value.Type) && (StackTypes.IsAddress(value.Type) || Carriers.HasReferences(value.Type));
}
