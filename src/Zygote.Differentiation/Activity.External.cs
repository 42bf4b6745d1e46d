using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

// Objects known outside have several names: what one call stores, the function may load by another way.

sealed partial class Activity
{
    /// <summary>A call may have stored active values anywhere in objects that were there before.</summary>
    bool _isExternalUnknown;

    void AddPlacesWrittenBy(Instruction call)
    {
        if (_context.PlacesWrittenBy(call) is not { } places)
        {
            _changed |= !_isExternalUnknown;
            _isExternalUnknown = true;
            return;
        }

        foreach (var place in places)
            _changed |= _externalActive.Add(place);
    }

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

    bool MayBeRewritten(Value address) =>
        WholeStruct(address) is not Instruction { Opcode: Opcode.FieldAddress, Payload: FieldInfo and not InlineElement and var field }
        || _context.IsRewritten((FieldInfo)field);
}
