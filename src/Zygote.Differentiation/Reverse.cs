using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Reverse mode: beside the function, which is completed by the mirroring of shadows and a little bookkeeping, a second one
/// that runs the transposed linearisation of every instruction in reverse order.
/// </summary>
/// <remarks>
///   b1(x): y = mul x, c; br b2(y)     =>     r2: ...; xBar of b2's parameter is added to y's; br r1
///                                            r1: xBar += scale(take yBar, c); br (whence b1 was entered)
/// A cotangent is a slot of the reverse function: uses add to it, the definition takes it and leaves zero; slots become SSA
/// values when the draft is cleaned up. Primal values are named by <see cref="OuterValue"/>; how each reaches the reverse
/// part is decided afterwards (<see cref="Saving"/>).
/// Whence a block was entered: by its only predecessor; by the branch condition of a simple diamond; by a number passed
/// along each edge; for loop headers by the count of visits. A loop runs backwards visit by visit: its reverse begins at a
/// block of its own that is entered with the number of the last visit (<see cref="ReverseLoop"/>).
/// Requires: canonical loops (one entry edge, one latch, dedicated exits), loop-closed SSA, one return.
/// </remarks>
sealed partial class Reverse
{
    static readonly MethodInfo AccumulateMethod = typeof(Shadow).GetMethod(nameof(Shadow.Accumulate))!;
    static readonly MethodInfo ClearNumbersMethod = typeof(Shadow).GetMethod(nameof(Shadow.ClearNumbers))!;
    static readonly MethodInfo ClearMethod = typeof(Shadow).GetMethod(nameof(Shadow.Clear))!;

    readonly Function _primal;
    readonly Activity _activity;
    readonly IDerivativeContext _context;
    readonly Linearization _linearization;
    readonly ControlFlow _flow;
    readonly DominatorTree _dominators;
    readonly LoopForest _loops;
    readonly Jvp _shadows;
    readonly Value _tape;
    readonly bool _repeatable;
    readonly Dictionary<Block, Instruction[]> _instructions = [];
    readonly Dictionary<Block, int> _parameterCounts = [];
    readonly Dictionary<Block, Block> _reversed = [];
    readonly Dictionary<Value, OuterValue> _outer = [];
    readonly Dictionary<Value, Value> _cotangents = [];
    readonly Dictionary<Block, BlockParameter> _entered = [];
    Builder _builder = null!;

    /// <param name="primal">Owned by the caller and changed in place; the tape and the shadows are among its parameters.</param>
    /// <param name="reverse">With its entry block, to be filled.</param>
    /// <param name="pattern">Activity of the first parameters of <paramref name="primal"/>.</param>
    /// <param name="shadowParameters">For each parameter that has one, its shadow, in <paramref name="primal"/>.</param>
    /// <param name="tape">In <paramref name="primal"/>.</param>
    /// <param name="repeatable">
    /// The reverse part can be run again: it leaves the shadows of what the function allocates at zero, and the primal's
    /// memory as it is.
    /// </param>
    /// <param name="context">Rules and derivatives of callees.</param>
    public Reverse(
        Function primal, Function reverse, ActivityPattern pattern, IReadOnlyDictionary<int, Value> shadowParameters, Value tape,
        bool repeatable, IDerivativeContext context)
    {
        _primal = primal;
        Code = reverse;
        _context = context;
        _tape = tape;
        _repeatable = repeatable;
        _linearization = new Linearization(context);
        _flow = new ControlFlow(primal);
        _dominators = new DominatorTree(_flow);
        _loops = new LoopForest(_flow, _dominators);
        if (!_loops.IsReducible)
            throw Refusals.Irreducible(primal);
        if (pattern.Concurrency != Concurrency.None)
            Locks.Refuse(primal);
        _activity = new Activity(primal, _flow, pattern, context);
        Rewinding = repeatable ? null : new Rewinding(_flow, _loops, _activity);
        foreach (var block in _flow.ReversePostOrder)
        {
            _instructions[block] = [.. block.Instructions];
            _parameterCounts[block] = block == primal.Entry ? pattern.Active.Length : block.Parameters.Count;
        }

        if (_activity.Concurrency != Concurrency.None)
            _locked = new LockedSums(_flow, _activity, context);

        _shadows = new Jvp(primal, _flow, _activity, tape, shadowsOnly: true, context);
        foreach (var (index, shadow) in shadowParameters)
            _shadows.SetDuals(primal.Entry.Parameters[index], shadow);
        _shadows.Run();
        if (_activity.Concurrency != Concurrency.None)
        {
            _own = new OwnElements(primal, _loops, _activity, _shadows.Calls);
            _fields = new SharedFields(primal, _shadows.Calls);
        }
    }

