using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Decides for every primal value that reverse code names how it gets there, and makes it so: it is a constant or a
/// parameter; it is computed or loaded again; it is kept in a variable, when the reverse part follows in the same function
/// and the value is not in a loop; else it is saved in the frame that the visit of its loop, or the call, has on the tape.
/// </summary>
/// <remarks>
/// A value belongs to the innermost loop in which it is defined; by loop-closed form all its uses are in there, so one
/// instance for each visit suffices. In the reverse it is fetched in the block of the use, or, if that is in an inner loop,
/// in the nearest dominator outside: the order of the reverse blocks guarantees that it was defined when that is reached.
/// Loops are handled innermost first, since their frames are themselves values of the loop around them.
/// </remarks>
sealed partial class Saving
{
    const double RecomputationLimit = 8;
    const int Kinds = 3;

    static readonly MethodInfo Marker = typeof(Tape).GetMethod(nameof(Tape.VisitMarker))!;
    static readonly FieldInfo[] Stacks =
        [typeof(Tape).GetField(nameof(Tape.Doubles))!, typeof(Tape).GetField(nameof(Tape.Integers))!, typeof(Tape).GetField(nameof(Tape.Objects))!];

    readonly Reverse _reverse;
    readonly Function _code;
    readonly Value _primalTape;
    readonly Value _codeTape;
    readonly ImmediateReversal? _immediate;
    readonly IReadOnlyDictionary<Value, Value>? _parameters;
    readonly Dictionary<Value, Block> _definedIn = [];
    readonly Dictionary<Value, NumberOfLoop> _loopNumbers = [];
    readonly Dictionary<Loop, StartOfLoop> _starts = [];
    readonly Dictionary<(Value, Block), Value> _fetched = [];
    readonly Dictionary<Value, Place> _places = [];
    readonly Dictionary<Value, double> _costs = [];
    readonly Dictionary<Block, int> _cursors = [];
    readonly Dictionary<Value, List<Instruction>> _after = [];
    readonly Dictionary<Block, List<Instruction>> _atStart = [];
    readonly Dictionary<Value, Value> _slots = [];
    readonly int[] _callFrame = new int[3];
    readonly Instruction?[] _callFrameBases = new Instruction?[3];
    ControlFlow _codeFlow = null!;
    DominatorTree _codeDominators = null!;
    LoopForest _codeLoops = null!;

    /// <param name="reverse">Generated and cleaned up.</param>
    /// <param name="primalTape">The tape in the primal.</param>
    /// <param name="codeTape">The tape in the reverse code.</param>
    /// <param name="parameters">
    /// For separate functions: what the primal's parameters are in the reverse code. Null when both become one function.
    /// </param>
    /// <param name="token">For separate functions: the reverse code's parameter for the base of the call's frame.</param>
    /// <param name="immediate">For one function: loops whose reverse comes with each iteration.</param>
    public Saving(
        Reverse reverse, Value primalTape, Value codeTape, IReadOnlyDictionary<Value, Value>? parameters = null, Value? token = null,
        ImmediateReversal? immediate = null)
    {
        _immediate = immediate;
        _reverse = reverse;
        _code = reverse.Code;
        _primalTape = primalTape;
        _codeTape = codeTape;
        _parameters = parameters;
        Token = token;
    }

    /// <summary>In: the reverse code's token. After <see cref="Run"/>, in the primal: what the forward function returns for it.</summary>
    public Value? Token { get; private set; }

    bool IsSplit => _parameters is not null;

    enum Place
    {
        Recompute,
        Variable,
        Frame,
    }

