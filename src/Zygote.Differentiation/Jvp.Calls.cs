using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

// Calls that carry a derivative, by the kind of rule that they have.

sealed partial class Jvp
{
    void VisitActiveCall(Instruction call, MethodBase method)
    {
        var preferred = _shadowsOnly ? RuleKind.Pullback : RuleKind.Pushforward;
        var other = _shadowsOnly ? RuleKind.Pushforward : RuleKind.Pullback;
        var rule = _context.FindRule(call, RuleKind.Derivative, preferred) ?? _context.FindRule(call, other);
        switch (rule?.Kind)
        {
            case RuleKind.Refused:
                throw Refusals.Rule(call.Span, method, rule);
            case RuleKind.Derivative or RuleKind.Pushforward or RuleKind.Pullback when _kind.IsTaylor && !IsRecurrence(call, method, rule):
                CallSeries(call, method);
                break;
            case RuleKind.Derivative when LeavesOut(call, rule):
                throw Refusals.NoPartial(call.Span, method);
            case RuleKind.Derivative:
                if (StackTypes.IsStruct(call.Type))
                    RequireNumbers();
                _builder.Block.Instructions.Add(call);
                if (NeedsDual(call))
                    _duals[call] = StackTypes.IsStruct(call.Type) ? ForEach(Holomorphic.Tangents(this, _builder, call, rule)) : Evaluate(call);
                break;
            case RuleKind.Mirror:
                RequireNumbers();
                SetResultsOf(call, k => _builder.Call(rule.Body!, [.. call.Operands, .. DualsOf(call, k), TapeOf(k)]));
                break;
            case RuleKind.Pullback when _shadowsOnly:
                CallPullbackForward(call, rule);
                break;
            case RuleKind.Pullback:
                PushForwardByPullback(call, method, rule);
                break;
            case RuleKind.Exchange when _shadowsOnly:
                _builder.Block.Instructions.Add(call);
                Calls[call] = new CallRecord(CallKind.Exchange, null);
                break;
            case RuleKind.Exchange:
                RequireTangent(call, method);
                var placeDot = DualAddress(_builder, call.Operands[0], Identity);
                SetResults(call, Exchanges.Pushforward(_builder, call, placeDot, v => _duals.GetValueOrDefault(v)?[0]), 2, true);
                break;
            case RuleKind.Linear:
                RequireNumbers();
                _builder.Block.Instructions.Add(call);
                if (_shadowsOnly)
                    Calls[call] = new CallRecord(CallKind.Linear, rule.Body);
                else
                    ForEach(k => _builder.Call(method, [.. DualsOf(call, k)]));
                if (NeedsDual(call))
                    _duals[call] = ForEach(k => Dual(call.Operands[0], k)); // which it returns
                break;
            case RuleKind.Callback:
                CallBack(call, method, rule.Callback!);
                break;
            case RuleKind.Pushforward when !_shadowsOnly:
                RequireNumbers();
                SetResultsOf(call, k => _builder.Call(
                    rule.Body!, [.. call.Operands, .. call.Operands.Select(o => DualOrZeros(_builder, o, k))]));
                break;
            case RuleKind.Pushforward:
                RecordPushforward(call, method, rule.Body!);
                break;
            default:
                CallDerived(call, method);
                break;
        }
    }

    /// <summary>
    /// A derivative gets lost in an argument for which there is no partial. What a derived class adds to an instance is not read
    /// by the method.
    /// </summary>
    bool LeavesOut(Instruction call, Rule rule)
    {
        var hasPlainInstance = call.Payload is MethodInfo { IsStatic: false, DeclaringType: { IsInterface: false } type }
            && !DerivativeTypes.ExactlyCarries(type);
        for (var k = hasPlainInstance ? 1 : 0; k < call.Operands.Length; k++)
        {
            if (!IsInput(k) && _activity.LeadsToActive(call.Operands[k]))
                return true;
        }
        return false;

        // Not IndexOf, which would load vectors of integers.
        bool IsInput(int operand)
        {
            foreach (var input in rule.Inputs!)
            {
                if (input == operand)
                    return true;
            }
            return false;
        }
    }

