using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Metadata;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>
/// Locals and arguments. Most have a slot in the entry block; an argument that is only read stands for itself; a variable
/// that holds an address stands for the address that reaches the place where it is read.
/// </summary>
sealed class Variables
{
    readonly Function _function;
    readonly Builder _builder;
    readonly LocalVariableInfo[] _locals;
    readonly Value?[] _localSlots;
    readonly Value?[] _argumentSlots;
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

        var localNames = new Lazy<Dictionary<int, string>>(() => PortablePdb.Of(method)?.LocalNames(method.MetadataToken) ?? []);
        foreach (var local in locals)
        {
            var (index, type) = (local.LocalIndex, TypeOf(false, local.LocalIndex));
            RefusePointer(type);
            if (!type.IsByRef)
                _localSlots[index] = NewSlot(type, new ValueName(() => localNames.Value.GetValueOrDefault(index)));
        }

        foreach (var instruction in code)
        {
            if (instruction.Opcode is ILOpCode.Starg or ILOpCode.Ldarga)
                SpillArgument(instruction.Number);
        }

        Addresses = new AddressVariables(v => IsAddress(v.IsArgument, v.Number), blocks);
    }

    public AddressVariables Addresses { get; }

    public Type AddressType(Variable variable) => TypeOf(variable.IsArgument, variable.Number);

    /// <summary>What a ref variable holds when a block is left; the null address before the first assignment.</summary>
    public Value AddressAtEnd(ILBlock block, Variable variable) =>
        Addresses.AtEnd(block, variable) ?? Initial(variable.IsArgument, variable.Number);

    public Value Initial(bool isArgument, int number) =>
        isArgument ? _function.Entry.Parameters[number] : IR.Constant.Zero(TypeOf(false, number));

    /// <summary>A slot at the head of the entry block.</summary>
    public Value NewSlot(Type type, ValueName? name = null)
    {
        var slot = new Instruction(Opcode.Slot, type.MakeByRefType(), [], type, _builder.Span) { Name = name };
        _function.Entry.Instructions.Insert(_slotCount++, slot);
        return slot;
    }

    public Value Read(ILInstruction instruction)
    {
        var isArgument = instruction.Opcode == ILOpCode.Ldarg;
        if (IsAddress(isArgument, instruction.Number))
            return Addresses.Reaching(instruction) ?? Initial(isArgument, instruction.Number);

        var slot = isArgument ? _argumentSlots[instruction.Number] : _localSlots[instruction.Number];
        return slot is null ? _function.Entry.Parameters[instruction.Number] : _builder.Load(slot);
    }

    public void Write(ILInstruction instruction, Value value)
    {
        var isArgument = instruction.Opcode == ILOpCode.Starg;
        var type = TypeOf(isArgument, instruction.Number);
        value = Coercions.To(_builder, value, type);
        if (type.IsByRef)
            Addresses.Assign(instruction, value);
        else
            _builder.Store(AddressOf(isArgument, instruction.Number), Coercions.Narrow(_builder, value, type));
    }

    public Value Address(ILInstruction instruction) => AddressOf(instruction.Opcode == ILOpCode.Ldarga, instruction.Number);

    Value AddressOf(bool isArgument, int number) =>
        (isArgument ? _argumentSlots : _localSlots)[number] ?? throw Refusals.AddressOfAddress(_builder.Span);

    Type TypeOf(bool isArgument, int number) =>
        isArgument ? _function.ParameterTypes[number] : ExactTypes.Of(_locals[number].LocalType);

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
}
