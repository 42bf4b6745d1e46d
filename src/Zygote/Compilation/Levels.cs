using System;
using System.Reflection;

namespace Zygote.Compilation;

/// <summary>
/// On a method that is constant in the derivative being taken: what it is in the code of that derivative, for those around it.
/// Generic arguments are the same.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class OutsideAttribute(Type type, string method) : Attribute
{
    public Type Type { get; } = type;

    public string Method { get; } = method;
}

/// <summary>On a method: which one of its class is differentiated in its place. Generic arguments are the same.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class DifferentiatedAsAttribute(string method) : Attribute
{
    public string Method { get; } = method;
}

/// <summary>Methods that differ in code that is to be differentiated and in the code of its derivative.</summary>
static class Levels
{
    /// <summary>The code of the method in a function that is to be differentiated; null for ordinary methods.</summary>
    public static MethodInfo? Inside(MethodBase method) =>
        Attribute<DifferentiatedAsAttribute>(method) is { } a ? Twin((MethodInfo)method, method.DeclaringType!, a.Method) : null;

    /// <summary>The method in the code of a derivative, which derivatives around it differentiate; null for ordinary methods.</summary>
    public static MethodInfo? Outside(MethodBase method) =>
        Attribute<OutsideAttribute>(method) is { } a ? Twin((MethodInfo)method, a.Type, a.Method) : null;

    static T? Attribute<T>(MethodBase method)
        where T : Attribute => method.Module == typeof(Levels).Module && method.IsDefined(typeof(T)) ? method.GetCustomAttribute<T>() : null;

    static MethodInfo Twin(MethodInfo method, Type type, string name) =>
        type.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .MakeGenericMethod(method.GetGenericArguments());
}
