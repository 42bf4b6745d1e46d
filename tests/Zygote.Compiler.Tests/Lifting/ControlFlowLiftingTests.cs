using System.Collections;
using System.Linq;

using Xunit;

using static Zygote.Compiler.Tests.Lifting.LiftedProgram;

namespace Zygote.Compiler.Tests.Lifting;

public sealed class ControlFlowLiftingTests
{
    [Theory]
    [InlineData(-1.5)]
    [InlineData(0.0)]
    [InlineData(2.5)]
    [InlineData(double.NaN)]
    public void Conditions_and_choices(double x)
    {
        AssertSame((double a) => a > 0 ? a * a : -a, x);
        AssertSame((double a) => a > 0 ? (a > 1 ? a : 1) + (a < 2 ? 3 : a) : a, x);
        AssertSame((double a) => !(a >= 0) || (a < 2 && a != 1), x);
        AssertSame((double a) => a <= 0 == a > -1, x);
        AssertSame(IfElse, x);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Loops_of_every_shape(int n)
    {
        AssertSame(For, 1.25, n);
        AssertSame(WhileWithBreak, 1.25, n);
        AssertSame(DoWhile, 1.25, n);
        AssertSame(Nested, 1.25, n);
        AssertSame(Goto, 1.25, n);
        AssertSame(LoopAtTheVeryStart, n);
        AssertSame(TwoEntrances, 1.25, n);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void Switches(int n)
    {
        AssertSame((int i) => i switch { 0 => 1.0, 1 => 2.5, 2 or 3 => -1.0, 4 => 7.0, _ => 0.0 }, n);
        AssertSame(SwitchWithFallThrough, n);
        AssertSame(SwitchOfStrings, $"{n}");
    }

    [Fact]
    public void Null_tests()
    {
        AssertSame((string? s) => s ?? "none", (string?)null);
        AssertSame((string? s) => s ?? "none", "some");
        AssertSame((string? s) => s?.Length ?? -1, (string?)null);
        AssertSame((string? s) => s?.Length ?? -1, "some");
        AssertSame((object? o) => o is string t && t.Length > 1 ? t : null, "some");
        AssertSame((object? o) => o is not null == (o == null), 3);
    }

    [Fact]
    public void Exceptions_leave_the_method()
    {
        AssertSame((double x) => x > 0 ? x : throw new System.ArgumentException("negative"), -1.0);
        AssertSame((double[] a) => a[3], new double[3]);
        AssertSame((double[] a) => a[0], (double[]?)null);
        AssertSame((int a) => 1 / a, 0);
    }

    [Fact]
    public void Choices_between_classes_meet_in_a_common_base()
    {
        AssertSame((bool c, string s, int[] a) => Describe(c ? s : a), true, "some", new int[1]);
        AssertSame((bool c, string s, int[] a) => Count(c ? s : (IEnumerable)a), false, "some", new int[3]);
    }

    static double IfElse(double x)
    {
        double y;
        if (x < 0)
            y = -1;
        else if (x == 0)
            y = 0;
        else
            y = x * 3;
        return y + 1;
    }

    static double For(double x, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += x * i;
        return sum;
    }

    static double WhileWithBreak(double x, int n)
    {
        var i = 0;
        while (true)
        {
            if (i++ >= n)
                break;
            if (i % 2 == 0)
                continue;
            x *= 1.5;
        }

        return x;
    }

    static double DoWhile(double x, int n)
    {
        do
            x = x * x - 0.5;
        while (--n > 0);
        return x;
    }

    static double Nested(double x, int n)
    {
        var sum = x;
        for (var i = 0; i < n; i++)
        {
            for (var j = i; j < n; j++)
            {
                if (j == 3)
                    goto done;
                sum += x / (i + j + 1);
            }

            sum *= 0.5;
        }

    done:
        return sum;
    }

    static double Goto(double x, int n)
    {
    again:
        if (n-- <= 0)
            return x;
        x += 1;
        goto again;
    }

    static int LoopAtTheVeryStart(int n)
    {
        do
        {
            n--;
        }
        while (n > 2);
        return n;
    }

    static double TwoEntrances(double x, int n)
    {
        if (n > 3)
            goto middle;
    top:
        x *= 2;
    middle:
        x += 1;
        if (--n > 0)
            goto top;
        return x;
    }

    static string SwitchWithFallThrough(int n)
    {
        var text = "";
        switch (n)
        {
            case 0:
                text += "zero";
                goto case 1;
            case 1:
                text += "one";
                break;
            case 3:
                return "three";
        }

        return text;
    }

    static string Describe(object o) => o.GetType().Name;

    static int Count(IEnumerable items) => items.Cast<object>().Count();

    static int SwitchOfStrings(string s) =>
        s switch { "a" => 1, "bb" => 2, "0" => 3, "1" => 4, "3" => 5, "xyz" => 6, "4" => 7, _ => 0 };
}
