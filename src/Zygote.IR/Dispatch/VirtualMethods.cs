using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Zygote.IR;

/// <summary>Finds the method that a virtual or interface call reaches on an object of a given type.</summary>
static class VirtualMethods
{
    const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    static readonly ConcurrentDictionary<(MethodInfo Called, Type Type), MethodInfo?> Found = new();

    /// <summary>
    /// Null if it cannot be told. For an array it is a static method of <see cref="ArrayInterfaces"/>, with the array as its first
    /// parameter; for a default method it is the interface's.
    /// </summary>
    /// <param name="called">Closed.</param>
    /// <param name="type">The exact type of the object.</param>
    public static MethodInfo? Find(MethodInfo called, Type type) =>
        Found.GetOrAdd((called, type), static key => Look(key.Called, key.Type));

    static MethodInfo? Look(MethodInfo called, Type type)
    {
        if (type.IsInterface)
            return null;
        var sought = called.IsGenericMethod ? called.GetGenericMethodDefinition() : called;
        var found = !called.DeclaringType!.IsInterface ? InClasses(sought, type)
            : type.IsArray && ArrayInterfaces.Find(called, type) is { } ours ? ours
            : InInterfaceMap(sought, type);
        return found is null || found.IsAbstract ? null
            : called.IsGenericMethod && found.IsGenericMethodDefinition ? found.MakeGenericMethod(called.GetGenericArguments())
            : found;
    }

    static MethodInfo? InInterfaceMap(MethodInfo sought, Type type)
    {
        var declaring = sought.DeclaringType!;
        var interfaces = type.GetInterfaces();
        if (Array.IndexOf(interfaces, declaring) < 0)
        {
            // A variant interface (IEnumerable<object> on a list of strings) is in the list under another name.
            var variants = Array.FindAll(interfaces, i => i.IsConstructedGenericType && declaring.IsConstructedGenericType
                && i.GetGenericTypeDefinition() == declaring.GetGenericTypeDefinition() && declaring.IsAssignableFrom(i));
            if (variants is not [var variant])
                return null;
            sought = variant.GetMethods().Single(m => m.MetadataToken == sought.MetadataToken);
            declaring = variant;
        }

        if (type.IsArray)
            return null;
        var map = type.GetInterfaceMap(declaring);
        var index = Array.IndexOf(map.InterfaceMethods, sought);
        return index < 0 ? null : map.TargetMethods[index];
    }

    static MethodInfo? InClasses(MethodInfo sought, Type type)
    {
        var root = sought.GetBaseDefinition();
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var candidate in t.GetMethods(Declared))
            {
                if (candidate.IsVirtual && candidate.Name == root.Name && Overrides(candidate, root))
                    return candidate;
            }
        }

        return null;
    }

    static bool Overrides(MethodInfo candidate, MethodInfo root)
    {
        var definition = candidate.GetBaseDefinition();
        if (definition.MetadataToken == root.MetadataToken && definition.Module == root.Module)
            return true;

        // An override with a narrower return type has a slot of its own; reflection does not connect the two.
        return candidate.IsDefined(typeof(PreserveBaseOverridesAttribute), false)
            && root.DeclaringType!.IsAssignableFrom(candidate.DeclaringType)
            && candidate.GetParameters().Select(p => p.ParameterType).SequenceEqual(root.GetParameters().Select(p => p.ParameterType));
    }
}
