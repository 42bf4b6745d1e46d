using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Comparisons, of comparisons and in branches; part of <see cref="FoldConstants"/>.</summary>
static class SimplifyComparisons
{
    public static Value? Of(Instruction i, List<Instruction> output)
    {
        var comparison = (Comparison)i.Payload!;
        var (x, y) = (i.Operands[0], i.Operands[1]);
        if (x is Constant a)
        {
            return y is Constant b
                ? EvaluateConstants.Compare(comparison, a, b) is { } known ? Constant.Of(known ? 1 : 0) : null
                : output.Make(i, Opcode.Compare, Swapped(comparison), y, x);
        }

        // x < x is false, NaN or not; all other comparisons of x with itself tell NaN apart.
        if (StackTypes.IsFloat(x.Type))
            return x == y && comparison is (Comparison.Less or Comparison.Greater) ? Constant.Of(0) : null;
        if (x == y)
            return Constant.Of(HoldsWhenEqual(comparison) ? 1 : 0);
        if (y is not Constant c)
            return null;
        if (c.Content is null)
            return WithNull(i, comparison, x, c, output);
        if (Knowledge.Number(c) is not { } n)
            return null;
        if (x is Instruction { Opcode: Opcode.Compare } inner && OfComparison(comparison, n) is { } asIs)
            return asIs ? inner : output.Make(i, Opcode.Compare, Negated(inner), inner.Operands[0], inner.Operands[1]);
        return n == 0 ? WithZero(i, comparison, x, c, output) : null;
    }

    /// <summary>br.if (ne %x, 0), a, b  =>  br.if %x, a, b        br.if (eq %x, 0), a, b  =>  br.if %x, b, a.</summary>
    public static bool InTerminator(Block block)
    {
        var changed = false;
        while (block.Terminator is { Opcode: Opcode.BranchIf } end
            && end.Operands[0] is Instruction { Opcode: Opcode.Compare, Operands: [var x, Constant { Content: 0 }] } test
            && x.Type == typeof(int)
            && (Comparison)test.Payload! is Comparison.Equal or Comparison.NotEqual)
        {
            Edge[] edges = (Comparison)test.Payload! == Comparison.NotEqual
                ? [end.Edges[0], end.Edges[1]] : [end.Edges[1], end.Edges[0]];
            block.Terminator = new Instruction(Opcode.BranchIf, typeof(void), [x], null, end.Span) { Edges = edges };
            changed = true;
        }

        return changed;
    }

    /// <summary>The comparison that is true exactly when this one is false: a NaN makes one of the two true.</summary>
    public static Comparison Negated(Instruction compare)
    {
        var comparison = (Comparison)compare.Payload!;
        var isFloat = StackTypes.IsFloat(compare.Operands[0].Type);
        return comparison switch
        {
            Comparison.Equal => Comparison.NotEqual,
            Comparison.NotEqual => Comparison.Equal,
            Comparison.Less => isFloat ? Comparison.GreaterOrEqualUn : Comparison.GreaterOrEqual,
            Comparison.LessOrEqual => isFloat ? Comparison.GreaterUn : Comparison.Greater,
            Comparison.Greater => isFloat ? Comparison.LessOrEqualUn : Comparison.LessOrEqual,
            Comparison.GreaterOrEqual => isFloat ? Comparison.LessUn : Comparison.Less,
            Comparison.LessUn => isFloat ? Comparison.GreaterOrEqual : Comparison.GreaterOrEqualUn,
            Comparison.LessOrEqualUn => isFloat ? Comparison.Greater : Comparison.GreaterUn,
            Comparison.GreaterUn => isFloat ? Comparison.LessOrEqual : Comparison.LessOrEqualUn,
            _ => isFloat ? Comparison.Less : Comparison.LessUn,
        };
    }

    static Comparison Swapped(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.Greater,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        Comparison.Greater => Comparison.Less,
        Comparison.GreaterOrEqual => Comparison.LessOrEqual,
        Comparison.LessUn => Comparison.GreaterUn,
        Comparison.LessOrEqualUn => Comparison.GreaterOrEqualUn,
        Comparison.GreaterUn => Comparison.LessUn,
        Comparison.GreaterOrEqualUn => Comparison.LessOrEqualUn,
        _ => comparison,
    };

    static bool HoldsWhenEqual(Comparison comparison) =>
        comparison is Comparison.Equal or Comparison.LessOrEqual or Comparison.GreaterOrEqual
            or Comparison.LessOrEqualUn or Comparison.GreaterOrEqualUn;

    /// <summary>For a 0-or-1 value compared with n: true if the result is that value, false if its negation.</summary>
    static bool? OfComparison(Comparison comparison, long n) => (comparison, n) switch
    {
        (Comparison.NotEqual, 0) or (Comparison.Equal, 1) or (Comparison.Greater, 0) or (Comparison.GreaterUn, 0) => true,
        (Comparison.Equal, 0) or (Comparison.NotEqual, 1) => false,
        (Comparison.LessOrEqual, 0) or (Comparison.LessOrEqualUn, 0) => false,
        _ => null,
    };

    static Value? WithZero(Instruction i, Comparison comparison, Value x, Constant zero, List<Instruction> output) =>
        comparison switch
        {
            Comparison.LessUn => Constant.Of(0),
            Comparison.GreaterOrEqualUn => Constant.Of(1),
            Comparison.GreaterUn => output.Make(i, Opcode.Compare, Comparison.NotEqual, x, zero),
            Comparison.LessOrEqualUn => output.Make(i, Opcode.Compare, Comparison.Equal, x, zero),
            Comparison.Less when Knowledge.IsNotNegative(x) => Constant.Of(0),
            Comparison.GreaterOrEqual when Knowledge.IsNotNegative(x) => Constant.Of(1),
            _ => null,
        };

    /// <summary>A reference that is not null, compared with null.</summary>
    public static Constant OfNotNull(Comparison comparison) =>
        Constant.Of(comparison is Comparison.NotEqual or Comparison.GreaterUn or Comparison.GreaterOrEqualUn ? 1 : 0);

    static Value? WithNull(Instruction i, Comparison comparison, Value x, Constant nothing, List<Instruction> output)
    {
        if (!StackTypes.IsReference(x.Type))
            return null;
        if (Knowledge.IsNotNull(x))
            return OfNotNull(comparison);

        // C# tests for null with the unsigned comparison (cgt.un).
        return comparison == Comparison.GreaterUn ? output.Make(i, Opcode.Compare, Comparison.NotEqual, x, nothing)
            : comparison == Comparison.LessOrEqualUn ? output.Make(i, Opcode.Compare, Comparison.Equal, x, nothing)
            : null;
    }
}
