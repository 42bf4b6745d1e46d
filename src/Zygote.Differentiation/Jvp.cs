using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Forward mode: beside each value that carries a derivative its dual is computed, and each object that does has a shadow
/// of the same type in which the tangents of its numbers stand; references stored in the object are mirrored in the shadow.
/// </summary>
/// <remarks>
///   y = mul a, b            =>   y = mul a, b;   yDot = scale(aDot, b) + scale(bDot, a)
///   store (element a, i), y =>   ...;            store (element aShadow, i), yDot
/// With <c>shadowsOnly</c> numbers get no tangents and only the mirroring of references is done: that is the forward half of
/// reverse mode, whose cotangents go into the same shadows on the way back.
/// The function is changed in place; the duals of parameters are added to the entry by the caller (<see cref="SetDual"/>).
/// </remarks>
sealed class Jvp
{
    static readonly MethodInfo ShadowOfMethod = typeof(Tape).GetMethod(nameof(Tape.ShadowOf))!;
    static readonly MethodInfo ZerosLikeMethod =
        typeof(Shadow).GetMethods().Single(m => m.Name == nameof(Shadow.ZerosLike) && m.GetParameters().Length == 1);

    readonly Function _function;
    readonly Activity _activity;
    readonly IDerivativeContext _context;
    readonly Linearization _linearization;
    readonly ControlFlow _flow;
    readonly Value _tape;
    readonly bool _shadowsOnly;
    readonly Dictionary<Value, Value> _duals = [];

    /// <summary>The bodies of guards from whose handlers a return can be reached.</summary>
    readonly HashSet<Block> _handled;
    Builder _builder = null!;

    public Jvp(Function function, ControlFlow flow, Activity activity, Value tape, bool shadowsOnly, IDerivativeContext context)
    {
        _function = function;
        _flow = flow;
        _activity = activity;
        _tape = tape;
        _shadowsOnly = shadowsOnly;
        _context = context;
        _linearization = new Linearization(context);
        _handled = [.. Guarding.Bodies(flow.ReversePostOrder)
            .Where(g => activity.Returning.Contains(g.Value.Edges[1].Target)).Select(g => g.Key)];
    }

    /// <summary>For active calls that were replaced by a call of a split function: the token that its reverse needs.</summary>
    public Dictionary<Instruction, CallRecord> Calls { get; } = [];

    /// <summary>Loads of mirrored references, with the loads that they mirror.</summary>
    public Dictionary<Value, Instruction> MirroredLoads { get; } = [];

    /// <summary>For stores of references into objects known outside: what their shadow held before.</summary>
    public Dictionary<Instruction, Value> OverwrittenShadows { get; } = [];

    public void SetDual(Value primal, Value dual) => _duals[primal] = dual;

    /// <summary>The tangent or shadow of a value; typed zero for one that has none.</summary>
    public Value Dual(Value value) => _duals.TryGetValue(value, out var dual) ? dual : Constant.Zero(value.Type);

    /// <summary>As <see cref="Dual"/>, but with an object of zeros for an object that has none: what the user may see.</summary>
    public Value DualOrZeros(Builder builder, Value value) =>
        _duals.ContainsKey(value) || value is Constant || !Carriers.HasReferences(value.Type) || StackTypes.IsAddress(value.Type)
            ? Dual(value)
            : builder.Call(ZerosLikeMethod.MakeGenericMethod(value.Type), value);

    /// <summary>As <see cref="Dual"/>, but found by identity for an object that has none.</summary>
    public Value DualOrIdentity(Builder builder, Value value) =>
        _duals.ContainsKey(value) || value is Constant || !StackTypes.IsReference(value.Type) || !Carriers.CanCarry(value.Type)
            ? Dual(value)
            : builder.Call(ShadowOfMethod.MakeGenericMethod(value.Type), _tape, value);

    public bool NeedsDual(Value value) =>
        value is not Constant && (_activity.HasShadow(value) || (!_shadowsOnly && _activity.IsActive(value)));

