using Zygote.IR;

using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Zygote.Lifting;

/// <summary>Constants, arithmetic and comparisons.</summary>
sealed partial class StackMachine
{
    bool Arithmetic(ILInstruction i)
    {
        switch (i.Opcode)
        {
            case ILOpCode.Ldc_i4:
                Push(Constant.Of((int)i.Operand!));
                return true;
            case ILOpCode.Ldc_i8:
                Push(Constant.Of((long)i.Operand!));
                return true;
            case ILOpCode.Ldc_r4:
                Push(Constant.Of((float)i.Operand!));
                return true;
            case ILOpCode.Ldc_r8:
                Push(Constant.Of((double)i.Operand!));
                return true;
            case ILOpCode.Shl or ILOpCode.Shr or ILOpCode.Shr_un:
                var shift = Pop();
                Push(_builder.Binary(BinaryOpcode(i.Opcode)!.Value, Integer(Pop()), Integer(shift)));
                return true;
            case ILOpCode.Neg:
                Push(_builder.Neg(Number(Pop())));
                return true;
            case ILOpCode.Not:
                var inverted = Integer(Pop());
                Push(_builder.Append(Opcode.Not, inverted.Type, null, inverted));
                return true;
        }

        if (BinaryOpcode(i.Opcode) is { } opcode)
        {
            var (a, b) = PopPair();
            var integersOnly = opcode is not (Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Div or Opcode.Rem);
            Push(_builder.Binary(opcode, integersOnly ? Integer(a) : Number(a), integersOnly ? Integer(b) : Number(b)));
            return true;
        }

        if (ValueComparison(i.Opcode) is { } comparison)
        {
            var (a, b) = PopPair();
            Push(Compare(comparison, a, b));
            return true;
        }

        return false;
    }

    static Opcode? BinaryOpcode(ILOpCode opcode) => opcode switch
    {
        ILOpCode.Add => Opcode.Add,
        ILOpCode.Sub => Opcode.Sub,
        ILOpCode.Mul => Opcode.Mul,
        ILOpCode.Div => Opcode.Div,
        ILOpCode.Rem => Opcode.Rem,
        ILOpCode.Div_un => Opcode.DivUn,
        ILOpCode.Rem_un => Opcode.RemUn,
        ILOpCode.And => Opcode.And,
        ILOpCode.Or => Opcode.Or,
        ILOpCode.Xor => Opcode.Xor,
        ILOpCode.Shl => Opcode.Shl,
        ILOpCode.Shr => Opcode.Shr,
        ILOpCode.Shr_un => Opcode.ShrUn,
        ILOpCode.Add_ovf => Opcode.AddChecked,
        ILOpCode.Sub_ovf => Opcode.SubChecked,
        ILOpCode.Mul_ovf => Opcode.MulChecked,
        ILOpCode.Add_ovf_un => Opcode.AddCheckedUn,
        ILOpCode.Sub_ovf_un => Opcode.SubCheckedUn,
        ILOpCode.Mul_ovf_un => Opcode.MulCheckedUn,
        _ => null,
    };

    static Comparison? ValueComparison(ILOpCode opcode) => opcode switch
    {
        ILOpCode.Ceq => Comparison.Equal,
        ILOpCode.Clt => Comparison.Less,
        ILOpCode.Clt_un => Comparison.LessUn,
        ILOpCode.Cgt => Comparison.Greater,
        ILOpCode.Cgt_un => Comparison.GreaterUn,
        _ => null,
    };

    Value Compare(Comparison comparison, Value a, Value b)
    {
        if (a.Type.IsByRef && b.Type.IsByRef)
            return CompareAddresses(comparison, a, b);
        if (a.Type.IsByRef || b.Type.IsByRef)
            throw Refusals.AddressArithmetic(Span);
        if (StackTypes.IsReference(a.Type))
        {
            // References have no order; compilers write "greater than null, unsigned" for "is not null".
            var equality = comparison switch
            {
                Comparison.GreaterUn => Comparison.NotEqual,
                Comparison.LessOrEqualUn => Comparison.Equal,
                Comparison.Equal or Comparison.NotEqual => comparison,
                _ => throw Refusals.InvalidIL(Span, "an order of references"),
            };
            if (Coercions.IsNull(b) && (Coercions.IsNull(a) || Coercions.IsNotNull(a)))
                return Constant.Of((equality == Comparison.Equal) == Coercions.IsNull(a) ? 1 : 0);
            return _builder.Compare(equality, a, b);
        }

        return _builder.Compare(comparison, Number(a), Number(b));
    }

    /// <summary>Two operands of one type: where IL allows mixtures, the smaller type is widened.</summary>
    (Value A, Value B) PopPair()
    {
        var b = Pop();
        var a = Pop();
        if (a.Type == b.Type || StackTypes.IsReference(a.Type))
            return (a, b);
        if (a.Type.IsByRef && Coercions.IsNullPointer(b))
            return (a, Constant.Zero(a.Type));
        if (b.Type.IsByRef && Coercions.IsNullPointer(a))
            return (Constant.Zero(b.Type), b);
        if (a.Type.IsByRef || b.Type.IsByRef)
            throw Refusals.AddressArithmetic(Span);
        var type = Coercions.Join(a.Type, b.Type)
            ?? throw Refusals.InvalidIL(Span, $"operands of types {a.Type} and {b.Type}");
        return (Coercions.To(_builder, a, type), Coercions.To(_builder, b, type));
    }

    Value Number(Value value) => StackTypes.IsFloat(value.Type) ? value : Integer(value);

    Value Integer(Value value) =>
        StackTypes.IsInteger(value.Type) ? value
        : value.Type.IsByRef ? throw Refusals.AddressArithmetic(Span)
        : throw Refusals.InvalidIL(Span, $"{value.Type} as a number");
}
