using System;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Finds the method that a virtual or interface call reaches on an object of a given type.</summary>
static class VirtualMethods
{
    const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static MethodInfo Resolve(MethodInfo called, Type type, SourceSpan span)
    {
        if (called.DeclaringType!.IsInterface)
        {
            if (!type.IsArray && !called.IsGenericMethod)
            {
                var map = type.GetInterfaceMap(called.DeclaringType);
                var index = Array.IndexOf(map.InterfaceMethods, called);
                if (index >= 0)
                    return map.TargetMethods[index];
            }
        }
        else
        {
            var root = called.GetBaseDefinition();
            for (var t = type; t is not null; t = t.BaseType)
            {
                var found = t.GetMethods(Instance).FirstOrDefault(m => m.IsVirtual && m.GetBaseDefinition() == root);
                if (found is not null && !called.IsGenericMethod)
                    return found;
            }
        }

        throw new Refusal(span, $"the method that {called.DeclaringType.Name}.{called.Name} reaches on {type} was not found",
            "Call it on a variable of the concrete type.");
    }
}
