using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Metadata;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>
/// Locals and arguments. Most have a slot in the entry block; an argument that is only read stands for itself; a variable
/// that holds an address stands for the one address that reaches the place where it is read.
/// </summary>
sealed class Variables
{
    readonly Function _function;
    readonly Builder _builder;
    readonly LocalVariableInfo[] _locals;
    readonly Value?[] _localSlots;
    readonly Value?[] _argumentSlots;
    readonly AddressVariables _addresses;
    int _slotCount;

    public Variables(
        Function function, Builder builder, MethodBase method, LocalVariableInfo[] locals,
        IReadOnlyList<ILInstruction> code, List<ILBlock> blocks)
    {
        _function = function;
        _builder = builder;
        _locals = locals;
        _localSlots = new Value?[locals.Length];
        _argumentSlots = new Value?[function.ParameterTypes.Count];
        var names = Signatures.ParameterNames(method);
        for (var i = 0; i < names.Length; i++)
        {
            RefusePointer(function.ParameterTypes[i]);
            function.Entry.Parameters[i].Name = names[i];
        }

        if (Array.Exists(locals, l => l.IsPinned))
            throw Refusals.Pinned(builder.Span);
        var localNames = PortablePdb.Of(method)?.LocalNames(method.MetadataToken) ?? [];
        foreach (var local in locals)
        {
            RefusePointer(local.LocalType);
            if (!local.LocalType.IsByRef)
                _localSlots[local.LocalIndex] = NewSlot(local.LocalType, localNames.GetValueOrDefault(local.LocalIndex));
        }

        foreach (var instruction in code)
        {
            if (instruction.Opcode is ILOpCode.Starg or ILOpCode.Ldarga)
                SpillArgument(instruction.Number);
        }

        _addresses = new AddressVariables(IsAddress, blocks);
    }

    /// <summary>A slot at the head of the entry block.</summary>
    public Value NewSlot(Type type, string? name = null)
    {
        var slot = new Instruction(Opcode.Slot, type.MakeByRefType(), [], type, _builder.Span) { Name = name };
        _function.Entry.Instructions.Insert(_slotCount++, slot);
        return slot;
    }

    public Value Read(ILInstruction instruction)
    {
        var isArgument = instruction.Opcode == ILOpCode.Ldarg;
        if (IsAddress(isArgument, instruction.Number))
        {
            return _addresses.Reaching(instruction, _builder.Span)
                ?? (isArgument ? _function.Entry.Parameters[instruction.Number] : throw Unassigned());
        }

        var slot = isArgument ? _argumentSlots[instruction.Number] : _localSlots[instruction.Number];
        return slot is null ? _function.Entry.Parameters[instruction.Number] : _builder.Load(slot);
    }

    public void Write(ILInstruction instruction, Value value)
    {
        var isArgument = instruction.Opcode == ILOpCode.Starg;
        var type = TypeOf(isArgument, instruction.Number);
        value = Coercions.To(_builder, value, type);
        if (type.IsByRef)
            _addresses.Assign(instruction, value);
        else
            _builder.Store(AddressOf(isArgument, instruction.Number), Coercions.Narrow(_builder, value, type));
    }

    public Value Address(ILInstruction instruction) => AddressOf(instruction.Opcode == ILOpCode.Ldarga, instruction.Number);

    Value AddressOf(bool isArgument, int number) =>
        (isArgument ? _argumentSlots : _localSlots)[number] ?? throw Refusals.AddressOfAddress(_builder.Span);

    Type TypeOf(bool isArgument, int number) =>
        isArgument ? _function.ParameterTypes[number] : _locals[number].LocalType;

    bool IsAddress(bool isArgument, int number) => TypeOf(isArgument, number).IsByRef;

    void SpillArgument(int number)
    {
        var type = _function.ParameterTypes[number];
        if (_argumentSlots[number] is not null || type.IsByRef)
            return;
        var parameter = _function.Entry.Parameters[number];
        var slot = _argumentSlots[number] = NewSlot(type, parameter.Name);
        _builder.Store(slot, parameter);
    }

    void RefusePointer(Type type)
    {
        if (type.IsByRef)
            type = type.GetElementType()!;
        if (type.IsFunctionPointer)
            throw Refusals.FunctionPointer(_builder.Span);
        if (type.IsPointer)
            throw Refusals.Pointer(_builder.Span);
    }

    Refusal Unassigned() => Refusals.InvalidIL(_builder.Span, "a ref local is read before it is assigned");
}