    bool IsRecurrence(Instruction call, MethodBase method, Rule rule) =>
        rule.Kind == RuleKind.Derivative && StackTypes.IsFloat(call.Type) && _recurrences.Knows(method);

    /// <summary>The rule's body gives the value and the pullback, which the reverse part calls.</summary>
    /// <remarks>
    /// A pullback may read what the rule was given, and the value, long after the program has written something else there. So the
    /// rule has arrays for itself. What it writes into arrays without numbers, such as the order of pivots, is what the method writes.
    /// </remarks>
    void CallPullbackForward(Instruction call, Rule rule)
    {
        var operands = Array.ConvertAll(call.Operands, CopyOfArrays);
        var both = _builder.Call(rule.Body!, operands);
        foreach (var (copy, original) in operands.Zip(call.Operands))
        {
            if (copy != original && !Carriers.HasReferences(copy.Type))
                _builder.Call(CopyConstantsMethod.MakeGenericMethod(copy.Type), copy, original);
        }

        var value = CopyOfArrays(Tuples.Item(_builder, both, 2, 0));
        var pullback = Tuples.Item(_builder, both, 2, 1);
        _replaced[call] = value;
        if (NeedsDual(call))
            _duals[value] = _duals[call] = [_builder.Call(ZerosLikeMethod.MakeGenericMethod(call.Type), value)];

        // Which arrays an array of arrays holds may change later; cotangents belong to those that it held here.
        var rows = new Dictionary<Value, Value>();
        foreach (var x in call.Operands.Where(o => o.Type.IsSZArray && o.Type.GetElementType()!.IsArray && _activity.HasShadow(o)))
            rows[x] = _builder.Call(RowsMethod.MakeGenericMethod(x.Type.GetElementType()!), Dual(x));
        Calls[call] = new CallRecord(CallKind.Pullback, rule.Body) { Pullback = pullback, Inputs = rule.Inputs, Rows = rows };
    }

    Value CopyOfArrays(Value value)
    {
        var type = value.Type;
        var isCopied = value is not Constant
            && (Carriers.HasReferences(type) ? Carriers.IsNumbersOnly(type) : type.IsArray && type.GetElementType()!.IsValueType);
        return isCopied ? _builder.Call(CopyMethod.MakeGenericMethod(type), value) : value;
    }

    /// <summary>A scalar result: its tangent is the sum of the inputs' tangents times the pullback of one.</summary>
    void PushForwardByPullback(Instruction call, MethodBase method, Rule rule)
    {
        if (!StackTypes.IsFloat(call.Type) || call.Operands.Any(o => NeedsDual(o) && !StackTypes.IsFloat(o.Type)))
            throw Refusals.NoForwardRule(call.Span, method);
        var both = _builder.Call(rule.Body!, call.Operands);
        _replaced[call] = Tuples.Item(_builder, both, 2, 0);
        var pullback = Tuples.Item(_builder, both, 2, 1);
        var partials = _builder.CallVirtual(pullback.Type.GetMethod("Invoke")!, pullback, Constant.Number(call.Type, 1));
        var terms = new List<Term>();
        for (var i = 0; i < rule.Inputs!.Length; i++)
        {
            var x = call.Operands[rule.Inputs[i]];
            if (NeedsDual(x))
                terms.Add(new Term(x, TermKind.Times, Tuples.Item(_builder, partials, rule.Inputs.Length, i)));
        }

        _duals[call] = ForEach(k => Sum(terms, call, k));
    }

    /// <summary>Scalar inputs and result: the reverse part evaluates the pushforward once for each input.</summary>
    void RecordPushforward(Instruction call, MethodBase method, MethodInfo body)
    {
        if (!StackTypes.IsFloat(call.Type) || call.Operands.Any(o => NeedsDual(o) || Carriers.HasReferences(o.Type)))
            throw Refusals.NoReverseRule(call.Span, method);
        var zeros = call.Operands.Select(o => (Value)Constant.Zero(o.Type));
        var both = _builder.Call(body, [.. call.Operands, .. zeros]);
        _replaced[call] = Tuples.Item(_builder, both, 2, 0);
        Calls[call] = new CallRecord(CallKind.Pushforward, body);
    }

