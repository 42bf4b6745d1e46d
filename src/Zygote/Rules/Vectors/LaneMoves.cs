using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics.X86;
using Zygote.IR;

namespace Zygote.Rules;

/// <summary>Operations that move lanes: they make vectors, take them apart, load, store, widen and select.</summary>
static class LaneMoves
{
    /// <summary>False where the operation is none of these.</summary>
    public static bool Make(LaneBuilder code)
    {
        var (given, result) = (code.Parameters, code.Result);
        switch (code.Name)
        {
            case "get_IsHardwareAccelerated" or "get_IsSupported" or "get_Count":
                var known = ((MethodInfo)code.Method).Invoke(null, null)!;
                return code.Return(Constant.Of(known is bool yes ? yes ? 1 : 0 : (int)known));
            case "get_Zero" when HardwareVectors.Is(result):
                return code.Return(Constant.Zero(result));
            case "get_One" when code.Number is { } number:
                return code.Return(Broadcast(code, result, Constant.Number(number, 1)));
            case "get_Indices" when code.Number is { } number:
                return code.Return(code.Vector(result, [.. Enumerable.Range(0, LaneBuilder.CountOf(result)).Select(k => Constant.Number(number, k))]));
            case "CreateSequence" when code.Number is { } number:
                return code.Return(code.Vector(result, [.. Enumerable.Range(0, LaneBuilder.CountOf(result))
                    .Select(k => code.Builder.Add(code.Builder.Mul(Constant.Number(number, k), given[1]), given[0]))]));
            case "op_UnaryPlus":
                return code.Return(given[0]);
            case "Create" or ".ctor":
                return Create(code);
            case "CreateScalar" or "CreateScalarUnsafe":
                return code.Return(code.Vector(result, given[0]));
            case "ToScalar":
                return code.Return(code.Lane(given[0], 0));
            case "GetElement" or "get_Item":
                return GetElement(code);
            case "WithElement":
                return WithElement(code);
            case "GetLower":
                return code.Return(code.Vector(result, Lanes(code, given[0])));
            case "GetUpper":
                return code.Return(code.Vector(result, Lanes(code, given[0])[LaneBuilder.CountOf(result)..]));
            case "WithLower":
                return code.Return(code.Vector(result, [.. Lanes(code, given[1]), .. Lanes(code, given[0])[LaneBuilder.CountOf(given[1].Type)..]]));
            case "WithUpper":
                return code.Return(code.Vector(result, [.. Lanes(code, given[0])[..LaneBuilder.CountOf(given[1].Type)], .. Lanes(code, given[1])]));
            case "WidenLower" or "WidenUpper" when IsWidening(code, result):
                return code.Return(Widened(code, result, code.Name == "WidenLower" ? 0 : LaneBuilder.CountOf(result)));
            case "Widen" when result == typeof(void) && IsWidening(code, given[1].Type.GetElementType()!):
                var half = given[1].Type.GetElementType()!;
                code.Builder.Store(given[1], Widened(code, half, 0));
                code.Builder.Store(given[2], Widened(code, half, LaneBuilder.CountOf(half)));
                return code.Return();
            case "Widen" when result.IsGenericType && result.GetGenericArguments() is [var part, _] && IsWidening(code, part):
                return code.Return(code.Builder.Struct(
                    result, (result.GetField("Item1")!, Widened(code, part, 0)), (result.GetField("Item2")!, Widened(code, part, LaneBuilder.CountOf(part)))));
            case "Narrow" or "NarrowWithSaturation" when HardwareVectors.Is(result) && HardwareVectors.ElementOf(result) == typeof(float):
                return code.Return(code.Vector(result, [.. Lanes(code, given[0]).Concat(Lanes(code, given[1]))
                    .Select(v => code.Builder.Convert(typeof(float), v))]));
            case "Shuffle" or "ShuffleNative" when code.Number is not null:
                return IsShuffle(code.Method) ? ShuffleTwo(code) : Shuffle(code);
            case "Load" or "LoadAligned" or "LoadAlignedNonTemporal" or "LoadUnsafe":
                return code.Return(Load(code, result, k => At(code, given[0], given.Count > 1 ? given[1] : null, k)));
            case "Store" or "StoreAligned" or "StoreAlignedNonTemporal" or "StoreUnsafe":
                Store(code, given[0], k => At(code, given[1], given.Count > 2 ? given[2] : null, k));
                return code.Return();
            case var name when Pairs.TryGetValue(name, out var order):
                Value[] both = [.. Lanes(code, given[0]), .. Lanes(code, given[1])];
                return code.Return(code.Vector(result, [.. order.Select(k => both[k])]));
            case "CopyTo" or "TryCopyTo":
                return CopyTo(code);
            case var name when name.StartsWith("As", StringComparison.Ordinal) || name.StartsWith("ToVector", StringComparison.Ordinal):
                return Reinterpret(code);
            default:
                return false;
        }
    }

