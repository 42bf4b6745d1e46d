using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Which values of a function carry a derivative when some of its parameters do, which references need a shadow, and which
/// loads may be repeated later because nothing writes the memory.
/// </summary>
/// <remarks>
/// Conservative: too much is called active, never too little. Only blocks that can reach a return count: a path that ends in
/// a throw has no derivative. Cost: a few sweeps over the function.
/// </remarks>
sealed partial class Activity
{
    readonly Function _function;
    readonly IDerivativeContext _context;
    readonly ControlFlow _flow;
    readonly HashSet<Value> _active = [];
    readonly HashSet<Instruction> _activeCalls = [];
    readonly HashSet<Instruction> _fresh = [];
    readonly Dictionary<Value, MemoryNode> _nodes = [];
    readonly Dictionary<object, (FieldInfo Field, MemoryNode Node)> _statics = [];
    readonly HashSet<Block> _callBlocks = [];
    readonly Dictionary<object, HashSet<Block>> _externalStores = [];
    readonly Dictionary<Instruction, Block> _blocks = []; // of loads and calls
    readonly Dictionary<Block, HashSet<Block>> _reachable = [];
    readonly HashSet<object> _externalActive = [];
    readonly MemoryNode _world = new();
    Block _block = null!;
    bool _changed;

    public Activity(Function function, ControlFlow flow, ActivityPattern pattern, IDerivativeContext context)
    {
        _function = function;
        _context = context;
        Concurrency = pattern.Concurrency;
        Duals = pattern.Duals;
        _flow = flow;
        Returning = flow.BlocksThatReturn();
        _world.Mark(MemoryFlags.External);
        _world.Collapse();
        for (var i = 0; i < pattern.Active.Length; i++)
        {
            var parameter = function.Entry.Parameters[i];
            if (HasNode(parameter.Type))
                Node(parameter).Mark(MemoryFlags.External | (pattern.Active[i] ? MemoryFlags.Input : 0));
            if (pattern.Active[i] && StackTypes.IsFloat(parameter.Type))
                _active.Add(parameter);
        }

        do
        {
            _changed = false;
            foreach (var block in flow.ReversePostOrder)
            {
                if (!Returning.Contains(block))
                    continue;
                _block = block;
                foreach (var instruction in block.Instructions)
                    Visit(instruction);
                foreach (var edge in block.Edges)
                {
                    for (var i = 0; i < edge.Arguments.Count; i++)
                        Flow(edge.Arguments[i], edge.Target.Parameters[i]);
                }
            }
        }
        while (_changed);
        ReportStatics();
        ShadowNeeds.Decide(_nodes.Values);
    }

    /// <summary>How many duals an active value is to have, and what they are.</summary>
    public DualKind Duals { get; }

    /// <summary>Blocks from which a return can be reached.</summary>
    public IReadOnlySet<Block> Returning { get; }

    /// <summary>The floating point value, or some floating point part of the struct, may carry a derivative.</summary>
    public bool IsActive(Value value) =>
        StackTypes.IsFloat(value.Type)
            ? _active.Contains(value)
            : StackTypes.IsStruct(value.Type) && Carriers.HasFloats(value.Type) && value is not Constant
                && AnyFloatLeafActive(Node(value), value.Type);

    /// <summary>The reference, address, or struct with references comes with a shadow.</summary>
    public bool HasShadow(Value value)
    {
        if (value is Constant || !Carriers.HasReferences(value.Type) || IsWithoutNumbers(value))
            return false;
        return value is Instruction { Opcode: Opcode.FieldAddress or Opcode.ElementAddress } address
            ? HasShadow(address.Operands[0])
            : (value is not Instruction { Opcode: Opcode.StaticAddress } s || _context.Statics.IsActive((FieldInfo)s.Payload!))
                && Node(value).Find().Shadowed;
    }

    /// <summary>It is a number that varies, or leads to one.</summary>
    public bool LeadsToActive(Value value) => CarriesNow(value);

