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

    /// <summary>Calls that may store, but for those that only do so where they are told.</summary>
    List<(Block Block, IReadOnlySet<object>? Places)>? _writers;

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
            if (place == MemoryNode.OtherElement)
                continue;
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

    /// <summary>A call that can be reached from the load may store there, by a way of its own, numbers that vary or not.</summary>
    bool IsWrittenByLaterCalls(Instruction load, Block block) =>
        (_writers ??= FindWriters()).Exists(w => (w.Block == block || ReachableFrom(block).Contains(w.Block)) && MayStoreAt(w.Places, load));

    List<(Block Block, IReadOnlySet<object>? Places)> FindWriters()
    {
        var writers = new List<(Block, IReadOnlySet<object>?)>();
        foreach (var (call, block) in _blocks)
        {
            if (call.Opcode is not (Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction))
                continue;

            // What derivative code calls for itself writes the tape that it is given.
            var isHarmless = call.Payload is MethodBase method && (_context.IsPure(method) || method.Module.Assembly == typeof(Tape).Assembly);
            if (!isHarmless && _context.PlacesWrittenBy(call) is not { Count: 0 } and var places)
                writers.Add((block, places));
        }

        return writers;
    }

    bool MayStoreAt(IReadOnlySet<object>? places, Instruction load)
    {
        var address = load.Operands[0];
        if (places is null)
            return MayBeRewritten(address);
        return StackTypes.IsStruct(load.Type) || WholeStruct(address) != address || places.Contains(LocationKey(address)) || places.Contains(load.Type)
            || (address is not Instruction { Opcode: Opcode.FieldAddress } && !StackTypes.IsFloat(load.Type) && places.Contains(MemoryNode.OtherElement));
    }

    /// <summary>
    /// The object may be reached by another name, which leads to numbers that vary: what is stored there must be mirrored whatever
    /// is known of this name. A tape has one name only.
    /// </summary>
    void StoreReferenceOutside(Value address, Value value)
    {
        var node = Node(address).Find();
        if ((_externalActive.Count == 0 && !_isExternalUnknown) || StackTypes.IsAddress(value.Type)
            || !Carriers.HasReferences(value.Type) || !Carriers.CanCarry(value.Type)
            || (node.Flags & (MemoryFlags.External | MemoryFlags.Input)) != MemoryFlags.External || IsOfTape(address))
        {
            return;
        }

        JoinWorld(StackTypes.IsReference(value.Type) ? node.Pointee() : node);
    }

    /// <summary>Anything may be stored there, by any name.</summary>
    void JoinWorld(MemoryNode node)
    {
        Unify(_world, node);
        var world = _world.Find();
        _changed |= !world.Active;
        world.Active = world.Mirrors = true;
    }

    static bool IsOfTape(Value value)
    {
        while (value.Type != typeof(Tape) && value is Instruction
            { Opcode: Opcode.FieldAddress or Opcode.ElementAddress or Opcode.Load or Opcode.Cast or Opcode.UncheckedCast } i)
        {
            value = i.Operands[0];
        }

        return value.Type == typeof(Tape);
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