    static Value[] Lanes(LaneBuilder code, Value vector) =>
        [.. Enumerable.Range(0, LaneBuilder.CountOf(vector.Type)).Select(k => code.Lane(vector, k))];

    static Value Broadcast(LaneBuilder code, Type type, Value number) =>
        code.Vector(type, [.. Enumerable.Repeat(number, LaneBuilder.CountOf(type))]);

    /// <summary>From numbers for all lanes, one number, smaller vectors, an array or a span; also as the constructor of Vector.</summary>
    static bool Create(LaneBuilder code)
    {
        var made = code.Method is ConstructorInfo;
        var type = made ? code.Method.DeclaringType! : code.Result;
        Value[] given = [.. code.Parameters.Skip(made ? 1 : 0)];
        if (ElementOf(type) is not { } element || given.Length == 0)
            return false;
        Value vector;
        if (given[0].Type.IsArray)
        {
            var start = given.Length > 1 ? given[1] : Constant.Of(0);
            code.Call(Closed(nameof(LaneChecks.RequireArray), element), given[0], start, Constant.Of(LaneBuilder.CountOf(type)));
            vector = Load(code, type, k => code.Builder.ElementAddress(given[0], code.Builder.Add(start, Constant.Of(k))));
        }
        else if (given[0].Type is { IsGenericType: true } view && view.GetGenericTypeDefinition() == typeof(View<>))
        {
            var (array, start) = Span(code, given[0]);
            code.Call(Closed(nameof(LaneChecks.RequireSpan), element), given[0], Constant.Of(LaneBuilder.CountOf(type)));
            vector = Load(code, type, k => code.Builder.ElementAddress(array, code.Builder.Add(start, Constant.Of(k))));
        }
        else if (HardwareVectors.Is(given[0].Type))
        {
            // One half is used for both.
            var count = LaneBuilder.CountOf(type);
            var lanes = given.SelectMany(v => Lanes(code, v)).ToArray();
            vector = code.Vector(type, [.. Enumerable.Range(0, count).Select(k => lanes[k % lanes.Length])]);
        }
        else if (given.Length == LaneBuilder.CountOf(type))
        {
            vector = code.Vector(type, given);
        }
        else if (given.Length == 1 && given[0].Type == StackTypes.Of(element))
        {
            vector = Broadcast(code, type, given[0]);
        }
        else
        {
            return false;
        }

        if (!made)
            return code.Return(vector);
        code.Builder.Store(code.Parameters[0], vector);
        return code.Return();
    }

    static (Value Array, Value Start) Span(LaneBuilder code, Value view) => (
        code.Builder.GetField(view, view.Type.GetField("Array")!), code.Builder.GetField(view, view.Type.GetField("Start")!));

