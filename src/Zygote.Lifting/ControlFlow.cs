using System;
using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Zygote.Lifting;

/// <summary>Branches, and how the evaluation stack passes from block to block.</summary>
sealed partial class StackMachine
{
    bool ControlFlow(ILInstruction i, ILBlock block)
    {
        switch (i.Opcode)
        {
            case ILOpCode.Nop or ILOpCode.Break:
            case ILOpCode.Volatile or ILOpCode.Unaligned or ILOpCode.Tail or ILOpCode.Readonly:
                return true;
            case ILOpCode.Br:
                Branch(block.Successors[0]);
                return true;
            case ILOpCode.Brtrue:
                BranchIf(IsNotZero(Pop()), block.Successors[0], block.Successors[1]);
                return true;
            case ILOpCode.Brfalse:
                BranchIf(IsNotZero(Pop()), block.Successors[1], block.Successors[0]);
                return true;
            case ILOpCode.Switch:
                var selector = PopAs(typeof(int));
                _builder.Switch(selector, [.. block.Successors.Select(EdgeTo)]);
                return true;
            case ILOpCode.Ret:
                _builder.Return(_function.ReturnType == typeof(void) ? null : PopAs(_function.ReturnType));
                return true;
            case ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Leave or ILOpCode.Endfinally or ILOpCode.Endfilter:
                Exceptions(i, block);
                return true;
        }

        if (BranchComparison(i.Opcode) is not { } comparison)
            return false;
        var (a, b) = PopPair();
        BranchIf(Compare(comparison, a, b), block.Successors[0], block.Successors[1]);
        return true;
    }

    static Comparison? BranchComparison(ILOpCode opcode) => opcode switch
    {
        ILOpCode.Beq => Comparison.Equal,
        ILOpCode.Bne_un => Comparison.NotEqual,
        ILOpCode.Blt => Comparison.Less,
        ILOpCode.Ble => Comparison.LessOrEqual,
        ILOpCode.Bgt => Comparison.Greater,
        ILOpCode.Bge => Comparison.GreaterOrEqual,
        ILOpCode.Blt_un => Comparison.LessUn,
        ILOpCode.Ble_un => Comparison.LessOrEqualUn,
        ILOpCode.Bgt_un => Comparison.GreaterUn,
        ILOpCode.Bge_un => Comparison.GreaterOrEqualUn,
        _ => null,
    };

    /// <summary>The value as a condition: an int that is not 0 for true.</summary>
    Value IsNotZero(Value value)
    {
        if (value.Type == typeof(int))
            return value;
        if (Coercions.IsNull(value))
            return Constant.Of(0);
        if (Coercions.IsNotNull(value))
            return Constant.Of(1);
        if (StackTypes.IsReference(value.Type) || StackTypes.IsInteger(value.Type))
            return _builder.Compare(Comparison.NotEqual, value, Constant.Zero(value.Type));
        return value.Type.IsByRef
            ? Compare(Comparison.NotEqual, value, Constant.Zero(value.Type))
            : throw Refusals.InvalidIL(Span, $"{value.Type} as a condition");
    }

    void BranchIf(Value condition, ILBlock then, ILBlock otherwise)
    {
        // Caches of delegates are known to be empty (see DelegateCaches), boxes to be full: only one way is left.
        if (condition is Constant { Content: int known })
            Branch(known != 0 ? then : otherwise);
        else
            _builder.BranchIf(condition, EdgeTo(then), EdgeTo(otherwise));
    }

    void Branch(ILBlock target)
    {
        var end = _builder.Branch(TargetOf(target));
        Enter(target, end.Edges[0]);
    }

    Edge EdgeTo(ILBlock target)
    {
        var edge = new Edge(TargetOf(target));
        Enter(target, edge);
        return edge;
    }

