using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>Whether the order of two instructions can be observed.</summary>
sealed class Interference(Uses uses)
{
    readonly Dictionary<Instruction, bool> _private = [];
    readonly Dictionary<Instruction, CallFacts> _calls = [];

    /// <summary>A recomputed address whose null, range or type check can be observed.</summary>
    public static bool MayFail(Value value) => value is Instruction address && address.Opcode switch
    {
        Opcode.FieldAddress => !address.Operands[0].Type.IsByRef
            && address.Operands[0] is not Instruction { Opcode: Opcode.NewObject },
        Opcode.StaticAddress => StaticConstructors.IsPrecise(((FieldInfo)address.Payload!).DeclaringType!),
        Opcode.ElementAddress => true,
        _ => false,
    };

    /// <summary>
    /// Effects as emitted: a load may make the check of its address, an allocation may run the constructor.
    /// </summary>
    public Effects EffectsOf(Instruction instruction)
    {
        if (uses.Construction(instruction) is { } call)
            return call.Effects;
        if (instruction.Opcode is Opcode.Load or Opcode.Store && Fails(instruction.Operands[0]))
            return instruction.Effects | Effects.Throws;
        return instruction.Opcode == Opcode.Call && CallOf(instruction).IsPure ? Effects.None : instruction.Effects;
    }

    /// <summary>A call that stays one is better left where it is: what is in registers is lost there.</summary>
    Effects EffectsWhenMoved(Instruction instruction) =>
        instruction.Opcode == Opcode.Call && !CallOf(instruction).IsExpanded ? instruction.Effects : EffectsOf(instruction);

    CallFacts CallOf(Instruction call)
    {
        if (!_calls.TryGetValue(call, out var facts))
        {
            var method = (MethodBase)call.Payload!;
            _calls[call] = facts = new CallFacts(OwnMethods.IsPure(method), Placement.IsExpandedByJit(method));
        }

        return facts;
    }

    sealed record CallFacts(bool IsPure, bool IsExpanded);

    /// <summary>True when an instruction may be executed later, whatever comes between.</summary>
    public bool IsMovable(Instruction instruction) =>
        (EffectsWhenMoved(instruction) & (Effects.Reads | Effects.Writes | Effects.Throws)) == 0;

    /// <summary>
    /// True when <paramref name="moved"/> may not be executed after <paramref name="other"/>, which follows it.
    /// </summary>
    public bool Conflict(Instruction moved, Instruction other)
    {
        var a = EffectsWhenMoved(moved);
        var b = EffectsOf(other);
        if (PrivateSlot(other) is { } stored && other.Opcode == Opcode.Store)
            return PrivateSlot(moved) == stored;
        if (PrivateSlot(moved) is not null && moved.Opcode == Opcode.Load)
            return false;
        const Effects visible = Effects.Reads | Effects.Writes | Effects.Throws;
        if ((a & Effects.Writes) != 0)
            return (b & visible) != 0;
        if ((b & Effects.Writes) != 0)
            return (a & visible) != 0;
        return (a & b & Effects.Throws) != 0 && !IsCheck(moved) && !IsCheck(other);
    }

    static bool IsCheck(Instruction instruction) =>
        instruction.Type.IsByRef || instruction.Opcode is Opcode.Load or Opcode.Length;

    static bool Fails(Value address)
    {
        for (; address is Instruction { Opcode: Opcode.FieldAddress } field; address = field.Operands[0])
        {
            if (MayFail(field))
                return true;
        }

        return address is Instruction { Opcode: Opcode.StaticAddress or Opcode.ElementAddress } && MayFail(address);
    }

    /// <summary>The slot that a load or store goes to, if no other code can reach it.</summary>
    Instruction? PrivateSlot(Instruction access)
    {
        if (access.Opcode is not (Opcode.Load or Opcode.Store))
            return null;
        var address = access.Operands[0];
        while (address is Instruction { Opcode: Opcode.FieldAddress } field && field.Operands[0].Type.IsByRef)
            address = field.Operands[0];
        return address is Instruction { Opcode: Opcode.Slot } slot && IsPrivate(slot) ? slot : null;
    }

    bool IsPrivate(Instruction address)
    {
        if (!_private.TryGetValue(address, out var known))
        {
            known = uses.Of(address).All(u => u.Opcode switch
            {
                Opcode.Load or Opcode.Store => true,
                Opcode.FieldAddress => IsPrivate(u),
                _ => false,
            });
            _private[address] = known;
        }

        return known;
    }
}
