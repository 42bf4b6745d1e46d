using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>
/// Refuses what would become an invalid program: blocks without a terminator, operands that are not defined on every way to
/// their use, values of drafts, numbers of the wrong type, calls and edges with the wrong arguments.
/// </summary>
sealed class FunctionCheck
{
    readonly Function _function;
    readonly ControlFlow _flow;
    readonly DominatorTree _dominators;
    readonly Dictionary<Value, (Block Block, int Index)> _definitions = [];

    FunctionCheck(Function function, ControlFlow flow, DominatorTree dominators)
    {
        _function = function;
        _flow = flow;
        _dominators = dominators;
    }

    /// <summary>What the analyses need: every block ended, every edge inside the function.</summary>
    public static void Run(Function function)
    {
        if (function.Blocks.Count == 0)
            throw Malformed(function, "it has no blocks");
        var blocks = function.Blocks.ToHashSet();
        foreach (var block in function.Blocks)
        {
            if (block.Terminator is null || !block.Terminator.Opcode.Facts().IsTerminator)
                throw Malformed(function, "a block has no terminator");
            foreach (var edge in block.Edges)
            {
                if (!blocks.Contains(edge.Target) || edge.Target == function.Entry)
                    throw Malformed(function, "an edge leads to the entry or out of the function");
                if (edge.Arguments.Count != edge.Target.Parameters.Count)
                    throw Malformed(function,
                        $"an edge has {edge.Arguments.Count} arguments for {edge.Target.Parameters.Count}");
            }
        }
    }

    public static void Run(Function function, ControlFlow flow, DominatorTree dominators) =>
        new FunctionCheck(function, flow, dominators).Check();

    public static InvalidOperationException Malformed(Function function, string what) =>
        new($"The code of {function.Name} cannot be emitted: {what}.");

    void Check()
    {
        if (_function.Entry.Parameters.Count != _function.ParameterTypes.Count)
            throw Malformed(_function, "the entry's parameters are not the function's");
        for (var i = 0; i < _function.ParameterTypes.Count; i++)
            Demand(Fits(_function.Entry.Parameters[i].Type, _function.ParameterTypes[i]), "parameter type", null);
        foreach (var block in _flow.ReversePostOrder)
        {
            foreach (var parameter in block.Parameters)
                _definitions[parameter] = (block, -1);
            for (var i = 0; i < block.Instructions.Count; i++)
                _definitions[block.Instructions[i]] = (block, i);
        }

        foreach (var block in _flow.ReversePostOrder)
        {
            for (var i = 0; i < block.Instructions.Count; i++)
            {
                var instruction = block.Instructions[i];
                Demand(!instruction.Opcode.Facts().IsTerminator, "terminator inside a block", instruction);
                Demand(instruction.Opcode != Opcode.Slot || block == _function.Entry, "slot outside the entry", instruction);
                CheckUses(instruction, block, i);
            }

            CheckUses(block.Terminator!, block, block.Instructions.Count);
        }
    }

    void CheckUses(Instruction user, Block block, int index)
    {
        var facts = user.Opcode.Facts();
        Demand(facts.Arity < 0 || facts.Arity == user.Operands.Length, "number of operands", user);
        Demand(facts.Payload is null || facts.Payload.IsInstanceOfType(user.Payload) || user.Opcode == Opcode.Token,
            "payload", user);
        foreach (var operand in user.Operands)
            CheckOperand(operand, user, block, index);
        foreach (var edge in user.Edges)
        {
            for (var i = 0; i < edge.Arguments.Count; i++)
            {
                CheckOperand(edge.Arguments[i], user, block, index);
                Demand(Fits(edge.Arguments[i].Type, edge.Target.Parameters[i].Type), "edge argument", user);
            }
        }

        CheckTypes(user);
    }

    void CheckOperand(Value operand, Instruction user, Block block, int index)
    {
        if (operand is Constant)
            return;
        Demand(operand is not OuterValue, "value of another function", user);
        Demand(_definitions.TryGetValue(operand, out var at), "operand that is not part of the function", user);
        Demand(at.Block == block ? at.Index < index : _dominators.Dominates(at.Block, block),
            "operand used before its definition", user);
        Demand(operand.Type != typeof(void), "operand without a value", user);
    }