    public void Run()
    {
        foreach (var block in _reverse.Primal.Blocks)
        {
            foreach (var parameter in block.Parameters)
                _definedIn[parameter] = block;
            foreach (var instruction in block.Instructions)
                _definedIn[instruction] = block;
        }

        foreach (var loop in _reverse.ReverseLoops)
        {
            foreach (var (parameter, what, kind) in loop.Numbers())
                _loopNumbers[parameter] = new(loop, what, kind);
        }

        _reverse.Rewinding?.RemoveIdle(_code);
        Analyze();
        if (SplitConditionalEntrances())
            Analyze();
        var flow = _codeFlow;
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var instruction in block.Instructions)
            {
                if (instruction.Payload is MethodInfo m && m == Marker)
                {
                    var loop = _reverse.ReverseLoops[(int)((Constant)instruction.Operands[0]).Content!].Loop;
                    _starts[loop] = new(block, instruction, _codeLoops.Innermost(block));
                }
            }
        }

        // All uses, those of values in the deepest loops first.
        var uses = new List<PendingUse>();
        foreach (var block in flow.ReversePostOrder)
            CollectUses(block, uses);
        var usesAt = uses.ToLookup(u => new UseKind(u.Depth, What(u.Value.Source)));
        var deepest = 0;
        foreach (var loop in _reverse.Loops.Loops)
            deepest = Math.Max(deepest, loop.Depth);
        for (var depth = deepest; depth >= 0; depth--)
        {
            // What must be saved comes first: it then is at hand for recomputing other values.
            var plain = usesAt[new(depth, null)].Concat(usesAt[new(depth, LoopNumber.Visit)]).Concat(usesAt[new(depth, LoopNumber.ExitVisit)]);
            foreach (var (value, _, _, _) in plain)
            {
                if (MustBeSaved(value.Source))
                    Decide(value.Source);
            }

            foreach (var (value, block, replace, _) in plain)
                replace(Fetch(value.Source, PlaceFor(value.Source, block)));
            foreach (var (value, block, replace, _) in usesAt[new(depth, LoopNumber.ExitFrame)])
                replace(ExitFrame((BlockParameter)value.Source, PlaceFor(value.Source, block)));
            foreach (var loop in _reverse.ReverseLoops.Where(l => l.Loop.Depth == depth))
                LinkFrames(loop);
            foreach (var (value, block, replace, _) in usesAt[new(depth, LoopNumber.PreviousFrame)])
                replace(PreviousFrame(value.Source, block));
        }

        InsertSaves();
        OpenFrames();
        foreach (var (block, marker, _) in _starts.Values)
            block.Instructions.Remove(marker);
    }

    void Analyze()
    {
        _codeFlow = new ControlFlow(_code);
        _codeDominators = new DominatorTree(_codeFlow);
        _codeLoops = new LoopForest(_codeFlow, _codeDominators);
    }

    /// <summary>
    /// What is fetched before a loop must run only if the loop does: an element is read again at an index that was only saved then.
    /// </summary>
    /// <remarks>
    ///   br.if c, loop(), after()  =>  br.if c, before(), after(); before(): br loop()
    /// </remarks>
    bool SplitConditionalEntrances()
    {
        var split = false;
        foreach (var loop in _codeLoops.Loops)
        {
            if (EntranceCount(loop) != 1)
                continue;
            var (from, edge) = _codeFlow.Predecessors(loop.Header).First(p => !loop.Blocks.Contains(p.From));
            if (from.Edges.Length == 1)
                continue;
            var before = _code.AddBlock();
            new Builder(before).Branch(loop.Header, [.. edge.Arguments]);
            edge.Target = before;
            edge.Arguments.Clear();
            split = true;
        }

        return split;
    }

    // Classes: the collections of them are compiled already.
    sealed record NumberOfLoop(ReverseLoop Loop, LoopNumber What, int Kind);

    sealed record StartOfLoop(Block Block, Instruction Marker, Loop? Loop);

    sealed record SizeOfFrame(Instruction Sum, ReverseLoop Loop, int Kind);

    sealed record PendingUse(OuterValue Value, Block Block, Action<Value> Replace, int Depth);

    sealed record UseKind(int Depth, int What)
    {
        public UseKind(int depth, LoopNumber? what)
            : this(depth, (int?)what ?? -1)
        {
        }
    }

    void CollectUses(Block block, List<PendingUse> uses)
    {
        void Add(Value operand, Action<Value> replace)
        {
            if (operand is OuterValue outer)
                uses.Add(new(outer, block, replace, Level(outer.Source)?.Depth ?? 0));
        }

        foreach (var instruction in block.Instructions.Append(block.Terminator!).ToArray())
        {
            for (var i = 0; i < instruction.Operands.Length; i++)
            {
                var index = i;
                Add(instruction.Operands[i], v => instruction.Operands[index] = v);
            }
        }

        foreach (var edge in block.Edges)
        {
            for (var i = 0; i < edge.Arguments.Count; i++)
            {
                var index = i;
                Add(edge.Arguments[i], v => edge.Arguments[index] = v);
            }
        }
    }

    // Where values live.

    Loop? Level(Value value)
    {
        var loop = _definedIn.TryGetValue(value, out var block) ? _reverse.Loops.Innermost(block) : null;
        while (loop is not null && _immediate?.Contains(loop) == true)
            loop = loop.Parent;
        return loop;
    }

    Loop? CodeLoop(Loop? level) => level is null ? null : _starts[level].Loop;

    Block PlaceFor(Value value, Block use)
    {
        var loop = CodeLoop(Level(value));
        var block = use;
        while (_codeLoops.Innermost(block) != loop)
        {
            // A loop with several exits has a reverse with several entrances: what dominates them all may run although the
            // loop did not. What can fail there is fetched in each visit instead.
            if (_codeLoops.Innermost(block) is { } inner && inner.Header == block && EntranceCount(inner) > 1 && MayFail(value))
                return block;
            block = _codeDominators.ImmediateDominator(block)
                ?? throw new InvalidOperationException("a primal value is named outside the reverse of its loop");
        }

        return block;
    }

    int EntranceCount(Loop loop) => _codeFlow.Predecessors(loop.Header).Count(p => !loop.Blocks.Contains(p.From));

    /// <summary>To compute it again would fail where it has not been computed.</summary>
    bool MayFail(Value value)
    {
        if (value is Constant || Direct(value) is not null || Decide(value) != Place.Recompute)
            return false;
        if (value is BlockParameter parameter)
            return LastVisit(parameter) is not null || Progression.Of(parameter, _reverse, Level)!.Inputs.Any(MayFail);
        var i = (Instruction)value;
        return i.Opcode switch
        {
            Opcode.FieldAddress => !StackTypes.IsAddress(i.Operands[0].Type),
            Opcode.ElementAddress or Opcode.Length or Opcode.UnboxAddress or Opcode.StaticAddress => true,
            Opcode.Div or Opcode.Rem or Opcode.DivUn or Opcode.RemUn => StackTypes.IsInteger(i.Type),
            _ => false,
        } || i.Operands.Any(MayFail);
    }

    /// <summary>The value in reverse code, available from the start of <paramref name="place"/> on.</summary>
    Value Fetch(Value value, Block place)
    {
        if (value is Constant)
            return value;
        if (Direct(value) is { } direct)
            return direct;
        if (_fetched.TryGetValue((value, place), out var fetched))
            return fetched;
        fetched = Decide(value) switch
        {
            Place.Recompute => Recompute(value, place),
            Place.Variable => FetchVariable(value, place),
            _ => FetchSaved(value, place),
        };
        return _fetched[(value, place)] = fetched;
    }

    /// <summary>Values that need no decision: they are at hand everywhere in the reverse code.</summary>
    Value? Direct(Value value)
    {
        if (value is BlockParameter parameter)
        {
            if (parameter.Block == _reverse.Primal.Entry)
                return IsSplit ? _parameters!.GetValueOrDefault(value, value) : value;
            return Number(value) switch
            {
                { What: LoopNumber.Visit } n when _immediate?.Contains(n.Loop.Loop) == true => value,
                { What: LoopNumber.Visit } n => _starts[n.Loop.Loop].Marker.Operands[1],
                { What: LoopNumber.ExitFrame } n when n.Loop.FrameSizes[n.Kind] == 0 => Constant.Of(0),
                _ => null,
            };
        }

        if (value is Instruction { Opcode: Opcode.Slot } slot)
            return IsSplit ? CodeSlot(slot) : value;
        return null;
    }

    /// <summary>
    /// A slot in the reverse function of its own: shadows of variables are empty when the reverse part begins, and what the
    /// primal variables held is saved where it was read.
    /// </summary>
    Value CodeSlot(Instruction slot)
    {
        if (!_slots.TryGetValue(slot, out var copy))
        {
            _slots[slot] = copy = new Instruction(Opcode.Slot, slot.Type, [], slot.Payload, slot.Span) { Name = slot.Name };
            _code.Entry.Instructions.Insert(0, (Instruction)copy);
            Advance(_code.Entry);
        }

        return copy;
    }

    bool MustBeSaved(Value value) =>
        value is not Constant && What(value) != LoopNumber.PreviousFrame && Direct(value) is null && !IsVariable(value)
        && value switch
        {
            Instruction i => double.IsPositiveInfinity(OwnCost(i)),
            BlockParameter p => Progression.Of(p, _reverse, Level) is null && LastVisit(p) is null,
            _ => false,
        };

    Place Decide(Value value)
    {
        if (_places.TryGetValue(value, out var place))
            return place;
        if (IsVariable(value))
            place = Place.Variable;
        else if (Cost(value) <= RecomputationLimit)
            place = Place.Recompute;
        else if (StackTypes.IsAddress(value.Type))
            throw Refusals.SavedStruct((value as Instruction)?.Span ?? default, value.Type.ToString());
        else
            place = Place.Frame;
        if (place == Place.Frame)
            Save(value);
        return _places[value] = place;
    }

    /// <summary>
    /// What it costs to compute a value again from what is at hand for nothing; infinite if it cannot be, or if something
    /// would have to be saved for it.
    /// </summary>
    double Cost(Value value)
    {
        if (value is Constant || Direct(value) is not null || IsVariable(value))
            return 0;
        if (_places.TryGetValue(value, out var place) && place != Place.Recompute)
            return 1;
        if (_costs.TryGetValue(value, out var cost))
            return cost;
        _costs[value] = double.PositiveInfinity; // while on the way, for cycles
        cost = value switch
        {
            Instruction i => OwnCost(i) is var own && double.IsPositiveInfinity(own) ? own : own + Cost(i.Operands, i),
            BlockParameter p when Progression.Of(p, _reverse, Level) is { } progression =>
                (progression.Drift == 0 ? 1 : 3) + Cost(progression.Inputs, p),
            BlockParameter p when LastVisit(p) is { } counted => 2 + Cost(counted.Start, p) + Cost(counted.Bound, p),
            _ => double.PositiveInfinity,
        };
        return _costs[value] = cost;
    }

    double Cost(IEnumerable<Value> operands, Value user)
    {
        var cost = 0.0;
        foreach (var operand in operands)
            cost += Cost(operand, user);
        return cost;
    }

    /// <summary>An operand from further out is fetched once for many uses, even if it has to be saved for that.</summary>
    double Cost(Value operand, Value user)
    {
        var cost = Cost(operand);
        return cost > 1 && Level(operand) != Level(user) && !StackTypes.IsAddress(operand.Type) ? 1 : cost;
    }

    /// <summary>When both halves are one function, what is outside all loops simply stays in a local variable.</summary>
    /// <remarks>The number of the last visit of a counted loop is known without counting.</remarks>
    bool IsVariable(Value value) => !IsSplit && Level(value) is null && !StackTypes.IsAddress(value.Type)
        && !(value is BlockParameter exit && LastVisit(exit) is { } counted && IsAtHand(counted.Start) && IsAtHand(counted.Bound)
            && StackTypes.IsInteger(counted.Bound.Type)); // an array may be null where the loop was not reached

    bool IsAtHand(Value value) => value is Constant || Direct(value) is not null || IsVariable(value);

    double OwnCost(Instruction i)
    {
        switch (i.Opcode)
        {
            case Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Neg or Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Not
                or Opcode.Shl or Opcode.Shr or Opcode.ShrUn or Opcode.Compare or Opcode.Length:
                return 1;
            case Opcode.Convert:
                return 1;
            case Opcode.Div or Opcode.Rem or Opcode.DivUn or Opcode.RemUn:
                return 4;
            case Opcode.FieldAddress or Opcode.ElementAddress or Opcode.StaticAddress or Opcode.UnboxAddress or Opcode.GetField
                or Opcode.UncheckedCast or Opcode.Cast or Opcode.IsInstance or Opcode.Token or Opcode.SizeOf:
                return 0.25;
            case Opcode.Load:
                return (IsSplit ? IsImmutable(i) : _reverse.IsReloadable(i) || IsRewound(i)) ? 1 : double.PositiveInfinity;
            default:
                return double.PositiveInfinity;
        }
    }

    /// <summary>Read again within the reverse of its loop, which must not have been merged into what is around it.</summary>
    bool IsRewound(Instruction load) =>
        _reverse.Rewinding?.CanLoadAgain(load) == true && Level(load) is { } level
        && _starts.TryGetValue(level, out var start) && start.Loop?.Header == start.Block;

    /// <summary>Between the two halves of a call anything may happen, except to fields that are set once.</summary>
    static bool IsImmutable(Instruction load) =>
        load.Operands[0] is Instruction { Opcode: Opcode.StaticAddress, Payload: FieldInfo { IsInitOnly: true } };

    /// <summary>
    /// A progression whose step varies is carried by the reverse loop, which takes less than the formula in every visit:
    /// </summary>
    /// <remarks>
    ///   br start(visit)              =>     br start(visit, at(visit))
    ///   start(v): ... br start(v - 1)       start(v, k): ... br start(v - 1, k - step(v - 1))
    /// </remarks>
    Value? Carried(BlockParameter parameter, Progression progression)
    {
        if (_carried.TryGetValue(parameter, out var known))
            return known;
        var (start, marker, _) = _starts[progression.Loop];
        if (marker.Operands[1] is not BlockParameter visit || visit.Block != start)
            return null;
        var index = start.Parameters.IndexOf(visit);
        var edges = new ControlFlow(_code).Predecessors(start);
        var carried = start.AddParameter(parameter.Type, parameter.Name);
        foreach (var (from, edge) in edges)
        {
            var inputs = progression.Inputs.Select(input => Fetch(input, Outside(input, from))).ToArray();
            var at = edge.Arguments[index] is OuterValue outer ? Fetch(outer.Source, Outside(outer.Source, from)) : edge.Arguments[index];
            var builder = new Builder(from);
            edge.Arguments.Add(_codeDominators.Dominates(start, from)
                ? builder.Sub(carried, progression.StepAt(builder, at, inputs))
                : progression.At(builder, at, inputs));
        }

        return _carried[parameter] = carried;
    }

    readonly Dictionary<BlockParameter, Value> _carried = [];

    /// <summary>The number of the last visit of a counted loop, as it leaves the loop.</summary>
    CountedLoop? LastVisit(BlockParameter parameter) =>
        Number(parameter) is { What: LoopNumber.ExitVisit } number ? CountedLoop.Of(number.Loop.Loop, _reverse) : null;

    // Fetching.

    Value Recompute(Value value, Block place)
    {
        if (value is BlockParameter exit && LastVisit(exit) is { } counted)
        {
            var begin = Fetch(counted.Start, Outside(counted.Start, place));
            var bound = Fetch(counted.Bound, Outside(counted.Bound, place));
            return Emit(place, b => counted.LastVisit(b, begin, bound));
        }

        if (value is BlockParameter parameter)
        {
            var progression = Progression.Of(parameter, _reverse, Level)!;
            if (progression.Drift != 0 && Carried(parameter, progression) is { } carried)
                return carried;
            var inputs = progression.Inputs.Select(input => Fetch(input, Outside(input, place))).ToArray();
            return Emit(place, b => progression.At(b, _starts[progression.Loop].Marker.Operands[1], inputs));
        }

        var i = (Instruction)value;
        var operands = i.Operands.Select(o => o is Constant ? o : Fetch(o, Outside(o, place))).ToArray();
        return Emit(place, b =>
        {
            b.Span = i.Span;
            var opcode = i.Opcode == Opcode.Cast ? Opcode.UncheckedCast : i.Opcode;
            return b.Append(opcode, i.Type, i.Payload, operands);
        });
    }

    /// <summary>An operand may belong to a loop further out; then it is fetched there.</summary>
    Block Outside(Value operand, Block place) => operand is Constant || Direct(operand) is not null ? place : PlaceFor(operand, place);

    Value FetchVariable(Value value, Block place)
    {
        var defined = _definedIn[value];
        var end = _immediate?.LoopOf(place)?.Latches[0] ?? _reverse.ReturnBlock;
        if (end is not null && _reverse.Dominators.Dominates(defined, end))
            return value;
        if (!_slots.TryGetValue(value, out var slot))
        {
            _slots[value] = slot = new Instruction(Opcode.Slot, value.Type.MakeByRefType(), [], value.Type) { Name = value.Name };
            _reverse.Primal.Entry.Instructions.Insert(0, (Instruction)slot);
            SaveInto(value, (b, v) => b.Store(slot, v));
        }

        return Emit(place, b => b.Load(slot));
    }

    Value FetchSaved(Value value, Block place)
    {
        var level = Level(value);
        var index = 0;
        return Emit(place, b => Restore(b, value.Type, level, value, ref index));
    }

    Value Restore(Builder b, Type type, Loop? level, Value value, ref int index)
    {
        if (StackTypes.IsStruct(type))
        {
            Value result = Constant.Zero(type);
            foreach (var field in Carriers.Fields(type))
                result = b.WithField(result, field, Restore(b, StackTypes.Of(field.FieldType), level, value, ref index));
            return result;
        }

        var kind = Kind(type);
        var offset = _offsets[value][index++];
        var start = level is null ? CallFrameInCode(kind) : _starts[level].Marker.Operands[2 + (int)kind];
        var saved = Read(b, _codeTape, kind, start, offset);
        if (!IsWide(type))
            return kind == StackKind.Objects ? b.UncheckedCast(type, saved) : b.Convert(type, saved);
        var high = b.Convert(typeof(long), Read(b, _codeTape, kind, start, offset + 1));
        var low = b.Convert(new Conversion(typeof(ulong), FromUnsigned: true), saved);
        var whole = b.Binary(Opcode.Or, b.Append(Opcode.Shl, typeof(long), null, high, Constant.Of(32)), low);
        return b.Convert(type, whole);
    }

    static Value Read(Builder b, Value tape, StackKind kind, Value start, int offset)
    {
        var stack = b.Load(b.FieldAddress(tape, Stacks[(int)kind]));
        return b.Load(b.ElementAddress(stack, b.Add(start, Constant.Of(offset))));
    }

    static void Write(Builder b, Value tape, StackKind kind, Value start, int offset, Value value)
    {
        var stack = b.Load(b.FieldAddress(tape, Stacks[(int)kind]));
        b.Store(b.ElementAddress(stack, b.Add(start, Constant.Of(offset))), value);
    }

    /// <summary>Takes two entries of the stack of integers.</summary>
    static bool IsWide(Type type) => type == typeof(long) || type == typeof(nint);

    Value Emit(Block place, Func<Builder, Value> make)
    {
        var scratch = new Block();
        var result = make(new Builder(scratch));
        if (!_cursors.TryGetValue(place, out var cursor))
        {
            var marker = place.Instructions.FindIndex(i => i.Payload is MethodInfo m && m == Marker);
            cursor = marker >= 0 ? marker + 1 : place == _code.Entry ? SlotCount(place) : 0;
        }

        place.Instructions.InsertRange(cursor, scratch.Instructions);
        _cursors[place] = cursor + scratch.Instructions.Count;
        return result;
    }

    void Advance(Block block)
    {
        if (_cursors.TryGetValue(block, out var cursor))
            _cursors[block] = cursor + 1;
    }

    static int SlotCount(Block block) => block.Instructions.TakeWhile(i => i.Opcode == Opcode.Slot).Count();

    // Saving.

    readonly Dictionary<Value, List<int>> _offsets = [];

    static StackKind Kind(Type type) =>
        StackTypes.IsFloat(type) ? StackKind.Doubles : StackTypes.IsInteger(type) ? StackKind.Integers : StackKind.Objects;

    int[] FrameSizes(Loop? level) =>
        level is null ? _callFrame : _reverse.ReverseLoops.First(l => l.Loop == level).FrameSizes;

    Instruction FrameBase(Loop? level, StackKind kind) =>
        level is not null
            ? _reverse.ReverseLoops.First(l => l.Loop == level).Reservations[(int)kind]
            : _callFrameBases[(int)kind] ??= new Instruction(
                Opcode.Call, typeof(int), [_primalTape, Constant.Of(0)], ReverseLoop.Reserve(kind));

    void Save(Value value)
    {
        var level = Level(value);
        _offsets[value] = [];
        SaveInto(value, (b, v) => SavePart(b, value, v, level));
    }

    void SavePart(Builder b, Value whole, Value part, Loop? level)
    {
        if (StackTypes.IsStruct(part.Type))
        {
            foreach (var field in Carriers.Fields(part.Type))
                SavePart(b, whole, b.GetField(part, field), level);
            return;
        }

        if (StackTypes.IsAddress(part.Type))
            throw Refusals.SavedStruct((whole as Instruction)?.Span ?? default, whole.Type.ToString());
        var kind = Kind(part.Type);
        var offset = FrameSizes(level)[(int)kind]++;
        _offsets[whole].Add(offset);
        var start = FrameBase(level, kind);
        if (kind == StackKind.Doubles)
            part = b.Convert(typeof(double), part);
        if (IsWide(part.Type))
        {
            FrameSizes(level)[(int)kind]++;
            part = b.Convert(typeof(long), part);
            var high = b.Append(Opcode.Shr, typeof(long), null, part, Constant.Of(32));
            Write(b, _primalTape, kind, start, offset + 1, b.Convert(typeof(int), high));
            part = b.Convert(typeof(int), part);
        }

        Write(b, _primalTape, kind, start, offset, part);
    }

    void SaveInto(Value value, Action<Builder, Value> save)
    {
        var scratch = new Block();
        save(new Builder(scratch), value);
        if (value is Instruction)
            Insert(_after, value, scratch);
        else
            Insert(_atStart, _definedIn[value], scratch);
    }

    static void Insert<T>(Dictionary<T, List<Instruction>> lists, T key, Block scratch)
        where T : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.AddRange(scratch.Instructions);
    }

    // Frames.

    NumberOfLoop? Number(Value value) => _loopNumbers.GetValueOrDefault(value);

    LoopNumber? What(Value value) => Number(value)?.What;

    /// <summary>
    /// The last frame of an inner loop. If the inner loop is counted and alone in opening frames in this visit, its frames
    /// follow the visit's own at once, and the last one is found by arithmetic:
    /// </summary>
    /// <remarks>frame of the visit, its size entries; frame of inner visit 0; ...; frame of the last inner visit</remarks>
    Value ExitFrame(BlockParameter value, Block place)
    {
        var (inner, _, kind) = _loopNumbers[value];
        if (inner.FrameSizes[kind] == 0)
            return Constant.Of(0);
        var outer = _reverse.ReverseLoops.FirstOrDefault(l => l.Loop == Level(value));
        if (outer is null || inner.Loop.Parent != outer.Loop || outer.FrameSizes[kind] == 0
            || !IsContiguous(inner.Loop, (StackKind)kind) || CountedLoop.Of(inner.Loop, _reverse) is null
            || !IsAloneIn(outer.Loop, inner, kind))
        {
            return Fetch(value, place);
        }

        var last = Fetch(inner.ExitVisit(value.Block), place);
        return Emit(place, b =>
        {
            var start = (Instruction)b.Add(_starts[outer.Loop].Marker.Operands[2 + kind], Constant.Of(0));
            _sizes.Add(new(start, outer, kind)); // the outer frame may still grow
            return b.Add(start, b.Mul(b.Convert(typeof(int), last), Constant.Of(inner.FrameSizes[kind])));
        });
    }

    readonly List<SizeOfFrame> _sizes = [];

    bool IsAloneIn(Loop outer, ReverseLoop inner, int kind) =>
        !_reverse.BlocksWithCalls.Any(outer.Blocks.Contains)
        && !_reverse.ReverseLoops.Any(
            l => l != inner && l.Loop != outer && outer.Contains(l.Loop) && l.FrameSizes[kind] > 0);

    /// <summary>
    /// Frames of one kind that follow each other without a gap are found by subtraction; where inner loops or calls open
    /// frames in between, each visit saves where the one before has its frame.
    /// </summary>
    void LinkFrames(ReverseLoop loop)
    {
        for (var kind = StackKind.Doubles; kind <= StackKind.Objects; kind++)
        {
            if (kind != StackKind.Integers)
                LinkFrames(loop, kind);
        }

        LinkFrames(loop, StackKind.Integers); // last: links are integers
    }

    void LinkFrames(ReverseLoop loop, StackKind kind)
    {
        if (loop.FrameSizes[(int)kind] > 0 && !IsContiguous(loop.Loop, kind))
        {
            _places[loop.Previous[(int)kind]] = Place.Frame;
            Save(loop.Previous[(int)kind]);
        }
    }

    bool IsContiguous(Loop loop, StackKind kind) =>
        !_reverse.BlocksWithCalls.Any(loop.Blocks.Contains)
        && !_reverse.ReverseLoops.Any(l => l.Loop != loop && loop.Contains(l.Loop) && l.FrameSizes[(int)kind] > 0);

    Value PreviousFrame(Value value, Block block)
    {
        var (loop, _, kind) = _loopNumbers[value];
        var size = loop.FrameSizes[kind];
        if (size == 0)
            return Constant.Of(0);
        if (_places.ContainsKey(value))
            return Fetch(value, PlaceFor(value, block));
        var place = PlaceFor(value, block);
        return Emit(place, b => b.Sub(_starts[loop.Loop].Marker.Operands[2 + kind], Constant.Of(size)));
    }

    /// <summary>
    /// Gives the reservations their sizes. Empty ones go away; those of a counted loop are made all at once before it.
    /// </summary>
    void OpenFrames()
    {
        foreach (var (sum, loop, kind) in _sizes)
            sum.Operands[1] = Constant.Of(loop.FrameSizes[kind]);
        var replaced = new Substitution();
        foreach (var loop in _reverse.ReverseLoops)
        {
            for (var kind = 0; kind < 3; kind++)
            {
                var reservation = loop.Reservations[kind];
                var size = loop.FrameSizes[kind];
                reservation.Operands[1] = Constant.Of(size);
                if (size == 0)
                {
                    replaced.Replace(reservation, Constant.Of(0));
                    loop.Loop.Header.Instructions.Remove(reservation);
                }
                else if (IsContiguous(loop.Loop, (StackKind)kind) && CountedLoop.Of(loop.Loop, _reverse) is { } counted)
                    replaced.Replace(reservation, ReserveAtOnce(loop, kind, size, counted));
            }
        }

        replaced.ApplyTo(_reverse.Primal);
        OpenCallFrame();
    }

    /// <summary>
    ///   header(previous): frame = reserve size     =>     all = reserve size * visits; br header(all - size)
    ///                                                     header(previous): frame = previous + size
    /// </summary>
    Instruction ReserveAtOnce(ReverseLoop loop, int kind, int size, CountedLoop counted)
    {
        var header = loop.Loop.Header;
        var (preheader, entry) = _reverse.Flow.Predecessors(header).First(p => !loop.Loop.Blocks.Contains(p.From));
        var builder = new Builder(preheader);
        var total = counted.FrameTotal(builder, size);
        var all = builder.Call(ReverseLoop.Reserve((StackKind)kind), _primalTape, total);
        entry.Arguments[header.Parameters.IndexOf(loop.Previous[kind])] = builder.Sub(all, Constant.Of(size));
        var frame = new Instruction(Opcode.Add, typeof(int), [loop.Previous[kind], Constant.Of(size)]);
        header.Instructions[header.Instructions.IndexOf(loop.Reservations[kind])] = frame;
        return frame;
    }

    void InsertSaves()
    {
        foreach (var block in _reverse.Primal.Blocks)
        {
            if (_after.Count > 0)
            {
                for (var i = block.Instructions.Count - 1; i >= 0; i--)
                {
                    if (_after.TryGetValue(block.Instructions[i], out var list))
                        block.Instructions.InsertRange(i + 1, list);
                }
            }

            if (_atStart.TryGetValue(block, out var start))
                block.Instructions.InsertRange(StartIndex(block), start);
        }
    }

    int StartIndex(Block block)
    {
        if (block == _reverse.Primal.Entry)
            return SlotCount(block);
        return _reverse.ReverseLoops.Any(l => l.Loop.Header == block) ? Kinds : 0; // after the reservations
    }
}
