using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Reflection.Metadata;

namespace Zygote.Lifting;

/// <summary>Decodes the bytes of a method body and spells abbreviated instructions out.</summary>
ref struct ILReader
{
    readonly ReadOnlySpan<byte> _bytes;
    int _position;

    ILReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public static List<ILInstruction> Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ILReader(bytes);
        var instructions = new List<ILInstruction>();
        while (reader._position < bytes.Length)
            instructions.Add(reader.ReadInstruction());
        return instructions;
    }

    ILInstruction ReadInstruction()
    {
        var offset = _position;
        int code = ReadByte();
        if (code == 0xFE)
            code = 0xFE00 | ReadByte();
        var (opcode, operand) = Complete((ILOpCode)code);
        return new ILInstruction(offset, _position, opcode, operand);
    }

    (ILOpCode Opcode, object? Operand) Complete(ILOpCode opcode)
    {
        if (opcode.IsBranch())
        {
            var distance = opcode.GetBranchOperandSize() == 1 ? (sbyte)ReadByte() : ReadInt32();
            return (opcode.GetLongBranch(), _position + distance);
        }

        return opcode switch
        {
            >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3 => (ILOpCode.Ldarg, (int)opcode - (int)ILOpCode.Ldarg_0),
            >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3 => (ILOpCode.Ldloc, (int)opcode - (int)ILOpCode.Ldloc_0),
            >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3 => (ILOpCode.Stloc, (int)opcode - (int)ILOpCode.Stloc_0),
            >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8 => (ILOpCode.Ldc_i4, (int)opcode - (int)ILOpCode.Ldc_i4_0),
            ILOpCode.Ldarg_s => (ILOpCode.Ldarg, (int)ReadByte()),
            ILOpCode.Ldarga_s => (ILOpCode.Ldarga, (int)ReadByte()),
            ILOpCode.Starg_s => (ILOpCode.Starg, (int)ReadByte()),
            ILOpCode.Ldloc_s => (ILOpCode.Ldloc, (int)ReadByte()),
            ILOpCode.Ldloca_s => (ILOpCode.Ldloca, (int)ReadByte()),
            ILOpCode.Stloc_s => (ILOpCode.Stloc, (int)ReadByte()),
            ILOpCode.Ldc_i4_s => (ILOpCode.Ldc_i4, (int)(sbyte)ReadByte()),
            ILOpCode.Ldc_i8 => (opcode, ReadInt64()),
            ILOpCode.Ldc_r4 => (opcode, BitConverter.Int32BitsToSingle(ReadInt32())),
            ILOpCode.Ldc_r8 => (opcode, BitConverter.Int64BitsToDouble(ReadInt64())),
            ILOpCode.Unaligned => (opcode, (int)ReadByte()),
            ILOpCode.Switch => (opcode, ReadTargets()),
            ILOpCode.Ldarg or ILOpCode.Ldarga or ILOpCode.Starg or ILOpCode.Ldloc or ILOpCode.Ldloca or ILOpCode.Stloc =>
                (opcode, (int)ReadUInt16()),
            _ => (opcode, HasInt32(opcode) ? ReadInt32() : null),
        };
    }

    static bool HasInt32(ILOpCode opcode) => opcode switch
    {
        ILOpCode.Ldc_i4 or ILOpCode.Jmp or ILOpCode.Call or ILOpCode.Calli or ILOpCode.Callvirt or ILOpCode.Newobj
            or ILOpCode.Cpobj or ILOpCode.Ldobj or ILOpCode.Stobj or ILOpCode.Initobj or ILOpCode.Ldstr
            or ILOpCode.Castclass or ILOpCode.Isinst or ILOpCode.Box or ILOpCode.Unbox or ILOpCode.Unbox_any
            or ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Stfld or ILOpCode.Ldsfld or ILOpCode.Ldsflda or ILOpCode.Stsfld
            or ILOpCode.Newarr or ILOpCode.Ldelema or ILOpCode.Ldelem or ILOpCode.Stelem or ILOpCode.Refanyval
            or ILOpCode.Mkrefany or ILOpCode.Ldtoken or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Constrained
            or ILOpCode.Sizeof => true,
        _ => false,
    };

    int[] ReadTargets()
    {
        var targets = new int[ReadInt32()];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = ReadInt32();
        for (var i = 0; i < targets.Length; i++)
            targets[i] += _position;
        return targets;
    }

    byte ReadByte() => _bytes[_position++];

    ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    ReadOnlySpan<byte> Take(int count)
    {
        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }
}