    void CheckTypes(Instruction user)
    {
        var operands = user.Operands;
        switch (user.Opcode)
        {
            case >= Opcode.Add and <= Opcode.MulCheckedUn:
                var shift = user.Opcode is Opcode.Shl or Opcode.Shr or Opcode.ShrUn;
                Demand(StackTypes.IsFloat(user.Type) ? user.Opcode <= Opcode.Neg : StackTypes.IsInteger(user.Type),
                    "type", user);
                Demand(operands[0].Type == user.Type, "operand type", user);
                Demand(operands.Length == 1 || operands[1].Type == user.Type || (shift && operands[1].Type == typeof(int)),
                    "operand type", user);
                break;
            case Opcode.Compare:
                Demand(Fits(operands[0].Type, operands[1].Type) || Fits(operands[1].Type, operands[0].Type),
                    "operand types", user);
                break;
            case Opcode.Load:
                Demand(operands[0].Type.IsByRef, "address", user);
                Demand(Fits(StackTypes.Of(operands[0].Type.GetElementType()!), user.Type), "type", user);
                break;
            case Opcode.Store:
                Demand(operands[0].Type.IsByRef, "address", user);
                Demand(Fits(operands[1].Type, operands[0].Type.GetElementType()!), "value type", user);
                break;
            case Opcode.GetField or Opcode.WithField:
                Demand(operands[0].Type.IsValueType && operands[0].Type == ((FieldInfo)user.Payload!).DeclaringType,
                    "struct", user);
                Demand(user.Opcode == Opcode.GetField || Fits(operands[1].Type, ((FieldInfo)user.Payload!).FieldType),
                    "value type", user);
                break;
            case Opcode.FieldAddress:
                Demand(!((FieldInfo)user.Payload!).IsStatic && !operands[0].Type.IsValueType, "container", user);
                break;
            case Opcode.StaticAddress:
                Demand(user.Payload is FieldInfo { IsStatic: true, IsLiteral: false }, "field", user);
                break;
            case Opcode.ElementAddress:
                Demand(operands.Length > 1 && (operands[0].Type.IsArray
                    ? operands[0].Type.GetArrayRank() == operands.Length - 1
                    : operands.Length == 2 && ResultTypes.OfElementAddress(operands[0].Type) is not null), "array", user);
                Demand(operands.Skip(1).All(o => o.Type == typeof(int) || (o.Type == typeof(nint)
                    && operands.Length == 2)), "index", user);
                break;
            case Opcode.NewArray:
                Demand(user.Type.IsArray && user.Type.GetArrayRank() == operands.Length, "array", user);
                break;
            case Opcode.NewObject:
                Demand(user.Payload is Type { IsValueType: false, IsAbstract: false }, "class", user);
                break;
            case Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction:
                CheckCall(user);
                break;
            case Opcode.BranchIf or Opcode.Switch:
                Demand(operands[0].Type == typeof(int) || (user.Opcode == Opcode.BranchIf
                    && (StackTypes.IsInteger(operands[0].Type) || !operands[0].Type.IsValueType)), "condition", user);
                Demand(user.Opcode == Opcode.Switch ? user.Edges.Length > 0 : user.Edges.Length == 2, "number of edges",
                    user);
                break;
            case Opcode.Guard:
                Demand(user.Edges.Length == 2, "number of edges", user);
                break;
            case Opcode.Branch:
                Demand(user.Edges.Length == 1, "number of edges", user);
                break;
            case Opcode.Return:
                Demand(operands.Length == (_function.ReturnType == typeof(void) ? 0 : 1), "result", user);
                Demand(operands.Length == 0 || Fits(operands[0].Type, _function.ReturnType), "result type", user);
                break;
        }
    }

    void CheckCall(Instruction call)
    {
        List<Type> types;
        Type result;
        if (call.Payload is Function function)
        {
            types = [.. function.ParameterTypes];
            result = function.ReturnType;
        }
        else
        {
            var method = (MethodBase)call.Payload!;
            Demand(!method.ContainsGenericParameters, "open generic method", call);
            types = [.. method.GetParameters().Select(p => p.ParameterType)];
            if (!method.IsStatic)
                types.Insert(0, method.DeclaringType!.IsValueType ? method.DeclaringType.MakeByRefType()
                    : method.DeclaringType);
            result = method is MethodInfo m ? m.ReturnType : typeof(void);
        }

        Demand(types.Count == call.Operands.Length, "number of arguments", call);
        for (var i = 0; i < types.Count; i++)
            Demand(Fits(call.Operands[i].Type, types[i]), $"argument {i}", call);
        Demand(Fits(StackTypes.Of(result), call.Type), "result type", call);
    }

    /// <summary>
    /// As strict as the JIT: all references are alike to it, and addresses; an address may be given for a pointer.
    /// </summary>
    static bool Fits(Type from, Type to)
    {
        var target = StackTypes.Of(to);
        if (from == target)
            return true;
        if (target.IsByRef)
            return from.IsByRef;
        return from.IsByRef ? target == typeof(nint) : !from.IsValueType && !target.IsValueType;
    }

    void Demand(bool holds, string what, Instruction? where)
    {
        if (holds)
            return;
        var place = where is null ? "" : $" of {where.Opcode.Facts().Name} ({where.Payload}) at IL_{where.Span.Offset:x4}";
        throw Malformed(_function, $"wrong {what}{place}");
    }
}