    Block TargetOf(ILBlock source)
    {
        if (!_targets.TryGetValue(source, out var target))
        {
            _targets[source] = target = new Block();
            _incoming[source] = [];
            var place = _pending.Count;
            while (place > 0 && _pending[place - 1].Order < source.Order)
                place--;
            _pending.Insert(place, source);
        }

        return target;
    }

    void Enter(ILBlock target, Edge edge)
    {
        if (!_finished.Contains(target))
            _incoming[target].Add(new Incoming(_builder.Block, edge, _stack, Span));
        else
            PassBack(_targets[target], edge);
    }

    /// <summary>What is on the stack when control goes back: its places have become parameters of the block.</summary>
    void PassBack(Block target, Edge edge)
    {
        for (var i = 0; i < _stack.Count; i++)
        {
            var type = i < target.Parameters.Count ? target.Parameters[i].Type : null;
            if (type is null || _stack[i] is FunctionPointer
                || (!Coercions.IsNull(_stack[i]) && Coercions.Join(type, _stack[i].Type) != type))
            {
                throw Refusals.BackwardStack(Span);
            }

            edge.Arguments.Add(Coercions.To(_builder, _stack[i], type));
        }
    }

    /// <summary>
    /// What is on the stack at the start of a block. Items that differ between the edges become parameters.
    /// </summary>
    List<Value> EntryStack(ILBlock source, Block target)
    {
        if (!_incoming.Remove(source, out var edges) || edges.Count == 0)
            return [];
        var depth = edges[0].Stack.Count;
        if (edges.Any(e => e.Stack.Count != depth))
            throw Refusals.InvalidIL(Span, "the depth of the stack depends on the path");

        var stack = new List<Value>();
        for (var i = 0; i < depth; i++)
        {
            Value[] items = [.. edges.Select(e => e.Stack[i])];
            var stays = !source.HasBackwardEntrance && items.All(v => IsSame(v, items[0]));
            stack.Add(stays ? items[0] : Merge(edges, items, target));
        }

        return stack;
    }

    Value Merge(List<Incoming> edges, Value[] items, Block target)
    {
        if (items.Any(v => v is FunctionPointer))
            throw Refusals.FunctionPointer(Span);

        // Null is of any class, and 0 is any address, so they have no say in the type.
        var address = items.Any(v => v.Type.IsByRef);
        bool IsNull(Value v) => Coercions.IsNull(v) || (address && Coercions.IsNullPointer(v));
        Value[] typed = items.All(IsNull) ? items : [.. items.Where(v => !IsNull(v))];
        var type = typed[0].Type;
        foreach (var item in typed)
        {
            type = Coercions.Join(type, item.Type)
                ?? throw (address
                    ? Refusals.AddressArithmetic(Span)
                    : Refusals.InvalidIL(Span, $"{type} and {item.Type} in one place of the stack"));
        }

        if (ExactTypes.HasReplacedFields(type))
            return MergeInVariable(edges, items, type);
        var parameter = target.AddParameter(type);
        for (var i = 0; i < edges.Count; i++)
        {
            // Terminators stand apart, so what is appended to the predecessor comes before its branch.
            var end = new Builder(edges[i].From) { Span = edges[i].Span };
            edges[i].Edge.Arguments.Add(Coercions.To(end, items[i], type));
        }

        return parameter;
    }

    /// <summary>A variable is taken apart into its fields, which a parameter is not.</summary>
    Value MergeInVariable(List<Incoming> edges, Value[] items, Type type)
    {
        var slot = _variables.NewSlot(type);
        for (var i = 0; i < edges.Count; i++)
            new Builder(edges[i].From) { Span = edges[i].Span }.Store(slot, items[i]);
        return _builder.Load(slot);
    }

    static bool IsSame(Value a, Value b) => a == b || (a is Constant x && b is Constant y && x.SameAs(y));

    /// <summary>An edge into a block that is not lifted yet, and the stack that it brings.</summary>
    sealed record Incoming(Block From, Edge Edge, List<Value> Stack, SourceSpan Span);
}