    /// <summary>Duals for block parameters first, so that edges can be completed in any order, then instruction by instruction.</summary>
    public void Run()
    {
        RefuseDynamic();
        var doubled = new Dictionary<Block, List<int>>();
        foreach (var block in _flow.ReversePostOrder)
        {
            if (block == _function.Entry || !_activity.Returning.Contains(block))
                continue;
            var indices = doubled[block] = [];
            for (int i = 0, count = block.Parameters.Count; i < count; i++)
            {
                var parameter = block.Parameters[i];
                if (!NeedsDual(parameter))
                    continue;
                if (StackTypes.IsAddress(parameter.Type))
                    throw Refusals.AddressMerge(new SourceSpan(_function.Method, 0));
                indices.Add(i);
                _duals[parameter] = block.AddParameter(parameter.Type, DualName(parameter));
            }
        }

        foreach (var block in _flow.ReversePostOrder)
        {
            if (!_activity.Returning.Contains(block))
                continue;
            var instructions = block.Instructions.ToArray();
            block.Instructions.Clear();
            _builder = new Builder(block);
            if (block == _function.Entry)
                AddMissingParameterShadows();
            foreach (var instruction in instructions)
            {
                _builder.Span = instruction.Span;
                Visit(instruction);
            }
        }

        foreach (var block in _flow.ReversePostOrder)
        {
            foreach (var edge in block.Edges)
            {
                if (doubled.TryGetValue(edge.Target, out var indices))
                    edge.Arguments.AddRange(indices.ConvertAll(i => Dual(edge.Arguments[i])));
            }
        }
    }

    /// <summary>Code for the address of the shadow of a location, in terms of what <paramref name="use"/> makes of values.</summary>
    public Value DualAddress(Builder builder, Value address, Func<Value, Value> use)
    {
        switch (address)
        {
            case Instruction { Opcode: Opcode.FieldAddress } i:
                var container = StackTypes.IsAddress(i.Operands[0].Type)
                    ? DualAddress(builder, i.Operands[0], use)
                    : use(Dual(i.Operands[0]));
                return builder.FieldAddress(container, (FieldInfo)i.Payload!);
            case Instruction { Opcode: Opcode.ElementAddress } i:
                return builder.ElementAddress(use(Dual(i.Operands[0])), [.. i.Operands.Skip(1).Select(use)]);
            case Instruction { Opcode: Opcode.UnboxAddress } i:
                return builder.Append(Opcode.UnboxAddress, i.Type, i.Payload, use(Dual(i.Operands[0])));
            default:
                return use(Dual(address));
        }
    }

    /// <summary>Before anything else: such code has static fields and calls that would be refused in other words.</summary>
    void RefuseDynamic()
    {
        foreach (var call in _flow.ReversePostOrder.SelectMany(b => b.Instructions))
        {
            if (call.Opcode == Opcode.CallVirtual && _activity.IsActiveCall(call) && DynamicCalls.IsDynamic((MethodBase)call.Payload!))
                throw Refusals.Dynamic(call.Span);
        }
    }

    static string? DualName(Value value) => value.Name is { } name ? name + "Dot" : null;

    static Value Identity(Value value) => value;

    /// <summary>Parameters that are constants, but to which active values get stored: their shadow is found by identity.</summary>
    void AddMissingParameterShadows()
    {
        foreach (var parameter in _function.Entry.Parameters.ToArray())
        {
            if (!_duals.ContainsKey(parameter) && _activity.HasShadow(parameter))
                SetDualByIdentity(parameter);
        }
    }

    void SetDualByIdentity(Value value)
    {
        if (!StackTypes.IsReference(value.Type))
        {
            throw new Refusal(_builder.Span, "a value that carries a derivative is written through a reference whose origin is not known",
                "Pass the variable as an argument, or return the value instead.");
        }

        _duals[value] = _builder.Call(ShadowOfMethod.MakeGenericMethod(value.Type), _tape, value);
    }

