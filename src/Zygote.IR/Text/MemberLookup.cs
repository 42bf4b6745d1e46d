using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;

namespace Zygote.IR;

/// <summary>Finds types and members by name in the loaded assemblies, the core library first.</summary>
static class MemberLookup
{
    const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <param name="name">As reflection writes it: <c>N.Outer`1+Inner</c>.</param>
    public static Type? Type(string name)
    {
        var escaped = new StringBuilder();
        foreach (var c in name)
            escaped.Append(c is ',' or '[' or ']' or '&' or '*' or '\\' ? "\\" : "").Append(c);
        return AppDomain.CurrentDomain.GetAssemblies()
            .Select(a => a.GetType(escaped.ToString(), throwOnError: false))
            .FirstOrDefault(t => t is not null);
    }

    public static FieldInfo? Field(Type owner, string name) =>
        owner.GetField(name, Any | BindingFlags.DeclaredOnly) ?? Array.Find(InlineArrays.FieldsOf(owner), f => f.Name == name);

    /// <param name="owner">The declaring type.</param>
    /// <param name="name">Without arguments.</param>
    /// <param name="typeArguments">Empty for a method that is not generic.</param>
    /// <param name="parameters">Exact types.</param>
    /// <param name="returns">Null when the parameters tell overloads apart.</param>
    public static MethodBase? Method(
        Type owner, string name, IReadOnlyList<Type> typeArguments, IReadOnlyList<Type> parameters, Type? returns)
    {
        IEnumerable<MethodBase> all = name is ".ctor" or ".cctor"
            ? owner.GetConstructors(Any | BindingFlags.DeclaredOnly)
            : owner.GetMethods(Any | BindingFlags.DeclaredOnly);
        return all.Where(m => m.Name == name)
            .Select(m => Close(m, typeArguments))
            .FirstOrDefault(m => m is not null
                && m.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters)
                && (returns is null || m is MethodInfo { ReturnType: var r } && r == returns));
    }

    static MethodBase? Close(MethodBase method, IReadOnlyList<Type> arguments)
    {
        if (!method.IsGenericMethodDefinition)
            return arguments.Count == 0 ? method : null;
        if (method.GetGenericArguments().Length != arguments.Count)
            return null;
        try
        {
            return ((MethodInfo)method).MakeGenericMethod([.. arguments]);
        }
        catch (ArgumentException)
        {
            return null; // an overload whose constraints do not hold
        }
    }
}
