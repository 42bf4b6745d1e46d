using System.Numerics;

using static Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>DLMF 10.6.1 and 10.29.1 for complex arguments.</summary>
static class ComplexBesselRules
{
    [DerivativeOf(typeof(SpecialFunctions), nameof(BesselJ))]
    static Complex J(int n, Complex z, Complex y) => (BesselJ(n - 1, z) - BesselJ(n + 1, z)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(BesselY))]
    static Complex Y(int n, Complex z, Complex y) => (BesselY(n - 1, z) - BesselY(n + 1, z)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(BesselI))]
    static Complex I(int n, Complex z, Complex y) => (BesselI(n - 1, z) + BesselI(n + 1, z)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(BesselK))]
    static Complex K(int n, Complex z, Complex y) => -(BesselK(n - 1, z) + BesselK(n + 1, z)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(HankelH1))]
    static Complex H1(int n, Complex z, Complex y) => (HankelH1(n - 1, z) - HankelH1(n + 1, z)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(HankelH2))]
    static Complex H2(int n, Complex z, Complex y) => (HankelH2(n - 1, z) - HankelH2(n + 1, z)) / 2;
}
