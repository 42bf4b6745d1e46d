using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>What a reverse loop does where a cotangent is zero; for <see cref="SkipZeroLoops"/> and <see cref="LeaveZeroLoops"/>.</summary>
static class ZeroLoops
{
    public static bool IsDefinedIn(Value value, Loop loop) => value switch
    {
        BlockParameter p => loop.Blocks.Contains(p.Block),
        Instruction i => loop.Blocks.Any(b => b.Instructions.Contains(i)),
        _ => false,
    };

    /// <summary>What is zero in the loop if the cotangents are.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="cotangents">Those that are zero, and their tangents.</param>
    /// <param name="flow">Of the function.</param>
    /// <param name="keepsMarks">Duals may be marks (<see cref="Dependence"/>), which a partial derivative of zero does not stop.</param>
    public static HashSet<Value> Zeros(Loop loop, HashSet<Value> cotangents, ControlFlow flow, bool keepsMarks)
    {
        var zeros = new HashSet<Value>(cotangents);
        foreach (var block in loop.Blocks)
            zeros.UnionWith(block.Parameters.Concat<Value>(block.Instructions).Where(v => StackTypes.IsFloat(v.Type)));
        bool IsZero(Value v) => zeros.Contains(v) || v is Constant { IsZero: true };
        bool Stays(Value v) => cotangents.Contains(v) || v switch
        {
            Instruction i => i.Opcode switch
            {
                Opcode.Add or Opcode.Sub => IsZero(i.Operands[0]) && IsZero(i.Operands[1]),
                Opcode.Neg or Opcode.Convert => IsZero(i.Operands[0]),
                _ => IsScale(i) && (IsZero(i.Operands[0]) || (!keepsMarks && IsZero(i.Operands[1]))),
            },
            BlockParameter p => p.Block.Parameters.IndexOf(p) is var index
                && flow.Predecessors(p.Block).All(e => IsZero(e.Edge.Arguments[index])),
            _ => false,
        };
        while (zeros.RemoveWhere(v => !Stays(v)) > 0)
        {
        }

        return zeros;
    }

    public static bool IsScale(Instruction i) => i.Opcode == Opcode.Call && Linearization.IsScale((MethodBase)i.Payload!);

    /// <summary>In derivatives of reverse code, where its partial derivative may be a cotangent.</summary>
    public static bool IsScaleOfTangent(Instruction i) => IsScale(i) && ((MethodBase)i.Payload!).Name == nameof(Calculus.ScaleTangent);

    /// <summary>It changes nothing if what is zero is added to a cotangent.</summary>
    public static bool IsNothing(Instruction i, HashSet<Value> zeros, Func<MethodBase, bool> isPure) =>
        i.Opcode == Opcode.Store
            ? i.Operands[1] is Instruction { Opcode: Opcode.Add, Payload: SumOrder.Any } sum
                && IsSame(sum.Operands[0], i.Operands[0]) && zeros.Contains(sum.Operands[1])
            : IsIdle(i, isPure);

    /// <summary>It changes nothing, and is left out with what it is for; its checks of cotangents, too.</summary>
    public static bool IsIdle(Instruction i, Func<MethodBase, bool> isPure) =>
        i.Opcode == Opcode.Call ? isPure((MethodBase)i.Payload!) : (i.Effects & (Effects.Writes | Effects.Allocates)) == 0;

    /// <summary>The value was loaded from there.</summary>
    static bool IsSame(Value value, Value address) => value is Instruction { Opcode: Opcode.Load } load
        && (load.Operands[0] == address || (load.Operands[0] is Instruction { Opcode: not Opcode.Slot } a && address is Instruction b
            && a.Opcode == b.Opcode && Equals(a.Payload, b.Payload) && a.Operands.SequenceEqual(b.Operands)));

    /// <summary>The parameter of the header to which only what is zero is added, if the value is such a sum.</summary>
    public static BlockParameter? Sum(Value value, Loop loop, HashSet<Value> zeros)
    {
        if (value is Instruction { Opcode: Opcode.Add or Opcode.Sub } sum && zeros.Contains(sum.Operands[1]))
            value = sum.Operands[0];
        return value is BlockParameter p && p.Block == loop.Header && StackTypes.IsFloat(p.Type) && p.Block.Parameters.IndexOf(p) is var index
            && loop.Latches.TrueForAll(l => l.Edges.Where(e => e.Target == loop.Header).All(e =>
                e.Arguments[index] == p || (e.Arguments[index] is Instruction { Opcode: Opcode.Add or Opcode.Sub } next
                    && next.Operands[0] == p && zeros.Contains(next.Operands[1]))))
            ? p
            : null;
    }

    /// <summary>By more than the arguments of its exits.</summary>
    public static bool IsUsedOutside(Loop loop, Uses uses) =>
        loop.Blocks.Any(b => b.Parameters.Concat<Value>(b.Instructions).Any(v => uses.Of(v).Any(u => !loop.Blocks.Contains(u.Block))));
}