    /// <summary>A call whose derivative must be taken.</summary>
    public bool IsActiveCall(Instruction call) => _activeCalls.Contains(call);

    /// <summary>A call that makes objects; see <see cref="RuleKind.Fresh"/>.</summary>
    public bool IsFresh(Instruction call) => _fresh.Contains(call);

    /// <summary>The location that this address leads to may hold numbers that carry a derivative.</summary>
    public bool IsActiveLocation(Value address) => LocationIsActive(Node(address), address.Type.GetElementType()!);

    /// <summary>The location is in an object that was not made here.</summary>
    public bool IsKnownOutside(Value address) => (Node(address).Find().Flags & MemoryFlags.External) != 0;

    /// <summary>
    /// The memory that an address leads to, if it was made here, is seen by no one else, not even through one of the
    /// <paramref name="shown"/> values, and is written by store instructions only; else null.
    /// </summary>
    public MemoryNode? OwnMemory(Value address, IReadOnlyList<Value> shown)
    {
        var node = Node(address).Find();
        return node.Flags == MemoryFlags.None && !node.IsWrittenByCalls
            && !shown.Any(v => HasNode(v.Type) && v is not Constant && Node(v).Reaches(node))
            ? node
            : null;
    }

    /// <summary>Loading again at any later time within this call gives the same value.</summary>
    public bool IsReloadable(Instruction load)
    {
        if (load.Operands[0] is Instruction { Opcode: Opcode.StaticAddress, Payload: FieldInfo { IsInitOnly: true } })
            return true;
        var node = Node(WholeStruct(load.Operands[0])).Find();
        if ((node.Flags & MemoryFlags.Escaped) != 0 || !_blocks.TryGetValue(load, out var block))
            return false;
        if (node == _world.Find() && MayBeWrittenByCalls(load))
            return false;
        if ((node.Flags & MemoryFlags.External) != 0 && IsWrittenByLaterCalls(load, block))
            return false;
        var others = (node.Flags & MemoryFlags.External) != 0
            && _externalStores.TryGetValue(LocationKey(load.Operands[0]), out var stores) ? stores : [];
        var calls = (node.Flags & MemoryFlags.Static) != 0 ? _callBlocks : [];
        return !node.StoredIn.Concat(others).Concat(calls).Any(b => b == block || ReachableFrom(block).Contains(b));
    }

    HashSet<Block> ReachableFrom(Block block)
    {
        if (_reachable.TryGetValue(block, out var result))
            return result;
        _reachable[block] = result = [];
        var work = new Stack<Block>([block]);
        while (work.TryPop(out var from))
        {
            foreach (var edge in from.Edges)
            {
                if (result.Add(edge.Target))
                    work.Push(edge.Target);
            }
        }

        return result;
    }

    static bool HasNode(Type type) =>
        StackTypes.IsAddress(type) || StackTypes.IsReference(type) || StackTypes.IsStruct(type);

    /// <summary>
    /// The address of the struct, if the location is in one: it may be overwritten as a whole or field by field.
    /// </summary>
    static Value WholeStruct(Value address)
    {
        while (Addresses.Around(address) is { } around)
            address = around;
        return address;
    }

    /// <summary>What an address leads to, by name: two addresses with different keys never overlap.</summary>
    static object LocationKey(Value address)
    {
        // A struct inside an object or an array is one piece of memory: the outermost field decides. So is an inline array.
        while (Addresses.Around(address) is { } around && (Addresses.IsInlineElement(address)
            || around is Instruction { Opcode: Opcode.FieldAddress or Opcode.ElementAddress or Opcode.StaticAddress }))
        {
            address = around;
        }

        return address is Instruction { Opcode: Opcode.FieldAddress or Opcode.StaticAddress, Payload: FieldInfo field }
            ? MemoryNode.Key(field)
            : address.Type.GetElementType()!;
    }