    /// <summary>Of a vector, or by the address of one.</summary>
    static bool GetElement(LaneBuilder code)
    {
        var (vector, index) = (code.Parameters[0], code.Parameters[1]);
        if (vector.Type.IsByRef)
        {
            var type = vector.Type.GetElementType()!;
            return HardwareVectors.Is(type)
                && code.Return(code.Call(Pick(nameof(LaneChecks.Element), type), code.Builder.Load(vector), index, Count(type)));
        }

        return HardwareVectors.Is(vector.Type)
            ? code.Return(code.Call(Pick(nameof(LaneChecks.Element), vector.Type), vector, index, Count(vector.Type)))
            : code.Return(code.Call(typeof(LaneChecks).GetMethod(nameof(LaneChecks.Component), [vector.Type, typeof(int)])!, vector, index));
    }

    static bool WithElement(LaneBuilder code)
    {
        var (vector, index, value) = (code.Parameters[0], code.Parameters[1], code.Parameters[2]);
        return HardwareVectors.Is(vector.Type)
            ? code.Return(code.Call(Pick(nameof(LaneChecks.WithElement), vector.Type), vector, index, Count(vector.Type), value))
            : code.Return(code.Call(
                typeof(LaneChecks).GetMethod(nameof(LaneChecks.WithComponent), [vector.Type, typeof(int), typeof(float)])!, vector, index, value));
    }

    static bool Shuffle(LaneBuilder code)
    {
        var (vector, indices) = (code.Parameters[0], code.Parameters[1]);
        if (indices.Type == vector.Type)
            return false;
        var pick = Pick(nameof(LaneChecks.ElementOrZero), vector.Type);
        return code.Return(code.Vector(code.Result, [.. Lanes(code, indices)
            .Select(i => code.Call(pick, vector, code.Builder.Convert(typeof(long), i), Count(vector.Type)))]));
    }

    /// <summary>The instructions that the platform transposes and inverts matrices with, on x86.</summary>
    public static bool IsShuffle(MethodBase method) =>
        method.DeclaringType == typeof(Sse) && (method.Name == nameof(Sse.Shuffle) || Pairs.ContainsKey(method.Name));

    /// <summary>Two lanes of each vector; each two bits of the number choose one.</summary>
    static bool ShuffleTwo(LaneBuilder code)
    {
        var (pick, control) = (Pick(nameof(LaneChecks.ElementOrZero), code.Result), code.Parameters[2]);
        var lanes = new Value[4];
        for (var k = 0; k < lanes.Length; k++)
        {
            var index = code.Builder.Binary(
                Opcode.And, code.Builder.Binary(Opcode.Shr, control, Constant.Of(2 * k)), Constant.Of(3));
            lanes[k] = code.Call(pick, code.Parameters[k / 2], code.Builder.Convert(typeof(long), index), Count(code.Result));
        }

        return code.Return(code.Vector(code.Result, lanes));
    }

    /// <summary>By the numbers of their lanes; those of the second vector follow.</summary>
    static readonly Dictionary<string, int[]> Pairs = new()
    {
        [nameof(Sse.UnpackLow)] = [0, 4, 1, 5],
        [nameof(Sse.UnpackHigh)] = [2, 6, 3, 7],
        [nameof(Sse.MoveLowToHigh)] = [0, 1, 4, 5],
        [nameof(Sse.MoveHighToLow)] = [6, 7, 2, 3],
    };

    static bool IsWidening(LaneBuilder code, Type result) => HardwareVectors.Is(result)
        && HardwareVectors.ElementOf(result) == typeof(double) && HardwareVectors.ElementOf(code.Parameters[0].Type) == typeof(float);

    static Value Widened(LaneBuilder code, Type type, int start) => code.Vector(type, [.. Enumerable.Range(start, LaneBuilder.CountOf(type))
        .Select(k => code.Builder.Convert(typeof(double), code.Lane(code.Parameters[0], k)))]);

    /// <summary>So many elements behind an address, or behind an offset from it.</summary>
    static Value At(LaneBuilder code, Value address, Value? offset, int lane)
    {
        var element = address.Type.GetElementType()!;
        Value distance = offset is null ? Constant.Of(lane)
            : code.Builder.Add(code.Builder.Convert(typeof(int), offset), Constant.Of(lane));
        return code.Call(typeof(Addresses).GetMethod(nameof(Addresses.Offset))!.MakeGenericMethod(element), address, distance);
    }