    public Function Code { get; }

    public Function Primal => _primal;

    public ControlFlow Flow => _flow;

    public DominatorTree Dominators => _dominators;

    public LoopForest Loops => _loops;

    public Activity Activity => _activity;

    /// <summary>Null when the reverse part must leave memory as it is.</summary>
    public Rewinding? Rewinding { get; }

    public List<ReverseLoop> ReverseLoops { get; } = [];

    /// <summary>The only block of the primal that returns; null when it never does.</summary>
    public Block? ReturnBlock { get; private set; }

    /// <summary>The returned value; null for none.</summary>
    public Value? Result { get; private set; }

    /// <summary>The shadow of the returned value, in the primal. A caller wants one even of what did not vary here.</summary>
    public Value ResultShadow(Builder builder) => _shadows.DualOrZeros(builder, Result!);

    /// <summary>A load, or the mirror of one, that gives the same value at any later time within the call.</summary>
    public bool IsReloadable(Instruction load) => _activity.IsReloadable(_shadows.MirroredLoads.GetValueOrDefault(load, load));

    /// <summary>Blocks with calls that use the tape.</summary>
    public IEnumerable<Block> BlocksWithCalls =>
        _flow.ReversePostOrder.Where(b => _instructions[b].Any(Calls.ContainsKey));

    /// <summary>What was kept of the calls that use the tape.</summary>
    public Dictionary<Instruction, CallRecord> Calls => _shadows.Calls;

    public ReadingCalls Readers => field ??= new ReadingCalls(this);

    /// <summary>The instructions of a block of the primal before shadows were added.</summary>
    public IReadOnlyList<Instruction> Original(Block block) => _instructions.GetValueOrDefault(block, []);

    public IDerivativeContext Context => _context;

    public Value ShadowOf(Value primalParameter) => _shadows.Dual(primalParameter);

    /// <summary>Cotangent of an active parameter, read at the end of the reverse code.</summary>
    public Value CotangentOf(Builder builder, Value parameter) =>
        _cotangents.TryGetValue(parameter, out var slot) ? builder.Load(slot) : Constant.Zero(parameter.Type);

    /// <summary>Fills <see cref="Code"/>; returns the block where it ends, still without terminator.</summary>
    /// <param name="seed">Cotangent of the result, or null if it has none by value.</param>
    public Block Generate(Value? seed)
    {
        ReturnBlock = _flow.ReversePostOrder.FirstOrDefault(b => b.Terminator!.Opcode == Opcode.Return);
        _builder = new Builder(Code.Entry);
        var end = Code.AddBlock();
        if (ReturnBlock is null)
        {
            _builder.Branch(end);
            return end;
        }

        Result = ReturnBlock.Terminator!.Operands.FirstOrDefault();
        foreach (var block in _flow.ReversePostOrder)
        {
            if (_activity.Returning.Contains(block))
                _reversed[block] = Code.AddBlock();
        }

        foreach (var loop in _loops.Loops)
        {
            if (!_activity.Returning.Contains(loop.Header))
                continue;
            var reversed = new ReverseLoop(loop, ReverseLoops.Count, Code, _flow, _loops, _activity.Returning);
            reversed.AddBookkeeping(_flow, _tape, _activity.Returning);
            ReverseLoops.Add(reversed);
        }

        foreach (var reversed in ReverseLoops)
            reversed.BuildStart((from, exit) => ReverseOf(from, exit, reversed.Loop));

        if (seed is not null && Result is not null)
        {
            if (StackTypes.IsFloat(Result.Type))
                Accumulate(Result, seed);
            else if (_activity.IsActive(Result))
                AccumulateStruct(Result, [], seed);
        }

        _builder.Branch(_reversed[ReturnBlock]);
        foreach (var block in _flow.ReversePostOrder.Reverse())
        {
            if (_activity.Returning.Contains(block))
                ReverseBlock(block, end);
        }

        end = AddCollected(end);
        if (Result is not null)
            Result = _shadows.Replacement(Result);
        _shadows.RenameReplaced(_primal);
        return end;
    }

