using System;
using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Casts that cannot fail, lengths that are known; part of <see cref="FoldConstants"/>.</summary>
static class SimplifyReferences
{
    public static Value? Of(Instruction i, List<Instruction> output)
    {
        var x = i.Operands[0];
        if (i.Opcode == Opcode.Length)
            return Length(x, i, output);
        var to = (Type)i.Payload!;
        if (x is Constant { Content: null })
            return Constant.Zero(i.Type);

        // The static type says enough; what uses the value may use the narrower type as well.
        if (!to.IsValueType && to.IsAssignableFrom(x.Type) && i.Type.IsAssignableFrom(x.Type))
            return x;
        if (i.Opcode == Opcode.UncheckedCast)
        {
            return x is Instruction { Opcode: Opcode.UncheckedCast } inner
                ? output.Make(i, Opcode.UncheckedCast, to, inner.Operands[0]) : null;
        }

        // The exact type is known.
        if (to.IsValueType || Knowledge.WithoutCasts(x) is not Instruction made
            || made is not { Opcode: Opcode.NewObject or Opcode.NewDelegate or Opcode.NewArray or Opcode.Box })
            return null;
        var exact = made.Opcode == Opcode.NewDelegate ? made.Type : (Type)made.Payload!;
        if (Nullable.GetUnderlyingType(exact) is not null)
            return null;
        return to.IsAssignableFrom(exact) ? output.Make(i, Opcode.UncheckedCast, to, made)
            : i.Opcode == Opcode.IsInstance ? Constant.Zero(i.Type) : null;
    }

    static Value? Length(Value array, Instruction i, List<Instruction> output)
    {
        if (array is not Instruction { Opcode: Opcode.NewArray, Operands: [var length] })
            return null;
        return length.Type == typeof(int) ? length : output.Make(i, Opcode.Convert, new Conversion(typeof(int)), length);
    }
}
