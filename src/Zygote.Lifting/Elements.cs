using System;
using System.Reflection;

using Zygote.IR;

using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Zygote.Lifting;

/// <summary>Arrays of one dimension by instructions, of several by the methods that the runtime gives them.</summary>
sealed partial class StackMachine
{
    bool Elements(ILInstruction i)
    {
        switch (i.Opcode)
        {
            case ILOpCode.Newarr:
                if (_tokens.RealType(i.Number).IsPointer)
                    throw Refusals.Pointer(Span);
                var length = Integer(Pop());
                Push(_builder.NewArray(_tokens.Type(i.Number).MakeArrayType(), length));
                return true;
            case ILOpCode.Ldlen:
                Push(_builder.Length(ArrayOf(Pop(), null)));
                return true;
            case ILOpCode.Ldelema:
                Push(ElementAddress(_tokens.Type(i.Number)));
                return true;
            case ILOpCode.Ldelem:
                var read = _tokens.Type(i.Number);
                Push(Load(ElementAddress(read), read));
                return true;
            case ILOpCode.Stelem:
                StoreElement(_tokens.Type(i.Number));
                return true;
            case ILOpCode.Ldelem_ref:
                Push(Load(ElementAddress(null), null));
                return true;
            case ILOpCode.Stelem_ref:
                StoreElement(null);
                return true;
        }

        if (LoadedElement(i.Opcode) is { } loaded)
        {
            Push(Load(ElementAddress(loaded), loaded));
            return true;
        }

        if (StoredElement(i.Opcode) is { } stored)
        {
            StoreElement(stored);
            return true;
        }

        return false;
    }

    /// <summary>Calls of the methods Get, Set and Address that the runtime adds to array types.</summary>
    bool ArrayCall(MethodBase method)
    {
        if (method.DeclaringType is not { IsArray: true } type || method.Name is not ("Get" or "Set" or "Address"))
            return false;

        var value = method.Name == "Set" ? Pop() : null;
        var indices = new Value[type.GetArrayRank()];
        for (var i = indices.Length - 1; i >= 0; i--)
            indices[i] = PopAs(typeof(int));
        var address = _builder.ElementAddress(ArrayOf(Pop(), type), indices);
        if (value is not null)
            Store(address, value, type.GetElementType()!);
        else
            Push(method.Name == "Get" ? _builder.Load(address) : address);
        return true;
    }

    void NewMultiArray(MethodBase constructor)
    {
        var type = constructor.DeclaringType!;
        var lengths = new Value[type.GetArrayRank()];
        if (constructor.GetParameters().Length != lengths.Length)
            throw Refusals.LowerBounds(Span);
        for (var i = lengths.Length - 1; i >= 0; i--)
            lengths[i] = PopAs(typeof(int));
        Push(_builder.NewArray(type, lengths));
    }

    void StoreElement(Type? element)
    {
        var value = Pop();
        Store(ElementAddress(element), value, element);
    }

    Value ElementAddress(Type? element)
    {
        var index = Integer(Pop());
        return _builder.ElementAddress(ArrayOf(Pop(), (element ?? typeof(object)).MakeArrayType()), index);
    }

    /// <summary>The array; where its static type has been lost, it gets the type that the instruction implies.</summary>
    Value ArrayOf(Value value, Type? type) =>
        value.Type.IsArray ? value
        : StackTypes.IsReference(value.Type) ? _builder.UncheckedCast(type ?? typeof(object[]), value)
        : throw Refusals.InvalidIL(Span, $"{value.Type} as an array");

    static Type? LoadedElement(ILOpCode opcode) => opcode switch
    {
        ILOpCode.Ldelem_i1 => typeof(sbyte),
        ILOpCode.Ldelem_u1 => typeof(byte),
        ILOpCode.Ldelem_i2 => typeof(short),
        ILOpCode.Ldelem_u2 => typeof(ushort),
        ILOpCode.Ldelem_i4 => typeof(int),
        ILOpCode.Ldelem_u4 => typeof(uint),
        ILOpCode.Ldelem_i8 => typeof(long),
        ILOpCode.Ldelem_i => typeof(nint),
        ILOpCode.Ldelem_r4 => typeof(float),
        ILOpCode.Ldelem_r8 => typeof(double),
        _ => null,
    };

    static Type? StoredElement(ILOpCode opcode) => opcode switch
    {
        ILOpCode.Stelem_i1 => typeof(sbyte),
        ILOpCode.Stelem_i2 => typeof(short),
        ILOpCode.Stelem_i4 => typeof(int),
        ILOpCode.Stelem_i8 => typeof(long),
        ILOpCode.Stelem_i => typeof(nint),
        ILOpCode.Stelem_r4 => typeof(float),
        ILOpCode.Stelem_r8 => typeof(double),
        _ => null,
    };
}
