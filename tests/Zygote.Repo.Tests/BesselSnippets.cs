using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>The code in docs/special-functions-bessel.md.</summary>
public sealed class BesselSnippets
{
    [Fact]
    public void By_the_order_too()
    {
        // snippet: orders
        var (byOrder, byX) = AD.Gradient((double nu, double x) => SpecialFunctions.BesselJ(nu, x))(2.5, 3.0);
        double second = SpecialFunctions.BesselJOrderDerivative(2.5, 3.0, k: 2);    // d^2 J / d nu^2
        // end
        const double h = 1e-3;
        double J(double nu) => SpecialFunctions.BesselJ(nu, 3);
        Assert.Equal((J(2.5 + h) - J(2.5 - h)) / (2 * h), byOrder, 1e-6);
        Assert.Equal((J(1.5) - J(3.5)) / 2, byX, 1e-14);
        Assert.Equal((J(2.5 + h) - 2 * J(2.5) + J(2.5 - h)) / (h * h), second, 1e-6);
    }
}
