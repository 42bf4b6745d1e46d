using System;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>The exponential integral E1: the integral of exp(-t) / t from x to infinity.</summary>
    /// <remarks>Infinite at 0; NaN for negative x, where it is complex (see <see cref="ExpIntegralEi"/>).</remarks>
    public static double ExpIntegralE1(double x) => ExpIntegrals.E(1, x);

    /// <summary>exp(x) E1(x), which does not underflow.</summary>
    public static double ExpIntegralE1Scaled(double x) => ExpIntegrals.EScaled(1, x);

    /// <summary>The exponential integral of any integer order: the integral of exp(-x t) / t^n from 1 to infinity.</summary>
    /// <param name="n">The order; a constant for differentiation.</param>
    /// <param name="x">At 0: 1 / (n - 1), or infinity for n below 2. NaN where negative.</param>
    public static double ExpIntegralE(int n, double x) => ExpIntegrals.E(n, x);

    /// <summary>exp(x) times <see cref="ExpIntegralE"/>.</summary>
    public static double ExpIntegralEScaled(int n, double x) => ExpIntegrals.EScaled(n, x);

    /// <summary>The exponential integral Ei, the principal value: -infinity at 0, -E1(-x) for negative x.</summary>
    /// <remarks>Relative accuracy also near its zero at 0.3725.</remarks>
    public static double ExpIntegralEi(double x) => ExpIntegrals.Ei(x);

    /// <summary>exp(-x) Ei(x), which neither overflows nor underflows.</summary>
    public static double ExpIntegralEiScaled(double x) => ExpIntegrals.EiScaled(x);

    /// <summary>The logarithmic integral: Ei(log x). -infinity at 1, NaN for negative x.</summary>
    public static double LogIntegral(double x) => ExpIntegrals.Li(x);

    /// <summary>The sine integral: the integral of sin t / t from 0 to x. Odd; pi / 2 at infinity.</summary>
    public static double SinIntegral(double x) => TrigonometricIntegrals.Si(x);

    /// <summary>
    /// The cosine integral: minus the integral of cos t / t from x to infinity. -infinity at 0, NaN for negative x.
    /// </summary>
    /// <remarks>The error is 1e-15 relative to the envelope 1 / x; near the first zero it is relative to the value.</remarks>
    public static double CosIntegral(double x) => TrigonometricIntegrals.Ci(x);

    /// <summary>The hyperbolic sine integral: the integral of sinh t / t from 0 to x.</summary>
    public static double SinhIntegral(double x) => TrigonometricIntegrals.Shi(x);

    /// <summary>The hyperbolic cosine integral; -infinity at 0, NaN for negative x.</summary>
    public static double CoshIntegral(double x) => TrigonometricIntegrals.Chi(x);

    /// <summary>The Fresnel integral of sin(pi t^2 / 2) from 0 to x. Odd; 1/2 at infinity.</summary>
    public static double FresnelS(double x) => FresnelIntegrals.S(x);

    /// <summary>The Fresnel integral of cos(pi t^2 / 2) from 0 to x. Odd; 1/2 at infinity.</summary>
    public static double FresnelC(double x) => FresnelIntegrals.C(x);

    /// <summary>exp(x) E_n(x) differentiated k times.</summary>
    internal static double ExpIntegralEScaledDerivative(int n, double x, int k) => ExpIntegrals.EScaledDerivative(n, x, k);

    /// <summary>exp(-x) Ei(x) for large x, differentiated k times.</summary>
    internal static double ExpIntegralEiTail(double x, int k) => ExpIntegrals.EiTail(x, k);

    /// <summary>sin(pi x^2 / 2), the square with twice the digits.</summary>
    internal static double SinHalfPiSquare(double x) => FresnelIntegrals.SinCos(x).Sin;

    /// <summary>cos(pi x^2 / 2).</summary>
    internal static double CosHalfPiSquare(double x) => FresnelIntegrals.SinCos(x).Cos;
}
