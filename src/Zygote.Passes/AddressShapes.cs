using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Which shapes the addresses of a function can have; null where that is not known (yet).</summary>
/// <remarks>Grows the list of each block parameter until nothing changes; lists are finite, since types nest finitely.</remarks>
sealed class AddressShapes
{
    readonly Dictionary<Value, List<Shape>?> _known = [];
    readonly bool _isLast;

    public AddressShapes(Function function, bool isLast)
    {
        _isLast = isLast;
        var edges = new List<(BlockParameter To, Edge Edge, int Index)>();
        foreach (var block in function.Blocks)
        {
            foreach (var edge in block.Edges)
            {
                for (var i = 0; i < edge.Arguments.Count; i++)
                {
                    if (edge.Target.Parameters[i].Type.IsByRef)
                        edges.Add((edge.Target.Parameters[i], edge, i));
                }
            }
        }

        foreach (var (to, _, _) in edges)
            _known[to] = [];
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (to, edge, i) in edges)
                changed |= Meet(to, Of(edge.Arguments[i]));
        }

        // What flows into an address that stays one must stay one itself.
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (to, edge, i) in edges)
            {
                if (_known[to] is null && Root(edge.Arguments[i]) is { } root && _known.GetValueOrDefault(root) is not null)
                {
                    _known[root] = null;
                    changed = true;
                }
            }

            foreach (var (to, edge, i) in edges)
                changed |= Meet(to, Of(edge.Arguments[i]));
        }
    }

    /// <summary>A parameter that an address comes through.</summary>
    public bool IsMerge(Value value) => _known.ContainsKey(value);

    public IReadOnlyList<Shape>? Of(Value value)
    {
        switch (value)
        {
            case Constant:
                return [Shape.OfNull];
            case FormValue form:
                return [.. form.Form.Alternatives.Select(a => a.Shape)];
            case BlockParameter:
                return _known.TryGetValue(value, out var known) ? known : [Shape.Fixed(value)];
            case Instruction { Opcode: Opcode.Slot }:
                return [Shape.Fixed(value)];
            case Instruction { Opcode: Opcode.StaticAddress } i:
                return [new Shape(Opcode.StaticAddress, new Shape.FieldKey((FieldInfo)i.Payload!), null)];
            case Instruction { Opcode: Opcode.UnboxAddress } i:
                return [new Shape(Opcode.UnboxAddress, i.Payload, null)];
            case Instruction i when Addresses.IsInlineElement(i):
                var type = i.Operands[0].Type.GetElementType()!;
                return Of(i.Operands[0])?.Select(s => Shape.InlineElement(type, s)).ToArray();
            case Instruction { Opcode: Opcode.ElementAddress } i:
                return OfElement(i.Operands[0]);
            case Instruction { Opcode: Opcode.FieldAddress } i:
                var field = (FieldInfo)i.Payload!;
                return i.Operands[0].Type.IsByRef
                    ? Of(i.Operands[0])?.Select(s => Shape.Field(field, s)).ToArray()
                    : [Shape.Field(field, null)];
            case Instruction { Opcode: Opcode.Call } i when Addresses.Operation(i) is { } operation:
                return operation switch
                {
                    nameof(Addresses.First) => OfElement(i.Operands[0]),
                    nameof(Addresses.Offset) => OfOffset(i),
                    _ => null,
                };
            default:
                return null;
        }
    }

    IReadOnlyList<Shape>? OfElement(Value array) =>
        InlineSource(array) is { } inline ? Of(inline)
        : array.Type.IsArray && (_isLast || !IsOpen(array)) ? [Shape.Element(array.Type)]
        : null;

    /// <summary>
    /// The array of a span of which folding and inlining may yet show what it was made of. An inline array cannot be told any
    /// more when it went through a block parameter as "its array".
    /// </summary>
    static bool IsOpen(Value array)
    {
        if (array is Instruction { Opcode: Opcode.Load } load)
            array = load.Operands[0];
        return array is Instruction { Opcode: Opcode.GetField or Opcode.FieldAddress, Payload: FieldInfo { DeclaringType: { IsGenericType: true } owner } } i
            && i.Operands[0] is Instruction && owner.GetGenericTypeDefinition() == typeof(View<>);
    }

    /// <summary>
    /// The address of which an array is asked (to make a span), if it is known to lead into an inline array: there is no array,
    /// and what is asked for of it is an element of the inline array.
    /// </summary>
    public Value? InlineSource(Value array) =>
        Addresses.Operation(array) == nameof(Addresses.ArrayOf) && ((Instruction)array).Operands[0] is var source
            && Of(source) is [{ IsInline: true }]
            ? source
            : null;

    /// <summary>Only within an array is there something further on.</summary>
    IReadOnlyList<Shape>? OfOffset(Instruction offset) =>
        Of(offset.Operands[0]) is { } shapes && (IsZero(offset.Operands[1]) || shapes.All(s => s.IsElement || s.IsNull))
            ? shapes
            : null;

    public static bool IsZero(Value count) => count is Constant { IsZero: true };

    /// <summary>The parameter that an address is computed from.</summary>
    static BlockParameter? Root(Value value)
    {
        while (value is Instruction i && (Addresses.Around(i) is not null || Addresses.Operation(i) == nameof(Addresses.Offset)))
            value = i.Operands[0];
        return value.Type.IsByRef && value is BlockParameter p ? p : null;
    }

    bool Meet(BlockParameter to, IReadOnlyList<Shape>? shapes)
    {
        if (_known[to] is not { } known)
            return false;
        if (shapes is null)
        {
            _known[to] = null;
            return true;
        }

        var count = known.Count;
        foreach (var shape in shapes)
        {
            if (!known.Contains(shape))
                known.Add(shape);
        }

        return known.Count > count;
    }
}
