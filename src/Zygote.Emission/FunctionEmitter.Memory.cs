using System;
using System.Reflection;
using System.Reflection.Emit;
using Zygote.IR;

namespace Zygote.Emission;

sealed partial class FunctionEmitter
{
    static readonly MethodInfo ArrayLength = typeof(Array).GetProperty(nameof(Array.Length))!.GetMethod!;

    static readonly MethodInfo InlineElementMethod = typeof(InlineArrays).GetMethod(nameof(InlineArrays.Element))!;

    /// <summary>The address itself, on the evaluation stack.</summary>
    void EmitAddress(Instruction address)
    {
        switch (address.Opcode)
        {
            case Opcode.Slot:
                _il.Emit(OpCodes.Ldloca, _slots[address]);
                break;
            case Opcode.StaticAddress:
                _il.Emit(OpCodes.Ldsflda, (FieldInfo)address.Payload!);
                break;
            case Opcode.FieldAddress:
                EmitValue(address.Operands[0]);
                _il.FieldAddress((FieldInfo)address.Payload!);
                break;
            case Opcode.UnboxAddress:
                EmitValue(address.Operands[0]);
                _il.Emit(OpCodes.Unbox, (Type)address.Payload!);
                break;
            default:
                EmitElementAddress(address);
                break;
        }
    }

    void EmitElementAddress(Instruction address)
    {
        EmitValues(address.Operands);
        var array = address.Operands[0].Type;
        var element = array.GetElementType()!;
        if (array.IsByRef)
        {
            if (address.Operands[1].Type == typeof(nint))
                _il.Emit(OpCodes.Conv_Ovf_I4);
            _il.Emit(OpCodes.Call, InlineElementMethod.MakeGenericMethod(element, InlineArrays.ElementOf(element)!));
            return;
        }

        if (address.Operands.Length > 2)
        {
            _il.Emit(OpCodes.Call, array.GetMethod("Address")!);
            return;
        }

        // For references ldelema demands the exact element type, which only matters to those who write.
        if (!element.IsValueType && !_placement.IsWrittenThrough(address))
            _il.Emit(OpCodes.Readonly);
        _il.Emit(OpCodes.Ldelema, element);
    }

    static bool IsConverted(Value address) =>
        address is Instruction { Opcode: Opcode.FieldAddress, Payload: InlineElement { IsConverted: true } };

    void EmitLoad(Value address)
    {
        if (IsConverted(address))
        {
            EmitValue(address);
            EmitLoadField((FieldInfo)((Instruction)address).Payload!);
            return;
        }

        if (address is Instruction inner && _placement.IsExpanded(address))
        {
            switch (inner.Opcode)
            {
                case Opcode.Slot:
                    _il.Emit(OpCodes.Ldloc, _slots[inner]);
                    return;
                case Opcode.StaticAddress:
                    _il.Emit(OpCodes.Ldsfld, (FieldInfo)inner.Payload!);
                    return;
                case Opcode.FieldAddress:
                    EmitValue(inner.Operands[0]);
                    EmitLoadField((FieldInfo)inner.Payload!);
                    return;
                case Opcode.UnboxAddress:
                    EmitValue(inner.Operands[0]);
                    _il.Emit(OpCodes.Unbox_Any, (Type)inner.Payload!);
                    return;
                case Opcode.ElementAddress when inner.Operands[0].Type.IsArray:
                    EmitValues(inner.Operands);
                    EmitElementAccess(inner.Operands[0].Type, inner.Operands.Length - 1, "Get", OpCodes.Ldelem,
                        OpCodes.Ldelem_Ref);
                    return;
            }
        }

        EmitValue(address);
        var type = address.Type.GetElementType()!;
        if (type.IsValueType)
            _il.Emit(OpCodes.Ldobj, type);
        else
            _il.Emit(OpCodes.Ldind_Ref);
    }

    void EmitStore(Value address, Value value)
    {
        if (IsConverted(address))
        {
            EmitValue(address);
            EmitValue(value);
            EmitStoreElement((InlineElement)((Instruction)address).Payload!);
            return;
        }

        if (address is Instruction inner && _placement.IsExpanded(address))
        {
            switch (inner.Opcode)
            {
                case Opcode.Slot:
                    EmitValue(value);
                    _il.Emit(OpCodes.Stloc, _slots[inner]);
                    return;
                case Opcode.StaticAddress:
                    EmitValue(value);
                    _il.Emit(OpCodes.Stsfld, (FieldInfo)inner.Payload!);
                    return;
                case Opcode.FieldAddress when inner.Payload is not InlineElement:
                    EmitValue(inner.Operands[0]);
                    EmitValue(value);
                    _il.Emit(OpCodes.Stfld, (FieldInfo)inner.Payload!);
                    return;

                // The store's check comes after the value; one that writes must not come before the check.
                case Opcode.ElementAddress when inner.Operands[0].Type.IsArray
                    && (_placement.Of(inner) == Place.Recomputed || !_placement.Writes(value)):
                    EmitValues(inner.Operands);
                    EmitValue(value);
                    EmitElementAccess(inner.Operands[0].Type, inner.Operands.Length - 1, "Set", OpCodes.Stelem,
                        OpCodes.Stelem_Ref);
                    return;
            }
        }

        EmitValue(address);
        EmitValue(value);
        var type = address.Type.GetElementType()!;
        if (type.IsValueType)
            _il.Emit(OpCodes.Stobj, type);
        else
            _il.Emit(OpCodes.Stind_Ref);
    }

