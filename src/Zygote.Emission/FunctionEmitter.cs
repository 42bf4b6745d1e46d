using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Emit;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>Writes one function: blocks in their order, statements in theirs, expressions operands first.</summary>
sealed partial class FunctionEmitter
{
    readonly Function _function;
    readonly ILWriter _il;
    readonly Func<Function, DynamicMethod> _methodOf;
    readonly BlockLayout _layout;
    readonly Placement _placement;
    readonly LocalAssignment _locals;
    readonly Dictionary<Block, Mark> _marks = [];
    readonly Dictionary<Value, LocalBuilder> _slots = [];
    readonly Dictionary<BlockParameter, int> _arguments = [];
    readonly Dictionary<Block, Instruction> _guards;

    public FunctionEmitter(Function function, ILWriter il, Func<Function, DynamicMethod> methodOf)
    {
        _function = function;
        _il = il;
        _methodOf = methodOf;
        FunctionCheck.Run(function);
        var flow = new ControlFlow(function);
        _guards = Guarding.Bodies(flow.ReversePostOrder);
        var dominators = new DominatorTree(flow);
        FunctionCheck.Run(function, flow, dominators);
        var loops = new LoopForest(flow, dominators);
        _layout = new BlockLayout(flow, loops);
        _placement = new Placement(flow);
        _locals = new LocalAssignment(_placement, flow, loops, _layout.Order);
        for (var i = 0; i < function.Entry.Parameters.Count; i++)
            _arguments[function.Entry.Parameters[i]] = i;
    }

    public void Emit()
    {
        _locals.Declare(_il);
        ClearSlots();
        foreach (var block in _layout.Order)
            _marks[block] = _il.DefineLabel();
        for (var i = 0; i < _layout.Order.Count; i++)
        {
            var block = _layout.Order[i];
            var next = i + 1 < _layout.Order.Count ? _layout.Order[i + 1] : null;
            _il.MarkLabel(_marks[block]);
            if (_guards.TryGetValue(block, out var guard))
                EmitGuarded(block, guard, next);
            else
                EmitContent(block, next);
        }

        EmitResult();
    }

    void EmitContent(Block block, Block? next)
    {
        foreach (var statement in _placement.Statements(block))
            EmitStatement(statement);
        EmitTerminator(block.Terminator!, next);
    }

    // Slots begin as zero; all other locals are written before they are read, so nothing else need be cleared.
    void ClearSlots()
    {
        foreach (var slot in _function.Blocks.SelectMany(b => b.Instructions).Where(i => i.Opcode == Opcode.Slot))
        {
            var type = (Type)slot.Payload!;
            var local = _slots[slot] = _il.DeclareLocal(type);
            _il.Emit(OpCodes.Ldloca, local);
            _il.Emit(OpCodes.Initobj, type);
        }
    }

    void EmitStatement(Instruction statement)
    {
        var local = _placement.Of(statement) == Place.Recomputed ? null : _locals.Find(statement);
        if (statement.Opcode == Opcode.WithField)
        {
            EmitWithField(statement, local!);
            return;
        }

        EmitInstruction(statement);
        if (local is not null)
            _il.Emit(OpCodes.Stloc, local);
        else if (statement.Type != typeof(void))
            _il.Emit(OpCodes.Pop);
    }

    /// <summary>Leaves the value on the evaluation stack.</summary>
    void EmitValue(Value value)
    {
        switch (value)
        {
            case Constant constant:
                EmitConstant(constant);
                break;
            case BlockParameter parameter when _arguments.TryGetValue(parameter, out var index):
                _il.LoadArgument(index);
                break;
            case Instruction instruction when _placement.IsExpanded(instruction):
                EmitInstruction(instruction);
                break;
            default:
                _il.Emit(OpCodes.Ldloc, LocalOf(value));
                break;
        }
    }

    void EmitValues(ReadOnlySpan<Value> values)
    {
        foreach (var value in values)
            EmitValue(value);
    }

    LocalBuilder LocalOf(Value value) =>
        _locals.Find(value) ?? throw Malformed($"{value.Name?.Text ?? value.Type.Name} has no local");

    void EmitInstruction(Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Compare:
                EmitCompare(instruction);
                break;
            case Opcode.Caught:
                _il.Emit(OpCodes.Ldloc, CaughtLocal);
                break;
            case Opcode.Convert:
                EmitValue(instruction.Operands[0]);
                EmitConvert((Conversion)instruction.Payload!, instruction.Operands[0].Type);
                break;
            case Opcode.GetField:
                EmitGetField(instruction);
                break;
            case Opcode.Slot or Opcode.FieldAddress or Opcode.StaticAddress or Opcode.ElementAddress or Opcode.UnboxAddress:
                EmitAddress(instruction);
                break;
            case Opcode.Load:
                EmitLoad(instruction.Operands[0]);
                break;
            case Opcode.Store:
                EmitStore(instruction.Operands[0], instruction.Operands[1]);
                break;
            case Opcode.Length:
                EmitLength(instruction.Operands[0]);
                break;
            case Opcode.NewArray or Opcode.NewObject or Opcode.NewDelegate:
                EmitAllocation(instruction);
                break;
            case Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction:
                EmitCall(instruction);
                break;
            case Opcode.Box or Opcode.Cast or Opcode.IsInstance or Opcode.UncheckedCast or Opcode.Token or Opcode.SizeOf:
                EmitTypeOperation(instruction);
                break;
            default:
                EmitArithmetic(instruction);
                break;
        }
    }

    InvalidOperationException Malformed(string what) => FunctionCheck.Malformed(_function, what);
}
