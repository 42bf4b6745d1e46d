using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

// Objects known outside have several names: what one call stores, the function may load by another way.

sealed partial class Activity
{
    /// <summary>A call may have stored active values anywhere in objects that were there before.</summary>
    bool _isExternalUnknown;

    /// <summary>The places where calls that are not looked into store numbers, as far as they are known.</summary>
    readonly HashSet<object> _writtenByCalls = [];
    bool _handsOutAddresses;

    void AddPlacesWrittenBy(Instruction call)
    {
        _handsOutAddresses |= call.Operands.Any(o => StackTypes.IsAddress(o.Type));
        if (_context.PlacesWrittenBy(call) is not { } places)
        {
            _changed |= !_isExternalUnknown;
            _isExternalUnknown = true;
            return;
        }

        foreach (var place in places)
        {
            _changed |= _externalActive.Add(place);
            _writtenByCalls.Add(place);
        }
    }

    /// <summary>
    /// What is loaded is not a number, or it is where a call that is not looked into may have stored one. What is written through
    /// an address may be a field as well.
    /// </summary>
    bool MayBeWrittenByCalls(Instruction load) =>
        !StackTypes.IsFloat(load.Type) || _isExternalUnknown || _handsOutAddresses || WholeStruct(load.Operands[0]) != load.Operands[0]
        || _writtenByCalls.Contains(load.Type) || _writtenByCalls.Contains(LocationKey(load.Operands[0]));

    bool IsActiveAt(Value address)
    {
        var node = Node(address).Find();
        if (!node.Active && (node.Flags & (MemoryFlags.External | MemoryFlags.Input)) == MemoryFlags.External
            && IsExternalActive(address))
        {
            node.Active = _changed = true; // another name for memory that an active value was stored to
        }

        return node.Active;
    }

    /// <summary>All of a struct in memory that a call may have written.</summary>
    void VisitStructLoad(Value address)
    {
        var node = Node(address).Find();
        if (node != _world.Find() && (node.Flags & (MemoryFlags.External | MemoryFlags.Input)) == MemoryFlags.External && IsExternalActive(address))
            Unify(_world, node);
    }

    bool IsExternalActive(Value address) =>
        _externalActive.Contains(LocationKey(address)) || (_isExternalUnknown && MayBeRewritten(address));

    /// <summary>The place itself, or the reference by which its object was found: a new object has new numbers in all its fields.</summary>
    bool MayBeRewritten(Value address)
    {
        while (WholeStruct(address) is Instruction { Opcode: Opcode.FieldAddress, Payload: FieldInfo and not InlineElement and var field } place)
        {
            if (_context.IsRewritten((FieldInfo)field))
                return true;
            var owner = place.Operands[0];
            while (owner is Instruction { Opcode: Opcode.Cast or Opcode.UncheckedCast } cast)
                owner = cast.Operands[0];
            if (owner is Constant || (owner is BlockParameter { Block: var block } && block == _function.Entry))
                return false;
            if (owner is not Instruction { Opcode: Opcode.Load } load)
                return true;
            address = load.Operands[0];
        }

        return true;
    }
}
