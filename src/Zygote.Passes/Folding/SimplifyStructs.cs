using System.Collections.Generic;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Fields of struct values; part of <see cref="FoldConstants"/>.</summary>
/// <remarks>
///   get.field (with.field %s, f, %x), f                                    =>  %x
///   get.field (with.field %s, g, %x), f                                    =>  get.field %s, f
///   with.field (with.field %s, f, %x), f, %y                               =>  with.field %s, f, %y
///   with.field (with.field 0, a, get.field %s, a), b, (get.field %s, b)    =>  %s, when a and b are all fields
/// </remarks>
static class SimplifyStructs
{
    public static Value? Of(Instruction i, List<Instruction> output)
    {
        var field = (FieldInfo)i.Payload!;
        if (Fields.MayOverlap(field))
            return null;
        return i.Opcode == Opcode.GetField ? Get(i, field, output) : With(i, field, output);
    }

    static Value? Get(Instruction i, FieldInfo field, List<Instruction> output)
    {
        var from = i.Operands[0];
        while (from is Instruction { Opcode: Opcode.WithField } with && with.Type == i.Operands[0].Type)
        {
            if (!FieldIdentity.Same((FieldInfo)with.Payload!, field))
            {
                from = with.Operands[0];
                continue;
            }

            var value = Storage.Through(with.Operands[1], ExactTypes.Of(field), i.Span);
            if (value != with.Operands[1] && value is Instruction conversion)
                output.Add(conversion);
            return value;
        }

        if (from is Constant { Content: null })
            return Constant.Zero(ExactTypes.Of(field));
        return from == i.Operands[0] ? null : output.Make(i, Opcode.GetField, field, from);
    }

    static Value? With(Instruction i, FieldInfo field, List<Instruction> output)
    {
        var (whole, value) = (i.Operands[0], i.Operands[1]);
        if (whole is Constant { Content: null } && value is Constant { IsZero: true })
            return Constant.Zero(i.Type);
        if (whole is Instruction { Opcode: Opcode.WithField } inner && FieldIdentity.Same((FieldInfo)inner.Payload!, field))
            return output.Make(i, Opcode.WithField, field, inner.Operands[0], value);
        if (value is Instruction { Opcode: Opcode.GetField } get && get.Operands[0].Type == i.Type
            && IsCopyOf(i, get.Operands[0]))
            return get.Operands[0];
        return null;
    }

    static bool IsCopyOf(Instruction with, Value original)
    {
        var copied = new HashSet<FieldInfo>(FieldIdentity.Comparer);
        Value below = with;
        while (below is Instruction { Opcode: Opcode.WithField } link && below != original)
        {
            if (link.Operands[1] is not Instruction { Opcode: Opcode.GetField } get || get.Operands[0] != original
                || !FieldIdentity.Same((FieldInfo)get.Payload!, (FieldInfo)link.Payload!))
                return false;
            copied.Add((FieldInfo)link.Payload!);
            below = link.Operands[0];
        }

        return below == original || Fields.Of(with.Type)?.Length == copied.Count;
    }
}
