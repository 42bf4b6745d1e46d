using System;
using System.Linq;
using System.Reflection;

namespace Zygote.Compilation;

/// <summary>Types and methods as a C# programmer writes them, for messages.</summary>
static class TypeNames
{
    public static string Of(Type type)
    {
        if (type.IsByRef)
            return "ref " + Of(type.GetElementType()!);
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";
        if (type.IsGenericType)
        {
            var arguments = string.Join(", ", type.GetGenericArguments().Select(Of));
            return type.GetGenericTypeDefinition().FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
                ? $"({arguments})"
                : $"{type.Name.Split('`')[0]}<{arguments}>";
        }
        return type.IsEnum ? type.Name : Type.GetTypeCode(type) switch
        {
            TypeCode.Double => "double",
            TypeCode.Single => "float",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Boolean => "bool",
            TypeCode.String => "string",
            _ => type == typeof(void) ? "void" : type == typeof(object) ? "object" : type.Name,
        };
    }

    /// <summary>For example <c>Model.Loss</c>; a lambda is named after the method that contains it.</summary>
    public static string Of(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        if (name.StartsWith('<') && name.IndexOf('>') is > 1 and var end)
            name = $"{name[1..end]} (lambda)";
        while (type is { IsNested: true } && type.Name.StartsWith('<'))
            type = type.DeclaringType;
        return type is null ? name : $"{Of(type)}.{name}";
    }

    public static string Signature(MethodBase method) =>
        $"{Of(method)}({string.Join(", ", method.GetParameters().Select(p => Of(p.ParameterType)))})";
}
