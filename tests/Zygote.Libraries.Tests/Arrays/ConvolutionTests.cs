using System;
using System.Linq;

using Xunit;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

public sealed class ConvolutionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(3, 6)]
    [InlineData(40, 17)]
    [InlineData(161, 160)]
    [InlineData(300, 200)]
    [InlineData(170, 1000)]
    public void All_modes_are_parts_of_the_sum(int n, int m)
    {
        var (a, b) = (Data.Vector(n), Data.Vector(m, 2));
        var full = Full(a, b);
        var valid = Math.Min(n, m) - 1;
        Against.Near(full, Arrays.Convolve(a, b), 1e-13);
        Against.Near(full[((m - 1) / 2)..((m - 1) / 2 + n)], Arrays.Convolve(a, b, ConvolutionMode.Same), 1e-13);
        Against.Near(full[valid..^valid], Arrays.Convolve(a, b, ConvolutionMode.Valid), 1e-13);
        var single = Arrays.Convolve([.. a.Select(v => (float)v)], [.. b.Select(v => (float)v)]);
        Against.Near(full, [.. single.Select(v => (double)v)], 1e-5);
    }

    [Theory]
    [InlineData(ConvolutionMode.Full)]
    [InlineData(ConvolutionMode.Same)]
    [InlineData(ConvolutionMode.Valid)]
    public void Derivatives_are_those_of_the_sum(ConvolutionMode mode)
    {
        foreach (var (n, m) in new[] { (5, 3), (2, 6), (1, 1) })
        {
            var (start, count) = mode switch
            {
                ConvolutionMode.Full => (0, n + m - 1),
                ConvolutionMode.Same => ((m - 1) / 2, n),
                _ => (Math.Min(n, m) - 1, Math.Abs(n - m) + 1),
            };
            Against.Loop(
                x => Data.Mix(Arrays.Convolve(Data.Part(x, 0, n), Data.Part(x, n, m), mode)),
                x => Data.Mix(Data.Part(Full(Data.Part(x, 0, n), Data.Part(x, n, m)), start, count)), Data.Vector(n + m));
        }

        Against.Single(
            x => Data.Mix(Arrays.Convolve(Data.Part(x, 0, 4), Data.Part(x, 4, 3), mode)),
            x => Data.Mix(Arrays.Convolve(Data.Part(x, 0, 4), Data.Part(x, 4, 3), mode)), Data.Vector(7));
    }

    [Fact]
    public void Gradients_of_long_convolutions_are_those_of_the_sum()
    {
        var x = Data.Vector(400);
        var expected = AD.Gradient((double[] v) => Data.Mix(Full(Data.Part(v, 0, 190), Data.Part(v, 190, 210))), x);
        var actual = AD.Gradient((double[] v) => Data.Mix(Arrays.Convolve(Data.Part(v, 0, 190), Data.Part(v, 190, 210))), x);
        Against.Near(expected, actual, 1e-12);
    }

    [Fact]
    public void Nothing_convolved_is_nothing()
    {
        Assert.Empty(Arrays.Convolve(new double[3], []));
        Assert.Equal(new double[2], AD.Gradient((double[] x) => Arrays.Sum(Arrays.Convolve(x, new double[0])), [1, 2]));
    }

    static double[] Full(double[] a, double[] b)
    {
        var c = new double[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
                c[i + j] += a[i] * b[j];
        }

        return c;
    }
}
