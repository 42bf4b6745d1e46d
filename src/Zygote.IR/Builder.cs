using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Zygote.IR;

/// <summary>Appends instructions to a block and computes their types.</summary>
sealed class Builder
{
    public Builder(Block block) => Block = block;

    public Block Block { get; set; }

    /// <summary>Given to every instruction made.</summary>
    public SourceSpan Span { get; set; }

    public Instruction Append(Opcode opcode, Type type, object? payload, params Value[] operands)
    {
        var instruction = new Instruction(opcode, type, operands, payload, Span);
        Block.Instructions.Add(instruction);
        return instruction;
    }

    public Value Binary(Opcode opcode, Value a, Value b) => Append(opcode, a.Type, null, a, b);

    public Value Add(Value a, Value b) => Binary(Opcode.Add, a, b);

    public Value Sub(Value a, Value b) => Binary(Opcode.Sub, a, b);

    public Value Mul(Value a, Value b) => Binary(Opcode.Mul, a, b);

    public Value Div(Value a, Value b) => Binary(Opcode.Div, a, b);

    public Value Neg(Value a) => Append(Opcode.Neg, a.Type, null, a);

    public Value Compare(Comparison comparison, Value a, Value b) => Append(Opcode.Compare, typeof(int), comparison, a, b);

    public Value Convert(Conversion conversion, Value a) => Append(Opcode.Convert, StackTypes.Of(conversion.To), conversion, a);

    public Value Convert(Type to, Value a) => StackTypes.Of(to) == a.Type && to == a.Type ? a : Convert(new Conversion(to), a);

    public Value GetField(Value structure, FieldInfo field) =>
        Append(Opcode.GetField, StackTypes.Of(ExactTypes.Of(field)), field, structure);

    public Value WithField(Value structure, FieldInfo field, Value value) =>
        Append(Opcode.WithField, structure.Type, field, structure, value);

    public Value Slot(Type type) => Append(Opcode.Slot, type.MakeByRefType(), type);

    public Value FieldAddress(Value container, FieldInfo field) =>
        Append(Opcode.FieldAddress, ExactTypes.Of(field).MakeByRefType(), field, container);

    public Value StaticAddress(FieldInfo field) => Append(Opcode.StaticAddress, field.FieldType.MakeByRefType(), field);

    public Value ElementAddress(Value array, params Value[] indices) =>
        Append(Opcode.ElementAddress, ResultTypes.OfElementAddress(array.Type)!, null, [array, .. indices]);

    public Value Load(Value address) => Append(Opcode.Load, StackTypes.Of(address.Type.GetElementType()!), null, address);

    public void Store(Value address, Value value) => Append(Opcode.Store, typeof(void), null, address, value);

    public Value Length(Value array) => Append(Opcode.Length, typeof(int), null, array);

    public Value NewArray(Type arrayType, params Value[] lengths) => Append(Opcode.NewArray, arrayType, arrayType, lengths);

    public Value NewObject(Type type) => Append(Opcode.NewObject, type, type);

    public Value Call(MethodBase method, params Value[] arguments) =>
        Append(Opcode.Call, StackTypes.Of(ReturnType(method)), method, arguments);

    public Value CallVirtual(MethodInfo method, params Value[] arguments) =>
        Append(Opcode.CallVirtual, StackTypes.Of(method.ReturnType), method, arguments);

    public Value CallFunction(Function function, params Value[] arguments) =>
        Append(Opcode.CallFunction, StackTypes.Of(function.ReturnType), function, arguments);

    public Value NewDelegate(Type delegateType, DelegateTarget target, Value instance) =>
        Append(Opcode.NewDelegate, delegateType, target, instance);

    public Value Cast(Type type, Value value) => Append(Opcode.Cast, type, type, value);

    public Value UncheckedCast(Type type, Value value) =>
        value.Type == type ? value : Append(Opcode.UncheckedCast, type, type, value);

    public Instruction Branch(Block target, params IEnumerable<Value> arguments) =>
        Terminate(Opcode.Branch, [], new Edge(target, arguments));

    public Instruction BranchIf(Value condition, Edge then, Edge otherwise) =>
        Terminate(Opcode.BranchIf, [condition], then, otherwise);

    public Instruction Switch(Value value, params Edge[] edges) => Terminate(Opcode.Switch, [value], edges);

    public Instruction Return(Value? value = null) => Terminate(Opcode.Return, value is null ? [] : [value]);

    public Value Caught() => Append(Opcode.Caught, typeof(Exception), null);

    public Instruction Guard(Edge body, Edge handler) => Terminate(Opcode.Guard, [], body, handler);

    public Instruction Throw(Value exception) => Terminate(Opcode.Throw, [exception]);

    public Instruction Rethrow(Value exception) => Terminate(Opcode.Rethrow, [exception]);

    /// <summary>Builds a struct field by field, in the order of the fields; used for tuples.</summary>
    public Value Struct(Type type, params (FieldInfo Field, Value Value)[] fields) =>
        fields.Aggregate((Value)Constant.Zero(type), (s, f) => WithField(s, f.Field, f.Value));

    static Type ReturnType(MethodBase method) => method is MethodInfo m ? m.ReturnType : typeof(void);

    Instruction Terminate(Opcode opcode, Value[] operands, params Edge[] edges) =>
        Block.Terminator = new Instruction(opcode, typeof(void), operands, null, Span) { Edges = edges };
}
