using System;
using System.Collections.Generic;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Passes;

/// <summary>In innermost loops, branches that only choose between numbers become choices without a branch.</summary>
/// <remarks>
///   br.if (compare.lt %a, %b), t, e    t(): %1 = mul ...; br j(%1)    e(): br j(%2)    j(%3): ...
///   =>
///   %1 = mul ...; %m = Masks::Less(%a, %b); %4 = Masks::Select(%m, %1, %2); br j(%4)    j(%3): ...
/// A branch that depends on data is guessed wrong often, and loops of several blocks take no vectors. Both sides are computed, if they
/// are a few operations that neither fail nor touch memory. Not where the choice leads on to the next iteration: there a branch that is
/// guessed right does not wait for the numbers.
/// Structs, such as the partials of a function of two arguments, are taken apart before (<see cref="SplitParameters"/>).
/// Requires: finished code, which is not differentiated again. Cost: one analysis of the loops.
/// </remarks>
sealed class SelectValues
{
    /// <summary>More operations on one side are not done for nothing.</summary>
    const int MaxOperations = 6;

    const int MaxSelects = 4;

    /// <summary>One inside the other.</summary>
    const int MaxRounds = 4;

    readonly ControlFlow _flow;
    readonly Loop _loop;
    readonly PassOptions _options;
    readonly HashSet<Value> _inside = [];

    SelectValues(ControlFlow flow, Loop loop, PassOptions options)
    {
        (_flow, _loop, _options) = (flow, loop, options);
        foreach (var block in loop.Blocks)
        {
            _inside.UnionWith(block.Parameters);
            _inside.UnionWith(block.Instructions);
        }
    }

    public static bool Run(Function function, PassOptions options)
    {
        var any = SplitParameters.Run(function);
        if (any)
            FoldConstants.Run(function);
        any |= ConvertAll(function, options);
        if (any)
            EliminateDeadCode.Run(function, options.IsRemovable ?? options.IsPure); // structs, and what branches asked
        return any;
    }

    static bool ConvertAll(Function function, PassOptions options)
    {
        var any = false;
        if (!function.Blocks.Exists(IsChoice))
            return any;
        for (var round = 0; round < MaxRounds; round++)
        {
            var changed = false;
            var flow = new ControlFlow(function);
            var loops = new LoopForest(flow, new DominatorTree(flow)).Loops;
            foreach (var loop in loops)
            {
                if (loop.Blocks.Count > 1 && !HasInner(loops, loop))
                    changed |= new SelectValues(flow, loop, options).Run();
            }

            if (!changed)
                return any;
            any = true;
            SimplifyControlFlow.Run(function);
        }

        return any;
    }

    static bool IsChoice(Block block) => block.Terminator is { Opcode: Opcode.BranchIf, Operands: [var condition] }
        && (IsMask(condition, typeof(double)) || IsMask(condition, typeof(float)));

    static bool HasInner(IReadOnlyList<Loop> loops, Loop loop)
    {
        foreach (var other in loops)
        {
            if (other.Parent == loop)
                return true;
        }

        return false;
    }

    /// <summary>The last first. One around another waits for the next round, when blocks have been merged.</summary>
    bool Run()
    {
        var changed = false;
        var blocks = _loop.InOrder(_flow);
        for (var k = blocks.Count - 1; k >= 0; k--)
            changed |= blocks[k].Terminator!.Opcode == Opcode.BranchIf && Convert(blocks[k]);
        return changed;
    }

    bool Convert(Block block)
    {
        var end = block.Terminator!;
        var (then, otherwise) = (Arm(end.Edges[0]), Arm(end.Edges[1]));
        var (a, b) = (then?.Terminator!.Edges[0] ?? end.Edges[0], otherwise?.Terminator!.Edges[0] ?? end.Edges[1]);
        if (a.Target != b.Target || a.Target == block || !_loop.Blocks.Contains(a.Target))
            return false;
        Type? number = null;
        var selects = 0;
        for (var k = 0; k < a.Arguments.Count; k++)
        {
            if (IsSame(a.Arguments[k], b.Arguments[k]))
                continue;
            var type = a.Arguments[k].Type;
            if (!StackTypes.IsFloat(type) || type != (number ??= type) || ++selects > MaxSelects
                || IsCarried(a.Arguments[k]) || IsCarried(b.Arguments[k]))
            {
                return false;
            }
        }

        if (number is null || !IsMask(end.Operands[0], number))
            return false;

        var builder = new Builder(block) { Span = end.Span };
        foreach (var arm in (Block?[])[then, otherwise])
        {
            if (arm is not null)
                block.Instructions.AddRange(arm.Instructions);
            arm?.Instructions.Clear();
        }

        var (mask, isOpposite) = Mask(builder, end.Operands[0], number);
        var arguments = new List<Value>();
        for (var k = 0; k < a.Arguments.Count; k++)
        {
            var (yes, no) = isOpposite ? (b.Arguments[k], a.Arguments[k]) : (a.Arguments[k], b.Arguments[k]);
            arguments.Add(IsSame(yes, no) ? yes : Call(builder, nameof(Masks.Select), mask, yes, no));
        }

        builder.Branch(a.Target, arguments);
        return true;
    }

