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

    static readonly MethodInfo Marker = typeof(Tape).GetMethod(nameof(Tape.VisitMarker))!;
    static readonly FieldInfo[] Stacks =
        [typeof(Tape).GetField(nameof(Tape.Doubles))!, typeof(Tape).GetField(nameof(Tape.Integers))!, typeof(Tape).GetField(nameof(Tape.Objects))!,
            typeof(Tape).GetField(nameof(Tape.Singles))!];

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
    readonly int[] _callFrame = new int[ReverseLoop.Kinds.Length];
    readonly Instruction?[] _callFrameBases = new Instruction?[ReverseLoop.Kinds.Length];
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
}
