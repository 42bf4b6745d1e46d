using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

// Calls whose rule has no recurrence: the series of the derivative, order by order.

sealed partial class Jvp
{
    /// <summary>
    /// A rule says what the pushforward P of the method is, and P has a Taylor series like any code. Along a curve it gives
    /// y' = P(x, x'), so that coefficient k of y is coefficient k - 1 of that, divided by k.
    /// </summary>
    void CallSeries(Instruction call, MethodBase method)
    {
        if (Carriers.HasReferences(call.Type) || !Carriers.HasFloats(call.Type)
            || call.Operands.Any(o => CarriesInto(o) && Carriers.HasReferences(o.Type)))
        {
            throw Refusals.NoSeries(call.Span, method);
        }

        var active = new ActivityPattern([.. call.Operands.Select(CarriesInto)]);
        var tangents = Signature.Of(method, active).Tangents;
        var pushforward = _context.GetPushforward(method, active, call.Span);
        Value[] arguments = [.. call.Operands, .. tangents.Select(i => Dual(call.Operands[i])), _tape];
        if (_kind.Count <= 1)
        {
            SetResults(call, _builder.CallFunction(pushforward, arguments), 2, true);
            return;
        }

        var count = call.Operands.Length;
        var pattern = new ActivityPattern([.. active.Active, .. tangents.Select(_ => true), false])
        {
            Duals = new DualKind(_kind.Count - 1, true),
        };
        var signature = new Signature(pushforward.ParameterTypes, pushforward.ReturnType, pattern);
        var duals = Enumerable.Range(0, pattern.Duals.Count).SelectMany(k => signature.Tangents.Select(i =>
            i < count ? Dual(call.Operands[i], k) : Multiple(Dual(call.Operands[tangents[i - count]], k + 1), k + 2)));
        var results = _builder.CallFunction(_context.GetPushforward(pushforward, pattern), [.. arguments, .. duals, _tape]);
        Value Pair(int k) => Tuples.Item(_builder, results, _kind.Count, k);
        _replaced[call] = Tuples.Item(_builder, Pair(0), 2, 0);
        _duals[_replaced[call]] = _duals[call] = ForEach(k => Multiple(Tuples.Item(_builder, Pair(k), 2, 1), 1.0 / (k + 1)));
    }

    /// <summary>Each number in it times a constant.</summary>
    Value Multiple(Value value, double factor)
    {
        if (factor == 1)
            return value;
        if (StackTypes.IsFloat(value.Type))
            return _builder.Mul(value, Constant.Number(value.Type, factor));
        return Carriers.Fields(value.Type).Where(f => Carriers.HasFloats(f.FieldType)).Aggregate(
            value, (s, f) => _builder.WithField(s, f, Multiple(_builder.GetField(s, f), factor)));
    }
}
