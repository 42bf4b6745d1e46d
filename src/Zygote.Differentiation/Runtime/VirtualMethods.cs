using System;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Finds the method that a virtual or interface call reaches on an object.</summary>
static class VirtualMethods
{
    /// <summary>
    /// The runtime is asked, by way of a delegate: it knows about overrides with narrower results, variant interfaces, default
    /// implementations and generic methods.
    /// </summary>
    public static MethodInfo Resolve(MethodInfo called, object receiver, SourceSpan span)
    {
        try
        {
            var type = Expression.GetDelegateType(
                [.. called.GetParameters().Select(p => p.ParameterType), called.ReturnType]);
            if (called.CreateDelegate(type, receiver).Method is { IsAbstract: false } found)
                return found;
        }
        catch (ArgumentException)
        {
        }

        throw new Refusal(span, $"the method that {called.DeclaringType!.Name}.{called.Name} reaches on {receiver.GetType()} was not found",
            "Call it on a variable of the concrete type.");
    }
}
