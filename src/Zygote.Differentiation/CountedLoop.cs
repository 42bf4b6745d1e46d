using System;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// A loop whose number of visits is known when it is entered: its only way to go on to a return is the latch, where a
/// counter that grows by a constant step is compared with a bound that does not change.
/// </summary>
/// <remarks>
///   p: br h(i0)    h(i): ...    latch: next = add i, step; br.if (compare.lt next, bound), h(next), exit
/// </remarks>
sealed class CountedLoop
{
    static readonly MethodInfo FrameTotalMethod = typeof(Tape).GetMethod(nameof(Tape.FrameTotal))!;
    static readonly MethodInfo MaxMethod = typeof(Math).GetMethod(nameof(Math.Max), [typeof(long), typeof(long)])!;

    readonly long _step;
    readonly bool _inclusive;

    readonly bool _boundIsLength;

    CountedLoop(BlockParameter counter, Value start, Value bound, long step, bool inclusive, Loop loop)
    {
        Counter = counter;
        // A length may be taken inside the loop, where it cannot be named from outside; the array itself is not made there.
        _boundIsLength = bound is Instruction { Opcode: Opcode.Length } && IsInside(bound, loop);
        Start = start;
        Bound = _boundIsLength ? ((Instruction)bound).Operands[0] : bound;
        _step = step;
        _inclusive = inclusive;
    }

    public BlockParameter Counter { get; }

    /// <summary>One by one, up to before the bound.</summary>
    public bool IsEach => _step == 1 && !_inclusive;

    /// <summary>One by one, up or down.</summary>
    public bool IsByOne => Math.Abs(_step) == 1;

    /// <summary>The counter in the first visit.</summary>
    public Value Start { get; }

    /// <summary>What the counter is compared with, or the array whose length that is.</summary>
    public Value Bound { get; }

    public static CountedLoop? Of(Loop loop, Reverse reverse)
    {
        var latch = loop.Latches[0];
        var exits = loop.Exits(reverse.Flow).Where(e => reverse.Activity.Returning.Contains(e.Edge.Target)).ToArray();
        if (exits.Length != 1 || exits[0].From != latch
            || latch.Terminator is not { Opcode: Opcode.BranchIf } end
            || end.Operands[0] is not Instruction { Opcode: Opcode.Compare } compare)
        {
            return null;
        }

        var comparison = (Comparison)compare.Payload!;
        if (end.Edges[0].Target != loop.Header)
            comparison = Negated(comparison);
        var (counter, bound) = (compare.Operands[0], compare.Operands[1]);
        if (counter is not Instruction { Opcode: Opcode.Add or Opcode.Sub })
        {
            (counter, bound) = (bound, counter);
            comparison = Swapped(comparison);
        }

        if (!StackTypes.IsInteger(bound.Type) || counter is not Instruction { Opcode: Opcode.Add or Opcode.Sub } next
            || next.Operands[0] is not BlockParameter parameter || parameter.Block != loop.Header
            || next.Operands[1] is not Constant { Content: int or long } by)
        {
            return null;
        }

        var step = by.Content is int i ? i : (long)by.Content;
        if (next.Opcode == Opcode.Sub)
            step = -step;
        var up = comparison is Comparison.Less or Comparison.LessOrEqual;
        if (step == 0 || up != step > 0 || comparison is not (Comparison.Less or Comparison.LessOrEqual
            or Comparison.Greater or Comparison.GreaterOrEqual))
        {
            return null;
        }

        var index = parameter.Block.Parameters.IndexOf(parameter);
        Value? start = null;
        foreach (var (from, edge) in reverse.Flow.Predecessors(loop.Header))
        {
            if (from != latch)
                start = edge.Arguments[index];
            else if (edge.Arguments[index] != next)
                return null;
        }

        return start is not null && IsInvariant(bound, loop)
            ? new CountedLoop(parameter, start, bound, step, comparison is Comparison.LessOrEqual or Comparison.GreaterOrEqual, loop)
            : null;
    }

    /// <summary>Code in the preheader for how much all visits together need.</summary>
    public Value FrameTotal(Builder preheader, int size) =>
        preheader.Call(FrameTotalMethod, Constant.Of(size), LastVisit(preheader, Start, Bound));

    /// <summary>max((end - start + step - sign) / step, 1) - 1</summary>
    public Value LastVisit(Builder builder, Value start, Value bound)
    {
        if (_boundIsLength)
            bound = builder.Length(bound);
        var distance = builder.Sub(builder.Convert(typeof(long), bound), builder.Convert(typeof(long), start));
        var rounding = (_step > 0 ? _step - 1 : _step + 1) + (_inclusive ? Math.Sign(_step) : 0) - _step;
        var numerator = builder.Add(distance, Constant.Of(rounding));
        var last = _step == 1 ? numerator : builder.Div(numerator, Constant.Of(_step));
        return builder.Call(MaxMethod, last, Constant.Of(0L));
    }

    static bool IsInvariant(Value value, Loop loop) =>
        !IsInside(value, loop) || (value is Instruction { Opcode: Opcode.Length } length && !IsInside(length.Operands[0], loop));

    static bool IsInside(Value value, Loop loop) => value switch
    {
        BlockParameter p => loop.Blocks.Contains(p.Block),
        Instruction i => loop.Blocks.Any(b => b.Instructions.Contains(i)),
        _ => false,
    };

    static Comparison Negated(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.GreaterOrEqual,
        Comparison.LessOrEqual => Comparison.Greater,
        Comparison.Greater => Comparison.LessOrEqual,
        Comparison.GreaterOrEqual => Comparison.Less,
        _ => Comparison.Equal,
    };

    static Comparison Swapped(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.Greater,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        Comparison.Greater => Comparison.Less,
        Comparison.GreaterOrEqual => Comparison.LessOrEqual,
        _ => comparison,
    };
}
