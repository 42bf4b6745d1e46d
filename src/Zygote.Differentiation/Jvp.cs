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
/// The function is changed in place; the duals of parameters are added to the entry by the caller (<see cref="SetDuals"/>).
/// A value may have several duals, see <see cref="DualKind"/>: everything but arithmetic is done for each of them alike.
/// </remarks>
sealed partial class Jvp
{
    static readonly MethodInfo ZerosOfMethod = typeof(Tape).GetMethod(nameof(Tape.ZerosOf))!;
    static readonly MethodInfo OrZerosMethod = typeof(Tape).GetMethod(nameof(Tape.OrZeros))!;
    static readonly MethodInfo ShadowIfAnyMethod = typeof(Tape).GetMethod(nameof(Tape.ShadowIfAny))!;
    static readonly MethodInfo ReadShadowOfMethod = typeof(Tape).GetMethod(nameof(Tape.ReadShadowOf))!;
    static readonly MethodInfo ShadowOfMethod = typeof(Tape).GetMethod(nameof(Tape.ShadowOf))!;
    static readonly MethodInfo ZerosLikeMethod =
        typeof(Shadow).GetMethods().Single(m => m.Name == nameof(Shadow.ZerosLike) && m.GetParameters().Length == 1);

    static readonly MethodInfo CopyMethod = typeof(Shadow).GetMethod(nameof(Shadow.Copy))!;
    static readonly MethodInfo CopyConstantsMethod = typeof(Shadow).GetMethod(nameof(Shadow.CopyConstants))!;
    static readonly MethodInfo RowsMethod = typeof(Shadow).GetMethod(nameof(Shadow.Rows))!;

    readonly Function _function;
    readonly Activity _activity;
    readonly IDerivativeContext _context;
    readonly Linearization _linearization;
    readonly Recurrences _recurrences;
    readonly ControlFlow _flow;
    readonly Value _tape;
    readonly bool _shadowsOnly;
    readonly DualKind _kind;
    readonly Dictionary<Value, Value[]> _duals = [];
    readonly Value?[] _tapes;
    readonly StaticShadows?[] _statics;

    /// <summary>Objects that serve for nothing else than calls which are known only at run time.</summary>
    readonly HashSet<Value> _receivers;

    /// <summary>Objects and addresses through which something may be stored, if it is asked; see <see cref="Tape.ReadShadowOf"/> for the others.</summary>
    HashSet<Value>? _handedOn;

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
        _recurrences = new Recurrences(function, context);
        _handled = [];
        foreach (var (body, guard) in Guarding.Bodies(flow.ReversePostOrder))
        {
            if (activity.Returning.Contains(guard.Edges[1].Target))
                _handled.Add(body);
        }