    /// <summary>Calls the derivative of a method that is not inlined: recursive, large, or known only at run time.</summary>
    void CallDerived(Instruction call, MethodBase? method)
    {
        var pattern = new ActivityPattern(
            [.. call.Operands.Select(CarriesInto)],
            _activity.Concurrency == Concurrency.None ? Concurrency.None
                : _activity.Locked.Contains(call) ? Concurrency.Locked : Concurrency.Shared)
        { Duals = _kind };
        var function = call.Payload as Function;
        var signature = method is not null
            ? new Signature(Signature.ParametersOf(method), Signature.ResultOf(method), pattern)
            : new Signature(function!.ParameterTypes, function.ReturnType, pattern);
        var span = call.Span;
        if (StackTypes.IsAddress(signature.Result))
            throw Refusals.AddressMerge(span);
        var dynamic = call.Opcode == Opcode.CallVirtual || function?.Attempted is not null;
        if (function is null && _handled.Contains(_builder.Block))
            throw Refusals.HandledCall(span);
        if (dynamic)
            RequireOneDirection();
        var site = dynamic ? DynamicCalls.Site(call, signature, _context.Statics) : null;
        var asks = dynamic && _receivers.Contains(call.Operands[0]) && !_duals.ContainsKey(call.Operands[0]);
        var receiverTape = asks ? _tape : null;
        Value[] Arguments(Func<Value> receiverShadow)
        {
            var duals = new List<Value>();
            for (var k = 0; k < _kind.Count; k++)
            {
                foreach (var i in _shadowsOnly ? signature.Shadowed : signature.Tangents)
                {
                    duals.Add(i == 0 && asks ? receiverShadow()
                        : StackTypes.IsAddress(call.Operands[i].Type) ? DualAddress(_builder, call.Operands[i], Identity, k)
                        : Dual(call.Operands[i], k));
                }
            }

            return [.. call.Operands, .. duals, _tape];
        }

        if (!_shadowsOnly)
        {
            Value ReceiverShadow() => _builder.Call(ShadowIfAnyMethod.MakeGenericMethod(call.Operands[0].Type), _tape, call.Operands[0]);
            var code = site is null ? null : DynamicCalls.ResolvePushforward(_builder, site, call.Operands[0], receiverTape);
            var arguments = Arguments(ReceiverShadow);
            var result = code is not null
                ? DynamicCalls.Invoke(_builder, code, signature.PushforwardParameters, signature.PushforwardResults, arguments)
                : _builder.CallFunction(
                    method is null ? _context.GetPushforward(function!, pattern) : _context.GetPushforward(method, pattern, span), arguments);
            SetResults(call, result, signature.PushforwardResults.Count, signature.ResultActive);
            return;
        }

        var record = new CallRecord(dynamic ? CallKind.Dynamic : CallKind.Split, null) { Signature = signature, Site = site, AsksForShadow = asks };
        Value results;
        if (site is not null)
        {
            var pair = DynamicCalls.ResolvePair(_builder, site, call.Operands[0], receiverTape);
            record.Pair = DynamicCalls.Number(_builder, pair);
            var arguments = Arguments(() => DynamicCalls.ShadowFor(_builder, pair, _tape, call.Operands[0]));
            results = DynamicCalls.Invoke(_builder, DynamicCalls.Forward(_builder, pair), signature.ForwardParameters, signature.ForwardResults, arguments);
        }
        else
        {
            var pair = method is null ? _context.GetSplit(function!, pattern) : _context.GetSplit(method, pattern, span);
            record.Reverse = pair.Reverse;
            results = _builder.CallFunction(pair.Forward, Arguments(() => throw new InvalidOperationException("not dispatched")));
        }

        var count = signature.ForwardResults.Count;
        SetResults(call, results, count, signature.ResultShadowed);
        record.Token = Tuples.Item(_builder, results, count, count - 1);
        Calls[call] = record;
    }

