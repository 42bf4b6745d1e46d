using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

// Calls that carry a derivative, undone by the kind of rule that they have.

sealed partial class Reverse
{
    void TransposeCall(Instruction call)
    {
        if (!_shadows.Calls.TryGetValue(call, out var record))
        {
            // A Derivative rule.
            if (_activity.IsActive(call) && StackTypes.IsStruct(call.Type))
                TransposeHolomorphic(call);
            else if (_activity.IsActive(call))
                AddTerms(call, Take(call));
            return;
        }

        switch (record.Kind)
        {
            case CallKind.Pullback:
                TransposePullback(call, record);
                break;
            case CallKind.Pushforward:
                TransposePushforward(call, record);
                break;
            case CallKind.Exchange:
                TransposeExchange(call);
                break;
            case CallKind.Linear:
                _builder.Call(record.Body!, [.. call.Operands.Select(UseShadow)]);
                break;
            case CallKind.Callback:
                _builder.Call(record.Body!, Use(record.Token!));
                break;
            default:
                TransposeDerived(call, record);
                break;
        }
    }

    void TransposeHolomorphic(Instruction call)
    {
        var rule = _context.FindRule((MethodBase)call.Payload!, RuleKind.Derivative)!;
        var yBar = TakeStruct(call);
        foreach (var (x, xBar) in Holomorphic.Cotangents(_builder, call, rule, yBar, Use, _activity.IsActive))
            AccumulateStruct(x, [], xBar);
    }

    void TransposePullback(Instruction call, CallRecord record)
    {
        var yBar = StackTypes.IsFloat(call.Type) ? Take(call)
            : StackTypes.IsStruct(call.Type) ? TakeStruct(call)
            : UseShadow(call);
        var pullback = Use(record.Pullback!);
        var all = _builder.CallVirtual(pullback.Type.GetMethod("Invoke")!, pullback, yBar);
        for (var k = 0; k < record.Inputs!.Count; k++)
        {
            var x = call.Operands[record.Inputs[k]];
            if (!_activity.IsActive(x) && !_activity.HasShadow(x))
                continue;
            var xBar = Tuples.Item(_builder, all, record.Inputs.Count, k);
            if (StackTypes.IsFloat(x.Type))
                Accumulate(x, xBar);
            else if (StackTypes.IsStruct(x.Type))
                AccumulateStruct(x, [], xBar);
            else
            {
                var shadow = record.Rows!.TryGetValue(x, out var rows) ? Use(rows) : UseShadow(x);
                var accumulate = _activity.Concurrency == Concurrency.None ? AccumulateMethod : AccumulateSharedMethod;
                _builder.Call(accumulate.MakeGenericMethod(xBar.Type), _builder.UncheckedCast(xBar.Type, shadow), xBar);
            }
        }

        if (StackTypes.IsReference(call.Type))
            _builder.Call(ClearMethod.MakeGenericMethod(call.Type), UseShadow(call));
    }

    void TransposePushforward(Instruction call, CallRecord record)
    {
        var yBar = Take(call);
        for (var k = 0; k < call.Operands.Length; k++)
        {
            if (!_activity.IsActive(call.Operands[k]))
                continue;
            var units = call.Operands.Select((o, j) => j == k ? Constant.Number(o.Type, 1) : Constant.Zero(o.Type));
            var both = _builder.Call(record.Body!, [.. call.Operands.Select(Use), .. units]);
            var term = new Term(call.Operands[k], TermKind.Times, Tuples.Item(_builder, both, 2, 1));
            Accumulate(call.Operands[k], Linearization.ApplyTransposed(term, _builder, yBar));
        }
    }

    void TransposeDerived(Instruction call, CallRecord record)
    {
        var signature = record.Signature!;
        var pair = record.Site is { } site ? DynamicCalls.PairOf(_builder, site, Use(record.Pair!)) : null;
        var shadows = signature.Shadowed.Select(k =>
            k == 0 && record.AsksForShadow ? DynamicCalls.ShadowFor(_builder, pair!, Use(_tape), Use(call.Operands[0]))
            : StackTypes.IsAddress(call.Operands[k].Type) ? ShadowAddress(call.Operands[k]) : UseShadow(call.Operands[k]));
        var arguments = new List<Value>([.. call.Operands.Select(UseArgument), .. shadows, Use(_tape), Use(record.Token!)]);
        if (signature.ResultCotangent)
        {
            arguments.Add(!_activity.IsActive(call) ? Constant.Zero(call.Type)
                : StackTypes.IsFloat(call.Type) ? Take(call)
                : TakeStruct(call));
        }

        var results = signature.ReverseResults;
        var all = pair is not null
            ? DynamicCalls.Invoke(_builder, DynamicCalls.Reverse(_builder, pair), signature.ReverseParameters, results, arguments)
            : _builder.CallFunction(record.Reverse!, [.. arguments]);
        for (var k = 0; k < signature.Cotangents.Length; k++)
        {
            var x = call.Operands[signature.Cotangents[k]];
            var xBar = Tuples.Item(_builder, all, results.Count, k);
            if (StackTypes.IsFloat(x.Type))
                Accumulate(x, xBar);
            else
                AccumulateStruct(x, [], xBar);
        }
    }

    /// <summary>A primal argument for a reverse call; an address is computed anew.</summary>
    Value UseArgument(Value value) => value is Instruction address && StackTypes.IsAddress(value.Type)
        ? PrimalAddress(address)
        : Use(value);

    Value PrimalAddress(Value address) => address switch
    {
        Instruction { Opcode: Opcode.FieldAddress } i => _builder.FieldAddress(PrimalAddress(i.Operands[0]), (FieldInfo)i.Payload!),
        Instruction { Opcode: Opcode.ElementAddress } i =>
            _builder.ElementAddress(PrimalAddress(i.Operands[0]), [.. i.Operands.Skip(1).Select(Use)]),
        Instruction { Opcode: Opcode.StaticAddress } i => _builder.StaticAddress((FieldInfo)i.Payload!),
        _ => Use(address),
    };

    Value TakeStruct(Value value)
    {
        var slot = Cotangent(value);
        var result = _builder.Load(slot);
        _builder.Store(slot, Constant.Zero(value.Type));
        return result;
    }
}
