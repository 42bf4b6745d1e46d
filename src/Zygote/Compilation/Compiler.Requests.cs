using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compilation;

// The functions that answer a request: at the top, and inside of a function that is differentiated (NestedCode).

sealed partial class Compiler
{
    static readonly MethodInfo LevelMethod = typeof(Tape).GetMethod(nameof(Tape.LevelAt))!;

    readonly ConditionalWeakTable<Function, Recipe> _recipes = [];
    readonly HashSet<(FunctionShape, int Request)> _underWay = [];

    /// <summary>The delegate types in the type of a request's code, which is one or a tuple of them.</summary>
    public static Type[] CodeTypes(Type code) => typeof(Delegate).IsAssignableFrom(code) ? [code] : code.GetGenericArguments();

    /// <summary>The functions with these results, ready to be emitted.</summary>
    public Function[] Code(FunctionShape f, Type[] results, int request)
    {
        var functions = InScopeFor(f.Method, () => Array.ConvertAll(Derive(f, results, request), Finish));
        if (!Requests.IsTaylor(request, out _, out _))
        {
            var isWhole = request is not (Requests.Pullback or Requests.DependencePullback);
            Array.ForEach(functions, g => Optimizer.ReuseMemory(g, isWhole));
        }

        if (Requests.IsTaylor(request, out _, out _) || Requests.OrderOf(request) >= 0)
            Array.ForEach(functions, CheckSums.Run);
        Array.ForEach(functions, f => Optimizer.SpeedUp(f, keepsMarks: request is Requests.Dependence or Requests.DependencePullback));
        for (var part = 0; part < functions.Length; part++)
            _recipes.Add(functions[part], new Recipe(f, results, request, functions, part));
        return functions;
    }

    /// <param name="f">The function.</param>
    /// <param name="results">Of each part of the code.</param>
    /// <param name="request">What is asked for.</param>
    Function[] Derive(FunctionShape f, Type[] results, int request) => request switch
    {
        Requests.Gradient => [Gradient(f, results[0])],
        Requests.Pushforward or Requests.Dependence => [Pushforward(f, results[0])],
        Requests.Directions => [Directions(f, results[0])],
        Requests.Vector or Requests.WideVector => [Vector(f, results[0], isWide: request == Requests.WideVector)],
        Requests.Pullback or Requests.DependencePullback => Pullback(f, results[0], results[1]),
        _ when Requests.IsTaylor(request, out var order, out var isCurve) => [Taylor(f, order, isCurve)],
        _ => [NthDerivative(f, Requests.OrderOf(request))],
    };

    /// <summary>(target, x..., xShadow..., tape) -> ValueTuple of the value and the gradients.</summary>
    Function Gradient(FunctionShape f, Type result) =>
        Derivatives.Gradient(Primal(DualKind.Tangent, f, duals: 1), Layout(f.Arity), result, this);

    Function[] Pullback(FunctionShape f, Type forwardResult, Type reverseResult)
    {
        var primal = Primal(DualKind.Tangent, f, duals: 1);
        var cotangent = StackTypes.Of(primal.ReturnType);
        var forward = new Function(primal.Name + "_forward", primal.ParameterTypes, forwardResult, f.Method);
        var reverse = new Function(
            primal.Name + "_reverse", [.. primal.ParameterTypes, typeof(int), cotangent], reverseResult, f.Method);
        Derivatives.Split(primal, forward, reverse, Layout(f.Arity), true, true, Carriers.HasFloats(cotangent), this);
        return [forward, reverse];
    }

    /// <summary>(target, x..., xDot...) -> (value, tangent).</summary>
    Function Pushforward(FunctionShape f, Type result)
    {
        // The tape is made inside: forward mode needs it only for the shadows of captured objects.
        var primal = Primal(DualKind.Tangent, f, duals: 1);
        var function = new Function(primal.Name + "_pushforward", primal.ParameterTypes, result, f.Method);
        Derivatives.Pushforward(primal, function, Layout(f.Arity), true, true, this);
        CleanUp(function);
        return WithOwnTape(function);
    }

