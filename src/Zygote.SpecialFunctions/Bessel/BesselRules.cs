using static Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>Derivatives in the argument by DLMF 10.6.1 and 10.29.1, in the order by functions of their own.</summary>
static class BesselRules
{
    /// <summary>Below, the neighbour of an order is rounded too much: its distance from an integer matters.</summary>
    const double SmallOrder = 0.01;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselJ0))]
    static double BesselJ0(double x, double y) => -SpecialFunctions.BesselJ1(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselJ1))]
    static double BesselJ1(double x, double y) => (SpecialFunctions.BesselJ0(x) - SpecialFunctions.BesselJ(2, x)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselY0))]
    static double BesselY0(double x, double y) => -SpecialFunctions.BesselY1(x);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselY1))]
    static double BesselY1(double x, double y) => (SpecialFunctions.BesselY0(x) - SpecialFunctions.BesselY(2, x)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselJ))]
    static double BesselJ(int n, double x, double y) =>
        (SpecialFunctions.BesselJ(n - 1, x) - SpecialFunctions.BesselJ(n + 1, x)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselY))]
    static double BesselY(int n, double x, double y) =>
        (SpecialFunctions.BesselY(n - 1, x) - SpecialFunctions.BesselY(n + 1, x)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselI))]
    static double BesselI(int n, double x, double y) =>
        (SpecialFunctions.BesselI(n - 1, x) + SpecialFunctions.BesselI(n + 1, x)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselK))]
    static double BesselK(int n, double x, double y) =>
        -(SpecialFunctions.BesselK(n - 1, x) + SpecialFunctions.BesselK(n + 1, x)) / 2;

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselJ))]
    static (double, double) BesselJ(double nu, double x, double y) => (BesselJOrderDerivative(nu, x), IsSmall(nu, x)
        ? nu / x * SpecialFunctions.BesselJ(nu, x) - SpecialFunctions.BesselJ(nu + 1, x)
        : (SpecialFunctions.BesselJ(nu - 1, x) - SpecialFunctions.BesselJ(nu + 1, x)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselY))]
    static (double, double) BesselY(double nu, double x, double y) => (BesselYOrderDerivative(nu, x),
        (SpecialFunctions.BesselY(nu - 1, x) - SpecialFunctions.BesselY(nu + 1, x)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselI))]
    static (double, double) BesselI(double nu, double x, double y) => (BesselIOrderDerivative(nu, x), IsRecessive(nu, x)
        ? BesselIOrderSlope(nu, x, 0)
        : IsSmall(nu, x)
        ? nu / x * SpecialFunctions.BesselI(nu, x) + SpecialFunctions.BesselI(nu + 1, x)
        : (SpecialFunctions.BesselI(nu - 1, x) + SpecialFunctions.BesselI(nu + 1, x)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselK))]
    static (double, double) BesselK(double nu, double x, double y) => (BesselKOrderDerivative(nu, x),
        -(SpecialFunctions.BesselK(nu - 1, x) + SpecialFunctions.BesselK(nu + 1, x)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselJOrderDerivative))]
    static (double, double) OfOrderJ(double nu, double x, int k, double y) => (BesselJOrderDerivative(nu, x, k + 1),
        (BesselJOrderDerivative(nu - 1, x, k) - BesselJOrderDerivative(nu + 1, x, k)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselYOrderDerivative))]
    static (double, double) OfOrderY(double nu, double x, int k, double y) => (BesselYOrderDerivative(nu, x, k + 1),
        (BesselYOrderDerivative(nu - 1, x, k) - BesselYOrderDerivative(nu + 1, x, k)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselIOrderDerivative))]
    static (double, double) OfOrderI(double nu, double x, int k, double y) => (BesselIOrderDerivative(nu, x, k + 1), IsRecessive(nu, x)
        ? BesselIOrderSlope(nu, x, k)
        : (BesselIOrderDerivative(nu - 1, x, k) + BesselIOrderDerivative(nu + 1, x, k)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselKOrderDerivative))]
    static (double, double) OfOrderK(double nu, double x, int k, double y) => (BesselKOrderDerivative(nu, x, k + 1),
        -(BesselKOrderDerivative(nu - 1, x, k) + BesselKOrderDerivative(nu + 1, x, k)) / 2);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselIScaled))]
    static double BesselIScaled(int n, double x, double y) => x < 0
        ? -CylinderValues.Parity(n) * BesselIScaledDerivative(n, -x, 0, 1)
        : BesselIScaledDerivative(n, x, 0, 1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselKScaled))]
    static double BesselKScaled(int n, double x, double y) => BesselKScaledDerivative(n, x, 0, 1);

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselIScaled))]
    static (double, double) BesselIScaled(double nu, double x, double y) => (BesselIScaledDerivative(nu, x, 1, 0), x < 0
        ? -CylinderValues.Parity(nu) * BesselIScaledDerivative(nu, -x, 0, 1)
        : BesselIScaledDerivative(nu, x, 0, 1));

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselKScaled))]
    static (double, double) BesselKScaled(double nu, double x, double y) =>
        (BesselKScaledDerivative(nu, x, 1, 0), BesselKScaledDerivative(nu, x, 0, 1));

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselIScaledDerivative))]
    static (double, double) OfScaledI(double nu, double x, int k, int n, double y) =>
        (BesselIScaledDerivative(nu, x, k + 1, n), BesselIScaledDerivative(nu, x, k, n + 1));

    [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.BesselKScaledDerivative))]
    static (double, double) OfScaledK(double nu, double x, int k, int n, double y) =>
        (BesselKScaledDerivative(nu, x, k + 1, n), BesselKScaledDerivative(nu, x, k, n + 1));

    /// <summary>
    /// Where the part of I that is odd in the order, and with it the derivative in the order, may be much smaller than I.
    /// </summary>
    static bool IsRecessive(double nu, double x) => x > 2 && nu is > -1 and < 1;

    static bool IsSmall(double nu, double x) => nu != 0 && nu is > -SmallOrder and < SmallOrder && x > 0;
}
