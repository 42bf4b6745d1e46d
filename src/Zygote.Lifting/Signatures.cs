using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>Signatures as the IR sees them: the instance is the first parameter.</summary>
static class Signatures
{
    public static string Name(MethodBase method) =>
        method.DeclaringType is { } type ? $"{type.Name}.{method.Name}" : method.Name;

    public static Type[] ParameterTypes(MethodBase method)
    {
        IEnumerable<Type> declared = method.GetParameters().Select(p => p.ParameterType);
        return [.. (method.IsStatic ? declared : [InstanceType(method), .. declared]).Select(ExactTypes.Of)];
    }

    public static string?[] ParameterNames(MethodBase method)
    {
        IEnumerable<string?> declared = method.GetParameters().Select(p => p.Name);
        return method.IsStatic ? [.. declared] : ["this", .. declared];
    }

    /// <summary>The class itself, the address of a struct.</summary>
    public static Type InstanceType(MethodBase method)
    {
        var type = method.DeclaringType!;
        return type.IsValueType ? ExactTypes.Of(type).MakeByRefType() : type;
    }

    public static Type ReturnType(MethodBase method) => method is MethodInfo m ? ExactTypes.Of(m.ReturnType) : typeof(void);
}
