using System;
using System.Reflection;
using System.Runtime.CompilerServices;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Calls of the platform whose answer is known; part of <see cref="FoldConstants"/>.</summary>
/// <remarks>
///   call get_Target(new.delegate %t, M)        =>  %t
///   typeof(A) == typeof(B)                     =>  0 or 1, in generic code whose type arguments are known
///   IsReferenceOrContainsReferences&lt;T&gt;()  =>  0 or 1
/// </remarks>
static class SimplifyCalls
{
    public static Value? Of(Instruction call)
    {
        if (call.Payload is not MethodInfo method)
            return null;
        var type = method.DeclaringType;
        if (type == typeof(Delegate) && method.Name == "get_Target")
            return Target(call.Operands[0]);
        if (type == typeof(RuntimeHelpers) && method.Name == nameof(RuntimeHelpers.IsReferenceOrContainsReferences))
            return Constant.Of(HoldsReferences(method.GetGenericArguments()[0]) ? 1 : 0);
        if (type != typeof(Type))
            return null;
        return method.Name switch
        {
            "op_Equality" => AreEqual(call) is { } equal ? Constant.Of(equal ? 1 : 0) : null,
            "op_Inequality" => AreEqual(call) is { } equal ? Constant.Of(equal ? 0 : 1) : null,
            "get_IsValueType" => TypeOf(call.Operands[0]) is { } known ? Constant.Of(known.IsValueType ? 1 : 0) : null,
            _ => null,
        };
    }

    static Value? Target(Value value) => Knowledge.WithoutCasts(value) is not Instruction { Opcode: Opcode.NewDelegate } made
        ? null
        : made.Operands[0] is Constant ? Constant.Zero(typeof(object)) : made.Operands[0];

    static bool? AreEqual(Instruction call) =>
        TypeOf(call.Operands[0]) is { } a && TypeOf(call.Operands[1]) is { } b ? a == b : null;

    static Type? TypeOf(Value value) =>
        value is Instruction { Opcode: Opcode.Call, Payload: MethodInfo { Name: nameof(Type.GetTypeFromHandle) } } call
            && call.Operands[0] is Instruction { Opcode: Opcode.Token, Payload: Type type }
            ? type : null;

    static bool HoldsReferences(Type type)
    {
        if (!type.IsValueType)
            return true;
        if (type.IsPrimitive || type.IsEnum || type.IsPointer)
            return false;
        return Array.Exists(
            type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), f => HoldsReferences(f.FieldType));
    }
}