    /// <summary>How a function was made; it is the part with this number of what the request gave.</summary>
    sealed record Recipe(FunctionShape Shape, Type[] Results, int Request, Function[] All, int Part);

    // Inside of a function.

    /// <summary>
    /// For a call of the code of a derivative whose function is known: a body (code, arguments...) that is the derivative.
    /// For the target of a known function: a body that reads it.
    /// </summary>
    Function? NestedBody(Function caller, Instruction call, bool hasRoom)
    {
        if (call is { Opcode: Opcode.Call, Payload: MethodInfo { Name: nameof(NestedCode.TargetOf) } getTarget }
            && getTarget.DeclaringType == typeof(NestedCode))
        {
            return Made(call.Operands[0]) is null ? null : Programs.CallOf(typeof(Delegate).GetProperty(nameof(Delegate.Target))!.GetMethod!);
        }

        if (call is not { Opcode: Opcode.CallVirtual, Payload: MethodInfo { Name: "Invoke" } invoke }
            || CodeOf(call.Operands[0], out var part) is not { Operands: [{ } f, Constant { Content: int request }] } code
            || Made(f) is not { } made || FunctionShape.Of(made, caller) is not { } shape
            || !_underWay.Add((shape, request)))
        {
            return null;
        }

        try
        {
            var results = Array.ConvertAll(CodeTypes(code.Type), t => t.GetMethod("Invoke")!.ReturnType);
            return WithFirst(Nested(shape, results, request)[part], invoke.DeclaringType!, asCall: !hasRoom);
        }
        finally
        {
            _underWay.Remove((shape, request));
        }
    }

    Function[] Nested(FunctionShape f, Type[] results, int request)
    {
        // The types of the function and the request decide on those of the results.
        if (_scope.Nested.TryGetValue((f, results[0], request), out var known))
            return known;
        var functions = Derive(f, results, request);
        foreach (var function in functions)
        {
            CleanUp(function);
            CountLevel(function);
        }

        return _scope.Nested[(f, results[0], request)] = functions;
    }

    /// <summary>No tape is rented where a derivative is part of another one: what asks for the level is one deeper.</summary>
    static void CountLevel(Function function)
    {
        foreach (var i in function.Blocks.SelectMany(b => b.Instructions))
        {
            if (i.Opcode == Opcode.Call && LevelMethod.Equals(i.Payload) && i.Operands[0] is Constant { Content: int level })
                i.Operands[0] = Constant.Of(level + 1);
        }
    }

    /// <summary>
    /// What is differentiated in the place of a function made by <see cref="Code"/>: the same made anew, for code that is
    /// differentiated again differs from code that is not (checkpoints).
    /// </summary>
    public Function ForNesting(Function function)
    {
        if (!_recipes.TryGetValue(function, out var recipe))
            return function;
        if (_scope.Anew.TryGetValue(recipe.All, out var known))
            return known[recipe.Part];
        _underWay.Add((recipe.Shape, recipe.Request));
        try
        {
            var anew = Nested(recipe.Shape, recipe.Results, recipe.Request);
            _scope.Anew.Add(recipe.All, anew);
            return anew[recipe.Part];
        }
        finally
        {
            _underWay.Remove((recipe.Shape, recipe.Request));
        }
    }

    /// <summary>The request behind a code, and which of its functions is meant.</summary>
    static Instruction? CodeOf(Value value, out int part)
    {
        part = 0;
        if (Knowledge.WithoutCasts(value) is Instruction { Opcode: Opcode.GetField, Payload: FieldInfo field } item)
        {
            part = field.Name == "Item2" ? 1 : 0;
            value = item.Operands[0];
        }

        return Knowledge.WithoutCasts(value) is Instruction { Opcode: Opcode.Call, Payload: MethodInfo { Name: nameof(NestedCode.Of) } method } code
            && method.DeclaringType == typeof(NestedCode) ? code : null;
    }

    static Instruction? Made(Value value) => Knowledge.WithoutCasts(value) is Instruction { Opcode: Opcode.NewDelegate } made ? made : null;

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
