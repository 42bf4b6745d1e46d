using System;

namespace Zygote;

/// <content>The error function and its relatives, the normal distribution.</content>
public static partial class SpecialFunctions
{
    const double TwoOverSqrtPi = 1.12837916709551257390;
    const double SqrtPi = 1.77245385090551602730;
    const double Sqrt2 = 1.41421356237309504880;

    /// <summary>The error function, <c>2/√π ∫₀ˣ exp(-t²) dt</c>. Odd; 1 at infinity.</summary>
    /// <remarks>Below 1 by the series of positive terms DLMF 7.6.2, above from <see cref="Erfc(double)"/>.</remarks>
    public static double Erf(double x)
    {
        if (Math.Abs(x) >= 1)
            return Math.CopySign(1 - Erfc(Math.Abs(x)), x);
        double term = 1, sum = 1;
        for (var k = 1; term > 1e-18; k++)
        {
            term *= 2 * x * x / (2 * k + 1);
            sum += term;
        }

        return TwoOverSqrtPi * x * (Gaussians.ExpMinusSquare(x) * sum);
    }

    /// <summary><c>Erf(y) - Erf(x)</c>, without the cancellation of the difference.</summary>
    /// <remarks>Over a short interval the integral is taken by a rule of Gauss, otherwise the smaller tails are subtracted.</remarks>
    public static double Erf(double x, double y)
    {
        if (Math.Abs(y - x) * (1 + Math.Abs(x) + Math.Abs(y)) < 1)
            return TwoOverSqrtPi * GaussLegendre.Integrate(Gaussians.ExpMinusSquare, x, y);
        return x > 0 && y > 0 ? Erfc(x) - Erfc(y) : x < 0 && y < 0 ? Erfc(-y) - Erfc(-x) : Erf(y) - Erf(x);
    }

    /// <summary>The complement of <see cref="Erf(double)"/>, with its digits where it is small. 0 from about 27 on.</summary>
    public static double Erfc(double x) =>
        x < 0.5 ? x < -1 ? 2 - Erfc(-x) : 1 - Erf(x) : Gaussians.ExpMinusSquare(x) * Erfcx(x);

    /// <summary>The scaled complement, <c>exp(x²) Erfc(x)</c>: <c>1/(x √π)</c> for large x, infinity below about -26.6.</summary>
    /// <remarks>
    /// A Chebyshev series of <c>(1 + 2x) Erfcx(x)</c> in <c>(x - K) / (x + K)</c>. The form is that of M. Shepherd and
    /// J. Laframboise, Math. Comp. 36 (1981); the coefficients are from eng/special-function-coefficients.py.
    /// </remarks>
    public static double Erfcx(double x)
    {
        if (x < 0)
            return x < -27 ? double.PositiveInfinity : 2 * Gaussians.ExpSquare(x) - Erfcx(-x);
        if (double.IsPositiveInfinity(x))
            return 0;
        return Gaussians.ErfcxSeries((x - 3.75) / (x + 3.75)) / (1 + 2 * x);
    }

    /// <summary>The imaginary error function, <c>2/√π ∫₀ˣ exp(t²) dt</c>. Odd; overflows at about 26.6.</summary>
    public static double Erfi(double x)
    {
        if (Math.Abs(x) >= 1)
            return double.IsInfinity(x) ? x : TwoOverSqrtPi * Gaussians.ExpSquare(x) * Dawson(x);
        double power = 1, sum = 1;
        for (var k = 1; power > 1e-18; k++)
        {
            power *= x * x / k;
            sum += power / (2 * k + 1);
        }

        return TwoOverSqrtPi * x * sum;
    }

    /// <summary>Dawson's integral, <c>exp(-x²) ∫₀ˣ exp(t²) dt</c>. Odd; <c>1/(2x)</c> for large x.</summary>
    /// <remarks>
    /// Near 0 the power series, far out the asymptotic one (DLMF 7.6.3, 7.12), between them the exponentially convergent sum of
    /// G. Rybicki, Computers in Physics 3 (1989).
    /// </remarks>
    public static double Dawson(double x) => DawsonDerivative.Value(0, x);