    /// <summary>How reverse code names a primal value.</summary>
    public Value Use(Value value)
    {
        value = _shadows.Replacement(value);
        if (value is Constant)
            return value;
        if (!_outer.TryGetValue(value, out var outer))
            _outer[value] = outer = new OuterValue(value) { Name = value.Name };
        return outer;
    }

    // Loops.

    ReverseLoop Reversed(Loop loop) => ReverseLoops.First(r => r.Loop == loop);

    /// <summary>
    /// To the reverse of <paramref name="from"/>, seen from <paramref name="outer"/>: inner loops that were left on the way
    /// to <paramref name="exit"/> start first, the outermost of them first.
    /// </summary>
    Edge ReverseOf(Block from, Block? exit, Loop? outer)
    {
        var inner = _loops.Innermost(from);
        if (inner == outer)
            return new Edge(_reversed[from]);
        while (inner!.Parent != outer)
            inner = inner.Parent;
        return Reversed(inner).EdgeIn(from, exit!, Use);
    }

    // Blocks.

    void ReverseBlock(Block block, Block end)
    {
        _builder = new Builder(_reversed[block]);
        foreach (var instruction in _instructions[block].Reverse())
        {
            _builder.Span = instruction.Span;
            Transpose(instruction);
        }

        if (block == _primal.Entry)
        {
            _builder.Branch(end);
            return;
        }

        var cotangents = TakeParameters(block);
        var predecessors = _flow.Predecessors(block);
        var ways = predecessors.Select(p => new Edge(ReverseEdge(p.From, p.Edge, block, cotangents))).ToArray();
        _builder = new Builder(_reversed[block]);
        if (ways.Length == 1)
        {
            _builder.Branch(ways[0].Target);
            return;
        }

        if (_loops.Innermost(block) is { } loop && loop.Header == block)
        {
            var entry = predecessors[0].From == loop.Latches[0] ? 1 : 0;
            var first = _builder.Compare(Comparison.Equal, Reversed(loop).Visit, Constant.Of(0L));
            _builder.BranchIf(first, ways[entry], ways[1 - entry]);
            return;
        }

        if (Diamond(block, predecessors) is var (condition, whenTrue))
        {
            _builder.BranchIf(Use(condition), ways[whenTrue], ways[1 - whenTrue]);
            return;
        }

        var entered = Entered(block, predecessors);
        if (ways.Length == 2)
            _builder.BranchIf(Use(entered), ways[1], ways[0]);
        else
            _builder.Switch(Use(entered), ways);
    }

    /// <summary>Passes cotangents from a block's parameters to the values that entered them, then goes to the predecessor.</summary>
    Block ReverseEdge(Block from, Edge edge, Block block, List<ParameterCotangent> cotangents)
    {
        var way = Code.AddBlock();
        _builder = new Builder(way);
        foreach (var (index, parts) in cotangents)
        {
            var argument = edge.Arguments[index];
            if (StackTypes.IsFloat(argument.Type))
                Accumulate(argument, parts[0]);
            else
                AccumulateLeaves(argument, parts);
        }

        var target = _loops.Innermost(block);
        var source = _loops.Innermost(from);
        if (source is not null && block == source.Header)
        {
            Reversed(source).BranchBack(_builder, Use); // along the back edge: one visit earlier
            return way;
        }

        // Along a loop exit: start the reverse of every loop that was left, the outermost first.
        while (target is not null && !target.Contains(source))
            target = target.Parent;
        var next = ReverseOf(from, block, target);
        _builder.Branch(next.Target, next.Arguments);
        return way;
    }

