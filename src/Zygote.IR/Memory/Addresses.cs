using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Zygote.IR;

/// <summary>
/// Arithmetic on addresses, as lifted code writes it until it is known what the addresses lead to. A pass then puts an array
/// and an index in its place. Unlike <see cref="Opcode.ElementAddress"/> these check no range: the access does.
/// </summary>
static class Addresses
{
    /// <summary>The first element, also of an empty array.</summary>
    public static ref T First<T>(T[] array) => ref MemoryMarshal.GetArrayDataReference(array);

    /// <summary>The address that leads nowhere.</summary>
    public static ref T Null<T>() => ref Unsafe.NullRef<T>();

    public static bool Same<T>(ref readonly T a, ref readonly T b) => Unsafe.AreSame(in a, in b);

    /// <summary>So many elements further.</summary>
    public static ref T Offset<T>(ref T start, int count) => ref Unsafe.Add(ref start, count);

    /// <summary>The array that the address leads into; null for the null address.</summary>
    public static T[] ArrayOf<T>(ref readonly T element) => throw new NotSupportedException();

    /// <summary>The index of the element that the address leads to.</summary>
    public static int IndexOf<T>(ref readonly T element) => throw new NotSupportedException();

    /// <summary>The address of the struct or inline array that an address leads into; null where there is none around.</summary>
    public static Value? Around(Value address) =>
        address is Instruction { Opcode: Opcode.FieldAddress or Opcode.ElementAddress } i && i.Operands[0].Type.IsByRef
            ? i.Operands[0]
            : null;

    /// <summary>Of an inline array, by a constant or computed index.</summary>
    public static bool IsInlineElement(Value address) => Around(address) is not null
        && address is Instruction { Opcode: Opcode.ElementAddress } or Instruction { Payload: InlineElement };

    /// <summary>The name of the operation that a call stands for, or null.</summary>
    public static string? Operation(Value value) =>
        value is Instruction { Opcode: Opcode.Call, Payload: MethodInfo method } && method.DeclaringType == typeof(Addresses)
            ? method.Name
            : null;
}