    /// <summary>The inverse of <see cref="Erf(double)"/>. Infinite at 1 and -1, NaN outside.</summary>
    /// <remarks>Halley's iteration from S. Winitzki's approximation; near 1 by <see cref="ErfcInverse(double)"/>.</remarks>
    public static double ErfInverse(double y)
    {
        var a = Math.Abs(y);
        if (!(a <= 1))
            return double.NaN;
        if (a > 0.5)
            return Math.CopySign(ErfcInverse(1 - a), y);
        if (a < 1e-9)
            return y * (SqrtPi / 2);
        const double W = 0.147;
        var logarithm = LogP1(-a * a);
        var half = 2 / (Math.PI * W) + logarithm / 2;
        // The difference of the roots of half² - log/W and half², by its conjugate.
        var x = Math.Sqrt(-logarithm / W / (Math.Sqrt(half * half - logarithm / W) + half));
        for (var i = 0; i < 2; i++)
        {
            var step = (Erf(x) - a) / (TwoOverSqrtPi * Math.Exp(-x * x));
            x -= step / (1 + x * step);
        }

        return Math.CopySign(x, y);
    }

    /// <summary>The inverse of <see cref="Erfc(double)"/> for arguments in 0 to 2. Infinite at the ends, NaN outside.</summary>
    /// <remarks>Newton's iteration on the logarithm, from the approximation 26.2.22 of Abramowitz and Stegun.</remarks>
    public static double ErfcInverse(double y)
    {
        if (!(y is >= 0 and <= 2))
            return double.NaN;
        if (y is > 0.5 and < 1.5)
            return ErfInverse(1 - y);
        if (y > 1)
            return -ErfcInverse(2 - y);
        if (y == 0)
            return double.PositiveInfinity;
        var logarithm = Math.Log(y);
        var t = Math.Sqrt(2 * (Ln2 - logarithm));
        var x = (t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t))) / Sqrt2;
        for (var i = 0; i < 3; i++)
        {
            var erfcx = Erfcx(x);
            x += (Math.Log(erfcx) - x * x - logarithm) * erfcx * (SqrtPi / 2);
        }

        return x;
    }

    /// <summary>The logarithm of <see cref="Erfc(double)"/>, also where that underflows.</summary>
    public static double LogErfc(double x) =>
        x > 1 ? Math.Log(Erfcx(x)) - x * x : x > -1 ? LogP1(-Erf(x)) : LogP1(1 - Erfc(-x));

    /// <summary>The logarithm of <see cref="Erfcx(double)"/>, also where that overflows.</summary>
    public static double LogErfcx(double x) =>
        x >= 0.5 ? Math.Log(Erfcx(x)) : x > -0.5 ? x * x + LogP1(-Erf(x)) : x * x + Math.Log(Erfc(x));

    /// <summary>The logarithm of <see cref="Erf(double)"/> for x not below 0, with its digits as it rises to 0.</summary>
    public static double LogErf(double x) => x < 0.5 ? Math.Log(Erf(x)) : LogP1(-Erfc(x));

    /// <summary>The logarithm of <c>Erf(y) - Erf(x)</c> for x below y, also where both tails underflow.</summary>
    public static double LogErf(double x, double y)
    {
        if (x > y)
            return double.NaN;
        if (x < 0 && y <= 0)
            (x, y) = (-y, -x);
        if (x <= 0.5 || Math.Abs(y - x) * (1 + x + y) < 1)
            return x <= 5 ? Math.Log(Erf(x, y)) : Math.Log(TwoOverSqrtPi * GaussLegendre.Integrate(
                t => Math.Exp(-(t - x) * (t + x)), x, y)) - x * x;
        var logX = LogErfc(x);
        return logX + Log1mExp(LogErfc(y) - logX);
    }

    /// <summary>The density of the standard normal distribution.</summary>
    public static double NormalPdf(double x) => TwoOverSqrtPi / (2 * Sqrt2) * Gaussians.ExpMinusHalfSquare(x);

    /// <summary>The probability that a standard normal variable is at most x, with its digits in the lower tail.</summary>
    public static double NormalCdf(double x) => x < -1
        ? 0.5 * Gaussians.ExpMinusHalfSquare(x) * Erfcx(-x / Sqrt2)
        : 0.5 * Erfc(-x / Sqrt2);

    /// <summary>The logarithm of <see cref="NormalCdf(double)"/>, also where that underflows.</summary>
    public static double LogNormalCdf(double x) => x < -1
        ? Math.Log(0.5 * Erfcx(-x / Sqrt2)) - 0.5 * x * x
        : LogP1(-NormalCdf(-x));

    /// <summary>The inverse of <see cref="NormalCdf(double)"/>. Infinite at 0 and 1, NaN outside.</summary>
    public static double NormalQuantile(double p) => p < 0.5 ? -Sqrt2 * ErfcInverse(2 * p) : Sqrt2 * ErfcInverse(2 * (1 - p));
}
