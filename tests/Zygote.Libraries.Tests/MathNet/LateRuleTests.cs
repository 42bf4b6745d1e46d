using System;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace Zygote.Tests.MathNet;

/// <summary>A rule that arrives between the two halves of a pullback, which is differentiated.</summary>
public sealed class LateRuleTests
{
    static double Late(double x) => x * x;

    static class LateRules
    {
        [DerivativeOf(typeof(LateRuleTests), nameof(Late))]
        static double Of(double x, double y) => 2 * x;
    }

    /// <summary>Constant to derivatives, which so do not read it.</summary>
    [ZeroDerivative]
    static void Register() => AD.RegisterRules(typeof(LateRules));

    static double Norm(double[] x) => Sample.Weighed(Sample.Matrix(x, 3).PseudoInverse());

    [Fact]
    public void Both_halves_are_of_the_same_derivative()
    {
        double[] x = Sample.Numbers(6);
        var expected = AD.HessianVectorProduct<double[]>(Norm)(x, [1, 0, 0, 0, 0, 0]);
        var pullback = AD.Pullback<double[], double>(y => Norm(y));
        var first = AD.Gradient((double[] y) =>
        {
            var back = pullback(y).Pullback;
            Register();
            return back(1)[0];
        });
        for (var n = 0; n < 2; n++)
        {
            var actual = first(x);
            for (var i = 0; i < x.Length; i++)
                Assert.Equal(expected[i], actual[i], 1e-9 * (1 + Math.Abs(expected[i])));
        }

        Assert.Equal(6, AD.Gradient((double y) => Late(y))(3));
    }
}