    void Visit(Instruction i)
    {
        if (i.Opcode is Opcode.Call or Opcode.CallVirtual && _activity.IsActiveCall(i))
        {
            VisitActiveCall(i, (MethodBase)i.Payload!);
            return;
        }

        if (i.Opcode == Opcode.CallFunction && _activity.IsActiveCall(i))
        {
            CallDerived(i, null);
            return;
        }

        _builder.Block.Instructions.Add(i);
        switch (i.Opcode)
        {
            case Opcode.Store:
                VisitStore(i);
                return;
            case Opcode.FieldAddress when ((FieldInfo)i.Payload!).DeclaringType is { IsExplicitLayout: true } union
                && _activity.IsActiveLocation(i):
                throw Refusals.ExplicitLayout(i.Span, union.Name);
            case Opcode.FieldAddress or Opcode.ElementAddress or Opcode.StaticAddress or Opcode.UnboxAddress:
                return; // made where they are used
        }

        if (!NeedsDual(i))
            return;
        switch (i.Opcode)
        {
            case Opcode.Load when _activity.HasShadow(i.Operands[0]):
                _duals[i] = _builder.Load(DualAddress(_builder, i.Operands[0], Identity));
                MirroredLoads[_duals[i]] = i;
                break;
            case Opcode.Load when !Carriers.HasReferences(i.Type):
                break; // a constant that meets active values where ways join
            case Opcode.Load or Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction or Opcode.Caught:
                SetDualByIdentity(i);
                break;
            case Opcode.Slot or Opcode.NewObject:
                _duals[i] = Copy(i);
                break;
            case Opcode.NewArray:
                _duals[i] = _builder.Append(i.Opcode, i.Type, i.Payload, i.Operands);
                break;
            case Opcode.NewDelegate:
                // A target without shadow makes a delegate without one; who calls it looks for the target's by identity.
                if (_activity.HasShadow(i.Operands[0]))
                    _duals[i] = _builder.Append(i.Opcode, i.Type, i.Payload, Dual(i.Operands[0]));
                break;
            case Opcode.GetField or Opcode.WithField or Opcode.Box or Opcode.UncheckedCast
                or Opcode.IsInstance:
                _duals[i] = _builder.Append(i.Opcode, i.Type, i.Payload, [.. i.Operands.Select(Dual)]);
                break;
            case Opcode.Cast:
                _duals[i] = _builder.UncheckedCast(i.Type, Dual(i.Operands[0]));
                break;
            default:
                _duals[i] = Evaluate(i);
                break;
        }

        if (_duals.GetValueOrDefault(i) is Instruction dual)
            dual.Name ??= DualName(i);
    }

    Instruction Copy(Instruction i)
    {
        // Slots stay together in the entry block.
        var copy = new Instruction(i.Opcode, i.Type, i.Operands, i.Payload, i.Span) { Name = DualName(i) };
        _builder.Block.Instructions.Add(copy);
        return copy;
    }

    Value Evaluate(Instruction y)
    {
        Value? sum = null;
        foreach (var term in _linearization.Terms(y, _builder, Identity, _activity.IsActive))
        {
            var tangent = Linearization.Apply(term, _builder, Dual(term.Operand), y.Type);
            sum = sum is null ? tangent : _builder.Add(sum, tangent);
        }

        return sum ?? Constant.Zero(y.Type);
    }

    void VisitStore(Instruction store)
    {
        var (address, value) = (store.Operands[0], store.Operands[1]);
        var numbers = _activity.IsActiveLocation(address);
        if (numbers && RootField(address) is { } field)
            throw Refusals.StaticStore(_builder.Span, field);
        if (!_activity.HasShadow(address))
            return;
        var type = address.Type.GetElementType()!;
        if (_shadowsOnly && Carriers.HasReferences(type) && _activity.IsKnownOutside(address))
        {
            // The reverse part must leave the shadow of an argument wired like the argument was at the start.
            OverwrittenShadows[store] = _builder.Load(DualAddress(_builder, address, Identity));
        }

        if (!type.IsValueType || (StackTypes.IsStruct(type) && Carriers.HasReferences(type)) || (numbers && !_shadowsOnly))
            _builder.Store(DualAddress(_builder, address, Identity), _shadowsOnly ? Dual(value) : DualOrZeros(_builder, value));
    }

    static FieldInfo? RootField(Value address)
    {
        while (address is Instruction { Opcode: Opcode.FieldAddress } i && StackTypes.IsAddress(i.Operands[0].Type))
            address = i.Operands[0];
        return address is Instruction { Opcode: Opcode.StaticAddress, Payload: FieldInfo field } ? field : null;
    }

