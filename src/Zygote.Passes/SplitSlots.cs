using System;
using System.Collections.Generic;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Replaces a struct variable by one variable for each of its fields, recursively.</summary>
/// <remarks>
///   s = slot Pair; %1 = field.address s, a; store %1, %2; %3 = load s
///   =>
///   sa = slot A; sb = slot B; store sa, %2; %3 = with.field(with.field(zero, a, load sa), b, load sb)
/// Requires: reachable blocks only, slots in the entry block. Where the address of the whole struct goes elsewhere, it
/// stays whole; a field whose address goes elsewhere becomes a variable of its own, but an inline array is not split then: from
/// the address of an element the others are reached. Cost: O(instructions) + the copies.
/// </remarks>
static class SplitSlots
{
    public static bool Run(Function function)
    {
        var split = new Splitting(new ControlFlow(function));
        return split.Run();
    }

    /// <summary>A struct variable or a part of one, at whatever address expressions it is reached.</summary>
    sealed class Place(Type type, Place? parent)
    {
        public Type Type { get; } = type;

        public Place? Parent { get; } = parent;

        /// <summary>The address is used for something else than loads, stores and addresses of fields.</summary>
        public bool Escapes
        {
            get;
            set
            {
                field = value;
                if (value && Parent is not null && InlineArrays.Is(Parent.Type))
                    Parent.Escapes = true;
            }
        }

        public Dictionary<FieldInfo, Place> Parts { get; } = new(FieldIdentity.Comparer);

        public FieldInfo[]? Fields { get; set; }

        public bool IsSplit { get; set; }

        /// <summary>The variable that this place became, when its parent was split and it was not.</summary>
        public Instruction? Slot { get; set; }
    }

    sealed class Splitting(ControlFlow flow)
    {
        readonly Dictionary<Value, Place> _places = [];
        readonly Dictionary<Type, FieldInfo[]?> _fields = [];
        readonly Substitution _leaves = new();
        List<Instruction> _output = [];

        public bool Run()
        {
            foreach (var block in flow.ReversePostOrder)
                FindPlaces(block);
            var any = false;
            foreach (var (value, place) in _places)
            {
                if (place.Parent is null)
                    any |= Decide(place, value.Name, ((Instruction)value).Span);
            }

            if (!any)
                return false;
            foreach (var block in flow.ReversePostOrder)
                Rewrite(block);
            return true;
        }

        void FindPlaces(Block block)
        {
            foreach (var i in block.Instructions)
            {
                if (i.Opcode == Opcode.Slot && StackTypes.IsStruct((Type)i.Payload!))
                {
                    _places[i] = new Place((Type)i.Payload!, null);
                    continue;
                }

                for (var k = 0; k < i.Operands.Length; k++)
                {
                    if (PlaceOf(i.Operands[k]) is not { } place)
                        continue;
                    if (i.Opcode == Opcode.FieldAddress && ((FieldInfo)i.Payload!).DeclaringType == place.Type)
                    {
                        var field = (FieldInfo)i.Payload!;
                        if (!place.Parts.TryGetValue(field, out var part))
                            place.Parts[field] = part = new Place(ExactTypes.Of(field), place);
                        _places[i] = part;
                    }
                    else if (i.Opcode != Opcode.Load && !(i.Opcode == Opcode.Store && k == 0))
                    {
                        place.Escapes = true;
                    }
                }
            }

            foreach (var operand in block.Terminator!.Operands)
                Escape(operand);
            foreach (var edge in block.Edges)
            {
                foreach (var argument in edge.Arguments)
                    Escape(argument);
            }
        }

        Place? PlaceOf(Value value) =>
            value is Instruction { Opcode: Opcode.Slot or Opcode.FieldAddress } ? _places.GetValueOrDefault(value) : null;

        void Escape(Value value)
        {
            if (PlaceOf(value) is { } place)
                place.Escapes = true;
        }

        FieldInfo[]? FieldsOf(Type type)
        {
            if (!_fields.TryGetValue(type, out var fields))
                _fields[type] = fields = StackTypes.IsStruct(type) ? Fields.Of(type) : null;
            return fields;
        }

        bool Decide(Place place, ValueName? name, SourceSpan span)
        {
            place.Fields = FieldsOf(place.Type);
            place.IsSplit = place.Fields is not null && !place.Escapes
                && (place.Parts.Count > 0 || (Fields.IsCompoundToItsUsers(place.Type) && !InlineArrays.Is(place.Type)));
            if (!place.IsSplit)
            {
                if (place.Parent is not null)
                {
                    var type = place.Type.MakeByRefType();
                    place.Slot = new Instruction(Opcode.Slot, type, [], place.Type, span) { Name = name };
                }

                return false;
            }

            foreach (var field in place.Fields!)
            {
                if (!place.Parts.TryGetValue(field, out var part))
                    place.Parts[field] = part = new Place(ExactTypes.Of(field), place);
                Decide(part, new ValueName(() => name?.Text is { } whole ? $"{whole}.{field.Name}" : field.Name), span);
            }

            return true;
        }

        void Rewrite(Block block)
        {
            _output = new List<Instruction>(block.Instructions.Count);
            foreach (var i in block.Instructions)
            {
                _leaves.ApplyToOperands(i);
                var place = PlaceOf(i);
                if (place is { IsSplit: true })
                {
                    if (i.Opcode == Opcode.Slot)
                        EmitSlots(place);
                }
                else if (place?.Slot is { } slot)
                {
                    _leaves.Replace(i, slot);
                }
                else if (i.Opcode == Opcode.Load && PlaceOf(i.Operands[0]) is { IsSplit: true } from)
                {
                    _leaves.Replace(i, LoadAll(from, i.Span));
                }
                else if (i.Opcode == Opcode.Store && PlaceOf(i.Operands[0]) is { IsSplit: true } to)
                {
                    StoreAll(to, i.Operands[1], i.Span);
                }
                else
                {
                    _output.Add(i);
                }
            }

            block.Instructions.Clear();
            block.Instructions.AddRange(_output);
            _leaves.ApplyToTerminator(block.Terminator!);
        }

        void EmitSlots(Place place)
        {
            foreach (var field in place.Fields!)
            {
                var part = place.Parts[field];
                if (part.IsSplit)
                    EmitSlots(part);
                else
                    _output.Add(part.Slot!);
            }
        }

        Value LoadAll(Place place, SourceSpan span)
        {
            if (place.Slot is { } slot)
                return Emit(Opcode.Load, StackTypes.Of(place.Type), null, span, slot);
            Value whole = Constant.Zero(place.Type);
            foreach (var field in place.Fields!)
                whole = Emit(Opcode.WithField, place.Type, field, span, whole, LoadAll(place.Parts[field], span));
            return whole;
        }

        void StoreAll(Place place, Value value, SourceSpan span)
        {
            if (place.Slot is { } slot)
            {
                Emit(Opcode.Store, typeof(void), null, span, slot, value);
                return;
            }

            foreach (var field in place.Fields!)
            {
                var type = Fields.StackType(field);
                Value part = value is Constant { Content: null }
                    ? Constant.Zero(type)
                    : Emit(Opcode.GetField, type, field, span, value);
                StoreAll(place.Parts[field], part, span);
            }
        }

        Instruction Emit(Opcode opcode, Type type, object? payload, SourceSpan span, params Value[] operands)
        {
            var instruction = new Instruction(opcode, type, operands, payload, span);
            _output.Add(instruction);
            return instruction;
        }
    }
}