    MemoryNode Node(Value value)
    {
        if (_nodes.TryGetValue(value, out var node))
            return node.Find();
        node = value switch
        {
            Instruction { Opcode: Opcode.FieldAddress } i => Node(i.Operands[0]).Child(MemoryNode.Key((FieldInfo)i.Payload!)),
            Instruction { Opcode: Opcode.ElementAddress } i => Node(i.Operands[0]).Child(MemoryNode.Element),
            Instruction { Opcode: Opcode.StaticAddress } i => Static((FieldInfo)i.Payload!),
            Instruction { Opcode: Opcode.Load } i =>
                StackTypes.IsStruct(i.Type) ? Node(i.Operands[0]) : Node(i.Operands[0]).Pointee(),
            Instruction { Opcode: Opcode.GetField } i =>
                StackTypes.IsStruct(i.Type)
                    ? Node(i.Operands[0]).Child(MemoryNode.Key((FieldInfo)i.Payload!))
                    : Node(i.Operands[0]).Child(MemoryNode.Key((FieldInfo)i.Payload!)).Pointee(),
            Instruction { Opcode: Opcode.WithField or Opcode.Cast or Opcode.UncheckedCast or Opcode.IsInstance } i =>
                Node(i.Operands[0]),
            Instruction { Opcode: Opcode.UnboxAddress } i => Node(i.Operands[0]).Child(MemoryNode.Element),
            _ => new MemoryNode(),
        };
        _nodes[value] = node;
        return node.Find();
    }

    void Activate(Value value)
    {
        if (StackTypes.IsFloat(value.Type) && value is not Constant)
            _changed |= _active.Add(value);
    }

    void Flow(Value from, Value to)
    {
        if (_active.Contains(from))
            Activate(to);
        if (HasNode(to.Type) && from is not Constant)
            Unify(Node(to), Node(from));
    }

    void Unify(MemoryNode a, MemoryNode b) => _changed |= a.Unify(b);

    void Visit(Instruction i)
    {
        if (HasNode(i.Type))
            Node(i); // a value that is only returned must have one too before shadows are decided
        switch (i.Opcode)
        {
            case Opcode.Load:
                _blocks[i] = _block;
                if (StackTypes.IsFloat(i.Type) && IsActiveAt(i.Operands[0]))
                    Activate(i);
                else if (StackTypes.IsStruct(i.Type) && Carriers.HasFloats(i.Type))
                    VisitStructLoad(i.Operands[0]);
                break;
            case Opcode.Store:
                VisitStore(i.Operands[0], i.Operands[1]);
                break;
            case Opcode.GetField:
                if (StackTypes.IsFloat(i.Type) && Node(i.Operands[0]).Child(MemoryNode.Key((FieldInfo)i.Payload!)).Active)
                    Activate(i);
                break;
            case Opcode.WithField:
                StoreInto(Mirrored(Node(i).Child(MemoryNode.Key((FieldInfo)i.Payload!)), i.Operands[1]), i.Operands[1]);
                break;
            case Opcode.Box:
                Mirrored(Node(i), i.Operands[0]);
                StoreInto(Mirrored(Node(i).Child(MemoryNode.Element), i.Operands[0]), i.Operands[0]);
                break;
            case Opcode.NewDelegate:
                StoreInto(Node(i).Child(MemoryNode.Target), i.Operands[0]);
                break;
            case Opcode.Call or Opcode.CallVirtual:
                _blocks[i] = _block;
                VisitCall(i, (MethodBase)i.Payload!);
                break;
            case Opcode.CallFunction:
                _blocks[i] = _block;
                VisitOpaque(i, null);
                break;
            case Opcode.Caught:
                _changed |= Node(i).Mark(MemoryFlags.External);
                break;
            default:
                if (StackTypes.IsFloat(i.Type) && i.Operands.Any(_active.Contains))
                    Activate(i);
                break;
        }
    }

