using System;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class ZetaTests
{
    [Fact]
    public void Zeta_and_three_derivatives_agree_with_the_table() => ReferenceTable.Check("zeta", "Zeta", F.Zeta, 1e-14, 2e-13);

    [Fact]
    public void Eta_and_three_derivatives_agree_with_the_table() => ReferenceTable.Check("zeta", "Eta", F.Eta, 1e-14, 4e-12);

    [Fact]
    public void Hurwitz_zeta_agrees_with_the_table() =>
        ReferenceTable.Check("zeta", "Hurwitz", 2, v => F.Zeta(v[0], v[1]), 1e-15, 4e-15);

    [Fact]
    public void Poles_and_the_ends_of_the_range_are_as_documented()
    {
        const double Inf = double.PositiveInfinity;
        Assert.Equal((Inf, 1.0, double.NaN, double.NaN), (F.Zeta(1), F.Zeta(Inf), F.Zeta(-Inf), F.Zeta(double.NaN)));
        Assert.Equal((double.NaN, double.NaN, Inf, 0.0), (F.Zeta(0.5, 1), F.Zeta(2, -1), F.Zeta(1, 2), F.Zeta(2, Inf)));
        Assert.Equal(Math.Log(2), F.Eta(1), 1e-15);
        Assert.Equal(0, F.Zeta(-4));
        Assert.Equal(-2.2593901995475253e198, F.Zeta(-189), 1e186); // -B(190)/190
        Assert.Throws<ArgumentOutOfRangeException>(() => F.ZetaDerivative(-1, 2));
    }
}
