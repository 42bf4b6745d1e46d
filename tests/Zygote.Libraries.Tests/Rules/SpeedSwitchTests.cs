using System;
using System.Linq;
using System.Runtime.Intrinsics;

using Xunit;

namespace Zygote.Tests.Rules;

/// <summary>The switches of docs/speed.md. They are read once, so each test has a compiler of its own.</summary>
public sealed class SpeedSwitchTests
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

    static string Functions(bool areVectors) => $$"""
        public static class Program
        {
            static double F(double[] x)
            {
                var sum = 0.0;
                for (var i = 0; i < x.Length; i++)
                    sum += Math.Cosh(x[i]);
                return sum;
            }

            public static object Run()
            {
                AppContext.SetSwitch("Zygote.VectorFunctions", {{(areVectors ? "true" : "false")}});
                try
                {
                    var x = new double[1000];
                    for (var i = 0; i < x.Length; i++)
                        x[i] = i / 100.0;
                    return AD.Gradient((double[] x) => F(x))(x);
                }
                finally
                {
                    AppContext.SetSwitch("Zygote.VectorFunctions", true);
                }
            }
        }
        """;

    [Fact]
    public void Without_functions_of_vectors_partials_are_those_of_Math()
    {
        double[] expected = [.. Enumerable.Range(0, 1000).Select(i => Math.Sinh(i / 100.0))];
        Assert.Equal(expected, SeparateProgram.Run<double[]>(Functions(areVectors: false)));
        var inVectors = SeparateProgram.Run<double[]>(Functions(areVectors: true));
        Assert.Equal(Vector256.IsHardwareAccelerated, !expected.SequenceEqual(inVectors));
        Assert.All(expected.Zip(inVectors), p => Assert.Equal(p.First, p.Second, 2e-15 * p.First));
    }

    /// <summary>Sums in order beside tangents that are scaled in vectors.</summary>
    const string Tangents = """
        public static class Program
        {
            static double F(double[] x)
            {
                var (a, sum) = (new double[x.Length], 0.0);
                for (var i = 0; i < x.Length; i++)
                {
                    a[i] = (x[i] * x[i] * x[i]) + (2 * x[i] * x[i]);
                    sum += a[i];
                }

                for (var i = 0; i < x.Length; i++)
                    sum += a[i] * a[i];
                return sum;
            }

            public static object Run()
            {
                AppContext.SetSwitch("Zygote.VectorFunctions", false);
                try
                {
                    var (x, direction) = (new double[40], new double[40]);
                    for (var i = 0; i < x.Length; i++)
                        (x[i], direction[i]) = (i / 20.0, 1 - (i / 10.0));
                    return new[] { AD.Pushforward((double[] x) => F(x))(x, direction).Tangent };
                }
                finally
                {
                    AppContext.SetSwitch("Zygote.VectorFunctions", true);
                }
            }
        }
        """;

    [Fact]
    public void Without_functions_of_vectors_loops_of_which_a_part_is_done_one_by_one_are_compiled_all_the_same()
    {
        var expected = Enumerable.Range(0, 40).Sum(i =>
        {
            var x = i / 20.0;
            return (1 - (i / 10.0)) * (1 + (2 * ((x * x * x) + (2 * x * x)))) * ((3 * x * x) + (4 * x));
        });
        Assert.Equal(expected, SeparateProgram.Run<double[]>(Tangents)[0], 1e-11 * Math.Abs(expected));
    }
}