    void VisitActiveCall(Instruction call, MethodBase method)
    {
        var preferred = _shadowsOnly ? RuleKind.Pullback : RuleKind.Pushforward;
        var other = _shadowsOnly ? RuleKind.Pushforward : RuleKind.Pullback;
        var rule = _context.FindRule(method, RuleKind.Derivative, preferred) ?? _context.FindRule(method, other);
        switch (rule?.Kind)
        {
            case RuleKind.Refused:
                throw Refusals.Rule(call.Span, method, rule);
            case RuleKind.Derivative:
                _builder.Block.Instructions.Add(call);
                if (NeedsDual(call))
                    _duals[call] = StackTypes.IsStruct(call.Type) ? Holomorphic.Tangent(this, _builder, call, rule) : Evaluate(call);
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
                var placeDot = DualAddress(_builder, call.Operands[0], Identity);
                SetResults(call, Exchanges.Pushforward(_builder, call, placeDot, Dual(call.Operands[1])), 2, true);
                break;
            case RuleKind.Callback:
                CallBack(call, method, rule.Callback!);
                break;
            case RuleKind.Pushforward when !_shadowsOnly:
                SetResults(call, _builder.Call(rule.Body!, [.. call.Operands, .. call.Operands.Select(Dual)]), 2, true);
                break;
            case RuleKind.Pushforward:
                RecordPushforward(call, method, rule.Body!);
                break;
            default:
                CallDerived(call, method);
                break;
        }
    }

    /// <summary>The rule's body gives the value and the pullback, which the reverse part calls.</summary>
    void CallPullbackForward(Instruction call, Rule rule)
    {
        var both = _builder.Call(rule.Body!, call.Operands);
        var value = Tuples.Item(_builder, both, 2, 0);
        var pullback = Tuples.Item(_builder, both, 2, 1);
        _replaced[call] = value;
        if (NeedsDual(call))
            _duals[value] = _duals[call] = _builder.Call(ZerosLikeMethod.MakeGenericMethod(call.Type), value);
        Calls[call] = new CallRecord(CallKind.Pullback, rule.Body) { Pullback = pullback, Inputs = rule.Inputs };
    }

    /// <summary>See <see cref="Callback"/>: the result of the forward half is followed by the record for the reverse half.</summary>
    void CallBack(Instruction call, MethodBase method, Callback callback)
    {
        var duals = Signature.ParametersOf(method).Zip(call.Operands)
            .Where(p => Carriers.HasReferences(p.First)).Select(p => Dual(p.Second));
        if (_activity.WritesStaticMemory)
            throw Refusals.StaticMemory(call.Span);
        Value[] arguments = [.. call.Operands, .. duals, _tape];
        if (!_shadowsOnly)
        {
            SetResults(call, _builder.Call(callback.Pushforward, arguments), 1, false);
            return;
        }

        var results = _builder.Call(callback.Forward, arguments);
        var count = call.Type == typeof(void) ? 1 : 2;
        SetResults(call, results, count, false);
        Calls[call] = new CallRecord(CallKind.Callback, callback.Reverse) { Token = Tuples.Item(_builder, results, count, count - 1) };
    }

