using System;

using F = Zygote.SpecialFunctions;

namespace Zygote;

/// <summary>Derivatives of reciprocal circular and hyperbolic functions, and of those in degrees.</summary>
/// <remarks>Source: NIST DLMF, sections 4.20, 4.24, 4.34 and 4.38.</remarks>
static class TrigonometryRules
{
    const double Degree = Math.PI / 180;

    [DerivativeOf(typeof(F), nameof(F.Sec))]
    static double Sec(double x, double y) => y * Math.Tan(x);

    [DerivativeOf(typeof(F), nameof(F.Csc))]
    static double Csc(double x, double y) => -y * F.Cot(x);

    [DerivativeOf(typeof(F), nameof(F.Cot))]
    static double Cot(double x, double y) => -(1 + y * y);

    [DerivativeOf(typeof(F), nameof(F.Asec))]
    static double Asec(double x, double y) => 1 / (Math.Abs(x) * Root(x));

    [DerivativeOf(typeof(F), nameof(F.Acsc))]
    static double Acsc(double x, double y) => -1 / (Math.Abs(x) * Root(x));

    [DerivativeOf(typeof(F), nameof(F.Acot))]
    static double Acot(double x, double y) => -1 / (1 + x * x);

    [DerivativeOf(typeof(F), nameof(F.Sech))]
    static double Sech(double x, double y) => -y * Tanh(x);

    [DerivativeOf(typeof(TrigonometryRules), nameof(Tanh))]
    static double Tanh(double x, double y)
    {
        var sech = F.Sech(x);
        return sech * sech;
    }

    [DerivativeOf(typeof(F), nameof(F.Csch))]
    static double Csch(double x, double y) => -y * F.Coth(x);

    [DerivativeOf(typeof(F), nameof(F.Coth))]
    static double Coth(double x, double y)
    {
        var csch = F.Csch(x);
        return -csch * csch;
    }

    [DerivativeOf(typeof(F), nameof(F.Asech))]
    static double Asech(double x, double y) => -1 / (x * Math.Sqrt((1 - x) * (1 + x)));

    [DerivativeOf(typeof(F), nameof(F.Acsch))]
    static double Acsch(double x, double y) => -1 / (Math.Abs(x) * Math.Sqrt(1 + x * x));

    [DerivativeOf(typeof(F), nameof(F.Acoth))]
    static double Acoth(double x, double y) => Math.Abs(x) < 1 ? double.NaN : 1 / ((1 - x) * (1 + x));

    [DerivativeOf(typeof(F), nameof(F.SinDegrees))]
    static double SinDegrees(double x, double y) => Degree * F.CosDegrees(x);

    [DerivativeOf(typeof(F), nameof(F.CosDegrees))]
    static double CosDegrees(double x, double y) => -Degree * F.SinDegrees(x);

    [DerivativeOf(typeof(F), nameof(F.TanDegrees))]
    static double TanDegrees(double x, double y) => Degree * (1 + y * y);

    [DerivativeOf(typeof(F), nameof(F.CotDegrees))]
    static double CotDegrees(double x, double y) => -Degree * (1 + y * y);

    [DerivativeOf(typeof(F), nameof(F.Sinc))]
    static double Sinc(double x, double y) => SincDerivative.Value(1, x);

    [DerivativeOf(typeof(F), nameof(F.Cosc))]
    static double Cosc(double x, double y) => SincDerivative.Value(2, x);

    [DerivativeOf(typeof(SincDerivative), nameof(SincDerivative.Value))]
    static double SincDerivatives(int n, double x, double y) => SincDerivative.Value(n + 1, x);

    [DerivativeOf(typeof(F), nameof(F.Hypot))]
    static (double, double, double) Hypot(double x, double y, double z, double length) =>
        length == 0 ? (0, 0, 0) : (x / length, y / length, z / length);

    /// <summary>The hyperbolic tangent, with a derivative that keeps its digits where this one comes close to 1.</summary>
    internal static double Tanh(double x) => Math.Tanh(x);

    static double Root(double x)
    {
        var a = Math.Abs(x);
        return Math.Sqrt(a - 1) * Math.Sqrt(a + 1);
    }
}
