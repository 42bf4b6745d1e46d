using System;

namespace Zygote;

public static partial class SpecialFunctions
{
    /// <summary>The Bessel function of the first kind and order 0.</summary>
    /// <remarks>Even and entire; 0 at infinity. Error 1e-13 of the envelope sqrt(2 / (pi |x|)).</remarks>
    public static double BesselJ0(double x) => CylinderValues.J(0, x);

    /// <summary>The Bessel function of the first kind and order 1, which is odd.</summary>
    public static double BesselJ1(double x) => CylinderValues.J(1, x);

    /// <summary>The Bessel function of the second kind and order 0: -infinity at 0, NaN for negative x.</summary>
    public static double BesselY0(double x) => CylinderValues.Y(0, x);

    /// <summary>The Bessel function of the second kind and order 1: -infinity at 0, NaN for negative x.</summary>
    public static double BesselY1(double x) => CylinderValues.Y(1, x);

    /// <summary>The Bessel function of the first kind; the order is a constant for differentiation.</summary>
    public static double BesselJ(int n, double x) => CylinderValues.J(n, x);

    /// <summary>The Bessel function of the first kind J.</summary>
    /// <param name="nu">The order, any real number.</param>
    /// <param name="x">
    /// At 0: 1, 0, or infinity for negative orders. Negative values give NaN unless the order is an integer, and then the
    /// derivative in the order is NaN.
    /// </param>
    /// <remarks>
    /// Derivatives in x by DLMF 10.6.1; in the order see <see cref="BesselJOrderDerivative"/>. Orders and arguments to 1e6, and
    /// any x > nu^2 / 12.
    /// </remarks>
    public static double BesselJ(double nu, double x) => CylinderValues.J(nu, x);

    /// <summary>The Bessel function of the second kind; the order is a constant for differentiation.</summary>
    public static double BesselY(int n, double x) => CylinderValues.Y(n, x);

    /// <summary>The Bessel function of the second kind Y (Weber, Neumann).</summary>
    /// <param name="nu">The order, any real number.</param>
    /// <param name="x">At 0 -infinity; NaN where negative.</param>
    public static double BesselY(double nu, double x) => CylinderValues.Y(nu, x);

    /// <summary>The modified Bessel function of the first kind; the order is a constant for differentiation.</summary>
    public static double BesselI(int n, double x) => ModifiedValues.I(n, x);

    /// <summary>The modified Bessel function of the first kind I.</summary>
    /// <param name="nu">The order, any real number.</param>
    /// <param name="x">NaN where negative, unless the order is an integer.</param>
    public static double BesselI(double nu, double x) => ModifiedValues.I(nu, x);

    /// <summary>The modified Bessel function of the second kind; the order is a constant for differentiation.</summary>
    public static double BesselK(int n, double x) => ModifiedValues.K(n, x);

    /// <summary>The modified Bessel function of the second kind K (Macdonald).</summary>
    /// <param name="nu">The order, any real number; K is even in it.</param>
    /// <param name="x">At 0 infinity; NaN where negative.</param>
    public static double BesselK(double nu, double x) => ModifiedValues.K(nu, x);

    /// <summary>exp(-|x|) I, the order constant.</summary>
    public static double BesselIScaled(int n, double x) => ModifiedValues.IScaled(n, x);

    /// <summary>exp(-|x|) I, which does not overflow. The derivative at 0 is that from the right.</summary>
    public static double BesselIScaled(double nu, double x) => ModifiedValues.IScaled(nu, x);

    /// <summary>exp(x) K, the order constant.</summary>
    public static double BesselKScaled(int n, double x) => ModifiedValues.KScaled(n, x);

    /// <summary>exp(x) K, which does not underflow.</summary>
    public static double BesselKScaled(double nu, double x) => ModifiedValues.KScaled(nu, x);

    /// <summary>The modified Bessel function of the first kind and order 0.</summary>
    public static double BesselI0(double x) => BesselI(0, x);

    /// <summary>The modified Bessel function of the first kind and order 1.</summary>
    public static double BesselI1(double x) => BesselI(1, x);

    /// <summary>The modified Bessel function of the second kind and order 0.</summary>
    public static double BesselK0(double x) => BesselK(0, x);

    /// <summary>The modified Bessel function of the second kind and order 1.</summary>
    public static double BesselK1(double x) => BesselK(1, x);

    /// <summary>exp(-|x|) I0(x).</summary>
    public static double BesselI0Scaled(double x) => BesselIScaled(0, x);

    /// <summary>exp(-|x|) I1(x).</summary>
    public static double BesselI1Scaled(double x) => BesselIScaled(1, x);

    /// <summary>exp(x) K0(x).</summary>
    public static double BesselK0Scaled(double x) => BesselKScaled(0, x);

    /// <summary>exp(x) K1(x).</summary>
    public static double BesselK1Scaled(double x) => BesselKScaled(1, x);
}
