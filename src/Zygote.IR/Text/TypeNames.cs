using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;

namespace Zygote.IR;

/// <summary>Types and members in the text form; <see cref="NameParser"/> reads them again.</summary>
/// <remarks>
///   f64  int  string  N.Point  System.ValueTuple&lt;f64, f64&gt;  N.Outer&lt;int&gt;+Inner  f64[]  f64[,]  f64&amp;
///   N.Point::X   System.Math::Sin(f64)   N.C::Map&lt;int&gt;(int[])   N.C::.ctor()   N.V::op_Implicit(f64) -> N.V
/// Names that C# could not spell, as those of lambdas, stand in single quotes. In <c>f64[][,]</c> the element type of the
/// two-dimensional array is <c>f64[]</c>: suffixes apply from left to right, as in reflection and unlike in C#.
/// </remarks>
static class TypeNames
{
    public static readonly IReadOnlyDictionary<string, Type> Keywords = new Dictionary<string, Type>
    {
        ["void"] = typeof(void),
        ["f64"] = typeof(double),
        ["f32"] = typeof(float),
        ["int"] = typeof(int),
        ["uint"] = typeof(uint),
        ["long"] = typeof(long),
        ["ulong"] = typeof(ulong),
        ["nint"] = typeof(nint),
        ["nuint"] = typeof(nuint),
        ["bool"] = typeof(bool),
        ["char"] = typeof(char),
        ["sbyte"] = typeof(sbyte),
        ["byte"] = typeof(byte),
        ["short"] = typeof(short),
        ["ushort"] = typeof(ushort),
        ["object"] = typeof(object),
        ["string"] = typeof(string),
    };

    static readonly Dictionary<Type, string> ByType = Keywords.ToDictionary(e => e.Value, e => e.Key);

    public static string Of(Type? type)
    {
        var text = new StringBuilder();
        Append(text, type);
        return text.ToString();
    }

    public static string Of(FieldInfo field) => $"{Of(field.DeclaringType)}::{Identifier(field.Name)}";

    public static string Of(MethodBase method)
    {
        // The signature is always there: what is printed must not depend on which overloads exist.
        var text = new StringBuilder();
        text.Append($"{Of(method.DeclaringType)}::{Identifier(method.Name)}");
        if (method.IsGenericMethod)
            text.Append($"<{List(method.GetGenericArguments())}>");
        text.Append($"({List(method.GetParameters().Select(p => p.ParameterType))})");
        if (IsConversion(method) && method is MethodInfo conversion)
            text.Append($" -> {Of(conversion.ReturnType)}");
        return text.ToString();
    }

    /// <summary>The only methods that can be overloaded by their return type.</summary>
    public static bool IsConversion(MethodBase method) => method.Name is "op_Implicit" or "op_Explicit";

    public static string List(IEnumerable<Type> types) => string.Join(", ", types.Select(Of));

    /// <summary>The name of a function, or of anything else in which points are allowed.</summary>
    public static string Dotted(string name) =>
        name.Length > 0 && name.Split('.').All(IsPlain) ? name : Quote(name, '\'');

    public static string Quote(string content, char mark)
    {
        var text = new StringBuilder().Append(mark);
        foreach (var c in content)
        {
            if (c == mark || c == '\\')
                text.Append('\\').Append(c);
            else if (c is < ' ' or > '~')
                text.Append($"\\u{(int)c:X4}");
            else
                text.Append(c);
        }

        return text.Append(mark).ToString();
    }

    static string Identifier(string name) =>
        name is ".ctor" or ".cctor" || IsPlain(name) ? name : Quote(name, '\'');

    static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    static void Append(StringBuilder text, Type? type)
    {
        if (type is null)
        {
            text.Append('?');
        }
        else if (ByType.TryGetValue(type, out var keyword))
        {
            text.Append(keyword);
        }
        else if (type.HasElementType)
        {
            Append(text, type.GetElementType());
            text.Append(type.IsArray ? $"[{new string(',', type.GetArrayRank() - 1)}]" : type.IsByRef ? "&" : "*");
        }
        else if (type.IsGenericParameter || type.IsFunctionPointer)
        {
            text.Append(Quote(type.ToString(), '\''));
        }
        else
        {
            AppendNamed(text, type, type.GetGenericArguments());
        }
    }

    /// <summary>Reflection gives all generic arguments to the innermost type; here each level shows its own.</summary>
    static void AppendNamed(StringBuilder text, Type type, Type[] arguments)
    {
        var outer = type.DeclaringType;
        if (outer is not null)
        {
            AppendNamed(text, outer, arguments);
            text.Append('+');
        }
        else if (!string.IsNullOrEmpty(type.Namespace))
        {
            text.Append(Dotted(type.Namespace)).Append('.');
        }

        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        text.Append(Identifier(tick < 0 ? type.Name : type.Name[..tick]));
        if (!type.IsGenericType)
            return;
        var before = outer?.GetGenericArguments().Length ?? 0;
        var own = type.GetGenericArguments().Length - before;
        if (own > 0)
            text.Append($"<{List(arguments.Skip(before).Take(own))}>");
    }
}
