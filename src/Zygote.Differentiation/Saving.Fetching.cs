using System;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

// How reverse code comes to a value that is computed again or was saved.

sealed partial class Saving
{
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
        var saved = Read(b, _codeTape, kind, start, offset, level);
        if (!IsWide(type))
            return kind == StackKind.Objects ? b.UncheckedCast(type, saved) : b.Convert(type, saved);
        var high = b.Convert(typeof(long), Read(b, _codeTape, kind, start, offset + 1, level));
        var low = b.Convert(new Conversion(typeof(ulong), FromUnsigned: true), saved);
        var whole = b.Binary(Opcode.Or, b.Append(Opcode.Shl, typeof(long), null, high, Constant.Of(32)), low);
        return b.Convert(type, whole);
    }

    Value Read(Builder b, Value tape, StackKind kind, Value start, int offset, Loop? level)
    {
        var stack = b.Load(b.FieldAddress(tape, Stacks[(int)kind]));
        return b.Load(b.ElementAddress(stack, Entry(b, kind, start, offset, level, inCode: true)));
    }

    void Write(Builder b, Value tape, StackKind kind, Value start, int offset, Value value, Loop? level)
    {
        var stack = b.Load(b.FieldAddress(tape, Stacks[(int)kind]));
        b.Store(b.ElementAddress(stack, Entry(b, kind, start, offset, level, inCode: false)), value);
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
}
