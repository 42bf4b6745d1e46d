using System;
using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Differentiation;

// What is saved, and in which frame on the tape.

sealed partial class Saving
{
    readonly Dictionary<Value, List<int>> _offsets = [];

    static StackKind Kind(Type type) =>
        type == typeof(double) ? StackKind.Doubles : type == typeof(float) ? StackKind.Singles
            : StackTypes.IsInteger(type) ? StackKind.Integers : StackKind.Objects;

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
        if (IsWide(part.Type))
        {
            FrameSizes(level)[(int)kind]++;
            part = b.Convert(typeof(long), part);
            var high = b.Append(Opcode.Shr, typeof(long), null, part, Constant.Of(32));
            Write(b, _primalTape, kind, start, offset + 1, b.Convert(typeof(int), high), level);
            part = b.Convert(typeof(int), part);
        }

        Write(b, _primalTape, kind, start, offset, part, level);
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
            return b.Add(start, b.Mul(b.Convert(typeof(int), last), Constant.Of(Distance(inner, kind))));
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
        DecideColumns(loop, StackKind.Doubles);
        DecideColumns(loop, StackKind.Singles);
        foreach (var kind in ReverseLoop.Kinds)
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
        return Emit(place, b => b.Sub(_starts[loop.Loop].Marker.Operands[2 + kind], Constant.Of(Distance(loop, kind))));
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
            for (var kind = 0; kind < loop.FrameSizes.Length; kind++)
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
    /// In columns the frames of two visits are one entry apart.
    /// </summary>
    Instruction ReserveAtOnce(ReverseLoop loop, int kind, int size, CountedLoop counted)
    {
        var header = loop.Loop.Header;
        var (preheader, entry) = _reverse.Flow.Predecessors(header).First(p => !loop.Loop.Blocks.Contains(p.From));
        var builder = new Builder(preheader);
        var total = counted.FrameTotal(builder, size);
        var all = builder.Call(ReverseLoop.Reserve((StackKind)kind), _primalTape, total);
        var distance = Constant.Of(Distance(loop, kind));
        entry.Arguments[header.Parameters.IndexOf(loop.Previous[kind])] = builder.Sub(all, distance);
        var frame = new Instruction(Opcode.Add, typeof(int), [loop.Previous[kind], distance]);
        header.Instructions[header.Instructions.IndexOf(loop.Reservations[kind])] = frame;
        ColumnsOf(loop, kind)?.Place(builder, counted.LastVisit(builder, counted.Start, counted.Bound));
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
        return _reverse.ReverseLoops.Any(l => l.Loop.Header == block) ? ReverseLoop.Kinds.Length : 0; // after the reservations
    }
}
