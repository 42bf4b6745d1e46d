using System;

using Zygote.IR;

using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Zygote.Lifting;

/// <summary>Conversions between numbers.</summary>
sealed partial class StackMachine
{
    bool Conversions(ILInstruction i)
    {
        if (ConversionOf(i.Opcode) is not { } conversion)
            return false;
        var value = Number(Pop());

        // To a wider unsigned type an int is extended with zeros, whatever its sign.
        var to = conversion.To;
        var extendsZero = value.Type == typeof(int) && (to == typeof(ulong) || to == typeof(nuint)) && !conversion.Checked;
        if (extendsZero)
            conversion = conversion with { FromUnsigned = true };

        Push(IsIdentity(conversion, value.Type) ? value : _builder.Convert(conversion, value));
        return true;
    }

    static bool IsIdentity(Conversion conversion, Type from)
    {
        var (to, isChecked, fromUnsigned) = conversion;
        if (from == to && StackTypes.IsFloat(to))
            return true;
        var sameSize = StackTypes.IsInteger(from) && StackTypes.Of(to) == from && Coercions.SameBits(from, to);
        var toUnsigned = to == typeof(uint) || to == typeof(ulong) || to == typeof(nuint);
        return sameSize && (!isChecked || fromUnsigned == toUnsigned);
    }

    static Conversion? ConversionOf(ILOpCode opcode) => opcode switch
    {
        ILOpCode.Conv_i1 => new(typeof(sbyte)),
        ILOpCode.Conv_i2 => new(typeof(short)),
        ILOpCode.Conv_i4 => new(typeof(int)),
        ILOpCode.Conv_i8 => new(typeof(long)),
        ILOpCode.Conv_i => new(typeof(nint)),
        ILOpCode.Conv_u1 => new(typeof(byte)),
        ILOpCode.Conv_u2 => new(typeof(ushort)),
        ILOpCode.Conv_u4 => new(typeof(uint)),
        ILOpCode.Conv_u8 => new(typeof(ulong)),
        ILOpCode.Conv_u => new(typeof(nuint)),
        ILOpCode.Conv_r4 => new(typeof(float)),
        ILOpCode.Conv_r8 => new(typeof(double)),
        ILOpCode.Conv_r_un => new(typeof(double), FromUnsigned: true),
        ILOpCode.Conv_ovf_i1 => new(typeof(sbyte), Checked: true),
        ILOpCode.Conv_ovf_i2 => new(typeof(short), Checked: true),
        ILOpCode.Conv_ovf_i4 => new(typeof(int), Checked: true),
        ILOpCode.Conv_ovf_i8 => new(typeof(long), Checked: true),
        ILOpCode.Conv_ovf_i => new(typeof(nint), Checked: true),
        ILOpCode.Conv_ovf_u1 => new(typeof(byte), Checked: true),
        ILOpCode.Conv_ovf_u2 => new(typeof(ushort), Checked: true),
        ILOpCode.Conv_ovf_u4 => new(typeof(uint), Checked: true),
        ILOpCode.Conv_ovf_u8 => new(typeof(ulong), Checked: true),
        ILOpCode.Conv_ovf_u => new(typeof(nuint), Checked: true),
        ILOpCode.Conv_ovf_i1_un => new(typeof(sbyte), Checked: true, FromUnsigned: true),
        ILOpCode.Conv_ovf_i2_un => new(typeof(short), Checked: true, FromUnsigned: true),
        ILOpCode.Conv_ovf_i4_un => new(typeof(int), Checked: true, FromUnsigned: true),
        ILOpCode.Conv_ovf_i8_un => new(typeof(long), Checked: true, FromUnsigned: true),
        ILOpCode.Conv_ovf_i_un => new(typeof(nint), Checked: true, FromUnsigned: true),
        ILOpCode.Conv_ovf_u1_un => new(typeof(byte), Checked: true, FromUnsigned: true),
        ILOpCode.Conv_ovf_u2_un => new(typeof(ushort), Checked: true, FromUnsigned: true),
        ILOpCode.Conv_ovf_u4_un => new(typeof(uint), Checked: true, FromUnsigned: true),
        ILOpCode.Conv_ovf_u8_un => new(typeof(ulong), Checked: true, FromUnsigned: true),
        ILOpCode.Conv_ovf_u_un => new(typeof(nuint), Checked: true, FromUnsigned: true),
        _ => null,
    };
}
