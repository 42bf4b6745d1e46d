using System;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>The code for derivatives of atomic replacements, see <see cref="Exchange"/>.</summary>
/// <remarks>
///   old = compare.replace p, y, c     =>     where the replacement took place:
///       one thread                           yBar += take pBar
///       several threads                      yBar += pBar; cBar -= pBar
/// The second form says p += y - c. That is the same, because p was c, and for a sum (y = c + x) it leaves pBar as it is and
/// cBar at zero, whichever thread comes first.
/// </remarks>
static class Exchanges
{
    public static bool IsOne(Instruction i) =>
        i.Opcode == Opcode.Call && i.Payload is MethodInfo { Name: nameof(Exchange.Replace) or nameof(Exchange.CompareAndReplace) } m
        && m.DeclaringType == typeof(Exchange);

    /// <summary>Old value and its tangent.</summary>
    public static Value Pushforward(Builder builder, Instruction call, Value placeDot, Func<Value, Value?> dual)
    {
        var valueDot = dual(call.Operands[1]) ?? Constant.Zero(call.Type);
        if (call.Operands.Length == 2)
            return builder.Call(Method(nameof(Exchange.ReplaceBoth), call), [.. call.Operands, placeDot, valueDot]);

        // A comparand that does not vary is not what was read from there before.
        var comparandDot = dual(call.Operands[2]) ?? builder.Load(placeDot);
        return builder.Call(
            Method(nameof(Exchange.CompareAndReplaceBoth), call), [.. call.Operands, placeDot, valueDot, comparandDot]);
    }

    /// <summary>The cotangent of the new value, and whether it is also subtracted from that of the comparand.</summary>
    public static (Value Cotangent, bool IsSum) Transpose(
        Builder builder, Instruction call, Value shadow, Func<Value, Value> use, bool concurrent, bool comparandActive)
    {
        if (call.Operands.Length == 2)
        {
            Value zero = Constant.Zero(call.Type);
            return (builder.Call(Method(nameof(Exchange.Take), call), shadow, zero, zero), false);
        }

        var sum = concurrent && comparandActive;
        var name = sum ? nameof(Exchange.Peek) : nameof(Exchange.Take);
        return (builder.Call(Method(name, call), shadow, use(call), use(call.Operands[2])), sum);
    }

    public static void RequireUnread(Builder builder, Value contribution) =>
        builder.Call(
            typeof(Exchange).GetMethod(nameof(Exchange.RequireUnread))!, builder.Convert(typeof(double), contribution));

    public static void RequireUnchanged(Builder builder, Value shadow, Value seen) =>
        builder.Call(
            typeof(Exchange).GetMethod(nameof(Exchange.RequireUnchanged), [shadow.Type, seen.Type])!, shadow, seen);

    static MethodInfo Method(string name, Instruction call) => typeof(Exchange).GetMethods().Single(
        m => m.Name == name && m.GetParameters()[0].ParameterType == call.Type.MakeByRefType());
}
