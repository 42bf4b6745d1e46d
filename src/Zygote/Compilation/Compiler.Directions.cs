using System;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compilation;

// Forward mode along several directions: the primal runs once for all of them.

sealed partial class Compiler
{
    /// <summary>
    /// Up to so many instructions the widest vectors are taken. Where the machine has none of that size, each operation on them is
    /// a small method, and the JIT inlines a limited number of those.
    /// </summary>
    static int MaxForWide => Vector512.IsHardwareAccelerated ? Programs.CallerLimit : 300;

    static readonly MethodInfo SetDirections = typeof(LaneArrays).GetMethod(nameof(LaneArrays.SetDirections))!;
    static readonly MethodInfo TakeTangents = typeof(LaneArrays).GetMethod(nameof(LaneArrays.Take))!;

    /// <summary>(target, x, xDots) -> (y, yDots), with an array of as many directions as are taken at a time.</summary>
    Function Directions(FunctionShape f, Type result)
    {
        Function code;
        try
        {
            code = AtOnce(f, new DualKind(Requests.Width, false));
        }
        catch (OneDirectionException)
        {
            return OneByOne(f, result);
        }

        // Compiled with less effort it would cost more than it saves.
        if (code.Size > Programs.CallerLimit)
            return OneByOne(f, result);
        var function = Over(code, result, out var builder, out var dots);
        Value[] directions = [.. Enumerable.Range(0, Requests.Width).Select(k => Direction(builder, dots, k))];
        var call = (Instruction)builder.CallFunction(
            code, [.. function.Entry.Parameters.Take(2), .. directions, OwnTape(builder, code)]);
        Value Item(int k) => Tuples.Item(builder, call, Requests.Width + 1, k);
        Return(builder, result, Item(0), k => Item(k + 1));
        Optimizer.Inline(function, c => c == call ? code : null);
        Optimizer.Simplify(function);
        return function;
    }

    /// <summary>
    /// (target, x, exchange) -> (y, are all tangents numbers, count), with the directions as the lanes of an array of vectors.
    /// The tangents are those of the array at the end of y if that is a tuple. A result of two items is without y.
    /// </summary>
    /// <exception cref="OneDirectionException">The code has no such form; or it would be too large.</exception>
    Function Vector(FunctionShape f, Type result, bool isWide)
    {
        var kind = DualKind.Vector(isWide ? typeof(Vector512<>) : typeof(Vector256<>));
        var code = AtOnce(f, kind);
        if (isWide && code.Size > MaxForWide)
            code = AtOnce(f, kind = DualKind.Vector(typeof(Vector256<>)));
        if (code.Size > Programs.CallerLimit)
            throw new OneDirectionException();
        var x = code.ParameterTypes[1];
        var function = new Function(code.Name, [typeof(object), x, typeof(LaneExchange)], result, code.Method);
        var builder = new Builder(function.AddEntry()) { Span = new SourceSpan(code.Method, 0) };
        var parameters = function.Entry.Parameters;
        var dots = builder.NewArray(kind.TypeOf(x), builder.Append(Opcode.Length, typeof(int), null, parameters[1]));
        builder.Call(SetDirections, dots, parameters[2]);
        var call = (Instruction)builder.CallFunction(code, parameters[0], parameters[1], dots, OwnTape(builder, code));
        var tangent = Tuples.Item(builder, call, 2, 1);
        if (Tuples.Is(tangent.Type))
            tangent = builder.GetField(tangent, tangent.Type.GetFields()[^1]);
        var areNumbers = builder.Call(TakeTangents, tangent, parameters[2]);
        var count = Constant.Of(LaneArrays.Count(dots.Type.GetElementType()!));
        Value[] items = [Tuples.Item(builder, call, 2, 0), areNumbers, count];
        var types = result.GetGenericArguments();
        builder.Return(Tuples.Make(builder, types, items[^types.Length..]));
        Optimizer.Inline(function, c => c == call ? code : null);
        Optimizer.Simplify(function);
        FuseLanes.Run(function);
        return function;
    }

    /// <summary>(target, x, xDot..., tape) -> (y, yDot...).</summary>
    Function AtOnce(FunctionShape f, DualKind kind)
    {
        var primal = Primal(kind, f, kind.Count);
        var y = primal.ReturnType;
        Type[] results = [y, .. Enumerable.Repeat(kind.TypeOf(y), kind.Count)];
        var code = new Function(f.Method.Name + "_directions", primal.ParameterTypes, Tuples.TypeOf(results), f.Method);
        var layout = new Layout([1], [2], 2 + kind.Count, []) { Kind = kind, Stride = 1, IsWhole = true };
        Derivatives.Pushforward(primal, code, layout, true, true, this);
        CleanUp(code);
        return code;
    }

    /// <summary>The same by a run for each direction, from copies of the point, for the function may change it.</summary>
    Function OneByOne(FunctionShape f, Type result)
    {
        var y = result.GetGenericArguments()[0];
        var code = Pushforward(f, Tuples.TypeOf([y, y]));
        var function = Over(code, result, out var builder, out var dots);
        var (target, x) = (function.Entry.Parameters[0], function.Entry.Parameters[1]);
        var copy = CopyOf(x.Type);
        var runs = new Value[Requests.Width];
        for (var k = 0; k < runs.Length; k++)
            runs[k] = builder.CallFunction(code, target, builder.Call(copy, x), Direction(builder, dots, k));
        Return(builder, result, Tuples.Item(builder, runs[0], 2, 0), k => Tuples.Item(builder, runs[k], 2, 1));
        return function;
    }

    static MethodInfo CopyOf(Type type) => typeof(Shadow).GetMethod(nameof(Shadow.Copy))!.MakeGenericMethod(type);

    static Function Over(Function code, Type result, out Builder builder, out Value dots)
    {
        var x = code.ParameterTypes[1];
        var function = new Function(code.Name, [typeof(object), x, x.MakeArrayType()], result, code.Method);
        builder = new Builder(function.AddEntry()) { Span = new SourceSpan(code.Method, 0) };
        dots = function.Entry.Parameters[2];
        return function;
    }

    static Value Direction(Builder builder, Value dots, int index) =>
        builder.Load(builder.ElementAddress(dots, Constant.Of(index)));

    static void Return(Builder builder, Type result, Value y, Func<int, Value> yDot)
    {
        var tangents = builder.NewArray(y.Type.MakeArrayType(), Constant.Of(Requests.Width));
        for (var k = 0; k < Requests.Width; k++)
            builder.Store(builder.ElementAddress(tangents, Constant.Of(k)), yDot(k));
        builder.Return(Tuples.Make(builder, result.GetGenericArguments(), [y, tangents]));
    }
}
