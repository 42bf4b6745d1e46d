using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Zygote.IR;

/// <summary>Calls, and the making of structs, arrays and delegates.</summary>
sealed partial class CodeExpressions
{
    static readonly Dictionary<string, (string Sign, int Binding)> Operators = new()
    {
        ["op_Addition"] = ("+", Code.Sum),
        ["op_Subtraction"] = ("-", Code.Sum),
        ["op_Multiply"] = ("*", Code.Product),
        ["op_Division"] = ("/", Code.Product),
        ["op_Modulus"] = ("%", Code.Product),
    };

    /// <summary>The call of a constructor on a new object.</summary>
    public Code New(ConstructorInfo constructor, IEnumerable<Value> arguments)
    {
        var types = constructor.GetParameters().Select(p => p.ParameterType);
        return Code.Of($"new {CodeTypes.Of(constructor.DeclaringType!)}({Arguments(types, arguments)})");
    }

    Code Call(Function function, Value[] operands) =>
        Code.Of($"{function.Name}({Arguments(function.ParameterTypes, operands)})");

    Code Call(MethodBase method, Value[] operands)
    {
        var types = method.GetParameters().Select(p => p.ParameterType).ToArray();
        var arguments = method.IsStatic ? operands : operands[1..];
        if (method.IsStatic && method.IsSpecialName && Operator(method, operands) is { } known)
            return known;

        var target = method.IsStatic ? CodeTypes.Of(method.DeclaringType!) : Owner(operands[0]);
        if (method is ConstructorInfo constructor)
        {
            // A struct in place, or the constructor of the base class.
            return constructor.DeclaringType!.IsValueType
                ? new Code($"{target} = {New(constructor, arguments)}", Code.Assignment)
                : Code.Of($"{target}.base({Arguments(types, arguments)})");
        }

        if (method.IsSpecialName && method.Name.StartsWith("get_", StringComparison.Ordinal))
        {
            return Code.Of(types.Length == 0
                ? $"{target}.{method.Name[4..]}"
                : $"{target}[{Arguments(types, arguments)}]");
        }

        if (method.IsSpecialName && method.Name.StartsWith("set_", StringComparison.Ordinal))
        {
            var left = types.Length == 1
                ? $"{target}.{method.Name[4..]}"
                : $"{target}[{Arguments(types[..^1], arguments[..^1])}]";
            return new Code($"{left} = {UseAs(types[^1], arguments[^1], loose: true)}", Code.Assignment);
        }

        if (method.Name == "Invoke" && method.DeclaringType!.IsAssignableTo(typeof(Delegate)))
            return Code.Of($"{target}({Arguments(types, arguments)})");
        var generic = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(CodeTypes.Of))}>"
            : "";
        return Code.Of($"{target}.{method.Name}{generic}({Arguments(types, arguments)})");
    }

    Code? Operator(MethodBase method, Value[] operands)
    {
        if (Operators.TryGetValue(method.Name, out var sign))
        {
            var (left, right) = (Use(operands[0]).In(sign.Binding), Use(operands[1]).In(sign.Binding + 1));
            return new Code($"{left} {sign.Sign} {right}", sign.Binding);
        }

        return method.Name switch
        {
            "op_UnaryNegation" => Prefix("-", operands[0]),
            "op_Implicit" or "op_Explicit" => Cast(((MethodInfo)method).ReturnType, operands[0]),
            _ => null,
        };
    }

    Code Delegate(DelegateTarget target, Value instance)
    {
        var method = target.Method;
        var owner = method.IsStatic ? CodeTypes.Of(method.DeclaringType!) : Owner(instance);
        return Code.Of($"{owner}.{method.Name}");
    }

    Code NewArray(Instruction i)
    {
        var type = (Type)i.Payload!;
        var suffix = "";
        var element = type.GetElementType()!;
        for (; element.IsArray; element = element.GetElementType()!)
            suffix += $"[{new string(',', element.GetArrayRank() - 1)}]";
        return Code.Of($"new {CodeTypes.Of(element)}[{List(i.Operands, loose: true)}]{suffix}");
    }

    /// <summary>A chain of with.field: a tuple, a new struct or a changed copy.</summary>
    Code Structure(Instruction last)
    {
        var fields = new Dictionary<FieldInfo, Value>();
        Value start = last;
        while (start is Instruction { Opcode: Opcode.WithField } i && (i == last || values.IsInlined(i)))
        {
            fields.TryAdd(Field(i), i.Operands[1]);
            start = values.Resolve(i.Operands[0]);
        }

        var type = last.Type;
        var isNew = start is Constant { Content: null };
        if (isNew && CodeTypes.IsTuple(type))
        {
            var items = type.GetFields().OrderBy(f => f.Name, StringComparer.Ordinal)
                .Select(f => UseAs(f.FieldType, fields.GetValueOrDefault(f, Constant.Zero(f.FieldType)), loose: false));
            return Code.Of($"({string.Join(", ", items)})");
        }

        var parts = fields.Reverse().Select(f => $"{Name(f.Key)} = {UseAs(f.Key.FieldType, f.Value, loose: true)}");
        var body = string.Join(", ", parts);
        return isNew
            ? Code.Of($"new {CodeTypes.Of(type)} {{ {body} }}")
            : new Code($"{Use(start).In(Code.Relation)} with {{ {body} }}", Code.Relation);
    }
}
