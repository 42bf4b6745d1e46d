using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Zygote.Differentiation;

/// <summary>What is known of types of the BCL without looking into them.</summary>
static class SystemTypes
{
    static readonly ConcurrentDictionary<Assembly, bool> Known = new();

    public static bool IsSystem(Assembly assembly) => Known.GetOrAdd(assembly, static a =>
        a == typeof(object).Assembly
        || (a.GetName().Name is { } name && (name.StartsWith("System.", StringComparison.Ordinal)
            || name is "System" or "netstandard" or "mscorlib" or "Microsoft.CSharp")));

    public static bool IsSystem(Type type) => IsSystem(type.Assembly);

    /// <summary>Lists, dictionaries and their parts, and the comparers beside them.</summary>
    public static bool IsCollection(Type type) =>
        IsSystem(type) && type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true
        && !IsComparer(type);

    /// <summary>A parallel query stands for code of ours: its shadow is another query, not an image of its fields.</summary>
    public static bool StandsForOurs(Type type) => typeof(ParallelQuery).IsAssignableFrom(type);

    /// <summary>An exception may be of a class of the user's, or lead to one as the inner exception.</summary>
    public static bool IsException(Type type) => typeof(Exception).IsAssignableFrom(type);

    public static bool IsComparer(Type type)
    {
        if (typeof(IComparer).IsAssignableFrom(type) || typeof(IEqualityComparer).IsAssignableFrom(type))
            return true;
        return IsComparerInterface(type) || Array.Exists(type.GetInterfaces(), IsComparerInterface);
    }

    static bool IsComparerInterface(Type type) => type.IsConstructedGenericType
        && (type.GetGenericTypeDefinition() == typeof(IComparer<>)
            || type.GetGenericTypeDefinition() == typeof(IEqualityComparer<>));
}
