using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Differentiation;

// What is particular about code that several threads run: atomic replacements of numbers in memory, see Exchange.

sealed partial class Activity
{
    readonly HashSet<Value> _exchanged = [];

    /// <summary>Whether other threads run the function's derivative meanwhile.</summary>
    public Concurrency Concurrency { get; }

    /// <summary>The location may be one that atomic operations replace.</summary>
    public bool IsExchanged(Value address) => _exchanged.Any(e => Node(e).Find() == Node(address).Find());

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
