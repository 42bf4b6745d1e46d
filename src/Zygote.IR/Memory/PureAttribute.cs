using System;
using System.Collections.Concurrent;
using System.Reflection;

namespace Zygote.IR;

/// <summary>The result of the method, or of each method of the class, depends on the arguments alone; nothing else happens, and nothing is thrown.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
sealed class PureAttribute : Attribute
{
    static readonly ConcurrentDictionary<MethodBase, bool> Known = [];

    /// <summary>So marked, or a function of numbers of the platform.</summary>
    public static bool Is(MethodBase method) => method.IsStatic && Known.GetOrAdd(method, IsPure);

    static bool IsPure(MethodBase method) => method.DeclaringType is { } type && (type == typeof(Math) || type == typeof(MathF)
        ? method is MethodInfo { Name: not nameof(Math.Clamp) } function && StackTypes.IsFloat(function.ReturnType)
            && Array.TrueForAll(function.GetParameters(), p => StackTypes.IsFloat(p.ParameterType))
        : type.IsDefined(typeof(PureAttribute)) || method.IsDefined(typeof(PureAttribute)));
}
