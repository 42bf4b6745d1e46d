using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Calls that only read and whose result has a cotangent that is known before the call get value and cotangents at once from a
/// function that is both halves: nothing of theirs is kept on the tape, and recursion does not come twice.
/// </summary>
/// <remarks>
///   primal    (y, token) = f_forward(x..., shadows..., tape)                  sum += c * f(x): the cotangent is sumBar * c
///   reverse   xBar... = f_reverse(x..., shadows..., tape, token, yBar)
///   =>
///   primal    (y, xBar...) = f_whole(x..., shadows..., tape, yBar)
/// Both halves must belong to the same iteration of loops whose iterations are reversed right away.
/// </remarks>
sealed class WholeCalls(Reverse reverse, ImmediateReversal immediate)
{
    readonly Dictionary<Value, Block> _definedIn = [];
    readonly Substitution _inPrimal = new();
    readonly Substitution _inCode = new();

    /// <summary>To be called on clean reverse code, before it is decided what is saved.</summary>
    public void Run()
    {
        var candidates = new List<Instruction>(); // no query: most functions have none
        foreach (var call in reverse.Calls.Keys)
        {
            if (reverse.Readers.Contains(call))
                candidates.Add(call);
        }

        if (candidates.Count == 0)
            return;
        foreach (var block in reverse.Primal.Blocks)
        {
            foreach (var value in block.Parameters.Concat<Value>(block.Instructions))
                _definedIn[value] = block;
        }

        foreach (var call in candidates)
            TryJoin(call, reverse.Calls[call]);
        _inPrimal.ApplyTo(reverse.Primal);
        _inCode.ApplyTo(reverse.Code);
    }

    void TryJoin(Instruction call, CallRecord record)
    {
        var signature = record.Signature!;
        var forward = (Instruction)((Instruction)record.Token!).Operands[0];
        var block = _definedIn[forward];
        var loop = reverse.Loops.Innermost(block);
        if ((loop is not null && !immediate.Contains(loop)) || ReverseOf(record) is not var (place, back) || immediate.LoopOf(place) != loop)
            return;
        var index = block.Instructions.IndexOf(forward);
        var copies = new Builder(new Block()) { Span = forward.Span };
        if (Known(back.Operands[^1], block, index, copies) is not { } cotangent)
            return;

        var count = 1 + signature.Cotangents.Length;
        var whole = copies.CallFunction(
            reverse.Context.GetWhole((MethodBase)call.Payload!, signature.Pattern, call.Span), [.. forward.Operands, cotangent]);
        var results = Enumerable.Range(0, count).Select(k => Tuples.Item(copies, whole, count, k)).ToArray();
        foreach (var (item, itemBlock) in Items(reverse.Primal, forward))
        {
            var value = item == record.Token ? Constant.Of(0) : results[0];
            _inPrimal.Replace(item, value);
            _inCode.Replace(reverse.Use(item), reverse.Use(value));
            itemBlock.Instructions.Remove(item);
        }

        var xBars = results[1..];
        if (xBars.Length == 1)
            _inCode.Replace(back, reverse.Use(xBars[0]));
        else
        {
            foreach (var (item, itemBlock) in Items(reverse.Code, back))
            {
                var number = signature.ReverseResults.Count;
                var k = Enumerable.Range(0, number).First(n => ((FieldInfo)item.Payload!).Name == "Item" + (n + 1));
                _inCode.Replace(item, reverse.Use(xBars[k]));
                itemBlock.Instructions.Remove(item);
            }
        }

        place.Instructions.Remove(back);
        foreach (var value in copies.Block.Instructions)
            _definedIn[value] = block;
        block.Instructions.InsertRange(index, copies.Block.Instructions);
        block.Instructions.Remove(forward);
        reverse.Calls.Remove(call);
    }

    /// <summary>The call in reverse code, if there is only one.</summary>
    (Block Place, Instruction Call)? ReverseOf(CallRecord record)
    {
        var token = record.Signature!.ForwardParameters.Count;
        (Block, Instruction)? found = null;
        foreach (var block in reverse.Code.Blocks)
        {
            foreach (var i in block.Instructions)
            {
                if (i.Opcode != Opcode.CallFunction || i.Payload != record.Reverse || i.Operands[token] is not OuterValue { Source: var source }
                    || source != record.Token)
                    continue;
                if (found is not null)
                    return null;
                found = (block, i);
            }
        }

        return found;
    }

    /// <summary>The value, which reverse code names, as one of the primal at this place: computed there if it must be.</summary>
    Value? Known(Value value, Block block, int index, Builder copies)
    {
        if (value is OuterValue outer)
            value = outer.Source;
        value = _inPrimal.Resolve(value);
        if (value is Constant || IsThere(value, block, index))
            return value;
        if (value is not Instruction i || !IsPlain(i))
            return null;
        var operands = new Value[i.Operands.Length];
        for (var n = 0; n < operands.Length; n++)
        {
            if (Known(i.Operands[n], block, index, copies) is not { } operand)
                return null;
            operands[n] = operand;
        }

        return copies.Append(i.Opcode, i.Type, i.Payload, operands);
    }

    bool IsThere(Value value, Block block, int index) =>
        _definedIn.TryGetValue(value, out var definition)
        && (definition == block
            ? value is not Instruction i || block.Instructions.IndexOf(i) < index
            : reverse.Dominators.Dominates(definition, block));

    bool IsPlain(Instruction i) => i.Opcode != Opcode.Slot
        && (i.Effects == Effects.None || (i is { Opcode: Opcode.Call, Payload: MethodBase method } && reverse.Context.IsPure(method)));

    static List<(Instruction Item, Block Block)> Items(Function function, Instruction tuple) =>
    [
        .. from block in function.Blocks
           from i in block.Instructions
           where i.Opcode == Opcode.GetField && i.Operands[0] == tuple
           select (i, block),
    ];
}
