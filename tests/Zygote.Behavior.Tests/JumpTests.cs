using System;
using System.IO;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Control flow that is not nested: goto into and out of loops, and returns from anywhere.</summary>
public class JumpTests
{
    [Fact]
    public void Goto_into_a_loop() => Check.Scalar(
        x =>
        {
            var sum = x;
            var i = 0;
            if (x > 1)
                goto inside;
        top:
            sum += x * i;
        inside:
            sum *= 1 + (x / 8);
            if (++i < 5)
                goto top;
            return sum;
        },
        0.5, 1.5);

    [Fact]
    public void Goto_into_the_middle_of_nested_loops() => Check.Two(
        (a, b) =>
        {
            var sum = a * b;
            int i = 0, j = 0;
            if (a > b)
                goto middle;
        outer:
            sum += Math.Sin(a * i);
            j = 0;
        inner:
            sum *= 1 + (b / (4 + j));
        middle:
            sum -= a * j;
            if (++j < 3)
                goto inner;
            if (++i < 4)
                goto outer;
            return sum;
        },
        (1, 2), (2, 1));

    /// <summary>Three states that lead to each other: no header dominates.</summary>
    [Fact]
    public void State_machine_of_gotos() => Check.Scalar(
        x =>
        {
            var y = x;
            var steps = 0;
            if (x < 0)
                goto b;
            if (x > 2)
                goto c;
        a:
            y = (y * x) + 1;
            if (++steps > 12)
                return y;
            if (steps % 3 == 0)
                goto c;
        b:
            y = Math.Sin(y) + x;
            if (++steps > 11)
                return y * 2;
            if (y > 0.5)
                goto a;
        c:
            y -= x / 3;
            if (++steps > 13)
                return y * y;
            if (y > 0.2)
                goto b;
            goto a;
        },
        -0.7, 1.3, 2.4);

    [Fact]
    public void Goto_into_a_loop_with_arrays_and_objects() => Check.Vector(
        v =>
        {
            var w = new double[v.Length];
            var i = 0;
            if (v[0] > 1)
                goto write;
        read:
            w[(i + 1) % w.Length] += w[i % w.Length] * v[i % v.Length];
        write:
            w[i % w.Length] += v[i % v.Length] * v[0];
            if (++i < 7)
                goto read;
            return w[0] + (2 * w[1]) + (w[2] * w[2]);
        },
        [0.5, 0.3, -0.7], [1.5, 0.2, 0.4]);

    [Fact]
    public void Irreducible_in_a_loop_and_in_a_callee() => Check.Two(
        (a, b) =>
        {
            var sum = 0.0;
            for (var k = 0; k < 3; k++)
            {
                var i = k;
                var y = a;
                if (k == 1)
                    goto two;
            one:
                y = (y * b) + i;
            two:
                y += Twisted(a, k) / 4;
                if (++i < 4)
                    goto one;
                sum += y;
            }

            return sum * Twisted(b, 1);
        },
        (1.2, 0.7), (-0.5, 0.3));

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Twisted(double x, int k)
    {
        var y = x;
        if (k % 2 == 1)
            goto odd;
    even:
        y *= x;
        k++;
    odd:
        y += Math.Cos(x);
        k++;
        if (k < 6)
            goto even;
        return y;
    }

    [Fact]
    public void Goto_out_of_nested_loops() => Check.Two(
        (a, b) =>
        {
            var sum = 0.0;
            for (var i = 0; i < 5; i++)
            {
                for (var j = 0; j < 5; j++)
                {
                    for (var k = 0; k < 3; k++)
                    {
                        sum += a * (i + k) * Math.Sin(b * j);
                        if (sum > 12)
                            goto done;
                        if (sum < -3)
                            goto next;
                    }
                }

            next:
                sum += b;
            }

        done:
            return sum * a;
        },
        (1, 0.7), (-0.8, 0.9), (3, 1));

    [Fact]
    public void Backward_goto_over_a_switch() => Check.Scalar(
        x =>
        {
            var y = x;
            var n = 0;
        again:
            switch (n++ % 4)
            {
                case 0:
                    y *= x;
                    goto again;
                case 1:
                    y += Math.Exp(-x);
                    if (n < 9)
                        goto again;
                    break;
                case 2:
                    goto case 1;
                default:
                    y -= x / 5;
                    goto again;
            }

            return y;
        },
        0.7, 1.4);

    [Fact]
    public void Endless_loop_with_breaks_and_continues() => Check.Scalar(
        x =>
        {
            var y = x;
            var n = 0;
            while (true)
            {
                n++;
                if (n % 2 == 0)
                {
                    y += Math.Sin(x * n);
                    continue;
                }

                do
                {
                    y *= 0.9 + (x / 100);
                    if (y > 40)
                        return y * x;
                }
                while (y > 3);
                if (n > 6)
                    break;
            }

            return y;
        },
        0.5, 4, 50);

    [Fact]
    public void Values_on_the_stack_across_a_conditional() => Check.Two(
        (a, b) => Sum(a, a > 1 ? b * a : Sum(b, a > 0 ? 1 : b, a), a * (b > 2 ? 3 : a)) * Three(a, b > 1 && a > 0.5 ? b : 2),
        (1.1, 2.2), (1.5, 3), (0.2, 0.1));

    static double Sum(double a, double b, double c) => a + (2 * b) + (3 * c * a);

    static double Three(double a, double b) => a * b * b;

    [Fact]
    public void Trip_counts_that_depend_on_data() => Check.Two(
        (a, b) =>
        {
            double y = a, t = 0;
            while (t * t < b * 3)
            {
                for (var j = 0; j < (int)(y * 2); j++)
                    t += 0.3 + (a / (10 + j));
                y = Math.Abs(Math.Sin(y * 3)) + 0.5;
                t += 0.1;
            }

            return y * t;
        },
        (1.1, 2.3));

    /// <summary>The C# compiler does not write this: the product stays on the evaluation stack while the loop goes round.</summary>
    [Fact]
    public void Values_on_the_stack_across_a_backward_branch()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("StackLoop"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("StackLoop").DefineType("Loops", TypeAttributes.Public);
        var method = type.DefineMethod(
            "Power", MethodAttributes.Public | MethodAttributes.Static, typeof(double), [typeof(double)]);
        var il = method.GetILGenerator();
        var i = il.DeclareLocal(typeof(int));
        var top = il.DefineLabel();
        il.Emit(OpCodes.Ldc_R8, 1.0);
        il.MarkLabel(top);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Ldloc, i);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Stloc, i);
        il.Emit(OpCodes.Ldc_I4_5);
        il.Emit(OpCodes.Blt, top);
        il.Emit(OpCodes.Ret);
        type.CreateType();
        using var stream = new MemoryStream();
        assembly.Save(stream);
        var power = Assembly.Load(stream.ToArray()).GetType("Loops")!.GetMethod("Power")!;
        var f = power.CreateDelegate<Func<double, double>>();
        Assert.Equal(32, f(2));
        Check.Scalar(f, 0.7, 1.3);
    }
}
