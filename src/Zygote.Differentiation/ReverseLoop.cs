using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>The kinds of values that a frame on the tape can hold.</summary>
enum StackKind
{
    Doubles,
    Integers,
    Objects,
    Singles,
}

/// <summary>What a parameter is that a loop's bookkeeping adds to the primal.</summary>
enum LoopNumber
{
    /// <summary>The number of the current visit.</summary>
    Visit,

    /// <summary>The base of the frame of the visit before.</summary>
    PreviousFrame,

    /// <summary>The number of the last visit, in an exit block.</summary>
    ExitVisit,

    /// <summary>The base of the frame of the last visit, in an exit block.</summary>
    ExitFrame,
}

/// <summary>
/// A loop and its reverse. In the primal the header counts visits and opens a frame for each on the tape; both numbers leave
/// through every exit. In the reverse a start block, the loop's only entrance, receives them:
/// </summary>
/// <remarks>
///   primal    header(..., visit, previous frames): frames = reserve...      latch: br header(..., visit + 1, frames)
///   reverse   start(visit, frames, where): switch where -> the reverse of the block in which the visit ended
///             ...; reverse of header: visit == 0 ? leave : br start(visit - 1, previous frames, latch)
/// Frame sizes are known only when it is decided what is saved (<see cref="Saving"/>); until then the reservations are empty.
/// </remarks>
sealed class ReverseLoop
{
    public static readonly StackKind[] Kinds = [StackKind.Doubles, StackKind.Integers, StackKind.Objects, StackKind.Singles];

    static readonly MethodInfo Marker = typeof(Tape).GetMethod(nameof(Tape.VisitMarker))!;

    readonly Block _latch;
    readonly Block _start;
    readonly BlockParameter? _where;
    readonly Dictionary<Block, Value[]> _exitValues = [];

    /// <summary>Where a visit ends; the exit block is named only if it leaves an inner loop as well.</summary>
    sealed record End(Block From, Block? Exit);

    readonly List<End> _ends = [];

    public ReverseLoop(Loop loop, int index, Function code, ControlFlow flow, LoopForest loops, IReadOnlySet<Block> returning)
    {
        Loop = loop;
        _latch = loop.Latches.Single();
        _ends.Add(new(_latch, null));
        foreach (var (from, edge) in loop.Exits(flow))
        {
            var end = new End(from, loops.Innermost(from) == loop ? null : edge.Target);
            if (returning.Contains(edge.Target) && !_ends.Contains(end))
                _ends.Add(end);
        }

        _start = code.AddBlock();
        var builder = new Builder(_start);
        Visit = _start.AddParameter(typeof(long), "visit");
        var frames = Array.ConvertAll(Kinds, _ => (Value)_start.AddParameter(typeof(int)));
        builder.Call(Marker, [Constant.Of(index), Visit, .. frames]);
        if (_ends.Count > 1)
            _where = _start.AddParameter(typeof(int), "where");
    }

    public Loop Loop { get; }

    /// <summary>In the reverse: the number of the visit that is being undone.</summary>
    public Value Visit { get; }

    /// <summary>In the primal: the number of the current visit.</summary>
    public BlockParameter PrimalVisit { get; private set; } = null!;

    /// <summary>In the primal: the base of the frame of each kind, an empty reservation at first.</summary>
    public Instruction[] Reservations { get; } = new Instruction[Kinds.Length];

    /// <summary>Of what each visit opens.</summary>
    public int[] FrameSizes { get; } = new int[Kinds.Length];

    /// <summary>In the primal: the number of the last visit, as a parameter of an exit block.</summary>
    public Value ExitVisit(Block exit) => _exitValues[exit][0];

    /// <summary>What <see cref="AddBookkeeping"/> added to the primal; kinds are those of frames.</summary>
    public IEnumerable<(Value Parameter, LoopNumber What, int Kind)> Numbers()
    {
        yield return (PrimalVisit, LoopNumber.Visit, -1);
        for (var kind = 0; kind < Previous.Length; kind++)
            yield return (Previous[kind], LoopNumber.PreviousFrame, kind);
        foreach (var values in _exitValues.Values)
        {
            yield return (values[0], LoopNumber.ExitVisit, -1);
            for (var kind = 0; kind < Previous.Length; kind++)
                yield return (values[1 + kind], LoopNumber.ExitFrame, kind);
        }
    }

