using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Rules;

/// <summary>Writes the code of one operation on vectors.</summary>
sealed class LaneBuilder
{
    static readonly MethodInfo DetachMethod = typeof(LaneBuilder).GetMethod(nameof(Detach), BindingFlags.Static | BindingFlags.NonPublic)!;

    public LaneBuilder(MethodBase method)
    {
        Method = method;
        Result = Signature.ResultOf(method);
        Function = new Function(method.Name, Signature.ParametersOf(method), Result, method);
        Builder = new Builder(Function.AddEntry()) { Span = new SourceSpan(method, 0) };
        Parameters = Function.Entry.Parameters;
        Name = Operators.GetValueOrDefault(method.Name, method.Name);
    }

    static Dictionary<string, string> Operators { get; } = new()
    {
        ["op_Addition"] = "Add",
        ["op_Subtraction"] = "Subtract",
        ["op_Multiply"] = "Multiply",
        ["op_Division"] = "Divide",
        ["op_UnaryNegation"] = "Negate",
        ["op_BitwiseAnd"] = "BitwiseAnd",
        ["op_BitwiseOr"] = "BitwiseOr",
        ["op_ExclusiveOr"] = "Xor",
        ["op_OnesComplement"] = "OnesComplement",
    };

    public MethodBase Method { get; }

    /// <summary>Of the operation; of an operator the method that does the same.</summary>
    public string Name { get; }

    public Type Result { get; }

    public Function Function { get; }

    public Builder Builder { get; }

    public IReadOnlyList<BlockParameter> Parameters { get; }

    /// <summary>double or float: what the lanes of the result are, or else those of an argument. Null for integers.</summary>
    public Type? Number => new[] { Result }.Concat(Parameters.Select(p => p.Type).Reverse())
        .Select(t => HardwareVectors.Is(t) ? HardwareVectors.ElementOf(t) : t.IsGenericType ? NumberOfTuple(t) : t)
        .FirstOrDefault(StackTypes.IsFloat!);

    /// <summary>Also of structs of numbers such as <see cref="System.Numerics.Vector3"/>.</summary>
    public static int CountOf(Type vector) => Fields(vector).Length;

    /// <summary>Where the lanes are.</summary>
    static FieldInfo[][] Fields(Type vector) => HardwareVectors.Is(vector)
        ? [.. InlineArrays.FieldsOf(vector).Select(f => new[] { f })]
        : Carriers.FloatLeaves(vector);

    public Value Lane(Value vector, int index) => Fields(vector.Type)[index].Aggregate(vector, Builder.GetField);

    public Value LaneOrNumber(Value value, int index) => HardwareVectors.Is(value.Type) ? Lane(value, index) : value;

    /// <summary>Missing lanes are zero.</summary>
    public Value Vector(Type type, params IReadOnlyList<Value> lanes)
    {
        Value vector = Constant.Zero(type);
        var fields = Fields(type);
        for (var k = 0; k < Math.Min(fields.Length, lanes.Count); k++)
            vector = With(vector, fields[k], lanes[k]);
        return vector;
    }

    Value With(Value whole, ReadOnlySpan<FieldInfo> path, Value lane) => path.Length == 1
        ? Builder.WithField(whole, path[0], lane)
        : Builder.WithField(whole, path[0], With(Builder.GetField(whole, path[0]), path[1..], lane));

    public Value Call(MethodInfo method, params Value[] arguments) => Builder.Call(method, arguments);

    public Value SumInHalves(ReadOnlySpan<Value> terms) => terms.Length == 1
        ? terms[0]
        : Builder.Add(SumInHalves(terms[..(terms.Length / 2)]), SumInHalves(terms[(terms.Length / 2)..]));

    public bool Return(Value? value = null)
    {
        Builder.Return(value);
        return true;
    }

    /// <summary>The operation itself, on values that carry no derivative any more; see <see cref="IsOriginal"/>.</summary>
    public Value Original() =>
        Builder.Call(Method, [.. Parameters.Select(p => Builder.Call(DetachMethod.MakeGenericMethod(p.Type), p))]);

    /// <summary>A call that stays one.</summary>
    public static bool IsOriginal(Instruction call) =>
        call.Operands.Length > 0 && call.Operands[0] is Instruction { Opcode: Opcode.Call, Payload: MethodInfo { IsGenericMethod: true } first }
        && first.DeclaringType == typeof(LaneBuilder);

    [ZeroDerivative]
    static T Detach<T>(T value) => value;

    static Type NumberOfTuple(Type type) =>
        type.GetGenericArguments()[0] is var item && HardwareVectors.Is(item) ? HardwareVectors.ElementOf(item) : type;
}
