using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Passes;

/// <summary>What is known of arrays without looking at them when the code runs: their lengths, and which are not the same.</summary>
sealed class ArrayFacts
{
    readonly Function _function;
    readonly DominatorTree _dominators;
    readonly Uses _uses;
    readonly PassOptions _options;

    public ArrayFacts(Function function, DominatorTree dominators, Uses uses, PassOptions options) =>
        (_function, _dominators, _uses, _options) = (function, dominators, uses, options);

    /// <summary>A value that is the length of the array and known before the loop with that header; null if there is none.</summary>
    public Value? Length(Value array, Block header) => array switch
    {
        Instruction { Opcode: Opcode.NewArray, Operands: [{ } length] } when length.Type == typeof(int) => length,
        Instruction { Opcode: Opcode.Call, Operands: [_, _, { } length] } taken when IsTaken(taken) => length,
        _ => _uses.Of(array).FirstOrDefault(
            u => u.User.Opcode == Opcode.Length && u.Block != header && _dominators.Dominates(u.Block, header))?.User,
    };

    /// <summary>Two arrays that cannot be one.</summary>
    public bool AreDistinct(Value a, Value b) => a != b && (IsDistinctFrom(a, b) || IsDistinctFrom(b, a));

    bool IsDistinctFrom(Value a, Value b) =>
        IsMade(a) ? IsMade(b) || IsParameter(b) || HasOneName(a)
        : IsOwn(a) && !IsOwn(b) && (IsMade(b) || IsParameter(b) || IsFromMemory(b));

    /// <summary>A parameter was there before anything was made here.</summary>
    bool IsParameter(Value value) => value is BlockParameter p && p.Block == _function.Entry;

    static bool IsMade(Value value) => value is Instruction i && (i.Opcode == Opcode.NewArray || IsTaken(i));

    static bool IsTaken(Instruction i) => i.Opcode == Opcode.Call && ((MethodBase)i.Payload!).DeclaringType == typeof(SpareMemory);

    static bool IsFromMemory(Value value) =>
        value is Instruction { Opcode: Opcode.Load, Operands: [Instruction { Opcode: Opcode.FieldAddress or Opcode.ElementAddress or Opcode.StaticAddress }] };

    /// <summary>Of the compiler, not of the program.</summary>
    bool IsOwn(Value value) => IsFromMemory(value) && ((Instruction)((Instruction)value).Operands[0]).Payload is FieldInfo field
        && _options.HoldsOwnArrays?.Invoke(field) == true;

    /// <summary>No other value is this array: it is not stored, handed on or passed along an edge.</summary>
    bool HasOneName(Value array) => _uses.Of(array).All(
        u => u is { Edge: null, Index: 0, User.Opcode: Opcode.ElementAddress or Opcode.Length } || u is { Edge: null, User.Opcode: Opcode.Compare });
}