    /// <summary>Of a block parameter: one number, or those of a struct.</summary>
    sealed record ParameterCotangent(int Index, Value[] Parts);

    List<ParameterCotangent> TakeParameters(Block block)
    {
        var result = new List<ParameterCotangent>();
        for (var i = 0; i < _parameterCounts[block]; i++)
        {
            var parameter = block.Parameters[i];
            if (_activity.IsActive(parameter))
                result.Add(new(i, StackTypes.IsFloat(parameter.Type) ? [Take(parameter)] : TakeLeaves(parameter)));
        }

        return result;
    }

    /// <summary>
    /// A join of two ways that parted at a conditional branch and met nothing else: the condition tells the way.
    /// </summary>
    (Value Condition, int WhenTrue)? Diamond(Block block, IReadOnlyList<Passage> predecessors)
    {
        if (predecessors.Count != 2 || _dominators.ImmediateDominator(block) is not { } top
            || top.Terminator!.Opcode != Opcode.BranchIf || _loops.Innermost(top) != _loops.Innermost(block))
        {
            return null;
        }

        int? Side(Passage predecessor)
        {
            if (predecessor.From == top)
                return predecessor.Edge == top.Edges[0] ? 0 : 1;
            for (var side = 0; side < 2; side++)
            {
                var arm = top.Edges[side].Target;
                if (arm != block && _flow.Predecessors(arm).Count == 1 && _dominators.Dominates(arm, predecessor.From))
                    return side;
            }

            return null;
        }

        return (Side(predecessors[0]), Side(predecessors[1])) switch
        {
            (0, 1) => (top.Terminator.Operands[0], 0),
            (1, 0) => (top.Terminator.Operands[0], 1),
            _ => null,
        };
    }

    BlockParameter Entered(Block block, IReadOnlyList<Passage> predecessors)
    {
        if (_entered.TryGetValue(block, out var parameter))
            return parameter;
        _entered[block] = parameter = block.AddParameter(typeof(int), "entered");
        for (var i = 0; i < predecessors.Count; i++)
            predecessors[i].Edge.Arguments.Add(Constant.Of(i));
        return parameter;
    }

    // Cotangents.

    Value Cotangent(Value value)
    {
        if (!_cotangents.TryGetValue(value, out var slot))
        {
            slot = new Instruction(Opcode.Slot, value.Type.MakeByRefType(), [], value.Type)
            {
                Name = value.Name?.With("Bar"),
            };
            Code.Entry.Instructions.Insert(0, (Instruction)slot);
            _cotangents[value] = slot;
        }

        return slot;
    }

    void Accumulate(Value value, Value contribution)
    {
        if (value is Constant || !_activity.IsActive(value))
            return;
        AddAt(Cotangent(value), contribution);
    }

    void AddAt(Value address, Value contribution)
    {
        object? order = StackTypes.IsFloat(contribution.Type) ? SumOrder.Any : null;
        _builder.Store(address, _builder.Append(Opcode.Add, contribution.Type, order, _builder.Load(address), contribution));
    }

    Value Take(Value value) => TakeAt(Cotangent(value));

    Value TakeAt(Value address)
    {
        var cotangent = _builder.Load(address);
        _builder.Store(address, Constant.Zero(cotangent.Type));
        return cotangent;
    }

    Value[] TakeLeaves(Value value) =>
        [.. Carriers.FloatLeaves(value.Type).Select(path => TakeAt(Address(_builder, Cotangent(value), path)))];

