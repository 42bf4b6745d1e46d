using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>
/// Ordinary C# in place of the members that make and use spans and addresses: a static method of the same name and with the
/// same parameters, where spans are views. <c>Constructor</c> stands for <c>.ctor</c>, the instance comes first.
/// </summary>
static class Replacements
{
    static readonly Dictionary<Type, Type> Classes = new()
    {
        [typeof(Span<>)] = typeof(SpanMembers),
        [typeof(ReadOnlySpan<>)] = typeof(SpanMembers),
        [typeof(Span<>.Enumerator)] = typeof(SpanEnumeratorMembers),
        [typeof(ReadOnlySpan<>.Enumerator)] = typeof(SpanEnumeratorMembers),
        [typeof(Memory<>)] = typeof(MemoryMembers),
        [typeof(ReadOnlyMemory<>)] = typeof(MemoryMembers),
        [typeof(MemoryExtensions)] = typeof(MemoryExtensionsMembers),
        [typeof(MemoryMarshal)] = typeof(MemoryMarshalMembers),
        [typeof(Unsafe)] = typeof(UnsafeMembers),
        [typeof(RuntimeHelpers)] = typeof(RuntimeHelpersMembers),
    };

    static readonly ConcurrentDictionary<MethodBase, MethodInfo?> Known = new();

    /// <summary>Null for all other members.</summary>
    public static MethodInfo? Find(MethodBase method) =>
        method.DeclaringType is { } type && Classes.ContainsKey(Definition(type)) ? Known.GetOrAdd(method, Look) : null;

    static Type Definition(Type type) => type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;

    static MethodInfo? Look(MethodBase method)
    {
        var type = method.DeclaringType!;
        Type[] arguments = [.. type.GetGenericArguments(), .. method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : []];
        var parameters = Signatures.ParameterTypes(method);
        var name = method is ConstructorInfo ? "Constructor" : method.Name;
        foreach (var candidate in Classes[Definition(type)].GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (candidate.Name == name && Close(candidate, arguments) is { } closed && Fits(closed, parameters, Signatures.ReturnType(method)))
                return closed;
        }

        return null;
    }

    /// <summary>
    /// Members that convert from one type to another are replaced where both are the same, or an inline array and its elements.
    /// </summary>
    static MethodInfo? Close(MethodInfo candidate, Type[] arguments)
    {
        Type[] wanted = [.. (arguments is [var from, var to] && from == to ? [to] : arguments).Select(ExactTypes.Of)];
        if (Array.Exists(wanted, t => t.IsByRefLike || t.IsByRef || t.IsPointer))
            return null; // no type arguments
        if (wanted is [var array, var element] && InlineArrays.ElementOf(array) != element)
            return null;
        return candidate.GetGenericArguments().Length == wanted.Length ? candidate.MakeGenericMethod(wanted) : null;
    }

    static bool Fits(MethodInfo candidate, Type[] parameters, Type result)
    {
        Type[] own = [.. candidate.GetParameters().Select(p => p.ParameterType)];
        return own.Length == parameters.Length && candidate.ReturnType == result
            && own.Zip(parameters).All(p => p.First == p.Second || (p.Second == typeof(void*) && p.First.IsByRef));
    }
}
