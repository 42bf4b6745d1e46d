using System;
using System.Linq;
using System.Runtime.Intrinsics;

using Xunit;

namespace Zygote.Tests.Rules;

/// <summary>The switch of docs/speed.md. It is read once, so each test has a compiler of its own.</summary>
public sealed class SumOrderTests
{
    /// <summary>The cotangent of the first number is a sum over the others.</summary>
    static string Program(bool inOrder) => $$"""
        public static class Program
        {
            static double F(double[] x)
            {
                var (scale, sum) = (x[0], 0.0);
                for (var i = 1; i < x.Length; i++)
                    sum += scale * x[i];
                return Math.Log(sum);
            }

            public static object Run()
            {
                AppContext.SetSwitch("Zygote.SumsInOrder", {{(inOrder ? "true" : "false")}});
                try
                {
                    var x = new double[1001];
                    for (var i = 0; i < x.Length; i++)
                        x[i] = 1 + i * i % 97 / 7.0;
                    return new[] { F(x), AD.Gradient((double[] x) => F(x))(x)[0], AD.ValueAndGradient((double[] x) => F(x))(x).Value };
                }
                finally
                {
                    AppContext.SetSwitch("Zygote.SumsInOrder", false);
                }
            }
        }
        """;

    /// <summary>As the reverse part adds up: from the last to the first.</summary>
    static double InOrder()
    {
        double[] x = [.. Enumerable.Range(0, 1001).Select(i => 1 + (i * i % 97 / 7.0))];
        var (sum, bar) = (0.0, 0.0);
        for (var i = 1; i < x.Length; i++)
            sum += x[0] * x[i];
        for (var i = x.Length - 1; i > 0; i--)
            bar += 1 / sum * x[i];
        return bar;
    }

    [Fact]
    public void With_the_switch_cotangents_are_added_up_in_the_order_of_the_program()
    {
        var result = SeparateProgram.Run<double[]>(Program(inOrder: true));
        Assert.Equal(InOrder(), result[1]);
        Assert.Equal(result[0], result[2]);
    }

    [Fact]
    public void Without_it_only_their_last_digits_differ_and_the_value_does_not()
    {
        var result = SeparateProgram.Run<double[]>(Program(inOrder: false));
        Assert.Equal(1, InOrder() / result[1], 1e-13);
        Assert.Equal(Vector256.IsHardwareAccelerated, InOrder() != result[1]);
        Assert.Equal(result[0], result[2]);
    }
}
