using System;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>The code in docs/special-functions.md.</summary>
public sealed class SpecialFunctionSnippets
{
    [Fact]
    public void By_the_parameter_too()
    {
        // snippet: slope
        var slope = AD.Gradient((double a, double x) => SpecialFunctions.GammaP(a, x));
        var (byA, byX) = slope(2.5, 3.0);
        // end
        const double h = 1e-5;
        Assert.Equal((SpecialFunctions.GammaP(2.5 + h, 3) - SpecialFunctions.GammaP(2.5 - h, 3)) / (2 * h), byA, 1e-9);
        Assert.Equal(Math.Pow(3, 1.5) * Math.Exp(-3) / SpecialFunctions.Gamma(2.5), byX, 1e-15);
    }
}