    static Value Load(LaneBuilder code, Type type, Func<int, Value> address) =>
        code.Vector(type, [.. Enumerable.Range(0, LaneBuilder.CountOf(type)).Select(k => code.Builder.Load(address(k)))]);

    static void Store(LaneBuilder code, Value vector, Func<int, Value> address)
    {
        for (var k = 0; k < LaneBuilder.CountOf(vector.Type); k++)
            code.Builder.Store(address(k), code.Lane(vector, k));
    }

    static bool CopyTo(LaneBuilder code)
    {
        // An instance method of Vector<T> has an address.
        var vector = code.Parameters[0].Type.IsByRef ? code.Builder.Load(code.Parameters[0]) : code.Parameters[0];
        if (ElementOf(vector.Type) is not { } element)
            return false;
        var (count, to) = (Constant.Of(LaneBuilder.CountOf(vector.Type)), code.Parameters[1]);
        if (to.Type.IsArray)
        {
            Value start = code.Parameters.Count > 2 ? code.Parameters[2] : Constant.Of(0);
            if (code.Parameters.Count > 2)
                code.Call(Closed(nameof(LaneChecks.RequireRoom), element), to, start, count);
            else
                code.Call(Closed(nameof(LaneChecks.RequireLength), element), to, count);
            Store(code, vector, k => code.Builder.ElementAddress(to, code.Builder.Add(start, Constant.Of(k))));
            return code.Return();
        }

        var (array, first) = Span(code, to);
        if (code.Name == "CopyTo")
        {
            code.Call(Closed(nameof(LaneChecks.RequireSpace), element), to, count);
            Store(code, vector, k => code.Builder.ElementAddress(array, code.Builder.Add(first, Constant.Of(k))));
            return code.Return();
        }

        var (fits, ends) = (code.Function.AddBlock(), code.Function.AddBlock());
        var longer = code.Builder.Compare(
            Comparison.GreaterOrEqual, code.Builder.GetField(to, to.Type.GetField("Length")!), count);
        code.Builder.BranchIf(longer, new Edge(fits), new Edge(ends));
        code.Builder.Block = fits;
        Store(code, vector, k => code.Builder.ElementAddress(array, code.Builder.Add(first, Constant.Of(k))));
        code.Builder.Branch(ends);
        code.Builder.Block = ends;
        return code.Return(longer);
    }

    /// <summary>
    /// The same numbers in another type: other vectors, Vector2 to 4, planes and quaternions. What is missing is zero. Numbers that
    /// become numbers of another kind are none of this.
    /// </summary>
    static bool Reinterpret(LaneBuilder code)
    {
        if (code.Parameters.Count != 1)
            return false;
        var (from, to) = (code.Parameters[0], code.Result);
        if (from.Type == to)
            return code.Return(from);
        if (NumberOf(from.Type) is not { } number || NumberOf(to) != number)
            return false;
        return code.Return(code.Vector(to, Lanes(code, from)));
    }

    static Type? ElementOf(Type type) => HardwareVectors.Is(type) ? HardwareVectors.ElementOf(type) : NumberOf(type);

    /// <summary>Of vectors and of what they stand for.</summary>
    static Type? NumberOf(Type type) => HardwareVectors.Is(type)
        ? HardwareVectors.ElementOf(type) is var element && StackTypes.IsFloat(element) ? element : null
        : type == typeof(Vector2) || type == typeof(Vector3) || type == typeof(Vector4) || type == typeof(Quaternion) || type == typeof(Plane)
            ? typeof(float)
            : null;

    static Constant Count(Type vector) => Constant.Of(LaneBuilder.CountOf(vector));

    static MethodInfo Closed(string name, Type element) => typeof(LaneChecks).GetMethod(name)!.MakeGenericMethod(element);

    static MethodInfo Pick(string name, Type vector) =>
        typeof(LaneChecks).GetMethod(name)!.MakeGenericMethod(vector, HardwareVectors.ElementOf(vector));
}