        _kind = activity.Duals;
        _receivers = Receivers();
        _tapes = new Value?[_kind.Count];
        _statics = new StaticShadows?[_kind.Count];
    }

    /// <summary>For active calls that were replaced by a call of a split function: the token that its reverse needs.</summary>
    public Dictionary<Instruction, CallRecord> Calls { get; } = [];

    /// <summary>Loads of mirrored references, with the loads that they mirror.</summary>
    public Dictionary<Value, Instruction> MirroredLoads { get; } = [];

    /// <summary>For stores of references into objects known outside: what their shadow held before.</summary>
    public Dictionary<Instruction, Value> OverwrittenShadows { get; } = [];

    public void SetDuals(Value primal, params Value[] duals) => _duals[primal] = duals;

    /// <summary>The tangent or shadow of a value, one of them if there are several; typed zero for one that has none.</summary>
    public Value Dual(Value value, int index = 0) =>
        _duals.TryGetValue(value, out var duals) ? duals[index] : Constant.Zero(_kind.TypeOf(value.Type));

    /// <summary>
    /// As <see cref="Dual"/>, but with an object of zeros for an object that has none: what the user or a caller may see. It
    /// goes by identity, for the caller may know the object by another way.
    /// </summary>
    public Value DualOrZeros(Builder builder, Value value, int index = 0)
    {
        if (value is Constant || !Carriers.HasReferences(value.Type) || StackTypes.IsAddress(value.Type))
            return Dual(value, index);
        var isKnown = _duals.TryGetValue(value, out var duals);
        if (!isKnown || StackTypes.IsStruct(value.Type))
            RequireNumbers(); // zeros by identity are numbers
        if (!isKnown)
            return builder.Call(ZerosOfMethod.MakeGenericMethod(value.Type), TapeOf(index), value);
        return StackTypes.IsStruct(value.Type) ? WithZeros(builder, value, duals![index], TapeOf(index)) : duals![index];
    }

    /// <summary>Parts of a struct that have no shadow here get one: who gets the struct may store numbers in all of them.</summary>
    static Value WithZeros(Builder builder, Value value, Value dual, Value tape)
    {
        foreach (var field in Carriers.Fields(value.Type).Where(f => Carriers.HasReferences(f.FieldType)))
        {
            var (part, partDual) = (builder.GetField(value, field), builder.GetField(dual, field));
            var whole = StackTypes.IsStruct(field.FieldType)
                ? WithZeros(builder, part, partDual, tape)
                : builder.Call(OrZerosMethod.MakeGenericMethod(part.Type), tape, part, partDual);
            dual = builder.WithField(dual, field, whole);
        }

        return dual;
    }

    public bool NeedsDual(Value value) =>
        value is not Constant && (_activity.HasShadow(value) || (!_shadowsOnly && _activity.IsActive(value)));

    /// <summary>Duals for block parameters first, so that edges can be completed in any order, then instruction by instruction.</summary>
    public void Run()
    {
        RefuseDynamic();
        if (AnyFoundByIdentity())
            _handedOn = HandedOn();
        var doubled = new Dictionary<Block, List<int>>();
        foreach (var block in _flow.ReversePostOrder)
        {
            if (block == _function.Entry || !_activity.Returning.Contains(block))
                continue;
            var indices = doubled[block] = [];
            for (int i = 0, count = block.Parameters.Count; i < count; i++)
            {
                var parameter = block.Parameters[i];
                if (!NeedsDual(parameter) || _receivers.Contains(parameter))
                    continue;
                if (StackTypes.IsAddress(parameter.Type))
                    throw Refusals.AddressMerge(new SourceSpan(_function.Method, 0));
                indices.Add(i);
                _duals[parameter] = ForEach(k => block.AddParameter(_kind.TypeOf(parameter.Type), DualName(parameter, k)));
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
                foreach (var i in doubled.TryGetValue(edge.Target, out var indices) ? indices : [])
                    edge.Arguments.AddRange(ForEach(k => Dual(edge.Arguments[i], k)));
            }
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

    Value[] ForEach(Func<int, Value> dual)
    {
        var duals = new Value[_kind.Count];
        for (var k = 0; k < duals.Length; k++)
            duals[k] = dual(k);
        return duals;
    }

    /// <summary>Where shadows are found by identity: objects have one for each dual.</summary>
    Value TapeOf(int index)
    {
        if (index == 0)
            return _tape;
        if (_tapes[index] is { } known)
            return known;
        var layer = new Instruction(
            Opcode.Call, typeof(Tape), [_tape, Constant.Of(index)], typeof(Tape).GetMethod(nameof(Tape.Layer)));
        _function.Entry.Instructions.Insert(0, layer);
        return _tapes[index] = layer;
    }

    StaticShadows StaticsOf(int index) => _statics[index] ??= new StaticShadows(_function, TapeOf(index), _activity);

    static ValueName? DualName(Value value, int index = 0) => value.Name?.With(index == 0 ? "Dot" : $"Dot{index + 1}");

    static Value Identity(Value value) => value;

    void Visit(Instruction i)
    {
        if (StaticShadows.IsUse(i))
        {
            RequireNumbers();
            for (var k = 0; k < _kind.Count; k++)
                StaticsOf(k).Prepare(_builder, i);
        }

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
                _duals[i] = ForEach(k => _builder.Load(DualAddress(_builder, i.Operands[0], Identity, k)));
                foreach (var dual in _duals[i])
                    MirroredLoads[dual] = i;
                break;
            case Opcode.Load when !Carriers.HasReferences(i.Type):
                break; // a constant that meets active values where ways join
            case Opcode.Call when _activity.IsFresh(i):
                RequireNumbers();
                _duals[i] = ForEach(_ => _builder.Append(i.Opcode, i.Type, i.Payload, i.Operands));
                break;
            case Opcode.Load or Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction or Opcode.Caught:
                if (!_receivers.Contains(i))
                    SetDualByIdentity(i);
                break;
            case Opcode.Slot or Opcode.NewObject:
                _duals[i] = ForEach(k => Copy(i, k));
                break;
            case Opcode.NewArray:
                _duals[i] = ForEach(_ => _builder.Append(i.Opcode, _kind.TypeOf(i.Type), _kind.TypeOf((Type)i.Payload!), i.Operands));
                break;
            case Opcode.NewDelegate:
                // A target without shadow makes a delegate without one; who calls it looks for the target's by identity.
                if (_activity.HasShadow(i.Operands[0]))
                {
                    var target = (DelegateTarget)i.Payload! with { OrNull = true };
                    _duals[i] = ForEach(k => _builder.NewDelegate(i.Type, target, Dual(i.Operands[0], k)));
                }

                break;
            case Opcode.WithField when Structures.Is((FieldInfo)i.Payload!):
                _duals[i] = ForEach(k => _builder.Append(i.Opcode, i.Type, i.Payload, Dual(i.Operands[0], k), i.Operands[1]));
                break;
            case Opcode.GetField when i.Operands[0] is not Constant && !_duals.ContainsKey(i.Operands[0]):
                SetDualByIdentity(i); // the struct comes from memory of constants; what it leads to has active values put in
                break;
            case Opcode.GetField or Opcode.WithField when _kind.IsVector:
                _duals[i] = ForEach(k => _builder.Append(
                    i.Opcode, _kind.TypeOf(i.Type), _kind.FieldOf((FieldInfo)i.Payload!), [.. i.Operands.Select(x => Dual(x, k))]));
                break;
            case Opcode.UncheckedCast:
                _duals[i] = ForEach(k => _builder.UncheckedCast(_kind.TypeOf(i.Type), Dual(i.Operands[0], k)));
                break;
            case Opcode.GetField or Opcode.WithField or Opcode.Box or Opcode.IsInstance:
                RequireNumbers();
                _duals[i] = ForEach(k => _builder.Append(i.Opcode, i.Type, i.Payload, [.. i.Operands.Select(x => Dual(x, k))]));
                break;
            case Opcode.Cast:
                _duals[i] = ForEach(k => _builder.UncheckedCast(_kind.TypeOf(i.Type), Dual(i.Operands[0], k)));
                break;
            default:
                _duals[i] = Evaluate(i);
                break;
        }

        var duals = _duals.GetValueOrDefault(i, []);
        for (var k = 0; k < duals.Length; k++)
        {
            if (duals[k] is Instruction dual)
                dual.Offer(DualName(i, k));
        }
    }

    Instruction Copy(Instruction i, int index)
    {
        // Slots stay together in the entry block.
        var copy = new Instruction(i.Opcode, _kind.TypeOf(i.Type), i.Operands, _kind.TypeOf((Type)i.Payload!), i.Span) { Name = DualName(i, index) };
        _builder.Block.Instructions.Add(copy);
        return copy;
    }

    Value[] Evaluate(Instruction y)
    {
        if (_kind.IsTaylor)
            return _recurrences.Evaluate(y, _builder, (x, k) => Dual(x, k - 1), _kind.Count);
        var terms = _linearization.Terms(y, _builder, Identity, _activity.IsActive);
        return ForEach(k => Sum(terms, y, k));
    }

    Value Sum(IEnumerable<Term> terms, Instruction y, int index)
    {
        Value? sum = null;
        foreach (var term in terms)
        {
            var tangent = Dual(term.Operand, index);
            sum = sum is null
                ? Linearization.Apply(term, _builder, tangent, y.Type)
                : Linearization.Add(sum, term, _builder, tangent, y);
        }

        return sum ?? Constant.Zero(_kind.TypeOf(y.Type));
    }
}
