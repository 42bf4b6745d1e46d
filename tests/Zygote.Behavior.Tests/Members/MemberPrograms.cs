using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Text;

namespace Zygote.Behavior.Tests;

/// <summary>C# programs that call one public member each: its arguments come from numbers, all numbers that come out are summed up.</summary>
static class MemberPrograms
{
    /// <param name="Name">The member with its parameters, as in <c>Vector3.Dot(Vector3, Vector3)</c>.</param>
    /// <param name="Body">Of a function of <c>double[] p</c>.</param>
    /// <param name="Inputs">How many numbers it reads.</param>
    /// <param name="IsFlat">No number comes out.</param>
    /// <param name="Precision">Of the numbers: 0 for double, 1 for float, 2 for Half.</param>
    public sealed record Program(string Name, string Body, int Inputs, bool IsFlat, int Precision);

    /// <summary>All members of a type that take and give numbers; generic ones for each of the given numbers.</summary>
    public static IEnumerable<Program> Of(Type type, params Type[] numbers)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        foreach (var member in type.GetConstructors(All).Cast<MethodBase>().Concat(type.GetMethods(All)))
        {
            // What wants aligned memory cannot be called here; a hash jumps everywhere.
            if (member.GetCustomAttribute<ObsoleteAttribute>() is not null || member.Name == "GetHashCode"
                || member.Name.Contains("Aligned", StringComparison.Ordinal))
                continue;
            if (!member.IsGenericMethodDefinition)
            {
                if (Writer.Write(member) is { } program)
                    yield return program;
                continue;
            }

            foreach (var number in numbers)
            {
                if (Close(member, number) is { } closed && Writer.Write(closed) is { } program)
                    yield return program;
            }
        }
    }

    static MethodInfo? Close(MethodBase member, Type number)
    {
        var method = (MethodInfo)member;
        try
        {
            return method.MakeGenericMethod([.. method.GetGenericArguments().Select(_ => number)]);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static string NameOf(Type type)
    {
        if (type.IsByRef || type.IsPointer)
            return NameOf(type.GetElementType()!) + (type.IsPointer ? "*" : "&");
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[]";
        var name = type switch
        {
            _ when type == typeof(double) => "double",
            _ when type == typeof(float) => "float",
            _ when type == typeof(int) => "int",
            _ when type == typeof(bool) => "bool",
            _ => type.Name,
        };
        return type.IsGenericType
            ? $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : name;
    }

    /// <summary>Writes one program.</summary>
    sealed class Writer
    {
        static readonly Dictionary<string, string> Binary = new()
        {
            ["op_Addition"] = "+", ["op_Subtraction"] = "-", ["op_Multiply"] = "*", ["op_Division"] = "/", ["op_Modulus"] = "%",
            ["op_BitwiseAnd"] = "&", ["op_BitwiseOr"] = "|", ["op_ExclusiveOr"] = "^", ["op_Equality"] = "==", ["op_Inequality"] = "!=",
            ["op_LessThan"] = "<", ["op_GreaterThan"] = ">", ["op_LessThanOrEqual"] = "<=", ["op_GreaterThanOrEqual"] = ">=",
            ["op_LeftShift"] = "<<", ["op_RightShift"] = ">>", ["op_UnsignedRightShift"] = ">>>",
        };

        static readonly Dictionary<string, string> Unary = new()
        {
            ["op_UnaryNegation"] = "-", ["op_UnaryPlus"] = "+", ["op_OnesComplement"] = "~",
            ["op_Increment"] = "++", ["op_Decrement"] = "--",
        };

        readonly StringBuilder _code = new();
        readonly List<string> _fixed = [];
        readonly List<(Type Type, string Expression)> _results = [];
        int _inputs;
        int _variables;
        int _precision;
        bool _anyInput;

        /// <summary>A vector has one lane only.</summary>
        bool _isShort;

        public static Program? Write(MethodBase member)
        {
            var writer = new Writer();
            return writer.Member(member);
        }

        Program? Member(MethodBase member)
        {
            var owner = member.DeclaringType!;
            var parameters = member.GetParameters();
            _isShort = parameters.Select(p => p.ParameterType).Prepend(owner).Contains(typeof(Vector64<double>));
            var result = member is MethodInfo info ? info.ReturnType : owner;
            if (!Array.TrueForAll(parameters, p => IsKnown(p.ParameterType)) || (!member.IsStatic && !IsKnown(owner)))
                return null;
            var receiver = member.IsStatic || member is ConstructorInfo ? null : Variable(owner, Argument(owner));
            var arguments = new List<string>();
            foreach (var p in parameters)
            {
                if (Pass(p) is not { } argument)
                    return null;
                arguments.Add(argument);
            }

            if (!_anyInput)
                return null; // a constant
            if (Call(member, receiver, arguments) is not { } call)
                return null;
            var body = new StringBuilder();
            if (result == typeof(void))
                body.Append(CultureInfo.InvariantCulture, $"{call};");
            else
            {
                body.Append(CultureInfo.InvariantCulture, $"var r = {call};");
                _results.Insert(0, (result.IsByRef ? result.GetElementType()! : result, "r"));
            }

            if (receiver is not null && member is MethodInfo { ReturnType: var type } && type == typeof(void))
                _results.Add((owner, receiver));
            var terms = new List<string>();
            var flat = new List<string>();
            foreach (var (t, e) in _results)
            {
                Flatten(t, e, terms, flat);
                _precision = Math.Max(_precision, PrecisionOf(t));
            }

            var weighted = terms.Select((t, i) => $"s += {(1 + (0.37 * (i % 7))).ToString(CultureInfo.InvariantCulture)} * (double)({t});");
            body.Append(string.Join("", weighted));
            if (terms.Count == 0)
                body.Append(CultureInfo.InvariantCulture, $"s = p[0] * ({(flat.Count > 0 ? flat[0] : "1")});");
            var inner = body.ToString();
            foreach (var f in Enumerable.Reverse(_fixed))
                inner = $"fixed ({f}) {{ {inner} }}";
            var name = $"{NameOf(owner)}.{member.Name}({string.Join(", ", parameters.Select(p => NameOf(p.ParameterType)))})"
                + (member.Name is "op_Explicit" or "op_Implicit" ? $" -> {NameOf(result)}" : "");
            return new Program(name, $"double s = 0; {_code} {inner} return s;", _inputs, terms.Count == 0, _precision);
        }

        static bool IsKnown(Type type)
        {
            var t = type.IsByRef || type.IsPointer || type.IsArray ? type.GetElementType()! : type;
            if (t.IsGenericType && (t.GetGenericTypeDefinition() == typeof(Span<>) || t.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>)))
                t = t.GetGenericArguments()[0];
            return IsNumber(t) || IsVector(t) || t == typeof(int) || t == typeof(bool) || t == typeof(MidpointRounding) || t == typeof(nuint)
                || t == typeof(Complex) || t.Namespace == "System.Numerics" && t.IsValueType && !t.IsGenericType && t != typeof(BigInteger)
                || (t.Name.StartsWith("ValueTuple", StringComparison.Ordinal) && Array.TrueForAll(t.GetGenericArguments(), IsKnown));
        }

        static bool IsNumber(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(Half);

        static bool IsVector(Type type) => type.IsGenericType && type.Name is "Vector64`1" or "Vector128`1" or "Vector256`1" or "Vector512`1" or "Vector`1"
            && type.GetGenericArguments()[0].IsPrimitive;

        static int PrecisionOf(Type type) => type == typeof(Half) ? 2 : type == typeof(float) ? 1
            : type.HasElementType ? PrecisionOf(type.GetElementType()!)
            : type.IsGenericType ? type.GetGenericArguments().Max(PrecisionOf) : 0;

        string? Pass(ParameterInfo parameter)
        {
            var type = parameter.ParameterType;
            var element = type.HasElementType ? type.GetElementType()! : type;
            if (parameter.IsOut)
            {
                var made = Variable(element, "default");
                _results.Add((element, made));
                return "out " + made;
            }

            if (type.IsByRef)
            {
                // The first of several elements.
                if (IsNumber(element))
                {
                    var array = Variable(element.MakeArrayType(), Argument(element.MakeArrayType()));
                    _results.Add((element.MakeArrayType(), array));
                    return $"{(parameter.IsIn ? "in" : "ref")} {array}[0]";
                }

                var variable = Variable(element, Argument(element));
                if (!parameter.IsIn)
                    _results.Add((element, variable));
                return (parameter.IsIn ? "in " : "ref ") + variable;
            }

            if (type.IsPointer)
            {
                if (!IsNumber(element))
                    return null;
                var array = Variable(element.MakeArrayType(), Argument(element.MakeArrayType()));
                _results.Add((element.MakeArrayType(), array));
                _fixed.Add($"{NameOf(element)}* q{_fixed.Count} = {array}");
                return "q" + (_fixed.Count - 1);
            }

            if (type.IsArray)
            {
                var array = Variable(type, Argument(type));
                _results.Add((type, array));
                return array;
            }

            if (type.IsGenericType && type.Name is "Span`1" or "ReadOnlySpan`1")
            {
                var item = type.GetGenericArguments()[0];
                var array = Variable(item.MakeArrayType(), Argument(item.MakeArrayType()));
                if (type.Name == "Span`1")
                    _results.Add((item.MakeArrayType(), array));
                return $"({NameOf(type)}){array}";
            }

            return Argument(type);
        }

        string Variable(Type type, string value)
        {
            var name = "v" + _variables++;
            _code.Append(CultureInfo.InvariantCulture, $"{NameOf(type)} {name} = {value};");
            return name;
        }

        string Input(Type number)
        {
            _anyInput = true;
            _precision = Math.Max(_precision, number == typeof(Half) ? 2 : number == typeof(float) ? 1 : 0);
            var value = $"p[{_inputs++}]";
            return number == typeof(double) ? value : $"({NameOf(number)}){value}";
        }

        string Argument(Type type)
        {
            if (IsNumber(type))
                return Input(type);
            if (type == typeof(int))
                return _isShort ? "0" : "1";
            if (type == typeof(nuint))
                return "(nuint)1";
            if (type == typeof(bool))
                return "true";
            if (type == typeof(MidpointRounding))
                return "MidpointRounding.ToEven";
            if (type.IsArray)
            {
                var element = type.GetElementType()!;
                var count = IsNumber(element) ? 18 : 3;
                return $"new {NameOf(element)}[] {{ {string.Join(", ", Enumerable.Range(0, count).Select(_ => Argument(element)))} }}";
            }

            if (IsVector(type))
            {
                var element = type.GetGenericArguments()[0];
                var count = System.Runtime.CompilerServices.RuntimeHelpers.SizeOf(type.TypeHandle)
                    / System.Runtime.CompilerServices.RuntimeHelpers.SizeOf(element.TypeHandle);
                var items = Enumerable.Range(0, count).Select(i => IsNumber(element) ? Input(element) : $"({NameOf(element)}){i ^ 1}").ToArray();
                var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
                return name == "Vector"
                    ? $"new {NameOf(type)}(new {NameOf(element)}[] {{ {string.Join(", ", items)} }})"
                    : $"{name}.Create({string.Join(", ", items)})";
            }

            if (type.Name.StartsWith("ValueTuple", StringComparison.Ordinal))
                return $"({string.Join(", ", type.GetGenericArguments().Select(Argument))})";
            if (type == typeof(Complex))
                return $"new Complex({Input(typeof(double))}, {Input(typeof(double))})";
            var floats = type == typeof(Vector2) ? 2 : type == typeof(Vector3) ? 3 : type == typeof(Matrix3x2) ? 6 : type == typeof(Matrix4x4) ? 16 : 4;
            return $"new {type.Name}({string.Join(", ", Enumerable.Range(0, floats).Select(_ => Input(typeof(float))))})";
        }

        static string? Call(MethodBase member, string? receiver, List<string> a)
        {
            var owner = NameOf(member.DeclaringType!);
            if (member is ConstructorInfo)
                return $"new {owner}({string.Join(", ", a)})";
            var method = (MethodInfo)member;
            var name = method.Name;
            if (name is "op_Explicit" or "op_Implicit")
                return $"({NameOf(method.ReturnType)})({a[0]})";
            if (name.StartsWith("op_Checked", StringComparison.Ordinal))
                return null;
            if (Binary.TryGetValue(name, out var binary))
                return $"({a[0]}) {binary} ({a[1]})";
            if (Unary.TryGetValue(name, out var unary))
            {
                if (unary.Length == 2)
                    return null; // they need a variable
                return $"{unary}({a[0]})";
            }

            var on = receiver ?? owner;
            if (name == "get_Item")
                return $"{on}[{string.Join(", ", a)}]";
            if (name == "set_Item")
                return $"{on}[{string.Join(", ", a.Take(a.Count - 1))}] = {a[^1]}";
            if (name.StartsWith("get_", StringComparison.Ordinal))
                return $"{on}.{name[4..]}";
            if (name.StartsWith("set_", StringComparison.Ordinal))
                return $"{on}.{name[4..]} = {a[0]}";
            var types = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : "";
            return $"{on}.{name}{types}({string.Join(", ", a)})";
        }

        static void Flatten(Type type, string e, List<string> terms, List<string> flat)
        {
            if (IsNumber(type))
                terms.Add(e);
            else if (type == typeof(bool))
                flat.Add($"({e} ? 1 : 2)");
            else if (type.IsPrimitive || type.IsEnum)
                flat.Add($"(double)({e})");
            else if (type.IsArray)
            {
                for (var i = 0; i < (IsNumber(type.GetElementType()!) ? 18 : 3); i++)
                    Flatten(type.GetElementType()!, $"{e}[{i}]", terms, flat);
            }
            else if (IsVector(type))
            {
                var element = type.GetGenericArguments()[0];
                var count = System.Runtime.CompilerServices.RuntimeHelpers.SizeOf(type.TypeHandle)
                    / System.Runtime.CompilerServices.RuntimeHelpers.SizeOf(element.TypeHandle);
                for (var i = 0; i < count; i++)
                    Flatten(element, $"{e}[{i}]", terms, flat);
            }
            else if (type.Name.StartsWith("ValueTuple", StringComparison.Ordinal))
            {
                for (var i = 0; i < type.GetGenericArguments().Length; i++)
                    Flatten(type.GetGenericArguments()[i], $"{e}.Item{i + 1}", terms, flat);
            }
            else if (type == typeof(Complex))
            {
                terms.Add(e + ".Real");
                terms.Add(e + ".Imaginary");
            }
            else if (type.Namespace == "System.Numerics" && type.IsValueType)
            {
                foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
                    Flatten(field.FieldType, $"{e}.{field.Name}", terms, flat);
            }
        }
    }
}
