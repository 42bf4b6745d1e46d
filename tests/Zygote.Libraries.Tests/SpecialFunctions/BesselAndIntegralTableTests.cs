using System;
using System.Collections.Generic;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

/// <summary>Every function against tables of mpmath.</summary>
public sealed class BesselAndIntegralTableTests
{
    const string Bessel = "bessel", Integrals = "integrals", Elliptic = "elliptic", Derivatives = "derivatives-of-bessel-and-integrals";

    sealed record Case(int Arguments, Func<double[], double> Function, string? Values, double Value, string? Derivatives, double Derivative);

    static Case Of(int n, Func<double[], double> f, string? values, double value, double derivative) => new(n, f, values, value, Derivatives, derivative);

    static readonly Dictionary<string, Case> Cases = new()
    {
        ["BesselJ0"] = Of(1, v => F.BesselJ0(v[0]), null, 1e-13, 1e-13),
        ["BesselJ1"] = Of(1, v => F.BesselJ1(v[0]), null, 1e-13, 1e-13),
        ["BesselY0"] = Of(1, v => F.BesselY0(v[0]), null, 1e-13, 1e-13),
        ["BesselY1"] = Of(1, v => F.BesselY1(v[0]), null, 1e-13, 1e-13),
        ["BesselJ"] = Of(2, v => F.BesselJ(v[0], v[1]), Bessel, 1e-13, 2e-13),
        ["BesselY"] = Of(2, v => F.BesselY(v[0], v[1]), Bessel, 1e-13, 2e-13),
        ["BesselI"] = Of(2, v => F.BesselI(v[0], v[1]), Bessel, 1e-13, 2e-13),
        ["BesselK"] = Of(2, v => F.BesselK(v[0], v[1]), Bessel, 1e-13, 2e-13),
        ["BesselIScaled"] = Of(2, v => F.BesselIScaled(v[0], v[1]), Bessel, 1e-13, 2e-13),
        ["BesselKScaled"] = Of(2, v => F.BesselKScaled(v[0], v[1]), Bessel, 1e-13, 2e-13),
        ["BesselJOrderDerivative"] = new(3, v => F.BesselJOrderDerivative(v[0], v[1], (int)v[2]), Bessel, 2e-13, null, 0),
        ["BesselYOrderDerivative"] = new(3, v => F.BesselYOrderDerivative(v[0], v[1], (int)v[2]), Bessel, 2e-13, null, 0),
        ["BesselIOrderDerivative"] = new(3, v => F.BesselIOrderDerivative(v[0], v[1], (int)v[2]), Bessel, 2e-13, null, 0),
        ["BesselKOrderDerivative"] = new(3, v => F.BesselKOrderDerivative(v[0], v[1], (int)v[2]), Bessel, 2e-13, null, 0),
        ["SphericalBesselJ"] = Of(2, v => F.SphericalBesselJ((int)v[0], v[1]), Integrals, 1e-13, 2e-13),
        ["SphericalBesselY"] = Of(2, v => F.SphericalBesselY((int)v[0], v[1]), Integrals, 1e-13, 2e-13),
        ["SphericalBesselI"] = Of(2, v => F.SphericalBesselI((int)v[0], v[1]), Integrals, 1e-13, 2e-13),
        ["SphericalBesselK"] = Of(2, v => F.SphericalBesselK((int)v[0], v[1]), Integrals, 1e-13, 2e-13),
        ["Jinc"] = Of(1, v => F.Jinc(v[0]), null, 1e-13, 1e-13),
        ["AiryAi"] = Of(1, v => F.AiryAi(v[0]), Integrals, 1e-13, 2e-13),
        ["AiryAiPrime"] = Of(1, v => F.AiryAiPrime(v[0]), Integrals, 1e-13, 2e-13),
        ["AiryBi"] = Of(1, v => F.AiryBi(v[0]), Integrals, 1e-13, 2e-13),
        ["AiryBiPrime"] = Of(1, v => F.AiryBiPrime(v[0]), Integrals, 1e-13, 2e-13),
        ["AiryAiScaled"] = Of(1, v => F.AiryAiScaled(v[0]), Integrals, 1e-13, 1e-12),
        ["AiryAiPrimeScaled"] = Of(1, v => F.AiryAiPrimeScaled(v[0]), Integrals, 1e-13, 1e-12),
        ["AiryBiScaled"] = Of(1, v => F.AiryBiScaled(v[0]), Integrals, 1e-13, 1e-12),
        ["AiryBiPrimeScaled"] = Of(1, v => F.AiryBiPrimeScaled(v[0]), Integrals, 1e-13, 1e-12),
        ["ExpIntegralE1"] = Of(1, v => F.ExpIntegralE1(v[0]), Integrals, 1e-14, 1e-14),
        ["ExpIntegralE1Scaled"] = Of(1, v => F.ExpIntegralE1Scaled(v[0]), Integrals, 1e-14, 1e-13),
        ["ExpIntegralE"] = Of(2, v => F.ExpIntegralE((int)v[0], v[1]), Integrals, 1e-14, 1e-14),
        ["ExpIntegralEScaled"] = new(2, v => F.ExpIntegralEScaled((int)v[0], v[1]), Integrals, 1e-14, Integrals, 1e-13),
        ["ExpIntegralEi"] = Of(1, v => F.ExpIntegralEi(v[0]), Integrals, 1e-14, 1e-14),
        ["ExpIntegralEiScaled"] = Of(1, v => F.ExpIntegralEiScaled(v[0]), Integrals, 1e-14, 1e-12),
        ["LogIntegral"] = Of(1, v => F.LogIntegral(v[0]), Integrals, 1e-14, 1e-14),
        ["SinIntegral"] = Of(1, v => F.SinIntegral(v[0]), Integrals, 1e-14, 1e-13),
        ["CosIntegral"] = Of(1, v => F.CosIntegral(v[0]), Integrals, 1e-14, 1e-13),
        ["SinhIntegral"] = Of(1, v => F.SinhIntegral(v[0]), Integrals, 1e-14, 1e-13),
        ["CoshIntegral"] = Of(1, v => F.CoshIntegral(v[0]), Integrals, 1e-14, 1e-13),
        ["FresnelS"] = Of(1, v => F.FresnelS(v[0]), Integrals, 1e-14, 1e-13),
        ["FresnelC"] = Of(1, v => F.FresnelC(v[0]), Integrals, 1e-14, 1e-13),
        ["CarlsonRF"] = Of(3, v => F.CarlsonRF(v[0], v[1], v[2]), Elliptic, 1e-14, 1e-13),
        ["CarlsonRC"] = Of(2, v => F.CarlsonRC(v[0], v[1]), Elliptic, 1e-14, 1e-13),
        ["CarlsonRD"] = Of(3, v => F.CarlsonRD(v[0], v[1], v[2]), Elliptic, 1e-14, 1e-13),
        ["CarlsonRJ"] = Of(4, v => F.CarlsonRJ(v[0], v[1], v[2], v[3]), Elliptic, 1e-14, 1e-12),
        ["CarlsonRG"] = Of(3, v => F.CarlsonRG(v[0], v[1], v[2]), Elliptic, 1e-14, 1e-12),
        ["EllipticK"] = Of(1, v => F.EllipticK(v[0]), Elliptic, 1e-14, 1e-13),
        ["EllipticE"] = Of(1, v => F.EllipticE(v[0]), Elliptic, 1e-14, 1e-13),
        ["EllipticPi"] = Of(2, v => F.EllipticPi(v[0], v[1]), Elliptic, 1e-14, 1e-13),
        ["EllipticF "] = Of(2, v => F.EllipticF(v[0], v[1]), Elliptic, 1e-14, 1e-13),
        ["EllipticE "] = Of(2, v => F.EllipticE(v[0], v[1]), Elliptic, 1e-14, 1e-13),
        ["EllipticPi "] = Of(3, v => F.EllipticPi(v[0], v[1], v[2]), Elliptic, 1e-14, 1e-13),
        ["JacobiSn"] = Of(2, v => F.JacobiSn(v[0], v[1]), Elliptic, 1e-14, 1e-12),
        ["JacobiCn"] = Of(2, v => F.JacobiCn(v[0], v[1]), Elliptic, 1e-14, 1e-12),
        ["JacobiDn"] = Of(2, v => F.JacobiDn(v[0], v[1]), Elliptic, 1e-14, 1e-12),
        ["LambertW0"] = Of(1, v => F.LambertW0(v[0]), Elliptic, 1e-15, 1e-13),
        ["LambertWm1"] = Of(1, v => F.LambertWm1(v[0]), Elliptic, 1e-15, 1e-13),
        ["Dilogarithm"] = Of(1, v => F.Dilogarithm(v[0]), Elliptic, 1e-15, 1e-13),
        ["StruveH"] = Of(2, v => F.StruveH((int)v[0], v[1]), null, 1e-13, 2e-13),
        ["StruveL"] = Of(2, v => F.StruveL((int)v[0], v[1]), null, 1e-13, 1e-13),
        ["KelvinBer"] = Of(1, v => F.KelvinBer(v[0]), null, 1e-14, 1e-13),
        ["KelvinBei"] = Of(1, v => F.KelvinBei(v[0]), null, 1e-14, 1e-13),
        ["KelvinKer"] = Of(1, v => F.KelvinKer(v[0]), null, 1e-14, 1e-13),
        ["KelvinKei"] = Of(1, v => F.KelvinKei(v[0]), null, 1e-14, 1e-13),
        ["LegendreP"] = Of(2, v => F.LegendreP((int)v[0], v[1]), null, 1e-14, 1e-13),
        ["LegendreP "] = Of(3, v => F.LegendreP((int)v[0], (int)v[1], v[2]), null, 1e-14, 1e-13),

        // For negative x each derivative is a difference of terms |x| times larger, and the table goes to the third at -100.
        ["Hypergeometric1F1"] = Of(3, v => F.Hypergeometric1F1(v[0], v[1], v[2]), null, 1e-14, 2e-10),
        ["Hypergeometric2F1"] = Of(4, v => F.Hypergeometric2F1(v[0], v[1], v[2], v[3]), null, 1e-13, 1e-12),
        ["Spence"] = Of(1, v => F.Spence(v[0]), Elliptic, 1e-15, 1e-13),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_derivatives_agree_with_the_tables(string name)
    {
        var c = Cases[name];
        name = name.TrimEnd();
        if (c.Values is not null)
            DerivativeTable.Check(c.Values, name, c.Arguments, c.Function, c.Value, c.Derivative);
        if (c.Derivatives is not null && c.Derivatives != c.Values)
            DerivativeTable.Check(c.Derivatives, name, c.Arguments, c.Function, c.Value, c.Derivative);
    }
}
