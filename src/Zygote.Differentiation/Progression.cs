using System;
using System.Collections.Generic;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// An integer that a loop carries and that a formula gives for every visit: it grows by a step that is fixed, or that itself
/// grows by a constant.
/// </summary>
/// <remarks>
///   h(i): ... br h(add i, step)     =>     i = start + visit * step
///   h(k, i): ... br h(add k, sub base, i; add i, c)     =>     k = start + visit * (base - i0) - c * visit * (visit - 1) / 2
/// Arithmetic wraps around like the loop's own.
/// </remarks>
sealed class Progression
{
    readonly bool _subtract;

    Progression(Loop loop, Value start, Value? fixedStep, Value? growing, bool subtract, long drift)
    {
        Loop = loop;
        _subtract = subtract;
        Drift = drift;
        Inputs = (fixedStep, growing) switch
        {
            (null, { } g) => [start, g],
            ({ } f, null) => [start, f],
            ({ } f, { } g) => [start, f, g],
            _ => throw new InvalidOperationException("a progression without a step"),
        };
    }

    public Loop Loop { get; }

    /// <summary>How much the step grows with every visit.</summary>
    public long Drift { get; }

    /// <summary>Values from outside the loop: the start, then what the first step is made of.</summary>
    public IReadOnlyList<Value> Inputs { get; }

    /// <param name="parameter">Any block parameter.</param>
    /// <param name="reverse">Whose primal it is in.</param>
    /// <param name="level">The innermost loop of a value.</param>
    public static Progression? Of(BlockParameter parameter, Reverse reverse, Func<Value, Loop?> level)
    {
        if (Carried(parameter, reverse) is not var (loop, start, step, negated))
            return null;
        if (IsInvariant(step, loop, level))
            return negated && step is not Constant ? null : new(loop, start, negated ? Negated((Constant)step) : step, null, false, 0);
        if (negated)
            return null;
        if (step is BlockParameter)
            return Linear(step, reverse, loop, level) is var (first, by) ? new(loop, start, null, first, false, by) : null;
        if (step is not Instruction { Opcode: Opcode.Add or Opcode.Sub } sum)
            return null;
        var (a, b) = (sum.Operands[0], sum.Operands[1]);
        var subtract = sum.Opcode == Opcode.Sub;
        if (!subtract && IsInvariant(b, loop, level))
            (a, b) = (b, a);
        return IsInvariant(a, loop, level) && Linear(b, reverse, loop, level) is var (initial, growth)
            ? new(loop, start, a, initial, subtract, subtract ? -growth : growth)
            : null;
    }

    /// <summary>Code for the value in a given visit, from the inputs as they are called there.</summary>
    public Value At(Builder builder, Value visit, IReadOnlyList<Value> inputs)
    {
        var type = inputs[0].Type;
        var step = FirstStep(builder, inputs);
        var count = builder.Convert(type, visit);
        var grown = step is Constant { Content: 1 or 1L } ? count : builder.Mul(count, step);
        var result = builder.Add(inputs[0], grown);
        if (Drift == 0)
            return result;
        var earlier = builder.Sub(visit, Constant.Of(1L));
        var pairs = builder.Append(Opcode.Shr, typeof(long), null, builder.Mul(visit, earlier), Constant.Of(1));
        return builder.Add(result, builder.Convert(type, builder.Mul(pairs, Constant.Of(Drift))));
    }

    /// <summary>Code for the step from a given visit to the next.</summary>
    public Value StepAt(Builder builder, Value visit, IReadOnlyList<Value> inputs)
    {
        var count = builder.Convert(inputs[0].Type, visit);
        var drift = inputs[0].Type == typeof(int) ? Constant.Of(unchecked((int)Drift)) : Constant.Of(Drift);
        return builder.Add(FirstStep(builder, inputs), builder.Mul(count, builder.Convert(count.Type, drift)));
    }

    Value FirstStep(Builder builder, IReadOnlyList<Value> inputs) =>
        inputs.Count == 3 ? builder.Binary(_subtract ? Opcode.Sub : Opcode.Add, inputs[1], inputs[2]) : inputs[1];

    /// <summary>A parameter of the same header that grows by a constant.</summary>
    static (Value Start, long Step)? Linear(Value value, Reverse reverse, Loop loop, Func<Value, Loop?> level) =>
        value is BlockParameter p && Of(p, reverse, level) is { Drift: 0 } inner && inner.Loop == loop
            && inner.Inputs[1] is Constant { Content: int or long } c
            ? (inner.Inputs[0], c.Content is int i ? i : (long)c.Content!)
            : null;

    static bool IsInvariant(Value value, Loop loop, Func<Value, Loop?> level) => value is Constant || !loop.Contains(level(value));

    static (Loop Loop, Value Start, Value Step, bool Negated)? Carried(BlockParameter parameter, Reverse reverse)
    {
        if (!StackTypes.IsInteger(parameter.Type) || reverse.Loops.Innermost(parameter.Block) is not { } loop
            || loop.Header != parameter.Block)
        {
            return null;
        }

        Value? start = null;
        Value? step = null;
        var negated = false;
        var index = parameter.Block.Parameters.IndexOf(parameter);
        foreach (var (from, edge) in reverse.Flow.Predecessors(parameter.Block))
        {
            var argument = edge.Arguments[index];
            if (from != loop.Latches[0])
                start = argument;
            else if (argument is Instruction { Opcode: Opcode.Add } add)
                step = add.Operands[0] == parameter ? add.Operands[1] : add.Operands[1] == parameter ? add.Operands[0] : null;
            else if (argument is Instruction { Opcode: Opcode.Sub } sub && sub.Operands[0] == parameter)
                (step, negated) = (sub.Operands[1], true);
        }

        return start is not null && step is not null && step != parameter ? (loop, start, step, negated) : null;
    }

    static Constant Negated(Constant c) => c.Content switch
    {
        int i => Constant.Of(unchecked(-i)),
        long l when c.Type == typeof(nint) => Constant.NativeInt(unchecked(-l)),
        long l => Constant.Of(unchecked(-l)),
        _ => throw new InvalidOperationException("not an integer"),
    };
}