    void AccumulateLeaves(Value value, Value[] parts, FieldInfo[]? prefix = null)
    {
        if (value is Constant || !_activity.IsActive(value))
            return;
        var type = prefix is { Length: > 0 } ? prefix[^1].FieldType : value.Type;
        var leaves = Carriers.FloatLeaves(type);
        for (var i = 0; i < leaves.Length; i++)
            AddAt(Address(_builder, Cotangent(value), [.. prefix ?? [], .. leaves[i]]), parts[i]);
    }

    /// <summary>Adds a cotangent that is a struct value to the cotangent of a struct.</summary>
    void AccumulateStruct(Value value, FieldInfo[] prefix, Value contribution) =>
        AccumulateLeaves(value, [.. Carriers.FloatLeaves(contribution.Type).Select(path => Leaf(contribution, path))], prefix);

    Value Leaf(Value structure, FieldInfo[] path) => path.Aggregate(structure, _builder.GetField);

    static Value Address(Builder builder, Value address, FieldInfo[] path) => path.Aggregate(address, builder.FieldAddress);

    Value ShadowAddress(Value address) => _shadows.DualAddress(_builder, address, Use);

    Value UseShadow(Value value) => Use(_shadows.Dual(value));

    // Instructions.

    void Transpose(Instruction i)
    {
        if (TransposeLocked(i))
            return;
        switch (i.Opcode)
        {
            case Opcode.Store:
                if (Rewinding?.Undoes(i) == true)
                    Undo(i);
                TransposeStore(i.Operands[0], i.Operands[1]);
                if (_shadows.OverwrittenShadows.TryGetValue(i, out var overwritten))
                    RestoreReferences(ShadowAddress(i.Operands[0]), Use(overwritten));
                return;
            case Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction when _activity.IsActiveCall(i):
                TransposeCall(i);
                return;
            case Opcode.NewArray or Opcode.NewObject when _repeatable && _activity.HasShadow(i):
                ClearAllocation(i);
                return;
            case Opcode.Call when _repeatable && _activity.IsFresh(i) && _activity.HasShadow(i):
                _builder.Call(ClearMethod.MakeGenericMethod(i.Type), UseShadow(i));
                return;
            case Opcode.Box when _activity.HasShadow(i):
                TransposeBox(i);
                return;
        }

        if (!_activity.IsActive(i))
            return;
        if (StackTypes.IsFloat(i.Type))
        {
            var yBar = Take(i);
            switch (i.Opcode)
            {
                case Opcode.Load:
                    if (_activity.HasShadow(i.Operands[0]))
                        AddToShadow(i.Operands[0], [], yBar);
                    break;
                case Opcode.GetField:
                    if (_activity.IsActive(i.Operands[0]))
                        AddAt(_builder.FieldAddress(Cotangent(i.Operands[0]), (FieldInfo)i.Payload!), yBar);
                    break;
                default:
                    AddTerms(i, yBar);
                    break;
            }

            return;
        }

        var parts = TakeLeaves(i);
        var leaves = Carriers.FloatLeaves(i.Type);
        switch (i.Opcode)
        {
            case Opcode.Load when !_activity.HasShadow(i.Operands[0]):
                break; // a constant that meets active values where ways join
            case Opcode.Call or Opcode.CallVirtual when _context.FindRule((MethodBase)i.Payload!)?.Kind == RuleKind.Zero:
                break; // zeros of the shape of a struct, to which varying numbers are put later
            case Opcode.Load:
                for (var k = 0; k < leaves.Length; k++)
                    AddToShadow(i.Operands[0], leaves[k], parts[k]);
                break;
            case Opcode.GetField:
                AccumulateLeaves(i.Operands[0], parts, [(FieldInfo)i.Payload!]);
                break;
            case Opcode.WithField:
                TransposeWithField(i, leaves, parts);
                break;
            default:
                throw new Refusal(i.Span, $"the operation {i.Opcode.Facts().Name} on the struct {i.Type.Name} is not supported",
                    "Write the computation with the fields of the struct.");
        }
    }

