using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Zygote.IR;

/// <summary>Operand counts, payloads and types for each opcode.</summary>
/// <remarks>
/// Numbers, structs and addresses must match exactly. References need only be related: a merge of two classes may have made
/// the type less precise, and the code was verified with the precise ones when it was IL.
/// </remarks>
static class TypeRules
{
    /// <summary>What is wrong with the instruction, or null. Operands must not be null.</summary>
    public static string? Problem(Instruction i, Function function)
    {
        var facts = i.Opcode.Facts();
        if (facts.Arity >= 0 && i.Operands.Length != facts.Arity)
            return $"{facts.Name} takes {facts.Arity} operands, not {i.Operands.Length}";
        if (facts.Payload is null && i.Payload is not null && !(i.Payload is SumOrder && StackTypes.IsFloat(i.Type) && i.Opcode is Opcode.Add or Opcode.Sub))
            return $"{facts.Name} takes no payload";
        if (facts.Payload is not null && !facts.Payload.IsInstanceOfType(i.Payload))
            return $"{facts.Name} needs a payload of type {facts.Payload.Name}";
        var edges = i.Opcode switch
        {
            Opcode.Branch => 1,
            Opcode.BranchIf or Opcode.Guard => 2,
            Opcode.Switch => Math.Max(1, i.Edges.Length),
            _ => 0,
        };
        if (i.Edges.Length != edges)
            return $"{facts.Name} has {edges} edges, not {i.Edges.Length}";
        if (Operands(i, function) is { } problem)
            return problem;

        var implied = ResultTypes.Of(i);
        if (i.Opcode == Opcode.NewDelegate)
            return i.Type.IsAssignableTo(typeof(Delegate)) ? null : "the result is not a delegate";
        return implied is null || Fits(implied, i.Type)
            ? null
            : $"the result is {TypeNames.Of(i.Type)} and should be {TypeNames.Of(implied)}";
    }

    /// <summary>Can the value stand where the type is expected?</summary>
    public static bool Fits(Type expected, Value value) =>
        value is Constant { Content: null } && StackTypes.IsReference(value.Type) && StackTypes.IsReference(expected)
        || Fits(expected, value.Type);

    static bool Fits(Type expected, Type actual)
    {
        expected = StackTypes.Of(expected);
        if (expected == actual)
            return true;
        if (StackTypes.IsAddress(expected) && StackTypes.IsAddress(actual))
            return Fits(expected.GetElementType()!, StackTypes.Of(actual.GetElementType()!));
        return StackTypes.IsReference(expected) && StackTypes.IsReference(actual)
            && (expected.IsAssignableFrom(actual) || actual.IsAssignableFrom(expected)
                || expected.IsInterface || actual.IsInterface);
    }

    static string? Operands(Instruction i, Function function)
    {
        var operands = i.Operands;
        var first = operands.Length > 0 ? operands[0].Type : typeof(void);
        switch (i.Opcode)
        {
            case Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Div or Opcode.Rem:
                return Need(IsNumber(first), 0, operands, "a number") ?? Same(operands);
            case Opcode.Neg:
                return Need(IsNumber(first), 0, operands, "a number");
            case Opcode.DivUn or Opcode.RemUn or Opcode.And or Opcode.Or or Opcode.Xor
                or Opcode.AddChecked or Opcode.SubChecked or Opcode.MulChecked
                or Opcode.AddCheckedUn or Opcode.SubCheckedUn or Opcode.MulCheckedUn:
                return Need(StackTypes.IsInteger(first), 0, operands, "an integer") ?? Same(operands);
            case Opcode.Not:
                return Need(StackTypes.IsInteger(first), 0, operands, "an integer");
            case Opcode.Shl or Opcode.Shr or Opcode.ShrUn:
                return Need(StackTypes.IsInteger(first), 0, operands, "an integer") ?? Index(1, operands);
            case Opcode.Compare:
                return StackTypes.IsReference(first) && StackTypes.IsReference(operands[1].Type)
                    || StackTypes.IsAddress(first) && StackTypes.IsAddress(operands[1].Type)
                    ? null
                    : Need(IsNumber(first), 0, operands, "a number or a reference") ?? Same(operands);
            case Opcode.Convert:
                return Need(IsNumber(first) || StackTypes.IsAddress(first), 0, operands, "a number");
            case Opcode.Store:
                return Need(first.IsByRef, 0, operands, "an address") ?? Expect(first.GetElementType()!, 1, operands);
            case Opcode.Load:
                return Need(first.IsByRef, 0, operands, "an address");
            case Opcode.GetField or Opcode.WithField or Opcode.FieldAddress or Opcode.StaticAddress:
                return Field(i, (FieldInfo)i.Payload!);
            case Opcode.ElementAddress or Opcode.Length or Opcode.NewArray:
                return Array(i);
            case Opcode.Call:
                return Arguments(operands, Signature((MethodBase)i.Payload!, byAddress: true));
            case Opcode.CallVirtual:
                return ((MethodInfo)i.Payload!).IsStatic
                    ? "call.virtual of a static method"
                    : Arguments(operands, Signature((MethodInfo)i.Payload!, byAddress: false));
            case Opcode.CallFunction:
                return Arguments(operands, ((Function)i.Payload!).ParameterTypes);
            case Opcode.NewObject:
                return (Type)i.Payload! is { IsValueType: false, IsAbstract: false }
                    ? null
                    : "the type is not a class to instantiate";
            case Opcode.Box:
                return Expect((Type)i.Payload!, 0, operands);
            case Opcode.NewDelegate or Opcode.UnboxAddress or Opcode.Cast or Opcode.IsInstance or Opcode.Throw
                or Opcode.Rethrow:
                return Need(StackTypes.IsReference(first), 0, operands, "a reference");
            case Opcode.UncheckedCast:
                return Need(StackTypes.IsReference(first) || first.IsByRef, 0, operands, "a reference");
            case Opcode.BranchIf or Opcode.Switch:
                return Expect(typeof(int), 0, operands);
            case Opcode.Return:
                return function.ReturnType == typeof(void)
                    ? Arguments(operands, [])
                    : Arguments(operands, [function.ReturnType]);
            default: // no operands
                return null;
        }
    }