    /// <summary>
    /// Values that are the receiver of calls known only at run time and nothing else, also where ways join. If they come without
    /// a shadow the call asks whether there is any (<see cref="Tape.HasNoShadows"/>): mostly there is not, and the receiver is a
    /// constant. Not so where other things may matter that a call is not given: other threads, static fields.
    /// </summary>
    HashSet<Value> Receivers()
    {
        var receivers = new HashSet<Value>();
        if (_activity.Concurrency != Concurrency.None || _kind.Count > 1 || _context.Statics.AnyActive)
            return receivers;
        foreach (var i in _flow.ReversePostOrder.SelectMany(b => b.Instructions))
        {
            if (IsDispatched(i))
                receivers.Add(i.Operands[0]);
        }

        if (receivers.Count == 0)
            return receivers;
        for (var joined = true; joined;)
        {
            joined = false;
            foreach (var (argument, parameter) in Joins())
                joined |= receivers.Contains(parameter) && argument is not Constant && receivers.Add(argument);
        }

        foreach (var block in _flow.ReversePostOrder)
        {
            foreach (var i in block.Instructions)
                receivers.ExceptWith(i.Operands.Skip(IsDispatched(i) ? 1 : 0));
            receivers.ExceptWith(block.Terminator!.Operands);
        }

        for (var left = true; left;)
        {
            left = false;
            foreach (var (argument, parameter) in Joins())
            {
                left |= receivers.Contains(parameter)
                    ? !(argument is Constant { Content: null } || (receivers.Contains(argument) && IsFoundByIdentity(argument))) && receivers.Remove(parameter)
                    : receivers.Remove(argument);
            }
        }

        return receivers;
    }

    IEnumerable<(Value Argument, BlockParameter Parameter)> Joins() =>
        from block in _flow.ReversePostOrder
        from edge in block.Edges
        from passage in edge.Arguments.Zip(edge.Target.Parameters)
        select passage;

    /// <summary>It has no dual that comes from where it does.</summary>
    bool IsFoundByIdentity(Value value) =>
        value is BlockParameter { Block: var block } ? block != _function.Entry
        : value is Instruction { Opcode: Opcode.Load } load && !_activity.HasShadow(load.Operands[0]);

    bool IsDispatched(Instruction i) =>
        i.Opcode == Opcode.CallVirtual && _activity.IsActiveCall(i) && StackTypes.IsReference(i.Operands[0].Type)
        && _context.FindRule(i, RuleKind.Derivative, RuleKind.Pullback) is null
        && _context.FindRule(i, RuleKind.Pushforward) is null;

    bool CarriesInto(Value operand) =>
        operand is not Constant
        && (_activity.IsActive(operand) || _activity.HasShadow(operand));

    void SetResults(Instruction call, Value results, int count, bool hasDual)
    {
        if (call.Type == typeof(void))
            return;
        _replaced[call] = Tuples.Item(_builder, results, count, 0);
        if (hasDual)
            _duals[_replaced[call]] = _duals[call] = ForEach(k => Tuples.Item(_builder, results, count, k + 1));
    }

    /// <summary>One call for each dual gives value and dual; the value is that of the first.</summary>
    void SetResultsOf(Instruction call, Func<int, Value> results)
    {
        var pairs = ForEach(results);
        SetResults(call, pairs[0], 2, false);
        if (call.Type != typeof(void))
            _duals[_replaced[call]] = _duals[call] = ForEach(k => Tuples.Item(_builder, pairs[k], 2, 1));
    }

    IEnumerable<Value> DualsOf(Instruction call, int index) => call.Operands.Select(o => Dual(o, index));

    /// <summary>Calls that became something else; uses are renamed by <see cref="RenameReplaced"/> when all is done.</summary>
    readonly Dictionary<Value, Value> _replaced = [];

    public Value Replacement(Value value) => _replaced.GetValueOrDefault(value, value);

    public void RenameReplaced(params IEnumerable<Function> functions)
    {
        if (_replaced.Count == 0)
            return;
        foreach (var block in functions.SelectMany(f => f.Blocks))
        {
            foreach (var instruction in block.Terminator is { } end ? block.Instructions.Append(end) : block.Instructions)
            {
                for (var i = 0; i < instruction.Operands.Length; i++)
                    instruction.Operands[i] = Replacement(instruction.Operands[i]);
            }

            foreach (var edge in block.Edges)
            {
                for (var i = 0; i < edge.Arguments.Count; i++)
                    edge.Arguments[i] = Replacement(edge.Arguments[i]);
            }
        }
    }
}
