using System;

using Xunit;

using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compiler.Tests.Passes;

public sealed class FoldConstantsPassesTests
{
    static readonly double[] Doubles =
        [0.0, -0.0, 1, -1, 2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-310];

    static readonly int[] Ints = [0, 1, -1, 2, 7, 31, 33, 100, int.MinValue, int.MaxValue];

    [Fact]
    public void Identities_of_doubles_are_exact()
    {
        Opcode[] opcodes = [Opcode.Add, Opcode.Sub, Opcode.Mul, Opcode.Div, Opcode.Rem];
        foreach (var opcode in opcodes)
        {
            foreach (var c in Doubles)
            {
                Check(typeof(double), (b, x) => b.Binary(opcode, x, Constant.Of(c)));
                Check(typeof(double), (b, x) => b.Binary(opcode, Constant.Of(c), x));
                foreach (var d in Doubles)
                    Check(typeof(double), (b, x) => b.Binary(opcode, Constant.Of(c), Constant.Of(d)));
            }

            Check(typeof(double), (b, x) => b.Binary(opcode, x, x));
        }
    }

    [Fact]
    public void Identities_of_ints_are_exact()
    {
        Opcode[] opcodes = [Opcode.Add, Opcode.Sub, Opcode.Mul, Opcode.Div, Opcode.Rem, Opcode.And, Opcode.Or, Opcode.Xor,
            Opcode.Shl, Opcode.Shr, Opcode.ShrUn];
        foreach (var opcode in opcodes)
        {
            foreach (var c in Ints)
            {
                Check(typeof(int), (b, x) => b.Binary(opcode, x, Constant.Of(c)));
                Check(typeof(int), (b, x) => b.Binary(opcode, Constant.Of(c), x));
                Check(typeof(int), (b, x) => b.Binary(opcode, b.Binary(opcode, x, Constant.Of(c)), Constant.Of(3)));
            }

            Check(typeof(int), (b, x) => b.Binary(opcode, x, x));
        }
    }

    [Fact]
    public void Negated_comparisons_keep_their_answer_for_nan()
    {
        foreach (var comparison in Enum.GetValues<Comparison>())
        {
            foreach (var d in Doubles)
            {
                Check(typeof(double), (b, x) => b.Compare(comparison, x, Constant.Of(d)));
                Check(typeof(double), (b, x) => b.Compare(comparison, Constant.Of(d), x));
                Check(typeof(double), (b, x) =>
                    b.Compare(Comparison.Equal, b.Compare(comparison, x, Constant.Of(d)), Constant.Of(0)));
            }

            Check(typeof(double), (b, x) => b.Compare(comparison, x, x));
            Check(typeof(int), (b, x) => b.Compare(comparison, x, x));
            foreach (var c in Ints)
            {
                Check(typeof(int), (b, x) => b.Compare(comparison, x, Constant.Of(c)));
                foreach (var outer in Enum.GetValues<Comparison>())
                {
                    Check(typeof(int), (b, x) =>
                        b.Compare(outer, b.Compare(comparison, x, Constant.Of(c)), Constant.Of(c & 1)));
                }
            }
        }
    }

    [Fact]
    public void A_copied_struct_is_the_struct()
    {
        var f = new Function("f", [typeof(RandomFunctions.Pair)], typeof(RandomFunctions.Pair));
        var entry = f.AddEntry();
        var b = new Builder(entry);
        var (x, n) = (typeof(RandomFunctions.Pair).GetField("X")!, typeof(RandomFunctions.Pair).GetField("N")!);
        var copy = b.WithField(Constant.Zero(typeof(RandomFunctions.Pair)), x, b.GetField(entry.Parameters[0], x));
        b.Return(b.WithField(copy, n, b.GetField(entry.Parameters[0], n)));

        FoldConstants.Run(f);

        Assert.Same(entry.Parameters[0], entry.Terminator!.Operands[0]);
    }

    static void Check(Type type, Func<Builder, Value, Value> make)
    {
        var (before, after) = (Make(), Make());
        FoldConstants.Run(after);
        Ssa.Check(after);
        if (type == typeof(double))
        {
            foreach (var x in Doubles)
                Assert.Equal(Bits(Run(before, x)), Bits(Run(after, x)));
        }
        else
        {
            foreach (var x in Ints)
                Assert.Equal(Run(before, x), Run(after, x));
        }

        Function Make()
        {
            var f = new Function("f", [type], type);
            var b = new Builder(f.AddEntry());
            b.Return(make(b, f.Entry.Parameters[0]));
            return f;
        }
    }

    static object? Run(Function f, object x)
    {
        try
        {
            return Evaluator.Run(f, x);
        }
        catch (ArithmeticException e)
        {
            return e.GetType();
        }
    }

    /// <summary>The sign of a NaN is not defined.</summary>
    static object? Bits(object? value) => value is double d && !double.IsNaN(d) ? BitConverter.DoubleToInt64Bits(d) : value;
}