    void VisitStore(Value address, Value value)
    {
        Node(WholeStruct(address)).StoredIn.Add(_block);
        var node = Node(address).Find();
        if ((node.Flags & MemoryFlags.External) != 0)
        {
            if (!_externalStores.TryGetValue(LocationKey(address), out var blocks))
                _externalStores[LocationKey(address)] = blocks = [];
            blocks.Add(_block);
        }

        if (address is Instruction { Opcode: not Opcode.Slot } place && place.Operands.Length > 0)
        {
            // Up to the object: a struct in an array is reached by two addresses.
            Mirrored(node, value);
            for (Value? outer = place.Operands[0]; outer is not null;
                outer = outer is Instruction { Opcode: Opcode.FieldAddress or Opcode.ElementAddress } i ? i.Operands[0] : null)
            {
                Mirrored(Node(outer), value);
            }
        }

        StoreInto(node, value);
        StoreReferenceOutside(address, value);
        if (node.Find().Active && (node.Find().Flags & (MemoryFlags.External | MemoryFlags.Input)) == MemoryFlags.External)
            _changed |= _externalActive.Add(LocationKey(address));
    }

    /// <summary>A reference, or a struct with references, gets into this memory here.</summary>
    static MemoryNode Mirrored(MemoryNode node, Value value)
    {
        node = node.Find();
        node.Mirrors |= Carriers.HasReferences(value.Type) && !StackTypes.IsAddress(value.Type);
        return node;
    }

    void StoreInto(MemoryNode location, Value value)
    {
        location = location.Find();
        if (StackTypes.IsFloat(value.Type))
        {
            if (_active.Contains(value) && !location.Active)
                location.Active = _changed = true;
        }
        else if (value is not Constant && StackTypes.IsStruct(value.Type))
            Unify(location, Node(value));
        else if (value is not Constant && HasNode(value.Type))
            Unify(location.Pointee(), Node(value));
    }

    void VisitCall(Instruction call, MethodBase method)
    {
        var rule = _context.FindRule(call, RuleKind.Derivative, RuleKind.Pullback, RuleKind.Pushforward);
        switch (rule?.Kind)
        {
            case RuleKind.Zero:
                VisitFlat(call, method);
                break;
            case RuleKind.Derivative:
                if (call.Operands.Any(CarriesNow))
                {
                    Activate(call);
                    _activeCalls.Add(call);
                    if (HasNode(call.Type))
                        _changed |= Node(call).Mark(MemoryFlags.Input); // a complex number
                }

                break;
            case RuleKind.Callback when rule.Callback!.IsAlwaysActive:
                _activeCalls.Add(call);
                break;
            case RuleKind.Callback when rule.Callback!.Delivers:
                _activeCalls.Add(call);
                VisitOpaque(call, method);
                break;
            case RuleKind.Refused:
                VisitOpaque(call, method, isRefused: true);
                break;
            case RuleKind.Exchange:
                VisitExchange(call);
                break;
            case RuleKind.Fresh:
                _fresh.Add(call);
                _changed |= Node(call).Collapse(); // of unknown structure
                break;
            case RuleKind.Mirror:
                foreach (var operand in call.Operands.Where(o => o is not Constant && HasNode(o.Type)))
                    Unify(Node(call), Node(operand));
                if (call.Operands.Any(CarriesNow))
                    _activeCalls.Add(call);
                break;
            case RuleKind.Pullback or RuleKind.Pushforward:
                if (!call.Operands.Any(CarriesNow))
                {
                    VisitInactive(call, method);
                    break;
                }

                _activeCalls.Add(call);
                Activate(call);
                if (HasNode(call.Type))
                    _changed |= Node(call).Mark(MemoryFlags.Input);
                break;
            default:
                VisitOpaque(call, method);
                break;
        }
    }