    static string? Field(Instruction i, FieldInfo field)
    {
        var operands = i.Operands;
        if (field.IsStatic != (i.Opcode == Opcode.StaticAddress))
            return field.IsStatic ? "the field is static" : "the field is not static";
        if (i.Opcode == Opcode.StaticAddress)
            return null;

        var owner = field.DeclaringType!;
        if (i.Opcode == Opcode.FieldAddress)
            return Expect(owner.IsValueType ? owner.MakeByRefType() : owner, 0, operands);
        return Need(owner.IsValueType && operands[0].Type == StackTypes.Of(owner), 0, operands, TypeNames.Of(owner))
            ?? (i.Opcode == Opcode.WithField ? Expect(ExactTypes.Of(field), 1, operands) : null);
    }

    static string? Array(Instruction i)
    {
        var operands = i.Operands;
        var creates = i.Opcode == Opcode.NewArray;
        if (!creates && operands.Length == 0)
            return "the array is missing";
        var type = creates ? (Type)i.Payload! : operands[0].Type;
        if (i.Opcode == Opcode.ElementAddress && type.IsByRef)
        {
            return Need(ResultTypes.OfElementAddress(type) is not null, 0, operands, "an array or the address of an inline array")
                ?? (operands.Length == 2 ? Index(1, operands) : "an inline array has one dimension");
        }

        if (!type.IsArray)
        {
            // An imprecise type is good enough, except to say what is created.
            return !creates && type.IsAssignableFrom(typeof(Array)) ? null : $"{TypeNames.Of(type)} is not an array";
        }

        if (i.Opcode == Opcode.Length)
            return null;
        var from = creates ? 0 : 1;
        if (operands.Length - from != type.GetArrayRank())
            return $"{TypeNames.Of(type)} does not have {operands.Length - from} dimensions";
        return First(from, operands.Length - from, n => Index(n, operands));
    }

    static IReadOnlyList<Type> Signature(MethodBase method, bool byAddress)
    {
        var types = method.GetParameters().Select(p => p.ParameterType);
        if (method.IsStatic)
            return [.. types];
        var owner = method.DeclaringType!;
        return [owner.IsValueType && byAddress ? owner.MakeByRefType() : owner, .. types];
    }

    static string? Arguments(Value[] operands, IReadOnlyList<Type> types)
    {
        if (operands.Length != types.Count)
            return $"{operands.Length} operands where {types.Count} are needed";
        return First(0, types.Count, n => Expect(types[n], n, operands));
    }

    static string? First(int from, int count, Func<int, string?> problem) =>
        Enumerable.Range(from, count).Select(problem).FirstOrDefault(p => p is not null);

    static bool IsNumber(Type type) => StackTypes.IsFloat(type) || StackTypes.IsInteger(type);

    static string? Same(Value[] operands) =>
        Need(operands[1].Type == operands[0].Type, 1, operands, TypeNames.Of(operands[0].Type));

    static string? Index(int n, Value[] operands) =>
        Need(operands[n].Type == typeof(int) || operands[n].Type == typeof(nint), n, operands, "int or nint");

    static string? Expect(Type type, int n, Value[] operands) =>
        Need(Fits(type, operands[n]), n, operands, TypeNames.Of(StackTypes.Of(type)));

    static string? Need(bool holds, int n, Value[] operands, string wanted) =>
        holds ? null : $"operand {n} is {TypeNames.Of(operands[n].Type)} and should be {wanted}";
}
