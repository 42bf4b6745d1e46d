using System;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compilation;

// Taylor mode: coefficients of the result from those of the argument, which moves along a line.

sealed partial class Compiler
{
    static readonly MethodInfo LayerOfTape = typeof(Tape).GetMethod(nameof(Tape.Layer))!;
    static readonly MethodInfo ZerosOfTape = typeof(Tape).GetMethod(nameof(Tape.ZerosOf))!;

    /// <summary>(target, x) -> the n-th derivative of a function of one number.</summary>
    Function NthDerivative(FunctionShape f, int order)
    {
        var jet = Jet(f, order, isCurve: true);
        return Along(jet.Code, $"{f.Method.Name}_derivative{order}", order, isCurve: true, jet.Primal, (builder, c) =>
            order < 2 ? c[order] : builder.Mul(c[order], Constant.Number(c[order].Type, Factorial(order))));
    }

    /// <summary>
    /// (target, x, direction) -> the coefficients 0 to <paramref name="order"/> of f(x + t direction) as an array; for a
    /// function of one number the direction is left out.
    /// </summary>
    Function Taylor(FunctionShape f, int order, bool isCurve)
    {
        var jet = Jet(f, order, isCurve);
        var type = jet.Primal;
        return Along(jet.Code, $"{f.Method.Name}_taylor{order}", order, isCurve, type.MakeArrayType(), (builder, c) =>
        {
            var array = builder.NewArray(type.MakeArrayType(), Constant.Of(order + 1));
            for (var k = 0; k <= order; k++)
                builder.Store(builder.ElementAddress(array, Constant.Of(k)), c[k]);
            return array;
        });
    }

    /// <summary>(target, x, [xDot...,] tape) -> (y, yDot...).</summary>
    (Function Code, Type Primal) Jet(FunctionShape f, int order, bool isCurve)
    {
        var duals = isCurve ? 0 : order;
        var kind = new DualKind(order, true);
        var primal = Primal(kind, f, duals);
        var results = Enumerable.Repeat(primal.ReturnType, order + 1).ToArray();
        var jet = new Function(f.Method.Name + "_jet", primal.ParameterTypes, Tuples.TypeOf(results), f.Method);
        var layout = new Layout([1], [isCurve ? -1 : 2], 2 + duals, []) { Kind = kind, Stride = 1 };
        Derivatives.Pushforward(primal, jet, layout, true, true, this);
        do
            CleanUp(jet);
        while (DropZeros.Run(jet));
        return (jet, primal.ReturnType);
    }

    /// <summary>Makes the tape and the coefficients of the argument past the first, which are zero.</summary>
    static Function Along(
        Function jet, string name, int order, bool isCurve, Type result, Func<Builder, Value[], Value> make)
    {
        var x = jet.ParameterTypes[1];
        var function = new Function(name, [typeof(object), x, .. isCurve ? (Type[])[] : [x]], result, jet.Method);
        var entry = function.AddEntry();
        var builder = new Builder(entry) { Span = new SourceSpan(jet.Method, 0) };
        var tape = isCurve ? OwnTape(builder, jet) : builder.Call(FreshTape);
        var arguments = entry.Parameters.Take(order == 0 ? 2 : 3).ToList<Value>();
        for (var k = 1; k < order && !isCurve; k++)
        {
            var layer = builder.Call(LayerOfTape, tape, Constant.Of(k));
            arguments.Add(builder.Call(ZerosOfTape.MakeGenericMethod(x), layer, entry.Parameters[1]));
        }

        var call = (Instruction)builder.CallFunction(jet, [.. arguments, tape]);
        Value[] coefficients = [.. Enumerable.Range(0, order + 1).Select(k => Tuples.Item(builder, call, order + 1, k))];
        builder.Return(make(builder, coefficients));
        Optimizer.Inline(function, c => c == call ? jet : null);
        Optimizer.Simplify(function);
        return function;
    }

    static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, k) => product * k);
}
