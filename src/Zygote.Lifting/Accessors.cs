using System;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Zygote.Lifting;

/// <summary>
/// Methods marked with <see cref="UnsafeAccessorAttribute"/> have no code: the runtime makes them reach a member by its name.
/// A call of one is an access to the member.
/// </summary>
sealed partial class StackMachine
{
    const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    /// <summary>False for other methods, and where the member is not found: the call then says so.</summary>
    bool AccessorCall(MethodBase method)
    {
        if (method is not MethodInfo { IsStatic: true } accessor || !accessor.IsDefined(typeof(UnsafeAccessorAttribute)))
            return false;
        var attribute = accessor.GetCustomAttribute<UnsafeAccessorAttribute>()!;
        var types = Array.ConvertAll(accessor.GetParameters(), p => p.ParameterType);
        if (attribute.Kind == UnsafeAccessorKind.Constructor)
        {
            if (accessor.ReturnType.GetConstructor(Members, types) is not { } constructor)
                return false;
            NewObject(constructor);
            return true;
        }

        if (types is not [var owner, ..])
            return false;
        owner = owner.IsByRef ? owner.GetElementType()! : owner;
        var name = attribute.Name ?? accessor.Name;
        if (attribute.Kind is UnsafeAccessorKind.Field or UnsafeAccessorKind.StaticField)
        {
            // A field of a type that cannot be named may be read as one of a base class.
            if (owner.GetField(name, Members) is not { } field || !accessor.ReturnType.IsByRef
                || !accessor.ReturnType.GetElementType()!.IsAssignableFrom(field.FieldType)
                || (field.FieldType.IsValueType && field.FieldType.MakeByRefType() != accessor.ReturnType))
            {
                return false;
            }

            var instance = PopAs(types[0]);
            Push(field.IsStatic ? _builder.StaticAddress(field) : FieldAddress(instance, field));
            return true;
        }

        if (owner.GetMethod(name, Members, types[1..]) is not { } called)
            return false;
        var arguments = PopArguments(accessor);
        Append(called, IsDispatched(called), called.IsStatic ? arguments[1..] : arguments);
        return true;
    }
}
