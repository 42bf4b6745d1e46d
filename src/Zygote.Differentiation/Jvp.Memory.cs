using System;
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
        var find = StackTypes.IsReference(value.Type) ? ShadowOfMethod : ZerosOfMethod;
        _duals[value] = ForEach(k => _builder.Call(find.MakeGenericMethod(value.Type), TapeOf(k), value));
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
