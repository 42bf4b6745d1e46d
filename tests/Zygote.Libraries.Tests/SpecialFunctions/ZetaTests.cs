using System;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class ZetaTests
{
    [Fact]
    public void Zeta_and_three_derivatives_agree_with_the_table() => ReferenceTable.Check("zeta", "Zeta", F.Zeta, 1e-15, 4e-15);

    [Fact]
    public void Eta_and_three_derivatives_agree_with_the_table() => ReferenceTable.Check("zeta", "Eta", F.Eta, 1e-15, 4e-15);

    [Fact]
    public void Hurwitz_zeta_agrees_with_the_table() =>
        ReferenceTable.Check("zeta", "Hurwitz", 2, v => F.Zeta(v[0], v[1]), 1e-15, 4e-15);
}