    void EmitElementAccess(Type array, int rank, string accessor, OpCode code, OpCode codeForReferences)
    {
        var element = array.GetElementType()!;
        if (rank > 1)
            _il.Emit(OpCodes.Call, array.GetMethod(accessor)!);
        else if (element.IsValueType || element.IsPointer)
            _il.Emit(code, element);
        else
            _il.Emit(codeForReferences);
    }

    void EmitLength(Value array)
    {
        EmitValue(array);
        if (array.Type.IsSZArray)
        {
            _il.Emit(OpCodes.Ldlen);
            _il.Emit(OpCodes.Conv_I4);
        }
        else
        {
            _il.Emit(OpCodes.Callvirt, ArrayLength);
        }
    }

    void EmitGetField(Instruction get)
    {
        EmitStruct(get.Operands[0]);
        EmitLoadField((FieldInfo)get.Payload!);
    }

    void EmitLoadField(FieldInfo field)
    {
        if (field is not InlineElement)
        {
            _il.Emit(OpCodes.Ldfld, field);
            return;
        }

        if (field is InlineElement { IsConverted: true })
        {
            _il.Emit(OpCodes.Ldobj, typeof(Half));
            _il.Emit(OpCodes.Call, HalfConversions.FromHalf);
            return;
        }

        _il.FieldAddress(field);
        _il.Emit(OpCodes.Ldobj, field.FieldType);
    }

    void EmitStoreElement(InlineElement element)
    {
        if (element.IsConverted)
            _il.Emit(OpCodes.Call, HalfConversions.ToHalf);
        _il.Emit(OpCodes.Stobj, element.IsConverted ? typeof(Half) : element.FieldType);
    }

    /// <summary>A struct of which a field is wanted: its address where it has one, so that only the field is read.</summary>
    void EmitStruct(Value structure)
    {
        if (structure is Instruction inner && _placement.IsExpanded(inner))
        {
            if (inner.Opcode == Opcode.GetField)
            {
                EmitStruct(inner.Operands[0]);
                _il.FieldAddress((FieldInfo)inner.Payload!);
            }
            else if (inner.Opcode == Opcode.Load)
            {
                EmitValue(inner.Operands[0]);
            }
            else
            {
                EmitInstruction(inner);
                EmitAddressOfTemporary(inner.Type);
            }
        }
        else if (structure is BlockParameter parameter && _arguments.TryGetValue(parameter, out var index))
        {
            _il.LoadArgumentAddress(index);
        }
        else if (structure is Constant)
        {
            EmitValue(structure);
            EmitAddressOfTemporary(structure.Type);
        }
        else
        {
            _il.Emit(OpCodes.Ldloca, LocalOf(structure));
        }
    }

    void EmitAddressOfTemporary(Type type)
    {
        var temporary = Temporary(type);
        _il.Emit(OpCodes.Stloc, temporary);
        _il.Emit(OpCodes.Ldloca, temporary);
    }

    void EmitWithField(Instruction with, LocalBuilder? local)
    {
        if (local is null)
            return;
        if (with.Operands[0] is Constant { IsZero: true })
        {
            _il.Emit(OpCodes.Ldloca, local);
            _il.Emit(OpCodes.Initobj, with.Type);
        }
        else if (_locals.Find(with.Operands[0]) != local)
        {
            EmitValue(with.Operands[0]);
            _il.Emit(OpCodes.Stloc, local);
        }

        var field = (FieldInfo)with.Payload!;
        _il.Emit(OpCodes.Ldloca, local);
        if (field is InlineElement element)
        {
            _il.FieldAddress(field);
            EmitValue(with.Operands[1]);
            EmitStoreElement(element);
            return;
        }

        EmitValue(with.Operands[1]);
        _il.Emit(OpCodes.Stfld, field);
    }

    /// <summary>Looked up when a Half is met.</summary>
    static class HalfConversions
    {
        public static readonly MethodInfo FromHalf = Conversion(typeof(Half), typeof(float));
        public static readonly MethodInfo ToHalf = Conversion(typeof(float), typeof(Half));

        static MethodInfo Conversion(Type from, Type to) => Array.Find(
            typeof(Half).GetMethods(), m => m.Name == "op_Explicit" && m.ReturnType == to && m.GetParameters()[0].ParameterType == from)!;
    }
}
