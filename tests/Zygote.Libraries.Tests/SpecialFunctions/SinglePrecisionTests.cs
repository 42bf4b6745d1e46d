using System;
using System.Linq;
using System.Reflection;

using Xunit;

using F = Zygote.SpecialFunctions;
using S = Zygote.SpecialFunctionsF;

namespace Zygote.Tests.SpecialFunctions;

public sealed class SinglePrecisionTests
{
    [Fact]
    public void Values_and_derivatives_are_those_in_double_precision_rounded()
    {
        Check(S.Erf, F.Erf, 0.7f);
        Check(S.Erfcx, F.Erfcx, 12f);
        Check(S.Logistic, F.Logistic, -30f);
        Check(S.LogGamma, F.LogGamma, 4.25f);
        Check(S.Digamma, F.Digamma, 0.3f);
        Check(S.Zeta, F.Zeta, 2.5f);
        Check(S.SinDegrees, F.SinDegrees, 100f);
        Check(x => S.Polygamma(2, x), x => F.Polygamma(2, x), 1.5f);
        Check(x => S.GammaP(x, 1.5f), x => F.GammaP(x, 1.5), 2.5f);
        Check(x => S.BetaRegularized(2, x, 0.25f), x => F.BetaRegularized(2, x, 0.25), 3.5f);
    }

    static void Check(Func<float, float> single, Func<double, double> wide, float x)
    {
        Assert.Equal((float)wide(x), single(x));
        var slope = (float)AD.Derivative(wide, x);
        Assert.Equal(slope, AD.Derivative(single, x), Math.Abs(slope) * 1e-6f);
        Assert.Equal(slope, AD.Gradient(single, x), Math.Abs(slope) * 1e-6f);
    }

    [Fact]
    public void Sums_of_exponentials_are_shifted()
    {
        float[] x = [100, 101, 98.5f];
        Assert.Equal((float)F.LogSumExp([.. x.Select(v => (double)v)]), S.LogSumExp(x));
        var y = S.Softmax(x);
        Assert.Equal(1, y.Sum(), 1e-6f);
        var gradient = AD.Gradient((float[] v) => S.LogSumExp(v), x);
        for (var i = 0; i < x.Length; i++)
        {
            Assert.Equal(y[i], gradient[i], 1e-6f);
            Assert.Equal(MathF.Log(y[i]), S.LogSoftmax(x)[i], 1e-5f);
        }
    }

    [Fact]
    public void Every_function_of_these_families_has_a_twin_that_computes_the_same()
    {
        var methods = typeof(S).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);
        foreach (var method in methods.Where(m => m.ReturnType == typeof(float) && !m.GetParameters().Any(p => p.ParameterType.IsArray || p.ParameterType.IsByRefLike)))
        {
            var types = method.GetParameters().Select(p => p.ParameterType == typeof(float) ? typeof(double) : p.ParameterType).ToArray();
            var wide = typeof(F).GetMethod(method.Name, types);
            Assert.NotNull(wide);
            object[] narrow = [.. types.Select((t, i) => t == typeof(int) ? 2 : (object)(0.5f + 0.125f * i))];
            object[] same = [.. narrow.Select(v => v is float f ? (double)f : v)];
            Assert.Equal((float)(double)wide.Invoke(null, same)!, method.Invoke(null, narrow));
        }
    }
}
