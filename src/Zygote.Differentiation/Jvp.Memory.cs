using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

// Shadows of memory: where they are, what is stored into them.

sealed partial class Jvp
{
    /// <summary>Code for the address of the shadow of a location, in terms of what <paramref name="use"/> makes of values.</summary>
    public Value DualAddress(Builder builder, Value address, Func<Value, Value> use, int index = 0)
    {
        switch (address)
        {
            case Instruction { Opcode: Opcode.FieldAddress } i:
                var container = StackTypes.IsAddress(i.Operands[0].Type)
                    ? DualAddress(builder, i.Operands[0], use, index)
                    : use(Dual(i.Operands[0], index));
                return builder.FieldAddress(container, _kind.FieldOf((FieldInfo)i.Payload!));
            case Instruction { Opcode: Opcode.ElementAddress } i:
                var array = StackTypes.IsAddress(i.Operands[0].Type)
                    ? DualAddress(builder, i.Operands[0], use, index)
                    : use(Dual(i.Operands[0], index));
                return builder.ElementAddress(array, [.. i.Operands.Skip(1).Select(use)]);
            case Instruction { Opcode: Opcode.UnboxAddress } i:
                return builder.Append(Opcode.UnboxAddress, i.Type, i.Payload, use(Dual(i.Operands[0], index)));
            case Instruction { Opcode: Opcode.StaticAddress, Payload: FieldInfo field }:
                return builder.FieldAddress(use(StaticsOf(index).Of(field)), StaticShadows.ValueOf(field));
            default:
                return use(Dual(address, index));
        }
    }

    /// <summary>Parameters that are constants, but to which active values get stored: their shadow is found by identity.</summary>
    void AddMissingParameterShadows()
    {
        foreach (var parameter in _function.Entry.Parameters.ToArray())
        {
            if (!_duals.ContainsKey(parameter) && _activity.HasShadow(parameter) && !_receivers.Contains(parameter))
                SetDualByIdentity(parameter);
        }
    }

    void SetDualByIdentity(Value value)
    {
        RequireNumbers();
        if (StackTypes.IsAddress(value.Type))
            throw Refusals.UnknownOrigin(_builder.Span);
        var find = !StackTypes.IsReference(value.Type) ? ZerosOfMethod : _handedOn?.Contains(value) == false ? ReadShadowOfMethod : ShadowOfMethod;
        _duals[value] = ForEach(k => _builder.Call(find.MakeGenericMethod(value.Type), TapeOf(k), value));
    }

    /// <summary>
    /// What may have something stored in it, here or where it is given to: all but what leads to loads of numbers and to calls
    /// that ask for themselves (<see cref="Receivers"/>).
    /// </summary>
    HashSet<Value> HandedOn()
    {
        var result = new HashSet<Value>();
        for (var b = _flow.ReversePostOrder.Count - 1; b >= 0; b--)
        {
            var block = _flow.ReversePostOrder[b];
            result.UnionWith(block.Terminator!.Operands);
            foreach (var edge in block.Edges)
            {
                foreach (var argument in edge.Arguments)
                {
                    if (!_receivers.Contains(argument))
                        result.Add(argument);
                }
            }

            for (var n = block.Instructions.Count - 1; n >= 0; n--)
            {
                var i = block.Instructions[n];
                switch (i.Opcode)
                {
                    case Opcode.Length:
                        break;
                    case Opcode.Load or Opcode.GetField or Opcode.FieldAddress or Opcode.ElementAddress or Opcode.Cast or Opcode.UncheckedCast:
                        if (result.Contains(i) && (StackTypes.IsAddress(i.Type) || Carriers.HasReferences(i.Type)))
                            result.Add(i.Operands[0]);
                        break;
                    default:
                        for (var k = i.Operands is [var first, ..] && _receivers.Contains(first) ? 1 : 0; k < i.Operands.Length; k++)
                            result.Add(i.Operands[k]);
                        break;
                }
            }
        }

        return result;
    }

    /// <summary>Mostly nothing is, and the question above need not be asked.</summary>
    bool AnyFoundByIdentity()
    {
        foreach (var block in _flow.ReversePostOrder)
        {
            if (block == _function.Entry)
            {
                foreach (var parameter in block.Parameters)
                {
                    if (!_duals.ContainsKey(parameter) && _activity.HasShadow(parameter))
                        return true;
                }
            }

            foreach (var i in block.Instructions)
            {
                if (i.Opcode == Opcode.Load && StackTypes.IsReference(i.Type) && _activity.HasShadow(i) && !_activity.HasShadow(i.Operands[0]))
                    return true;
            }
        }

        return false;
    }

    void VisitStore(Instruction store)
    {
        var (address, value) = (store.Operands[0], store.Operands[1]);
        if (address is Instruction { Opcode: Opcode.FieldAddress, Payload: FieldInfo { } part } && Structures.Is(part)
            && _activity.HasShadow(((Instruction)address).Operands[0]) && !_activity.IsKnownOutside(address))
        {
            for (var k = 0; k < _kind.Count; k++)
                _builder.Store(DualAddress(_builder, address, Identity, k), value);
        }

        var numbers = _activity.IsActiveLocation(address);
        if (numbers && StaticShadows.RootField(address) is { } field && !Activity.IsShared(field))
            throw Refusals.StaticStore(_builder.Span, field);
        if (!_activity.HasShadow(address))
        {
            if (numbers && _activity.IsActive(value) && StaticShadows.RootField(address) is null)
                throw Refusals.UnknownOrigin(_builder.Span);
            return;
        }

        var type = address.Type.GetElementType()!;
        if (_shadowsOnly && Carriers.HasReferences(type) && _activity.IsKnownOutside(address))
        {
            // The reverse part must leave the shadow of an argument wired like the argument was at the start.
            OverwrittenShadows[store] = _builder.Load(DualAddress(_builder, address, Identity));
        }

        for (var k = 0; k < _kind.Count; k++)
        {
            if (!type.IsValueType || (StackTypes.IsStruct(type) && Carriers.HasReferences(type)) || (numbers && !_shadowsOnly))
            {
                _builder.Store(
                    DualAddress(_builder, address, Identity, k), _shadowsOnly ? Dual(value, k) : DualOrZeros(_builder, value, k));
            }
            else if (Structures.Has(type) && !_activity.IsKnownOutside(address))
            {
                _builder.Store(
                    DualAddress(_builder, address, Identity, k), Structures.Copy(_builder, value, Constant.Zero(type)));
            }
        }
    }
}
