using System;
using System.Reflection;

using Zygote.IR;

using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Zygote.Lifting;

/// <summary>
/// Pointers into arrays, and memory of the stack. A pointer is the address that it was made of; what is added to it in bytes
/// is counted in elements; a block of the stack is an array.
/// </summary>
sealed partial class StackMachine
{
    bool Pointers(ILInstruction i, ILBlock block)
    {
        switch (i.Opcode)
        {
            case ILOpCode.Localloc:
                var element = AllocatedType(i, block) ?? throw Refusals.Instruction(Span, i.Opcode);
                var count = Elements(Pop(), element) ?? throw Refusals.Instruction(Span, i.Opcode);
                var array = _builder.NewArray(element.MakeArrayType(), count);
                Push(_builder.Call(Operation(nameof(Addresses.First), element), array));
                return true;
            case ILOpCode.Cpblk when _stack is [.., { Type.IsByRef: true }, Instruction { Opcode: Opcode.StaticAddress, Payload: FieldInfo data }, _]:
                Pop();
                Pop();
                CopyConstants(Pop(), data);
                return true;
            case ILOpCode.Cpblk when _stack is [.., { Type.IsByRef: true } to, { Type.IsByRef: true } from, { } length] && to.Type == from.Type:
                var number = Elements(length, to.Type.GetElementType()!) ?? throw Refusals.Instruction(Span, i.Opcode);
                _stack.RemoveRange(_stack.Count - 3, 3);
                var copy = typeof(UnsafeMembers).GetMethod(nameof(UnsafeMembers.CopyBlock))!;
                _builder.Call(copy.MakeGenericMethod(to.Type.GetElementType()!), to, from, number);
                return true;
            case ILOpCode.Conv_u or ILOpCode.Conv_i when _stack is [.., { Type.IsByRef: true }]:
                return true;
            case ILOpCode.Add or ILOpCode.Sub when _stack is [.., { Type.IsByRef: true } start, var bytes] && StackTypes.IsInteger(bytes.Type):
                Pop();
                Pop();
                Push(Offset(start, bytes, i.Opcode == ILOpCode.Sub));
                return true;
            case ILOpCode.Add when _stack is [.., var bytes, { Type.IsByRef: true } start] && StackTypes.IsInteger(bytes.Type):
                Pop();
                Pop();
                Push(Offset(start, bytes, false));
                return true;
            case ILOpCode.Sub when _stack is [.., { Type.IsByRef: true } a, { Type.IsByRef: true } b]:
                Pop();
                Pop();
                var distance = _builder.Binary(Opcode.Sub, IndexOf(a), IndexOf(b));
                var size = _builder.Append(Opcode.SizeOf, typeof(int), a.Type.GetElementType()!);
                Push(_builder.Convert(typeof(nint), _builder.Mul(distance, size)));
                return true;
            default:
                return false;
        }
    }

    Value Offset(Value start, Value bytes, bool back)
    {
        var element = start.Type.GetElementType()!;
        var count = Elements(bytes, element) ?? throw Refusals.AddressArithmetic(Span);
        return _builder.Call(Operation(nameof(Addresses.Offset), element), start, back ? _builder.Neg(count) : count);
    }

    Value IndexOf(Value address) => _builder.Call(Operation(nameof(Addresses.IndexOf), address.Type.GetElementType()!), address);

    static MethodInfo Operation(string name, Type element) =>
        typeof(Addresses).GetMethod(name)!.MakeGenericMethod(element);

    /// <summary>How many elements so many bytes are; null where that is not plain from how they were counted.</summary>
    Value? Elements(Value bytes, Type element)
    {
        while (bytes is Instruction { Opcode: Opcode.Convert } conversion && StackTypes.IsInteger(conversion.Operands[0].Type))
            bytes = conversion.Operands[0];
        var size = Size(element);
        switch (bytes)
        {
            case Constant { Content: int or long } constant when size > 0:
                var count = Convert.ToInt64(constant.Content, null);
                return count % size == 0 ? Constant.Of((int)(count / size)) : null;
            case Instruction { Opcode: Opcode.SizeOf } i when element.Equals(i.Payload):
                return Constant.Of(1);
            case Instruction { Opcode: Opcode.Mul or Opcode.MulChecked or Opcode.MulCheckedUn } i:
                return IsSize(i.Operands[1], element, size) ? Count(i.Operands[0])
                    : IsSize(i.Operands[0], element, size) ? Count(i.Operands[1]) : null;
            default:
                return size == 1 ? Count(bytes) : null;
        }
    }

    Value Count(Value value)
    {
        while (value is Instruction { Opcode: Opcode.Convert } conversion && conversion.Operands[0].Type == typeof(int))
            value = conversion.Operands[0];
        return value.Type == typeof(int) ? value : _builder.Convert(typeof(int), value);
    }

    static bool IsSize(Value value, Type element, int size)
    {
        while (value is Instruction { Opcode: Opcode.Convert } conversion && StackTypes.IsInteger(conversion.Operands[0].Type))
            value = conversion.Operands[0];
        return value is Constant { Content: int or long } c ? size > 0 && Convert.ToInt64(c.Content, null) == size
            : value is Instruction { Opcode: Opcode.SizeOf } i && element.Equals(i.Payload);
    }

    /// <summary>0 for structs, which compilers measure by <c>sizeof</c>.</summary>
    static int Size(Type type) => Type.GetTypeCode(type.IsEnum ? Enum.GetUnderlyingType(type) : type) switch
    {
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => 0,
    };

    /// <summary>The type of a block of the stack: of the span or pointer that it is first used for.</summary>
    Type? AllocatedType(ILInstruction allocation, ILBlock block)
    {
        for (var source = block; ; source = source.Successors[0])
        {
            foreach (var i in source.Instructions)
            {
                if (i.Offset <= allocation.Offset)
                    continue;
                if (i.Opcode is ILOpCode.Newobj or ILOpCode.Call && _tokens.Method(i.Number) is ConstructorInfo constructor
                    && constructor.GetParameters() is [{ ParameterType.IsPointer: true }, ..])
                {
                    var span = constructor.DeclaringType!;
                    return ExactTypes.Of(span) != span ? span.GetGenericArguments()[0] : null;
                }

                var type = i.Opcode switch
                {
                    ILOpCode.Stloc when _variables.AddressType(new(false, i.Number)) is { IsByRef: true } t => t.GetElementType(),
                    ILOpCode.Stobj => _tokens.Type(i.Number),
                    _ => IndirectStore(i.Opcode, out var stored) ? stored : null,
                };
                if (type is not null)
                    return type;
            }

            if (source.Successors.Count != 1 || source.Successors[0].Order <= source.Order)
                return null;
        }
    }

    /// <summary><c>stackalloc[] { 1.0, 2.0 }</c>: the numbers lie in the program as data.</summary>
    void CopyConstants(Value to, FieldInfo data)
    {
        var element = to.Type.GetElementType()!;
        var array = _builder.Call(Operation(nameof(Addresses.ArrayOf), element), to);
        var copyConstants = typeof(NativeSpans).GetMethod(nameof(NativeSpans.CopyConstants))!.MakeGenericMethod(element);
        _builder.Call(copyConstants, array, IndexOf(to), Token(data));
    }
}
