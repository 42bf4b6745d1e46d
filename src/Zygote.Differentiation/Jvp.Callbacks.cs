using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

// Calls of methods of ours that call back derivatives.

sealed partial class Jvp
{
    /// <summary>See <see cref="Callback"/>: the result of the forward half is followed by the record for the reverse half.</summary>
    void CallBack(Instruction call, MethodBase method, Callback callback)
    {
        var duals = Signature.ParametersOf(method).Zip(call.Operands)
            .Where(p => Carriers.HasReferences(p.First)).Select(p => Dual(p.Second));
        RequireTangent(call, method);
        if (_context.Statics.AnyActive)
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

    void RequireTangent(Instruction call, MethodBase method)
    {
        RequireOneDirection();
        if (_kind != DualKind.Tangent)
            throw Refusals.Concurrent(call.Span, method);
    }

    /// <summary>What follows has no form in which tangents are vectors.</summary>
    void RequireNumbers()
    {
        if (_kind.IsVector)
            throw new OneDirectionException();
    }

    void RequireOneDirection()
    {
        if (_kind.HasDirections)
            throw new OneDirectionException();
    }
}
