using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Zygote.IR;

/// <summary>Text of an expression and how tightly it binds, for the parentheses around it.</summary>
readonly record struct Code(string Text, int Binding)
{
    public const int Assignment = 1, Choice = 2, OrElse = 4, AndAlso = 5, Or = 6, Xor = 7, And = 8, Equality = 9, Relation = 10, Shift = 11, Sum = 12,
        Product = 13, Unary = 14, Primary = 15;

    public static Code Of(string text) => new(text, Primary);

    /// <summary>In parentheses unless it binds at least as tightly.</summary>
    public string In(int binding) => Binding >= binding ? Text : $"({Text})";

    public override string ToString() => Text;
}

/// <summary>Types, names and literals as C# spells them, without namespaces: for reading, not for compiling.</summary>
static class CodeTypes
{
    static readonly Dictionary<Type, string> Keywords = TypeNames.Keywords.Values
        .ToDictionary(t => t, t => t == typeof(double) ? "double" : t == typeof(float) ? "float" : TypeNames.Of(t));

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsByRef)
            return "ref " + Of(type.GetElementType()!);
        if (type.IsPointer)
            return Of(type.GetElementType()!) + "*";
        if (type.IsArray)
        {
            // C# reads the suffixes of arrays of arrays from the outside in.
            var suffix = "";
            for (; type.IsArray; type = type.GetElementType()!)
                suffix += $"[{new string(',', type.GetArrayRank() - 1)}]";
            return Of(type) + suffix;
        }

        if (type.IsGenericParameter)
            return type.Name;
        var arguments = type.GetGenericArguments();
        if (IsTuple(type))
            return $"({string.Join(", ", arguments.Select(Of))})";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";
        return Named(type, arguments);
    }

    /// <summary>A tuple that C# writes in parentheses.</summary>
    public static bool IsTuple(Type type) =>
        type is { IsValueType: true, IsGenericType: true } && type.Namespace == "System"
        && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal) && type.GetGenericArguments().Length is > 1 and < 8;

    public static Code Literal(Constant constant, bool loose)
    {
        var invariant = CultureInfo.InvariantCulture;
        var text = constant.Content switch
        {
            null when StackTypes.IsStruct(constant.Type) => $"default({Of(constant.Type)})",
            null => "null",
            double d => Real(d, d.ToString("R", invariant), "double", "", loose),
            float f => Real(f, f.ToString("R", invariant), "float", "f", loose),
            long l => l.ToString(invariant) + (loose || constant.Type == typeof(nint) ? "" : "L"),
            int i => i.ToString(invariant),
            string s => TypeNames.Quote(s, '"'),
            _ => $"the{Named(constant.Type, constant.Type.GetGenericArguments())}",
        };
        return new Code(text, text[0] == '-' ? Code.Unary : Code.Primary);
    }

    static string Real(double value, string digits, string type, string suffix, bool loose)
    {
        if (double.IsNaN(value))
            return $"{type}.NaN";
        if (double.IsInfinity(value))
            return value > 0 ? $"{type}.PositiveInfinity" : $"{type}.NegativeInfinity";
        if (!digits.All(c => char.IsAsciiDigit(c) || c == '-'))
            return digits + suffix;
        if (digits != "-0" && (loose || suffix.Length > 0))
            return loose ? digits : digits + suffix;
        return digits + ".0" + suffix;
    }

    static string Named(Type type, Type[] arguments)
    {
        var outer = type.DeclaringType;
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        var name = (outer is null ? "" : Named(outer, arguments) + ".") + (tick < 0 ? type.Name : type.Name[..tick]);
        var before = outer?.GetGenericArguments().Length ?? 0;
        var own = type.GetGenericArguments().Length - before;
        return own > 0 ? $"{name}<{string.Join(", ", arguments.Skip(before).Take(own).Select(Of))}>" : name;
    }
}
