using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compilation;

// The functions that answer a request: at the top, and inside of a function that is differentiated (NestedCode).

sealed partial class Compiler
{
    readonly HashSet<(MethodBase, int Request)> _underWay = [];

    /// <summary>The delegate types in the type of a request's code, which is one or a tuple of them.</summary>
    public static Type[] CodeTypes(Type code) => typeof(Delegate).IsAssignableFrom(code) ? [code] : code.GetGenericArguments();

    /// <summary>The functions with these results, ready to be emitted.</summary>
    public Function[] Code(MethodBase method, bool bound, int arity, Type[] results, int request) =>
        InScopeFor(method, () => Array.ConvertAll(Derive(method, bound, arity, results, request), Finish));

    Function[] Derive(MethodBase method, bool bound, int arity, Type[] results, int request) => request switch
    {
        Requests.Gradient => [Gradient(method, bound, arity, results[0])],
        Requests.Pushforward => [Pushforward(method, bound, arity, results[0])],
        Requests.Pullback => Pullback(method, bound, arity, results[0], results[1]),
        _ => [NthDerivative(method, bound, Requests.OrderOf(request))],
    };

    /// <summary>(target, x..., xShadow..., tape) -> ValueTuple of the value and the gradients.</summary>
    Function Gradient(MethodBase method, bool bound, int arity, Type result) =>
        Derivatives.Gradient(Wrap(method, bound, arity, withDuals: true), Layout(arity), result, this);

    Function[] Pullback(MethodBase method, bool bound, int arity, Type forwardResult, Type reverseResult)
    {
        var primal = Wrap(method, bound, arity, withDuals: true);
        var cotangent = StackTypes.Of(primal.ReturnType);
        var forward = new Function(primal.Name + "_forward", primal.ParameterTypes, forwardResult, method);
        var reverse = new Function(
            primal.Name + "_reverse", [.. primal.ParameterTypes, typeof(int), cotangent], reverseResult, method);
        Derivatives.Split(primal, forward, reverse, Layout(arity), true, true, Carriers.HasFloats(cotangent), this);
        return [forward, reverse];
    }

    /// <summary>(target, x..., xDot...) -> (value, tangent).</summary>
    Function Pushforward(MethodBase method, bool bound, int arity, Type result)
    {
        // The tape is made inside: forward mode needs it only for the shadows of captured objects.
        var primal = Wrap(method, bound, arity, withDuals: true);
        var function = new Function(primal.Name + "_pushforward", primal.ParameterTypes, result, method);
        Derivatives.Pushforward(primal, function, Layout(arity), true, true, this);
        CleanUp(function);
        return WithOwnTape(function);
    }

    /// <summary>(target, x) -> n-th derivative, by n-fold forward mode.</summary>
    Function NthDerivative(MethodBase method, bool bound, int order)
    {
        var current = Wrap(method, bound, 1, withDuals: false);
        for (var k = 0; k < order; k++)
        {
            var next = new Function($"{method.Name}_derivative{k + 1}", current.ParameterTypes, current.ReturnType, method);
            Derivatives.Pushforward(current, next, new Layout([1], [-1], 2, []), false, true, this);
            do
                CleanUp(next);
            while (DropZeros.Run(next));
            Optimizer.Prepare(next);
            current = next;
        }

        return WithOwnTape(current);
    }

    // Inside of a function.

    /// <summary>
    /// For a call of the code of a derivative whose function is known: a body (code, arguments...) that is the derivative.
    /// For the target of a known function: a body that reads it.
    /// </summary>
    Function? NestedBody(Instruction call, bool hasRoom)
    {
        if (call is { Opcode: Opcode.Call, Payload: MethodInfo { Name: nameof(NestedCode.TargetOf) } getTarget }
            && getTarget.DeclaringType == typeof(NestedCode))
        {
            return Made(call.Operands[0]) is null ? null : CallOf(typeof(Delegate).GetProperty(nameof(Delegate.Target))!.GetMethod!);
        }

        if (call is not { Opcode: Opcode.CallVirtual, Payload: MethodInfo { Name: "Invoke" } invoke }
            || CodeOf(call.Operands[0], out var part) is not { Operands: [{ } f, Constant { Content: int request }] } code
            || Made(f) is not { Payload: DelegateTarget { Virtual: false, Method: var method } } made
            || (method.DeclaringType is { IsValueType: true } && !method.IsStatic))
        {
            return null;
        }

        var arity = made.Type.GetMethod("Invoke")!.GetParameters().Length;
        var count = Signature.ParametersOf(method).Length;
        if ((count != arity && count != arity + 1) || !_underWay.Add((method, request)))
            return null;
        try
        {
            var key = (method, made.Type, code.Type, request);
            if (!_scope.Nested.TryGetValue(key, out var functions))
            {
                var results = Array.ConvertAll(CodeTypes(code.Type), t => t.GetMethod("Invoke")!.ReturnType);
                functions = Derive(method, count == arity + 1, arity, results, request);
                foreach (var function in functions)
                    CleanUp(function);
                _scope.Nested[key] = functions;
            }

            return WithFirst(functions[part], invoke.DeclaringType!, asCall: !hasRoom);
        }
        finally
        {
            _underWay.Remove((method, request));
        }
    }

    /// <summary>The request behind a code, and which of its functions is meant.</summary>
    static Instruction? CodeOf(Value value, out int part)
    {
        part = 0;
        if (Uncast(value) is Instruction { Opcode: Opcode.GetField, Payload: FieldInfo field } item)
        {
            part = field.Name == "Item2" ? 1 : 0;
            value = item.Operands[0];
        }

        return Uncast(value) is Instruction { Opcode: Opcode.Call, Payload: MethodInfo { Name: nameof(NestedCode.Of) } method } code
            && method.DeclaringType == typeof(NestedCode) ? code : null;
    }

    static Instruction? Made(Value value) => Uncast(value) is Instruction { Opcode: Opcode.NewDelegate } made ? made : null;

    static Value Uncast(Value value)
    {
        while (value is Instruction { Opcode: Opcode.Cast or Opcode.UncheckedCast } cast)
            value = cast.Operands[0];
        return value;
    }

    static Function CallOf(MethodInfo method)
    {
        var function = new Function(method.Name, Signature.ParametersOf(method), method.ReturnType, method);
        var builder = new Builder(function.AddEntry());
        builder.Return(builder.Call(method, [.. function.Entry.Parameters]));
        return function;
    }

    /// <summary>(x...) becomes (ignored, x...).</summary>
    static Function WithFirst(Function inner, Type type, bool asCall)
    {
        var function = new Function(inner.Name, [type, .. inner.ParameterTypes], inner.ReturnType, inner.Method);
        if (asCall)
        {
            var builder = new Builder(function.AddEntry());
            builder.Return(builder.CallFunction(inner, [.. function.Entry.Parameters.Skip(1)]));
            return function;
        }

        new Cloning().CopyInto(function, inner);
        function.Entry.Parameters.Insert(0, new BlockParameter(function.Entry, type));
        return function;
    }
}
