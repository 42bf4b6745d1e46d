using System;
using System.Linq;
using System.Numerics;

using MathNet.Numerics.IntegralTransforms;

using Xunit;

using Zygote.Testing;

namespace Zygote.Tests.MathNet;

public sealed class FourierTests
{
    static double Weighed(Complex[] z)
    {
        var sum = 0.0;
        for (var i = 0; i < z.Length; i++)
            sum += (z[i].Real * (1 + (0.4 * i))) - (z[i].Imaginary * z[i].Real * (0.3 + i));
        return sum;
    }

    static Complex[] Samples(double[] x) => [.. x.Select((t, i) => new Complex(t, (t * t) - i))];

    [Theory]
    [InlineData(FourierOptions.Default)]
    [InlineData(FourierOptions.NoScaling)]
    [InlineData(FourierOptions.Matlab)]
    [InlineData(FourierOptions.NumericalRecipes)]
    public void Transforms_there_and_back(FourierOptions options)
    {
        foreach (var count in new[] { 1, 4, 5 })
        {
            RuleCheck.Verify((double[] x) =>
            {
                var z = Samples(x);
                Fourier.Forward(z, options);
                return Weighed(z);
            }, Sample.Numbers(count));
            RuleCheck.Verify((double[] x) =>
            {
                var z = Samples(x);
                Fourier.Inverse(z, options);
                return Weighed(z);
            }, Sample.Numbers(count));
        }
    }

    [Fact]
    public void A_function_of_complex_samples() => RuleCheck.Verify((Complex[] z) =>
    {
        var copy = z.ToArray();
        Fourier.Forward(copy);
        return (copy[1] * Complex.Conjugate(copy[2])).Real;
    }, [new Complex(1, 2), new Complex(-0.5, 0.3), new Complex(0.2, -1)]);

    [Fact]
    public void Real_and_imaginary_parts_in_arrays_of_their_own() => RuleCheck.Verify((double[] x) =>
    {
        var (real, imaginary) = (x[..4], x[4..]);
        Fourier.Forward(real, imaginary);
        return (real[1] * imaginary[2]) + (real[3] * real[0]);
    }, Sample.Numbers(8));
}