    /// <summary>A scalar result: its tangent is the sum of the inputs' tangents times the pullback of one.</summary>
    void PushForwardByPullback(Instruction call, MethodBase method, Rule rule)
    {
        if (!StackTypes.IsFloat(call.Type) || call.Operands.Any(o => NeedsDual(o) && !StackTypes.IsFloat(o.Type)))
            throw Refusals.NoForwardRule(call.Span, method);
        var both = _builder.Call(rule.Body!, call.Operands);
        _replaced[call] = Tuples.Item(_builder, both, 2, 0);
        var pullback = Tuples.Item(_builder, both, 2, 1);
        Value one = call.Type == typeof(double) ? Constant.Of(1.0) : Constant.Of(1f);
        var partials = _builder.CallVirtual(pullback.Type.GetMethod("Invoke")!, pullback, one);
        Value? sum = null;
        for (var i = 0; i < rule.Inputs!.Count; i++)
        {
            var x = call.Operands[rule.Inputs[i]];
            if (!NeedsDual(x))
                continue;
            var term = new Term(x, TermKind.Times, Tuples.Item(_builder, partials, rule.Inputs.Count, i));
            var tangent = Linearization.Apply(term, _builder, Dual(x), call.Type);
            sum = sum is null ? tangent : _builder.Add(sum, tangent);
        }

        _duals[call] = sum ?? Constant.Zero(call.Type);
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
            _activity.Concurrency == Concurrency.None ? Concurrency.None : Concurrency.Shared);
        var function = call.Payload as Function;
        var signature = method is not null
            ? new Signature(Signature.ParametersOf(method), ResultType(method), pattern)
            : new Signature(function!.ParameterTypes, function.ReturnType, pattern);
        var span = call.Span;
        if (_activity.WritesStaticMemory)
            throw Refusals.StaticMemory(span); // the callee might read it, and nothing in the call would show that
        if (StackTypes.IsAddress(signature.Result))
            throw Refusals.AddressMerge(span);
        var duals = (_shadowsOnly ? signature.Shadowed : signature.Tangents).Select(i =>
            StackTypes.IsAddress(call.Operands[i].Type)
                ? DualAddress(_builder, call.Operands[i], Identity)
                : Dual(call.Operands[i]));
        Value[] arguments = [.. call.Operands, .. duals, _tape];
        var dynamic = call.Opcode == Opcode.CallVirtual || function?.Attempted is not null;
        if (function is null && _handled.Contains(_builder.Block))
            throw Refusals.HandledCall(span);
        if (!_shadowsOnly)
        {
            var result = dynamic
                ? DynamicCalls.Invoke(_builder, DynamicCalls.ResolvePushforward(_builder, call, signature), signature.PushforwardParameters, signature.PushforwardResults, arguments)
                : _builder.CallFunction(
                    method is null ? _context.GetPushforward(function!, pattern) : _context.GetPushforward(method, pattern, span), arguments);
            SetResults(call, result, signature.PushforwardResults.Count, signature.ResultActive);
            return;
        }

        var record = new CallRecord(dynamic ? CallKind.Dynamic : CallKind.Split, null) { Signature = signature };
        Value results;
        if (dynamic)
        {
            record.Pair = DynamicCalls.ResolvePair(_builder, call, signature);
            results = DynamicCalls.Invoke(_builder, DynamicCalls.Forward(_builder, record.Pair), signature.ForwardParameters, signature.ForwardResults, arguments);
        }
        else
        {
            var pair = method is null ? _context.GetSplit(function!, pattern) : _context.GetSplit(method, pattern, span);
            record.Reverse = pair.Reverse;
            results = _builder.CallFunction(pair.Forward, arguments);
        }

        var count = signature.ForwardResults.Count;
        SetResults(call, results, count, signature.ResultShadowed);
        record.Token = Tuples.Item(_builder, results, count, count - 1);
        Calls[call] = record;
    }

    static Type ResultType(MethodBase method) => method is MethodInfo m ? m.ReturnType : typeof(void);

    bool CarriesInto(Value operand) =>
        operand is not Constant
        && (_activity.IsActive(operand) || _activity.HasShadow(operand));

    void SetResults(Instruction call, Value results, int count, bool hasDual)
    {
        if (call.Type == typeof(void))
            return;
        _replaced[call] = Tuples.Item(_builder, results, count, 0);
        if (hasDual)
            _duals[_replaced[call]] = _duals[call] = Tuples.Item(_builder, results, count, 1);
    }

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

/// <summary>How an active call is undone.</summary>
enum CallKind
{
    Pullback,
    Pushforward,
    Split,
    Dynamic,
    Callback,
    Exchange,
}

/// <summary>What the forward half kept of an active call for the reverse half.</summary>
sealed record CallRecord(CallKind Kind, MethodInfo? Body)
{
    public Value? Pullback { get; init; }

    /// <summary>To which arguments the pullback's cotangents belong.</summary>
    public IReadOnlyList<int>? Inputs { get; init; }

    public Signature? Signature { get; init; }

    public Function? Reverse { get; set; }

    public Value? Pair { get; set; }

    public Value? Token { get; set; }
}
