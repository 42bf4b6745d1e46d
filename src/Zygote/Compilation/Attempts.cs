using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>Functions that return the exception of a call instead of throwing it.</summary>
/// <remarks>
///   attempt_f(x...): try { return (f(x...), null) } catch (Exception e) { return (default, e) }
/// The code of f is put in: what it has done before it throws is then in sight. Calls of f's that are not put in are
/// attempts in turn, since they stand in the same try block; f may be recursive.
/// </remarks>
sealed class Attempts(Programs programs, Predicate<MethodBase> hasRule, Func<CompilationScope> scope)
{
    readonly Dictionary<object, Function> _plain = [];
    readonly Dictionary<object, Function> _withStatics = [];

    /// <summary>What calls are attempts in depends on whether a call may matter that is given no number.</summary>
    Dictionary<object, Function> Known => scope().AnyActive ? _withStatics : _plain;

    /// <summary>What stays a call inside of an attempt depends on the rules.</summary>
    public void RulesChanged()
    {
        _plain.Clear();
        _withStatics.Clear();
    }

    /// <summary>The attempt that can stand for a call; null where it must stay as it is.</summary>
    public Function? For(Instruction call)
    {
        if (!CanBeItem(call) || !(scope().MayTouch(call) || call.Operands.Any(o => o is not Constant && Carriers.CanCarry(o.Type))))
            return null;
        switch (call.Payload)
        {
            case MethodInfo method when call.Opcode == Opcode.CallVirtual:
                return OfVirtual(method);
            case MethodBase method:
                return hasRule(method) || !programs.CanLift(method) ? null : Of(method);
            case Function { Attempted: null } function when !Known.ContainsValue(function):
                return Of(function);
            default:
                return null;
        }
    }

    /// <summary>No tuple has an address, a span or a pointer in it.</summary>
    static bool CanBeItem(Instruction call)
    {
        var type = call.Payload is MethodInfo method ? method.ReturnType : call.Type;
        return !type.IsByRef && !type.IsByRefLike && !type.IsPointer;
    }

    /// <summary>Of a method that can be lifted or has a rule.</summary>
    public Function Of(MethodBase method)
    {
        if (Known.TryGetValue(method, out var known))
            return known;
        var result = method is MethodInfo m ? m.ReturnType : typeof(void);
        var function = Make(Compiler.NameOf(method), Signature.ParametersOf(method), result, (b, x) => b.Call(method, x));
        Known[method] = function;
        if (!hasRule(method))
        {
            Optimizer.Inline(function, c => ReferenceEquals(c.Payload, method)
                ? programs.Lifted(Substitutions.Resolve(method, c.Operands)) : null);
        }

        Complete(function);
        return function;
    }

    public Function Of(Function inner)
    {
        if (Known.TryGetValue(inner, out var known))
            return known;
        var function = Make(inner.Name, inner.ParameterTypes, inner.ReturnType, (b, x) => b.CallFunction(inner, x));
        Known[inner] = function;
        Optimizer.Inline(function, c => ReferenceEquals(c.Payload, inner) ? inner : null);
        Complete(function);
        return function;
    }

    public Function OfVirtual(MethodInfo method)
    {
        if (!Known.TryGetValue((method, true), out var known))
        {
            Known[(method, true)] = known = Make(
                Compiler.NameOf(method), Signature.ParametersOf(method), method.ReturnType, (b, x) => b.CallVirtual(method, x), method);
        }

        return known;
    }

    void Complete(Function function)
    {
        Optimizer.Simplify(function);
        programs.InlineCalls(function, hasRule);
        Apply(function);
        Optimizer.Check(function, "attempts");
    }

    /// <summary>Makes attempts of the calls in try blocks; what the passes find out afterwards may be further calls.</summary>
    public void Apply(Function function)
    {
        while (Optimizer.Attempt(function, For) && programs.InlineCalls(function, hasRule))
            ;
    }

    static Function Make(
        string name, IReadOnlyList<Type> parameters, Type result, Func<Builder, Value[], Value> call, MethodInfo? attempted = null)
    {
        var isVoid = result == typeof(void);
        var type = isVoid ? typeof(Exception) : typeof(ValueTuple<,>).MakeGenericType(result, typeof(Exception));
        var function = new Function(name + "_attempt", parameters, type) { Attempted = attempted };
        var entry = function.AddEntry();
        var (body, handler) = (function.AddBlock(), function.AddBlock());
        new Builder(entry).Guard(new Edge(body), new Edge(handler));
        var builder = new Builder(body);
        var value = call(builder, [.. entry.Parameters]);
        builder.Return(isVoid ? Constant.Zero(type) : builder.WithField(Constant.Zero(type), type.GetField("Item1")!, value));
        builder = new Builder(handler);
        var exception = builder.Caught();
        builder.Return(isVoid ? exception : builder.WithField(Constant.Zero(type), type.GetField("Item2")!, exception));
        return function;
    }
}
