using System;
using System.Linq;
using System.Reflection;

namespace Zygote.Lifting;

/// <summary>Which method of a closed type stands behind a method of an interface or of a base class.</summary>
static class Implementations
{
    const BindingFlags OwnMethods =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Null if the type itself has none: it inherits the method, or an interface supplies the body.</summary>
    public static MethodInfo? Find(MethodInfo method, Type type)
    {
        var declaring = method.DeclaringType!;
        if (declaring == type)
            return method.IsAbstract ? null : method;
        if (declaring.IsInterface)
            return InInterfaceMap(method, type, declaring);
        if (!type.IsValueType)
            return null;
        var overridden = method.GetBaseDefinition();
        return Array.Find(type.GetMethods(OwnMethods), m => m.IsVirtual && m.GetBaseDefinition() == overridden);
    }

    static MethodInfo? InInterfaceMap(MethodInfo method, Type type, Type declaring)
    {
        // A variant interface may be implemented in another instantiation only; that is left to the runtime.
        if (type.IsInterface || !type.GetInterfaces().Contains(declaring))
            return null;

        var sought = method.IsGenericMethod ? method.GetGenericMethodDefinition() : method;
        var map = type.GetInterfaceMap(declaring);
        for (var i = 0; i < map.InterfaceMethods.Length; i++)
        {
            if (map.InterfaceMethods[i] != sought)
                continue;
            MethodInfo? target = map.TargetMethods[i];
            if (target is null || target.IsAbstract || (target.DeclaringType!.IsInterface && !target.IsStatic))
                return null;
            return method.IsGenericMethod ? target.MakeGenericMethod(method.GetGenericArguments()) : target;
        }

        return null;
    }
}
