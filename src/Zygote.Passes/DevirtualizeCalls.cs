using System;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Calls the override directly where the exact type of the instance is known.</summary>
/// <remarks>
///   %o = new.object C; call.virtual B::M(%o)   =>  call C::M(%o)
///   %o = box S %s; call.virtual I::M(%o)   =>  call S::M(unbox.address %o)
/// The type is known when the instance is made here or its class is sealed. A method that is not virtual is called directly
/// too. The check for null is left to what the target does with the instance, as the lifter leaves it for other calls.
/// Requires: nothing. Leaves: the same blocks. Cost: O(instructions) and reflection for each virtual call.
/// </remarks>
static class DevirtualizeCalls
{
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
                Value[] operands = [.. call.Operands];
                if (target.DeclaringType!.IsValueType)
                {
                    // The method wants the address of the struct.
                    var type = target.DeclaringType;
                    var unboxed = new Instruction(
                        Opcode.UnboxAddress, type.MakeByRefType(), [Box(operands[0])!], type, call.Span);
                    block.Instructions.Insert(i++, unboxed);
                    operands[0] = unboxed;
                }

                var direct = new Instruction(Opcode.Call, StackTypes.Of(target.ReturnType), operands, target, call.Span)
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
            || instance.Type.IsByRef)
            return null;
        if (!method.IsVirtual)
            return method;
        if (ExactType(instance) is not { } exact)
            return method.IsFinal && !method.DeclaringType.IsInterface ? method : null;
        var target = VirtualMethods.Find(method, exact);
        return target is { DeclaringType.IsInterface: false } && (!target.DeclaringType.IsValueType || Box(instance) is not null) ? target : null;
    }

    static Type? ExactType(Value instance)
    {
        var made = Knowledge.WithoutCasts(instance);
        if (made is Instruction { Opcode: Opcode.NewObject or Opcode.Box or Opcode.NewArray, Payload: Type type }
            && Nullable.GetUnderlyingType(type) is null)
            return type;
        for (var value = instance; ; value = ((Instruction)value).Operands[0])
        {
            var known = value.Type;
            var innermost = known.IsArray ? known.GetElementType()! : known;
            if (innermost.IsSealed && (known.IsArray || !known.IsValueType))
                return known;
            if (value is not Instruction { Opcode: Opcode.Cast or Opcode.UncheckedCast })
                return null;
        }
    }

    static Instruction? Box(Value instance) =>
        Knowledge.WithoutCasts(instance) is Instruction { Opcode: Opcode.Box } box ? box : null;
}