    void AddTerms(Instruction i, Value yBar)
    {
        foreach (var term in _linearization.Terms(i, _builder, Use, _activity.IsActive))
            Accumulate(term.Operand, Linearization.ApplyTransposed(term, _builder, yBar));
    }

    void TransposeStore(Value address, Value value)
    {
        if (!_activity.IsActiveLocation(address) || !_activity.HasShadow(address))
            return;
        var place = ShadowAddress(address);
        var type = address.Type.GetElementType()!;
        if (StackTypes.IsFloat(type))
            Accumulate(value, TakeAt(place));
        else
            AccumulateLeaves(value, [.. Carriers.FloatLeaves(type).Select(path => TakeAt(Address(_builder, place, path)))]);
    }

    void Undo(Instruction store)
    {
        var address = store.Operands[0];
        var old = new Instruction(Opcode.Load, StackTypes.Of(address.Type.GetElementType()!), [address], null, store.Span);
        var block = _flow.ReversePostOrder.First(b => b.Instructions.Contains(store)).Instructions;
        block.Insert(block.IndexOf(store), old);
        var undo = (Instruction)_builder.Append(Opcode.Store, typeof(void), null, PrimalAddress(address), Use(old));
        Rewinding!.Add(undo, store);
    }

    /// <summary>The shadow's own numbers go back to zero; objects that it refers to are cleared where they are made.</summary>
    void ClearAllocation(Instruction allocation)
    {
        var shadow = UseShadow(allocation);
        if (allocation.Opcode == Opcode.NewArray)
        {
            if (Carriers.HasFloats(allocation.Type.GetElementType()!))
                _builder.Call(ClearNumbersMethod, shadow);
            return;
        }

        for (var type = allocation.Type; type is not null; type = type.BaseType)
        {
            foreach (var field in Carriers.Fields(type).Where(f => f.DeclaringType == type && Carriers.HasFloats(f.FieldType)))
            {
                var place = _builder.FieldAddress(shadow, field);
                if (StackTypes.IsFloat(field.FieldType))
                    TakeAt(place);
                else
                    Array.ForEach(Carriers.FloatLeaves(field.FieldType), path => TakeAt(Address(_builder, place, path)));
            }
        }
    }

    void RestoreReferences(Value place, Value old)
    {
        if (!StackTypes.IsStruct(old.Type))
        {
            _builder.Store(place, old);
            return;
        }

        foreach (var field in Carriers.Fields(old.Type).Where(f => Carriers.HasReferences(f.FieldType)))
            RestoreReferences(_builder.FieldAddress(place, field), _builder.GetField(old, field));
    }

    void TransposeWithField(Instruction i, FieldInfo[][] leaves, Value[] parts)
    {
        var field = (FieldInfo)i.Payload!;
        var replaced = new List<Value>();
        for (var k = 0; k < leaves.Length; k++)
        {
            if (leaves[k][0].Name == field.Name && MemoryNode.Key(leaves[k][0]).Equals(MemoryNode.Key(field)))
                replaced.Add(parts[k]);
            else if (i.Operands[0] is not Constant && _activity.IsActive(i.Operands[0]))
                AddAt(Address(_builder, Cotangent(i.Operands[0]), leaves[k]), parts[k]);
        }

        if (StackTypes.IsFloat(field.FieldType))
            Accumulate(i.Operands[1], replaced[0]);
        else if (replaced.Count > 0)
            AccumulateLeaves(i.Operands[1], [.. replaced]);
    }

    void TransposeBox(Instruction box)
    {
        var value = box.Operands[0];
        if (!_activity.IsActive(value))
            return;
        var type = (Type)box.Payload!;
        var place = _builder.Append(Opcode.UnboxAddress, type.MakeByRefType(), type, UseShadow(box));
        if (StackTypes.IsFloat(type))
            Accumulate(value, TakeAt(place));
        else
            AccumulateLeaves(value, [.. Carriers.FloatLeaves(type).Select(path => TakeAt(Address(_builder, place, path)))]);
    }
}
