using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Identities of arithmetic; part of <see cref="FoldConstants"/>.</summary>
/// <remarks>Constants go to the right of commutative operations, so every rule looks for them there only.</remarks>
static class SimplifyArithmetic
{
    public static Value? Of(Instruction i, List<Instruction> output)
    {
        var x = i.Operands[0];
        if (i.Operands.Length == 1)
            return Unary(i, x);
        var y = i.Operands[1];
        if (x is Constant a)
        {
            if (y is Constant b)
                return EvaluateConstants.Binary(i.Opcode, a, b);

            // Which of two NaNs survives an operation depends on their order; with one of them, it does not.
            if (IsCommutative(i.Opcode) && a.Content is not (double.NaN or float.NaN))
                return output.Make(i, i.Opcode, i.Payload, y, x);
        }

        return StackTypes.IsFloat(i.Type) ? Float(i, x, y) : Integer(i, x, y, output);
    }

    static bool IsCommutative(Opcode opcode) =>
        opcode is Opcode.Add or Opcode.Mul or Opcode.And or Opcode.Or or Opcode.Xor
            or Opcode.AddChecked or Opcode.MulChecked or Opcode.AddCheckedUn or Opcode.MulCheckedUn;

    static Value? Unary(Instruction i, Value x) => x switch
    {
        Constant c => EvaluateConstants.Unary(i.Opcode, c),
        Instruction inner when inner.Opcode == i.Opcode => inner.Operands[0], // -(-x), ~(~x)
        _ => null,
    };

    /// <summary>Exact for every x, signed zeros included: not x * 0, and x + 0 in cotangents only.</summary>
    static Value? Float(Instruction i, Value x, Value y)
    {
        if (y is not Constant c)
            return null;
        var isOne = c.Content is 1.0 or 1f;
        var isZero = c.Content is 0.0 or 0f;
        return i.Opcode switch
        {
            Opcode.Mul or Opcode.Div when isOne => x,
            Opcode.Sub when isZero && c.IsZero => x, // x - (+0)
            Opcode.Add when isZero && (!c.IsZero || i.Payload is SumOrder.Any) => x, // x + (-0)
            _ => null,
        };
    }

    static Value? Integer(Instruction i, Value x, Value y, List<Instruction> output)
    {
        if (x == y)
        {
            switch (i.Opcode)
            {
                case Opcode.Sub or Opcode.Xor or Opcode.SubChecked or Opcode.SubCheckedUn:
                    return Constant.Zero(i.Type);
                case Opcode.And or Opcode.Or:
                    return x;
            }
        }

        if (i.Opcode == Opcode.Sub && x is Constant { IsZero: true })
            return output.Make(i, Opcode.Neg, null, y);
        if (y is not Constant c || Knowledge.Number(c) is not { } n)
            return null;
        switch (i.Opcode)
        {
            case Opcode.Add or Opcode.Sub or Opcode.Or or Opcode.Xor or Opcode.AddChecked or Opcode.SubChecked
                or Opcode.AddCheckedUn or Opcode.SubCheckedUn when n == 0:
                return x;
            case Opcode.Mul or Opcode.MulChecked or Opcode.MulCheckedUn or Opcode.Div or Opcode.DivUn when n == 1:
                return x;
            case Opcode.Mul or Opcode.MulChecked or Opcode.MulCheckedUn or Opcode.And when n == 0:
            case Opcode.Rem or Opcode.RemUn when n == 1:
                return Constant.Zero(i.Type);
            case Opcode.Mul when n == -1:
                return output.Make(i, Opcode.Neg, null, x);
            case Opcode.And when n == -1:
                return x;
            case Opcode.Or when n == -1:
                return c;
            case Opcode.Shl or Opcode.Shr or Opcode.ShrUn when (n & (i.Type == typeof(int) ? 31 : 63)) == 0:
                return x;
            case Opcode.Sub when EvaluateConstants.Unary(Opcode.Neg, c) is { } negative:
                return output.Make(i, Opcode.Add, null, x, negative);

            // (x op a) op b  =>  x op (a op b): exact because integers wrap around.
            case Opcode.Add or Opcode.Mul or Opcode.And or Opcode.Or or Opcode.Xor
                when x is Instruction inner && inner.Opcode == i.Opcode && inner.Operands[1] is Constant a
                    && EvaluateConstants.Binary(i.Opcode, a, c) is { } both:
                return output.Make(i, i.Opcode, null, inner.Operands[0], both);
            default:
                return null;
        }
    }
}
