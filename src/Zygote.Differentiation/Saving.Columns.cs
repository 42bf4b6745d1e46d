using System;
using System.Collections.Generic;
using Zygote.IR;

namespace Zygote.Differentiation;

// Frames in columns, for loops that can take vectors.

sealed partial class Saving
{
    readonly List<EntryOfFrame> _entries = [];
    readonly List<Columns> _columns = [];

    /// <summary>Numbers only: those that may come to stand in columns.</summary>
    sealed record EntryOfFrame(Loop Loop, StackKind Kind, Instruction Sum, int Offset, bool InCode);

    /// <summary>Where an entry of a frame is; the offset may become that of a column.</summary>
    Value Entry(Builder b, StackKind kind, Value start, int offset, Loop? level, bool inCode)
    {
        var sum = (Instruction)b.Add(start, Constant.Of(offset));
        if (level is not null && kind is StackKind.Doubles or StackKind.Singles)
            _entries.Add(new EntryOfFrame(level, kind, sum, offset, inCode));
        return sum;
    }

    /// <summary>Between the frames of two visits that follow each other without a gap.</summary>
    int Distance(ReverseLoop loop, int kind) => ColumnsOf(loop, kind) is not null ? 1 : loop.FrameSizes[kind];

    Columns? ColumnsOf(ReverseLoop loop, int kind) => _columns.Find(c => c.Loop == loop.Loop && c.Kind == (StackKind)kind);

    /// <summary>
    /// Where a loop over elements keeps several numbers in each visit, those of all visits stand side by side, as elements do:
    /// </summary>
    /// <remarks>a0 b0 a1 b1 a2 b2    =>    a0 a1 a2 b0 b1 b2</remarks>
    void DecideColumns(ReverseLoop loop, StackKind kind)
    {
        if (loop.FrameSizes[(int)kind] < 2 || loop.Loop.Blocks.Count != 1 || !IsContiguous(loop.Loop, kind)
            || CountedLoop.Of(loop.Loop, _reverse) is not { IsByOne: true }
            || !IsOverElements(loop.Loop.Header, kind == StackKind.Doubles ? typeof(double) : typeof(float))
            || !_starts.TryGetValue(loop.Loop, out var start) || start.Loop?.Header != start.Block)
        {
            return;
        }

        var exit = Array.Find(loop.Loop.Header.Edges, e => e.Target != loop.Loop.Header)!;
        var last = loop.ExitVisit(exit.Target);
        var place = PlaceFor(last, start.Block);
        if (place == start.Block) // the reverse has several entrances
            return;
        _columns.Add(new Columns(this, loop.Loop, kind, Fetch(last, place), place));
    }

    /// <summary>As far as can be seen here: all that is handed on are counters and sums, all elements are those of counters.</summary>
    bool IsOverElements(Block block, Type number)
    {
        foreach (var parameter in block.Parameters)
        {
            if (StackTypes.IsInteger(parameter.Type))
                continue;
            var next = Array.Find(block.Edges, e => e.Target == block)!.Arguments[block.Parameters.IndexOf(parameter)];
            if (parameter.Type != number || next is not Instruction { Opcode: Opcode.Add or Opcode.Sub } sum
                || Array.IndexOf(sum.Operands, parameter) < 0)
            {
                return false;
            }
        }

        return block.Instructions.TrueForAll(i => i.Opcode switch
        {
            Opcode.ElementAddress => _definedIn.GetValueOrDefault(i.Operands[0]) != block && IsCounter(i.Operands[1]),
            Opcode.Load => i.Operands[0] is Instruction { Opcode: Opcode.ElementAddress },
            Opcode.Store => i.Operands[0] is Instruction { Opcode: Opcode.ElementAddress } at && !IsElsewhere(at.Operands[0], at.Operands[1]),
            Opcode.CallVirtual or Opcode.CallFunction => false,
            _ => !StackTypes.IsFloat(i.Type) || i.Type == number,
        });

        // What is written for one visit may be read in the next.
        bool IsElsewhere(Value array, Value index) =>
            block.Instructions.Exists(i => i.Opcode == Opcode.ElementAddress && i.Operands[0] == array && i.Operands[1] != index);

        bool IsCounter(Value index) =>
            (index is BlockParameter p && p.Block == block)
            || (index is Instruction { Opcode: Opcode.Add } sum && Array.Exists(sum.Operands, o => o is BlockParameter p && p.Block == block)
                && Array.Exists(sum.Operands, o => o is Constant || _definedIn.GetValueOrDefault(o) != block));
    }

    /// <summary>Gives the entries of frames their columns, once for the forward and once for the reverse half.</summary>
    sealed class Columns(Saving saving, Loop loop, StackKind kind, Value lastVisit, Block place)
    {
        public Loop Loop => loop;

        public StackKind Kind => kind;

        /// <param name="preheader">Of the forward loop.</param>
        /// <param name="last">The number of its last visit.</param>
        public void Place(Builder preheader, Value last)
        {
            SetOffsets(preheader, last, inCode: false);
            saving.Emit(place, b =>
            {
                SetOffsets(b, lastVisit, inCode: true);
                return lastVisit;
            });
        }

        void SetOffsets(Builder b, Value last, bool inCode)
        {
            var length = b.Convert(typeof(int), b.Add(last, Constant.Of(1L)));
            var columns = new Dictionary<int, Value> { [0] = Constant.Of(0) };
            foreach (var entry in saving._entries)
            {
                if (entry.Loop != loop || entry.Kind != kind || entry.InCode != inCode)
                    continue;
                if (!columns.TryGetValue(entry.Offset, out var column))
                    columns[entry.Offset] = column = b.Mul(length, Constant.Of(entry.Offset));
                entry.Sum.Operands[1] = column;
            }
        }
    }
}
