using System;
using System.Reflection.Emit;
using Zygote.IR;

namespace Zygote.Emission;

sealed partial class FunctionEmitter
{
    void EmitArithmetic(Instruction instruction)
    {
        EmitValues(instruction.Operands);
        _il.Emit(instruction.Opcode switch
        {
            Opcode.Add => OpCodes.Add,
            Opcode.Sub => OpCodes.Sub,
            Opcode.Mul => OpCodes.Mul,
            Opcode.Div => OpCodes.Div,
            Opcode.Rem => OpCodes.Rem,
            Opcode.Neg => OpCodes.Neg,
            Opcode.DivUn => OpCodes.Div_Un,
            Opcode.RemUn => OpCodes.Rem_Un,
            Opcode.And => OpCodes.And,
            Opcode.Or => OpCodes.Or,
            Opcode.Xor => OpCodes.Xor,
            Opcode.Not => OpCodes.Not,
            Opcode.Shl => OpCodes.Shl,
            Opcode.Shr => OpCodes.Shr,
            Opcode.ShrUn => OpCodes.Shr_Un,
            Opcode.AddChecked => OpCodes.Add_Ovf,
            Opcode.SubChecked => OpCodes.Sub_Ovf,
            Opcode.MulChecked => OpCodes.Mul_Ovf,
            Opcode.AddCheckedUn => OpCodes.Add_Ovf_Un,
            Opcode.SubCheckedUn => OpCodes.Sub_Ovf_Un,
            Opcode.MulCheckedUn => OpCodes.Mul_Ovf_Un,
            _ => throw Malformed($"{instruction.Opcode} cannot be emitted"),
        });
    }

    /// <summary>The comparison as 0 or 1.</summary>
    void EmitCompare(Instruction instruction)
    {
        EmitValues(instruction.Operands);

        // The language compares in three ways only; the others are negations of the opposite, which for floating point has
        // the other answer on NaN.
        var isFloat = StackTypes.IsFloat(instruction.Operands[0].Type);
        var (code, negated) = (Comparison)instruction.Payload! switch
        {
            Comparison.Equal => (OpCodes.Ceq, false),
            Comparison.NotEqual => (OpCodes.Ceq, true),
            Comparison.Less => (OpCodes.Clt, false),
            Comparison.LessUn => (OpCodes.Clt_Un, false),
            Comparison.Greater => (OpCodes.Cgt, false),
            Comparison.GreaterUn => (OpCodes.Cgt_Un, false),
            Comparison.LessOrEqual => (isFloat ? OpCodes.Cgt_Un : OpCodes.Cgt, true),
            Comparison.LessOrEqualUn => (isFloat ? OpCodes.Cgt : OpCodes.Cgt_Un, true),
            Comparison.GreaterOrEqual => (isFloat ? OpCodes.Clt_Un : OpCodes.Clt, true),
            Comparison.GreaterOrEqualUn => (isFloat ? OpCodes.Clt : OpCodes.Clt_Un, true),
            var other => throw Malformed($"comparison {other}"),
        };
        _il.Emit(code);
        if (negated)
        {
            _il.Load(0);
            _il.Emit(OpCodes.Ceq);
        }
    }

    /// <summary>Branches to the mark when the condition is not 0, or when it is 0.</summary>
    void EmitBranchIf(Value condition, bool whenTrue, Mark mark)
    {
        if (condition is not Instruction { Opcode: Opcode.Compare } compare || !_placement.IsExpanded(compare))
        {
            EmitValue(condition);
            _il.Emit(whenTrue ? OpCodes.Brtrue : OpCodes.Brfalse, mark);
            return;
        }

        var comparison = (Comparison)compare.Payload!;
        if (comparison is Comparison.Equal or Comparison.NotEqual && compare.Operands[1] is Constant { IsZero: true } zero
            && !StackTypes.IsFloat(zero.Type))
        {
            EmitValue(compare.Operands[0]);
            _il.Emit((comparison == Comparison.NotEqual) == whenTrue ? OpCodes.Brtrue : OpCodes.Brfalse, mark);
            return;
        }

        EmitValues(compare.Operands);
        if (!whenTrue)
            comparison = Opposite(comparison, StackTypes.IsFloat(compare.Operands[0].Type));
        _il.Emit(comparison switch
        {
            Comparison.Equal => OpCodes.Beq,
            Comparison.NotEqual => OpCodes.Bne_Un,
            Comparison.Less => OpCodes.Blt,
            Comparison.LessUn => OpCodes.Blt_Un,
            Comparison.LessOrEqual => OpCodes.Ble,
            Comparison.LessOrEqualUn => OpCodes.Ble_Un,
            Comparison.Greater => OpCodes.Bgt,
            Comparison.GreaterUn => OpCodes.Bgt_Un,
            Comparison.GreaterOrEqual => OpCodes.Bge,
            _ => OpCodes.Bge_Un,
        }, mark);
    }

