using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.Intrinsics;

namespace Zygote.IR;

/// <summary>
/// What emission has to know of the small methods that generated code is made of. Registered, not marked by attributes: to read these
/// takes longer than the rest of a first derivative.
/// </summary>
static class OwnMethods
{
    // Are the methods of the class vector operations? Replaced as a whole: others may be reading.
    static volatile Dictionary<Type, bool> _types = [];
    static readonly ConcurrentDictionary<MethodBase, MethodBase> Emitted = [];

    /// <summary>The results of the methods of the class depend on the arguments alone; nothing else happens, and nothing is thrown.</summary>
    public static void RegisterPure(Type type) => Register(type, areVectors: false);

    /// <summary>
    /// The same of those that do what a method of <see cref="Vector256"/> or <see cref="Vector512"/> does. It is called in their place:
    /// the JIT makes an instruction of it at once, where ours would have to be inlined first, of which there is a limited number.
    /// </summary>
    public static void RegisterVectors(Type type) => Register(type, areVectors: true);

    /// <summary>A registered method or a function of numbers of the platform.</summary>
    public static bool IsPure(MethodBase method)
    {
        if (method.DeclaringType is not { } type)
            return false;
        if (type == typeof(Math) || type == typeof(MathF))
        {
            return method is MethodInfo { Name: not nameof(Math.Clamp) } function && StackTypes.IsFloat(function.ReturnType)
                && Array.TrueForAll(function.GetParameters(), p => StackTypes.IsFloat(p.ParameterType));
        }

        return _types.TryGetValue(type, out var areVectors) && (!areVectors || ToCall(method) != method);
    }

    /// <summary>The method that emitted code calls for this one.</summary>
    public static MethodBase ToCall(MethodBase method) =>
        method.DeclaringType is { } type && _types.GetValueOrDefault(type) ? Emitted.GetOrAdd(method, static m => OfPlatform((MethodInfo)m) ?? m) : method;

    static void Register(Type type, bool areVectors) => _types = new(_types) { [type] = areVectors };

    static MethodInfo? OfPlatform(MethodInfo method)
    {
        var parameters = Array.ConvertAll(method.GetParameters(), p => p.ParameterType);
        var vector = method.ReturnType.IsGenericType ? method.ReturnType : parameters[0];
        var functions = vector.IsGenericType && vector.GetGenericTypeDefinition() == typeof(Vector512<>) ? typeof(Vector512) : typeof(Vector256);
        return method.Name switch
        {
            "Add" => vector.GetMethod("op_Addition", parameters),
            "Sub" => vector.GetMethod("op_Subtraction", parameters),
            "Mul" => vector.GetMethod("op_Multiply", parameters),
            "Div" => vector.GetMethod("op_Division", parameters),
            "Neg" => vector.GetMethod("op_UnaryNegation", parameters),
            "Broadcast" or "Broadcast256" or "Broadcast512" => Create(functions).MakeGenericMethod(parameters),
            "MultiplyAdd" => functions.GetMethod("MultiplyAddEstimate", parameters),
            "Sqrt" or "Abs" or "Max" or "Min" or "Sum" => functions.GetMethod(method.Name)!.MakeGenericMethod(method.GetGenericArguments()),
            _ => null,
        };
    }

    /// <summary>
    /// Create(T), found without a look at the parameters of the overloads for each type of number: that would load vectors of all of
    /// them, ten milliseconds in a first derivative.
    /// </summary>
    static MethodInfo Create(Type functions) => (MethodInfo)Array.Find(functions.GetMember("Create", MemberTypes.Method, BindingFlags.Public | BindingFlags.Static), m =>
        m is MethodInfo { IsGenericMethodDefinition: true } method && method.GetParameters() is [{ ParameterType.IsGenericMethodParameter: true }])!;
}
