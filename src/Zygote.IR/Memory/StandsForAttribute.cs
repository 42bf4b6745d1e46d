using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;

namespace Zygote.IR;

/// <summary>
/// Emitted code calls a method of the platform in place of this one, which does the same: one that the JIT turns into an instruction
/// at once, where the other would have to be inlined first, of which there is a limited number in a method.
/// </summary>
/// <param name="type">Of the other method; an open one gets the type arguments of the first parameter that is made of it.</param>
/// <param name="name">Of the other method; it has the same parameters.</param>
[AttributeUsage(AttributeTargets.Method)]
sealed class StandsForAttribute(Type type, string name) : Attribute
{
    static readonly ConcurrentDictionary<MethodBase, MethodBase> Known = [];

    /// <summary>The method to call.</summary>
    public static MethodBase Resolve(MethodBase method) =>
        method.IsStatic ? Known.GetOrAdd(method, m => m.GetCustomAttribute<StandsForAttribute>()?.Find((MethodInfo)m) ?? m) : method;

    MethodInfo Find(MethodInfo method)
    {
        var parameters = Array.ConvertAll(method.GetParameters(), p => p.ParameterType);
        var declaring = type.IsGenericTypeDefinition
            ? parameters.First(p => p.IsGenericType && p.GetGenericTypeDefinition() == type)
            : type;
        return declaring.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(m => m.Name == name && m.GetGenericArguments().Length <= 1)
            .Select(m => m.IsGenericMethodDefinition ? m.MakeGenericMethod(Number(parameters[0])) : m)
            .OrderBy(m => m.IsGenericMethod)
            .First(m => m.ReturnType == method.ReturnType && m.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters));
    }

    static Type Number(Type type) => type.IsGenericType ? type.GetGenericArguments()[0] : type;
}
