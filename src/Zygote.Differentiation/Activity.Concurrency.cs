using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Differentiation;

// What is particular about code that several threads run: atomic replacements of numbers in memory, see Exchange, and locks.

sealed partial class Activity
{
    readonly HashSet<Value> _exchanged = [];
    HashSet<Instruction>? _locked;

    /// <summary>Whether other threads run the function's derivative meanwhile.</summary>
    public Concurrency Concurrency { get; }

    /// <summary>In code that several threads run, before it is changed: what may run between entering and leaving a lock.</summary>
    public IReadOnlySet<Instruction> Locked => _locked ??= Concurrency == Concurrency.None ? new HashSet<Instruction>()
        : HeldLocks.Find(_flow, Returning, Concurrency == Concurrency.Locked);

    /// <summary>The location may be one that atomic operations replace.</summary>
    public bool IsExchanged(Value address) => _exchanged.Any(e => Node(e).Find() == Node(address).Find());

    /// <summary>
    /// Two addresses may lead to the same number, or to structs with it. Elements of arrays that come by different ways are
    /// told apart: if they were one array, one thread would read what another adds to.
    /// </summary>
    public bool MayOverlap(Value a, Value b)
    {
        if (Node(WholeStruct(a)).Find() == Node(WholeStruct(b)).Find())
            return true;
        return LocationKey(a) is var key and not System.Type && LocationKey(b).Equals(key) && IsKnownOutside(a) && IsKnownOutside(b);
    }

    /// <summary>Who has the value may get to the location.</summary>
    public bool MayReach(Value value, Value address) =>
        value is not Constant && HasNode(value.Type) && Node(value).Reaches(Node(WholeStruct(address)));

    /// <summary>The location is reached from a static field.</summary>
    public bool IsStatic(Value address) => (Node(address).Find().Flags & MemoryFlags.Static) != 0;

    /// <summary>A store of the new value, and a load of the old one.</summary>
    void VisitExchange(Instruction call)
    {
        VisitStore(call.Operands[0], call.Operands[1]);
        Node(call.Operands[0]).MarkStored(_block);
        _exchanged.Add(call.Operands[0]);
        if (!IsActiveAt(call.Operands[0]))
            return;
        Activate(call);
        _activeCalls.Add(call);
    }
}