    /// <summary>In the primal: the base of the previous visit's frame of each kind.</summary>
    public BlockParameter[] Previous { get; } = new BlockParameter[Kinds.Length];

    public static MethodInfo Reserve(StackKind kind) => typeof(Tape).GetMethod(kind switch
    {
        StackKind.Doubles => nameof(Tape.ReserveDoubles),
        StackKind.Integers => nameof(Tape.ReserveIntegers),
        StackKind.Singles => nameof(Tape.ReserveSingles),
        _ => nameof(Tape.ReserveObjects),
    })!;

    /// <summary>Completes the primal: the count of visits, the frames, and their way out through the exits.</summary>
    public void AddBookkeeping(ControlFlow flow, Value tape, IReadOnlySet<Block> returning)
    {
        var header = Loop.Header;
        PrimalVisit = header.AddParameter(typeof(long), "visit");
        foreach (var kind in Kinds)
            Previous[(int)kind] = header.AddParameter(typeof(int));
        foreach (var kind in Kinds)
        {
            var reserve = new Instruction(Opcode.Call, typeof(int), [tape, Constant.Of(0)], Reserve(kind));
            Reservations[(int)kind] = reserve;
            header.Instructions.Insert((int)kind, reserve);
        }

        var next = new Instruction(Opcode.Add, typeof(long), [PrimalVisit, Constant.Of(1L)]);
        _latch.Instructions.Add(next);
        foreach (var (from, edge) in flow.Predecessors(header))
        {
            if (from == _latch)
                edge.Arguments.AddRange([next, .. Reservations]);
            else
                edge.Arguments.AddRange([Constant.Of(0L), .. Array.ConvertAll(Kinds, _ => Constant.Of(0))]);
        }

        foreach (var (_, edge) in Loop.Exits(flow))
        {
            if (!returning.Contains(edge.Target))
                continue;
            if (!_exitValues.ContainsKey(edge.Target))
            {
                _exitValues[edge.Target] =
                [
                    edge.Target.AddParameter(typeof(long), "visits"), .. Array.ConvertAll(Kinds, _ => edge.Target.AddParameter(typeof(int))),
                ];
            }

            edge.Arguments.AddRange([PrimalVisit, .. Reservations]);
        }
    }

    /// <summary>From the start block to the reverse of the block in which the visit ended.</summary>
    /// <param name="reverseOf">For an end: its reverse block, or an edge into the reverse of the inner loop that it is in.</param>
    public void BuildStart(Func<Block, Block?, Edge> reverseOf)
    {
        var builder = new Builder(_start);
        Edge[] edges = [.. _ends.Select(e => reverseOf(e.From, e.Exit))];
        if (_where is null)
            builder.Branch(edges[0].Target, edges[0].Arguments);
        else if (edges.Length == 2)
            builder.BranchIf(_where, edges[1], edges[0]);
        else
            builder.Switch(_where, edges);
    }

    /// <summary>Into the reverse of a visit that ended at <paramref name="from"/> and left the loop for <paramref name="exit"/>.</summary>
    public Edge EdgeIn(Block from, Block exit, Func<Value, Value> use) =>
        new(_start, [.. _exitValues[exit].Select(use), .. Where(from, exit)]);

    /// <summary>Into the reverse of the visit before this one.</summary>
    public void BranchBack(Builder builder, Func<Value, Value> use)
    {
        var earlier = builder.Sub(Visit, Constant.Of(1L));
        builder.Branch(_start, [earlier, .. Previous.Select(use), .. Where(_latch, null)]);
    }

    IEnumerable<Value> Where(Block from, Block? exit)
    {
        if (_where is null)
            return [];
        var index = _ends.IndexOf(new(from, null));
        return [Constant.Of(index >= 0 ? index : _ends.IndexOf(new(from, exit)))];
    }
}