    // On floating point "not less" holds for NaN too, which is what the unsigned form means there.
    static Comparison Opposite(Comparison comparison, bool isFloat) => comparison switch
    {
        Comparison.Equal => Comparison.NotEqual,
        Comparison.NotEqual => Comparison.Equal,
        Comparison.Less => isFloat ? Comparison.GreaterOrEqualUn : Comparison.GreaterOrEqual,
        Comparison.LessUn => isFloat ? Comparison.GreaterOrEqual : Comparison.GreaterOrEqualUn,
        Comparison.LessOrEqual => isFloat ? Comparison.GreaterUn : Comparison.Greater,
        Comparison.LessOrEqualUn => isFloat ? Comparison.Greater : Comparison.GreaterUn,
        Comparison.Greater => isFloat ? Comparison.LessOrEqualUn : Comparison.LessOrEqual,
        Comparison.GreaterUn => isFloat ? Comparison.LessOrEqual : Comparison.LessOrEqualUn,
        Comparison.GreaterOrEqual => isFloat ? Comparison.LessUn : Comparison.Less,
        _ => isFloat ? Comparison.Less : Comparison.LessUn,
    };

    void EmitConvert(Conversion conversion, Type from)
    {
        var to = conversion.To.IsEnum ? Enum.GetUnderlyingType(conversion.To) : conversion.To;
        if (StackTypes.IsFloat(to))
        {
            if (conversion.FromUnsigned)
                _il.Emit(OpCodes.Conv_R_Un);
            _il.Emit(to == typeof(double) ? OpCodes.Conv_R8 : OpCodes.Conv_R4);
            return;
        }

        var kind = Kind(to);
        if (!conversion.Checked)
        {
            // Widening reads the sign from the source, as the target decides in IL: conv.u8 is long from an unsigned int.
            if (conversion.FromUnsigned && !StackTypes.IsFloat(from))
                kind = kind switch { TypeCode.Int64 => TypeCode.UInt64, NativeSigned => NativeUnsigned, _ => kind };
            _il.Emit(kind switch
            {
                TypeCode.SByte => OpCodes.Conv_I1,
                TypeCode.Byte or TypeCode.Boolean => OpCodes.Conv_U1,
                TypeCode.Int16 => OpCodes.Conv_I2,
                TypeCode.UInt16 or TypeCode.Char => OpCodes.Conv_U2,
                TypeCode.Int32 => OpCodes.Conv_I4,
                TypeCode.UInt32 => OpCodes.Conv_U4,
                TypeCode.Int64 => OpCodes.Conv_I8,
                TypeCode.UInt64 => OpCodes.Conv_U8,
                NativeSigned => OpCodes.Conv_I,
                NativeUnsigned => OpCodes.Conv_U,
                _ => throw Malformed($"conversion to {to}"),
            });
            return;
        }

        _il.Emit(kind switch
        {
            TypeCode.SByte => conversion.FromUnsigned ? OpCodes.Conv_Ovf_I1_Un : OpCodes.Conv_Ovf_I1,
            TypeCode.Byte => conversion.FromUnsigned ? OpCodes.Conv_Ovf_U1_Un : OpCodes.Conv_Ovf_U1,
            TypeCode.Int16 => conversion.FromUnsigned ? OpCodes.Conv_Ovf_I2_Un : OpCodes.Conv_Ovf_I2,
            TypeCode.UInt16 or TypeCode.Char => conversion.FromUnsigned ? OpCodes.Conv_Ovf_U2_Un : OpCodes.Conv_Ovf_U2,
            TypeCode.Int32 => conversion.FromUnsigned ? OpCodes.Conv_Ovf_I4_Un : OpCodes.Conv_Ovf_I4,
            TypeCode.UInt32 => conversion.FromUnsigned ? OpCodes.Conv_Ovf_U4_Un : OpCodes.Conv_Ovf_U4,
            TypeCode.Int64 => conversion.FromUnsigned ? OpCodes.Conv_Ovf_I8_Un : OpCodes.Conv_Ovf_I8,
            TypeCode.UInt64 => conversion.FromUnsigned ? OpCodes.Conv_Ovf_U8_Un : OpCodes.Conv_Ovf_U8,
            NativeSigned => conversion.FromUnsigned ? OpCodes.Conv_Ovf_I_Un : OpCodes.Conv_Ovf_I,
            NativeUnsigned => conversion.FromUnsigned ? OpCodes.Conv_Ovf_U_Un : OpCodes.Conv_Ovf_U,
            _ => throw Malformed($"checked conversion to {to}"),
        });
    }

    // Native integers have no type code of their own.
    const TypeCode NativeSigned = (TypeCode)100;
    const TypeCode NativeUnsigned = (TypeCode)101;

    static TypeCode Kind(Type type) =>
        type == typeof(nint) ? NativeSigned
        : type == typeof(nuint) || type.IsPointer ? NativeUnsigned
        : Type.GetTypeCode(type);
}