    /// <summary>A block that this edge alone leads to, and that computes a little and goes on.</summary>
    Block? Arm(Edge edge)
    {
        var block = edge.Target;
        if (!_loop.Blocks.Contains(block) || block.Parameters.Count > 0 || _flow.Predecessors(block).Count != 1
            || block.Terminator!.Opcode != Opcode.Branch || block.Instructions.Count > MaxOperations)
        {
            return null;
        }

        return block.Instructions.TrueForAll(IsCheap) ? block : null;
    }

    bool IsCheap(Instruction i) => i.Opcode switch
    {
        Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Neg => StackTypes.IsFloat(i.Type),
        Opcode.Call => i.Payload is MethodBase method && (method.DeclaringType == typeof(Masks) || _options.IsScale?.Invoke(method) == true),
        _ => false,
    };

    static bool IsSame(Value a, Value b) => a == b || (a is Constant c && b is Constant d && c.SameAs(d));

    /// <summary>Comes of a number that the iteration before has handed on.</summary>
    bool IsCarried(Value value)
    {
        var seen = new HashSet<Value>();
        return Comes(value);

        bool Comes(Value v)
        {
            if (!_inside.Contains(v) || !seen.Add(v))
                return false;
            if (v is BlockParameter p)
            {
                if (p.Block == _loop.Header)
                    return !StackTypes.IsInteger(p.Type);
                var index = p.Block.Parameters.IndexOf(p);
                foreach (var (_, edge) in _flow.Predecessors(p.Block))
                {
                    if (Comes(edge.Arguments[index]))
                        return true;
                }

                return false;
            }

            return Array.Exists(((Instruction)v).Operands, Comes);
        }
    }

    static bool IsMask(Value condition, Type number) => condition is Instruction i && i.Opcode switch
    {
        Opcode.Compare when Negated(i) is { } inner => IsMask(inner, number),
        Opcode.Compare => i.Operands[0].Type == number && StackTypes.IsFloat(i.Operands[0].Type),
        Opcode.And or Opcode.Or => IsMask(i.Operands[0], number) && IsMask(i.Operands[1], number),
        Opcode.Call => IsNaN(i) && i.Operands[0].Type == number,
        _ => false,
    };

    /// <summary>The condition that is compared with zero.</summary>
    static Value? Negated(Instruction compare) =>
        compare.Payload is Comparison.Equal && compare.Operands is [{ } inner, Constant { Content: 0 }] && inner.Type == typeof(int) ? inner : null;

    static bool IsNaN(Instruction call) =>
        call.Payload is MethodBase { Name: nameof(double.IsNaN), DeclaringType: var type } && (type == typeof(double) || type == typeof(float));

    /// <summary>The mask, or that of the opposite.</summary>
    static (Value Mask, bool IsOpposite) Mask(Builder b, Value condition, Type number)
    {
        var i = (Instruction)condition;
        if (i.Opcode == Opcode.Call)
            return (Call(b, nameof(Masks.Equal), i.Operands[0], i.Operands[0]), true);
        if (i.Opcode == Opcode.Compare && Negated(i) is { } inner)
        {
            var (known, isOpposite) = Mask(b, inner, number);
            return (known, !isOpposite);
        }

        if (i.Opcode == Opcode.Compare)
        {
            var (x, y) = (i.Operands[0], i.Operands[1]);
            return (Comparison)i.Payload! switch
            {
                Comparison.Equal => (Call(b, nameof(Masks.Equal), x, y), false),
                Comparison.NotEqual => (Call(b, nameof(Masks.Equal), x, y), true),
                Comparison.Less => (Call(b, nameof(Masks.Less), x, y), false),
                Comparison.LessOrEqual => (Call(b, nameof(Masks.LessOrEqual), x, y), false),
                Comparison.Greater => (Call(b, nameof(Masks.Less), y, x), false),
                Comparison.GreaterOrEqual => (Call(b, nameof(Masks.LessOrEqual), y, x), false),
                Comparison.LessUn => (Call(b, nameof(Masks.LessOrEqual), y, x), true),
                Comparison.LessOrEqualUn => (Call(b, nameof(Masks.Less), y, x), true),
                Comparison.GreaterUn => (Call(b, nameof(Masks.LessOrEqual), x, y), true),
                _ => (Call(b, nameof(Masks.Less), x, y), true),
            };
        }

        // not a and not b = not (a or b)
        var isAnd = i.Opcode == Opcode.And;
        var (left, right) = (Mask(b, i.Operands[0], number), Mask(b, i.Operands[1], number));
        if (left.IsOpposite && right.IsOpposite)
            return (Call(b, isAnd ? nameof(Masks.Or) : nameof(Masks.And), left.Mask, right.Mask), true);
        return (Call(b, isAnd ? nameof(Masks.And) : nameof(Masks.Or), Straight(left), Straight(right)), false);

        Value Straight((Value Mask, bool IsOpposite) side) => side.IsOpposite ? Call(b, nameof(Masks.Not), side.Mask) : side.Mask;
    }

    static Value Call(Builder b, string name, params Value[] operands) =>
        b.Call(typeof(Masks).GetMethod(name, Array.ConvertAll(operands, o => o.Type))!, operands);
}
