using System.Reflection.Metadata;

namespace Zygote.Lifting;

/// <summary>One instruction in its long form: <c>ldarg.0</c> and <c>ldarg.s 0</c> are <c>ldarg 0</c>.</summary>
/// <param name="Offset">Where its first byte is.</param>
/// <param name="Next">The offset behind it.</param>
/// <param name="Opcode">Never one of the abbreviations.</param>
/// <param name="Operand">
/// A constant; the number of a variable; a metadata token; the absolute offset of a branch target, or an array of these.
/// </param>
sealed record ILInstruction(int Offset, int Next, ILOpCode Opcode, object? Operand)
{
    /// <summary>The operand where it is a token, a variable or the target of a branch.</summary>
    public int Number => (int)Operand!;

    public int[] Targets => Operand is int[] many ? many : [Number];

    /// <summary>Control never reaches the instruction behind this one by falling through.</summary>
    public bool EndsFlow => Opcode is ILOpCode.Br or ILOpCode.Leave or ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Rethrow
        or ILOpCode.Endfinally or ILOpCode.Endfilter or ILOpCode.Jmp;

    public bool HasTargets => Opcode == ILOpCode.Switch || Opcode.IsBranch();

    public bool EndsBlock => EndsFlow || HasTargets;
}
