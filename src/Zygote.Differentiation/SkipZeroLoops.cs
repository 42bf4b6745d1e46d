using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Reverse loops that only spread one cotangent are left out where that is zero: a selection (the nearest of many, the largest, a
/// branch not taken) gives zero to all but one. In the loop it then is not zero, and to scale it is to multiply.
/// </summary>
/// <remarks>
///   p: br h(x)                             h(x): xBar[i] += scale(yBar, a); ...; br.if c, h(x'), e
///   =>
///   p: br.if yBar == 0, e, h(x)            h(x): xBar[i] += yBar * a; ...; br.if c, h(x'), e
/// All that such a loop does must be to add what is zero if the cotangent is. Only for derivative code that is not differentiated
/// again: a cotangent that happens to be zero may have a tangent that is not. What comes from a scale is derivative code, where
/// scale's zero wins by definition, and x + 0 need not be x when x is minus zero.
/// </remarks>
static class SkipZeroLoops
{
    public static void Run(Function function)
    {
        if (!function.Blocks.Exists(b => b.Instructions.Exists(IsScale)))
            return;
        var flow = new ControlFlow(function);
        var uses = new Uses(function);
        var skipped = new List<Loop>();
        foreach (var loop in new LoopForest(flow, new DominatorTree(flow)).Loops.OrderBy(l => l.Depth))
        {
            if (!skipped.Exists(s => s.Contains(loop)) && TrySkip(function, loop, flow, uses))
                skipped.Add(loop);
        }
    }

    static bool TrySkip(Function function, Loop loop, ControlFlow flow, Uses uses)
    {
        if (loop.Exits(flow).ToArray() is not [var (_, exit)]
            || flow.Predecessors(loop.Header).Where(p => !loop.Blocks.Contains(p.From)).ToArray() is not [var (_, entry)]
            || Cotangent(loop) is not { } cotangent)
        {
            return false;
        }

        var zeros = Zeros(loop, cotangent, flow);
        if (!loop.Blocks.All(b => b.Instructions.TrueForAll(i => IsNothing(i, zeros, uses))))
            return false;
        var arguments = new List<Value>();
        foreach (var argument in exit.Arguments)
        {
            if (Unchanged(argument, loop, entry, zeros) is not { } value)
                return false;
            arguments.Add(value);
        }

        if (loop.Blocks.Any(b => b.Parameters.Concat<Value>(b.Instructions).Any(v => uses.Of(v).Any(u => !loop.Blocks.Contains(u.Block)))))
            return false;
        var test = function.AddBlock();
        var builder = new Builder(test);
        builder.BranchIf(
            builder.Compare(Comparison.Equal, cotangent, Constant.Zero(cotangent.Type)), new Edge(exit.Target, [.. arguments]),
            new Edge(loop.Header, [.. entry.Arguments]));
        entry.Target = test;
        entry.Arguments.Clear();
        Multiply(loop, cotangent);
        return true;
    }

    static void Multiply(Loop loop, Value cotangent)
    {
        var products = new Substitution();
        foreach (var block in loop.Blocks)
        {
            for (var n = 0; n < block.Instructions.Count; n++)
            {
                var i = block.Instructions[n];
                if (!IsScale(i) || i.Operands[0] != cotangent)
                    continue;
                var product = new Instruction(Opcode.Mul, i.Type, i.Operands, null, i.Span);
                products.Replace(i, product);
                block.Instructions[n] = product;
            }
        }

        products.ApplyTo(loop.Blocks);
    }

    /// <summary>The only one from outside that is scaled in the loop.</summary>
    static Value? Cotangent(Loop loop)
    {
        Value? found = null;
        foreach (var i in loop.Blocks.SelectMany(b => b.Instructions).Where(IsScale))
        {
            var value = i.Operands[0];
            if (value is Constant || IsDefinedIn(value, loop))
                continue;
            if (found is not null && found != value)
                return null;
            found = value;
        }

        return found;
    }

    static bool IsDefinedIn(Value value, Loop loop) => value switch
    {
        BlockParameter p => loop.Blocks.Contains(p.Block),
        Instruction i => loop.Blocks.Any(b => b.Instructions.Contains(i)),
        _ => false,
    };

    /// <summary>What is zero in the loop if the cotangent is.</summary>
    static HashSet<Value> Zeros(Loop loop, Value cotangent, ControlFlow flow)
    {
        var zeros = new HashSet<Value> { cotangent };
        foreach (var block in loop.Blocks)
            zeros.UnionWith(block.Parameters.Concat<Value>(block.Instructions).Where(v => StackTypes.IsFloat(v.Type)));
        bool IsZero(Value v) => zeros.Contains(v) || v is Constant { IsZero: true };
        bool Stays(Value v) => v == cotangent || v switch
        {
            Instruction i => i.Opcode switch
            {
                Opcode.Add or Opcode.Sub => IsZero(i.Operands[0]) && IsZero(i.Operands[1]),
                Opcode.Neg or Opcode.Convert => IsZero(i.Operands[0]),
                _ => IsScale(i) && IsZero(i.Operands[0]),
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

    static bool IsScale(Instruction i) => i.Opcode == Opcode.Call && Linearization.IsScale((MethodBase)i.Payload!);

    /// <summary>It changes nothing if what is zero is added, and is not there for its check alone.</summary>
    static bool IsNothing(Instruction i, HashSet<Value> zeros, Uses uses) => i.Opcode switch
    {
        Opcode.Store => i.Operands[1] is Instruction { Opcode: Opcode.Add } sum && IsSame(sum.Operands[0], i.Operands[0]) && zeros.Contains(sum.Operands[1]),
        Opcode.Call => IsScale(i),
        _ => (i.Effects & (Effects.Writes | Effects.Allocates)) == 0 && ((i.Effects & Effects.Throws) == 0 || uses.Count(i) > 0),
    };

    /// <summary>The value was loaded from there.</summary>
    static bool IsSame(Value value, Value address) => value is Instruction { Opcode: Opcode.Load } load
        && (load.Operands[0] == address || (load.Operands[0] is Instruction { Opcode: not Opcode.Slot } a && address is Instruction b
            && a.Opcode == b.Opcode && Equals(a.Payload, b.Payload) && a.Operands.SequenceEqual(b.Operands)));

    /// <summary>What leaves the loop for this, were all that is added in it zero; null if that is not known.</summary>
    static Value? Unchanged(Value value, Loop loop, Edge entry, HashSet<Value> zeros)
    {
        if (zeros.Contains(value))
            return Constant.Zero(value.Type);
        if (!IsDefinedIn(value, loop))
            return value;
        if (value is Instruction { Opcode: Opcode.Add or Opcode.Sub } sum && zeros.Contains(sum.Operands[1]))
            value = sum.Operands[0];
        return value is BlockParameter p && p.Block == loop.Header && StackTypes.IsFloat(p.Type) && p.Block.Parameters.IndexOf(p) is var index
            && loop.Latches.TrueForAll(l => l.Edges.Where(e => e.Target == loop.Header).All(e =>
                e.Arguments[index] == p || (e.Arguments[index] is Instruction { Opcode: Opcode.Add or Opcode.Sub } next
                    && next.Operands[0] == p && zeros.Contains(next.Operands[1]))))
            ? entry.Arguments[index]
            : null;
    }
}
