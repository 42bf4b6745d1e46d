using System;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Calls the override directly where the exact type of the instance is known.</summary>
/// <remarks>
///   %o = new.object C; call.virtual B::M(%o)   =>  call C::M(%o)
/// The type is known when the instance is made here or its class is sealed. A method that is not virtual is called directly
/// too. The check for null is left to what the target does with the instance, as the lifter leaves it for other calls.
/// Requires: nothing. Leaves: the same blocks. Cost: O(instructions) and reflection for each virtual call.
/// </remarks>
static class DevirtualizeCalls
{
    const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static bool Run(Function function)
    {
        var results = new Substitution();
        foreach (var block in function.Blocks)
        {
            for (var i = 0; i < block.Instructions.Count; i++)
            {
                var call = block.Instructions[i];
                if (call.Opcode != Opcode.CallVirtual
                    || Target((MethodInfo)call.Payload!, call.Operands[0]) is not { } target)
                    continue;
                var direct = new Instruction(
                    Opcode.Call, StackTypes.Of(target.ReturnType), [.. call.Operands], target, call.Span)
                {
                    Name = call.Name,
                };
                block.Instructions[i] = direct;
                results.Replace(call, direct);
            }
        }

        results.ApplyTo(function);
        return !results.IsEmpty;
    }

    static MethodInfo? Target(MethodInfo method, Value instance)
    {
        // Invoke of a delegate and the accessors of arrays have no body.
        if (typeof(Delegate).IsAssignableFrom(method.DeclaringType) || method.DeclaringType!.IsArray
            || instance.Type.IsByRef || instance.Type.IsArray)
            return null;
        if (!method.IsVirtual)
            return method;
        var exact = instance is Instruction { Opcode: Opcode.NewObject } made ? (Type)made.Payload!
            : instance.Type.IsSealed && !instance.Type.IsValueType ? instance.Type
            : null;
        if (exact is null)
            return method.IsFinal && !method.DeclaringType.IsInterface ? method : null;
        var target = method.DeclaringType.IsInterface ? InInterfaceMap(exact, method) : Override(exact, method);
        return target is { IsAbstract: false } ? target : null;
    }

    static MethodInfo? InInterfaceMap(Type exact, MethodInfo method)
    {
        if (method.IsGenericMethod || !method.DeclaringType!.IsAssignableFrom(exact))
            return null;

        // A variant interface (IEnumerable<object> on a list of strings) is not in the list under that name.
        if (Array.IndexOf(exact.GetInterfaces(), method.DeclaringType) < 0)
            return null;
        var map = exact.GetInterfaceMap(method.DeclaringType);
        var index = Array.IndexOf(map.InterfaceMethods, method);
        return index >= 0 && map.TargetMethods[index] is { DeclaringType.IsInterface: false } target ? target : null;
    }

    static MethodInfo? Override(Type exact, MethodInfo method)
    {
        if (method.IsGenericMethod)
            return exact == method.DeclaringType ? method : null;
        var slot = method.GetBaseDefinition();
        for (var type = exact; type is not null; type = type.BaseType)
        {
            foreach (var candidate in type.GetMethods(Declared))
            {
                if (candidate.Name != method.Name || !candidate.IsVirtual)
                    continue;

                // An override with a narrower return type has a slot of its own; reflection does not connect the two.
                if (candidate.IsDefined(typeof(System.Runtime.CompilerServices.PreserveBaseOverridesAttribute), false))
                    return null;
                var definition = candidate.GetBaseDefinition();
                if (definition.MetadataToken == slot.MetadataToken && definition.Module == slot.Module)
                    return candidate;
            }
        }

        return null;
    }
}
