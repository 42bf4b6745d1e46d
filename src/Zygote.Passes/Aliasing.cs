using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Whether two addresses can lead to the same memory, judged by the way they are computed.</summary>
static class Aliasing
{
    public static bool MayAlias(Value a, Value b)
    {
        if (a == b)
            return true;
        if (a is not Instruction x || b is not Instruction y)
            return true;
        var (p, q) = (Root(x), Root(y));
        if (p != q && IsLocal(p) && IsLocal(q))
            return false;

        // A struct contains its fields, so the last steps say nothing.
        if (IsCompound(x) || IsCompound(y))
            return true;
        if (Addresses.IsInlineElement(x) || Addresses.IsInlineElement(y))
            return Addresses.IsInlineElement(x) && Addresses.IsInlineElement(y) && InlineElementsMayAlias(x, y);
        return (x.Opcode, y.Opcode) switch
        {
            (Opcode.FieldAddress, Opcode.FieldAddress) or (Opcode.StaticAddress, Opcode.StaticAddress) =>
                FieldIdentity.Same((FieldInfo)x.Payload!, (FieldInfo)y.Payload!)
                || Fields.MayOverlap((FieldInfo)x.Payload!) || Fields.MayOverlap((FieldInfo)y.Payload!),
            (Opcode.ElementAddress, Opcode.ElementAddress) => ElementsMayAlias(x, y),

            // A field is no element and no variable of its own.
            _ => !(IsPlace(x.Opcode) && IsPlace(y.Opcode)),
        };
    }

    static bool InlineElementsMayAlias(Instruction x, Instruction y) =>
        x.Operands[0].Type != y.Operands[0].Type || x.Payload is not InlineElement || y.Payload is not InlineElement || x.Payload == y.Payload;

    static bool ElementsMayAlias(Instruction x, Instruction y)
    {
        var (s, t) = (x.Type.GetElementType()!, y.Type.GetElementType()!);

        // Arrays of references are covariant, those of integers convert to each other's signedness.
        if (s != t && (s.IsValueType || t.IsValueType) && StackTypes.Of(s) != StackTypes.Of(t))
            return false;
        if (x.Operands[0] != y.Operands[0] || x.Operands.Length != y.Operands.Length)
            return true;
        for (var i = 1; i < x.Operands.Length; i++)
        {
            if (Knowledge.Number(x.Operands[i]) is { } m && Knowledge.Number(y.Operands[i]) is { } n && m != n)
                return false;
        }

        return true;
    }

    static bool IsPlace(Opcode opcode) =>
        opcode is Opcode.FieldAddress or Opcode.StaticAddress or Opcode.ElementAddress or Opcode.Slot;

    static bool IsCompound(Instruction address) => StackTypes.IsStruct(address.Type.GetElementType()!);

    /// <summary>What the chain of addresses starts from: a variable, an object, an array, or something unknown.</summary>
    static Value Root(Value address)
    {
        while (address is Instruction { Opcode: Opcode.FieldAddress or Opcode.ElementAddress } i)
            address = i.Operands[0];
        return address;
    }

    /// <summary>Made in this function; two such are different memory.</summary>
    static bool IsLocal(Value root) =>
        root is Instruction { Opcode: Opcode.Slot or Opcode.NewObject or Opcode.NewArray };
}
