using System;
using System.Reflection;

namespace Zygote.IR;

/// <summary>
/// The type that opcode, payload and operands imply. The text form states the type of a value only where it differs.
/// </summary>
static class ResultTypes
{
    /// <summary>Null when nothing is implied.</summary>
    public static Type? Of(Opcode opcode, object? payload, params Value?[] operands)
    {
        var first = operands.Length > 0 ? operands[0]?.Type : null;
        return (opcode, payload) switch
        {
            (Opcode.Store, _) => typeof(void),
            (Opcode.Compare or Opcode.Length or Opcode.SizeOf, _) => typeof(int),
            (Opcode.Convert, Conversion c) => StackTypes.Of(c.To),
            (Opcode.GetField, FieldInfo f) => StackTypes.Of(ExactTypes.Of(f)),
            (Opcode.FieldAddress or Opcode.StaticAddress, FieldInfo f) => AddressOf(ExactTypes.Of(f)),
            (Opcode.ElementAddress, _) => first is null ? null : OfElementAddress(first),
            (Opcode.Load, _) => first is { IsByRef: true } ? StackTypes.Of(first.GetElementType()!) : null,
            (Opcode.Slot or Opcode.UnboxAddress, Type t) => AddressOf(t),
            (Opcode.IsInstance, Type { IsValueType: true }) => typeof(object), // the box
            (Opcode.NewArray or Opcode.NewObject or Opcode.Cast or Opcode.IsInstance or Opcode.UncheckedCast, Type t) => t,
            (Opcode.Box, _) => typeof(object),
            (Opcode.Caught, _) => typeof(Exception),
            (Opcode.Call or Opcode.CallVirtual, MethodInfo m) => StackTypes.Of(m.ReturnType),
            (Opcode.Call, ConstructorInfo) => typeof(void),
            (Opcode.CallFunction, Function f) => StackTypes.Of(f.ReturnType),
            (Opcode.Token, Type) => typeof(RuntimeTypeHandle),
            (Opcode.Token, FieldInfo) => typeof(RuntimeFieldHandle),
            (Opcode.Token, MethodBase) => typeof(RuntimeMethodHandle),
            (Opcode.NewDelegate, _) => null,
            _ => opcode.Facts().IsTerminator ? typeof(void) : first, // arithmetic, with.field
        };
    }

    public static Type? Of(Instruction i) => Of(i.Opcode, i.Payload, i.Operands);

    /// <summary>Null for a type that is no array and no address of an inline array.</summary>
    public static Type? OfElementAddress(Type array) =>
        array.IsArray ? AddressOf(array.GetElementType()!)
        : array.IsByRef && InlineArrays.ElementOf(array.GetElementType()!) is { } element ? AddressOf(element)
        : null;

    static Type? AddressOf(Type type) => type.IsByRef ? null : type.MakeByRefType();
}
