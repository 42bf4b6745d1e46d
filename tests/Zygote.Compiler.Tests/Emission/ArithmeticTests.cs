using System;
using System.Collections.Generic;
using System.Threading;
using Xunit;
using Zygote.IR;
using static Zygote.Compiler.Tests.Emission.Programs;

namespace Zygote.Compiler.Tests.Emission;

public class EmissionArithmeticTests
{
    static readonly double[] Doubles = [0, -0.0, 1, -1.5, 2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
    static readonly int[] Ints = [0, 1, -1, 7, int.MaxValue, int.MinValue];

    /// <summary>Long straight code is no reason to run out of stack.</summary>
    [Fact]
    public void Long_sums_are_emitted_on_a_small_stack()
    {
        const int count = 20_000;
        var f = new Function("f", [typeof(double)], typeof(double));
        var b = new Builder(f.AddEntry());
        var x = f.Entry.Parameters[0];
        Value sum = x;
        for (var n = 1; n < count; n++)
            sum = b.Add(b.Mul(x, x), sum);
        b.Return(sum);
        Func<double, double>? run = null;
        var thread = new Thread(() => run = (Func<double, double>)Zygote.Emission.Emitter.Compile(f, typeof(Func<double, double>)), 256 << 10);
        thread.Start();
        thread.Join();
        Assert.Equal(2 + (4.0 * (count - 1)), run!(2));
    }

    [Fact]
    public void Every_operation_on_integers_agrees_with_the_language()
    {
        Check((a, b) => a + b, Opcode.Add);
        Check((a, b) => a - b, Opcode.Sub);
        Check((a, b) => a * b, Opcode.Mul);
        Check((a, b) => a & b, Opcode.And);
        Check((a, b) => a | b, Opcode.Or);
        Check((a, b) => a ^ b, Opcode.Xor);
        Check((a, b) => a << (b & 31), Opcode.Shl);
        Check((a, b) => a >> (b & 31), Opcode.Shr);
        Check((a, b) => a >>> (b & 31), Opcode.ShrUn);
        Check((a, b) => a / b, Opcode.Div);
        Check((a, b) => a % b, Opcode.Rem);
        Check((a, b) => (int)((uint)a / (uint)b), Opcode.DivUn);
        Check((a, b) => (int)((uint)a % (uint)b), Opcode.RemUn);
        Check((a, b) => checked(a + b), Opcode.AddChecked);
        Check((a, b) => checked(a - b), Opcode.SubChecked);
        Check((a, b) => checked(a * b), Opcode.MulChecked);
        Check((a, b) => (int)checked(U(a) + U(b)), Opcode.AddCheckedUn);
        Check((a, b) => (int)checked(U(a) - U(b)), Opcode.SubCheckedUn);
        Check((a, b) => (int)checked(U(a) * U(b)), Opcode.MulCheckedUn);

        static void Check(Func<int, int, int> expected, Opcode opcode)
        {
            var isShift = opcode is Opcode.Shl or Opcode.Shr or Opcode.ShrUn;
            var actual = Compile<Func<int, int, int>>(
                (b, p) => b.Return(b.Binary(opcode, p[0], isShift ? b.Binary(Opcode.And, p[1], C(31)) : p[1])));
            foreach (var x in Ints)
            {
                foreach (var y in Ints)
                    Assert.Equal(Outcome(() => expected(x, y)), Outcome(() => actual(x, y)));
            }
        }
    }

    [Fact]
    public void Operations_with_one_operand()
    {
        Assert.Equal(-5, Compile<Func<int, int>>((b, p) => b.Return(b.Neg(p[0])))(5));
        Assert.Equal(~5, Compile<Func<int, int>>((b, p) => b.Return(b.Append(Opcode.Not, typeof(int), null, p[0])))(5));
        Assert.Equal(-2.5, Compile<Func<double, double>>((b, p) => b.Return(b.Neg(p[0])))(2.5));
        Assert.Equal(5.5 % 2, Compile<Func<double, double>>((b, p) => b.Return(b.Binary(Opcode.Rem, p[0], C(2.0))))(5.5));
        Assert.Equal(3L << 40, Compile<Func<long, long>>((b, p) => b.Return(b.Binary(Opcode.Shl, p[0], C(40))))(3));
    }

    [Fact]
    public void Comparisons_as_values_and_as_branches_agree_on_doubles_also_on_NaN()
    {
        foreach (var comparison in Enum.GetValues<Comparison>())
        {
            foreach (var inverted in new[] { false, true })
            {
                var value = Compile<Func<double, double, int>>((b, p) => b.Return(b.Compare(comparison, p[0], p[1])));
                var branch = Branch<Func<double, double, int>>(comparison, inverted);
                foreach (var x in Doubles)
                {
                    foreach (var y in Doubles)
                    {
                        var expected = Expected(comparison, x.CompareTo(y), x == y, double.IsNaN(x) || double.IsNaN(y));
                        Assert.Equal(expected, value(x, y));
                        Assert.Equal(expected, branch(x, y));
                    }
                }
            }
        }

        static int Expected(Comparison comparison, int order, bool equal, bool unordered)
        {
            if (unordered)
                return comparison is Comparison.NotEqual or >= Comparison.LessUn ? 1 : 0;
            return Ordered(comparison, equal ? 0 : order);
        }
    }

    [Fact]
    public void Comparisons_as_values_and_as_branches_agree_on_integers_signed_and_unsigned()
    {
        foreach (var comparison in Enum.GetValues<Comparison>())
        {
            foreach (var inverted in new[] { false, true })
            {
                var value = Compile<Func<int, int, int>>((b, p) => b.Return(b.Compare(comparison, p[0], p[1])));
                var branch = Branch<Func<int, int, int>>(comparison, inverted);
                foreach (var x in Ints)
                {
                    foreach (var y in Ints)
                    {
                        var order = comparison >= Comparison.LessUn ? ((uint)x).CompareTo((uint)y) : x.CompareTo(y);
                        Assert.Equal(Ordered(comparison, order), value(x, y));
                        Assert.Equal(Ordered(comparison, order), branch(x, y));
                    }
                }
            }
        }
    }

    [Fact]
    public void Branches_on_zero_null_and_materialised_conditions()
    {
        var zero = CompileBlocks<Func<int, int>>((f, b, p) => Choose(f, b, b.Compare(Comparison.Equal, p[0], C(0))));
        Assert.Equal([1, 0], [zero(0), zero(3)]);
        var isNull = CompileBlocks<Func<string?, int>>((f, b, p) =>
            Choose(f, b, b.Compare(Comparison.NotEqual, p[0], Constant.Zero(typeof(string)))));
        Assert.Equal([0, 1], [isNull(null), isNull("")]);
        var twice = CompileBlocks<Func<double, int>>((f, b, p) =>
        {
            var condition = b.Compare(Comparison.Less, p[0], C(0.0));
            var (yes, no) = (f.AddBlock(), f.AddBlock());
            b.BranchIf(condition, new Edge(yes), new Edge(no));
            new Builder(yes).Return(condition);
            b.Block = no;
            b.Return(b.Add(condition, C(10)));
        });
        Assert.Equal([1, 10], [twice(-1), twice(double.NaN)]);
    }

    [Fact]
    public void Conversions_truncate_extend_and_check()
    {
        double[] values = [0, 1.9, -1.9, 127, 128, -129, 255, 256, 65535, 65536, 2147483647, 2147483648, -2147483649,
            4294967295];
        foreach (var x in values)
        {
            Check(x, v => checked((byte)v), typeof(byte), true);
            Check(x, v => checked((sbyte)v), typeof(sbyte), true);
            Check(x, v => checked((short)v), typeof(short), true);
            Check(x, v => checked((char)v), typeof(char), true);
            Check(x, v => checked((int)v), typeof(int), true);
            Check(x, v => (int)checked((uint)v), typeof(uint), true);
        }

        foreach (var x in Ints)
        {
            Check(x, v => (byte)v, typeof(byte));
            Check(x, v => (sbyte)v, typeof(sbyte));
            Check(x, v => (short)v, typeof(short));
            Check(x, v => (ushort)v, typeof(ushort));
            Check(x, v => (long)v, typeof(long));
            Check(x, v => (long)(ulong)(uint)v, typeof(long), fromUnsigned: true);
            Check(x, v => (long)(ulong)(uint)v, typeof(ulong));
            Check(x, v => (double)v, typeof(double));
            Check(x, v => (double)(uint)v, typeof(double), fromUnsigned: true);
            Check(x, v => (float)(uint)v, typeof(float), fromUnsigned: true);
            Check(x, v => checked((byte)v), typeof(byte), true);
            Check(x, v => checked((sbyte)U(v)), typeof(sbyte), true, true);
            Check(x, v => checked((short)U(v)), typeof(short), true, true);
            Check(x, v => (int)checked((uint)v), typeof(uint), true);
            Check(x, v => checked((int)U(v)), typeof(int), true, true);
            Check(x, v => (long)checked((ulong)v), typeof(ulong), true);
            Check(x, v => (nint)v, typeof(nint));
        }

        Check(5_000_000_000L, v => checked((int)v), typeof(int), true);
        Check(-1L, v => (double)(ulong)v, typeof(double), fromUnsigned: true);
        Check(1.5, v => (float)v, typeof(float));
        Check(1.5f, v => (double)v, typeof(double));

        static void Check<TFrom, TTo>(
            TFrom x, Func<TFrom, TTo> expected, Type to, bool isChecked = false, bool fromUnsigned = false)
        {
            var result = StackTypes.Of(to) == typeof(int) ? typeof(int) : StackTypes.Of(to);
            var type = typeof(Func<,>).MakeGenericType(typeof(TFrom), result);
            var function = new Function("convert", [typeof(TFrom)], result);
            Fill(function, (b, p) => b.Return(b.Convert(new Conversion(to, isChecked, fromUnsigned), p[0])));
            var actual = Zygote.Emission.Emitter.Compile(function, type);
            Assert.Equal(Outcome(() => Convert(expected(x))), Outcome(() => Convert(Invoke(actual, x))));
        }

        static object Invoke(Delegate function, object? x)
        {
            try
            {
                return function.DynamicInvoke(x)!;
            }
            catch (System.Reflection.TargetInvocationException e)
            {
                throw e.InnerException!;
            }
        }

        static object Convert(object? value) => value is nint n ? n : value is char c ? c : System.Convert.ToDouble(value);
    }

    static uint U(int value) => unchecked((uint)value);

    static int Ordered(Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less or Comparison.LessUn => order < 0,
        Comparison.LessOrEqual or Comparison.LessOrEqualUn => order <= 0,
        Comparison.Greater or Comparison.GreaterUn => order > 0,
        _ => order >= 0,
    } ? 1 : 0;

    static TDelegate Branch<TDelegate>(Comparison comparison, bool inverted)
        where TDelegate : Delegate =>
        CompileBlocks<TDelegate>((f, b, p) => Choose(f, b, b.Compare(comparison, p[0], p[1]), inverted));

    static void Choose(Function f, Builder b, Value condition, bool inverted = false)
    {
        // The order of the blocks decides which way falls through.
        var first = f.AddBlock();
        var second = f.AddBlock();
        var (yes, no) = inverted ? (second, first) : (first, second);
        b.BranchIf(condition, new Edge(yes), new Edge(no));
        new Builder(yes).Return(C(1));
        new Builder(no).Return(C(0));
    }

    static object Outcome<T>(Func<T> run)
    {
        try
        {
            return run()!;
        }
        catch (ArithmeticException e)
        {
            return e.GetType();
        }
    }
}
