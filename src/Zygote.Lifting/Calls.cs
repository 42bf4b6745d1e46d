using System;
using System.Reflection;

using Zygote.IR;

using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Zygote.Lifting;

/// <summary>Calls: direct, virtual, and constrained to a type that is known now that generics are closed.</summary>
sealed partial class StackMachine
{
    bool Calls(ILInstruction i)
    {
        switch (i.Opcode)
        {
            case ILOpCode.Constrained:
                _constraint = _tokens.Type(i.Number);
                return true;
            case ILOpCode.Call or ILOpCode.Callvirt:
                var method = _tokens.Method(i.Number);
                var constraint = _constraint;
                _constraint = null;
                if (method.CallingConvention.HasFlag(CallingConventions.VarArgs))
                    throw Refusals.VarArgs(Span);
                if (ArrayCall(method) || AccessorCall(method))
                    return true;
                if (constraint is not null)
                    ConstrainedCall(method, constraint);
                else
                    Call(method, i.Opcode == ILOpCode.Callvirt && IsDispatched(method));
                return true;
            default:
                return false;
        }
    }

    void Call(MethodBase method, bool dispatched)
    {
        var arguments = PopArguments(method);
        if (!method.IsStatic)
            arguments = [PopAs(Signatures.InstanceType(method)), .. arguments];
        Append(method, dispatched, arguments);
    }

    void Append(MethodBase method, bool dispatched, Value[] arguments)
    {
        var result = dispatched ? _builder.CallVirtual((MethodInfo)method, arguments) : _builder.Call(method, arguments);
        if (result.Type != typeof(void))
            Push(result);
    }

    /// <summary>
    /// The instance is the address of a <paramref name="type"/>. A class is loaded and called as usual; a struct's own
    /// implementation is called directly; what a struct inherits wants a box.
    /// </summary>
    void ConstrainedCall(MethodBase method, Type type)
    {
        var implementation = type.IsValueType || method.IsStatic ? Implementations.Find((MethodInfo)method, type) : null;
        var arguments = PopArguments(method);
        if (method.IsStatic)
        {
            Append(implementation ?? throw Refusals.StaticAbstract(Span, method, type), false, arguments);
            return;
        }

        var address = Coercions.To(_builder, Pop(), type.MakeByRefType());
        if (implementation is not null)
        {
            Append(implementation, false, [address, .. arguments]);
            return;
        }

        var instance = _builder.Load(address);
        if (type.IsValueType)
            instance = Box(instance, type);

        instance = Coercions.To(_builder, instance, method.DeclaringType!);
        Append(method, IsDispatched(method), [instance, .. arguments]);
    }

    Value[] PopArguments(MethodBase method)
    {
        var parameters = method.GetParameters();
        var arguments = new Value[parameters.Length];
        for (var i = parameters.Length - 1; i >= 0; i--)
            arguments[i] = PopAs(parameters[i].ParameterType);
        return arguments;
    }

    /// <summary>C# uses callvirt also where nothing is looked up, for its null check.</summary>
    static bool IsDispatched(MethodBase method) =>
        method is MethodInfo { IsVirtual: true, IsStatic: false } && (!method.IsFinal || method.DeclaringType!.IsInterface)
            && !method.DeclaringType!.IsValueType
            && (!method.DeclaringType.IsSealed || method.DeclaringType.IsSubclassOf(typeof(Delegate)));
}
