using System;
using System.Reflection;

using Zygote.IR;

using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Zygote.Lifting;

/// <summary>Variables, fields and indirect access. Everything goes through an address, then load or store.</summary>
sealed partial class StackMachine
{
    bool Variable(ILInstruction i)
    {
        switch (i.Opcode)
        {
            case ILOpCode.Ldarg or ILOpCode.Ldloc:
                Push(_variables.Read(i));
                return true;
            case ILOpCode.Starg or ILOpCode.Stloc:
                _variables.Write(i, Pop());
                return true;
            case ILOpCode.Ldarga or ILOpCode.Ldloca:
                Push(_variables.Address(i));
                return true;
            case ILOpCode.Dup:
                Push(Pop());
                Push(_stack[^1]);
                return true;
            case ILOpCode.Pop:
                Pop();
                return true;
            default:
                return false;
        }
    }

    bool Memory(ILInstruction i)
    {
        switch (i.Opcode)
        {
            case ILOpCode.Ldfld:
                LoadField(_tokens.Field(i.Number));
                return true;
            case ILOpCode.Ldflda:
                Push(FieldAddress(Pop(), _tokens.Field(i.Number)));
                return true;
            case ILOpCode.Stfld:
                var stored = Pop();
                var container = Pop();
                var field = _tokens.Field(i.Number);
                if (field.FieldType.IsByRef)
                    stored = ViewOf(Coercions.To(_builder, stored, field.FieldType));
                Store(field.IsStatic ? StaticAddress(field) : FieldAddress(container, field), stored, ExactTypes.Of(field));
                return true;
            case ILOpCode.Ldsfld:
                var loaded = _tokens.Field(i.Number);
                var isCache = DelegateCaches.Contain(loaded);
                Push(isCache ? Constant.Zero(loaded.FieldType) : _builder.Load(StaticAddress(loaded)));
                return true;
            case ILOpCode.Ldsflda:
                Push(StaticAddress(_tokens.Field(i.Number)));
                return true;
            case ILOpCode.Stsfld:
                var target = _tokens.Field(i.Number);
                var value = Pop();
                if (!DelegateCaches.Contain(target))
                    Store(StaticAddress(target), value, target.FieldType);
                return true;
            case ILOpCode.Ldobj:
                Push(Load(Pop(), _tokens.Type(i.Number)));
                return true;
            case ILOpCode.Stobj:
                var content = Pop();
                Store(Pop(), content, _tokens.Type(i.Number));
                return true;
            case ILOpCode.Cpobj:
                var type = _tokens.Type(i.Number);
                var copied = Load(Pop(), type);
                Store(Pop(), copied, type);
                return true;
            case ILOpCode.Initobj:
                var cleared = _tokens.Type(i.Number);
                Store(Pop(), Constant.Zero(cleared), cleared);
                return true;
        }

        if (IndirectLoad(i.Opcode, out var loadedType))
        {
            Push(Load(Pop(), loadedType));
            return true;
        }

        if (IndirectStore(i.Opcode, out var storedType))
        {
            var value = Pop();
            Store(Pop(), value, storedType);
            return true;
        }

        return false;
    }

    void LoadField(FieldInfo field)
    {
        var container = Pop();
        if (field.IsStatic)
            Push(_builder.Load(StaticAddress(field)));
        else if (StackTypes.IsStruct(container.Type) && !ExactTypes.Of(field).IsByRef)
            Push(Referred(field, _builder.GetField(container, field)));
        else
            Push(Referred(field, _builder.Load(FieldAddress(container, field))));
    }

    Value FieldAddress(Value container, FieldInfo field)
    {
        if (ExactTypes.Of(field).IsByRef)
            throw field.FieldType.IsPointer ? Refusals.Pointer(Span) : Refusals.RefField(Span, field);
        if (field.IsStatic)
            return StaticAddress(field);
        var declaring = field.DeclaringType!;
        return _builder.FieldAddress(
            Coercions.To(_builder, container, declaring.IsValueType ? declaring.MakeByRefType() : declaring), field);
    }

    Value StaticAddress(FieldInfo field) => _builder.StaticAddress(field);

    /// <param name="address">What is read.</param>
    /// <param name="type">What the instruction takes it for; null for some reference.</param>
    Value Load(Value address, Type? type)
    {
        var actual = Pointee(address, type);
        var value = _builder.Load(address);
        if (type is null || actual == type)
            return value;
        return Coercions.SameExtension(actual, type)
            ? Coercions.To(_builder, value, type)
            : _builder.Convert(new Conversion(type), value);
    }

    void Store(Value address, Value value, Type? type) =>
        _builder.Store(address, Coercions.To(_builder, value, Pointee(address, type)));

    /// <summary>The type of the memory at an address, refused where the instruction takes it for something else.</summary>
    Type Pointee(Value address, Type? type)
    {
        if (!address.Type.IsByRef)
        {
            throw address.Type == typeof(nint)
                ? Refusals.Pointer(Span)
                : Refusals.InvalidIL(Span, "no address on the stack");
        }

        var actual = address.Type.GetElementType()!;
        return Coercions.SameBits(actual, type ?? typeof(object))
            ? actual
            : throw Refusals.Reinterpretation(Span, actual, type ?? typeof(object));
    }

    static bool IndirectLoad(ILOpCode opcode, out Type? type)
    {
        type = opcode switch
        {
            ILOpCode.Ldind_i1 => typeof(sbyte),
            ILOpCode.Ldind_u1 => typeof(byte),
            ILOpCode.Ldind_i2 => typeof(short),
            ILOpCode.Ldind_u2 => typeof(ushort),
            ILOpCode.Ldind_i4 => typeof(int),
            ILOpCode.Ldind_u4 => typeof(uint),
            ILOpCode.Ldind_i8 => typeof(long),
            ILOpCode.Ldind_i => typeof(nint),
            ILOpCode.Ldind_r4 => typeof(float),
            ILOpCode.Ldind_r8 => typeof(double),
            _ => null,
        };
        return type is not null || opcode == ILOpCode.Ldind_ref;
    }

    static bool IndirectStore(ILOpCode opcode, out Type? type)
    {
        type = opcode switch
        {
            ILOpCode.Stind_i1 => typeof(sbyte),
            ILOpCode.Stind_i2 => typeof(short),
            ILOpCode.Stind_i4 => typeof(int),
            ILOpCode.Stind_i8 => typeof(long),
            ILOpCode.Stind_i => typeof(nint),
            ILOpCode.Stind_r4 => typeof(float),
            ILOpCode.Stind_r8 => typeof(double),
            _ => null,
        };
        return type is not null || opcode == ILOpCode.Stind_ref;
    }
}
