using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Rules;

/// <summary>
/// The code of operations on hardware vectors, lane by lane: their own is replaced by the JIT. Most apply a function of
/// numbers (<see cref="LaneFunctions"/>) to each lane; the rest is made by <see cref="LaneMoves"/>.
/// </summary>
/// <remarks>
/// The code computes what the operation does, bit by bit, where arithmetic does; of what the platform approximates
/// (<see cref="MeasuredLanes"/>) the value is taken from the operation itself.
/// </remarks>
static class LaneCode
{
    static readonly ConcurrentDictionary<MethodBase, Function?> Known = new();

    /// <summary>The operation concerns hardware vectors, and not only to ask something of them.</summary>
    public static bool Concerns(MethodBase method) => method.DeclaringType is { } type
        && (HardwareVectors.IsClass(type)
            || (type.IsConstructedGenericType && HardwareVectors.IsDefinition(type.GetGenericTypeDefinition())));

    /// <summary>Null where the method has no such code. To be cloned.</summary>
    public static Function? Find(MethodBase method) => method.DeclaringType?.Assembly == typeof(Vector128).Assembly && HasCode(method)
        ? Known.GetOrAdd(method, Make)
        : null;

    static bool HasCode(MethodBase method) => Concerns(method) || MovesNumbers(method) || LaneMoves.IsShuffle(method)
        || OtherShapes.Concerns(method) || HalfCode.Concerns(method);

    /// <summary>Members of Vector2 to 4 that read or write memory as bytes; all others have code that can be read.</summary>
    static bool MovesNumbers(MethodBase method) =>
        method.DeclaringType!.Namespace == "System.Numerics" // else none of these need be loaded
        && (method.DeclaringType == typeof(Vector2) || method.DeclaringType == typeof(Vector3) || method.DeclaringType == typeof(Vector4))
        && (method.Name is "CopyTo" or "TryCopyTo" || method.Name.StartsWith("Load", StringComparison.Ordinal)
            || (method.Name is "Create" or ".ctor" && method.GetParameters() is [{ ParameterType.IsByRefLike: true }]));

    static Function? Make(MethodBase method)
    {
        if (method.ContainsGenericParameters)
            return null;
        if (OtherShapes.Concerns(method))
            return OtherShapes.Make((MethodInfo)method);
        if (HalfCode.Concerns(method))
            return HalfCode.Make((MethodInfo)method);
        if (VectorMembers.IsFlat(method))
            return null;
        var code = new LaneBuilder(method);
        return LaneMoves.Make(code) || MakeSum(code) || MakeMeasured(code) || MakeMap(code) ? code.Function : null;
    }

    /// <summary>Each lane of the result is a function of the same lane of the arguments; a number stands for all lanes.</summary>
    static bool MakeMap(LaneBuilder code)
    {
        if (!HardwareVectors.Is(code.Result) || FunctionFor(code, typeof(LaneFunctions)) is not { } function)
            return false;
        var lanes = new Value[LaneBuilder.CountOf(code.Result)];
        for (var k = 0; k < lanes.Length; k++)
            lanes[k] = code.Call(function, [.. code.Parameters.Select(p => code.LaneOrNumber(p, k))]);
        return code.Return(code.Vector(code.Result, lanes));
    }

    /// <summary>Sums are taken in halves, as the platform documents it, so that all machines agree.</summary>
    static bool MakeSum(LaneBuilder code)
    {
        if (code.Name is not ("Sum" or "Dot") || !StackTypes.IsFloat(code.Result))
            return false;
        var terms = Enumerable.Range(0, LaneBuilder.CountOf(code.Parameters[0].Type)).Select(k => code.Parameters
            .Select(p => code.Lane(p, k)).Aggregate((a, b) => code.Builder.Mul(a, b))).ToArray();
        return code.Return(code.SumInHalves(terms));
    }

    /// <summary>The value of the platform, with lanes that vary with the arguments.</summary>
    static bool MakeMeasured(LaneBuilder code)
    {
        if (code.Name == "SinCos" && code.Result.IsGenericType)
        {
            var both = code.Original();
            Value result = Constant.Zero(code.Result);
            foreach (var (item, name) in (ReadOnlySpan<(string, string)>)[("Item1", "Sin"), ("Item2", "Cos")])
            {
                var field = code.Result.GetField(item)!;
                var value = code.Builder.GetField(both, field);
                result = code.Builder.WithField(result, field, Measured(code, FunctionFor(code, typeof(MeasuredLanes), name, 1)!, value));
            }

            return code.Return(result);
        }

        if (!HardwareVectors.Is(code.Result) || FunctionFor(code, typeof(MeasuredLanes), extra: 1) is not { } function)
            return false;
        return code.Return(Measured(code, function, code.Original()));
    }

    static Value Measured(LaneBuilder code, MethodInfo function, Value value)
    {
        var lanes = new Value[LaneBuilder.CountOf(value.Type)];
        for (var k = 0; k < lanes.Length; k++)
            lanes[k] = code.Call(function, [.. code.Parameters.Select(p => code.LaneOrNumber(p, k)), code.Lane(value, k)]);
        return code.Vector(value.Type, lanes);
    }

    static MethodInfo? FunctionFor(LaneBuilder code, Type functions, string? name = null, int extra = 0)
    {
        foreach (var candidate in functions.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (candidate.Name != (name ?? code.Name) || candidate.GetParameters().Length != code.Parameters.Count + extra)
                continue;
            if (code.Number is not { } number)
                return null;
            var closed = candidate.IsGenericMethodDefinition ? candidate.MakeGenericMethod(number) : candidate;
            var own = closed.GetParameters();
            if (closed.ReturnType == number && code.Parameters.Select((p, i) => Fits(p.Type, own[i].ParameterType)).All(fits => fits))
                return closed;
        }

        return null;
    }

    static bool Fits(Type given, Type lane) => (HardwareVectors.Is(given) ? HardwareVectors.ElementOf(given) : given) == lane;
}