    /// <summary>A call that is not looked into: whatever carries a derivative may end up anywhere it can reach.</summary>
    void VisitOpaque(Instruction call, MethodBase? method, bool isRefused = false)
    {
        if (call.Opcode == Opcode.CallVirtual || method?.DeclaringType is not { } type || !IsPlatform(type.Assembly))
            _callBlocks.Add(_block);
        var seesWorld = _externalActive.Count > 0 && MayReachOwnCode(call, method);
        if (!_activeCalls.Contains(call) && !seesWorld && !_context.Statics.MayTouch(call) && !call.Operands.Any(CarriesNow))
        {
            VisitInactive(call, method);
            return;
        }

        _activeCalls.Add(call);
        if (isRefused)
            return; // that is said, rather than what would follow from it
        foreach (var operand in call.Operands.Append(call))
        {
            if (operand is Constant || !HasNode(operand.Type))
                continue;
            if (!Carriers.CanCarry(operand.Type))
            {
                _changed |= Node(operand).Mark(MemoryFlags.External | MemoryFlags.Escaped); // an array of indices, say
                continue;
            }

            JoinWorld(Node(operand));
            if (_externalActive.Add(operand.Type))
                _changed = true;
        }

        AddPlacesWrittenBy(call);
        Activate(call);
    }

    /// <summary>Code that is not the platform's, which may have ways of its own to memory that varies.</summary>
    static bool MayReachOwnCode(Instruction call, MethodBase? method)
    {
        if (method?.DeclaringType is not { } type)
            return call.Opcode == Opcode.CallFunction;
        return !IsPlatform(type.Assembly) || call.Operands.Any(o => typeof(Delegate).IsAssignableFrom(o.Type))
            || (call.Opcode == Opcode.CallVirtual && type.IsInterface && Carriers.CanCarry(type));
    }

    /// <summary>A flat method of the platform may write what it is given (fill an array), but keeps no reference to it.</summary>
    void VisitFlat(Instruction call, MethodBase method)
    {
        if (HasNode(call.Type))
            _changed |= Node(call).Mark(MemoryFlags.External);
        if (HasNode(call.Type) && call.Operands is [{ } tape, ..] && tape is not Constant && tape.Type == typeof(Tape))
        {
            Unify(Node(tape).Child(MemoryNode.Kept).Pointee(), Node(call)); // derivative code that is differentiated
            return;
        }

        if (_context.IsPure(method))
            return;
        var parameters = method.GetParameters();
        var instance = call.Operands.Length - parameters.Length;
        for (var k = 0; k < call.Operands.Length; k++)
        {
            var operand = call.Operands[k];
            if (operand is not Constant && HasNode(operand.Type) && (k < instance || !IsReadOnlyNumbers(parameters[k - instance].ParameterType)))
                Node(operand).MarkStored(_block);
        }
    }

    /// <summary>A method cannot write what it gets so.</summary>
    static bool IsReadOnlyNumbers(Type parameter) =>
        parameter.IsConstructedGenericType && parameter.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>)
        && parameter.GetGenericArguments()[0].IsPrimitive;

    void VisitInactive(Instruction call, MethodBase? method)
    {
        if (HasNode(call.Type))
            _changed |= Node(call).Mark(MemoryFlags.External);
        if (method is not null && _context.IsPure(method))
            return;
        foreach (var operand in call.Operands)
        {
            if (operand is not Constant && HasNode(operand.Type))
                _changed |= Node(operand).Mark(MemoryFlags.Escaped);
        }
    }

    static bool IsPlatform(Assembly assembly) => SystemTypes.IsSystem(assembly);

    bool CarriesNow(Value value)
    {
        if (value is Constant)
            return false;
        if (StackTypes.IsFloat(value.Type))
            return _active.Contains(value);
        return HasNode(value.Type) && Carriers.CanCarry(value.Type) && Node(value).ReachesActive();
    }

    static bool AnyFloatLeafActive(MemoryNode node, Type type) =>
        Carriers.FloatLeaves(type).Any(path => path.Aggregate(node, (n, f) => n.Child(MemoryNode.Key(f))).Find().Active);

    static bool LocationIsActive(MemoryNode node, Type type) =>
        StackTypes.IsFloat(type) ? node.Find().Active : StackTypes.IsStruct(type) && AnyFloatLeafActive(node, type);
}
